/* The panels of rows: the list and the related articles. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "ui/row.h"
#include "ui/screen.h"

/* ---- rows ---- */

static const struct nr_edges *
edges(const struct ui *ui)
{
	return &ui->s->shown.article.edges;
}

/* The columns of the options; the usual ones if these are wrong. */
static struct app_columns
chosen_columns(const struct ui *ui)
{
	struct app_columns out;
	struct nr_error ignored = NR_ERROR_INIT;

	if (app_columns_parse(nr_options_string(ui->s->options, NR_OPT_COLUMNS), &out,
		&ignored) < 0)
		app_columns_parse(nr_option_info(NR_OPT_COLUMNS)->def, &out, &ignored);
	return out;
}

int
ui_list_lines(const struct ui *ui)
{
	enum { AUTO, ONE, TWO };	/* of the option */
	enum { AUTO_COLS = 80 };
	int rows = nr_options_enum(ui->s->options, NR_OPT_ROWS);
	struct app_columns columns;

	if (ui->frame.panel[UI_PANEL_LIST].rows == 1)
		return 1;
	if (rows != AUTO)
		return rows == TWO ? 2 : 1;
	if (ui->canvas.cols >= AUTO_COLS || ui->canvas.spoken)
		return 1;
	columns = chosen_columns(ui);
	return ui_row_has_below(&columns) ? 2 : 1;
}

/* Draw the n articles from the top row on. */
static void
draw_rows(struct ui *ui, enum ui_panel_id panel, const struct app_scroll *scroll,
	const int64_t *ids, size_t n)
{
	const struct ui_rect *r = &ui->frame.panel[panel];
	const struct app_columns columns = chosen_columns(ui);
	struct ui_row_look look = { .columns = &columns, .now = nr_date_now(),
		.heat_full = ui->s->list.high_heat, .match = ui_search_text(ui),
		.lines = panel == UI_PANEL_LIST ? ui_list_lines(ui) : 1,
		.focused = ui->focus == panel };
	bool has_text[UI_CANVAS_ROWS_MAX];

	nr_pages_which(ui->s->pages, ids, n, has_text);
	for (size_t i = 0; i < n; i++) {
		const struct nr_row *a = app_session_cached_row(ui->s, ids[i]);

		if (!a)
			continue;
		look.selected = scroll->top + i == scroll->cursor;
		look.picked = panel == UI_PANEL_LIST
			&& app_list_is_picked(&ui->s->list, ids[i]);
		look.has_text = has_text[i];
		if (panel == UI_PANEL_LIST)
			look.fresh = app_list_is_fresh(&ui->s->list, a);
		else
			look.dir = edges(ui)->v[scroll->top + i].dir;
		ui_row_draw(&ui->canvas, r, (int)i * look.lines, a, &look);
		if (look.selected && look.focused)
			ui_canvas_cursor(&ui->canvas, r->row + (int)i * look.lines, r->col);
	}
}

/* The number of rows of a list of n that are in view from `top` on. */
static size_t
rows_from(const struct ui_rect *r, size_t top, size_t n)
{
	size_t left = top < n ? n - top : 0;

	return (size_t)r->rows < left ? (size_t)r->rows : left;
}

/* ---- the list ---- */

static void
fit_list(struct ui *ui)
{
	app_list_fit(&ui->s->list,
		ui->frame.panel[UI_PANEL_LIST].rows / ui_list_lines(ui));
}

/* Part the articles since the last visit from the older ones by a line below the row before
 * them: a line that were a row would take part in the cursor, the pages and the counts. */
static void
underline_new(struct ui *ui, const struct ui_rect *r)
{
	const struct app_list *l = &ui->s->list;
	const int64_t *ids;
	int lines = ui_list_lines(ui);
	size_t n = app_list_articles(l, l->scroll.top, (size_t)(r->rows / lines) + 1, &ids);
	bool was_new = false;

	if (!ui->s->visit.since || ui->s->filter.order != NR_ORDER_DATE)
		return;
	for (size_t i = 0; i < n; i++) {
		const struct nr_row *a = app_session_cached_row(ui->s, ids[i]);
		bool is_new = a && app_session_is_new(ui->s, &a->date);

		if (i > 0 && is_new != was_new)
			ui_canvas_underline(&ui->canvas, &(struct ui_rect){
				r->row + (int)i * lines - 1, r->col, 1, r->cols });
		was_new = is_new;
	}
}

