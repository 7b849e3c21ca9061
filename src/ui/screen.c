#include "config.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ui/row.h"
#include "ui/screen.h"

int64_t
ui_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int
at_most_1000(size_t n)
{
	return n < 1000 ? (int)n : 1000;
}

static void
fit_frame(struct ui *ui)
{
	struct ui_layout_wish wish = {
		.mode = ui->mode,
		.focus = ui->focus,
		.zoomed = ui->zoomed,
		.articles = at_most_1000(ui->s->ids.n),
		.related = at_most_1000(ui->s->article.edges.n),
	};
	int rows, cols;

	ui->term->size(ui->term->self, &rows, &cols);
	if (rows != ui->canvas.rows || cols != ui->canvas.cols)
		ui_canvas_resize(&ui->canvas, rows, cols);
	wish.rows = ui->canvas.rows;
	wish.cols = ui->canvas.cols;
	ui_layout_compute(&wish, &ui->frame);
}

/* After an update the same related article is selected, if it is still there. */
static void
keep_related(struct ui *ui)
{
	const struct nr_edges *edges = &ui->s->article.edges;

	for (size_t i = 0; i < edges->n; i++)
		if (edges->v[i].id == ui->related_id)
			ui_scroll_hold(&ui->related, i);
}

static void
fit_list(struct ui *ui)
{
	struct app_session *s = ui->s;

	if (ui->list_version != s->list_version && s->moved)
		ui_scroll_hold(&ui->list, s->cursor);
	ui->list_version = s->list_version;
	ui->list.cursor = s->cursor;
	ui_scroll_clamp(&ui->list, s->ids.n, ui->frame.pane[UI_PANE_LIST].rows);
}

static void
fit_related(struct ui *ui)
{
	const struct nr_edges *edges = &ui->s->article.edges;

	ui_scroll_clamp(&ui->related, edges->n, ui->frame.pane[UI_PANE_RELATED].rows);
	ui->related_id = edges->n ? edges->v[ui->related.cursor].id : 0;
}

static void
fit_article(struct ui *ui)
{
	struct app_session *s = ui->s;
	bool same = ui->article_id == s->article.row.id;
	struct nr_doc doc = NR_DOC_INIT;
	struct nr_layout layout = NR_LAYOUT_INIT;

	if (ui->article_version == s->article_version)
		return;
	if (s->article.row.id)
		app_article_doc_take(&s->article, nr_date_now(), &doc, &layout);
	ui_pager_set_laid(&ui->article, &doc, &layout, same);
	if (same)
		keep_related(ui);
	else
		ui->related = (struct ui_scroll){ .cursor = 0 };
	ui->article_id = s->article.row.id;
	ui->article_version = s->article_version;
}

void
ui_fit(struct ui *ui)
{
	const struct ui_rect *pane = ui->frame.pane;
	struct ui_rect area;

	if (ui->focus == UI_PANE_RELATED && ui->s->article.edges.n == 0)
		ui->focus = UI_PANE_ARTICLE;
	if (ui->focus == UI_PANE_ARTICLE && !ui->s->article.row.id)
		ui->focus = UI_PANE_LIST;
	fit_article(ui);
	fit_frame(ui);
	/* A pane that is out of sight keeps a height, for paging once it is back. */
	area = pane[UI_PANE_ARTICLE].rows ? pane[UI_PANE_ARTICLE] : ui->frame.body;
	ui_pager_fit(&ui->article, &area, ui->canvas.ascii);
	fit_list(ui);
	fit_related(ui);
	if (ui->overlay == UI_OVERLAY_INFO)
		ui_pager_fit(&ui->info, &ui->frame.body, ui->canvas.ascii);
}

static void
draw_empty(struct ui *ui, const struct ui_rect *r)
{
	const char *text = "No articles here";

	if (ui->s->scan)
		text = "Reading ...";
	else if (ui->s->totals.articles)
		text = "Nothing passes the filter: a shows other marks, T all topics";
	ui_canvas_field(&ui->canvas, r, r->rows / 3, 2, r->cols - 2, UI_STYLE_DIM, text);
}

