/* Draws one article on one line. */
#include "config.h"

#include "ui/row.h"

#include <stdio.h>
#include <string.h>

#include "app/columns.h"
#include "newsreader/utf8.h"

enum {
	HEAT_FULL = 400,	/* heat at which the bar is full */
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
#define APP_ICON(id, sign, ascii, text) ICON_##id,
#include "app/icons.def"
#undef APP_ICON
	NO_ICON
};

static void
put_icon(struct pen *p, unsigned style, enum icon icon)
{
	static const char *const icons[][2] = {
#define APP_ICON(id, sign, ascii, text) { sign, ascii },
#include "app/icons.def"
#undef APP_ICON
		{ " ", " " }
	};

	put(p, style, icons[icon][p->c->ascii]);
}

static void
put_icons(struct pen *p)
{
	static const enum icon arrows[] = { NO_ICON, ICON_OUT, ICON_IN, ICON_BOTH };
	const struct nr_row *a = p->a;

	if (p->look->dir) {
		put_icon(p, UI_STYLE_MARK, arrows[p->look->dir & 3]);
		put(p, UI_STYLE_NORMAL, " ");
	}
	put_icon(p, UI_STYLE_MARK, a->marks & NR_MARK_UPDATED ? ICON_UPDATED
		: a->marks & NR_MARK_READ ? NO_ICON : ICON_UNREAD);
	put_icon(p, UI_STYLE_STAR, a->marks & NR_MARK_STARRED ? ICON_STARRED
		: p->look->fresh ? ICON_FRESH : NO_ICON);
	if (p->look->has_text)
		put_icon(p, UI_STYLE_MARK, ICON_TEXT);
	else
		put_icon(p, UI_STYLE_DIM, a->ghost ? ICON_GHOST
			: a->unpublished ? ICON_UNPUBLISHED : NO_ICON);
	put(p, UI_STYLE_NORMAL, " ");
}

/* ---- columns ---- */

static void
put_text(struct pen *p, enum app_column column, int cells, unsigned style)
{
	char out[APP_COLUMN_TEXT];

	put_field(p, cells, style, app_column_text(column, p->a, out));
}

static void
put_date(struct pen *p, enum app_column column, int cells, unsigned style)
{
	char text[NR_DATE_TEXT];
	int pad;

	(void)column;
	nr_date_short(&p->a->date, p->look->now, text);
	pad = cells - (int)strlen(text);
	put_field(p, pad > 0 ? pad : 0, style, "");
	put(p, style, text);
}

/* A blank, a bar, and the number. */
static void
put_heat(struct pen *p, enum app_column column, int cells, unsigned style)
{
	static const char *const bars[] = {
		"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"
	};
	int64_t heat = p->a->heat;
	char text[APP_COLUMN_TEXT], number[APP_COLUMN_TEXT + 4];

	if (!p->a->has_heat) {
		put_field(p, cells, style, "");
		return;
	}
	snprintf(number, sizeof(number), "%4s", app_column_text(column, p->a, text));
	put(p, UI_STYLE_NORMAL, " ");
	put(p, style, p->c->ascii || heat < 0 ? " "
		: bars[(heat < HEAT_FULL ? heat : HEAT_FULL) * 7 / HEAT_FULL]);
	put_field(p, cells - 2, heat < 0 ? UI_STYLE_DIM : style, number);
}

/* Highlight matches in a title, except where a cut title ends with "…". */
static void
highlight(struct pen *p, const char *title, int cells, const char *match)
{
	size_t n = strlen(title), at = 0, len;
	size_t shown = nr_utf8_fit(title, n, cells, NULL);

	if (shown < n)
		shown = nr_utf8_fit(title, n, cells - 1, NULL);
	while (nr_utf8_find(title, n, at, match, &at, &len) && at + len <= shown) {
		ui_canvas_puts(p->c, p->rect, p->row,
			p->col + nr_utf8_width(title, at), UI_STYLE_MATCH, title + at, len);
		at += len;
	}
}

static void
put_title(struct pen *p, enum app_column column, int cells, unsigned style)
{
	const char *match = p->look->match;

	(void)column;
	if (cells <= 0)
		return;
	/* The cursor of a panel without the focus is seen without colours, too. */
	if (p->bar == UI_STYLE_CURSOR_UNFOCUSED)
		style = UI_STYLE_UNREAD;
	else if (p->a->unpublished)
		style = UI_STYLE_DIM;
	else if (nr_is_unread(p->a->marks))
		style = UI_STYLE_UNREAD;
	ui_canvas_field(p->c, p->rect, p->row, p->col, cells, style_in(p, style), p->a->title);
	if (match && *match)
		highlight(p, p->a->title, cells, match);
	p->col += cells;
}

struct column {
	enum app_column_side side;
	int cells;
	unsigned style;
	void (*draw)(struct pen *p, enum app_column column, int cells, unsigned style);
};

/* Draw the columns of one side. Those to the right begin with a gap of their own. */
static void
put_columns(struct pen *p, const struct column *columns, enum app_column_side side, int rest)
{
	for (int i = 0; i < APP_COLUMNS; i++) {
		const struct column *c = &columns[i];

		if (c->side != side || c->cells == 0)
			continue;
		c->draw(p, (enum app_column)i, c->cells == REST ? rest : c->cells, c->style);
		if (side == APP_COLUMN_LEFT && c->cells != REST)
			put(p, UI_STYLE_NORMAL, "  ");
	}
}

void
ui_row_draw(struct ui_canvas *c, const struct ui_rect *rect, int row,
	const struct nr_row *a, const struct ui_row_look *look)
{
	struct pen p = { .c = c, .rect = rect, .a = a, .look = look, .row = row };
	struct ui_rect line = { rect->row + row, rect->col, 1, rect->cols };
	const int width = rect->cols;
	const struct column columns[] = {
#define COLUMN(id, name, text, side, screen, style, draw, print) \
		{ APP_COLUMN_##side, screen, UI_STYLE_##style, draw },
		APP_EACH_COLUMN(COLUMN)
#undef COLUMN
	};
	int rest;

	if (look->selected)
		p.bar = look->focused ? UI_STYLE_CURSOR : UI_STYLE_CURSOR_UNFOCUSED;
	ui_canvas_fill(c, &line, p.bar);
	put(&p, UI_STYLE_MARK, !look->selected ? " " : c->ascii ? ">" : "▸");
	put_icons(&p);
	rest = width - p.col;
	for (int i = 0; i < APP_COLUMNS; i++)
		if (columns[i].cells > 0)
			rest -= columns[i].cells + (columns[i].side == APP_COLUMN_LEFT ? 2 : 0);
	put_columns(&p, columns, APP_COLUMN_LEFT, rest);
	put_columns(&p, columns, APP_COLUMN_RIGHT, rest);
}
