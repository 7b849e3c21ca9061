/* Actions on the screen and the program: focus, layout, overlays, quit. */
#include "config.h"

#include <string.h>

#include "ui/screen.h"

/* Focus the next panel that can be reached, in a ring. */
static void
turn(struct ui *ui, int step)
{
	int panel = ui->focus;

	do {
		panel = (panel + step + UI_PANELS) % UI_PANELS;
	} while (!ui_has_panel(ui, (enum ui_panel_id)panel));
	ui_focus(ui, (enum ui_panel_id)panel);
}

static void
next_layout(struct ui *ui)
{
	const char *name = nr_option_info(NR_OPT_LAYOUT)->values;
	int i;

	ui->mode = (enum ui_mode)((ui->mode + 1) % UI_MODES);
	ui->zoomed = false;
	for (i = 0; i < (int)ui->mode; i++)
		name = strchr(name, '|') + 1;
	app_session_set_message(ui->s, APP_INFO, "Layout: %.*s", (int)strcspn(name, "|"), name);
}

static void
zoom(struct ui *ui)
{
	ui->zoomed = !ui->zoomed;
	ui->list_zoomed = ui->zoomed && ui->focus == UI_PANEL_LIST;
}

/* Quit step by step: leave zoom, go to the list, quit. From an article opened in a zoomed
 * list, go back to that list. */
static void
quit(struct ui *ui)
{
	if (ui->zoomed && !(ui->list_zoomed && ui->focus != UI_PANEL_LIST))
		ui->zoomed = false;
	else if (ui->focus != UI_PANEL_LIST)
		ui_focus(ui, UI_PANEL_LIST);
	else
		ui->quit = true;
}

static void
stop(struct ui *ui)
{
	struct app_session *s = ui->s;

	if (app_session_stop_marking(s) || app_session_stop_fetching(s))
		return;
	if (s->scan)
		app_session_cancel_scan(s);
	else
		app_session_set_message(s, APP_INFO, "Nothing to stop; %s quits",
			app_action_key(APP_ACTION_QUIT_NOW).text);
}

bool
ui_act_screen(struct ui *ui, enum app_action action)
{
	switch (action) {
	case APP_ACTION_PANE_NEXT:
		turn(ui, 1);
		return true;
	case APP_ACTION_PANE_PREVIOUS:
		turn(ui, -1);
		return true;
	case APP_ACTION_ZOOM:
		zoom(ui);
		return true;
	case APP_ACTION_LAYOUT:
		next_layout(ui);
		return true;
	case APP_ACTION_PROBLEMS:
		ui_open_overlay(ui, UI_OVERLAY_PROBLEMS);
		return true;
	case APP_ACTION_COMMAND:
		ui_command_begin(ui);
		return true;
	case APP_ACTION_HELP:
		ui_open_overlay(ui, UI_OVERLAY_HELP);
		return true;
	case APP_ACTION_REDRAW:
		ui->term->redraw(ui->term->self);
		return true;
	case APP_ACTION_SUSPEND:
		ui->term->suspend(ui->term->self);
		return true;
	case APP_ACTION_FORGET:
		ui_search_clear(ui);
		return true;
	case APP_ACTION_STOP:
		stop(ui);
		return true;
	case APP_ACTION_QUIT:
		quit(ui);
		return true;
	case APP_ACTION_QUIT_NOW:
		ui->quit = true;
		return true;
	default:
		return false;
	}
}
