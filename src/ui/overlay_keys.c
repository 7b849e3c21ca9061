/* The keys in overlays. */
#include "config.h"

#include <stdlib.h>

#include "app/keys.h"
#include "newsreader/mem.h"
#include "ui/screen.h"

static void
accept_url(struct ui *ui, bool browse)
{
	const struct ui_item *item = ui_menu_current(&ui->menu);
	char *url;

	if (!item)
		return;
	url = nr_strdup(item->value);
	ui_close_overlay(ui);
	if (browse)
		ui_browse(ui, ui_subject(ui), url);
	else
		ui_copy(ui, url, url);
	free(url);
}

static void
accept_problem(struct ui *ui)
{
	const struct ui_item *item = ui_menu_current(&ui->menu);
	const struct nr_diag *d = item ? &ui->problems.v[item->number] : NULL;

	if (d && *d->path)
		ui_edit(ui, d->path, d->line);
}

static void
accept_help(struct ui *ui)
{
	const struct ui_item *item = ui_menu_current(&ui->menu);
	enum app_action action = item ? (enum app_action)item->number : APP_ACTION_COUNT;

	if (action == APP_ACTION_COUNT)
		return;
	ui_close_overlay(ui);
	ui_run_action(ui, action);
}

static void
accept(struct ui *ui)
{
	switch (ui->overlay) {
	case UI_OVERLAY_TOPICS:
		ui_accept_topics(ui, false);
		ui_close_overlay(ui);
		break;
	case UI_OVERLAY_PROVIDERS:
		ui_accept_provider(ui);
		ui_close_overlay(ui);
		break;
	case UI_OVERLAY_URLS:
		accept_url(ui, true);
		break;
	case UI_OVERLAY_PROBLEMS:
		accept_problem(ui);
		break;
	case UI_OVERLAY_HELP:
		accept_help(ui);
		break;
	default:
		break;
	}
}

static void
menu_key(struct ui *ui, uint32_t key, size_t count)
{
	if (ui->overlay == UI_OVERLAY_TOPICS && key == APP_CTRL('A')) {
		ui_accept_topics(ui, true);
		ui_close_overlay(ui);
		return;
	}
	switch (ui_menu_key(&ui->menu, key, count)) {
	case UI_MENU_NONE:
		return;
	case UI_MENU_ACCEPTED:
		accept(ui);
		return;
	case UI_MENU_CLOSED:
		ui_close_overlay(ui);
		return;
	case UI_MENU_KEY:
		break;
	}
	if (ui->menu.typing)
		return;
	if (app_action_of_key(key) == APP_ACTION_QUIT_NOW)
		ui->quit = true;
	else if (ui->overlay == UI_OVERLAY_URLS && (key == 'o' || key == 'y'))
		accept_url(ui, key == 'o');
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
info_key(struct ui *ui, uint32_t key, size_t count)
{
	enum app_action action = app_action_of_key(key);

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
		app_session_set_message(ui->s, APP_INFO, "q closes");
	}
}

void
ui_overlay_key(struct ui *ui, uint32_t key)
{
	enum app_action action = ui->menu.typing ? APP_ACTION_COUNT : app_action_of_key(key);
	size_t count = ui->count;

	ui->count = 0;
	if (action == APP_ACTION_COMMAND) {
		/* It takes the place of what is open: a command acts on the panes. */
		ui_close_overlay(ui);
		ui_command_begin(ui);
	} else if (action == APP_ACTION_FORGET && count) {
		return;
	} else if (ui->overlay == UI_OVERLAY_INFO) {
		info_key(ui, key, count);
	} else {
		menu_key(ui, key, count);
	}
	ui_fit(ui);
}
