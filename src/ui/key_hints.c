/* Makes up hints on keys, fits them into a line and draws them. */
#include "config.h"

#include "ui/menu.h"

#include <string.h>

#include "newsreader/utf8.h"

static const char gap[] = "  ";

void
ui_key_hints_add(struct nr_buf *hints, const char *key, const char *text)
{
	if (hints->len && hints->data[hints->len - 1] != ' ')
		nr_buf_addz(hints, gap);
	nr_buf_addf(hints, *text ? "%s\t%s" : "%s %s", key, text);
}

int
ui_key_hints_width(const char *hints, size_t n)
{
	int used = 0;

	for (size_t i = 0, len; i < n; i += len + 1) {
		const char *tab = memchr(hints + i, '\t', n - i);

		len = tab ? (size_t)(tab - hints) - i : n - i;
		used += nr_utf8_width(hints + i, len) + (tab != NULL);
	}
	return used;
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
	size_t n = strlen(keys), head = last_gap(keys, n), tail = head;

	while (head > 0 && ui_key_hints_width(keys, head)
			+ ui_key_hints_width(keys + tail, n - tail) > cols)
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
