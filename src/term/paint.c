/* Paints a canvas on the terminal by writing the cells that have changed. */
#include "config.h"

#include <string.h>

#include "newsreader/utf8.h"
#include "term/state.h"
#include "term/terminfo.h"
#include "ui/glyph.h"

/*
 * All output of a frame is the difference between the canvas and the one painted before,
 * written in one piece.
 */

enum { GAP = 6 };	/* unchanged cells up to this number are rewritten rather than
			 * skipped */

static const char zwj[] = "\xe2\x80\x8d";
static const char selector[] = "\xef\xb8\x8f";	/* U+FE0F */
static const char keycap[] = "\xe2\x83\xa3";

/* A row being painted. */
struct strip {
	const struct ui_canvas *c;
	const struct ui_canvas *shown;
	const struct ui_cell *line, *old;
	int row;
	int edge;	/* number of columns that may be written */
	int again;	/* columns before it may still show parts of an old cluster */
	int wrapped;	/* the same for the next row */
};

static bool
ends_with_zwj(const char *text, size_t len)
{
	return len > 3 && memcmp(text + len - 3, zwj, 3) == 0;
}

/* The offset of the selector that makes a cluster of one cell two cells wide in some
 * terminals; len without one. */
static size_t
widened_at(const struct ui_cell *cell, const char *text, size_t len)
{
	const char *at = NULL;

	if (cell->width == 1 && len > UI_CELL_SHORT)
		at = memmem(text, len, selector, 3);
	return at != NULL ? (size_t)(at - text) : len;
}

static bool
same_cluster(const struct strip *s, int col)
{
	const struct ui_cell *a = &s->line[col], *b = &s->old[col];
	const char *text = ui_canvas_text(s->c, a);

	if (a->style != b->style || a->width != b->width || a->len != b->len
		|| memcmp(text, ui_canvas_text(s->shown, b), a->len) != 0)
		return false;
	/* Its painting depends on the cell after it. */
	return widened_at(a, text, a->len) == a->len || col + 1 >= s->c->cols
		|| memcmp(a + 1, b + 1, sizeof(*a)) == 0;
}

static inline bool
same_cell(const struct strip *s, int col)
{
	const struct ui_cell *a = &s->line[col], *b = &s->old[col];

	if (a->len <= UI_CELL_SHORT)	/* one comparison of 8 bytes */
		return memcmp(a, b, sizeof(*a)) == 0;
	return same_cluster(s, col);
}

static bool
is_blank(const struct ui_cell *cell)
{
	return cell->style == UI_STYLE_NORMAL && cell->len == 1 && cell->text[0] == ' ';
}

/* The look of a style, which may be one that there is not. */
static struct app_look
look_of(const struct term *t, unsigned style)
{
	unsigned role = style & 0xff;
	struct app_look look = t->looks[role < UI_STYLE_COUNT ? role : UI_STYLE_NORMAL];

	look.attrs |= style & UI_ATTRS;
	return look;
}

/* True if it takes a sequence to set the style. */
static bool
has_look(const struct term *t, int style)
{
	struct app_look look;

	if (style < 0)
		return true;
	look = look_of(t, (unsigned)style);
	return look.fg >= 0 || look.bg >= 0 || look.attrs != 0;
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
	if (text->len == 0 && has_look(t, (int)style))
		term_color_add(t, role, style & UI_ATTRS, text);
	if (t->plain.len == 0)
		term_info_plain(&t->plain, t->depth != TERM_DEPTH_NONE);
	if (has_look(t, t->style))
		nr_buf_add(&t->frame, t->plain.data, t->plain.len);
	nr_buf_add(&t->frame, text->data, text->len);
	t->style = (int)style;
}

/* True if a blank in the one style looks like a blank in the other. */
static bool
same_blank(const struct term *t, int a, int b)
{
	/* A terminal without italics has an underline for them. */
	const unsigned marks = UI_REVERSE | UI_UNDERLINE | UI_STRIKE | UI_ITALIC;
	struct app_look x, y;

	if (a < 0 || b < 0 || a == b)
		return a == b;
	x = look_of(t, (unsigned)a);
	y = look_of(t, (unsigned)b);
	return x.bg == y.bg && ((x.attrs | y.attrs) & marks) == 0;
}

