#include "config.h"

#include <string.h>
#include <wchar.h>

#include "newsreader/utf8.h"
#include "term/state.h"
#include "term/terminfo.h"
#include "ui/glyph.h"

/*
 * The canvas knows what each cell holds and what it held before, so the difference goes to
 * the terminal from here, in one piece.
 */

enum {
	ZWJ = 0x200d,
	CHARS_MAX = 5,		/* of a cell */
	GAP = 6,		/* so many cells are written again rather than jumped over */
};

/* A row of a canvas on its way to the terminal. */
struct strip {
	const struct ui_canvas *c;
	const struct ui_canvas *shown;
	const struct ui_cell *line, *old;
	int row;
};

static inline bool
same_cell(const struct strip *s, int col)
{
	const struct ui_cell *a = &s->line[col], *b = &s->old[col];

	if (a->len <= UI_CELL_SHORT)	/* one comparison of 8 bytes */
		return memcmp(a, b, sizeof(*a)) == 0;
	return a->style == b->style && a->width == b->width && a->len == b->len
		&& memcmp(ui_canvas_text(s->c, a), ui_canvas_text(s->shown, b), a->len) == 0;
}

static bool
is_blank(const struct ui_cell *cell)
{
	return cell->style == UI_STYLE_NORMAL && cell->len == 1 && cell->text[0] == ' ';
}

static void
set_style(struct term *t, unsigned style)
{
	unsigned role = style & 0xff;
	struct nr_buf *text;

	if (t->style == (int)style)
		return;
	if (role >= UI_STYLE_COUNT)
		role = UI_STYLE_NORMAL;
	text = &t->styles[role][(style & UI_ATTRS) >> 8 & (TERM_ATTRS - 1)];
	if (text->len == 0 && style != UI_STYLE_NORMAL)
		term_color_add(t, role, style & UI_ATTRS, text);
	if (t->plain.len == 0)
		term_info_plain(&t->plain, t->depth != TERM_DEPTH_NONE);
	if (t->style != UI_STYLE_NORMAL)
		nr_buf_add(&t->frame, t->plain.data, t->plain.len);
	nr_buf_add(&t->frame, text->data, text->len);
	t->style = (int)style;
}

/* Whether more is seen of a blank in it than the background of the terminal. */
static bool
marks_blanks(int style)
{
	unsigned role = (unsigned)style & 0xff;
	const struct ui_style_info *info;

	if (style < 0 || role >= UI_STYLE_COUNT)
		return true;
	info = ui_style_info((enum ui_role)role);
	return info->bg8 >= 0
		|| ((info->attrs | (unsigned)style) & (UI_REVERSE | UI_UNDERLINE)) != 0;
}

static void
move_to(struct term *t, int row, int col)
{
	if (t->row == row && t->col == col)
		return;
	if (!t->caps.moves_styled)
		set_style(t, UI_STYLE_NORMAL);
	term_info_move(&t->frame, row, col);
	t->row = row;
	t->col = col;
}

/* The bytes that go into one cell: a character with a width and, behind it, some
 * without. A joiner whose other side was cut would join the next cell. */
static size_t
cell_bytes(const char *text, size_t len)
{
	size_t at = 0, end = 0;
	uint32_t cp;

	for (int n = 0; at < len && n < CHARS_MAX; n++) {
		size_t used = nr_utf8_decode(text + at, len - at, &cp);

		if (n > 0 && wcwidth((wchar_t)cp) != 0)
			break;
		at += used;
		if (cp != ZWJ)
			end = at;
	}
	return end;
}

/* A cell of more than one byte. What the C library thinks of its width is what the
 * terminal is taken to go by. */
static void
put_wide(struct term *t, const struct ui_canvas *c, const struct ui_cell *cell)
{
	const char *text = ui_canvas_text(c, cell);
	uint32_t cp;
	int width;

	nr_utf8_decode(text, cell->len, &cp);
	width = t->ascii ? 1 : wcwidth((wchar_t)cp);
	if (t->ascii)
		nr_buf_addch(&t->frame, ui_glyph_ascii(cp));
	else if (width < 1 || width > cell->width)
		nr_buf_addz(&t->frame, "\xef\xbf\xbd");
	else
		nr_buf_add(&t->frame, text, cell_bytes(text, cell->len));
	if (cell->width == 2 && width != 2)
		nr_buf_addch(&t->frame, ' ');
}

static void
put_cell(struct term *t, const struct ui_canvas *c, const struct ui_cell *cell)
{
	bool blank = cell->width == 0 || (cell->len == 1 && cell->text[0] == ' ');

	if (!blank || marks_blanks(cell->style) || marks_blanks(t->style))
		set_style(t, cell->style);
	if (cell->width == 0 || t->col + cell->width > t->cols) {
		nr_buf_addch(&t->frame, ' ');
		t->col++;
		return;
	}
	if (cell->len == 1)
		nr_buf_addch(&t->frame, cell->text[0]);
	else
		put_wide(t, c, cell);
	t->col += cell->width;
}

