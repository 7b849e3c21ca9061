/* Makes up hints on keys, fits them into a line and draws them. */
#include "config.h"

#include "ui/menu.h"

#include <string.h>

static const char gap[] = "  ";

void
ui_key_hints_add(struct nr_buf *hints, const char *key, const char *text)
{
	if (hints->len && hints->data[hints->len - 1] != ' ')
		nr_buf_addz(hints, gap);
	nr_buf_addf(hints, *text ? "%s\t%s" : "%s %s", key, text);
}

/* The offset of the last gap in the first n bytes, or 0. */
static size_t
last_gap(const char *keys, size_t n)
{
	while (n > 0 && strncmp(keys + n, gap, strlen(gap)) != 0)
		n--;
	return n;
}

void
ui_key_hints_fit(const char *keys, int cols, struct nr_buf *out)
{
	size_t room = cols > 0 ? (size_t)cols : 0, n = strlen(keys);
	size_t head = last_gap(keys, n), tail = head;

	while (head > 0 && head + (n - tail) > room)
		head = last_gap(keys, head - 1);
	nr_buf_add(out, keys, head);
	nr_buf_addz(out, keys + tail + (head > 0 || tail == 0 ? 0 : strlen(gap)));
}

void
ui_key_hints_draw(struct ui_canvas *c, const struct ui_rect *rect, int row, int col,
	const char *hints)
{
	while (*hints) {
		const char *end = strstr(hints, gap);
		size_t n = end ? (size_t)(end - hints) + strlen(gap) : strlen(hints);
		const char *word = memchr(hints, '\t', n);
		size_t key = word ? (size_t)(word - hints) : 0;

		col += ui_canvas_puts(c, rect, row, col, UI_STYLE_KEY, hints, key);
		col += ui_canvas_puts(c, rect, row, col, UI_STYLE_LABEL, hints + key, n - key);
		hints += n;
	}
}
