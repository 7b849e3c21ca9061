/* Dispatches keys, pasted text and mouse events to prompts, overlays and actions. */
#include "config.h"

#include "app/keys.h"
#include "newsreader/log.h"
#include "ui/screen.h"

/* Add a digit to the count typed before a key; a leading 0 is not a count. */
static bool
take_digit(struct ui *ui, uint32_t key)
{
	if (key < '0' || key > '9' || (key == '0' && ui->count == 0))
		return false;
	ui->count = ui->count * 10 + (key - '0');
	if (ui->count > UI_COUNT_MAX)
		ui->count = UI_COUNT_MAX;
	return true;
}

/* True for actions that need no more than the preview of the list. */
static bool
is_near(const struct ui *ui, enum app_action action)
{
	switch (action) {
	case APP_ACTION_DOWN:
	case APP_ACTION_UP:
	case APP_ACTION_PAGE_DOWN:
	case APP_ACTION_PAGE_UP:
	case APP_ACTION_HALF_DOWN:
	case APP_ACTION_HALF_UP:
	case APP_ACTION_NEXT:
	case APP_ACTION_PREVIOUS:
	case APP_ACTION_FIRST:
		return !ui->count && ui->s->cursor + (size_t)ui_page(ui, UI_PANEL_LIST)
			< ui->s->ids.n;
	case APP_ACTION_STOP:
	case APP_ACTION_QUIT:
	case APP_ACTION_QUIT_NOW:
		return true;
	default:
		return false;
	}
}

static void
run(struct ui *ui, enum app_action action)
{
	size_t count = ui->count;

	nr_log("key", "%s, count %zu", app_action_info(action)->name, count);
	if (!is_near(ui, action))
		app_session_complete(ui->s);
	ui->count = 0;
	if (ui_act_move(ui, action, count) || ui_act_article(ui, action, count)
		|| ui_act_fulltext(ui, action) || ui_act_marks(ui, action, count)
		|| ui_act_list(ui, action))
		return;
	if (action == APP_ACTION_FORGET && count)
		return;
	ui_act_screen(ui, action);
}

void
ui_run_action(struct ui *ui, enum app_action action)
{
	run(ui, action);
	ui_fit(ui);
}

/* True for actions that work in every state. */
static bool
is_always_there(enum app_action action)
{
	return action == APP_ACTION_REDRAW || action == APP_ACTION_SUSPEND;
}

/* Note that the user has done something. */
static void
notice(struct ui *ui)
{
	ui->dirty = true;
	ui->prepared = 0;
	ui->s->moved = true;
	app_session_clear_message(ui->s);
}

void
ui_key(struct ui *ui, uint32_t key)
{
	enum app_action action = app_action_of_key(key);

	notice(ui);
	/* A key that is text may be for a prompt. */
	if (is_always_there(action) && !app_key_is_text(key)) {
		ui_act_screen(ui, action);
		return;
	}
	if (ui->search.prompting) {
		ui_search_key(ui, key);
		return;
	}
	if (ui->command.prompting) {
		ui_command_key(ui, key);
		return;
	}
	if (ui->hints.n) {
		ui_hints_key(ui, key);
		return;
	}
	if (!ui->menu.typing && take_digit(ui, key))
		return;
	if (ui->overlay != UI_OVERLAY_NONE) {
		ui_overlay_key(ui, key);
		return;
	}
	if (action == APP_ACTION_COUNT) {
		ui->count = 0;
		app_session_set_message(ui->s, APP_INFO, "%s does nothing here; %s shows the keys",
			app_key_name(key).text, app_action_key(APP_ACTION_HELP).text);
		return;
	}
	ui_run_action(ui, action);
}

void
ui_paste(struct ui *ui, const char *text, size_t n)
{
	notice(ui);
	if (ui->search.prompting) {
		ui_search_paste(ui, text, n);
	} else if (ui->command.prompting) {
		ui_command_paste(ui, text, n);
	} else if (!ui_menu_paste(&ui->menu, text, n)) {
		ui->count = 0;
		app_session_set_message(ui->s, APP_INFO,
			"Pasted text was ignored: only a prompt takes it");
	}
}

static bool
is_inside(const struct ui_rect *r, const struct ui_event *e)
{
	return e->row >= r->row && e->row < r->row + r->rows && e->col >= r->col
		&& e->col < r->col + r->cols;
}

static void
click(struct ui *ui, enum ui_panel_id panel, int row)
{
	ui_focus(ui, panel);
	if (ui_panels[panel]->click)
		ui_panels[panel]->click(ui, (size_t)row);
}

static void
overlay_mouse(struct ui *ui, const struct ui_event *e)
{
	if (e->kind == UI_EVENT_CLICK)
		ui_menu_point(&ui->menu, e->row, e->col);
	else if (ui->overlay == UI_OVERLAY_INFO)
		ui_pager_scroll(&ui->info, e->lines);
	else
		ui_menu_scroll(&ui->menu, e->lines);
}

void
ui_mouse(struct ui *ui, const struct ui_event *e)
{
	int panel;

	ui->dirty = true;
	ui->s->moved = true;
	ui_hints_end(ui);
	if (ui->overlay != UI_OVERLAY_NONE) {
		overlay_mouse(ui, e);
		return;
	}
	for (panel = 0; panel < UI_PANELS; panel++) {
		const struct ui_rect *r = &ui->frame.panel[panel];

		if (!is_inside(r, e))
			continue;
		if (e->kind == UI_EVENT_CLICK)
			click(ui, (enum ui_panel_id)panel, e->row - r->row);
		else
			ui_panels[panel]->move(ui, e->lines);
		break;
	}
	ui_fit(ui);
}
