/* Draws one article of a list, in one line or two. */
#include "config.h"

#include "ui/row.h"

#include <string.h>

#include "app/texts.h"
#include "newsreader/url.h"
#include "newsreader/utf8.h"

enum {
	BARE_COLS = 80,		/* below this width of the screen the title has all of it */
	REST = APP_COLUMN_REST
};

/* The row being drawn, and the position in it. */
struct pen {
	struct ui_canvas *c;
	const struct ui_rect *rect;
	const struct nr_row *a;
	const struct ui_row_look *look;
	int row, col;
	unsigned bar;		/* style of the whole row; UI_STYLE_NORMAL: the parts have
				 * their own */
	int title_col;		/* where the title begins */
	bool placed[APP_COLUMNS];	/* the columns that have a place of their own */
};

/* The style of a part: the cursor's row has one colour, whatever it contains. */
static unsigned
style_in(const struct pen *p, unsigned role)
{
	if (p->bar == UI_STYLE_NORMAL)
		return role;
	return p->bar | (role == UI_STYLE_UNREAD ? UI_BOLD : 0);
}

static void
put(struct pen *p, unsigned style, const char *s)
{
	p->col += ui_canvas_puts(p->c, p->rect, p->row, p->col, style_in(p, style), s,
		strlen(s));
}

static void
put_field(struct pen *p, int cells, unsigned style, const char *s)
{
	ui_canvas_field(p->c, p->rect, p->row, p->col, cells, style_in(p, style), s);
	p->col += cells;
}

/* ---- status icons ---- */

enum icon {
#define APP_ICON(id, sign, ascii, word, text) ICON_##id,
#include "app/icons.def"
#undef APP_ICON
	NO_ICON
};

static void
put_icon(struct pen *p, unsigned style, enum icon icon)
{
	static const char *const icons[][2] = {
#define APP_ICON(id, sign, ascii, word, text) { sign, ascii },
#include "app/icons.def"
#undef APP_ICON
		{ " ", " " }
	};

	put(p, style, icons[icon][p->c->ascii]);
}

/* How an article of the related panel is related to the one shown. */
static void
put_direction(struct pen *p)
{
	static const enum icon arrows[] = { NO_ICON, ICON_OUT, ICON_IN, ICON_BOTH };

	if (p->look->dir) {
		put_icon(p, UI_STYLE_MARK, arrows[p->look->dir & 3]);
		put(p, UI_STYLE_NORMAL, " ");
	}
}

static void
put_icons(struct pen *p, const struct app_column_use *use, int cells, unsigned style)
{
	const struct nr_row *a = p->a;

	(void)use;
	(void)cells;
	put_icon(p, style, a->marks & NR_MARK_UPDATED ? ICON_UPDATED
		: a->marks & NR_MARK_READ ? NO_ICON : ICON_UNREAD);
	put_icon(p, UI_STYLE_STAR, a->marks & NR_MARK_STARRED ? ICON_STARRED
		: p->look->fresh ? ICON_FRESH : NO_ICON);
	if (p->look->has_text)
		put_icon(p, style, ICON_TEXT);
	else
		put_icon(p, UI_STYLE_DIM, a->ghost ? ICON_GHOST
			: a->unpublished ? ICON_UNPUBLISHED : NO_ICON);
}

/* ---- columns ---- */

/* The text of a column in the form chosen: one of the row, or in `out`. "" if it is drawn
 * otherwise. */
static const char *
text_of(const struct pen *p, const struct app_column_use *use, char out[APP_COLUMN_TEXT])
{
	enum { DAY = 10 };	/* of "2021-04-13 17:10" */

	switch (use->form) {
	case APP_COLUMN_DATE_RELATIVE:
		nr_date_short(&p->a->date, p->look->now, out);
		return out;
	case APP_COLUMN_DATE_AGE:
		nr_date_brief_age(&p->a->date, p->look->now, out);
		return out;
	case APP_COLUMN_DATE_ISO:
		app_column_text(use->column, p->a, out);
		out[DAY] = '\0';
		return out;
	case APP_COLUMN_HEAT_BAR:
		return "";
	default:
		if (use->column == APP_COLUMN_URL)
			return nr_url_short(p->a->url);
		return app_column_text(use->column, p->a, out);
	}
}

static void
put_text(struct pen *p, const struct app_column_use *use, int cells, unsigned style)
{
	char out[APP_COLUMN_TEXT];

	put_field(p, cells, style, text_of(p, use, out));
}

