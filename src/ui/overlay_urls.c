/* The menu of the addresses of an article. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/url.h"
#include "ui/screen.h"

/* The article's name for an address; NULL for a link of its text. */
static const char *
address_name(const struct nr_article *a, const char *url)
{
	size_t i;

	if (!a)
		return "original";
	if (a->original_url && strcmp(url, a->original_url) == 0)
		return "original";
	if (a->web_url && strcmp(url, a->web_url) == 0)
		return "web";
	if (a->amp_url && strcmp(url, a->amp_url) == 0)
		return "AMP";
	if (a->cdn_amp_url && strcmp(url, a->cdn_amp_url) == 0)
		return "AMP cache";
	for (i = 0; i < a->images.n; i++)
		if (a->images.v[i].url && strcmp(url, a->images.v[i].url) == 0)
			return "image";
	for (i = 0; i < a->actions.n; i++)
		if (a->actions.v[i].url && strcmp(url, a->actions.v[i].url) == 0)
			return a->actions.v[i].type ? a->actions.v[i].type : "action";
	return NULL;
}

static bool
has_link(const struct nr_doc *doc, const char *url)
{
	size_t i;

	for (i = 0; i < doc->n_links; i++)
		if (strcmp(doc->links[i], url) == 0)
			return true;
	return false;
}

static void
add_links(struct ui *ui, const struct nr_doc *doc, const struct app_article *a,
	const struct nr_doc *listed)
{
	size_t i;

	for (i = 0; i < doc->n_links; i++) {
		const char *url = doc->links[i];
		struct nr_buf shown = NR_BUF_INIT;
		struct ui_item *item;

		if (listed && has_link(listed, url))
			continue;
		nr_url_show(url, &shown);
		item = ui_menu_add(&ui->menu, nr_buf_str(&shown), address_name(a->full, url));
		item->detail = nr_strdup(item->text);
		item->value = nr_strdup(url);
		nr_buf_release(&shown);
		item->marked = strcmp(url, a->row.url) == 0;
	}
}

/* Add the links, those of the text shown first and in the order of their numbers. */
static void
add_urls(struct ui *ui, const struct app_article *a)
{
	bool full = ui->article_id == a->row.id && ui->article_view == APP_TEXT_FULL;
	struct nr_doc doc = NR_DOC_INIT;

	app_article_doc(a, NULL, NULL, &doc);
	app_article_links(a, &doc);
	if (full)
		add_links(ui, &ui->article.doc, a, NULL);
	add_links(ui, &doc, a, full ? &ui->article.doc : NULL);
	nr_doc_release(&doc);
}

static void
fill(struct ui *ui)
{
	struct app_article read;
	const struct app_article *a = app_session_look_at(ui->s, ui_subject(ui), &read);

	if (a)
		add_urls(ui, a);
	app_article_release(&read);
}

/* Close the menu, and open or copy the current address. */
static enum app_action
take(struct ui *ui, int copy)
{
	const struct ui_item *item = ui_menu_current(&ui->menu);
	char *url = item ? nr_strdup(item->value) : NULL;

	if (url) {
		ui_close_overlay(ui);
		if (copy)
			ui_copy(ui, url);
		else
			ui_browse(ui, ui_subject(ui), url);
	}
	free(url);
	return APP_ACTION_NONE;
}

const struct ui_overlay ui_urls_overlay = {
	.panel = &ui_menu_panel,
	.title = "Addresses",
	.empty = "No addresses",
	.fill = fill,
	.keys = {
		{ .key = APP_KEY_ENTER, .hint = "opens", .run = take },
		{ .action = APP_ACTION_BROWSE, .run = take },
		{ .action = APP_ACTION_COPY_URL, .hint = "copies", .run = take,
			.arg = true },
	},
};
