/* The menus of topics and providers. */
#include "config.h"

#include "ui/screen.h"

/* Add an item with "12, 3 unread" for each name, with the chosen ones marked. */
static void
fill(struct ui *ui, int (*read)(struct nr_store *, struct nr_counts *, struct nr_error *))
{
	struct nr_counts counts = { NULL, 0 };
	struct nr_error err = NR_ERROR_INIT;

	if (read(ui->s->store, &counts, &err) < 0)
		app_tell(&ui->s->messages, APP_ERROR, err.text);
	for (size_t i = 0; i < counts.n; i++) {
		struct nr_buf right = NR_BUF_INIT;
		struct ui_item *item;

		nr_buf_addf(&right, "%zu, ", counts.v[i].n);
		nr_buf_addf(&right, APP_MSG(N_UNREAD), counts.v[i].unread);
		item = ui_menu_add(&ui->menu, counts.v[i].name, nr_buf_str(&right));
		nr_buf_release(&right);
		item->marked = nr_filter_has_topic(&ui->s->filter, counts.v[i].name);
	}
	nr_counts_release(&counts);
}

static void
fill_topics(struct ui *ui)
{
	ui->menu.several = true;
	fill(ui, nr_store_topics);
}

static void
fill_providers(struct ui *ui)
{
	fill(ui, nr_store_providers);
}

/* Filter by the topics marked, if a mark was changed; otherwise by the one at the cursor,
 * if no topic was chosen before or text was typed. */
static enum app_action
accept(struct ui *ui, int all)
{
	const struct ui_menu *m = &ui->menu;
	const struct ui_item *current = ui_menu_current(m);
	struct nr_filter f = ui->s->filter, chosen = NR_FILTER_INIT;

	for (size_t i = 0; i < m->n && m->touched; i++)
		if (m->items[i].marked)
			nr_filter_add_topic(&chosen, m->items[i].text);
	if (!m->touched && current && (!f.n_topics || m->prompt.text.len))
		nr_filter_add_topic(&chosen, current->text);
	if (m->touched || chosen.n_topics) {
		f.topics = chosen.topics;
		f.n_topics = chosen.n_topics;
	}
	f.all_topics = all;
	app_session_set_filter(ui->s, &f);
	nr_filter_release(&chosen);
	ui_close_overlay(ui);
	return APP_ACTION_NONE;
}

static enum app_action
accept_provider(struct ui *ui, int arg)
{
	const struct ui_item *current = ui_menu_current(&ui->menu);
	struct nr_filter f = ui->s->filter;

	(void)arg;
	if (current) {
		f.provider = current->text;
		app_session_set_filter(ui->s, &f);
	}
	ui_close_overlay(ui);
	return APP_ACTION_NONE;
}

const struct ui_overlay ui_topics_overlay = {
	.panel = &ui_menu_panel,
	.title = "Topics",
	.empty = "No topics",
	.narrows = true,
	.fill = fill_topics,
	.keys = {
		{ .key = APP_KEY_TAB, .hint = "selects" },
		{ .key = APP_KEY_ENTER, .hint = "matches any", .run = accept },
		{ .key = APP_CTRL('A'), .hint = "matches all", .run = accept, .arg = true },
	},
};

const struct ui_overlay ui_providers_overlay = {
	.panel = &ui_menu_panel,
	.title = "Providers",
	.empty = "No providers",
	.narrows = true,
	.fill = fill_providers,
	.keys = { { .key = APP_KEY_ENTER, .hint = "chooses", .run = accept_provider } },
};
