/* The panel of the article: its text, reading position and links. */
#include "config.h"

#include "ui/screen.h"

static bool
has_article(const struct ui *ui)
{
	return ui->s->shown.article.row.id != 0;
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
	struct app_text_position spot = ui_pager_position(&ui->article);
	size_t n = facts(&ui->article.doc);

	if (ui->article.top > 0 && spot.block >= n)
		spot.block = spot.block - n + 1;
	else
		spot = (struct app_text_position){ 0, 0, 0 };
	if (ui->article_id && !ui->article_answer)
		app_session_keep_position(ui->s, ui->article_id, ui->article_view, &spot);
}

static void
go_to_position(struct ui *ui)
{
	struct app_text_position spot = app_session_position(ui->s);
	size_t n = facts(&ui->article.doc);

	if (spot.block) {
		spot.block = spot.block - 1 + n;
		ui_pager_go(&ui->article, spot);
	}
}

/* Take the text from the session, if it has changed. */
static void
take_text(struct ui *ui)
{
	struct app_session *s = ui->s;
	struct nr_doc doc = NR_DOC_INIT;
	struct nr_layout layout = NR_LAYOUT_INIT;
	unsigned answer = app_session_shows_answer(s) ? s->shown.answer.number : 0;
	enum app_text view;
	bool same;

	if (ui->article_version == s->shown.version)
		return;
	if (s->shown.article.row.id)
		app_session_doc(s, &doc, &layout);
	/* A layout, which refers to the text, comes from a prefetch that rewrote it. */
	if (ui->canvas.ascii && !layout.width)
		nr_doc_ascii(&doc);
	view = app_session_shows_fulltext(s) ? APP_TEXT_FULL : APP_TEXT_EXCERPT;
	same = ui->article_id == s->shown.article.row.id && ui->article_view == view
		&& ui->article_answer == answer;
	if (!same)
		ui_keep_position(ui);
	ui_hints_end(ui);
	ui_pager_set_laid(&ui->article, &doc, &layout, same);
	ui->article_id = s->shown.article.row.id;
	ui->article_view = view;
	ui->article_answer = answer;
	ui->article_version = s->shown.version;
	if (!same && !ui->article_answer)
		go_to_position(ui);
}

static void
fit_article(struct ui *ui)
{
	const struct ui_rect *r = &ui->frame.panel[UI_PANEL_ARTICLE];

	take_text(ui);
	/* A panel that is not shown keeps a height, for paging when it is shown again. */
	ui_pager_fit(&ui->article, r->rows ? r : &ui->frame.body, ui->canvas.ascii);
	ui_pager_find(&ui->article, ui_search_text(ui));
}

static void
draw_article(struct ui *ui, const struct ui_rect *r)
{
	ui_pager_draw(&ui->article, &ui->canvas, r);
	ui_hints_draw(ui);
	if (ui->focus == UI_PANEL_ARTICLE)
		ui_canvas_cursor(&ui->canvas, r->row, r->col);
}

static void
add_title(const struct ui *ui, struct nr_buf *out)
{
	nr_buf_addch(out, ' ');
	if (ui->article_answer)
		nr_buf_addf(out, APP_MSG(FROM), nr_buf_str(&ui->s->shown.answer.program));
	else
		nr_buf_addz(out, ui->article_view == APP_TEXT_FULL ? APP_MSG(FULL_TEXT)
			: APP_MSG(ARTICLE));
	nr_buf_addch(out, ' ');
}

static struct ui_span
in_view(const struct ui *ui)
{
	const struct ui_pager *p = &ui->article;

	return (struct ui_span){ p->top, (size_t)p->rows, p->layout.n };
}

static void
add_place(const struct ui *ui, struct nr_buf *out)
{
	if (!ui->frame.rule[UI_PANEL_ARTICLE].rows && ui->article_view == APP_TEXT_FULL)
		nr_buf_addf(out, "%s ", APP_MSG(HAS_FULL_TEXT));
	if (ui->article.layout.n > (size_t)ui->article.rows)
		nr_buf_addf(out, "%d%% ", ui_pager_percent(&ui->article));
	else
		nr_buf_addf(out, "%s ", APP_MSG(ALL_IN_VIEW));
}

static int64_t
subject(const struct ui *ui)
{
	return ui->s->shown.article.row.id;
}

void
ui_note_end(struct ui *ui)
{
	if (!ui->article_answer && ui_pager_at_end(&ui->article))
		app_session_mark_read(ui->s, ui->s->shown.article.row.id);
}

static void
move(struct ui *ui, long by)
{
	if (ui_pager_scroll(&ui->article, by) && by > 0)
		ui_note_end(ui);
}

static void
jump(struct ui *ui, bool last, size_t count)
{
	ui_pager_jump(&ui->article, last, count);
	if (last)
		ui_note_end(ui);
}

static bool
search(struct ui *ui, const char *text, int step, bool fresh)
{
	return ui_pager_search(&ui->article, text, step, fresh);
}

static bool
count(const struct ui *ui, size_t *at, size_t *n)
{
	ui_pager_match(&ui->article, at, n);
	return true;
}

static struct app_text_position
position(const struct ui *ui)
{
	return ui->article.match;
}

static const struct ui_key_hint hints[] = {
	{ APP_ACTION_HELP, "help", UI_HINT_ALWAYS },
	{ APP_ACTION_READ_ON, "page", UI_HINT_ALWAYS },
	{ APP_ACTION_FULL, "full text", UI_HINT_EXCERPT },
	{ APP_ACTION_FULL, "excerpt", UI_HINT_FULLTEXT },
	{ APP_ACTION_NEXT_SOURCE, "next source", UI_HINT_FULLTEXT },
	{ APP_ACTION_HINTS, "links", UI_HINT_ALWAYS },
	{ APP_ACTION_BROWSE, "browser", UI_HINT_ALWAYS },
	{ APP_ACTION_NEXT, "next", UI_HINT_ALWAYS },
	{ APP_ACTION_TOGGLE_STAR, "star", UI_HINT_ALWAYS },
	{ APP_ACTION_TOGGLE_READ, "unread", UI_HINT_READ },
	{ APP_ACTION_ZOOM, "zoom", UI_HINT_ALWAYS },
	{ APP_ACTION_URLS, "addresses", UI_HINT_ALWAYS },
	{ APP_ACTION_INFO, "details", UI_HINT_ALWAYS },
	{ APP_ACTION_SEARCH, "search", UI_HINT_ALWAYS },
	{ APP_ACTION_QUIT, "back", UI_HINT_ALWAYS },
	{ .text = NULL }
};

const struct ui_key_hint ui_text_search_hints[] = {
	{ APP_ACTION_HELP, "help", UI_HINT_ALWAYS },
	{ APP_ACTION_SEARCH_NEXT, "next match", UI_HINT_ALWAYS },
	{ APP_ACTION_SEARCH_PREVIOUS, "previous", UI_HINT_ALWAYS },
	{ APP_ACTION_SEARCH, "search", UI_HINT_ALWAYS },
	{ APP_ACTION_FORGET, "ends the search", UI_HINT_ALWAYS },
	{ .text = NULL }
};

const struct ui_panel ui_article_panel = {
	.hints = hints,
	.search_hints = ui_text_search_hints,
	.is_there = has_article,
	.fit = fit_article,
	.draw = draw_article,
	.add_title = add_title,
	.in_view = in_view,
	.add_place = add_place,
	.subject = subject,
	.move = move,
	.jump = jump,
	.search = search,
	.count = count,
	.position = position,
};
