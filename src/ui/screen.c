/* Updates the screen from the session, and draws the panels. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ui/row.h"
#include "ui/screen.h"

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

/* Keep the same related article selected after an update, if it is still there. */
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
	ui_scroll_clamp(&ui->list, s->ids.n, ui->frame.panel[UI_PANEL_LIST].rows);
}

static void
fit_related(struct ui *ui)
{
	const struct nr_edges *edges = &ui->s->article.edges;

	ui_scroll_clamp(&ui->related, edges->n, ui->frame.panel[UI_PANEL_RELATED].rows);
	ui->related_id = edges->n ? edges->v[ui->related.cursor].id : 0;
}

/* The number of blocks of facts above the text, which may change. */
static size_t
facts(const struct nr_doc *doc)
{
	size_t n = 0;

	while (n < doc->n && doc->blocks[n].kind == NR_BLOCK_META)
		n++;
	return n;
}

void
ui_keep_position(struct ui *ui)
{
	struct ui_text_position place = ui_pager_position(&ui->article);
	size_t n = facts(&ui->article.doc);
	struct app_text_position spot = { 0, 0, 0 };

	if (ui->article.top > 0 && place.block >= n)
		spot = (struct app_text_position){ place.block - n + 1, place.offset, place.above };
	if (ui->article_id)
		app_session_keep_position(ui->s, ui->article_id, ui->article_view, &spot);
}

static void
go_to_position(struct ui *ui)
{
	struct app_text_position spot = app_session_position(ui->s);
	size_t n = facts(&ui->article.doc);

	if (spot.block)
		ui_pager_go(&ui->article, (struct ui_text_position){
			spot.block - 1 + n, spot.offset, spot.above });
}

static void
fit_article(struct ui *ui)
{
	struct app_session *s = ui->s;
	bool same_article = ui->article_id == s->article.row.id, same;
	struct nr_doc doc = NR_DOC_INIT;
	struct nr_layout layout = NR_LAYOUT_INIT;
	enum app_text view;

	if (ui->article_version == s->article_version)
		return;
	if (s->article.row.id)
		app_session_doc(s, &doc, &layout);
	/* No effect on a document laid out ahead. */
	if (ui->canvas.ascii)
		nr_doc_ascii(&doc);
	view = app_session_shows_fulltext(s) ? APP_TEXT_FULL : APP_TEXT_EXCERPT;
	same = same_article && ui->article_view == view;
	if (!same)
		ui_keep_position(ui);
	ui_hints_end(ui);
	ui_pager_set_laid(&ui->article, &doc, &layout, same);
	if (same_article)
		keep_related(ui);
	else
		ui->related = (struct ui_scroll){ .cursor = 0 };
	ui->article_id = s->article.row.id;
	ui->article_view = view;
	ui->article_version = s->article_version;
	if (!same)
		go_to_position(ui);
}

void
ui_fit(struct ui *ui)
{
	const struct ui_rect *panel = ui->frame.panel;
	struct ui_rect area;

	if (ui->focus == UI_PANEL_RELATED && ui->s->article.edges.n == 0)
		ui->focus = UI_PANEL_ARTICLE;
	if (ui->focus == UI_PANEL_ARTICLE && !ui->s->article.row.id)
		ui->focus = UI_PANEL_LIST;
	/* Keys act on the article shown. */
	if (ui->focus == UI_PANEL_LIST && ui->s->article.row.id)
		app_session_show_selected(ui->s);
	fit_article(ui);
	fit_frame(ui);
	/* A panel that is not shown keeps a height, for paging when it is shown again. */
	area = panel[UI_PANEL_ARTICLE].rows ? panel[UI_PANEL_ARTICLE] : ui->frame.body;
	ui_pager_fit(&ui->article, &area, ui->canvas.ascii);
	fit_list(ui);
	fit_related(ui);
	if (ui->overlay == UI_OVERLAY_INFO)
		ui_pager_fit(&ui->info, &ui->frame.body, ui->canvas.ascii);
}

static void
draw_empty(struct ui *ui, const struct ui_rect *r)
{
	struct app_key_name clear = app_action_key(APP_ACTION_CLEAR_TOPICS);
	const char *text = "No articles here";
	char help[80] = "";

	if (ui->s->scan) {
		text = "Reading ...";
	} else if (ui->s->topic_hint && ui->s->filter.n_topics) {
		text = ui->s->topic_hint;
		snprintf(help, sizeof(help), "%s all topics, %s chooses some", clear.text,
			app_action_key(APP_ACTION_TOPICS).text);
	} else if (ui->s->totals.articles) {
		text = "Nothing passes the filter:";
		snprintf(help, sizeof(help), "%s shows other marks, %s all topics",
			app_action_key(APP_ACTION_SHOW).text, clear.text);
	}
	ui_canvas_field(&ui->canvas, r, r->rows / 3, 2, r->cols - 2, UI_STYLE_DIM, text);
	ui_canvas_field(&ui->canvas, r, r->rows / 3 + 1, 2, r->cols - 2, UI_STYLE_DIM, help);
}

/* The number of rows of a list of n that are in view from `top` on. */
static size_t
rows_from(const struct ui_rect *r, size_t top, size_t n)
{
	size_t left = top < n ? n - top : 0;

	return (size_t)r->rows < left ? (size_t)r->rows : left;
}

/* List and related panel are side by side or stacked: together they have at most twice
 * the rows of the screen. */
enum { ROWS = 2 * UI_CANVAS_ROWS_MAX };

/* Find which articles in view have a full text, those of the list first. Returns how many
 * are in the list. */
