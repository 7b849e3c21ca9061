/* Draws what parts the panels: their title lines, the divider, the scroll bars. */
#include "config.h"

#include <string.h>

#include "ui/screen.h"

/* ---- title lines ---- */

/* Lines begin or end at the divider, to join it. */
static void
draw_title_line(struct ui *ui, enum ui_panel_id panel)
{
	const struct ui_rect *r = &ui->frame.rule[panel];
	int joint = ui->frame.divider.cols;
	int before = r->col > ui->frame.divider.col ? joint : 0;
	bool focused = ui->focus == panel;
	struct nr_buf title = NR_BUF_INIT;

	if (r->rows == 0)
		return;
	ui_panels[panel]->add_title(ui, &title);
	ui_canvas_hline(&ui->canvas, r->row, r->col - before, r->cols + joint,
		focused ? UI_STYLE_BORDER_FOCUS : UI_STYLE_BORDER);
	ui_canvas_puts(&ui->canvas, r, 0, 2, focused ? UI_STYLE_PANE_FOCUS : UI_STYLE_PANE,
		title.data, title.len);
	nr_buf_release(&title);
}

/* ---- scroll bars ---- */

/* The part of a scroll bar of `rows` rows that stands for the lines in view. It touches an end
 * only if the first or last line is in view, where it has three places or more. */
static struct ui_rect
thumb_of(const struct ui_span *v, int rows)
{
	int most = rows - 1, size, row;

	if (v->shown == 0 || v->n <= v->shown || rows < 2)
		return (struct ui_rect){ 0, 0, 0, 0 };
	size = (int)(v->shown * (size_t)rows / v->n);
	size = size < 1 ? 1 : size > most ? most : size;
	most = rows - size;
	row = (int)(v->top * (size_t)most / (v->n - v->shown));
	if (v->top == 0)
		row = 0;
	else if (v->top + v->shown >= v->n)
		row = most;
	else if (most > 1)
		row = row < 1 ? 1 : row > most - 1 ? most - 1 : row;
	return (struct ui_rect){ row, 0, size, 1 };
}

/* Draw the scroll bar of a panel in a column beside it, or in its own last one. */
static void
draw_scroll_bar(struct ui *ui, enum ui_panel_id panel, int col)
{
	const struct ui_rect *r = &ui->frame.panel[panel];
	struct ui_span v = ui_panels[panel]->in_view(ui);
	struct ui_rect track = { r->row, col, r->rows, 1 }, thumb = thumb_of(&v, r->rows);
	int joint = ui->frame.rule[UI_PANEL_RELATED].row - r->row;
	bool on_divider = col == ui->frame.divider.col && ui->frame.divider.cols;

	for (int i = thumb.row; i < thumb.row + thumb.rows; i++) {
		const char *sign = on_divider && i == joint ? "┠" : "┃";

		if (ui->canvas.ascii)
			sign = "#";
		ui_canvas_puts(&ui->canvas, &track, i, 0, UI_STYLE_SCROLLBAR, sign,
			strlen(sign));
	}
}

/* The list has its scroll bar on the divider, the article in its last column, which its
 * text leaves blank. */
static void
draw_scroll_bars(struct ui *ui)
{
	const struct ui_rect *article = &ui->frame.panel[UI_PANEL_ARTICLE];

	if (ui->frame.divider.cols)
		draw_scroll_bar(ui, UI_PANEL_LIST, ui->frame.divider.col);
	if (article->rows && article->cols > 2)
		draw_scroll_bar(ui, UI_PANEL_ARTICLE, article->col + article->cols - 1);
}

void
ui_draw_borders(struct ui *ui)
{
	const struct ui_rect *d = &ui->frame.divider;

	if (d->cols)
		ui_canvas_vline(&ui->canvas, d->row, d->col, d->rows, UI_STYLE_BORDER);
	for (int i = 0; i < UI_PANELS; i++)
		draw_title_line(ui, (enum ui_panel_id)i);
	if (!ui->canvas.spoken)
		draw_scroll_bars(ui);
}
