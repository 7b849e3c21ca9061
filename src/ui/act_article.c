/* Actions on an article: open, follow, browse, copy, edit. */
#include "config.h"

#include "ui/screen.h"

#include <string.h>

#include "app/article.h"

void
ui_follow(struct ui *ui, int64_t id)
{
	struct app_history_entry here = ui_here(ui);

	if (!app_session_show(ui->s, id)) {
		app_say(&ui->s->messages, APP_WARNING, APP_MSG(ARTICLE_GONE));
		return;
	}
	app_history_push(&ui->s->shown.history, &here);
	app_session_select_id(ui->s, id);
	ui_focus(ui, UI_PANEL_ARTICLE);
	app_session_mark_read(ui->s, id);
}

static void
open_selected(struct ui *ui)
{
	if (app_list_length(&ui->s->list) == 0)
		return;
	app_session_select(ui->s, ui->s->list.scroll.cursor);
	ui_focus(ui, UI_PANEL_ARTICLE);
	app_session_mark_read(ui->s, ui->s->shown.article.row.id);
}

void
ui_do_open(struct ui *ui)
{
	if (ui->focus == UI_PANEL_LIST)
		open_selected(ui);
	else if (ui->focus == UI_PANEL_RELATED)
		ui_follow(ui, ui_subject(ui));
	else
		ui_article_panel.move(ui, 1);
}

void
ui_do_history(struct ui *ui, int back)
{
	struct app_history_entry here = ui_here(ui), to;

	if (app_history_go(&ui->s->shown.history, back, &here, &to))
		ui_go(ui, &to);
	else
		app_say(&ui->s->messages, APP_INFO, back ? APP_MSG(NOTHING_BACK)
			: APP_MSG(NOTHING_FORWARD));
}

/* Open a link of the article shown, whichever panel has the focus. */
static void
browse_link(struct ui *ui, size_t number)
{
	const struct nr_doc *doc = &ui->article.doc;

	if (number <= doc->n_links)
		ui_browse(ui, ui->s->shown.article.row.id, doc->links[number - 1]);
	else if (doc->n_links == 0)
		app_say(&ui->s->messages, APP_WARNING, APP_MSG(NO_LINKS));
	else
		app_say(&ui->s->messages, APP_WARNING, APP_MSG_N(NO_LINK, doc->n_links),
			number, doc->n_links);
}

/* ---- all selected articles in the browser ---- */

enum {
	UNASKED = 5,		/* so many are opened without a question, */
	AT_MOST = 50,		/* and so many with one */
	COPIED_AT_MOST = 1000
};

static void
browse_picked(struct ui *ui, bool reads)
{
	struct nr_ids ids = NR_IDS_INIT;
	size_t n = 0;

	app_list_picked(&ui->s->list, &ids);
	while (n < ids.n && (reads ? ui_browse_read(ui, ids.v[n])
		: ui_browse(ui, ids.v[n], NULL)))
		n++;
	/* Else a message says what the browser failed at. */
	if (n == ids.n) {
		app_list_unpick(&ui->s->list);
		if (n > 1)
			app_say(&ui->s->messages, APP_INFO, APP_MSG(OPENING_ARTICLES), n);
	}
	nr_ids_release(&ids);
}

static void
answer(struct ui *ui, bool yes, bool reads)
{
	if (yes)
		browse_picked(ui, reads);
	else
		app_say(&ui->s->messages, APP_INFO, APP_MSG(NOT_OPENED));
}

static void
answer_open(struct ui *ui, bool yes)
{
	answer(ui, yes, false);
}

static void
answer_read(struct ui *ui, bool yes)
{
	answer(ui, yes, true);
}

static void
ask_or_browse(struct ui *ui, bool reads)
{
	size_t n = ui->s->list.picked.n;
	struct nr_buf text = NR_BUF_INIT;

	if (n > AT_MOST) {
		app_say(&ui->s->messages, APP_WARNING, APP_MSG(TOO_MANY_TO_OPEN), n, AT_MOST);
	} else if (n > UNASKED) {
		nr_buf_addf(&text, APP_MSG(OPEN_ARTICLES), n);
		ui_ask_yes(ui, nr_buf_str(&text), reads ? answer_read : answer_open);
		nr_buf_release(&text);
	} else {
		browse_picked(ui, reads);
	}
}

void
ui_do_browse(struct ui *ui)
{
	if (ui->count)
		browse_link(ui, ui->count);
	else if (ui->s->list.picked.n)
		ask_or_browse(ui, false);
	else
		ui_browse(ui, ui_subject(ui), NULL);
}

void
ui_do_browse_next(struct ui *ui)
{
	if (ui->s->list.picked.n) {
		ask_or_browse(ui, true);
		return;
	}
	if (!ui_browse_read(ui, ui_subject(ui)))
		return;
	if (ui->focus == UI_PANEL_RELATED)
		ui_related_panel.move(ui, 1);
	else
		ui_next_article(ui, 1);
}

/* Report that the article is gone, unless a message is shown already. */
static void
say_gone(struct ui *ui)
{
	if (!*ui->s->messages.text)
		app_say(&ui->s->messages, APP_WARNING, APP_MSG(ARTICLE_GONE));
}

/* Copy a line or two of each selected article that has an address. */
static void
copy_picked(struct ui *ui, bool with_title)
{
	struct nr_ids ids = NR_IDS_INIT;
	struct nr_buf b = NR_BUF_INIT;
	size_t n = 0;

	app_list_picked(&ui->s->list, &ids);
	for (size_t i = 0; i < ids.n && ids.n <= COPIED_AT_MOST; i++) {
		const struct nr_row *row = app_session_cached_row(ui->s, ids.v[i]);

		if (!row || !*row->url)
			continue;
		if (with_title)
			nr_buf_addf(&b, "%s\n", row->title);
		nr_buf_addf(&b, "%s\n", row->url);
		n++;
	}
	if (ids.n > COPIED_AT_MOST)
		app_say(&ui->s->messages, APP_WARNING, APP_MSG(TOO_MANY_TO_COPY), ids.n,
			COPIED_AT_MOST);
	else if (!n)
		app_say(&ui->s->messages, APP_WARNING, APP_MSG(NO_SELECTED_ADDRESS));
	else
		ui_copy_list(ui, nr_buf_str(&b), n);
	if (n)
		app_list_unpick(&ui->s->list);
	nr_ids_release(&ids);
	nr_buf_release(&b);
}

/* Copy the address; the article shown may be gone from the index. */
void
ui_do_copy(struct ui *ui, int with_title)
{
	int64_t id = ui_subject(ui);
	const struct app_article *shown = &ui->s->shown.article;
	const struct nr_row *row = id == shown->row.id ? &shown->row
		: app_session_cached_row(ui->s, id);

	if (ui->s->list.picked.n) {
		copy_picked(ui, with_title);
		return;
	}
	if (!row)
		say_gone(ui);
	else if (!*row->url)
		ui_say_no_address(ui);
	else if (with_title)
		ui_copy_titled(ui, row->title, row->url);
	else
		ui_copy(ui, row->url);
}

void
ui_do_edit(struct ui *ui)
{
	struct nr_row row;

	if (!app_session_row(ui->s, ui_subject(ui), &row)) {
		say_gone(ui);
		return;
	}
	ui_edit(ui, row.path, 0);
	nr_row_release(&row);
}
