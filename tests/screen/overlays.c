#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "screen/made.h"
#include "screen/screen.h"

static void
test_topics_are_chosen_from_a_menu(void **state)
{
	screen_play(*state, "seeds", 24, 80, "t snap:topics \"joe\" snap:topics-narrowed"
		" Enter snap:topic-chosen t snap:topics-marked Esc T"
		" snap:topics-cleared");
}

static void
test_several_topics_mean_any_of_them(void **state)
{
	screen_play(*state, "seeds", 24, 80, "t \"joe\" Tab Backspace Backspace Backspace"
		" "
		"\"dem\" Tab snap:topics-several Enter snap:topics-any");
}

static void
test_several_topics_mean_every_one_with_ctrl_a(void **state)
{
	made_news(*state);
	screen_play(*state, "news", 24, 80, "t snap:topics-news \"weath\" Tab ^U"
		" \"天\" Tab"
		" ^A snap:topics-all");
}

static void
test_chosen_topics_turn_from_any_to_all_and_back(void **state)
{
	made_news(*state);
	screen_play(*state, "news", 24, 80, "t \"weath\" Tab ^U \"天\" Tab Enter snap:topics-were-any"
		" t ^A snap:topics-now-all t Enter snap:topics-any-again");
}

static void
test_topic_that_nothing_matches(void **state)
{
	screen_play(*state, "seeds", 24, 80, "t \"zebra\" snap:topics-nothing Enter"
		" snap:topics-nothing-enter Esc snap:topics-given-up");
}

static void
test_a_click_on_the_current_item_runs_it_while_a_text_is_typed(void **state)
{
	struct screen *s = *state;

	screen_play(s, "seeds", 24, 80, "m ? / \"undo\" click:3,20");
	assert_null(strstr(headless_screen(&s->h), "Keys"));
	assert_non_null(strstr(headless_screen(&s->h), "5 unread"));
}

static void
test_provider_is_chosen_from_a_menu(void **state)
{
	screen_play(*state, "seeds", 24, 80, "P snap:providers \"reu\" Enter"
		" snap:provider"
		" T snap:provider-cleared");
}

static void
test_addresses_are_listed(void **state)
{
	screen_play(*state, "seeds", 24, 80, "j u snap:addresses j"
		" snap:addresses-second");
}

static void
test_address_is_copied(void **state)
{
	struct screen *s = *state;

	screen_play(s, "seeds", 24, 80, "j u G y snap:address-copied");
	assert_string_equal(nr_buf_str(&s->h.clipboard),
		"https://www-newsweek-com.cdn.ampproject.org/c/s/www.newsweek.com/"
		"joe-biden-vladmir-putin-summit-doesnt-signal-new-friendliness-russia-"
		"white-house-says-1583363?amp=1");
	screen_play(s, "seeds", 24, 80, "G Y snap:title-copied");
	assert_string_equal(nr_buf_str(&s->h.clipboard),
		"Biden speaks to Putin for first time since taking power: White House\n"
		"https://www.reuters.com/article/us-russia-usa-biden-putin-idUSKBN29V2AJ");
}

static void
test_browser_is_started(void **state)
{
	struct screen *s = *state;
	struct nr_error err = NR_ERROR_INIT;

	nr_options_set(s->options, "browser", "true %u", &err);
	nr_options_set(s->options, "browser-kind", "window", &err);
	screen_play(s, "seeds", 24, 80, "o snap:browser O wait:\"4 unread\""
		" snap:browser-next");
	assert_int_equal(s->h.leaves, 0);
	nr_options_set(s->options, "browser-kind", "terminal", &err);
	screen_play(s, "seeds", 24, 80, "o snap:browser-terminal 2o 9o"
		" snap:browser-no-link");
	assert_int_equal(s->h.leaves, 2);
	screen_article(s, "alone/a.md", "title: A text\n");
	screen_play(s, "alone", 24, 80, "2o snap:browser-without-links");
	nr_options_set(s->options, "browser", "/nowhere/browser", &err);
	screen_play(s, "seeds", 24, 80, "o snap:browser-missing E snap:browser-messages");
}

/* The article stays unread where the browser fails at once, and is read where it goes on. */
static void
test_browser_that_fails_has_shown_nothing(void **state)
{
	struct screen *s = *state;
	struct nr_error err = NR_ERROR_INIT;

	nr_options_set(s->options, "browser", "false %u", &err);
	nr_options_set(s->options, "browser-kind", "window", &err);
	screen_play(s, "seeds", 24, 80, "O wait:\"exit status\" snap:browser-failed");
	nr_options_set(s->options, "browser-kind", "terminal", &err);
	screen_play(s, "seeds", 24, 80, "O snap:browser-failed-inside");
	nr_options_set(s->options, "browser-kind", "window", &err);
	nr_options_set(s->options, "browser", "sh -c 'sleep 3' sh %u", &err);
	screen_play(s, "seeds", 24, 80, "O wait:\"4 unread\" snap:browser-runs");
}

