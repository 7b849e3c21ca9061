/* Actions on the list: filter, order, scan. */
#include "config.h"

#include "ui/screen.h"
#include "newsreader/clock.h"

static void
show_next(struct app_session *s)
{
	static const char *const names[NR_SHOWS] = {
		[NR_SHOW_ALL] = "All articles", [NR_SHOW_UNREAD] = "Unread articles",
		[NR_SHOW_UPDATED] = "Updated articles",
		[NR_SHOW_STARRED] = "Starred articles", [NR_SHOW_HIDDEN] = "Hidden articles",
	};

	s->filter.show = (enum nr_show)((s->filter.show + 1) % NR_SHOWS);
	app_session_filter(s);
	app_session_set_message(s, APP_INFO, "%s", names[s->filter.show]);
}

static void
order_next(struct app_session *s)
{
	s->filter.order = (enum nr_order)((s->filter.order + 1) % NR_ORDERS);
	app_session_filter(s);
	app_session_set_message(s, APP_INFO, "Ordered by %s", nr_order_name(s->filter.order));
}

bool
ui_act_list(struct ui *ui, enum app_action action)
{
	struct app_session *s = ui->s;

	switch (action) {
	case APP_ACTION_TOPICS:
		ui_open_overlay(ui, UI_OVERLAY_TOPICS);
		return true;
	case APP_ACTION_PROVIDERS:
		ui_open_overlay(ui, UI_OVERLAY_PROVIDERS);
		return true;
	case APP_ACTION_CLEAR_TOPICS:
		nr_filter_clear_topics(&s->filter);
		nr_filter_set_provider(&s->filter, NULL);
		app_session_filter(s);
		app_session_set_message(s, APP_INFO, "All topics and providers");
		return true;
	case APP_ACTION_SHOW:
		show_next(s);
		return true;
	case APP_ACTION_UNPUBLISHED:
		s->filter.with_unpublished = !s->filter.with_unpublished;
		app_session_filter(s);
		app_session_set_message(s, APP_INFO, "Unpublished articles %s",
			s->filter.with_unpublished ? "shown" : "hidden");
		return true;
	case APP_ACTION_ORDER:
		order_next(s);
		return true;
	case APP_ACTION_REVERSE:
		s->filter.reverse = !s->filter.reverse;
		app_session_filter(s);
		app_session_set_message(s, APP_INFO, s->filter.reverse ? "Order reversed"
			: "Order no longer reversed");
		return true;
	case APP_ACTION_RESCAN:
		s->scan_asked = true;
		app_session_rescan(s);
		ui->scan_began = nr_clock_ms();
		return true;
	case APP_ACTION_RELOAD:
		s->scan_asked = true;
		app_session_start_scan(s);
		ui->scan_began = nr_clock_ms();
		return true;
	default:
		return false;
	}
}
