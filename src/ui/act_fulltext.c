/* Actions on full texts: show, fetch, choose links. */
#include "config.h"

#include "ui/screen.h"

/* Show the article that keys act on, if it is not shown yet. */
static bool
show_subject(struct ui *ui)
{
	int64_t id = ui_subject(ui);

	if (ui->focus == UI_PANEL_RELATED)
		ui_follow(ui, id);
	else if (id != ui->s->article.row.id)
		app_session_show(ui->s, id);
	if (ui->frame.panel[UI_PANEL_ARTICLE].rows == 0)
		ui_focus(ui, UI_PANEL_ARTICLE);
	if (ui->focus == UI_PANEL_ARTICLE)
		app_session_mark_read(ui->s, id);
	return ui->s->article.row.id == id;
}

static void
read_best(struct ui *ui)
{
	int64_t id = app_session_best(ui->s);

	if (!id) {
		app_session_set_message(ui->s, APP_INFO, "No related article can be read instead");
		return;
	}
	ui_follow(ui, id);
	if (ui->s->article.row.id == id && !app_session_shows_fulltext(ui->s))
		app_session_toggle_fulltext(ui->s);
}

static void
show_fulltext(struct ui *ui, enum app_action action)
{
	bool there = ui->s->article.row.id == ui_subject(ui);

	if (!show_subject(ui))
		return;
	if (action == APP_ACTION_NEXT_SOURCE)
		app_session_next_source(ui->s);
	else if (action == APP_ACTION_FETCH_AGAIN)
		app_session_fetch_again(ui->s);
	else if (there || !app_session_shows_fulltext(ui->s))
		app_session_toggle_fulltext(ui->s);
}

bool
ui_act_fulltext(struct ui *ui, enum app_action action)
{
	bool about_one = action == APP_ACTION_FULL || action == APP_ACTION_NEXT_SOURCE
		|| action == APP_ACTION_FETCH_AGAIN || action == APP_ACTION_BEST;

	if (about_one && !ui_subject(ui)) {
		app_session_set_message(ui->s, APP_INFO, "There is no article here");
		return true;
	}
	switch (action) {
	case APP_ACTION_FULL:
	case APP_ACTION_NEXT_SOURCE:
	case APP_ACTION_FETCH_AGAIN:
		show_fulltext(ui, action);
		return true;
	case APP_ACTION_BEST:
		read_best(ui);
		return true;
	case APP_ACTION_FETCH:
		app_session_fetch_list(ui->s);
		return true;
	case APP_ACTION_HINTS:
		ui_hints_begin(ui);
		return true;
	default:
		return false;
	}
}
