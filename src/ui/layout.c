/* Computes the positions of the panels for the size of the screen. */
#include "config.h"

#include "ui/layout.h"

#include <string.h>

enum {
	LIST_COLS = 78,		/* a title of 60 cells with signs, date and heat */
	ARTICLE_COLS = 75,
	ARTICLE_ENOUGH = 84,	/* a text of 76 cells with margins */
	WIDE_COLS = LIST_COLS + 1 + ARTICLE_COLS,
	NARROW_COLS = 60,
	MIN_ROWS = 12,		/* below this three panels would be too small */
	TITLED_ROWS = 16,	/* fewest rows between the bars with which the list stands
				 * below a title line when it is above the article */
	LIST_MIN = 3,
	LIST_ARTICLES = 2,	/* that the list shows at least, if there is room */
	ARTICLE_MIN = 4,
	MOVED_COLS_MIN = 30,	/* where the reader moves the divider */
	RELATED_MIN = 3,	/* fewest rows of a related panel that are worth its title
				 * line, */
	MOVED_RELATED_MIN = 1	/* unless the reader moves that */
};

static int
clamp(int v, int low, int high)
{
	return v < low ? low : v > high ? high : v;
}

static void
move(struct ui_rect *to, struct ui_rect *from)
{
	*to = *from;
	*from = (struct ui_rect){ 0, 0, 0, 0 };
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

/* Make the first row of a panel its title line. */
static void
put_title(struct ui_frame *f, enum ui_panel_id panel)
{
	struct ui_rect *r = &f->panel[panel];

	f->rule[panel] = (struct ui_rect){ r->row, r->col, 1, r->cols };
	r->row++;
	r->rows--;
}

/* A panel alone on the screen needs no title line: the bars say what it is. */
static void
place_alone(struct ui_frame *f, const struct ui_layout_wish *w)
{
	f->panel[w->focus] = f->body;
}

/* Place a line, with so many cells of `all` before it, or after it, unless the reader has
 * moved it; then within limits, if there is room. Returns the size. */
static int
put_line(struct ui_line *line, int usual, int all, int share, int low, int high)
{
	line->size = line->usual = usual;
	line->all = all;
	if (share > 0 && low <= high)
		line->size = clamp((share * all + UI_SHARE_ALL / 2) / UI_SHARE_ALL, low, high);
	return line->size;
}

/* Article above, related panel below, each with a title line; if there are not enough rows
 * for both, only the focused one. */
static void
split_related(struct ui_frame *f, const struct ui_rect *area,
	const struct ui_layout_wish *w)
{
	struct ui_rect *article = &f->panel[UI_PANEL_ARTICLE];
	struct ui_line *line = &f->line[UI_SPLIT_RELATED];
	int most = (area->rows - 1) / 3, both = area->rows - 2, rows;

	*article = *area;
	put_title(f, UI_PANEL_ARTICLE);
	if (w->related == 0)
		return;
	if (most < RELATED_MIN) {
		if (w->focus == UI_PANEL_RELATED) {
			move(&f->panel[UI_PANEL_RELATED], article);
			move(&f->rule[UI_PANEL_RELATED], &f->rule[UI_PANEL_ARTICLE]);
		}
		return;
	}
	rows = put_line(line, clamp(w->related, RELATED_MIN, most), both,
		w->share[UI_SPLIT_RELATED], MOVED_RELATED_MIN, both - ARTICLE_MIN) + 1;
	article->rows -= rows;
	f->panel[UI_PANEL_RELATED] = (struct ui_rect){
		article->row + article->rows, area->col, rows, area->cols
	};
	put_title(f, UI_PANEL_RELATED);
	line->rect = f->rule[UI_PANEL_RELATED];
}

/* Columns of the list beside the article, which has what a text needs; of a wider screen
 * the list has up to three fifths, for its titles. */
static int
list_cols(const struct ui_layout_wish *w)
{
	if (w->cols < WIDE_COLS)
		return clamp(w->cols / 2, 1, w->cols);
	return clamp(w->cols - 1 - ARTICLE_ENOUGH, LIST_COLS, w->cols * 3 / 5);
}

static void
place_wide(struct ui_frame *f, const struct ui_layout_wish *w)
{
	struct ui_rect right = f->body;
	struct ui_line *line = &f->line[UI_SPLIT_COLS];
	int left = put_line(line, list_cols(w), w->cols - 1, w->share[UI_SPLIT_COLS],
		MOVED_COLS_MIN, w->cols - 1 - MOVED_COLS_MIN);

	if (w->cols < left + 2 || f->body.rows < 2) {
		place_alone(f, w);
		return;
	}
	f->panel[UI_PANEL_LIST] = f->body;
	f->panel[UI_PANEL_LIST].cols = left;
	put_title(f, UI_PANEL_LIST);
	f->divider = (struct ui_rect){ f->body.row, left, f->body.rows, 1 };
	line->rect = f->divider;
	right.col = left + 1;
	right.cols = w->cols - left - 1;
	split_related(f, &right, w);
}

/* The rows without a part of an article at their end. */
static int
whole(int rows, int lines)
{
	return rows < lines ? rows : rows - rows % lines;
}

static void
place_narrow(struct ui_frame *f, const struct ui_layout_wish *w)
{
	struct ui_rect below = f->body;
	struct ui_line *line = &f->line[UI_SPLIT_ROWS];
	bool titled = f->body.rows >= TITLED_ROWS;
	int most = clamp(f->body.rows * 2 / 5, 1, f->body.rows);
	int both = f->body.rows - 1 - titled;
	int lines = w->lines > 1 ? w->lines : 1;
	int least = LIST_ARTICLES * lines > LIST_MIN ? LIST_ARTICLES * lines : LIST_MIN;
	int usual = clamp(w->articles * lines, most < least ? most : least, most);
	int rows;

	put_line(line, whole(usual, lines), both, w->share[UI_SPLIT_ROWS], least,
		both - ARTICLE_MIN);
	line->size = whole(line->size, lines);
	rows = line->size + titled;
	if (f->body.rows < rows + 2) {
		place_alone(f, w);
		return;
	}
	f->panel[UI_PANEL_LIST] = f->body;
	f->panel[UI_PANEL_LIST].rows = rows;
	if (titled)
		put_title(f, UI_PANEL_LIST);
	below.row += rows;
	below.rows -= rows;
	line->rect = (struct ui_rect){ below.row, 0, 1, w->cols };
	split_related(f, &below, w);
}

int
ui_layout_share(const struct ui_line *line, int size)
{
	if (size == line->usual || line->all < 1)
		return 0;
	size = clamp(size, 0, line->all);
	return clamp((size * UI_SHARE_ALL + line->all / 2) / line->all, 1, UI_SHARE_ALL);
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
		place_alone(f, w);
	else if (f->mode == UI_MODE_WIDE)
		place_wide(f, w);
	else
		place_narrow(f, w);
}
