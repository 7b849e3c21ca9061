/*
 * The capabilities of a terminal type, from terminfo.
 */
#ifndef TERM_TERMINFO_H
#define TERM_TERMINFO_H

#include <stdbool.h>

#include "app/theme.h"
#include "newsreader/buf.h"
#include "newsreader/error.h"
#include "term/decode.h"

/* Look up $TERM for the terminal at fd. NR_ERR_USAGE: the type is unknown, or cannot show
 * a screen. */
int term_info_open(int fd, struct nr_error *err);
/* Also allowed if it is not open. */
void term_info_close(void);

/* Capabilities. A string is NULL if the terminal lacks it, and is appended by term_info_add. */
struct term_caps {
	bool moves_styled;	/* the cursor may be moved while a style is set */
	bool wraps_at_once;	/* after the last cell of a line the cursor moves to the
				 * next line at once */
	bool ansi;		/* it uses control sequences of ECMA-48, and so may
				 * support more of them than terminfo says */
	bool mouse;
	bool rgb;		/* colours are red, green and blue with 8 bits each */
	bool bce;		/* what is cleared gets the background that is set */
	int colors;		/* number that can be set and reset; <= 0: none */
	const char *clear;	/* clears the screen and moves the cursor to the first
				 * cell */
	const char *clear_line;	/* clears the line from the cursor on */
	const char *show_cursor, *hide_cursor;
};

/* All functions below require term_info_open(). */
void term_info_caps(struct term_caps *out);
/* Append a string of terminfo, without its delays. */
void term_info_add(struct nr_buf *out, const char *s);
/* Append the sequence that moves the cursor; that ends any look; that sets a look after
 * term_info_plain (APP_COLOR_RGB with the sequences of ISO 8613-6). */
void term_info_move(struct nr_buf *out, int row, int col);
void term_info_plain(struct nr_buf *out, bool coloured);
void term_info_look(struct nr_buf *out, const struct app_look *look);
/* Append the sequence that starts the screen and the keypad mode, and the one that ends
 * them on a terminal of `rows` rows. */
void term_info_start(struct nr_buf *out);
void term_info_reset(struct nr_buf *out, int rows);
/* Store the sequences that the terminal's keys send in *out and return their number. The
 * caller frees the array; the strings are borrowed. */
size_t term_info_keys(struct term_key **out);
/* The default size of the terminal; unchanged if terminfo has none. */
void term_info_size(int *rows, int *cols);

#endif
