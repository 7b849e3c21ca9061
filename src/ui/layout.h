/*
 * Computes the positions of the panels, all in cells of the screen.
 */
#ifndef UI_LAYOUT_H
#define UI_LAYOUT_H

#include <stdbool.h>

#include "ui/canvas.h"

enum ui_panel_id { UI_PANEL_LIST, UI_PANEL_ARTICLE, UI_PANEL_RELATED, UI_PANELS };

/* The values of the option layout, in its order. */
enum ui_mode { UI_MODE_AUTO, UI_MODE_WIDE, UI_MODE_NARROW, UI_MODE_SINGLE, UI_MODES };

/* The lines that the reader can move. */
enum ui_split {
	UI_SPLIT_COLS,		/* between the list and what is to the right of it */
	UI_SPLIT_ROWS,		/* between the list and what is below it */
	UI_SPLIT_RELATED,	/* above the related panel */
	UI_SPLITS
};

enum { UI_SHARE_ALL = 10000 };

struct ui_line {
	struct ui_rect rect;	/* its cells; no rows: it is not on the screen */
	int size;		/* cells of the list before it, or of the related panel after
				 * it, */
	int usual;		/* where the reader has not moved it, */
	int all;		/* and of both panels beside it together */
};

struct ui_frame {
	enum ui_mode mode;		/* the mode used; never AUTO */
	struct ui_rect top, bottom;	/* one row each; no rows on screens of less than 3
					 * rows */
	struct ui_rect body;		/* the rows between them */
	struct ui_rect panel[UI_PANELS];	/* no rows: not shown */
	struct ui_rect rule[UI_PANELS];	/* the title line above one; no rows: none, as
					 * above a panel alone on the screen */
	struct ui_rect divider;		/* between left and right; no cols: none */
	struct ui_line line[UI_SPLITS];
};

struct ui_layout_wish {
	int rows, cols;			/* size of the screen */
	enum ui_mode mode;
	enum ui_panel_id focus;
	bool zoomed;			/* show only the focused panel */
	int articles;			/* number of articles in the list, */
	int lines;			/* and the lines of each; 0 is 1 */
	int related;			/* number of related entries */
	/* Where the reader has moved the lines: sizes as parts of UI_SHARE_ALL, so that they
	 * go with the size of the screen. 0: not at all. */
	int share[UI_SPLITS];
};

/* Fill *out. The panel with the focus has at least a row; the others have some if there is
 * room. */
void ui_layout_compute(const struct ui_layout_wish *wish, struct ui_frame *out);
/* The share that gives a line this size (struct ui_line); 0 if it has that unmoved. */
int ui_layout_share(const struct ui_line *line, int size);

#endif