static void
test_help_lists_every_key(void **state)
{
	screen_play(*state, "seeds", 70, 120, "? snap:help");
}

static void
test_help_is_searched_and_does_what_it_shows(void **state)
{
	screen_play(*state, "seeds", 24, 80, "? snap:help-narrow 5j snap:help-5j 12G snap:help-12G"
		" 3Esc G snap:help-end"
		" / \"undo\" snap:help-search Enter snap:help-found Esc"
		" ? / \"star\" Enter Enter snap:help-done"
		" resize:12x40 ? snap:help-small");
}

static void
test_information_tells_every_field(void **state)
{
	made_news(*state);
	screen_play(*state, "news", 40, 100, "/ \"sail\" Enter i snap:info 3j snap:info-3j"
		" 5G snap:info-5G G snap:info-end"
		" q snap:info-closed");
	screen_play(*state, "news", 40, 100, "/ \"goes on\" Enter Tab Tab i"
		" snap:info-related");
}

static void
test_information_of_a_ghost_names_who_lists_it(void **state)
{
	made_many(*state);
	screen_play(*state, "many", 30, 100, "l l i snap:info-ghost");
}

static void
test_problems_are_listed(void **state)
{
	made_bad(*state);
	screen_play(*state, "bad", 24, 100, "snap:bad E snap:problems / \"alias\""
		" snap:problems-search Enter snap:problems-found");
}

static void
test_long_path_of_a_problem_leaves_room_for_what_is_wrong(void **state)
{
	struct screen *s = *state;

	screen_article(s, "bad/2021/a folder with a long name/国際ニュースの記事/broken-article.md",
		"- \"not closed\n");
	screen_play(s, "bad", 24, 80, "E snap:problems-long resize:12x40"
		" snap:problems-long-small resize:12x120 snap:problems-long-wide");
}

static void
test_editor_opens_at_the_problem(void **state)
{
	struct screen *s = *state;
	struct nr_error err = NR_ERROR_INIT;

	nr_options_set(s->options, "editor", "true", &err);
	made_bad(s);
	screen_play(s, "bad", 24, 100, "E Enter snap:problems-edited");
	assert_int_equal(s->h.leaves, 1);
}

static void
test_no_problems_are_told_as_well(void **state)
{
	screen_play(*state, "seeds", 24, 80, "E snap:problems-none");
}

static void
test_menus_fit_into_small_screens(void **state)
{
	screen_play(*state, "seeds", 8, 24, "t snap:topics-small Esc P"
		" snap:providers-small"
		" Esc u snap:addresses-small");
}

/* Those that are not typed into; the command acts on the panes. */
static void
test_command_line_takes_the_place_of_what_is_open(void **state)
{
	screen_play(*state, "seeds", 24, 80, "? : snap:command-over-help \"problems\" Enter"
		" snap:command-from-help : Esc snap:command-given-up"
		" u : \"problems\" Enter E : Esc ? / : snap:help-colon Esc"
		" t : snap:topics-colon Esc P : snap:providers-colon");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, screen_setup, screen_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_topics_are_chosen_from_a_menu),
		TEST(test_several_topics_mean_any_of_them),
		TEST(test_several_topics_mean_every_one_with_ctrl_a),
		TEST(test_chosen_topics_turn_from_any_to_all_and_back),
		TEST(test_topic_that_nothing_matches),
		TEST(test_a_click_on_the_current_item_runs_it_while_a_text_is_typed),
		TEST(test_provider_is_chosen_from_a_menu),
		TEST(test_addresses_are_listed),
		TEST(test_address_is_copied),
		TEST(test_browser_is_started),
		TEST(test_browser_that_fails_has_shown_nothing),
		TEST(test_help_lists_every_key),
		TEST(test_help_is_searched_and_does_what_it_shows),
		TEST(test_information_tells_every_field),
		TEST(test_information_of_a_ghost_names_who_lists_it),
		TEST(test_problems_are_listed),
		TEST(test_long_path_of_a_problem_leaves_room_for_what_is_wrong),
		TEST(test_editor_opens_at_the_problem),
		TEST(test_no_problems_are_told_as_well),
		TEST(test_command_line_takes_the_place_of_what_is_open),
		TEST(test_menus_fit_into_small_screens),
	};

	return cmocka_run_group_tests_name("overlays", tests, NULL, NULL);
}
