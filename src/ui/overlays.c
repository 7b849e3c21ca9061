/* The overlays: help, problems, addresses, info page. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/url.h"
#include "ui/screen.h"

enum { KEYS_COLS = 14 };	/* cells for the key names in the help */

/* Append the status icons of the lists to the help. */
static void
add_signs(struct ui_menu *m)
{
	static const struct {
		const char *sign, *ascii, *text;
	} signs[] = {
#define APP_ICON(id, sign, ascii, text) { sign, ascii, text },
#include "app/icons.def"
#undef APP_ICON
	};
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		bool same = strcmp(signs[i].sign, signs[i].ascii) == 0;
		char text[128];
		struct ui_item *item;

		snprintf(text, sizeof(text), "%s%s%-*s%s", signs[i].sign, same ? "    " : " or ",
			KEYS_COLS - 4, same ? "" : signs[i].ascii, signs[i].text);
		item = ui_menu_add_raw(m, text);
		item->group = nr_strdup("Signs");
		item->detail = nr_strdup(signs[i].text);
		item->number = APP_ACTION_COUNT;
	}
}

static void
fill_help(struct ui *ui)
{
	unsigned i;

	ui_begin_menu(ui, UI_OVERLAY_HELP, "Keys", false);
	for (i = 0; i < APP_ACTION_COUNT; i++) {
		const struct app_action_info *info = app_action_info((enum app_action)i);
		char text[256], name[64], detail[256];
		struct ui_item *item;

		snprintf(name, sizeof(name), ":%s", info->name);
		snprintf(text, sizeof(text), "%-*s %s", KEYS_COLS,
			*info->keys ? info->keys : name, info->text);
		item = ui_menu_add_raw(&ui->menu, text);
		item->group = nr_strdup(info->group);
		snprintf(detail, sizeof(detail), "%s  %s", info->text, name);
		item->detail = nr_strdup(detail);
		item->number = i;
	}
	add_signs(&ui->menu);
	ui_menu_ready(&ui->menu);
}

/* Collect messages and problems: first those of this run, newest first, then those of its
 * start and of files, in their order. */
static void
collect_problems(struct ui *ui)
{
	const struct app_session *s = ui->s;
	struct nr_error err = NR_ERROR_INIT;

	nr_diags_release(&ui->problems);
	for (size_t i = s->log.n, k = 0; i > 0; i--) {
		const struct nr_diag *d = &s->log.v[i > s->n_notes ? i - 1 : k++];

		nr_diag_add(&ui->problems, d->severity, d->path, d->line, d->col, "%s",
			d->text);
	}
	if (nr_store_problems(s->store, &ui->problems, &err) < 0)
		app_session_tell(ui->s, APP_ERROR, err.text);
}

static void
fill_problems(struct ui *ui)
{
	struct nr_buf b = NR_BUF_INIT;
	size_t i;

	ui_begin_menu(ui, UI_OVERLAY_PROBLEMS, "Messages and problems", false);
	collect_problems(ui);
	app_session_add_totals(ui->s, &b);
	ui->menu.note = nr_buf_take(&b);
	for (i = 0; i < ui->problems.n; i++) {
		const struct nr_diag *d = &ui->problems.v[i];

		struct nr_diag shown = *d;
		struct ui_item *item;

		nr_buf_clear(&b);
		shown.path += app_session_short_path(ui->s, d->path) - d->path;
		if (*d->path)
			nr_diag_format(&shown, &b);
		else
			nr_buf_addz(&b, d->text);
		item = ui_menu_add(&ui->menu, nr_buf_str(&b), NULL);
		item->number = i;
		item->detail = nr_strdup(d->text);
	}
	nr_buf_release(&b);
	ui_menu_ready(&ui->menu);
}

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
		if (strcmp(url, a->row.url) == 0)
			ui->menu.scroll.cursor = ui->menu.n - 1;
	}
}

/* Add the links, those of the text shown first and in the order of their numbers. */
static void
add_urls(struct ui *ui, const struct app_article *a)
{
	bool full = ui->article_id == a->row.id && ui->article_view == APP_TEXT_FULL;
	struct nr_doc doc = NR_DOC_INIT;

	app_article_doc(a, NULL, nr_date_now(), &doc);
	if (full)
		add_links(ui, &ui->article.doc, a, NULL);
	add_links(ui, &doc, a, full ? &ui->article.doc : NULL);
	nr_doc_release(&doc);
}

static void
fill_urls(struct ui *ui)
{
	struct app_article read;
	const struct app_article *a = app_session_look_at(ui->s, ui_subject(ui), &read);
	size_t cursor;

	ui_begin_menu(ui, UI_OVERLAY_URLS, "Addresses", false);
	if (a)
		add_urls(ui, a);
	app_article_release(&read);
	cursor = ui->menu.scroll.cursor;
	ui_menu_ready(&ui->menu);
	ui->menu.scroll.cursor = cursor;
}

static bool
fill_info(struct ui *ui)
{
	struct nr_doc doc = NR_DOC_INIT;
	struct nr_buf totals = NR_BUF_INIT;
	struct app_article read;
	const struct app_article *a = app_session_look_at(ui->s, ui_subject(ui), &read);

	if (!a)
		return false;
	app_session_add_totals(ui->s, &totals);
	app_article_info(a, nr_buf_str(&totals), nr_date_now(), &doc);
	ui_pager_set(&ui->info, &doc, false);
	nr_buf_release(&totals);
	app_article_release(&read);
	return true;
}

void
ui_open_overlay(struct ui *ui, enum ui_overlay overlay)
{
	switch (overlay) {
	case UI_OVERLAY_NONE:
		return;
	case UI_OVERLAY_TOPICS:
		ui_fill_topics(ui);
		break;
	case UI_OVERLAY_PROVIDERS:
		ui_fill_providers(ui);
		break;
	case UI_OVERLAY_URLS:
		fill_urls(ui);
		break;
	case UI_OVERLAY_HELP:
		fill_help(ui);
		break;
	case UI_OVERLAY_PROBLEMS:
		fill_problems(ui);
		break;
	case UI_OVERLAY_INFO:
		if (!fill_info(ui))
			return;
		break;
	}
	ui->overlay = overlay;
}

void
ui_close_overlay(struct ui *ui)
{
	ui->overlay = UI_OVERLAY_NONE;
	ui_menu_release(&ui->menu);
	ui_pager_release(&ui->info);
	nr_diags_release(&ui->problems);
}

/* Refill the menu of problems, keeping search and cursor. */
void
ui_refresh_overlay(struct ui *ui)
{
	long cursor = (long)ui->menu.scroll.cursor;
	bool typing = ui->menu.typing;
	char *text;

	if (ui->overlay != UI_OVERLAY_PROBLEMS)
		return;
	text = nr_strdup(ui_prompt_text(&ui->menu.prompt));
	ui_menu_release(&ui->menu);
	fill_problems(ui);
	ui->menu.typing = typing;
	ui_prompt_set(&ui->menu.prompt, text);
	ui_menu_ready(&ui->menu);
	ui->menu.scroll.cursor = 0;
	ui_menu_scroll(&ui->menu, cursor);
	free(text);
}
