/* A line editor with history. */
#include "config.h"

#include "ui/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "app/keys.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

void
ui_history_add(struct ui_history *h, const char *line)
{
	size_t i = 0;

	if (*line == '\0')
		return;
	while (i < h->n && strcmp(h->v[i], line) != 0)
		i++;
	char *kept = i < h->n ? h->v[i] : nr_strdup(line);
	if (i == h->n && h->n < UI_HISTORY_MAX) {
		h->v = nr_reallocarray(h->v, h->n + 1, sizeof(*h->v));
		h->n++;
	} else {
		if (i == h->n) {
			i = 0;
			free(h->v[0]);
		}
		memmove(&h->v[i], &h->v[i + 1], (h->n - i - 1) * sizeof(*h->v));
	}
	h->v[h->n - 1] = kept;
}

void
ui_history_release(struct ui_history *h)
{
	for (size_t i = 0; i < h->n; i++)
		free(h->v[i]);
	NR_FREE(h->v);
	h->n = 0;
}

void
ui_prompt_init(struct ui_prompt *p, const char *label, const struct ui_history *history)
{
	*p = (struct ui_prompt){
		.label = label,
		.history = history,
		.recalled = history != NULL ? history->n : 0,
	};
}

static void
replace_text(struct ui_prompt *p, const char *text)
{
	nr_buf_clear(&p->text);
	nr_utf8_clean_line(&p->text, text, strlen(text));
	if (p->text.len > UI_PROMPT_MAX)
		nr_buf_truncate(&p->text,
			nr_utf8_cut(p->text.data, p->text.len, UI_PROMPT_MAX));
	p->cursor = p->text.len;
}

void
ui_prompt_set(struct ui_prompt *p, const char *text)
{
	replace_text(p, text);
	p->recalled = p->history != NULL ? p->history->n : 0;
}

void
ui_prompt_release(struct ui_prompt *p)
{
	nr_buf_release(&p->text);
	p->cursor = 0;
}

/* The end of the cluster after the cursor. */
static size_t
next_cluster(const struct ui_prompt *p)
{
	int width;

	size_t left = p->text.len - p->cursor;

	if (left == 0)
		return p->cursor;
	return p->cursor + nr_utf8_cluster(p->text.data + p->cursor, left, &width);
}

/* The beginning of the cluster that contains byte `end` - 1. Clusters can only be found
 * from the front. */
static size_t
cluster_before(const struct ui_prompt *p, size_t end)
{
	size_t at = 0;
	size_t before = 0;
	int width;

	while (at < end) {
		before = at;
		at += nr_utf8_cluster(p->text.data + at, p->text.len - at, &width);
	}
	return before;
}

static size_t
word_before(const struct ui_prompt *p)
{
	size_t at = p->cursor;

	while (at > 0 && p->text.data[at - 1] == ' ')
		at--;
	while (at > 0 && p->text.data[at - 1] != ' ')
		at--;
	return at;
}

static enum ui_prompt_result
erase(struct ui_prompt *p, size_t from, size_t to)
{
	if (from == to)
		return UI_PROMPT_MOVED;
	memmove(p->text.data + from, p->text.data + to, p->text.len - to);
	nr_buf_truncate(&p->text, p->text.len - (to - from));
	p->cursor = from;
	return UI_PROMPT_EDITED;
}

/* Insert clean text that fits. */
static void
put(struct ui_prompt *p, const char *s, size_t n)
{
	nr_buf_reserve(&p->text, n);
	char *at = p->text.data + p->cursor;
	memmove(at + n, at, p->text.len - p->cursor);
	memcpy(at, s, n);
	p->text.len += n;
	p->text.data[p->text.len] = '\0';
	p->cursor += n;
}

static enum ui_prompt_result
insert(struct ui_prompt *p, uint32_t key)
{
	char s[4];
	size_t n = nr_utf8_encode(key, s);

	if (!nr_utf8_is_clean(s, n) || p->text.len + n > UI_PROMPT_MAX)
		return UI_PROMPT_MOVED;
	put(p, s, n);
	return UI_PROMPT_EDITED;
}

/* The length of the escape sequence at s, which begins with ESC. */
static size_t
escape_length(const char *s, size_t n)
{
	size_t at = 2;

	if (n < 2)
		return n;
	if (s[1] != '[')
		return s[1] >= ' ' && s[1] <= '~' ? 2 : 1;
	while (at < n && s[at] >= ' ' && s[at] < '@')
		at++;
	return at < n && s[at] >= '@' && s[at] <= '~' ? at + 1 : at;
}

