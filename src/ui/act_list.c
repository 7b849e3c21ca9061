/* Actions on the list: filter, order, scan. */
#include "config.h"

#include "ui/screen.h"

void
ui_do_show(struct app_session *s)
{
	static const char *const names[NR_SHOWS] = {
		[NR_SHOW_ALL] = "All articles", [NR_SHOW_UNREAD] = "Unread articles",
		[NR_SHOW_UPDATED] = "Updated articles",
		[NR_SHOW_STARRED] = "Starred articles", [NR_SHOW_HIDDEN] = "Hidden articles",
	};

	s->filter.show = (enum nr_show)((s->filter.show + 1) % NR_SHOWS);
	app_session_filter(s);
	app_say(&s->messages, APP_INFO, "%s", names[s->filter.show]);
}

void
ui_do_order(struct app_session *s)
{
	s->filter.order = (enum nr_order)((s->filter.order + 1) % NR_ORDERS);
	app_session_filter(s);
	app_say(&s->messages, APP_INFO, "Ordered by %s", nr_order_name(s->filter.order));
}

void
ui_do_clear_topics(struct app_session *s)
{
	nr_filter_clear_topics(&s->filter);
	nr_filter_set_provider(&s->filter, NULL);
	app_session_filter(s);
	app_say(&s->messages, APP_INFO, "All topics and providers");
}

void
ui_do_unpublished(struct app_session *s)
{
	s->filter.with_unpublished = !s->filter.with_unpublished;
	app_session_filter(s);
	app_say(&s->messages, APP_INFO, "Unpublished articles %s",
		s->filter.with_unpublished ? "shown" : "hidden");
}

void
ui_do_reverse(struct app_session *s)
{
	s->filter.reverse = !s->filter.reverse;
	app_session_filter(s);
	app_say(&s->messages, APP_INFO, s->filter.reverse ? "Order reversed"
		: "Order no longer reversed");
}

void
ui_do_rescan(struct app_session *s)
{
	s->scanner.asked = true;
	app_session_rescan(s);
}

void
ui_do_reload(struct app_session *s)
{
	s->scanner.asked = true;
	app_session_start_scan(s);
}
