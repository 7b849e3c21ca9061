/* Actions on the list: filter, order, scan. */
#include "config.h"

#include "ui/screen.h"

const char *
ui_show_name(enum nr_show show)
{
	static const char *const names[NR_SHOWS] = {
		[NR_SHOW_ALL] = APP_MSG(SHOW_ALL), [NR_SHOW_UNREAD] = APP_MSG(SHOW_UNREAD),
		[NR_SHOW_UPDATED] = APP_MSG(SHOW_UPDATED),
		[NR_SHOW_STARRED] = APP_MSG(SHOW_STARRED), [NR_SHOW_HIDDEN] = APP_MSG(SHOW_HIDDEN),
	};

	return names[show];
}

void
ui_show(struct app_session *s, enum nr_show show)
{
	struct nr_filter f = s->filter;

	f.show = show;
	app_session_set_filter(s, &f);
	app_say(&s->messages, APP_INFO, "%s", ui_show_name(show));
}

void
ui_do_show(struct ui *ui)
{
	const char *words = app_action_argument(APP_ACTION_SHOW);
	int given = ui->argument ? app_word_index(words, ui->argument) : -1;

	ui_show(ui->s, given >= 0 ? (enum nr_show)given
		: ui->s->filter.show == NR_SHOW_ALL ? NR_SHOW_UNREAD : NR_SHOW_ALL);
}

void
ui_do_order(struct ui *ui)
{
	struct nr_filter f = ui->s->filter;
	int given = ui->argument ? app_word_index(nr_option_info(NR_OPT_ORDER)->values,
		ui->argument) : -1;

	f.order = (enum nr_order)(given >= 0 ? given : (int)(f.order + 1) % NR_ORDERS);
	app_session_set_filter(ui->s, &f);
	app_say(&ui->s->messages, APP_INFO, APP_MSG(ORDERED), nr_order_name(f.order));
}

void
ui_do_only_matches(struct ui *ui)
{
	if (ui_search_widen(ui))
		return;
	if (ui->search.text) {
		ui_search_narrow(ui);
		return;
	}
	ui_do_to_list(ui);
	ui_search_begin(ui, 1);
	ui->search.narrows = true;
}

void
ui_do_clear_topics(struct app_session *s)
{
	struct nr_filter f = s->filter;

	f.topics = NULL;
	f.n_topics = 0;
	f.provider = NULL;
	app_session_set_filter(s, &f);
	app_say(&s->messages, APP_INFO, APP_MSG(ALL_TOPICS));
}

void
ui_do_unpublished(struct app_session *s)
{
	struct nr_filter f = s->filter;

	f.with_unpublished = !f.with_unpublished;
	app_session_set_filter(s, &f);
	app_say(&s->messages, APP_INFO, f.with_unpublished ? APP_MSG(UNPUBLISHED_SHOWN)
		: APP_MSG(UNPUBLISHED_HIDDEN));
}

void
ui_do_reverse(struct app_session *s)
{
	struct nr_filter f = s->filter;

	f.reverse = !f.reverse;
	app_session_set_filter(s, &f);
	app_say(&s->messages, APP_INFO, f.reverse ? APP_MSG(REVERSED)
		: APP_MSG(NOT_REVERSED));
}

void
ui_do_reload(struct ui *ui, int reparse)
{
	ui->s->scanner.asked = true;
	app_session_start_scan(ui->s, reparse);
}
