/* Actions that move the cursor, scroll and search. */
#include "config.h"

#include "ui/screen.h"

/* An article that is shown while its panel has the focus is read. */
static void
note_shown(struct ui *ui)
{
	/* Without related articles the focus goes to the article. */
	ui_fit(ui);
	if (ui->focus == UI_PANEL_ARTICLE)
		app_session_mark_read(ui->s, ui->s->shown.article.row.id);
}

void
ui_next_article(struct ui *ui, long by)
{
	struct app_session *s = ui->s;
	long distance = app_list_distance(&s->list, s->shown.article.row.id, by);
	size_t to = app_list_reach(&s->list, distance);

	if (distance && to == s->list.scroll.cursor) {
		app_say(&s->messages, APP_INFO, by > 0 ? APP_MSG(LAST_ARTICLE)
			: APP_MSG(FIRST_ARTICLE));
		return;
	}
	app_session_select(s, to);
	note_shown(ui);
}

static void
next_unread(struct ui *ui, int step, size_t times)
{
	if (times == 1 ? app_session_select_unread(ui->s, step)
		: app_session_search_on(ui->s, NULL, step, times,
			ui_panel_rows(ui, UI_PANEL_LIST)))
		note_shown(ui);
	else
		app_say(&ui->s->messages, APP_INFO, APP_MSG(NO_OTHER_UNREAD));
}

void
ui_do_read_on(struct ui *ui)
{
	if (ui->focus == UI_PANEL_RELATED) {
		ui_related_panel.move(ui, ui_page(ui, UI_PANEL_RELATED));
		return;
	}
	if (ui->frame.panel[UI_PANEL_ARTICLE].rows == 0) {
		ui_focus(ui, UI_PANEL_ARTICLE);
		return;
	}
	if (!ui_pager_at_end(&ui->article)) {
		ui_pager_scroll(&ui->article, ui_page(ui, UI_PANEL_ARTICLE));
		ui_note_end(ui);
		return;
	}
	app_session_mark_read(ui->s, ui->s->shown.article.row.id);
	next_unread(ui, 1, 1);
}

/* How often a key is to act. */
static long
times(const struct ui *ui)
{
	return ui->count ? (long)ui->count : 1;
}

void
ui_do_next(struct ui *ui, int step)
{
	ui_next_article(ui, step * times(ui));
}

void
ui_do_next_unread(struct ui *ui, int step)
{
	next_unread(ui, step, (size_t)times(ui));
}

void
ui_do_next_match(struct ui *ui, int step)
{
	if (ui_search_text(ui))
		ui_search_again(ui, step, (size_t)times(ui));
	else
		ui_do_next_unread(ui, step);
}

void
ui_do_move(struct ui *ui, int action)
{
	int rows = ui_panel_rows(ui, ui->focus);
	long by = app_scroll_distance((enum app_action)action, rows > 1 ? rows / 2 : 1,
		ui_page(ui, ui->focus));

	ui_panels[ui->focus]->move(ui, by * times(ui));
}

void
ui_do_jump(struct ui *ui, int last)
{
	ui_panels[ui->focus]->jump(ui, last, ui->count);
}
