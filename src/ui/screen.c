/* Draws the screen. */
#include "config.h"

#include "ui/screen.h"

static void
draw_overlay(struct ui *ui)
{
	if (ui->overlay == UI_OVERLAY_NONE)
		return;
	if (ui->overlay == UI_OVERLAY_INFO) {
		ui_pager_draw(&ui->info, &ui->canvas, &ui->frame.body, NULL);
		ui_canvas_cursor(&ui->canvas, ui->frame.body.row, ui->frame.body.col);
	} else {
		ui_menu_draw(&ui->menu, &ui->canvas, &ui->frame.body);
	}
}

void
ui_draw(struct ui *ui)
{
	ui_fit(ui);
	ui_canvas_clear(&ui->canvas);
	nr_store_begin_read(ui->s->store);
	for (int i = 0; i < UI_PANELS; i++)
		if (ui->frame.panel[i].rows)
			ui_panels[i]->draw(ui, &ui->frame.panel[i]);
	nr_store_end_read(ui->s->store);
	ui_draw_bars(ui);
	draw_overlay(ui);
	ui->term->paint(ui->term->self, &ui->canvas);
	ui->dirty = false;
}