/* Cells of one byte in the style that is set, which most are. */
static void
put_plain(struct term *t, const struct ui_cell *line, int stop)
{
	int first = t->col;
	/* Behind a wide character it may be past that already. */
	char *out = nr_buf_reserve(&t->frame, first < stop ? (size_t)(stop - first) : 0);

	for (; t->col < stop; t->col++) {
		const struct ui_cell *cell = &line[t->col];

		if (cell->style != t->style || cell->width != 1 || cell->len != 1)
			break;
		out[t->col - first] = cell->text[0];
	}
	t->frame.len += (size_t)(t->col - first);
}

/* The first column from which on all is as a cleared line, or that of the edge. */
static int
text_end(const struct term *t, const struct ui_cell *line)
{
	int end = t->cols;

	while (t->caps.clears_lines && end > 0 && is_blank(&line[end - 1]))
		end--;
	return end + GAP < t->cols ? end : t->cols;
}

/* Up to where writing on is no longer worth it. */
static int
run_end(const struct strip *s, int from, int end)
{
	int changed = from;

	for (int x = from; x < end && x - changed <= GAP; x++)
		if (!same_cell(s, x))
			changed = x + 1;
	return changed;
}

static void
paint_row(struct term *t, const struct strip *s)
{
	const struct ui_cell *line = s->line;
	/* The last cell of all would scroll where the cursor leaves the line at once. */
	int edge = t->caps.wraps_at_once && s->row == t->rows - 1 ? t->cols - 1 : t->cols;
	int end = text_end(t, line);

	for (int col = 0; col < edge; col++) {
		int stop;

		if (same_cell(s, col))
			continue;
		/* A wide character is painted as a whole. */
		if (line[col].width == 0 && col > 0)
			col--;
		move_to(t, s->row, col);
		if (col >= end) {
			set_style(t, UI_STYLE_NORMAL);
			term_info_clear_line(&t->frame);
			break;
		}
		stop = run_end(s, col, end < edge ? end : edge);
		while (t->col < stop) {
			put_cell(t, s->c, &line[t->col]);
			put_plain(t, line, stop);
		}
		col = t->col - 1;
		if (t->col >= t->cols)
			t->row = -1;	/* where the cursor is then differs */
	}
}

static void
show_cursor(struct term *t, const struct ui_canvas *c)
{
	if (t->shown.cursor_shown != c->cursor_shown || t->stale)
		term_info_cursor(&t->frame, c->cursor_shown);
	t->shown.cursor_shown = c->cursor_shown;
	if (c->cursor_shown && c->cursor_row < t->rows && c->cursor_col < t->cols)
		move_to(t, c->cursor_row, c->cursor_col);
}

/* It is what the next one is compared with. */
static void
keep(struct ui_canvas *shown, const struct ui_canvas *c)
{
	memcpy(shown->cells, c->cells,
		(size_t)c->rows * (size_t)c->cols * sizeof(*c->cells));
	nr_buf_clear(&shown->clusters);
	nr_buf_add(&shown->clusters, c->clusters.data, c->clusters.len);
}

static void
begin(struct term *t, const struct ui_canvas *c)
{
	nr_buf_clear(&t->frame);
	t->rows = c->rows < t->height ? c->rows : t->height;
	t->cols = c->cols < t->width ? c->cols : t->width;
	if (c->rows != t->shown.rows || c->cols != t->shown.cols || t->starting)
		t->stale = true;
	if (!t->stale)
		return;
	t->style = t->row = -1;
	ui_canvas_resize(&t->shown, c->rows, c->cols);
	if (t->starting)
		nr_buf_add(&t->frame, t->start.data, t->start.len);
	set_style(t, UI_STYLE_NORMAL);
	term_info_clear(&t->frame);
}

void
term_paint(struct term *t, const struct ui_canvas *c)
{
	if (t->away || t->ended_by != 0)
		return;
	begin(t, c);
	for (int row = 0; row < t->rows; row++) {
		size_t start = (size_t)row * (size_t)c->cols;
		struct strip s = { c, &t->shown, c->cells + start, t->shown.cells + start,
			row };

		paint_row(t, &s);
	}
	keep(&t->shown, c);
	show_cursor(t, c);
	t->begun = true;
	/* What was given up may have been written in part. */
	t->stale = !term_tty_write(t, t->frame.data, t->frame.len);
	t->starting = t->starting && t->stale;
}
