/* A grid of cells: text is drawn as clusters, clipped, and without control characters. */
#include "config.h"

#include "ui/canvas.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "ui/glyph.h"

/* Store one ASCII character. */
static void
set_char(struct ui_cell *cell, unsigned style, char text)
{
	*cell = (struct ui_cell){ .style = (uint16_t)style, .width = 1, .len = 1,
		.text = { text } };
}

static int
clamp(int v, int low, int high)
{
	return v < low ? low : v > high ? high : v;
}

void
ui_canvas_resize(struct ui_canvas *c, int rows, int cols)
{
	rows = clamp(rows, 1, UI_CANVAS_ROWS_MAX);
	cols = clamp(cols, 1, UI_CANVAS_COLS_MAX);
	if (rows != c->rows || cols != c->cols) {
		free(c->cells);
		c->cells = nr_calloc((size_t)rows * (size_t)cols, sizeof(*c->cells));
		c->rows = rows;
		c->cols = cols;
	}
	ui_canvas_clear(c);
}

void
ui_canvas_clear(struct ui_canvas *c)
{
	size_t n = (size_t)c->rows * (size_t)c->cols;

	for (size_t i = 0; i < n; i++)
		set_char(&c->cells[i], UI_STYLE_NORMAL, ' ');
	nr_buf_clear(&c->clusters);
	c->cursor_shown = false;
	c->cursor_row = c->cursor_col = 0;
}

void
ui_canvas_release(struct ui_canvas *c)
{
	NR_FREE(c->cells);
	nr_buf_release(&c->clusters);
	c->rows = c->cols = 0;
	c->cursor_shown = false;
}

const struct ui_cell *
ui_canvas_at(const struct ui_canvas *c, int row, int col)
{
	if (row < 0 || row >= c->rows || col < 0 || col >= c->cols)
		return NULL;
	return &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
}

static struct ui_cell *
cell_at(struct ui_canvas *c, int row, int col)
{
	return &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
}

bool
ui_rect_has(const struct ui_rect *r, int row, int col)
{
	return row >= r->row && row < r->row + r->rows && col >= r->col
		&& col < r->col + r->cols;
}

struct ui_rect
ui_rect_clip(const struct ui_rect *a, const struct ui_rect *b)
{
	int top = a->row > b->row ? a->row : b->row;
	int left = a->col > b->col ? a->col : b->col;
	int a_bottom = a->row + a->rows;
	int b_bottom = b->row + b->rows;
	int a_right = a->col + a->cols;
	int b_right = b->col + b->cols;
	int bottom = a_bottom < b_bottom ? a_bottom : b_bottom;
	int right = a_right < b_right ? a_right : b_right;

	if (bottom <= top || right <= left)
		return (struct ui_rect){ top, left, 0, 0 };
	return (struct ui_rect){ top, left, bottom - top, right - left };
}

static struct ui_rect
clip_to(const struct ui_canvas *c, const struct ui_rect *rect)
{
	struct ui_rect all = { 0, 0, c->rows, c->cols };

	return ui_rect_clip(&all, rect);
}

/* Before the cells [left, right) of a row are overwritten, blank the rest of clusters
 * that cross one of the edges. */
static void
split_wide(struct ui_canvas *c, int row, int left, int right)
{
	struct ui_cell *line = cell_at(c, row, 0);

	int start = left;

	while (line[start].width == 0)
		start--;
	for (int i = start; i < left; i++)
		set_char(&line[i], line[i].style, ' ');
	for (int i = right; i < c->cols && line[i].width == 0; i++)
		set_char(&line[i], line[i].style, ' ');
}

/* True for lines, bars and blocks, from U+2500 to U+259F. */
static bool
is_line(const struct ui_glyph *g)
{
	const unsigned char *u = (const unsigned char *)g->text;

	return g->len == 3 && u[0] == 0xe2 && u[1] >= 0x94
		&& (u[1] < 0x96 || (u[1] == 0x96 && u[2] <= 0x9f));
}

static void
put_cluster(struct ui_canvas *c, int row, int col, unsigned style,
	const struct ui_glyph *g)
{
	struct ui_cell *cell = cell_at(c, row, col);

	if (cell->width != 1 || g->width != 1)
		split_wide(c, row, col, col + g->width);
	if (c->spoken && is_line(g)) {
		set_char(cell, style, ' ');
		return;
	}
	assert(g->len <= NR_UTF8_CLUSTER_MAX);
	*cell = (struct ui_cell){ .style = (uint16_t)style, .width = (uint8_t)g->width,
		.len = (uint8_t)g->len, .text = { 0 } };
	if (g->len > UI_CELL_SHORT) {
		cell->far = (uint32_t)c->clusters.len;
		nr_buf_add(&c->clusters, g->text, g->len);
	} else {
		memcpy(cell->text, g->text, g->len);
	}
	for (int i = 1; i < g->width; i++)
		cell[i] = (struct ui_cell){ .style = (uint16_t)style, .text = { 0 } };
}

