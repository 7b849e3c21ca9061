/* The menus of topics and providers. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "ui/screen.h"

/* Add an item with "12, 3 unread" for each name, with the chosen ones marked. */
static void
fill(struct ui *ui, const struct nr_counts *counts)
{
	size_t i;

	for (i = 0; i < counts->n; i++) {
		char right[64];
		struct ui_item *item;

		snprintf(right, sizeof(right), "%zu, %zu unread", counts->v[i].n,
			counts->v[i].unread);
		item = ui_menu_add(&ui->menu, counts->v[i].name, right);
		item->marked = nr_filter_has_topic(&ui->s->filter, counts->v[i].name);
	}
	ui_menu_ready(&ui->menu);
}

void
ui_fill_topics(struct ui *ui)
{
	struct nr_counts counts = { NULL, 0 };
	struct nr_error err = NR_ERROR_INIT;

	ui_begin_menu(ui, UI_OVERLAY_TOPICS, "Topics", true);
	ui->menu.several = true;
	if (nr_store_topics(ui->s->store, &counts, &err) < 0)
		app_session_tell(ui->s, APP_ERROR, err.text);
	fill(ui, &counts);
	nr_counts_release(&counts);
}

void
ui_fill_providers(struct ui *ui)
{
	struct nr_counts counts = { NULL, 0 };
	struct nr_error err = NR_ERROR_INIT;

	ui_begin_menu(ui, UI_OVERLAY_PROVIDERS, "Providers", true);
	if (nr_store_providers(ui->s->store, &counts, &err) < 0)
		app_session_tell(ui->s, APP_ERROR, err.text);
	fill(ui, &counts);
	nr_counts_release(&counts);
}

/* Put the chosen topics into the filter: the marked ones if a mark was changed; otherwise
 * the one at the cursor, if no topic was chosen before or text was typed. */
static void
choose_topics(struct ui *ui, struct nr_filter *f)
{
	const struct ui_item *current = ui_menu_current(&ui->menu);
	size_t i;

	if (!ui->menu.touched && (!current || (f->n_topics && !ui->menu.prompt.text.len)))
		return;
	nr_filter_clear_topics(f);
	NR_FREE(ui->s->topic_hint);
	for (i = 0; i < ui->menu.n && ui->menu.touched; i++)
		if (ui->menu.items[i].marked)
			nr_filter_add_topic(f, ui->menu.items[i].text);
	if (!ui->menu.touched)
		nr_filter_add_topic(f, current->text);
}

void
ui_accept_topics(struct ui *ui, bool all)
{
	struct nr_filter *f = &ui->s->filter;

	choose_topics(ui, f);
	f->all_topics = all;
	app_session_filter(ui->s);
	ui_close_overlay(ui);
}

void
ui_accept_provider(struct ui *ui)
{
	const struct ui_item *current = ui_menu_current(&ui->menu);

	if (current) {
		nr_filter_set_provider(&ui->s->filter, current->text);
		app_session_filter(ui->s);
	}
	ui_close_overlay(ui);
}
