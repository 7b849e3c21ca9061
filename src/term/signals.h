/*
 * Signal handling: a pipe that wakes the UI, and restoring the terminal at a fatal
 * signal. The mutable globals of the terminal code are here, because a handler can reach
 * nothing else.
 */
#ifndef TERM_SIGNALS_H
#define TERM_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

#include "newsreader/error.h"

/* Install the handlers. */
int term_signals_open(struct nr_error *err);
void term_signals_close(void);

/* A descriptor that is readable after a signal. */
int term_signals_fd(void);
/* Empty the pipe; to be called before term_signals_take. */
void term_signals_drain(void);
/* True if the signal arrived since the last call for it, however often. */
bool term_signals_take(int sig);

/* Set the modes and the bytes that a fatal signal restores the terminal at fd with. Both
 * are copied; bytes beyond 512 are cut. */
void term_signals_arm(int fd, const struct termios *modes, const char *reset, size_t n);
/* Make a fatal signal leave the terminal alone, because it is released or closed. */
void term_signals_disarm(void);
/*
 * Lock the terminal for one write that does not block, or one change of its modes. No
 * memory may be allocated while it is held: a thread that runs out of memory takes this
 * lock to reset the terminal and keeps it until the program ends.
 */
void term_signals_hold(void);
void term_signals_release(void);
void term_signals_rearm(void);

/* Stop the process group like an unhandled SIGTSTP; returns when it is continued. */
void term_signals_stop(void);

#endif
