#include "config.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/driver.h"
#include "newsreader/utf8.h"
#include "term/decode.h"
#include "ui/menu.h"
#include "ui/prompt.h"

/* What a terminal sends, through the decoder to a prompt and to a menu. */

enum { PAUSE = 0xfe, ROWS = 24, COLS = 40, PAUSES = 4 };

struct screen {
	struct term_decoder decoder;
	struct ui_prompt prompt;
	struct ui_menu menu;
	struct ui_history history;
};

static void
check_prompt(const struct ui_prompt *p)
{
	uint32_t cp;
	size_t len;

	require(p->text.len <= UI_PROMPT_MAX, "the line keeps its limit");
	require(p->cursor <= p->text.len, "the cursor is in the line");
	for (size_t i = 0; i < p->text.len; i += len) {
		len = nr_utf8_decode(p->text.data + i, p->text.len - i, &cp);
		require(cp >= ' ' && (cp < 0x7f || cp >= 0xa0), "the line has no controls");
		require(cp != 0xfffd || len == 3, "the line is valid UTF-8");
		require(p->cursor <= i || p->cursor >= i + len, "no half of a character");
	}
}

static void
check_menu(const struct ui_menu *m)
{
	check_prompt(&m->prompt);
	require(m->n_shown <= m->n, "no more items are shown than there are");
	require(m->n_shown == 0 || m->scroll.cursor < m->n_shown, "the cursor is on an item");
}

static void
press(struct screen *s, uint32_t key)
{
	struct ui_prompt *p = &s->prompt;

	require(key != APP_KEY_NONE && key != '\n' && key != 0x7f,
		"a key is one");
	require(key == APP_KEY_ESCAPE || key < 0x80 || key >= 0xa0, "no key is a C1 control");
	if (ui_prompt_key(p, key) == UI_PROMPT_ACCEPTED) {
		ui_history_add(&s->history, nr_buf_str(&p->text));
		ui_prompt_release(p);
		ui_prompt_init(p, "/", &s->history);
	}
	ui_menu_key(&s->menu, key, (enum app_action)(key % (APP_ACTION_COUNT + 1)), key % 7);
}

static void
handle(struct screen *s, const struct ui_event *e)
{
	switch (e->kind) {
	case UI_EVENT_KEY:
		press(s, e->key);
		break;
	case UI_EVENT_PASTE:
		require(e->len <= TERM_PASTE_MAX, "a paste keeps its limit");
		ui_prompt_paste(&s->prompt, e->text, e->len);
		ui_menu_paste(&s->menu, e->text, e->len);
		break;
	case UI_EVENT_CLICK:
		require(e->row >= 0 && e->col >= 0, "a click is on the screen");
		ui_menu_point(&s->menu, e->row, e->col);
		break;
	case UI_EVENT_WHEEL:
		ui_menu_scroll(&s->menu, e->lines);
		break;
	case UI_EVENT_DRAG:
		require(e->row >= 0 && e->col >= 0, "a move is on the screen");
		break;
	case UI_EVENT_NONE:
	case UI_EVENT_RELEASE:
	case UI_EVENT_REPAINT:
	case UI_EVENT_RESIZE:
	case UI_EVENT_QUIT:
		break;
	}
}

static void
draw(struct screen *s)
{
	struct ui_canvas c = UI_CANVAS_INIT;
	struct ui_rect all = { 0, 0, ROWS, COLS };

	ui_canvas_resize(&c, ROWS, COLS);
	ui_menu_draw(&s->menu, &c, &all);
	ui_prompt_draw(&s->prompt, &c, &all, ROWS - 1, UI_STYLE_NORMAL);
	ui_canvas_release(&c);
	check_prompt(&s->prompt);
	check_menu(&s->menu);
}

/* Whatever came before, after some silence a key is a key. */
static void
check_end(struct screen *s)
{
	struct ui_event e;

	for (int i = 0; i < PAUSES; i++) {
		e = term_decoder_pause(&s->decoder);
		handle(s, &e);
	}
	e = term_decoder_byte(&s->decoder, 'z');
	require(e.kind == UI_EVENT_KEY && e.key == 'z', "a key after silence counts");
}

static void
init(struct screen *s)
{
	static const char *const items[] = { "Election", "Joe Biden", "世界", "z" };

	*s = (struct screen){ .decoder = { .utf8 = true, .mouse = true } };
	ui_prompt_init(&s->prompt, "/", &s->history);
	ui_menu_init(&s->menu, "Topics", "", true);
	s->menu.several = true;
	for (size_t i = 0; i < sizeof(items) / sizeof(items[0]); i++)
		ui_menu_add(&s->menu, items[i], "1");
	ui_menu_ready(&s->menu);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct screen s;

	init(&s);
	for (size_t i = 0; i < n; i++) {
		struct ui_event e = data[i] == PAUSE ? term_decoder_pause(&s.decoder)
			: term_decoder_byte(&s.decoder, data[i]);
		handle(&s, &e);
	}
	draw(&s);
	check_end(&s);
	ui_menu_release(&s.menu);
	ui_prompt_release(&s.prompt);
	ui_history_release(&s.history);
	term_decoder_release(&s.decoder);
	return 0;
}
