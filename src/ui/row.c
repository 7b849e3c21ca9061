/* Draws one article on one line. */
#include "config.h"

#include "ui/row.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "newsreader/utf8.h"

enum {
	DATE_COLS = 10,
	HEAT_COLS = 6,
	HEAT_FULL = 400,	/* heat at which the bar is full */
	DATE_FROM = 44,		/* cells of a row from which the column is shown */
	PROVIDER_FROM = 56,
	HEAT_FROM = 60
};

/* The row being drawn, and the current column. */
struct pen {
	struct ui_canvas *c;
	const struct ui_rect *rect;
	int row, col;
	unsigned attrs;		/* attributes of the whole row */
};

/* The style of a part: the cursor's row has one colour, whatever it contains. */
static unsigned
style_in(const struct pen *p, unsigned role)
{
	if (p->attrs & UI_REVERSE && role != UI_STYLE_UNREAD)
		role = UI_STYLE_NORMAL;
	return role | p->attrs;
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

static const char *
either(const struct pen *p, bool there, const char *mark, const char *ascii)
{
	return !there ? " " : p->c->ascii ? ascii : mark;
}

static void
put_arrow(struct pen *p, unsigned dir)
{
	static const char *const marks[] = { "", "→", "←", "↔" };
	static const char *const ascii[] = { "", ">", "<", "=" };

	if (dir == 0)
		return;
	put(p, UI_STYLE_MARK, p->c->ascii ? ascii[dir & 3] : marks[dir & 3]);
	put(p, UI_STYLE_NORMAL, " ");
}

static void
put_marks(struct pen *p, const struct nr_row *a, const struct ui_row_look *look)
{
	if (a->marks & NR_MARK_UPDATED)
		put(p, UI_STYLE_MARK, either(p, true, "▲", "U"));
	else
		put(p, UI_STYLE_MARK, either(p, !(a->marks & NR_MARK_READ), "●", "N"));
	if (look->fresh && !(a->marks & NR_MARK_STARRED))
		put(p, UI_STYLE_STAR, "+");
	else
		put(p, UI_STYLE_STAR, either(p, a->marks & NR_MARK_STARRED, "★", "*"));
	if (look->has_text)
		put(p, UI_STYLE_MARK, either(p, true, "≡", "T"));
	else if (a->ghost)
		put(p, UI_STYLE_DIM, either(p, true, "◇", "o"));
	else
		put(p, UI_STYLE_DIM, either(p, a->unpublished, "↷", "r"));
	put(p, UI_STYLE_NORMAL, " ");
}

static void
put_date(struct pen *p, const struct nr_row *a, int64_t now)
{
	char text[NR_DATE_TEXT];
	int pad;

	nr_date_short(&a->date, now, text);
	pad = DATE_COLS - (int)strlen(text);
	put_field(p, pad > 0 ? pad : 0, UI_STYLE_DATE, "");
	put(p, UI_STYLE_DATE, text);
	put(p, UI_STYLE_NORMAL, "  ");
}

static void
put_heat(struct pen *p, const struct nr_row *a)
{
	static const char *const bars[] = {
		"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"
	};
	int64_t level = a->heat < 0 ? 0 : a->heat > HEAT_FULL ? HEAT_FULL : a->heat;
	char text[32];

	if (!a->has_heat) {
		put_field(p, HEAT_COLS, UI_STYLE_HEAT, "");
		return;
	}
	snprintf(text, sizeof(text), "%4" PRId64, a->heat);
	put(p, UI_STYLE_NORMAL, " ");
	put(p, UI_STYLE_HEAT, p->c->ascii || a->heat < 0 ? " "
		: bars[level * 7 / HEAT_FULL]);
	put_field(p, HEAT_COLS - 2, a->heat < 0 ? UI_STYLE_DIM : UI_STYLE_HEAT, text);
}

static unsigned
title_style(const struct nr_row *a)
{
	if (a->unpublished)
		return UI_STYLE_DIM;
	return nr_is_unread(a->marks) ? UI_STYLE_UNREAD : UI_STYLE_READ;
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
put_title(struct pen *p, const struct nr_row *a, int cells, const char *match)
{
	if (cells <= 0)
		return;
	ui_canvas_field(p->c, p->rect, p->row, p->col, cells,
		style_in(p, title_style(a)), a->title);
	if (match && *match)
		highlight(p, a->title, cells, match);
	p->col += cells;
}

static int
provider_cols(int cols)
{
	return cols < 72 ? 11 : cols < 96 ? 14 : 20;
}

void
ui_row_draw(struct ui_canvas *c, const struct ui_rect *rect, int row,
	const struct nr_row *a, const struct ui_row_look *look)
{
	struct pen p = { .c = c, .rect = rect, .row = row };
	struct ui_rect line = { rect->row + row, rect->col, 1, rect->cols };
	bool heat = rect->cols >= HEAT_FROM;

	if (look->selected && look->focused)
		p.attrs = UI_REVERSE;
	ui_canvas_fill(c, &line, UI_STYLE_NORMAL | p.attrs);
	put(&p, UI_STYLE_MARK, either(&p, look->selected, "▸", ">"));
	put_arrow(&p, look->dir);
	put_marks(&p, a, look);
	if (rect->cols >= DATE_FROM)
		put_date(&p, a, look->now);
	if (rect->cols >= PROVIDER_FROM) {
		put_field(&p, provider_cols(rect->cols), UI_STYLE_PROVIDER, a->provider);
		put(&p, UI_STYLE_NORMAL, "  ");
	}
	put_title(&p, a, rect->cols - p.col - (heat ? HEAT_COLS : 0), look->match);
	if (heat)
		put_heat(&p, a);
}
