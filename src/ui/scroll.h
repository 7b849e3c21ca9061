/*
 * Scroll: a cursor in a list of rows and the part of it in view.
 */
#ifndef UI_SCROLL_H
#define UI_SCROLL_H

#include <stddef.h>

struct ui_scroll {
	size_t cursor;
	size_t top;		/* first row in view */
	size_t held;		/* no margin around the cursor while it is here; from 1 */
};

/* Bring both into a list of n rows of which `rows` are in view, the cursor among them. */
void ui_scroll_clamp(struct ui_scroll *s, size_t n, int rows);
/* The rows are other ones, and the cursor's is now at `cursor`: it stays where it is on the
 * screen, and so do the rows around it. */
void ui_scroll_hold(struct ui_scroll *s, size_t cursor);
/* Move the cursor by `by` rows, stopping at the ends. */
void ui_scroll_move(struct ui_scroll *s, size_t n, long by);

#endif
