/* Moves the lines between the panels, by keys and by the mouse. */
#include "config.h"

#include <stdio.h>

#include "ui/screen.h"

static const char setting[] = "divider";

void
ui_divider_restore(struct ui *ui)
{
	struct nr_buf text = NR_BUF_INIT;
	int cols, rows, related;

	ui->drag.split = UI_SPLITS;
	if (nr_store_setting(ui->s->store, setting, &text)
		&& sscanf(nr_buf_str(&text), "%5d %5d %5d", &cols, &rows, &related) == 3) {
		ui->share[UI_SPLIT_COLS] = cols;
		ui->share[UI_SPLIT_ROWS] = rows;
		ui->share[UI_SPLIT_RELATED] = related;
	}
	nr_buf_release(&text);
}

static void
keep(struct ui *ui)
{
	struct nr_buf text = NR_BUF_INIT;
	bool moved = false;

	for (int i = 0; i < UI_SPLITS; i++) {
		nr_buf_addf(&text, "%s%d", i > 0 ? " " : "", ui->share[i]);
		moved |= ui->share[i] != 0;
	}
	nr_store_set_setting(ui->s->store, setting, moved ? nr_buf_str(&text) : NULL);
	nr_buf_release(&text);
}

static void
resize(struct ui *ui, enum ui_split split, int size)
{
	ui->share[split] = ui_layout_share(&ui->frame.line[split], size);
	ui_fit(ui);
}

/* Remember where a line is that has been moved: as far as there was room. */
static void
settle(struct ui *ui, enum ui_split split)
{
	const struct ui_line *line = &ui->frame.line[split];

	ui->share[split] = ui_layout_share(line, line->size);
	keep(ui);
}

/* Move the line after the list to the right, or down where the list is above the article;
 * the other way with step -1. */
void
ui_do_divider(struct ui *ui, int step)
{
	enum { COLS = 4 };
	enum ui_split split = ui->frame.divider.cols > 0 ? UI_SPLIT_COLS : UI_SPLIT_ROWS;
	const struct ui_line *line = &ui->frame.line[split];
	int by = step * (split == UI_SPLIT_COLS ? COLS : ui_list_lines(ui))
		* (ui->count ? (int)ui->count : 1);
	int share = ui->share[split], before = line->size;

	if (line->rect.rows == 0) {
		app_say(&ui->s->messages, APP_INFO, APP_MSG(ONE_PANE));
		return;
	}
	resize(ui, split, line->size + by);
	/* What was kept for a larger screen stays where there is no room to move. */
	if (line->size == before) {
		ui->share[split] = share;
		ui_fit(ui);
		app_say(&ui->s->messages, APP_INFO, APP_MSG(NO_ROOM));
		return;
	}
	settle(ui, split);
}

bool
ui_divider_grab(struct ui *ui, int row, int col)
{
	ui->drag.split = UI_SPLITS;
	ui->drag.moved = false;
	for (int i = 0; i < UI_SPLITS; i++)
		if (ui_rect_has(&ui->frame.line[i].rect, row, col))
			ui->drag.split = (enum ui_split)i;
	return ui->drag.split != UI_SPLITS;
}

void
ui_divider_drag(struct ui *ui, int row, int col)
{
	enum ui_split split = ui->drag.split;
	const struct ui_rect *at;
	int by;

	if (split == UI_SPLITS || ui->frame.line[split].rect.rows == 0)
		return;
	at = &ui->frame.line[split].rect;
	by = split == UI_SPLIT_COLS ? col - at->col : row - at->row;
	if (by == 0)
		return;
	resize(ui, split, ui->frame.line[split].size + (split == UI_SPLIT_RELATED ? -by : by));
	ui->drag.moved = true;
	ui->dirty = true;
}

void
ui_divider_drop(struct ui *ui)
{
	enum ui_split split = ui->drag.split;

	if (split != UI_SPLITS && ui->drag.moved && ui->frame.line[split].rect.rows != 0)
		settle(ui, split);
	ui->drag.split = UI_SPLITS;
}
