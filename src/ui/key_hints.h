/*
 * Hints on keys, on one line.
 */
#ifndef UI_KEY_HINTS_H
#define UI_KEY_HINTS_H

#include "newsreader/buf.h"

/* Append a hint to others, separated by two blanks: the key, and what it does. "" if the
 * next key does the same: "j k Space scroll". */
void ui_key_hints_add(struct nr_buf *hints, const char *key, const char *text);

/* Append as many hints of `keys` (separated by two blanks, ASCII) as fit into `cols`
 * cells. The last hint, which says how to leave, has precedence over all others. */
void ui_key_hints_fit(const char *keys, int cols, struct nr_buf *out);

#endif
