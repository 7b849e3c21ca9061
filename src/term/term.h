/*
 * The terminal, for all input and output of the screen. Keys and capabilities come from
 * terminfo (ncurses). Only one can be open; it belongs to the thread that opened it.
 */
#ifndef TERM_TERM_H
#define TERM_TERM_H

#include <stdbool.h>

#include "newsreader/error.h"
#include "ui/event.h"

/* In the order of the values of the option "color". */
enum term_color {
	TERM_COLOR_AUTO,	/* if the terminal has colours and NO_COLOR is not set */
	TERM_COLOR_ALWAYS,	/* even if NO_COLOR is set */
	TERM_COLOR_NEVER
};

struct term_config {
	enum term_color color;
	struct app_theme theme;
	bool ascii;
	bool mouse;
};

/* Open the terminal: standard output, with keys from standard input or, if that is not a
 * terminal, from /dev/tty. setlocale() must have been called. Until term_close, SIGWINCH,
 * SIGTERM, SIGHUP, SIGINT, SIGTSTP and SIGCONT are events, and a fatal signal restores
 * the terminal before it takes effect. NR_ERR_USAGE: no terminal, or one that cannot show
 * a screen. */
int term_open(const struct term_config *config, struct ui_terminal *out,
	struct nr_error *err);
/* The signal that caused UI_EVENT_QUIT, SIGHUP if the terminal is gone; 0 before that. */
int term_ended_by(const struct ui_terminal *t);
/* Restore the terminal. Also allowed if it is gone, or if term_open failed. */
void term_close(struct ui_terminal *t);

/* "ncurses 6.4.20221231". */
const char *term_version(void);

#endif