static void
put_right(struct pen *p, const struct app_column_use *use, int cells, unsigned style)
{
	char out[APP_COLUMN_TEXT];
	const char *text = text_of(p, use, out);
	int pad = cells - (int)strlen(text);

	if (pad < 0)
		pad = 0;
	put_field(p, pad, style, "");
	put_field(p, cells - pad, style, text);
}

const char *
ui_row_heat_sign(int level, bool ascii)
{
	static const char *const signs[UI_HEAT_SIGNS][2] = {
		{ "▁", "." }, { "▂", ":" }, { "▃", "-" }, { "▄", "=" }, { "▅", "+" },
		{ "▆", "*" }, { "▇", "%" }, { "█", "#" }
	};

	return signs[level][ascii];
}

/* A bar, which is full at a heat that few articles of the list reach. */
static void
put_heat(struct pen *p, const struct app_column_use *use, int cells, unsigned style)
{
	enum { HIGH = UI_HEAT_SIGNS - 1 };
	int64_t heat = p->a->heat, full = p->look->heat_full;
	int level;

	if (use->form != APP_COLUMN_HEAT_BAR) {
		put_right(p, use, cells, style);
		return;
	}
	if (!p->a->has_heat || heat < 0) {
		put_field(p, cells, style, "");
		return;
	}
	level = heat < full ? (int)((double)heat * HIGH / (double)full) : heat > 0 ? HIGH : 0;
	put_field(p, cells, style, ui_row_heat_sign(level, p->c->ascii));
}

/* Highlight matches in a title, except where a cut title ends with "…". */
static void
highlight(struct pen *p, const char *title, int cells, const char *match)
{
	size_t n = strlen(title), at = 0, len;
	size_t shown = nr_utf8_fit(title, n, cells, NULL);

	if (shown < n)
		shown = nr_utf8_fit(title, n, cells - 1, NULL);
	while (nr_utf8_find_sought(title, n, at, match, &at, &len) && at + len <= shown) {
		ui_canvas_puts(p->c, p->rect, p->row,
			p->col + nr_utf8_width(title, at), UI_STYLE_MATCH, title + at, len);
		at += len;
	}
}

/* Put the texts of columns without a place after the title, the nearest one first, as
 * far as they fit whole into the cells before `end`. */
static void
put_tail(struct pen *p, int end)
{
	static const char dot[] = " · ";
	char out[APP_COLUMN_TEXT];

	for (size_t i = p->look->columns->n; i-- > 0; ) {
		const struct app_column_use *use = &p->look->columns->v[i];
		const char *text = p->placed[i] ? "" : text_of(p, use, out);

		if (!*text || p->col + 3 + nr_utf8_width(text, strlen(text)) > end)
			continue;
		put(p, UI_STYLE_DIM, dot);
		put(p, UI_STYLE_DIM, text);
	}
}

static void
put_title(struct pen *p, const struct app_column_use *use, int cells, unsigned style)
{
	const char *match = p->look->match, *title = p->a->title;
	int end = p->col + cells, width;

	p->title_col = p->col;

	(void)use;
	if (cells <= 0)
		return;
	/* The cursor of a panel without the focus is seen without colours, too. */
	if (p->bar == UI_STYLE_CURSOR_UNFOCUSED)
		style = UI_STYLE_UNREAD;
	else if (p->a->unpublished)
		style = UI_STYLE_DIM;
	else if (nr_is_unread(p->a->marks))
		style = UI_STYLE_UNREAD;
	ui_canvas_field(p->c, p->rect, p->row, p->col, cells, style_in(p, style), title);
	if (match && *match)
		highlight(p, title, cells, match);
	width = nr_utf8_width(title, strlen(title));
	if (width < cells && p->look->lines < 2) {
		p->col += width;
		put_tail(p, end);
	}
	p->col = end;
}

