/*
 * The state shared by the files of this folder. Private to it.
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

enum term_depth {
	TERM_DEPTH_NONE, TERM_DEPTH_8, TERM_DEPTH_16, TERM_DEPTH_256, TERM_DEPTH_RGB
};

enum { TERM_ATTRS = 64 };	/* combinations of attributes, from UI_BOLD to
				 * UI_STRIKE */

struct term {
	int in, out;		/* descriptors, -1: none */
	struct termios before;	/* modes of the terminal when it was opened */
	bool has_before;
	bool ascii;
	bool away;		/* released to another program */

	struct term_key *keys;
	struct term_decoder decoder;
	char bytes[4096];	/* last bytes read, decoded up to `at` */
	size_t at, nbytes;
	int64_t last_read;	/* ms, monotonic */
	bool flood;		/* an unmarked paste is being read */
	bool brackets;		/* the terminal marks pastes */
	bool resized;		/* a RESIZE event is due */
	int ended_by;		/* signal for which QUIT is due; 0: none */
	bool quit_sent;		/* the last event was QUIT */

	struct term_caps caps;
	enum term_depth depth;
	struct app_theme theme;
	enum app_background background;
	bool asks;		/* the question for the background is due */
	int64_t asked_at;	/* ms, monotonic; 0: it was not asked */
	struct app_look looks[UI_STYLE_COUNT];	/* of the theme, in colours of this depth */
	/* Cached sequences that set a style, and the one that ends a style. */
	struct nr_buf styles[UI_STYLE_COUNT][TERM_ATTRS], plain;
	struct ui_canvas shown;	/* the canvas painted last */
	bool stale;		/* the screen may differ from `shown` */
	bool starting;		/* the next frame starts the screen */
	bool begun;		/* a frame may have started the screen, so that it must be
				 * ended */
	struct nr_buf start, reset;	/* sequences that start and end the screen */
	struct nr_buf frame;	/* output of one frame */
	int rows, cols;		/* size of the frame */
	int height, width;	/* size of the terminal */
	int style, row, col;	/* state of the terminal after the frame; -1: unknown */
};

/* tty.c: the descriptors. */
int term_tty_open(struct term *t, struct nr_error *err);
void term_tty_close(struct term *t);
/* Set raw mode: keys arrive at once and unprocessed, until term_tty_close() or
 * term_tty_cooked(). */
void term_tty_raw(const struct term *t);
void term_tty_cooked(const struct term *t);
/* Set the size to what the kernel reports, if it does. */
void term_tty_size(struct term *t);
/* Write to the terminal. False if that fails, or if a signal arrives while the terminal
 * accepts no output; then a part may have been written. _hurry instead ignores signals
 * and gives up when the terminal accepts nothing for half a second. */
bool term_tty_write(const struct term *t, const char *s, size_t n);
bool term_tty_hurry(const struct term *t, const char *s, size_t n);

/* color.c: determine the colour depth. */
void term_color_init(struct term *t, enum term_color mode);
/* Show the theme from the next frame on. */
void term_color_set_theme(struct term *t, const struct app_theme *theme);
/* Ask for the background after the frame, if that is due. */
void term_color_ask(struct term *t);
/* The terminal's background is this one. True if that changes what is shown. */
bool term_color_take_background(struct term *t, uint32_t rgb);
/* Append the sequence that sets a role with attributes in addition to its own. */
void term_color_add(const struct term *t, unsigned role, unsigned attrs,
	struct nr_buf *out);

/* input.c, paint.c: next(), timeout(), await_enter() and paint() of struct ui_terminal. */
struct ui_event term_input_next(void *self);
int term_input_timeout(void *self);
void term_input_await_enter(void *self, const char *text);
void term_paint(void *self, const struct ui_canvas *c);
/* Drop the input read, and more of it until a question is answered that was asked shortly
 * before, so that the program that gets the terminal next does not read the answer. Waits a
 * tenth of a second at most. */
void term_input_drop_answer(struct term *t);

/* clipboard.c */
bool term_clipboard_copy(const struct term *t, const char *text, size_t n);

#endif
