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

/* After newterm(): append what brings the terminal from showing a screen to its usual
 * state. */
void term_info_reset(struct nr_buf *out);
/* Append what shows the cursor. */
void term_info_show_cursor(struct nr_buf *out);
/* After newterm(): its colours are red, green and blue, 8 bits each. "RGB" may be a
 * flag, a number or a string. */
bool term_info_has_rgb(void);

#endif
