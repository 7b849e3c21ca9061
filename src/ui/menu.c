/* A menu: items, filter by typing, cursor and keys. */
#include "config.h"

#include "ui/menu.h"

#include <stdlib.h>
#include <string.h>

#include "app/texts.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

enum { NOTE_FROM = 40 };	/* cells of the title before a note */

void
ui_menu_init(struct ui_menu *m, const char *title, const char *hints, bool narrows)
{
	memset(m, 0, sizeof(*m));
	m->title = title;
	m->hints = nr_strdup(hints);
	m->narrows = m->typing = narrows;
	ui_prompt_init(&m->prompt, "/", NULL);
}

static char *
clean(const char *s)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_utf8_clean_line(&b, s, strlen(s));
	return nr_buf_take(&b);
}

static struct ui_item *
add(struct ui_menu *m, char *text, char *right)
{
	m->items = nr_grow(m->items, &m->cap, m->n + 1, sizeof(*m->items));
	m->items[m->n] = (struct ui_item){ .text = text, .right = right };
	return &m->items[m->n++];
}

struct ui_item *
ui_menu_add(struct ui_menu *m, const char *text, const char *right)
{
	return add(m, clean(text), right ? clean(right) : NULL);
}

struct ui_item *
ui_menu_add_raw(struct ui_menu *m, const char *text)
{
	return add(m, nr_strdup(text), NULL);
}

struct ui_item *
ui_menu_current(const struct ui_menu *m)
{
	return m->n_shown ? &m->items[m->shown[m->scroll.cursor]] : NULL;
}

static bool
is_match(const struct ui_item *item, const char *text)
{
	size_t at, len;

	if (!*text || item->aside)
		return !*text;
	return nr_utf8_find(item->text, strlen(item->text), 0, text, &at, &len)
		|| (item->right
			&& nr_utf8_find(item->right, strlen(item->right), 0, text, &at, &len));
}

static void
narrow(struct ui_menu *m)
{
	const char *text = nr_buf_str(&m->prompt.text);
	size_t keep = m->n_shown ? m->shown[m->scroll.cursor] : 0;
	size_t i, cursor = 0;

	m->n_shown = 0;
	for (i = 0; i < m->n; i++) {
		if (!is_match(&m->items[i], text))
			continue;
		if (i == keep)
			cursor = m->n_shown;
		m->shown[m->n_shown++] = i;
	}
	m->scroll.cursor = *text ? 0 : cursor;
}

static int
width(const char *s)
{
	return s ? nr_utf8_width(s, strlen(s)) : 0;
}

void
ui_menu_add_keys(const struct ui_menu *m, struct nr_buf *out)
{
	bool searches = m->typing && !m->narrows;

	if (m->n && searches)
		ui_key_hints_add(out, app_key_name(APP_KEY_ENTER).text,
			APP_MSG(HINT_ENDS_SEARCH));
	else if (m->n)
		nr_buf_addz(out, m->hints);
	if (m->n && !m->typing)
		ui_key_hints_add(out, app_action_key(m->keymap, APP_ACTION_SEARCH).text,
			APP_MSG(HINT_SEARCHES));
	ui_key_hints_add(out, m->typing ? app_key_name(APP_KEY_ESCAPE).text
		: app_action_key(m->keymap, APP_ACTION_QUIT).text, APP_MSG(HINT_CLOSES));
}

static void
measure(struct ui_menu *m)
{
	struct nr_buf keys = NR_BUF_INIT;
	size_t i;

	ui_menu_add_keys(m, &keys);
	m->group_cols = 0;
	m->cols = ui_key_hints_width(nr_buf_str(&keys), keys.len) + 4;
	if (m->note && width(m->note) + NOTE_FROM > m->cols)
		m->cols = width(m->note) + NOTE_FROM;
	nr_buf_release(&keys);
	for (i = 0; i < m->n; i++)
		if (m->items[i].group && width(m->items[i].group) + 2 > m->group_cols)
			m->group_cols = width(m->items[i].group) + 2;
	for (i = 0; i < m->n; i++) {
		const struct ui_item *item = &m->items[i];
		int need = m->group_cols + width(item->text) + (m->several ? 4 : 0)
			+ (item->right ? width(item->right) + 2 : 0);

		m->cols = need > m->cols ? need : m->cols;
	}
	m->cols += 4;
}