static void
draw_list(struct ui *ui)
{
	const struct ui_rect *r = &ui->frame.pane[UI_PANE_LIST];
	struct ui_row_look look = { .now = nr_date_now(), .match = ui_search_text(ui) };
	int row;

	if (r->rows && ui->s->ids.n == 0)
		draw_empty(ui, r);
	for (row = 0; row < r->rows; row++) {
		size_t at = ui->list.top + (size_t)row;
		const struct nr_row *a = at < ui->s->ids.n
			? app_session_lend(ui->s, ui->s->ids.v[at]) : NULL;

		if (!a)
			continue;
		look.selected = at == ui->s->cursor;
		look.focused = ui->focus == UI_PANE_LIST;
		look.fresh = app_session_is_fresh(ui->s, a->id);
		ui_row_draw(&ui->canvas, r, row, a, &look);
		if (look.selected && look.focused)
			ui_canvas_cursor(&ui->canvas, r->row + row, r->col);
	}
}

static void
draw_related(struct ui *ui)
{
	const struct ui_rect *r = &ui->frame.pane[UI_PANE_RELATED];
	const struct nr_edges *edges = &ui->s->article.edges;
	struct ui_row_look look = { .now = nr_date_now(), .match = ui_search_text(ui) };
	int row;

	for (row = 0; row < r->rows; row++) {
		size_t at = ui->related.top + (size_t)row;
		const struct nr_row *a = at < edges->n
			? app_session_lend(ui->s, edges->v[at].id) : NULL;

		if (!a)
			continue;
		look.selected = at == ui->related.cursor;
		look.focused = ui->focus == UI_PANE_RELATED;
		look.dir = edges->v[at].dir;
		ui_row_draw(&ui->canvas, r, row, a, &look);
		if (look.selected && look.focused)
			ui_canvas_cursor(&ui->canvas, r->row + row, r->col);
	}
}

static void
draw_article(struct ui *ui)
{
	const struct ui_rect *r = &ui->frame.pane[UI_PANE_ARTICLE];

	if (r->rows == 0)
		return;
	ui_pager_draw(&ui->article, &ui->canvas, r, ui_search_text(ui));
	if (ui->focus == UI_PANE_ARTICLE)
		ui_canvas_cursor(&ui->canvas, r->row, r->col);
}

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
	nr_store_hold(ui->s->store);
	draw_list(ui);
	draw_article(ui);
	draw_related(ui);
	nr_store_release(ui->s->store);
	ui_draw_bars(ui);
	draw_overlay(ui);
	ui->term->paint(ui->term->self, &ui->canvas);
	ui->dirty = false;
}

bool
ui_has_pane(const struct ui *ui, enum ui_pane pane)
{
	if (pane == UI_PANE_RELATED)
		return ui->s->article.edges.n > 0;
	return pane == UI_PANE_LIST || ui->s->article.row.id;
}

void
ui_focus(struct ui *ui, enum ui_pane pane)
{
	if (ui_has_pane(ui, pane))
		ui->focus = pane;
	ui_fit(ui);
}

struct app_place
ui_here(const struct ui *ui)
{
	const struct nr_edges *edges = &ui->s->article.edges;
	struct ui_place place = ui_pager_place(&ui->article);

	return (struct app_place){
		.article = ui->s->article.row.id,
		.selected = app_session_selected(ui->s),
		.related = ui->related.cursor < edges->n ? edges->v[ui->related.cursor].id : 0,
		.block = ui->article.top ? place.block : 0,
		.offset = ui->article.top ? place.offset : 0,
		.above = ui->article.top ? place.above : 0,
		.focus = ui->focus,
	};
}

void
ui_go(struct ui *ui, const struct app_place *place)
{
	const struct nr_edges *edges;
	size_t i;

	app_session_select_id(ui->s, place->selected);
	if (place->article != ui->s->article.row.id && !app_session_show(ui->s, place->article))
		app_session_say(ui->s, APP_WARNING, "That article is gone");
	ui->focus = (enum ui_pane)place->focus;
	ui_fit(ui);
	ui_pager_go(&ui->article,
		(struct ui_place){ place->block, place->offset, place->above });
	edges = &ui->s->article.edges;
	for (i = 0; i < edges->n; i++)
		if (edges->v[i].id == place->related)
			ui->related.cursor = i;
	ui_fit(ui);
}
