/* Draws one article for a screen reader: in words, without columns. */
#include "config.h"

#include <string.h>

#include "app/texts.h"
#include "newsreader/utf8.h"
#include "ui/row.h"

static void
add(struct nr_buf *out, const char *separator, const char *text)
{
	if (*text != '\0')
		nr_buf_addf(out, "%s%s", out->len > 0 ? separator : "", text);
}

/* What the signs of a row say. */
static void
add_marks(const struct nr_row *a, const struct ui_row_look *look, struct nr_buf *out)
{
	static const char *const directions[] = {
		"", APP_MSG(LINKED_FROM), APP_MSG(LINKS_TO), APP_MSG(LINKED_BOTH_WAYS)
	};

	if (look->picked)
		add(out, ", ", APP_MSG(IS_SELECTED));
	add(out, ", ", directions[look->dir & 3]);
	if (a->marks & NR_MARK_UPDATED)
		add(out, ", ", APP_MSG(IS_UPDATED));
	else if (!(a->marks & NR_MARK_READ))
		add(out, ", ", APP_MSG(IS_UNREAD));
	if (a->marks & NR_MARK_STARRED)
		add(out, ", ", APP_MSG(IS_STARRED));
	if (look->fresh)
		add(out, ", ", APP_MSG(IS_NEW));
	if (look->has_text)
		add(out, ", ", APP_MSG(HAS_FULL_TEXT));
	if (a->ghost)
		add(out, ", ", APP_MSG(HAS_NO_FILE));
	if (a->unpublished)
		add(out, ", ", APP_MSG(IS_UNPUBLISHED));
}

/* Append a text cut to so many cells. */
static void
add_cut(const char *text, int cells, bool ascii, struct nr_buf *out)
{
	size_t n = strlen(text);

	if (nr_utf8_width(text, n) <= cells) {
		nr_buf_addz(out, text);
		return;
	}
	nr_buf_add(out, text, nr_utf8_fit(text, n, cells - 1, NULL));
	nr_buf_addz(out, ascii ? "~" : "…");
}

/* Append provider, date and, below the title, the number of related articles. */
static void
add_facts(const struct nr_row *a, const struct ui_row_look *look, struct nr_buf *out)
{
	char date[NR_DATE_TEXT];

	add(out, ", ", a->provider);
	nr_date_short(&a->date, look->now, date);
	add(out, ", ", date);
	if (look->lines > 1 && a->n_related > 0) {
		nr_buf_addz(out, out->len > 0 ? ", " : "");
		nr_buf_addf(out, APP_MSG(N_RELATED), (size_t)a->n_related);
	}
}

/* A title that is too long leaves room for the facts after it. */
void
ui_row_draw_words(struct ui_canvas *c, const struct ui_rect *rect, int row,
	const struct nr_row *a, const struct ui_row_look *look)
{
	enum { TITLE_PART = 3 };	/* at least one in this many cells is the title's */
	struct nr_buf text = NR_BUF_INIT, line = NR_BUF_INIT, facts = NR_BUF_INIT;
	unsigned style = nr_is_unread(a->marks) ? UI_STYLE_UNREAD : UI_STYLE_READ;
	int room = rect->cols, least;

	if (look->selected)
		style = look->focused ? UI_STYLE_CURSOR : UI_STYLE_CURSOR_UNFOCUSED;
	add_marks(a, look, &text);
	least = nr_utf8_width(nr_buf_str(&text), text.len) + rect->cols / TITLE_PART;
	least = least < rect->cols ? least : rect->cols;
	add(&text, ": ", a->title);
	add_facts(a, look, &facts);
	if (look->lines > 1) {
		ui_canvas_field(c, rect, row + 1, 0, rect->cols, style, nr_buf_str(&facts));
		nr_buf_clear(&facts);
	} else if (facts.len > 0) {
		room -= nr_utf8_width(facts.data, facts.len) + 2;
	}
	add_cut(nr_buf_str(&text), room > least ? room : least, c->ascii, &line);
	add(&line, ", ", nr_buf_str(&facts));
	ui_canvas_field(c, rect, row, 0, rect->cols, style, nr_buf_str(&line));
	nr_buf_release(&text);
	nr_buf_release(&line);
	nr_buf_release(&facts);
}