enum ui_prompt_result
ui_prompt_paste(struct ui_prompt *p, const char *text, size_t n)
{
	struct nr_buf plain = NR_BUF_INIT, line = NR_BUF_INIT;

	for (size_t i = 0; i < n;) {
		const char *escape = memchr(text + i, '\033', n - i);
		size_t len = escape != NULL ? (size_t)(escape - text) - i : n - i;

		nr_buf_add(&plain, text + i, len);
		i += len;
		i += i < n ? escape_length(text + i, n - i) : 0;
	}
	nr_utf8_clean_line(&line, nr_buf_str(&plain), plain.len);
	size_t fits = nr_utf8_cut(nr_buf_str(&line), line.len, UI_PROMPT_MAX - p->text.len);
	if (fits > 0)
		put(p, line.data, fits);
	nr_buf_release(&line);
	nr_buf_release(&plain);
	return fits > 0 ? UI_PROMPT_EDITED : UI_PROMPT_MOVED;
}

static enum ui_prompt_result
move_to(struct ui_prompt *p, size_t cursor)
{
	p->cursor = cursor;
	return UI_PROMPT_MOVED;
}

static enum ui_prompt_result
recall(struct ui_prompt *p, int step)
{
	size_t n = p->history != NULL ? p->history->n : 0;

	if ((step < 0 && p->recalled == 0) || (step > 0 && p->recalled >= n))
		return UI_PROMPT_MOVED;
	p->recalled += (size_t)step;
	replace_text(p, p->recalled < n ? p->history->v[p->recalled] : "");
	return UI_PROMPT_EDITED;
}

static enum ui_prompt_result
backspace(struct ui_prompt *p)
{
	if (p->text.len == 0)
		return UI_PROMPT_CANCELLED;
	return erase(p, cluster_before(p, p->cursor), p->cursor);
}

enum ui_prompt_result
ui_prompt_key(struct ui_prompt *p, uint32_t key)
{
	switch (key) {
	case APP_KEY_ENTER:
		return UI_PROMPT_ACCEPTED;
	case APP_KEY_ESCAPE:
	case APP_CTRL('G'):
	case APP_CTRL('C'):
		return UI_PROMPT_CANCELLED;
	case APP_KEY_BACKSPACE:
		return backspace(p);
	case APP_KEY_DELETE:
	case APP_CTRL('D'):
		return erase(p, p->cursor, next_cluster(p));
	case APP_CTRL('U'):
		return erase(p, 0, p->cursor);
	case APP_CTRL('W'):
		return erase(p, word_before(p), p->cursor);
	case APP_CTRL('K'):
		return erase(p, p->cursor, p->text.len);
	case APP_KEY_LEFT:
	case APP_CTRL('B'):
		return move_to(p, cluster_before(p, p->cursor));
	case APP_KEY_RIGHT:
	case APP_CTRL('F'):
		return move_to(p, next_cluster(p));
	case APP_KEY_HOME:
	case APP_CTRL('A'):
		return move_to(p, 0);
	case APP_KEY_END:
	case APP_CTRL('E'):
		return move_to(p, p->text.len);
	case APP_KEY_UP:
	case APP_CTRL('P'):
		return recall(p, -1);
	case APP_KEY_DOWN:
	case APP_CTRL('N'):
		return recall(p, 1);
	default:
		if (!app_key_is_text(key))
			return UI_PROMPT_IGNORED;
		return insert(p, key);
	}
}

/* The number of cells scrolled out on the left: in steps of half the room, so that the
 * text does not move at every key. */
static int
scrolled(int cursor, int room)
{
	int half = room / 2 > 0 ? room / 2 : 1;

	return cursor < room ? 0 : ((cursor - room) / half + 1) * half;
}

void
ui_prompt_draw(const struct ui_prompt *p, struct ui_canvas *c, const struct ui_rect *rect,
	int row, unsigned style)
{
	struct ui_rect line = { rect->row + row, rect->col, 1, rect->cols };
	struct ui_rect area = ui_rect_clip(rect, &line);

	if (area.cols == 0)
		return;
	ui_canvas_fill(c, &area, style);
	int label = ui_canvas_puts(c, &area, 0, 0, style, p->label, strlen(p->label));
	/* In a very narrow terminal the text is more important than the label. */
	if (label > area.cols * 2 / 3)
		label = 0;
	struct ui_rect room = { area.row, area.col + label, 1, area.cols - label };
	int cursor = nr_utf8_width(nr_buf_str(&p->text), p->cursor);
	int left = scrolled(cursor, room.cols);
	ui_canvas_fill(c, &room, style);
	ui_canvas_puts(c, &room, 0, -left, style, nr_buf_str(&p->text), p->text.len);
	ui_canvas_cursor(c, room.row, room.col + cursor - left);
}