static void
draw_list(struct ui *ui, const struct ui_rect *r)
{
	const struct app_list *l = &ui->s->list;
	const int64_t *ids;
	size_t n = app_list_articles(l, l->scroll.top,
		(size_t)(r->rows / ui_list_lines(ui)), &ids);

	if (n == 0)
		ui_draw_empty(ui, r);
	else
		draw_rows(ui, UI_PANEL_LIST, &l->scroll, ids, n);
	underline_new(ui, r);
}

static void
add_list_title(const struct ui *ui, struct nr_buf *out)
{
	const struct app_list *l = &ui->s->list;

	nr_buf_addch(out, ' ');
	if (l->counted && app_list_length(l))
		nr_buf_addf(out, APP_MSG(ARTICLES_OF), l->before + l->scroll.cursor + 1,
			app_session_length(ui->s));
	else
		nr_buf_addz(out, APP_MSG(ARTICLES));
	nr_buf_addch(out, ' ');
}

static struct ui_span
list_in_view(const struct ui *ui)
{
	int rows = ui->frame.panel[UI_PANEL_LIST].rows / ui_list_lines(ui);

	return (struct ui_span){ ui->s->list.before + ui->s->list.scroll.top, (size_t)rows,
		app_session_length(ui->s) };
}

static int64_t
list_subject(const struct ui *ui)
{
	return app_list_selected(&ui->s->list);
}

static void
move_list(struct ui *ui, long by)
{
	app_session_select(ui->s, app_list_reach(&ui->s->list, by));
}

static void
jump_list(struct ui *ui, bool last, size_t count)
{
	app_session_select(ui->s,
		app_scroll_line(app_list_length(&ui->s->list), last, count));
}

static bool
click_list(struct ui *ui, size_t row)
{
	const struct app_list *l = &ui->s->list;

	row /= (size_t)ui_list_lines(ui);
	/* A last line may be left that is too little for an article. */
	if (row >= list_in_view(ui).shown || l->scroll.top + row >= app_list_length(l))
		return false;
	app_session_select(ui->s, l->scroll.top + row);
	return true;
}

static bool
search_list(struct ui *ui, const char *text, int step, bool fresh)
{
	return app_session_search(ui->s, text, step, fresh);
}

static bool
count_list(const struct ui *ui, size_t *at, size_t *n)
{
	return app_session_match(ui->s, at, n);
}

static struct app_text_position
list_position(const struct ui *ui)
{
	return (struct app_text_position){ .block = ui->s->list.scroll.cursor };
}

static const struct ui_key_hint list_hints[] = {
	{ APP_ACTION_HELP, "help", UI_HINT_ALWAYS },
	{ APP_ACTION_OPEN, "open", UI_HINT_ALWAYS },
	{ APP_ACTION_READ_ON, "read on", UI_HINT_ALWAYS },
	{ APP_ACTION_TOGGLE_READ, "read", UI_HINT_UNREAD },
	{ APP_ACTION_TOGGLE_READ, "unread", UI_HINT_READ },
	{ APP_ACTION_SHOW, "show", UI_HINT_ALWAYS },
	{ APP_ACTION_SEARCH, "search", UI_HINT_ALWAYS },
	{ APP_ACTION_TOPICS, "topics", UI_HINT_ALWAYS },
	{ APP_ACTION_ORDER, "order", UI_HINT_ALWAYS },
	{ APP_ACTION_ALL_READ, "all read", UI_HINT_ALWAYS },
	{ APP_ACTION_TOGGLE_STAR, "star", UI_HINT_ALWAYS },
	{ APP_ACTION_HIDE, "hide", UI_HINT_ALWAYS },
	{ APP_ACTION_FULL, "full text", UI_HINT_EXCERPT },
	{ APP_ACTION_FULL, "excerpt", UI_HINT_FULLTEXT },
	{ APP_ACTION_BROWSE, "browser", UI_HINT_ALWAYS },
	{ APP_ACTION_UNDO, "undo", UI_HINT_ALWAYS },
	{ APP_ACTION_QUIT, "quit", UI_HINT_ALWAYS },
	{ .text = NULL }
};

