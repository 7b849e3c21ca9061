/*
 * Draws one article, in one line or two, as in the list and the related panel.
 */
#ifndef UI_ROW_H
#define UI_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "app/columns.h"
#include "newsreader/store.h"
#include "ui/canvas.h"

struct ui_row_look {
	const struct app_columns *columns;
	int64_t now;		/* seconds UTC, for dates */
	int64_t heat_full;	/* heat at which its bar is full */
	const char *match;	/* text to highlight in the title; NULL for none */
	int lines;		/* 2: what stands beside or after the title in one line is
				 * below it, or provider and date; 0 is 1 */
	bool selected;		/* the cursor is on it */
	bool focused;		/* its panel has the focus */
	bool picked;		/* it is selected for the next command */
	bool fresh;		/* added by an update */
	bool has_text;		/* its full text is kept */
	unsigned dir;		/* NR_EDGE_*: arrow drawn before it; 0 for none */
};

/* Draw into the rectangle from this row on. The title keeps the cells that columns.def says, and
 * on a screen of less than 80 columns all of them; a column that does not fit then stands
 * after the title if there is room. */
void ui_row_draw(struct ui_canvas *c, const struct ui_rect *rect, int row,
	const struct nr_row *article, const struct ui_row_look *look);

enum { UI_HEAT_SIGNS = 8 };
/* What stands for the level-th of so many degrees of heat, the lowest first. */
const char *ui_row_heat_sign(int level, bool ascii);

/* True if a row of two lines has a column to put below its title. */
bool ui_row_has_below(const struct app_columns *columns);

/* The same for a canvas with `spoken`: words stand for signs and columns. */
void ui_row_draw_words(struct ui_canvas *c, const struct ui_rect *rect, int row,
	const struct nr_row *article, const struct ui_row_look *look);

#endif
