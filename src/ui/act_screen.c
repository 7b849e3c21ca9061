/* Actions on the screen and the program: focus, layout, overlays, quit. */
#include "config.h"

#include "ui/screen.h"

/* Focus the next panel that can be reached, in a ring. */
void
ui_do_turn(struct ui *ui, int step)
{
	int panel = ui->focus;

	do {
		panel = (panel + step + UI_PANELS) % UI_PANELS;
	} while (!ui_has_panel(ui, (enum ui_panel_id)panel));
	ui_focus(ui, (enum ui_panel_id)panel);
}

void
ui_do_layout(struct ui *ui)
{
	const char *names = nr_option_info(NR_OPT_LAYOUT)->values, *name;
	int given = ui->argument ? app_word_index(names, ui->argument) : -1, n;

	ui->mode = (enum ui_mode)(given >= 0 ? given : (int)(ui->mode + 1) % UI_MODES);
	ui->zoomed = false;
	name = app_word_at(names, (int)ui->mode, &n);
	app_say(&ui->s->messages, APP_INFO, APP_MSG(LAYOUT), n, name);
}

void
ui_do_zoom(struct ui *ui)
{
	ui->zoomed = !ui->zoomed;
	ui->list_zoomed = ui->zoomed && ui->focus == UI_PANEL_LIST;
}

/* ---- quitting ---- */

/* Quit step by step: leave zoom, go to the list, quit. From an article opened in a zoomed
 * list, go back to that list. */
void
ui_do_quit(struct ui *ui)
{
	if (ui->zoomed && !(ui->list_zoomed && ui->focus != UI_PANEL_LIST))
		ui->zoomed = false;
	else if (ui->focus != UI_PANEL_LIST)
		ui_focus(ui, UI_PANEL_LIST);
	else
		ui->quit = true;
}

void
ui_do_quit_now(struct ui *ui)
{
	ui->quit = true;
}

void
ui_do_stop(struct ui *ui)
{
	struct app_session *s = ui->s;

	if (ui_stop_answer(ui) || app_session_stop_marking(s) || app_session_stop_fetching(s))
		return;
	if (s->scanner.job)
		app_session_cancel_scan(s);
	else
		app_say(&s->messages, APP_INFO, APP_MSG(NOTHING_TO_STOP),
			app_action_key(s->keymap, APP_ACTION_QUIT_NOW).text);
}

/* From a zoomed article to the list that is beside it, unless that was zoomed before. */
void
ui_do_to_list(struct ui *ui)
{
	if (ui->focus == UI_PANEL_LIST)
		return;
	ui->zoomed &= ui->list_zoomed;
	ui_focus(ui, UI_PANEL_LIST);
}

/* One step back. Esc drops open keys before any action is looked up. */
void
ui_do_forget(struct ui *ui)
{
	if (ui->count)
		return;
	if (app_list_unpick(&ui->s->list))
		return;
	if (ui->focus == UI_PANEL_LIST && ui_search_widen(ui))
		return;
	if (ui->search.text)
		ui_search_clear(ui);
	else
		ui_do_to_list(ui);
}

void
ui_do_redraw(struct ui *ui)
{
	ui->term->redraw(ui->term->self);
}

void
ui_do_suspend(struct ui *ui)
{
	ui->term->suspend(ui->term->self);
}
