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
	else if (id != ui->s->shown.article.row.id)
		app_session_show(ui->s, id);
	if (ui->frame.panel[UI_PANEL_ARTICLE].rows == 0)
		ui_focus(ui, UI_PANEL_ARTICLE);
	if (ui->focus == UI_PANEL_ARTICLE)
		app_session_mark_read(ui->s, id);
	return ui->s->shown.article.row.id == id;
}

void
ui_do_best(struct ui *ui)
{
	int64_t id = app_session_best(ui->s);

	if (!id) {
		app_say(&ui->s->messages, APP_INFO, APP_MSG(NO_RELATED));
		return;
	}
	ui_follow(ui, id);
	if (ui->s->shown.article.row.id == id && !app_session_shows_fulltext(ui->s))
		app_session_toggle_fulltext(ui->s);
}

void
ui_do_fulltext(struct ui *ui)
{
	bool there = ui->s->shown.article.row.id == ui_subject(ui);

	if (show_subject(ui) && (there || !app_session_shows_fulltext(ui->s)))
		app_session_toggle_fulltext(ui->s);
}

void
ui_do_fetch(struct ui *ui, int how)
{
	if (show_subject(ui))
		app_session_fetch(ui->s, (enum app_fulltext_how)how);
}
