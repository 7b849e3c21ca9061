/* Runs actions. */
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

/* True if the action needs all of the list, not just its preview. */
static bool
needs_all(const struct ui *ui, enum app_action action)
{
	const struct app_list *l = &ui->s->list;
	enum app_needs needs = app_action_info(action)->needs;
	size_t page = (size_t)ui_page(ui, UI_PANEL_LIST);

	return needs >= APP_NEEDS_LIST || (needs == APP_NEEDS_ROWS && (ui->count
		|| l->scroll.cursor + page >= app_list_length(l)
		|| (l->before && (l->scroll.cursor < page || action == APP_ACTION_FIRST))));
}

/* Do what the action does; false if there is no article for it. */
static bool
run(struct ui *ui, enum app_action action)
{
	const struct app_action_info *info = app_action_info(action);
	const struct act *act = &acts[action];

	if (action != APP_ACTION_QUIT && action != APP_ACTION_QUIT_NOW)
		app_session_touch(ui->s);
	if (needs_all(ui, action))
		app_session_complete(ui->s);
	if (info->needs >= APP_NEEDS_ARTICLE && !ui_subject(ui)) {
		app_say(&ui->s->messages, APP_INFO, APP_MSG(NO_ARTICLE));
		return false;
	}
	if (act->run)
		act->run(ui);
	else if (act->run_with)
		act->run_with(ui, act->arg);
	else if (act->on_session)
		act->on_session(ui->s);
	else
		ui_open_overlay(ui, act->overlay);
	return true;
}

bool
ui_act(struct ui *ui, enum app_action action, const char *argument)
{
	const struct app_action_info *info = app_action_info(action);
	bool done;

	nr_log("key", "%s, count %zu", info->name, ui->count);
	ui->argument = argument;
	done = run(ui, action);
	ui->argument = NULL;
	if (ui->s->list.picked.n && info->needs == APP_NEEDS_ARTICLE
		&& !*ui->s->messages.text)
		app_say(&ui->s->messages, APP_INFO, APP_MSG(ONE_OF_SELECTED));
	if (info->needs != APP_NEEDS_ALWAYS)
		ui->count = 0;
	return done && ui->s->messages.tone == APP_INFO;
}
