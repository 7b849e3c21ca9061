/* The menu of the marks that listed articles have. */
#include "config.h"

#include <stdio.h>

#include "ui/screen.h"

static void
add(struct ui *ui, enum nr_show show, size_t n)
{
	char right[32];
	struct ui_item *item;

	snprintf(right, sizeof(right), "%zu", n);
	item = ui_menu_add(&ui->menu, ui_show_name(show), right);
	item->number = show;
	item->marked = show == ui->s->filter.show;
}

/* Each with the number of articles of the whole collection. */
static void
fill(struct ui *ui)
{
	const struct nr_totals *t = &ui->s->list.totals;

	add(ui, NR_SHOW_ALL, t->articles - t->hidden);
	add(ui, NR_SHOW_UNREAD, t->unread);
	add(ui, NR_SHOW_UPDATED, t->updated);
	add(ui, NR_SHOW_STARRED, t->starred);
	add(ui, NR_SHOW_HIDDEN, t->hidden);
}

static enum app_action
accept(struct ui *ui, int arg)
{
	const struct ui_item *current = ui_menu_current(&ui->menu);
	enum nr_show show = current ? (enum nr_show)current->number : ui->s->filter.show;

	(void)arg;
	ui_close_overlay(ui);
	ui_show(ui->s, show);
	return APP_ACTION_NONE;
}

const struct ui_overlay ui_show_overlay = {
	.panel = &ui_menu_panel,
	.title = "Show",
	.fill = fill,
	.keys = { { .key = APP_KEY_ENTER, .hint = "chooses", .run = accept } },
};
