/*
 * State: what the files of this folder share. Private to it.
 */
#ifndef TERM_STATE_H
#define TERM_STATE_H

#include <curses.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <termios.h>
#include <time.h>

#include "newsreader/buf.h"
#include "newsreader/error.h"
#include "term/term.h"
#include "term/terminfo.h"

/* Where in a sequence of bytes the input stands. */
enum term_input {
	TERM_GROUND,
	TERM_ESCAPE,		/* behind ESC */
	TERM_CSI,		/* behind ESC [ */
	TERM_SHIFT,		/* behind ESC O */
	TERM_STRING,		/* in OSC, DCS, APC, PM, SOS */
	TERM_STRING_ESCAPE	/* behind an ESC in one */
};

enum term_depth { TERM_DEPTH_NONE, TERM_DEPTH_8, TERM_DEPTH_256, TERM_DEPTH_RGB };

enum { TERM_ATTRS = 32 };	/* combinations of them, from UI_BOLD to UI_ITALIC */

struct term {
	FILE *in, *out;
	SCREEN *screen;
	WINDOW *keys;		/* a pad: reading from it never paints */
	struct termios before;	/* of the terminal when it was taken */
	bool has_before;
	bool utf8;		/* the locale's encoding */
	bool ascii;
	bool mouse;
	bool away;		/* given to another program */

	enum term_input state;
	struct timespec state_since;
	unsigned char pending[4];	/* the beginning of a UTF-8 character */
	size_t npending;
	bool resized;		/* a RESIZE event is due */
	int ended_by;		/* signal for which QUIT is due; 0: none */
	bool told;		/* the last event was QUIT */

	struct term_caps caps;
	enum term_depth depth;
	/* What sets a style, and what ends one; filled in as it is needed. */
	struct nr_buf styles[UI_STYLE_COUNT][TERM_ATTRS], plain;
	struct ui_canvas shown;	/* what was painted last */
	bool stale;		/* the screen does not show it */
	struct nr_buf frame;	/* on its way to the terminal */
	int rows, cols;		/* of it */
	int style, row, col;	/* of the terminal at its end; -1: not known */
};

/* tty.c: the descriptors. */
int term_tty_open(struct term *t, struct nr_error *err);
void term_tty_close(struct term *t);
/* The size that the kernel knows; false if it knows none. */
bool term_tty_size(const struct term *t, int *rows, int *cols);
/* Write to the terminal itself: ncurses only begins and ends the screen, and then leaves
 * nothing in its buffer. */
bool term_tty_write(const struct term *t, const char *s, size_t n);

/* color.c: find out the depth. */
void term_color_init(struct term *t, enum term_color mode);
/* Append what sets a role with attributes more than its own. */
void term_color_add(const struct term *t, unsigned role, unsigned attrs,
	struct nr_buf *out);

/* input.c */
struct ui_event term_input_next(struct term *t);

/* paint.c */
void term_paint(struct term *t, const struct ui_canvas *c);

/* clipboard.c */
bool term_clipboard_copy(const struct term *t, const char *text, size_t n);

#endif
