/*
 * Computes the positions of the panels.
 */
#ifndef UI_LAYOUT_H
#define UI_LAYOUT_H

#include <stdbool.h>

#include "ui/canvas.h"

enum ui_panel_id { UI_PANEL_LIST, UI_PANEL_ARTICLE, UI_PANEL_RELATED, UI_PANELS };

/* The values of the option layout, in its order. */
enum ui_mode { UI_MODE_AUTO, UI_MODE_WIDE, UI_MODE_NARROW, UI_MODE_SINGLE, UI_MODES };

struct ui_frame {
	enum ui_mode mode;		/* the mode used; never AUTO */
	struct ui_rect top, bottom;	/* one row each; no rows on screens of less than 3
					 * rows */
	struct ui_rect body;		/* the rows between them */
	struct ui_rect panel[UI_PANELS];	/* no rows: not shown */
	struct ui_rect rule[UI_PANELS];	/* the title line above one; no rows: none, as
					 * above a panel alone on the screen */
	struct ui_rect divider;		/* between left and right; no cols: none */
	int moved;			/* how far the line after the list was moved, as far as
					 * there is room */
};

struct ui_layout_wish {
	int rows, cols;			/* size of the screen */
	enum ui_mode mode;
	enum ui_panel_id focus;
	bool zoomed;			/* show only the focused panel */
	int articles;			/* number of rows in the list */
	int related;			/* number of related entries */
	/* how far the reader has moved the line after the list, in cells: to the right, and
	 * down where the list is above the article; 0: not at all */
	int moved_cols, moved_rows;
};

void ui_layout_compute(const struct ui_layout_wish *wish, struct ui_frame *out);

#endif
