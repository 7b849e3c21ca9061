/* The keys in overlays. */
#include "config.h"

#include <stdlib.h>

#include "newsreader/mem.h"
#include "ui/key_hints.h"
#include "ui/screen.h"

static void
choose_topics(struct ui *ui)
{
	ui_accept_topics(ui, false);
}

static void
choose_all_topics(struct ui *ui)
{
	ui_accept_topics(ui, true);
}

/* Close the menu of addresses, and take the current one, or NULL. */
static char *
take_url(struct ui *ui)
{
	const struct ui_item *item = ui_menu_current(&ui->menu);
	char *url = item ? nr_strdup(item->value) : NULL;

	if (url)
		ui_close_overlay(ui);
	return url;
}

static void
open_url(struct ui *ui)
{
	char *url = take_url(ui);

	if (url)
		ui_browse(ui, ui_subject(ui), url);
	free(url);
}

static void
copy_url(struct ui *ui)
{
	char *url = take_url(ui);

	if (url)
		ui_copy(ui, url, url);
	free(url);
}

static void
edit_file(struct ui *ui)
{
	const struct ui_item *item = ui_menu_current(&ui->menu);
	const struct nr_diag *d = item ? &ui->problems.v[item->number] : NULL;

	if (d && *d->path)
		ui_edit(ui, d->path, d->line);
}

static void
run_action(struct ui *ui)
{
	const struct ui_item *item = ui_menu_current(&ui->menu);
	enum app_action action = item ? (enum app_action)item->number : APP_ACTION_COUNT;

	if (action == APP_ACTION_COUNT)
		return;
	ui_close_overlay(ui);
	ui_run_action(ui, action);
}

/* The keys of each menu besides those of all menus. A key is given by its code, or as that
 * of an action, which is text while the menu is typed into. */
static const struct own_key {
	enum ui_overlay overlay;
	uint32_t key;
	enum app_action action;
	const char *hint;		/* NULL: none is shown */
	void (*run)(struct ui *ui);	/* NULL: ui_menu_key does it */
} own_keys[] = {
#define KEY(key) key, APP_ACTION_COUNT
#define KEY_OF(action) APP_KEY_NONE, APP_ACTION_##action
	{ UI_OVERLAY_TOPICS, KEY(APP_KEY_TAB), "marks", NULL },
	{ UI_OVERLAY_TOPICS, KEY(APP_KEY_ENTER), "any of them", choose_topics },
	{ UI_OVERLAY_TOPICS, KEY(APP_CTRL('A')), "all", choose_all_topics },
	{ UI_OVERLAY_PROVIDERS, KEY(APP_KEY_ENTER), "chooses", ui_accept_provider },
	{ UI_OVERLAY_URLS, KEY(APP_KEY_ENTER), "opens", open_url },
	{ UI_OVERLAY_URLS, KEY_OF(BROWSE), NULL, open_url },
	{ UI_OVERLAY_URLS, KEY_OF(COPY_URL), "copies", copy_url },
	{ UI_OVERLAY_HELP, KEY(APP_KEY_ENTER), "does it", run_action },
	{ UI_OVERLAY_PROBLEMS, KEY(APP_KEY_ENTER), "edits the file there", edit_file },
#undef KEY
#undef KEY_OF
};

static const size_t own_key_count = sizeof(own_keys) / sizeof(*own_keys);

void
ui_begin_menu(struct ui *ui, enum ui_overlay overlay, const char *title, bool narrows)
{
	struct nr_buf hints = NR_BUF_INIT;

	for (size_t i = 0; i < own_key_count; i++) {
		const struct own_key *k = &own_keys[i];

		if (k->overlay == overlay && k->hint)
			ui_key_hints_add(&hints, k->key ? app_key_name(k->key).text
				: app_action_key(k->action).text, k->hint);
	}
	ui_menu_init(&ui->menu, title, nr_buf_str(&hints), narrows);
	nr_buf_release(&hints);
}

static const struct own_key *
find_own_key(enum ui_overlay overlay, uint32_t key, enum app_action action)
{
	for (size_t i = 0; i < own_key_count; i++) {
		const struct own_key *k = &own_keys[i];

		if (k->overlay == overlay && (k->key ? k->key == key : k->action == action))
			return k;
	}
	return NULL;
}

static void
menu_key(struct ui *ui, uint32_t key, enum app_action action, size_t count)
{
	const struct own_key *own = find_own_key(ui->overlay, key, action);

	/* Enter may end a search of the menu. */
	if (own && own->run && key != APP_KEY_ENTER) {
		own->run(ui);
		return;
	}
	switch (ui_menu_key(&ui->menu, key, count)) {
	case UI_MENU_NONE:
		break;
	case UI_MENU_ACCEPTED:
		if (own && own->run)
			own->run(ui);
		break;
	case UI_MENU_CLOSED:
		ui_close_overlay(ui);
		break;
	case UI_MENU_KEY:
		if (action == APP_ACTION_QUIT_NOW)
			ui->quit = true;
	}
}

/* Whether the action moves in the text, by `count` lines or pages or to that line. */
static bool
info_move(struct ui *ui, enum app_action action, size_t count)
{
	long page = ui->frame.body.rows > 2 ? ui->frame.body.rows - 1 : 1;
	long n = count ? (long)count : 1, top = (long)ui->info.top;

	switch (action) {
	case APP_ACTION_DOWN:
		ui_pager_scroll(&ui->info, n);
		return true;
	case APP_ACTION_UP:
		ui_pager_scroll(&ui->info, -n);
		return true;
	case APP_ACTION_READ_ON:
	case APP_ACTION_PAGE_DOWN:
	case APP_ACTION_HALF_DOWN:
		ui_pager_scroll(&ui->info, n * page);
		return true;
	case APP_ACTION_PAGE_UP:
	case APP_ACTION_HALF_UP:
		ui_pager_scroll(&ui->info, -n * page);
		return true;
	case APP_ACTION_FIRST:
		ui_pager_scroll(&ui->info, n - 1 - top);
		return true;
	case APP_ACTION_LAST:
		ui_pager_scroll(&ui->info, count ? n - 1 - top : (long)ui->info.layout.n);
		return true;
	default:
		return false;
	}
}

static void
info_key(struct ui *ui, enum app_action action, size_t count)
{
	if (info_move(ui, action, count))
		return;
	switch (action) {
	case APP_ACTION_EDIT:
		ui_close_overlay(ui);
		ui_act_article(ui, APP_ACTION_EDIT, 0);
		break;
	case APP_ACTION_INFO:
	case APP_ACTION_QUIT:
	case APP_ACTION_FORGET:
	case APP_ACTION_STOP:
		ui_close_overlay(ui);
		break;
	case APP_ACTION_QUIT_NOW:
		ui->quit = true;
		break;
	default:
		app_session_set_message(ui->s, APP_INFO, "%s closes",
			app_action_key(APP_ACTION_QUIT).text);
	}
}

void
ui_overlay_key(struct ui *ui, uint32_t key)
{
	enum app_action action = ui->menu.typing ? APP_ACTION_COUNT : app_action_of_key(key);
	size_t count = ui->count;

	ui->count = 0;
	if (action == APP_ACTION_COMMAND) {
		/* It takes the place of what is open: a command acts on the panels. */
		ui_close_overlay(ui);
		ui_command_begin(ui);
	} else if (action == APP_ACTION_FORGET && count) {
		return;
	} else if (ui->overlay == UI_OVERLAY_INFO) {
		info_key(ui, action, count);
	} else {
		menu_key(ui, key, action, count);
	}
	ui_fit(ui);
}
