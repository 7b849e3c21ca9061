/* Takes clicks, the wheel, and the moves of a pressed button. */
#include "config.h"

#include "ui/screen.h"

/* A click on a link opens it; on a row it puts the cursor there, and where the cursor is
 * already it does what Enter does. So a double click opens, however slow it is. */
static void
click(struct ui *ui, enum ui_panel_id panel, int row, int col)
{
	const struct ui_panel *p = ui_panels[panel];
	bool focused = ui->focus == panel;
	size_t before = p->position(ui).block;

	/* Before another focus changes what is shown. */
	if (panel == UI_PANEL_ARTICLE)
		ui->count = ui_pager_link_at(&ui->article, &ui->frame.panel[panel], row, col);
	ui_focus(ui, panel);
	if (panel == UI_PANEL_ARTICLE) {
		if (ui->count)
			ui_act(ui, APP_ACTION_BROWSE, NULL);
	} else if (p->click(ui, (size_t)row) && focused && p->position(ui).block == before) {
		ui_act(ui, APP_ACTION_OPEN, NULL);
	}
}

/* The same in a menu. */
static void
click_menu(struct ui *ui, const struct ui_event *e)
{
	size_t before = ui->menu.scroll.cursor;
	enum app_action action;

	if (!ui_menu_point(&ui->menu, e->row, e->col) || ui->menu.scroll.cursor != before)
		return;
	/* While its text is typed, Enter would only end that. */
	ui->menu.typing = ui->menu.narrows;
	action = ui_overlay_key(ui, APP_KEY_ENTER, APP_ACTION_NONE);
	if (action != APP_ACTION_NONE)
		ui_act(ui, action, NULL);
}

static void
panel_mouse(struct ui *ui, const struct ui_event *e)
{
	if (e->kind == UI_EVENT_CLICK && ui_divider_grab(ui, e->row, e->col))
		return;
	for (int i = 0; i < UI_PANELS; i++) {
		const struct ui_rect *r = &ui->frame.panel[i];

		if (!ui_rect_has(r, e->row, e->col))
			continue;
		if (e->kind == UI_EVENT_CLICK)
			click(ui, (enum ui_panel_id)i, e->row - r->row, e->col - r->col);
		else
			ui_panels[i]->move(ui, e->lines);
		return;
	}
}

void
ui_mouse(struct ui *ui, const struct ui_event *e)
{
	if (e->kind == UI_EVENT_DRAG) {
		ui_divider_drag(ui, e->row, e->col);
		return;
	}
	if (e->kind == UI_EVENT_RELEASE) {
		ui_divider_drop(ui);
		return;
	}
	/* What is asked there is about the article shown, which must stay. */
	if (ui->input)
		return;
	ui_notice(ui);
	app_session_touch(ui->s);
	ui_hints_end(ui);
	ui_drop_keys(ui);
	if (!ui->overlay)
		panel_mouse(ui, e);
	else if (e->kind == UI_EVENT_CLICK)
		click_menu(ui, e);
	else
		ui->overlay->panel->move(ui, e->lines);
	ui_fit(ui);
}