static const struct ui_key_hint list_search_hints[] = {
	{ APP_ACTION_HELP, "help", UI_HINT_ALWAYS },
	{ APP_ACTION_SEARCH_NEXT, "next match", UI_HINT_ALWAYS },
	{ APP_ACTION_SEARCH_PREVIOUS, "previous", UI_HINT_ALWAYS },
	{ APP_ACTION_ONLY_MATCHES, "only matches", UI_HINT_WHOLE },
	{ APP_ACTION_ONLY_MATCHES, "all again", UI_HINT_NARROWED },
	{ APP_ACTION_PICK_ALL, "select matches", UI_HINT_ALWAYS },
	{ APP_ACTION_SEARCH, "search", UI_HINT_ALWAYS },
	{ APP_ACTION_OPEN, "open", UI_HINT_ALWAYS },
	{ APP_ACTION_FORGET, "all again", UI_HINT_NARROWED },
	{ APP_ACTION_FORGET, "ends the search", UI_HINT_WHOLE },
	{ .text = NULL }
};

const struct ui_panel ui_list_panel = {
	.hints = list_hints,
	.search_hints = list_search_hints,
	.fit = fit_list,
	.draw = draw_list,
	.add_title = add_list_title,
	.in_view = list_in_view,
	.subject = list_subject,
	.move = move_list,
	.jump = jump_list,
	.click = click_list,
	.search = search_list,
	.count = count_list,
	.position = list_position,
};

/* ---- the related articles ---- */

static bool
has_related(const struct ui *ui)
{
	return edges(ui)->n > 0;
}

/* Keep the same related article selected after an update, if it is still there. */
static void
keep_related(struct ui *ui)
{
	for (size_t i = 0; i < edges(ui)->n; i++)
		if (edges(ui)->v[i].id == ui->related_id)
			app_scroll_hold(&ui->related, i);
}

/* The list is short, but its articles may be known from their titles alone, which are read
 * one by one: not at each paint. */
static void
find_related_matches(struct ui *ui)
{
	struct ui_related_matches *m = &ui->related_matches;
	const char *text = ui->focus == UI_PANEL_RELATED ? ui->search.text : NULL;
	struct nr_ids ids = NR_IDS_INIT;

	if (text && m->text && strcmp(text, m->text) == 0 && m->of == ui->related_of
		&& m->version == ui->related_version)
		return;
	nr_ids_release(&m->positions);
	free(m->text);
	*m = (struct ui_related_matches){ .text = NULL };
	if (!text)
		return;
	m->text = nr_strdup(text);
	m->of = ui->related_of;
	m->version = ui->related_version;
	for (size_t i = 0; i < edges(ui)->n; i++)
		nr_ids_add(&ids, edges(ui)->v[i].id);
	nr_store_matches(ui->s->store, &ids, text, &m->positions);
	nr_ids_release(&ids);
}

static void
fit_related(struct ui *ui)
{
	const struct app_session *s = ui->s;

	if (ui->related_of != s->shown.article.row.id)
		ui->related = (struct app_scroll){ .cursor = 0 };
	else if (ui->related_version != s->shown.version)
		keep_related(ui);
	ui->related_of = s->shown.article.row.id;
	ui->related_version = s->shown.version;
	app_scroll_clamp(&ui->related, edges(ui)->n, ui->frame.panel[UI_PANEL_RELATED].rows);
	ui->related_id = edges(ui)->n ? edges(ui)->v[ui->related.cursor].id : 0;
	find_related_matches(ui);
}

