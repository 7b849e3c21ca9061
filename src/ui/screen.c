/* Draws the screen. */
#include "config.h"

#include "ui/screen.h"

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
	if (ui->overlay)
		ui->overlay->panel->draw(ui, &ui->frame.body);
	ui->term->paint(ui->term->self, &ui->canvas);
	ui->dirty = false;
}
