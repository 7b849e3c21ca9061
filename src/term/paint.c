#include "config.h"

#include <curses.h>
#include <string.h>
#include <wchar.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "term/state.h"
#include "ui/glyph.h"

enum { ZWJ = 0x200d, REPLACEMENT = 0xfffd };

static void
set_cell(const struct term *t, unsigned style, const wchar_t *text, cchar_t *out)
{
	unsigned role = style & 0xff;
	attr_t attrs = A_NORMAL;

	if (role >= UI_STYLE_COUNT)
		role = UI_STYLE_NORMAL;
	attrs |= (style & UI_BOLD) != 0 ? A_BOLD : 0;
	attrs |= (style & UI_DIM) != 0 ? A_DIM : 0;
	attrs |= (style & UI_UNDERLINE) != 0 ? A_UNDERLINE : 0;
	attrs |= (style & UI_REVERSE) != 0 ? A_REVERSE : 0;
	attrs |= (style & UI_ITALIC) != 0 ? A_ITALIC : 0;
	setcchar(out, text, t->attrs[role] | attrs, (short)t->pairs[role], NULL);
}

/* The characters of a cluster that ncurses takes for one cell: one with a width and,
 * behind it, some without. A joiner whose other side was cut would join the next cell. */
static void
decode(const struct ui_cell *cell, wchar_t out[CCHARW_MAX + 1])
{
	size_t at = 0;
	size_t n = 0;
	uint32_t cp;

	while (at < cell->len) {
		at += nr_utf8_decode(cell->text + at, cell->len - at, &cp);
		if (n > 0 && (n == CCHARW_MAX - 1 || wcwidth((wchar_t)cp) != 0))
			break;
		out[n++] = (wchar_t)cp;
	}
	while (n > 1 && out[n - 1] == ZWJ)
		n--;
	out[n] = L'\0';
}

/* Make the cells of ncurses for a cell of the canvas; returns how many. What the C
 * library thinks of the width is what ncurses goes by. */
static int
convert(const struct term *t, const struct ui_cell *cell, cchar_t out[2])
{
	wchar_t text[CCHARW_MAX + 1] = L" ";

	if (cell->len == 1)
		text[0] = (wchar_t)cell->text[0];
	else
		decode(cell, text);
	if (t->ascii && text[0] >= 0x7f)
		swprintf(text, 2, L"%c", ui_glyph_ascii((uint32_t)text[0]));
	int width = text[0] < 0x7f ? 1 : wcwidth(text[0]);
	if (width < 1 || width > cell->width) {
		text[0] = REPLACEMENT;
		text[1] = L'\0';
		width = 1;
	}
	set_cell(t, cell->style, text, &out[0]);
	if (width == cell->width)
		return 1;
	set_cell(t, cell->style, L" ", &out[1]);
	return 2;
}

static bool
same_cell(const struct ui_cell *a, const struct ui_cell *b)
{
	return a->style == b->style && a->width == b->width && a->len == b->len
		&& memcmp(a->text, b->text, a->len) == 0;
}

/* Write the cells from col on up to the next one that is on the screen already;
 * returns its column. add_wchnstr() neither wraps nor scrolls, not even in the last
 * cell. */
static int
paint_run(struct term *t, const struct ui_cell *line, const struct ui_cell *old, int row,
	int col)
{
	int n = 0;
	int x = col;

	while (x < t->run_cols && (old == NULL || !same_cell(&line[x], &old[x]))) {
		if (line[x].width == 0 || x + line[x].width > t->run_cols) {
			set_cell(t, line[x].style, L" ", &t->run[n++]);
			x++;
			continue;
		}
		n += convert(t, &line[x], &t->run[n]);
		x += line[x].width;
	}
	mvwadd_wchnstr(stdscr, row, col, t->run, n);
	return x;
}

static void
paint_row(struct term *t, const struct ui_canvas *c, int row, bool all)
{
	size_t start = (size_t)row * (size_t)c->cols;
	const struct ui_cell *line = c->cells + start;
	const struct ui_cell *old = all ? NULL : t->shown.cells + start;
	int col = 0;

	while (col < t->run_cols) {
		if (old != NULL && same_cell(&line[col], &old[col]))
			col++;
		else
			col = paint_run(t, line, old, row, col);
	}
	memcpy(t->shown.cells + start, line, (size_t)c->cols * sizeof(*line));
}

static void
show_cursor(const struct ui_canvas *c)
{
	curs_set(c->cursor_shown ? 1 : 0);
	if (c->cursor_shown && c->cursor_row < LINES && c->cursor_col < COLS)
		wmove(stdscr, c->cursor_row, c->cursor_col);
}

void
term_paint(struct term *t, const struct ui_canvas *c)
{
	bool all = t->stale || c->rows != t->shown.rows || c->cols != t->shown.cols;
	int rows = c->rows < LINES ? c->rows : LINES;
	int cols = c->cols < COLS ? c->cols : COLS;

	if (t->away || t->ended_by != 0)
		return;
	if (c->rows != t->shown.rows || c->cols != t->shown.cols)
		ui_canvas_resize(&t->shown, c->rows, c->cols);
	if (cols > t->run_cols || t->run == NULL)
		t->run = nr_reallocarray(t->run, (size_t)cols, sizeof(*t->run));
	t->run_cols = cols;
	if (t->stale)
		clearok(curscr, TRUE);
	if (all)
		werase(stdscr);
	t->stale = false;
	for (int row = 0; row < rows; row++)
		paint_row(t, c, row, all);
	show_cursor(c);
	term_tty_begin(t);
	wrefresh(stdscr);
	term_tty_end(t);
}
