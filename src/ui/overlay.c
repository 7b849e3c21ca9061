/* Menus and pagers over the panels: opening, keys, drawing. */
#include "config.h"

#include <stdlib.h>

#include "newsreader/mem.h"
#include "ui/screen.h"

/* ---- menus ---- */

static void
draw_menu(struct ui *ui, const struct ui_rect *r)
{
	ui_menu_draw(&ui->menu, &ui->canvas, r);
}

static void
move_menu(struct ui *ui, long by)
{
	ui_menu_scroll(&ui->menu, by);
}

static enum ui_menu_result
menu_key(struct ui *ui, uint32_t key, enum app_action action, size_t count)
{
	return ui_menu_key(&ui->menu, key, action, count);
}

const struct ui_panel ui_menu_panel = {
	.draw = draw_menu,
	.move = move_menu,
	.key = menu_key,
};

/* ---- pagers ---- */

static void
fit_pager(struct ui *ui)
{
	ui_pager_fit(&ui->pager, &ui->frame.body, ui->canvas.ascii);
}

static void
draw_pager(struct ui *ui, const struct ui_rect *r)
{
	ui_pager_draw(&ui->pager, &ui->canvas, r);
	ui_canvas_cursor(&ui->canvas, r->row, r->col);
}

static void
add_pager_place(const struct ui *ui, struct nr_buf *out)
{
	nr_buf_addf(out, "%s %d%% ", ui->overlay->title, ui_pager_percent(&ui->pager));
}

static void
move_pager(struct ui *ui, long by)
{
	ui_pager_scroll(&ui->pager, by);
}

static enum ui_menu_result
pager_key(struct ui *ui, uint32_t key, enum app_action action, size_t count)
{
	long page = ui->frame.body.rows > 2 ? ui->frame.body.rows - 1 : 1;
	long by = app_scroll_distance(action, page, page);

	(void)key;
	if (by || action == APP_ACTION_READ_ON) {
		ui_pager_scroll(&ui->pager, (by ? by : page) * (count ? (long)count : 1));
		return UI_MENU_NONE;
	}
	switch (action) {
	case APP_ACTION_FIRST:
	case APP_ACTION_LAST:
		ui_pager_jump(&ui->pager, action == APP_ACTION_LAST, count);
		return UI_MENU_NONE;
	case APP_ACTION_QUIT:
	case APP_ACTION_FORGET:
	case APP_ACTION_STOP:
		return UI_MENU_CLOSED;
	default:
		return UI_MENU_KEY;
	}
}

static const struct ui_key_hint pager_hints[] = {
	{ APP_ACTION_DOWN, "", UI_HINT_ALWAYS },
	{ APP_ACTION_UP, "", UI_HINT_ALWAYS },
	{ APP_ACTION_READ_ON, "scroll", UI_HINT_ALWAYS },
	{ .text = NULL }
};

const struct ui_panel ui_pager_panel = {
	.hints = pager_hints,
	.fit = fit_pager,
	.draw = draw_pager,
	.add_place = add_pager_place,
	.move = move_pager,
	.key = pager_key,
};

/* ---- both ---- */

void
ui_overlay_add_hints(const struct ui *ui, const struct ui_overlay *o, struct nr_buf *out)
{
	for (size_t i = 0; i < UI_OVERLAY_KEYS; i++) {
		const struct ui_overlay_key *k = &o->keys[i];

		if (k->hint)
			ui_key_hints_add(out, k->key ? app_key_name(k->key).text
				: app_action_key(ui->s->keymap, k->action).text, k->hint);
	}
}

void
ui_open_overlay(struct ui *ui, const struct ui_overlay *o)
{
	struct nr_buf hints = NR_BUF_INIT;

	if (ui->overlay)
		ui_close_overlay(ui);
	ui_overlay_add_hints(ui, o, &hints);
	ui_menu_init(&ui->menu, o->title, nr_buf_str(&hints), o->narrows);
	ui->menu.empty = o->empty;
	ui->menu.keymap = ui->s->keymap;
	nr_buf_release(&hints);
	ui->overlay = o;
	o->fill(ui);
	if (ui->overlay)
		ui_menu_ready(&ui->menu);
}

void
ui_close_overlay(struct ui *ui)
{
	ui->overlay = NULL;
	ui_menu_release(&ui->menu);
	ui_pager_release(&ui->pager);
}

void
ui_refresh_overlay(struct ui *ui)
{
	const struct ui_overlay *o = ui->overlay;
	long cursor = (long)ui->menu.scroll.cursor;
	bool typing = ui->menu.typing;
	char *text;

	if (!o || !o->follows_scan)
		return;
	text = nr_strdup(nr_buf_str(&ui->menu.prompt.text));
	ui_close_overlay(ui);
	ui_open_overlay(ui, o);
	ui->menu.typing = typing;
	ui_prompt_set(&ui->menu.prompt, text);
	ui_menu_ready(&ui->menu);
	ui->menu.scroll.cursor = 0;
	ui_menu_scroll(&ui->menu, cursor);
	free(text);
}

static const struct ui_overlay_key *
find_key(const struct ui_overlay *o, uint32_t key, enum app_action action)
{
	for (size_t i = 0; i < UI_OVERLAY_KEYS; i++) {
		const struct ui_overlay_key *k = &o->keys[i];

		if (k->run && (k->key ? k->key == key : k->action == action))
			return k;
	}
	return NULL;
}

/* What to do on a key that the overlay has no use for. */
static enum app_action
pass_on(struct ui *ui, enum app_action action)
{
	if (action == APP_ACTION_QUIT_NOW)
		return action;
	if (action == APP_ACTION_COMMAND) {
		/* It acts on the panels. */
		ui_close_overlay(ui);
		return action;
	}
	if (ui->overlay->panel == &ui_pager_panel)
		app_say(&ui->s->messages, APP_INFO, APP_MSG(CLOSES),
			app_action_key(ui->s->keymap, APP_ACTION_QUIT).text);
	return APP_ACTION_NONE;
}

enum app_action
ui_overlay_key(struct ui *ui, uint32_t key, enum app_action action)
{
	const struct ui_overlay_key *own = find_key(ui->overlay, key, action);
	size_t count = ui->count;

	ui->count = 0;
	/* Enter may end a search of the menu. */
	if (own && key != APP_KEY_ENTER)
		return own->run(ui, own->arg);
	switch (ui->overlay->panel->key(ui, key, action, count)) {
	case UI_MENU_ACCEPTED:
		return own ? own->run(ui, own->arg) : APP_ACTION_NONE;
	case UI_MENU_CLOSED:
		ui_close_overlay(ui);
		return APP_ACTION_NONE;
	case UI_MENU_KEY:
		return pass_on(ui, action);
	case UI_MENU_NONE:
		break;
	}
	return APP_ACTION_NONE;
}
