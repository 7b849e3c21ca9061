/* Draws one article on one line for a screen reader: in words, without columns. */
#include "config.h"

#include <string.h>

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
		"", "linked from the open article", "links to the open article",
		"linked both ways"
	};

	if (look->picked)
		add(out, ", ", "selected");
	add(out, ", ", directions[look->dir & 3]);
	if (a->marks & NR_MARK_UPDATED)
		add(out, ", ", "updated");
	else if (!(a->marks & NR_MARK_READ))
		add(out, ", ", "unread");
	if (a->marks & NR_MARK_STARRED)
		add(out, ", ", "starred");
	if (look->fresh)
		add(out, ", ", "new");
	if (look->has_text)
		add(out, ", ", "full text");
	if (a->ghost)
		add(out, ", ", "without a file");
	if (a->unpublished)
		add(out, ", ", "unpublished");
}

void
ui_row_draw_words(struct ui_canvas *c, const struct ui_rect *rect, int row,
	const struct nr_row *a, const struct ui_row_look *look)
{
	struct nr_buf text = NR_BUF_INIT;
	char date[NR_DATE_TEXT];
	unsigned style = nr_is_unread(a->marks) ? UI_STYLE_UNREAD : UI_STYLE_READ;

	if (look->selected)
		style = look->focused ? UI_STYLE_CURSOR : UI_STYLE_CURSOR_UNFOCUSED;
	add_marks(a, look, &text);
	add(&text, ": ", a->title);
	add(&text, ", ", a->provider);
	nr_date_short(&a->date, look->now, date);
	add(&text, ", ", date);
	ui_canvas_field(c, rect, row, 0, rect->cols, style, nr_buf_str(&text));
	nr_buf_release(&text);
}
