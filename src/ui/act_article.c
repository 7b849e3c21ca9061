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
		app_say(&ui->s->messages, APP_WARNING, "That article is gone");
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
		app_say(&ui->s->messages, APP_INFO, back ? "Nothing to go back to"
			: "Nothing to go forward to");
}

/* Open a link of the article shown, whichever panel has the focus. */
static void
browse_link(struct ui *ui, size_t number)
{
	const struct nr_doc *doc = &ui->article.doc;

	if (number <= doc->n_links)
		ui_browse(ui, ui->s->shown.article.row.id, doc->links[number - 1]);
	else if (doc->n_links == 0)
		app_say(&ui->s->messages, APP_WARNING, "The article has no links");
	else
		app_say(&ui->s->messages, APP_WARNING, doc->n_links == 1
			? "No link %zu (there is %zu)" : "No link %zu (there are %zu)",
			number, doc->n_links);
}

void
ui_do_browse(struct ui *ui)
{
	if (ui->count)
		browse_link(ui, ui->count);
	else
		ui_browse(ui, ui_subject(ui), NULL);
}

void
ui_do_browse_next(struct ui *ui)
{
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
		app_say(&ui->s->messages, APP_WARNING, "That article is gone");
}

/* Copy the address; the article shown may be gone from the index. */
void
ui_do_copy(struct ui *ui, int with_title)
{
	int64_t id = ui_subject(ui);
	const struct app_article *shown = &ui->s->shown.article;
	const struct nr_row *row = id == shown->row.id ? &shown->row
		: app_session_cached_row(ui->s, id);
	struct nr_buf b = NR_BUF_INIT;

	if (!row) {
		say_gone(ui);
		return;
	}
	if (with_title)
		nr_buf_addf(&b, "%s\n", row->title);
	nr_buf_addz(&b, row->url);
	if (!*row->url)
		ui_say_no_address(ui);
	else
		ui_copy(ui, nr_buf_str(&b), with_title ? "title and address" : row->url);
	nr_buf_release(&b);
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