/* True if what the terminal clears looks like blanks in the style normal. */
static bool
clears_to_normal(const struct term *t)
{
	const struct app_look *normal = &t->looks[UI_STYLE_NORMAL];

	return (t->caps.bce || normal->bg < 0)
		&& (normal->attrs & (UI_REVERSE | UI_UNDERLINE | UI_ITALIC)) == 0;
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

static void
add_blanks(struct term *t, int n)
{
	while (n-- > 0)
		nr_buf_addch(&t->frame, ' ');
}

/* The number of bytes of a cluster that take at most `room` cells in any terminal. */
static size_t
bytes_within(const char *text, size_t len, int room)
{
	size_t end = 0, next;
	uint32_t cp;

	for (; end < len; end = next) {
		next = end + nr_utf8_decode(text + end, len - end, &cp);
		if (nr_utf8_reach(text, next) > room)
			break;
	}
	return ends_with_zwj(text, end) ? end - 3 : end;
}

/* A cluster being painted. */
struct glyph {
	const char *text;
	size_t len;
	int reach;	/* result of nr_utf8_reach() */
	bool widened;	/* in some terminals it covers the blank after it */
};

/*
 * Paint a cluster whose width differs between terminals. Blanks are written first, for
 * terminals where it is narrower; the cursor is set explicitly after it, and cells that
 * it covers in terminals where it is wider are painted again. Beyond the last column
 * these are in the next row; in the last row the cluster is cut instead, as it would
 * scroll the screen.
 */
static void
put_doubtful(struct term *t, struct strip *s, const struct glyph *g)
{
	const struct ui_cell *cell = &s->line[t->col];
	int col = t->col, next = col + cell->width + g->widened;
	int room = s->edge - col, over = g->reach - room + 1;
	size_t len = g->len;

	if (next > col + 1) {
		add_blanks(t, cell->width);
		if (g->widened) {
			set_style(t, cell[1].style);
			add_blanks(t, 1);
		}
		t->row = -1;
		move_to(t, s->row, col);
		set_style(t, cell->style);
	}
	if (g->reach > room && (s->row + 1 >= t->rows || over > t->cols))
		len = bytes_within(g->text, len, room);
	else if (g->reach > room && over > s->wrapped)
		s->wrapped = over;
	nr_buf_add(&t->frame, len > 0 ? g->text : "\xef\xbf\xbd", len > 0 ? len : 3);
	if (!g->widened && col + g->reach > s->again)
		s->again = col + g->reach;
	t->row = -1;
	t->col = t->cols;
	if (next < t->cols)
		move_to(t, s->row, next);
}

static bool
is_space_at(const struct strip *s, int col)
{
	return col < s->edge && s->line[col].len == 1 && s->line[col].text[0] == ' ';
}

/* Copy a cluster without the selector at `at` and the text after it, except for the frame
 * of a keycap. */
static size_t
narrow(char out[], const char *text, size_t len, size_t at)
{
	memcpy(out, text, at);
	if (len < at + 6 || memcmp(text + at + 3, keycap, 3) != 0)
		return at;
	memcpy(out + at, keycap, 3);
	return at + 3;
}

/* Paint a cell of more than one byte. A ZWJ at its end is dropped, as it would join the
 * next character written, wherever that is. A selector stays only before a blank: other
 * text would cut its emoji in half. */
static void
put_wide(struct term *t, struct strip *s)
{
	const struct ui_cell *cell = &s->line[t->col];
	struct glyph g = { .text = ui_canvas_text(s->c, cell), .len = cell->len };
	char narrowed[NR_UTF8_CLUSTER_MAX];

	if (ends_with_zwj(g.text, g.len))
		g.len -= 3;
	size_t at = widened_at(cell, g.text, g.len);

	if (at < g.len && is_space_at(s, t->col + 1)) {
		g.widened = true;
	} else if (at < g.len) {
		g.len = narrow(narrowed, g.text, g.len, at);
		g.text = narrowed;
	}
	g.reach = nr_utf8_reach(g.text, g.len);
	if (g.reach > 0) {
		put_doubtful(t, s, &g);
		return;
	}
	nr_buf_add(&t->frame, g.text, g.len);
	t->col += cell->width;
}

/* Paint a cell in ASCII. */
static void
put_ascii(struct term *t, const struct strip *s)
{
	const struct ui_cell *cell = &s->line[t->col];
	uint32_t cp;

	nr_utf8_decode(ui_canvas_text(s->c, cell), cell->len, &cp);
	nr_buf_addch(&t->frame, ui_glyph_ascii(cp));
	add_blanks(t, cell->width - 1);
	t->col += cell->width;
}

static void
put_cell(struct term *t, struct strip *s)
{
	const struct ui_cell *cell = &s->line[t->col];
	bool blank = cell->width == 0 || (cell->len == 1 && cell->text[0] == ' ');

	if (!blank || !same_blank(t, cell->style, t->style))
		set_style(t, cell->style);
	if (cell->len > 1 && t->col + cell->width <= s->edge) {
		if (t->ascii)
			put_ascii(t, s);
		else
			put_wide(t, s);
		return;
	}
	nr_buf_addch(&t->frame, cell->len == 1 ? cell->text[0] : ' ');
	t->col++;
}

/* Paint a run of cells of one byte in the current style: the fast path, as most cells are
 * such. */
static void
put_plain(struct term *t, const struct ui_cell *line, int stop)
{
	int first = t->col;
	/* After a wide character it may be past that already. */
	char *out = nr_buf_reserve(&t->frame, first < stop ? (size_t)(stop - first) : 0);

	for (; t->col < stop; t->col++) {
		const struct ui_cell *cell = &line[t->col];

		if (cell->style != t->style || cell->width != 1 || cell->len != 1)
			break;
		out[t->col - first] = cell->text[0];
	}
	t->frame.len += (size_t)(t->col - first);
}

/* The first column from which on the row is blank, if clearing the line is worth it, else
 * the number of columns. */
static int
text_end(const struct term *t, const struct ui_cell *line)
{
	int end = t->cols;
	bool clears = t->caps.clear_line != NULL && clears_to_normal(t);

	while (clears && end > 0 && is_blank(&line[end - 1]))
		end--;
	return end + GAP < t->cols ? end : t->cols;
}

/* The end of the cells to write from `from` on; stops before a long run of unchanged
 * cells. */
static int
run_end(const struct strip *s, int from, int end)
{
	int changed = from + 1;

	for (int x = from; x < end && x - changed <= GAP; x++)
		if (x < s->again || !same_cell(s, x))
			changed = x + 1;
	return changed;
}

static void
paint_row(struct term *t, struct strip *s)
{
	const struct ui_cell *line = s->line;
	int end = text_end(t, line);

	for (int col = 0; col < s->edge; col++) {
		int stop;

		if (col >= s->again && same_cell(s, col))
			continue;
		/* Overwriting it may cut off a cluster that covered the next cell. */
		if (widened_at(&s->old[col], ui_canvas_text(s->shown, &s->old[col]),
				s->old[col].len) < s->old[col].len && s->again < col + 2)
			s->again = col + 2;
		/* A cluster is painted as a whole. */
		while (line[col].width == 0 && col > 0)
			col--;
		move_to(t, s->row, col);
		if (col >= end) {
			set_style(t, UI_STYLE_NORMAL);
			term_info_add(&t->frame, t->caps.clear_line);
			break;
		}
		stop = run_end(s, col, end < s->edge ? end : s->edge);
		while (t->col < stop) {
			put_cell(t, s);
			put_plain(t, line, stop);
		}
		col = t->col - 1;
		if (t->col >= t->cols)
			t->row = -1;	/* the position of the cursor differs between
					 * terminals */
	}
}

static void
show_cursor(struct term *t, const struct ui_canvas *c)
{
	if (t->shown.cursor_shown != c->cursor_shown || t->stale)
		term_info_add(&t->frame, c->cursor_shown ? t->caps.show_cursor
			: t->caps.hide_cursor);
	t->shown.cursor_shown = c->cursor_shown;
	if (c->cursor_shown && c->cursor_row < t->rows && c->cursor_col < t->cols)
		move_to(t, c->cursor_row, c->cursor_col);
}

/* Take no cell for one that is painted already. */
static void
forget(struct ui_canvas *shown)
{
	enum { NO_STYLE = 0xffff };
	size_t n = (size_t)shown->rows * (size_t)shown->cols;

	for (size_t i = 0; i < n; i++)
		shown->cells[i].style = NO_STYLE;
}

/* Keep the canvas, for comparison with the next one. */
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
	term_info_add(&t->frame, t->caps.clear);
	if (!clears_to_normal(t))
		forget(&t->shown);
}

void
term_paint(void *self, const struct ui_canvas *c)
{
	struct term *t = self;
	int wrapped = 0;

	if (t->away || t->ended_by != 0)
		return;

	begin(t, c);
	for (int row = 0; row < t->rows; row++) {
		size_t start = (size_t)row * (size_t)c->cols;
		/* Where the cursor wraps at once, writing the last cell of the screen
		 * would scroll. */
		bool scrolls = t->caps.wraps_at_once && row == t->rows - 1;
		struct strip s = { c, &t->shown, c->cells + start, t->shown.cells + start,
			row, scrolls ? t->cols - 1 : t->cols, wrapped, 0 };

		paint_row(t, &s);
		wrapped = s.wrapped;
	}
	keep(&t->shown, c);
	show_cursor(t, c);
	term_color_ask(t);
	t->begun = true;
	/* An aborted write may have been done in part. */
	t->stale = !term_tty_write(t, t->frame.data, t->frame.len);
	t->starting = t->starting && t->stale;
}