static void
put_blank(struct ui_canvas *c, int row, int col, unsigned style)
{
	split_wide(c, row, col, col + 1);
	set_char(cell_at(c, row, col), style, ' ');
}

/* The columns [left, right) of a row that text may be drawn on, and its style. */
struct span {
	int row, left, right;
	unsigned style;
};

/* Put the cluster at column x, or spaces for the part of it inside the span. */
static void
put_clipped(struct ui_canvas *c, const struct span *at, int x, const struct ui_glyph *g)
{
	if (x >= at->left && x + g->width <= at->right) {
		put_cluster(c, at->row, x, at->style, g);
		return;
	}
	for (int i = x; i < x + g->width; i++) {
		if (i >= at->left && i < at->right)
			put_blank(c, at->row, i, at->style);
	}
}

/* Draw a run of plain ASCII characters onto cells of one column before `right`: the fast
 * path, as nearly all text is plain. Returns how many were drawn. */
static int
draw_plain(struct ui_canvas *c, const struct span *at, int x, int right,
	struct ui_glyphs *text)
{
	struct ui_cell *cell = cell_at(c, at->row, x);
	const char *s = text->s;
	size_t n = 0, most = text->n < (size_t)(right - x) ? text->n : (size_t)(right - x);

	for (; n < most && cell[n].width == 1 && ui_glyphs_is_plain(s + n, text->n - n); n++)
		set_char(&cell[n], at->style, s[n]);
	text->s += n;
	text->n -= n;
	return (int)n;
}

/* Draw from column x on and return the width of the text, or any width above `enough`
 * once that is exceeded. */
static int
draw(struct ui_canvas *c, const struct span *at, int x, int enough, const char *s,
	size_t n)
{
	struct ui_glyphs text = ui_glyphs_of(s, n, c->ascii);
	struct ui_glyph g;
	int width = 0;

	for (; width <= enough; width += g.width) {
		if (x + width >= at->left && x + width < at->right && !text.pad)
			width += draw_plain(c, at, x + width, at->right, &text);
		if (!ui_glyphs_next(&text, &g))
			break;
		if (x + width < at->right && x + width + g.width > at->left)
			put_clipped(c, at, x + width, &g);
	}
	return width;
}

static struct span
span_of(const struct ui_canvas *c, const struct ui_rect *clip, int row, unsigned style)
{
	struct ui_rect line = { clip->row + row, clip->col, 1, clip->cols };
	struct ui_rect area = ui_rect_clip(clip, &line);

	area = clip_to(c, &area);
	return (struct span){ area.row, area.col, area.col + area.cols, style };
}

int
ui_canvas_puts(struct ui_canvas *c, const struct ui_rect *clip, int row, int col,
	unsigned style, const char *s, size_t n)
{
	struct span at = span_of(c, clip, row, style);

	return draw(c, &at, clip->col + col, INT_MAX / 4, s, n);
}

void
ui_canvas_field(struct ui_canvas *c, const struct ui_rect *clip, int row, int col,
	int cells, unsigned style, const char *s)
{
	struct ui_rect field = { clip->row + row, clip->col + col, 1, cells };
	struct ui_rect area = ui_rect_clip(clip, &field);

	if (area.cols == 0)
		return;
	struct span at = span_of(c, &area, 0, style);
	int width = draw(c, &at, field.col, cells, s, strlen(s));
	if (width <= cells) {
		struct ui_rect rest = { field.row, field.col + width, 1, cells - width };
		area = ui_rect_clip(&area, &rest);
		ui_canvas_fill(c, &area, style);
		return;
	}
	ui_canvas_puts(c, &area, 0, field.col + cells - 1 - area.col, style,
		c->ascii ? "~" : "…", c->ascii ? 1 : strlen("…"));
}

void
ui_canvas_fill(struct ui_canvas *c, const struct ui_rect *rect, unsigned style)
{
	struct ui_rect area = clip_to(c, rect);

	for (int row = area.row; row < area.row + area.rows; row++) {
		struct ui_cell *line = cell_at(c, row, area.col);
		split_wide(c, row, area.col, area.col + area.cols);
		for (int i = 0; i < area.cols; i++)
			set_char(&line[i], style, ' ');
	}
}

void
ui_canvas_cursor(struct ui_canvas *c, int row, int col)
{
	c->cursor_row = clamp(row, 0, c->rows - 1);
	c->cursor_col = clamp(col, 0, c->cols - 1);
	c->cursor_shown = true;
}

void
ui_canvas_underline(struct ui_canvas *c, const struct ui_rect *rect)
{
	const struct ui_rect all = { 0, 0, c->rows, c->cols };
	struct ui_rect r = ui_rect_clip(rect, &all);

	for (int row = r.row; row < r.row + r.rows; row++)
		for (int col = r.col; col < r.col + r.cols; col++)
			c->cells[(size_t)row * (size_t)c->cols + (size_t)col].style |= UI_UNDERLINE;
}
