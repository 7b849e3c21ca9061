#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "screen/made.h"
#include "screen/screen.h"

static void
test_marks_to_show_are_chosen(void **state)
{
	screen_play(*state, "seeds", 24, 80, "m j f j d g a snap:show-unread @ snap:show-menu"
		" j Enter snap:show-updated @ j Enter snap:show-starred @ j Enter snap:show-hidden"
		" a snap:show-all");
}

static void
test_marks_to_show_are_named_in_a_command(void **state)
{
	screen_play(*state, "seeds", 24, 80, "j f : \"show starred\" Enter snap:show-named"
		" : \"show\" Enter snap:show-next : \"show red\" Enter snap:show-misnamed"
		" : \"show up\" Tab snap:show-completed");
}

static void
test_replaced_articles_are_hidden_and_shown(void **state)
{
	screen_play(*state, "seeds", 24, 80, "2j p snap:replaced-hidden p"
		" snap:replaced-shown");
}

static void
test_orders_go_round(void **state)
{
	screen_play(*state, "seeds", 24, 80, "s snap:order-heat s snap:order-provider s"
		" snap:order-title S snap:order-reverse s snap:order-date");
}

static void
test_view_may_be_empty(void **state)
{
	screen_play(*state, "seeds", 24, 80, "@ 3j Enter snap:starred-none j l i u m T"
		" snap:none-after");
}

static void
test_filter_comes_from_the_command_line(void **state)
{
	struct screen *s = *state;

	nr_filter_add_topic(&s->filter, "joe biden");
	nr_filter_add_topic(&s->filter, "ELECTION");
	s->filter.all_topics = true;
	screen_play(s, "seeds", 24, 80, "snap:filter-given");
}

static void
test_unknown_topic_names_the_nearest(void **state)
{
	struct screen *s = *state;

	nr_filter_add_topic(&s->filter, "Jo Biden");
	screen_play(s, "seeds", 24, 80, "snap:topic-unknown");
}

static void
test_filters_add_up_in_the_top_line(void **state)
{
	screen_play(*state, "seeds", 30, 120, "t \"joe\" Enter P \"reu\" Enter a s S p"
		" snap:filters resize:24x60 snap:filters-narrow resize:24x30"
		" snap:filters-small");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, screen_setup, screen_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_marks_to_show_are_chosen),
		TEST(test_marks_to_show_are_named_in_a_command),
		TEST(test_replaced_articles_are_hidden_and_shown),
		TEST(test_orders_go_round),
		TEST(test_view_may_be_empty),
		TEST(test_filter_comes_from_the_command_line),
		TEST(test_unknown_topic_names_the_nearest),
		TEST(test_filters_add_up_in_the_top_line),
	};

	return cmocka_run_group_tests_name("filter", tests, NULL, NULL);
}
