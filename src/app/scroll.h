/*
 * A cursor in a list of rows, and the part of the list in view.
 */
#ifndef APP_SCROLL_H
#define APP_SCROLL_H

#include <stdbool.h>
#include <stddef.h>

#include "app/actions.h"

struct app_scroll {
	size_t cursor;
	size_t top;		/* index of the first row in view */
	size_t held;		/* cursor + 1 where no margin applies, or 0 */
};

/* Clamp both to a list of n rows of which `rows` are in view, so that the cursor is in
 * view. */
void app_scroll_clamp(struct app_scroll *s, size_t n, int rows);
/* To be called when the rows were replaced and the cursor's row is now at `cursor`: keeps
 * its place on the screen, and with it that of the rows around it. */
void app_scroll_hold(struct app_scroll *s, size_t cursor);
/* Move the cursor by `by` rows, stopping at the ends. */
void app_scroll_move(struct app_scroll *s, size_t n, long by);
/* The first or last of n rows, or with a count (from 1) that row. */
size_t app_scroll_line(size_t n, bool last, size_t count);
/* How far an action moves, given what half a page and a page are; 0 for any that does not
 * move so. */
long app_scroll_distance(enum app_action action, long half, long page);

#endif
