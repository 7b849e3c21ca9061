/*
 * Legend: which keys do what, on one line.
 */
#ifndef UI_KEY_HINTS_H
#define UI_KEY_HINTS_H

#include "newsreader/buf.h"

/* Append as many of the keys, each with what it does and parted by two blanks, as fit into
 * so many cells: the last of them, which is the way out, before any other. ASCII. */
void ui_key_hints_fit(const char *keys, int cols, struct nr_buf *out);

#endif