static const struct column {
	int keeps;
	unsigned style;
	void (*draw)(struct pen *p, const struct app_column_use *use, int cells,
		unsigned style);
} columns[] = {
#define COLUMN(id, name, text, side, print, keeps, cells, style, draw) \
	[APP_COLUMN_##id] = { keeps, UI_STYLE_##style, draw },
	APP_EACH_COLUMN(COLUMN)
#undef COLUMN
};

/* Blanks between a column and the next one, or of those after the title, the one before. */
static int
gap(enum app_column column, bool after)
{
	return after || column == APP_COLUMN_MARK ? 1 : 2;
}

/* Find out which columns have a place when the title and they share `room` cells. Returns
 * the cells of the title. */
static int
place(struct pen *p, int room)
{
	const struct app_columns *all = p->look->columns;
	bool after[APP_COLUMNS] = { false };

	for (size_t i = 0; i < all->n; i++) {
		after[i] = i > 0 && (after[i - 1] || all->v[i - 1].cells == REST);
		p->placed[i] = columns[all->v[i].column].keeps == 0;
		if (p->placed[i] && all->v[i].cells != REST)
			room -= all->v[i].cells + gap(all->v[i].column, after[i]);
	}
	if (p->c->cols < BARE_COLS || p->look->lines > 1)
		return room;
	for (enum app_column c = 0; c < APP_COLUMNS; c++) {
		for (size_t i = 0; i < all->n; i++) {
			int cells = all->v[i].cells + gap(c, after[i]);

			if (all->v[i].column != c || p->placed[i]
				|| room - cells < columns[c].keeps)
				continue;
			p->placed[i] = true;
			room -= cells;
		}
	}
	return room;
}

static void
put_gap(struct pen *p, int cells)
{
	put_field(p, cells, UI_STYLE_NORMAL, "");
}

static void
put_columns(struct pen *p, int rest)
{
	const struct app_columns *all = p->look->columns;
	bool after = false;

	for (size_t i = 0; i < all->n; i++) {
		const struct app_column_use *use = &all->v[i];
		const struct column *c = &columns[use->column];

		if (!p->placed[i])
			continue;
		if (after)
			put_gap(p, gap(use->column, after));
		c->draw(p, use, use->cells == REST ? rest : use->cells, c->style);
		if (use->cells == REST)
			after = true;
		else if (!after)
			put_gap(p, gap(use->column, after));
	}
}

bool
ui_row_has_below(const struct app_columns *all)
{
	for (size_t i = 0; i < all->n; i++)
		if (columns[all->v[i].column].keeps > 0
			&& all->v[i].form != APP_COLUMN_HEAT_BAR)
			return true;
	return false;
}

/* The line below the title: the texts of the columns without a place, of provider and date
 * if there are none, and the number of related articles. */
static void
put_below(struct pen *p)
{
	static const struct app_columns others = { .v = {
		{ APP_COLUMN_DATE, APP_COLUMN_DATE_RELATIVE, 0 },
		{ APP_COLUMN_PROVIDER, APP_COLUMN_FORMS, 0 }
	}, .n = 2 };
	bool given = ui_row_has_below(p->look->columns);
	const struct app_columns *all = given ? p->look->columns : &others;
	struct nr_buf b = NR_BUF_INIT;
	char out[APP_COLUMN_TEXT];

	for (size_t i = all->n; i-- > 0; ) {
		const char *text = given && p->placed[i] ? ""
			: text_of(p, &all->v[i], out);

		if (*text)
			nr_buf_addf(&b, "%s%s", b.len ? " · " : "", text);
	}
	if (p->a->n_related)
		nr_buf_addz(&b, b.len ? " · " : "");
	if (p->a->n_related)
		nr_buf_addf(&b, APP_MSG(N_RELATED), (size_t)p->a->n_related);
	p->row++;
	p->col = p->title_col;
	put_field(p, p->rect->cols - p->col, UI_STYLE_DIM, nr_buf_str(&b));
	nr_buf_release(&b);
}

void
ui_row_draw(struct ui_canvas *c, const struct ui_rect *rect, int row,
	const struct nr_row *a, const struct ui_row_look *look)
{
	struct pen p = { .c = c, .rect = rect, .a = a, .look = look, .row = row };
	const int lines = look->lines > 1 ? look->lines : 1;
	struct ui_rect line = { rect->row + row, rect->col, lines, rect->cols };

	if (c->spoken) {
		ui_row_draw_words(c, rect, row, a, look);
		return;
	}
	if (look->selected)
		p.bar = look->focused ? UI_STYLE_CURSOR : UI_STYLE_CURSOR_UNFOCUSED;
	else if (look->picked)
		p.bar = UI_STYLE_PICKED;
	ui_canvas_fill(c, &line, p.bar);
	put_icon(&p, UI_STYLE_MARK, look->picked ? look->selected ? ICON_PICKED_HERE
		: ICON_PICKED : look->selected ? ICON_HERE : NO_ICON);
	put_direction(&p);
	put_columns(&p, place(&p, rect->cols - p.col));
	if (lines > 1)
		put_below(&p);
}
