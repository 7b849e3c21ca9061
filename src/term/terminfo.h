/*
 * Terminfo: what a type of terminal can do.
 */
#ifndef TERM_TERMINFO_H
#define TERM_TERMINFO_H

#include <stdbool.h>

#include "newsreader/buf.h"
#include "newsreader/error.h"

/* Whether $TERM can show a screen; NR_ERR_USAGE says why not. newterm() would end the
 * program over what it does not like, so this comes first. */
int term_info_check(int fd, struct nr_error *err);

/* How it paints. */
struct term_caps {
	bool moves_styled;	/* the cursor may be moved whatever the style is */
	bool wraps_at_once;	/* behind the last cell of a line it is in the next */
	bool clears_lines;
};

/* How something looks: attributes UI_BOLD and on, numbers of colours, -1 for its own. */
struct term_look {
	unsigned attrs;
	int fg, bg;
};

/* All of the following after newterm(). */
void term_info_caps(struct term_caps *out);
/* Append what moves the cursor, clears the screen and brings the cursor to its first cell,
 * clears the line from the cursor on, shows or hides the cursor, ends a look, sets one when there
 * is none. */
void term_info_move(struct nr_buf *out, int row, int col);
void term_info_clear(struct nr_buf *out);
void term_info_clear_line(struct nr_buf *out);
void term_info_cursor(struct nr_buf *out, bool shown);
void term_info_plain(struct nr_buf *out, bool coloured);
void term_info_look(struct nr_buf *out, const struct term_look *look);
/* Append what brings the terminal from showing a screen to its usual
 * state. */
void term_info_reset(struct nr_buf *out);
/* Its colours are red, green and blue, 8 bits each. "RGB" may be a
 * flag, a number or a string. */
bool term_info_has_rgb(void);

#endif