static void
draw_related(struct ui *ui, const struct ui_rect *r)
{
	size_t top = ui->related.top, n = rows_from(r, top, edges(ui)->n);
	int64_t ids[UI_CANVAS_ROWS_MAX];

	for (size_t i = 0; i < n; i++)
		ids[i] = edges(ui)->v[top + i].id;
	draw_rows(ui, UI_PANEL_RELATED, &ui->related, ids, n);
}

static void
add_related_title(const struct ui *ui, struct nr_buf *out)
{
	nr_buf_addch(out, ' ');
	nr_buf_addf(out, APP_MSG(RELATED_OF), edges(ui)->n ? ui->related.cursor + 1 : 0,
		edges(ui)->n);
	nr_buf_addch(out, ' ');
}

/* The title line says it, if there is one. */
static void
add_related_place(const struct ui *ui, struct nr_buf *out)
{
	if (!ui->frame.rule[UI_PANEL_RELATED].rows)
		add_related_title(ui, out);
}

static int64_t
related_subject(const struct ui *ui)
{
	return ui->related.cursor < edges(ui)->n ? edges(ui)->v[ui->related.cursor].id
		: ui->s->shown.article.row.id;
}

static void
move_related(struct ui *ui, long by)
{
	app_scroll_move(&ui->related, edges(ui)->n, by);
}

static void
jump_related(struct ui *ui, bool last, size_t count)
{
	ui->related.cursor = app_scroll_line(edges(ui)->n, last, count);
}

static bool
click_related(struct ui *ui, size_t row)
{
	if (ui->related.top + row >= edges(ui)->n)
		return false;
	ui->related.cursor = ui->related.top + row;
	return true;
}

static bool
search_related(struct ui *ui, const char *text, int step, bool fresh)
{
	struct nr_ids ids = NR_IDS_INIT;
	size_t from = ui->related.cursor;
	int64_t at;

	for (size_t i = 0; i < edges(ui)->n; i++)
		nr_ids_add(&ids, edges(ui)->v[i].id);
	if (fresh && ids.n)
		from = (from + ids.n - (size_t)step) % ids.n;
	at = nr_store_search(ui->s->store, &ids, from, step, text);
	if (at >= 0)
		ui->related.cursor = (size_t)at;
	nr_ids_release(&ids);
	return at >= 0;
}

static bool
count_related(const struct ui *ui, size_t *at, size_t *n)
{
	const struct nr_ids *found = &ui->related_matches.positions;
	int64_t cursor = (int64_t)ui->related.cursor;

	*n = found->n;
	*at = nr_ids_from(found, cursor);
	*at = *at < *n && found->v[*at] == cursor ? *at + 1 : 0;
	return ui->related_matches.text != NULL;
}

static struct app_text_position
related_position(const struct ui *ui)
{
	return (struct app_text_position){ .block = ui->related.cursor };
}

static const struct ui_key_hint related_hints[] = {
	{ APP_ACTION_HELP, "help", UI_HINT_ALWAYS },
	{ APP_ACTION_OPEN, "follow", UI_HINT_ALWAYS },
	{ APP_ACTION_FULL, "full text", UI_HINT_ALWAYS },
	{ APP_ACTION_TOGGLE_READ, "read", UI_HINT_UNREAD },
	{ APP_ACTION_TOGGLE_READ, "unread", UI_HINT_READ },
	{ APP_ACTION_TOGGLE_STAR, "star", UI_HINT_ALWAYS },
	{ APP_ACTION_BROWSE, "browser", UI_HINT_ALWAYS },
	{ APP_ACTION_SEARCH, "search", UI_HINT_ALWAYS },
	{ APP_ACTION_QUIT, "back", UI_HINT_ALWAYS },
	{ .text = NULL }
};

const struct ui_panel ui_related_panel = {
	.hints = related_hints,
	.search_hints = ui_text_search_hints,
	.is_there = has_related,
	.fit = fit_related,
	.draw = draw_related,
	.add_title = add_related_title,
	.add_place = add_related_place,
	.subject = related_subject,
	.move = move_related,
	.jump = jump_related,
	.click = click_related,
	.search = search_related,
	.count = count_related,
	.position = related_position,
};