static size_t
find_texts(const struct ui *ui, bool has_text[ROWS])
{
	const struct nr_edges *edges = &ui->s->article.edges;
	size_t top = ui->list.top, related = ui->related.top, i;
	size_t n = rows_from(&ui->frame.panel[UI_PANEL_LIST], top, ui->s->ids.n);
	size_t m = rows_from(&ui->frame.panel[UI_PANEL_RELATED], related, edges->n);
	int64_t ids[ROWS];

	for (i = 0; i < n; i++)
		ids[i] = ui->s->ids.v[top + i];
	for (i = 0; i < m; i++)
		ids[n + i] = edges->v[related + i].id;
	nr_pages_which(ui->s->pages, ids, n + m, has_text);
	return n;
}

static void
draw_list(struct ui *ui, const bool *has_text)
{
	const struct ui_rect *r = &ui->frame.panel[UI_PANEL_LIST];
	struct ui_row_look look = { .now = nr_date_now(), .match = ui_search_text(ui) };
	int row;

	if (r->rows && ui->s->ids.n == 0)
		draw_empty(ui, r);
	for (row = 0; row < r->rows; row++) {
		size_t at = ui->list.top + (size_t)row;
		const struct nr_row *a = at < ui->s->ids.n
			? app_session_cached_row(ui->s, ui->s->ids.v[at]) : NULL;

		if (!a)
			continue;
		look.selected = at == ui->s->cursor;
		look.focused = ui->focus == UI_PANEL_LIST;
		look.has_text = has_text[row];
		look.fresh = app_session_is_fresh(ui->s, a);
		ui_row_draw(&ui->canvas, r, row, a, &look);
		if (look.selected && look.focused)
			ui_canvas_cursor(&ui->canvas, r->row + row, r->col);
	}
}

static void
draw_related(struct ui *ui, const bool *has_text)
{
	const struct ui_rect *r = &ui->frame.panel[UI_PANEL_RELATED];
	const struct nr_edges *edges = &ui->s->article.edges;
	struct ui_row_look look = { .now = nr_date_now(), .match = ui_search_text(ui) };
	int row;

	for (row = 0; row < r->rows; row++) {
		size_t at = ui->related.top + (size_t)row;
		const struct nr_row *a = at < edges->n
			? app_session_cached_row(ui->s, edges->v[at].id) : NULL;

		if (!a)
			continue;
		look.selected = at == ui->related.cursor;
		look.focused = ui->focus == UI_PANEL_RELATED;
		look.has_text = has_text[row];
		look.dir = edges->v[at].dir;
		ui_row_draw(&ui->canvas, r, row, a, &look);
		if (look.selected && look.focused)
			ui_canvas_cursor(&ui->canvas, r->row + row, r->col);
	}
}

static void
draw_article(struct ui *ui)
{
	const struct ui_rect *r = &ui->frame.panel[UI_PANEL_ARTICLE];

	if (r->rows == 0)
		return;
	ui_pager_draw(&ui->article, &ui->canvas, r, ui_search_text(ui));
	ui_hints_draw(ui);
	if (ui->focus == UI_PANEL_ARTICLE)
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
	bool has_text[ROWS];
	size_t listed;

	ui_fit(ui);
	ui_canvas_clear(&ui->canvas);
	listed = find_texts(ui, has_text);
	nr_store_begin_read(ui->s->store);
	draw_list(ui, has_text);
	draw_article(ui);
	draw_related(ui, has_text + listed);
	nr_store_end_read(ui->s->store);
	ui_draw_bars(ui);
	draw_overlay(ui);
	ui->term->paint(ui->term->self, &ui->canvas);
	ui->dirty = false;
}

bool
ui_has_panel(const struct ui *ui, enum ui_panel_id panel)
{
	if (panel == UI_PANEL_RELATED)
		return ui->s->article.edges.n > 0;
	return panel == UI_PANEL_LIST || ui->s->article.row.id;
}

void
ui_focus(struct ui *ui, enum ui_panel_id panel)
{
	if (ui_has_panel(ui, panel))
		ui->focus = panel;
	ui_fit(ui);
}

struct app_history_entry
ui_here(const struct ui *ui)
{
	const struct nr_edges *edges = &ui->s->article.edges;
	struct ui_text_position place = ui_pager_position(&ui->article);

	return (struct app_history_entry){
		.article = ui->s->article.row.id,
		.selected = app_session_selected(ui->s),
		.related = ui->related.cursor < edges->n ? edges->v[ui->related.cursor].id : 0,
		.block = ui->article.top ? place.block : 0,
		.offset = ui->article.top ? place.offset : 0,
		.above = ui->article.top ? place.above : 0,
		.view = ui->article_view,
		.focus = ui->focus,
	};
}

void
ui_go(struct ui *ui, const struct app_history_entry *place)
{
	const struct nr_edges *edges;
	size_t i;

	/* Select only if needed: it would replace an article shown that is gone. */
	if (place->selected != app_session_selected(ui->s))
		app_session_select_id(ui->s, place->selected);
	if (place->article != ui->s->article.row.id && !app_session_show(ui->s, place->article))
		app_session_set_message(ui->s, APP_WARNING, "That article is gone");
	ui->focus = (enum ui_panel_id)place->focus;
	ui_fit(ui);
	if (place->view == ui->article_view)
		ui_pager_go(&ui->article,
			(struct ui_text_position){ place->block, place->offset, place->above });
	edges = &ui->s->article.edges;
	for (i = 0; i < edges->n; i++)
		if (edges->v[i].id == place->related)
			ui->related.cursor = i;
	ui_fit(ui);
}
