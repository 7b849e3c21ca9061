/*
 * State: what the files of this folder share. Private to it.
 */
#ifndef TERM_STATE_H
#define TERM_STATE_H

#include <stdbool.h>
#include <stdint.h>
#include <termios.h>

#include "newsreader/buf.h"
#include "newsreader/error.h"
#include "term/decode.h"
#include "term/term.h"
#include "term/terminfo.h"

enum term_depth { TERM_DEPTH_NONE, TERM_DEPTH_8, TERM_DEPTH_256, TERM_DEPTH_RGB };

enum { TERM_ATTRS = 64 };	/* combinations of them, from UI_BOLD to UI_STRIKE */

struct term {
	int in, out;		/* descriptors, -1: none */
	struct termios before;	/* of the terminal when it was taken */
	bool has_before;
	bool utf8;		/* the locale's encoding */
	bool ascii;
	bool mouse;
	bool away;		/* given to another program */

	struct term_key *keys;
	struct term_decoder decoder;
	char bytes[4096];	/* read last, decoded up to `at` */
	size_t at, nbytes;
	int64_t last_read;	/* milliseconds, monotonic */
	bool flood;		/* a paste without brackets is going on */
	bool brackets;		/* the terminal sends brackets */
	bool resized;		/* a RESIZE event is due */
	int ended_by;		/* signal for which QUIT is due; 0: none */
	bool quit_sent;		/* the last event was QUIT */

	struct term_caps caps;
	enum term_depth depth;
	/* What sets a style, and what ends one; filled in as it is needed. */
	struct nr_buf styles[UI_STYLE_COUNT][TERM_ATTRS], plain;
	struct ui_canvas shown;	/* what was painted last */
	bool stale;		/* the screen does not show it */
	bool starting;		/* the next frame starts the screen */
	bool begun;		/* a frame may have started it: it must be ended */
	struct nr_buf start, reset;	/* sequences that start and end the screen */
	struct nr_buf frame;	/* on its way to the terminal */
	int rows, cols;		/* of it */
	int height, width;	/* of the terminal */
	int style, row, col;	/* of the terminal at its end; -1: not known */
};

/* tty.c: the descriptors. */
int term_tty_open(struct term *t, struct nr_error *err);
void term_tty_close(struct term *t);
/* Keys come at once and as they are, from here to term_tty_close() or _cooked(). */
void term_tty_raw(const struct term *t);
void term_tty_cooked(const struct term *t);
/* Take the size that the kernel knows, if it knows one. */
void term_tty_size(struct term *t);
/* Write to the terminal. False if it cannot be written to, or if a signal came while it
 * took nothing: then a part may be written. With _hurry also if it takes nothing for a
 * moment. */
bool term_tty_write(const struct term *t, const char *s, size_t n);
bool term_tty_hurry(const struct term *t, const char *s, size_t n);

/* color.c: find out the depth. */
void term_color_init(struct term *t, enum term_color mode);
/* Append what sets a role with attributes more than its own. */
void term_color_add(const struct term *t, unsigned role, unsigned attrs,
	struct nr_buf *out);

/* input.c */
struct ui_event term_input_next(struct term *t);
/* Milliseconds until it is to be asked although nothing was typed, -1: none. */
int term_input_timeout(const struct term *t);

/* paint.c */
void term_paint(struct term *t, const struct ui_canvas *c);

/* clipboard.c */
bool term_clipboard_copy(const struct term *t, const char *text, size_t n);

#endif
