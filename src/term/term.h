/*
 * Term: the terminal. terminfo, of ncurses, knows its keys and what it can do; everything
 * is read from it and written to it here. One at a time; it belongs to the thread
 * that opened it.
 */
#ifndef TERM_TERM_H
#define TERM_TERM_H

#include <stdbool.h>

#include "newsreader/error.h"
#include "ui/event.h"

/* In the order of the values of the option "color". */
enum term_color {
	TERM_COLOR_AUTO,	/* if the terminal has them and NO_COLOR is not set */
	TERM_COLOR_ALWAYS,	/* whatever NO_COLOR says */
	TERM_COLOR_NEVER
};

struct term_config {
	enum term_color color;
	bool ascii;
	bool mouse;
};

/* Take the terminal: standard output, keys from standard input or, where that is no
 * terminal, from /dev/tty. setlocale() has been called. From here to term_close
 * SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP and SIGCONT are events, and a fatal
 * signal restores the terminal before it takes its course. NR_ERR_USAGE: no terminal,
 * or one that cannot show a screen. */
int term_open(const struct term_config *config, struct ui_terminal *out,
	struct nr_error *err);
/* The signal behind UI_EVENT_QUIT, SIGHUP for a terminal that is gone; 0 before that. */
int term_ended_by(const struct ui_terminal *t);
/* Give the terminal back as it was. Also for one that is gone, or that term_open did
 * not open. */
void term_close(struct ui_terminal *t);

/* "ncurses 6.4.20221231". */
const char *term_version(void);

#endif
