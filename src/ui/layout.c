#include "config.h"

#include "ui/layout.h"

#include <string.h>

enum {
	WIDE_COLS = 120,	/* two readable columns */
	NARROW_COLS = 60,
	MIN_ROWS = 12,		/* under it three panes are slivers */
	LIST_MIN = 3,
	RELATED_MIN = 3		/* rows of a related list that is worth its title line */
};

static int
clamp(int v, int low, int high)
{
	return v < low ? low : v > high ? high : v;
}

static enum ui_mode
choose(const struct ui_layout_wish *w)
{
	if (w->mode != UI_MODE_AUTO)
		return w->mode;
	if (w->cols < NARROW_COLS || w->rows < MIN_ROWS)
		return UI_MODE_SINGLE;
	return w->cols < WIDE_COLS ? UI_MODE_NARROW : UI_MODE_WIDE;
}

/* Article above, related below with a title line, as far as there are rows for it. */
static void
split_related(struct ui_frame *f, const struct ui_rect *area, int related)
{
	int most = area->rows / 3;
	int rows = clamp(related, RELATED_MIN, most);

	f->pane[UI_PANE_ARTICLE] = *area;
	if (related == 0 || most < RELATED_MIN)
		return;
	f->pane[UI_PANE_ARTICLE].rows = area->rows - rows - 1;
	f->rule[UI_PANE_RELATED] = (struct ui_rect){
		area->row + area->rows - rows - 1, area->col, 1, area->cols
	};
	f->pane[UI_PANE_RELATED] = (struct ui_rect){
		area->row + area->rows - rows, area->col, rows, area->cols
	};
}

static void
place_wide(struct ui_frame *f, const struct ui_layout_wish *w)
{
	struct ui_rect right = f->body;
	int left = clamp(w->cols / 2, 1, 80);

	f->pane[UI_PANE_LIST] = f->body;
	if (w->cols < left + 2)
		return;
	f->pane[UI_PANE_LIST].cols = left;
	f->divider = (struct ui_rect){ f->body.row, left, f->body.rows, 1 };
	right.col = left + 1;
	right.cols = w->cols - left - 1;
	split_related(f, &right, w->related);
}

static void
place_narrow(struct ui_frame *f, const struct ui_layout_wish *w)
{
	struct ui_rect below = f->body;
	int most = clamp(f->body.rows * 2 / 5, 1, f->body.rows);
	int rows = clamp(w->articles, most < LIST_MIN ? most : LIST_MIN, most);

	f->pane[UI_PANE_LIST] = f->body;
	if (f->body.rows < rows + 2)
		return;
	f->pane[UI_PANE_LIST].rows = rows;
	f->rule[UI_PANE_ARTICLE] = (struct ui_rect){
		f->body.row + rows, f->body.col, 1, f->body.cols
	};
	below.row += rows + 1;
	below.rows -= rows + 1;
	split_related(f, &below, w->related);
}

void
ui_layout_compute(const struct ui_layout_wish *w, struct ui_frame *f)
{
	memset(f, 0, sizeof(*f));
	f->mode = choose(w);
	f->body = (struct ui_rect){ 0, 0, w->rows, w->cols };
	if (w->rows >= 3) {
		f->top = (struct ui_rect){ 0, 0, 1, w->cols };
		f->bottom = (struct ui_rect){ w->rows - 1, 0, 1, w->cols };
		f->body = (struct ui_rect){ 1, 0, w->rows - 2, w->cols };
	}
	if (w->zoomed || f->mode == UI_MODE_SINGLE)
		f->pane[w->focus] = f->body;
	else if (f->mode == UI_MODE_WIDE)
		place_wide(f, w);
	else
		place_narrow(f, w);
}
