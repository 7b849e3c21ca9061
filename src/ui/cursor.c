/* Where the reader is: the focused panel, the article that keys act on, the history. */
#include "config.h"

#include <string.h>

#include "ui/screen.h"

const struct ui_panel *const ui_panels[UI_PANELS] = {
	[UI_PANEL_LIST] = &ui_list_panel,
	[UI_PANEL_ARTICLE] = &ui_article_panel,
	[UI_PANEL_RELATED] = &ui_related_panel,
};

static int
at_most_1000(size_t n)
{
	return n < 1000 ? (int)n : 1000;
}

static void
fit_frame(struct ui *ui)
{
	struct ui_layout_wish wish = {
		.mode = ui->canvas.spoken ? UI_MODE_SINGLE : ui->mode,
		.focus = ui->focus,
		.zoomed = ui->zoomed,
		.related = at_most_1000(ui->s->shown.article.edges.n),
	};
	int rows, cols;

	memcpy(wish.share, ui->share, sizeof(wish.share));
	ui->term->size(ui->term->self, &rows, &cols);
	if (rows != ui->canvas.rows || cols != ui->canvas.cols)
		ui_canvas_resize(&ui->canvas, rows, cols);
	wish.articles = at_most_1000(app_list_length(&ui->s->list));
	ui->frame.panel[UI_PANEL_LIST].rows = 0;	/* the last frame decides nothing */
	wish.lines = ui_list_lines(ui);
	wish.rows = ui->canvas.rows;
	wish.cols = ui->canvas.cols;
	ui_layout_compute(&wish, &ui->frame);
}

void
ui_fit(struct ui *ui)
{
	while (!ui_has_panel(ui, ui->focus))
		ui->focus--;
	/* Keys act on the article shown. */
	if (ui->focus == UI_PANEL_LIST && ui->s->shown.article.row.id)
		app_session_show_selected(ui->s);
	fit_frame(ui);
	if (!ui->input && ui->focus == UI_PANEL_LIST)
		app_session_count_matches(ui->s, ui->search.text);
	for (int i = 0; i < UI_PANELS; i++)
		ui_panels[i]->fit(ui);
	if (ui->overlay && ui->overlay->panel->fit)
		ui->overlay->panel->fit(ui);
}

const struct ui_panel *
ui_top(const struct ui *ui)
{
	return ui->overlay ? ui->overlay->panel : ui_panels[ui->focus];
}

bool
ui_has_panel(const struct ui *ui, enum ui_panel_id panel)
{
	return !ui_panels[panel]->is_there || ui_panels[panel]->is_there(ui);
}

void
ui_focus(struct ui *ui, enum ui_panel_id panel)
{
	if (ui_has_panel(ui, panel))
		ui->focus = panel;
	ui_fit(ui);
}

int64_t
ui_subject(const struct ui *ui)
{
	return ui_panels[ui->focus]->subject(ui);
}

int
ui_panel_rows(const struct ui *ui, enum ui_panel_id panel)
{
	int rows = ui->frame.panel[panel].rows;

	if (rows == 0)
		rows = ui->frame.body.rows;
	if (panel == UI_PANEL_LIST)
		rows /= ui_list_lines(ui);
	return rows > 0 ? rows : 1;
}

long
ui_page(const struct ui *ui, enum ui_panel_id panel)
{
	int rows = ui_panel_rows(ui, panel);

	/* A page keeps one line in view for orientation. */
	return rows > 2 ? rows - 1 : 1;
}

struct app_history_entry
ui_here(const struct ui *ui)
{
	const struct nr_edges *edges = &ui->s->shown.article.edges;

	return (struct app_history_entry){
		.article = ui->s->shown.article.row.id,
		.selected = app_list_selected(&ui->s->list),
		.related = ui->related.cursor < edges->n ? edges->v[ui->related.cursor].id : 0,
		.place = ui->article.top ? ui_pager_position(&ui->article)
			: (struct app_text_position){ 0, 0, 0 },
		.view = ui->article_view,
		.focus = ui->focus,
	};
}

void
ui_go(struct ui *ui, const struct app_history_entry *to)
{
	const struct nr_edges *edges;

	/* Select only if needed: it would replace an article shown that is gone. */
	if (to->selected != app_list_selected(&ui->s->list))
		app_session_select_id(ui->s, to->selected);
	if (to->article != ui->s->shown.article.row.id && !app_session_show(ui->s, to->article))
		app_say(&ui->s->messages, APP_WARNING, APP_MSG(ARTICLE_GONE));
	ui->focus = (enum ui_panel_id)to->focus;
	ui_fit(ui);
	if (to->view == ui->article_view)
		ui_pager_go(&ui->article, to->place);
	edges = &ui->s->shown.article.edges;
	for (size_t i = 0; i < edges->n; i++)
		if (edges->v[i].id == to->related)
			ui->related.cursor = i;
	ui_fit(ui);
}
