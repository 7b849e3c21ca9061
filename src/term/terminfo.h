/*
 * Terminfo: what a type of terminal can do.
 */
#ifndef TERM_TERMINFO_H
#define TERM_TERMINFO_H

#include <stdbool.h>

#include "newsreader/buf.h"
#include "newsreader/error.h"
#include "term/decode.h"

/* Look up $TERM for the terminal at fd. NR_ERR_USAGE: it is not known, or cannot show a
 * screen. */
int term_info_open(int fd, struct nr_error *err);
/* Also where it is not open. */
void term_info_close(void);

/* How the terminal paints. */
struct term_caps {
	bool moves_styled;	/* the cursor may be moved whatever the style is */
	bool wraps_at_once;	/* after the last cell of a line the cursor is in the next line */
	bool clears_lines;
};

/* How something looks: attributes UI_BOLD and on, numbers of colours, -1 for its own. */
struct term_look {
	unsigned attrs;
	int fg, bg;
};

/* All of the following after term_info_open(). */
void term_info_caps(struct term_caps *out);
/* Append the sequence that moves the cursor; clears the screen and moves the cursor to its
 * first cell; clears the line from the cursor on; shows or hides the cursor; ends every look;
 * sets a look where none is set. */
void term_info_move(struct nr_buf *out, int row, int col);
void term_info_clear(struct nr_buf *out);
void term_info_clear_line(struct nr_buf *out);
void term_info_cursor(struct nr_buf *out, bool shown);
void term_info_plain(struct nr_buf *out, bool coloured);
void term_info_look(struct nr_buf *out, const struct term_look *look);
/* Append the sequence that starts the screen and the keypad's mode, and the one that ends
 * them on a terminal of so many rows. */
void term_info_start(struct nr_buf *out);
void term_info_reset(struct nr_buf *out, int rows);
/* The sequences that the terminal's keys send, in *out. Returns how many. The caller frees the array; the strings are borrowed. */
size_t term_info_keys(struct term_key **out);
/* Its usual size; unchanged if it has none. */
void term_info_size(int *rows, int *cols);
/* It has control sequences as of ECMA-48, and may know more of them than terminfo says. */
bool term_info_is_ansi(void);
bool term_info_has_mouse(void);
/* The number of colours that can be set and taken back, 0 if they cannot. */
int term_info_colors(void);
/* They are red, green and blue, 8 bits each. "RGB" may be a flag, a number or a string. */
bool term_info_has_rgb(void);

#endif