void
ui_menu_ready(struct ui_menu *m)
{
	measure(m);
	m->shown = nr_reallocarray(m->shown, m->n + 1, sizeof(*m->shown));
	m->n_shown = 0;
	narrow(m);
	while (m->scroll.cursor < m->n && !m->items[m->scroll.cursor].marked)
		m->scroll.cursor++;
	if (m->scroll.cursor == m->n)
		m->scroll.cursor = 0;
}

void
ui_menu_scroll(struct ui_menu *m, long by)
{
	app_scroll_move(&m->scroll, m->n_shown, by);
}

bool
ui_menu_point(struct ui_menu *m, int row, int col)
{
	size_t at = m->scroll.top + (size_t)(row - m->view.row);

	if (!ui_rect_has(&m->view, row, col) || at >= m->n_shown)
		return false;
	m->scroll.cursor = at;
	return true;
}

static enum ui_menu_result
toggle(struct ui_menu *m)
{
	struct ui_item *item = ui_menu_current(m);

	if (!m->several || !item)
		return UI_MENU_KEY;
	item->marked = !item->marked;
	m->touched = true;
	ui_menu_scroll(m, 1);
	return UI_MENU_NONE;
}

/* How far a key bound to `action` moves the cursor without a count; 0 for a key that does
 * not move so. */
static long
distance(const struct ui_menu *m, uint32_t key, enum app_action action)
{
	long page = m->view.rows > 1 ? m->view.rows - 1 : 1;

	switch (key) {
	case APP_KEY_DOWN:
	case APP_CTRL('N'):
		return 1;
	case APP_KEY_UP:
	case APP_CTRL('P'):
		return -1;
	case APP_KEY_PAGE_DOWN:
	case APP_CTRL('F'):
		return page;
	case APP_KEY_PAGE_UP:
	case APP_CTRL('B'):
		return -page;
	}
	return action == APP_ACTION_READ_ON ? page : app_scroll_distance(action, page, page);
}

static enum ui_menu_result
type(struct ui_menu *m, uint32_t key)
{
	switch (ui_prompt_key(&m->prompt, key)) {
	case UI_PROMPT_EDITED:
		narrow(m);
		return UI_MENU_NONE;
	case UI_PROMPT_ACCEPTED:
		m->typing = m->narrows;
		return m->narrows ? UI_MENU_ACCEPTED : UI_MENU_NONE;
	case UI_PROMPT_CANCELLED:
		return UI_MENU_CLOSED;
	case UI_PROMPT_MOVED:
		return UI_MENU_NONE;
	case UI_PROMPT_IGNORED:
		break;
	}
	return UI_MENU_KEY;
}

/* Handle a key while the prompt is closed. */
static enum ui_menu_result
command(struct ui_menu *m, uint32_t key, enum app_action action)
{
	if (key == APP_KEY_ENTER)
		return UI_MENU_ACCEPTED;
	switch (action) {
	case APP_ACTION_FORGET:
	case APP_ACTION_STOP:
	case APP_ACTION_QUIT:
		return UI_MENU_CLOSED;
	case APP_ACTION_SEARCH:
		m->typing = true;
		return UI_MENU_NONE;
	default:
		return UI_MENU_KEY;
	}
}

enum ui_menu_result
ui_menu_key(struct ui_menu *m, uint32_t key, enum app_action action, size_t count)
{
	long by = distance(m, key, action);

	if (by) {
		ui_menu_scroll(m, by * (count ? (long)count : 1));
		return UI_MENU_NONE;
	}
	if (action == APP_ACTION_FIRST || action == APP_ACTION_LAST) {
		m->scroll.cursor = app_scroll_line(m->n_shown, action == APP_ACTION_LAST, count);
		return UI_MENU_NONE;
	}
	if (key == APP_KEY_TAB)
		return toggle(m);
	return m->typing ? type(m, key) : command(m, key, action);
}

bool
ui_menu_paste(struct ui_menu *m, const char *text, size_t n)
{
	if (m->typing && ui_prompt_paste(&m->prompt, text, n) == UI_PROMPT_EDITED)
		narrow(m);
	return m->typing;
}

void
ui_menu_release(struct ui_menu *m)
{
	size_t i;

	for (i = 0; i < m->n; i++) {
		free(m->items[i].text);
		free(m->items[i].right);
		free(m->items[i].group);
		free(m->items[i].detail);
		free(m->items[i].value);
	}
	free(m->note);
	free(m->hints);
	free(m->items);
	free(m->shown);
	ui_prompt_release(&m->prompt);
	memset(m, 0, sizeof(*m));
}
