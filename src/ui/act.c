/* Dispatches keys, pasted text and mouse events to prompts, overlays and actions. */
#include "config.h"

#include "app/keys.h"
#include "newsreader/log.h"
#include "ui/screen.h"

/* What an action does: one of these. */
static const struct act {
	void (*run)(struct ui *ui);
	void (*run_with)(struct ui *ui, int arg);
	int arg;
	void (*on_session)(struct app_session *s);
	const struct ui_overlay *overlay;
} acts[] = {
#define APP_ACTION(id, name, group, keys, text, needs, act) [APP_ACTION_##id] = { act },
#define RUN(f) .run = f
#define RUN_WITH(f, a) .run_with = f, .arg = a
#define SESSION(f) .on_session = f
#define OPEN(o) .overlay = &o
#include "app/actions.def"
#undef APP_ACTION
#undef RUN
#undef RUN_WITH
#undef SESSION
#undef OPEN
};

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

/* True if the action needs all of the list, not just its preview. */
static bool
needs_all(const struct ui *ui, enum app_needs needs)
{
	return needs >= APP_NEEDS_LIST || (needs == APP_NEEDS_ROWS && (ui->count
		|| ui->s->list.scroll.cursor + (size_t)ui_page(ui, UI_PANEL_LIST)
			>= app_list_length(&ui->s->list)));
}

static void
run(struct ui *ui, enum app_action action)
{
	const struct app_action_info *info = app_action_info(action);
	const struct act *act = &acts[action];

	nr_log("key", "%s, count %zu", info->name, ui->count);
	if (needs_all(ui, info->needs))
		app_session_complete(ui->s);
	if (info->needs == APP_NEEDS_ARTICLE && !ui_subject(ui))
		app_say(&ui->s->messages, APP_INFO, "There is no article here");
	else if (act->run)
		act->run(ui);
	else if (act->run_with)
		act->run_with(ui, act->arg);
	else if (act->on_session)
		act->on_session(ui->s);
	else
		ui_open_overlay(ui, act->overlay);
	if (info->needs != APP_NEEDS_ALWAYS)
		ui->count = 0;
}

/* The context of the next key. */
static enum app_context
context(const struct ui *ui)
{
	static const enum app_context contexts[UI_PANELS] = {
		[UI_PANEL_LIST] = APP_CONTEXT_LIST,
		[UI_PANEL_ARTICLE] = APP_CONTEXT_ARTICLE,
		[UI_PANEL_RELATED] = APP_CONTEXT_RELATED,
	};

	if (ui->input || ui->hints.n || (ui->overlay && ui->menu.typing))
		return APP_CONTEXT_PROMPT;
	return ui->overlay ? APP_CONTEXT_MENU : contexts[ui->focus];
}

/* Note that the user has done something. */
static void
notice(struct ui *ui)
{
	ui->dirty = true;
	ui->prepared = 0;
	ui->s->list.moved = true;
	app_messages_clear(&ui->s->messages);
}

/* Give the key to what is uppermost; returns the action to run, or APP_ACTION_NONE. */
static enum app_action
take_key(struct ui *ui, uint32_t key, enum app_action bound)
{
	/* A key that is text may be for a prompt. */
	if (bound != APP_ACTION_NONE && !app_key_is_text(key)
		&& app_action_info(bound)->needs == APP_NEEDS_ALWAYS)
		return bound;
	if (ui->input)
		return ui->input->take(ui, key, ui_prompt_key(&ui->prompt, key));
	if (ui->hints.n)
		return ui_hints_key(ui, key);
	if (!ui->menu.typing && take_digit(ui, key))
		return APP_ACTION_NONE;
	if (ui->overlay)
		return ui_overlay_key(ui, key, ui->menu.typing ? APP_ACTION_NONE : bound);
	if (bound == APP_ACTION_NONE) {
		ui->count = 0;
		app_say(&ui->s->messages, APP_INFO, "%s does nothing here; %s shows the keys",
			app_key_name(key).text,
			app_action_key(ui->s->keymap, APP_ACTION_HELP).text);
	}
	return bound;
}

void
ui_key(struct ui *ui, uint32_t key)
{
	enum app_action action;

	notice(ui);
	action = take_key(ui, key, app_keymap_action(ui->s->keymap, context(ui), key));
	if (action != APP_ACTION_NONE)
		run(ui, action);
	ui_fit(ui);
}

void
ui_paste(struct ui *ui, const char *text, size_t n)
{
	notice(ui);
	if (ui->input) {
		ui->input->take(ui, APP_KEY_NONE, ui_prompt_paste(&ui->prompt, text, n));
	} else if (!ui_menu_paste(&ui->menu, text, n)) {
		ui->count = 0;
		app_say(&ui->s->messages, APP_INFO,
			"Pasted text was ignored: only a prompt takes it");
	}
	ui_fit(ui);
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
panel_mouse(struct ui *ui, const struct ui_event *e)
{
	for (int i = 0; i < UI_PANELS; i++) {
		const struct ui_rect *r = &ui->frame.panel[i];

		if (!is_inside(r, e))
			continue;
		if (e->kind == UI_EVENT_CLICK)
			click(ui, (enum ui_panel_id)i, e->row - r->row);
		else
			ui_panels[i]->move(ui, e->lines);
		return;
	}
}

void
ui_mouse(struct ui *ui, const struct ui_event *e)
{
	ui->dirty = true;
	ui->s->list.moved = true;
	ui_hints_end(ui);
	if (!ui->overlay)
		panel_mouse(ui, e);
	else if (e->kind == UI_EVENT_CLICK)
		ui_menu_point(&ui->menu, e->row, e->col);
	else
		ui->overlay->panel->move(ui, e->lines);
	ui_fit(ui);
}
