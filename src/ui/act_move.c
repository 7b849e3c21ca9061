/* Actions that move the cursor, scroll and search. */
#include "config.h"

#include "ui/screen.h"

static void
next_article(struct ui *ui, long by)
{
	struct app_session *s = ui->s;
	long distance = app_session_distance(s, by);

	ui_scroll_move(&ui->list, s->ids.n, distance);
	if (distance && ui->list.cursor == s->cursor) {
		app_session_set_message(s, APP_INFO, by > 0 ? "The last article"
			: "The first article");
		return;
	}
	app_session_select(s, ui->list.cursor);
	if (ui->focus == UI_PANEL_ARTICLE)
		app_session_mark_read(s, s->article.row.id);
}

static void
next_unread(struct ui *ui, int step)
{
	if (!app_session_select_unread(ui->s, step)) {
		app_session_set_message(ui->s, APP_INFO, "No other unread article here");
		return;
	}
	if (ui->focus == UI_PANEL_ARTICLE)
		app_session_mark_read(ui->s, ui->s->article.row.id);
}

static void
read_on(struct ui *ui)
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
	app_session_mark_read(ui->s, ui->s->article.row.id);
	next_unread(ui, 1);
}

static void
next_match(struct ui *ui, int direction, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (!ui_search_text(ui))
			next_unread(ui, direction);
		else if (!ui_search_again(ui, direction))
			break;
	}
}

/* How far an action moves in the focused panel; 0 for other actions. */
static long
distance(const struct ui *ui, enum app_action action)
{
	int rows = ui_panel_rows(ui, ui->focus);
	long half = rows > 1 ? rows / 2 : 1;

	switch (action) {
	case APP_ACTION_DOWN:
		return 1;
	case APP_ACTION_UP:
		return -1;
	case APP_ACTION_PAGE_DOWN:
		return ui_page(ui, ui->focus);
	case APP_ACTION_PAGE_UP:
		return -ui_page(ui, ui->focus);
	case APP_ACTION_HALF_DOWN:
		return half;
	case APP_ACTION_HALF_UP:
		return -half;
	default:
		return 0;
	}
}

bool
ui_act_move(struct ui *ui, enum app_action action, size_t count)
{
	long n = count ? (long)count : 1;
	long by = distance(ui, action);

	if (by) {
		ui_panels[ui->focus]->move(ui, n * by);
		return true;
	}
	switch (action) {
	case APP_ACTION_NEXT:
		next_article(ui, n);
		return true;
	case APP_ACTION_PREVIOUS:
		next_article(ui, -n);
		return true;
	case APP_ACTION_READ_ON:
		read_on(ui);
		return true;
	case APP_ACTION_FIRST:
		ui_panels[ui->focus]->jump(ui, false, count);
		return true;
	case APP_ACTION_LAST:
		ui_panels[ui->focus]->jump(ui, true, count);
		return true;
	case APP_ACTION_SEARCH:
		ui_search_begin(ui, 1);
		return true;
	case APP_ACTION_SEARCH_BACK:
		ui_search_begin(ui, -1);
		return true;
	case APP_ACTION_SEARCH_NEXT:
		next_match(ui, 1, (size_t)n);
		return true;
	case APP_ACTION_SEARCH_PREVIOUS:
		next_match(ui, -1, (size_t)n);
		return true;
	default:
		return false;
	}
}
