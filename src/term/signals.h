/*
 * Signals: a pipe that wakes the UI, and a terminal that is restored whatever happens.
 * The only mutable globals of the program are here: a handler can reach nothing else.
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

/* Readable when a signal came. */
int term_signals_fd(void);
/* Empty the pipe; before asking what came. */
void term_signals_drain(void);
/* True once for each signal that came since it was asked for last, however often it
 * came. */
bool term_signals_take(int sig);

/* What a fatal signal writes to fd, and the modes it sets there. Kept by copy, cut if
 * it is far too long. */
void term_signals_arm(int fd, const struct termios *modes, const char *reset, size_t n);
/* The terminal is not ours for now, or no longer: a fatal signal leaves it alone. */
void term_signals_disarm(void);
/*
 * Hold the terminal for one write that does not block, or one change of its modes, without
 * asking for memory meanwhile. Another thread that has no memory holds it and resets it,
 * and the caller waits for the end then.
 */
void term_signals_hold(void);
void term_signals_release(void);
void term_signals_rearm(void);

/* Stop the process group as SIGTSTP does where nobody handles it; returns when it goes
 * on. */
void term_signals_stop(void);

#endif
