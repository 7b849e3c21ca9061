/*
 * Row: one article on one line, as the list and the related pane show it.
 */
#ifndef UI_ROW_H
#define UI_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "newsreader/store.h"
#include "ui/canvas.h"

struct ui_row_look {
	int64_t now;		/* seconds UTC, for ages */
	const char *match;	/* text to highlight in the title; NULL for none */
	bool selected;		/* the cursor is on it */
	bool focused;		/* and its pane has the focus */
	bool fresh;		/* an update has brought it */
	bool has_text;		/* its full text is kept */
	unsigned dir;		/* NR_EDGE_*: an arrow before it; 0 for none */
};

/* Draw into one row of the rectangle. What there is no room for goes in this order: heat,
 * provider, date. */
void ui_row_draw(struct ui_canvas *c, const struct ui_rect *rect, int row,
	const struct nr_row *article, const struct ui_row_look *look);

#endif
