#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <stdio.h>
#include <unistd.h>

#include "newsreader/store.h"
#include "screen/made.h"
#include "screen/screen.h"

enum { LONG = 600 };		/* rows of a list that a job searches */

static int gate[2] = { -1, -1 };	/* of a pipe; -1: open */

int __real_nr_match_query_read(struct nr_match_query *q, struct nr_ids *out,
	struct nr_error *err);
int __wrap_nr_match_query_read(struct nr_match_query *q, struct nr_ids *out,
	struct nr_error *err);

/* In place of the real one (the linker's --wrap): the job waits until the gate is open. */
int
__wrap_nr_match_query_read(struct nr_match_query *q, struct nr_ids *out, struct nr_error *err)
{
	char byte;

	if (gate[0] >= 0)
		assert_int_equal(read(gate[0], &byte, 1), 0);
	return __real_nr_match_query_read(q, out, err);
}

static void
open_gate(void)
{
	close(gate[1]);
}

/* Search the long list, and then do the script, whose "call" opens the gate. */
static void
play_with_gate(struct screen *s, const char *script)
{
	char all[256];

	snprintf(all, sizeof all, "/ \"three\" Enter %s", script);
	s->patience = 0;
	s->call = open_gate;
	assert_int_equal(pipe(gate), 0);
	screen_play(s, "long", 24, 80, all);
	close(gate[0]);
	gate[0] = -1;
}

static void
test_list_is_searched_while_typing(void **state)
{
	screen_play(*state, "seeds", 24, 80, "/ \"cnn\" snap:search-typing ^U \"speaks\""
		" snap:search-typing-more Esc snap:search-given-up");
}

static void
test_matches_are_gone_through(void **state)
{
	screen_play(*state, "seeds", 24, 80, "/ \"putin\" Enter snap:search-first n"
		" snap:search-second n n n n snap:search-wrapped N snap:search-before"
		" Esc snap:search-forgotten");
}

static void
test_counted_matches_scroll_one_by_one(void **state)
{
	made_many(*state);
	screen_play(*state, "many", 24, 80, "G / \"number\" Enter 7 n"
		" snap:search-counted");
}

/* As far as the count without whole rounds: of 30 unread articles, 999999 goes 9 on. */
static void
test_huge_counts_take_one_round(void **state)
{
	made_many(*state);
	screen_play(*state, "many", 24, 80, "9 9 9 9 9 9 n snap:search-huge-unread"
		" g / \"number\" Enter 9 9 9 9 9 9 n snap:search-huge 9 9 9 9 9 9 N l 9 9 9 9 9 9 n"
		" snap:search-huge-article");
}

static void
test_search_backward(void **state)
{
	screen_play(*state, "seeds", 24, 80, "\\ \"putin\" snap:search-back Enter n"
		" snap:search-back-next N snap:search-back-previous");
}

static void
test_search_that_fails_says_so(void **state)
{
	screen_play(*state, "seeds", 24, 80, "/ \"zebra\" snap:search-failed Enter"
		" snap:search-failed-enter / Up snap:search-recalled");
}

static void
test_article_is_searched(void **state)
{
	struct screen *s = *state;

	s->styles = true;
	made_news(s);
	screen_play(s, "news", 24, 80, "/ \"with a body\" Enter Esc Enter / \"in\""
		" snap:search-article Enter n snap:search-article-next n n n n n n"
		" snap:search-article-further N snap:search-article-back");
}

static void
test_a_cancelled_search_leaves_the_match_of_the_one_before(void **state)
{
	struct screen *s = *state;

	made_news(s);
	screen_play(s, "news", 24, 80, "/ \"with a body\" Enter Esc Enter / \"in\" Enter n"
		" / \"and\" Esc");
	assert_non_null(strstr(headless_screen(&s->h), " 2/7 "));
	screen_play(s, "news", 24, 80, "/ \"with a body\" Enter Esc Enter / \"in\" Enter n"
		" / \"and\" Esc n");
	assert_non_null(strstr(headless_screen(&s->h), " 3/7 "));
}

static void
test_related_list_is_searched(void **state)
{
	made_many(*state);
	screen_play(*state, "many", 30, 120, "l l / \"number 5\" snap:search-related"
		" Enter n n"
		" snap:search-related-third");
}

static void
test_matches_are_counted_in_words_for_a_screen_reader(void **state)
{
	struct screen *s = *state;
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_options_set(s->options, "screen-reader", "yes", &err), 0);
	made_many(s);
	screen_play(s, "many", 24, 80, "/ \"number 2\" Enter n snap:search-spoken");
}

static void
test_case_and_width_do_not_matter(void **state)
{
	made_news(*state);
	screen_play(*state, "news", 24, 80, "/ \"東京\" snap:search-cjk ^U \"FAMILIES\""
		" snap:search-case");
}

static void
test_list_shows_only_the_matches(void **state)
{
	made_many(*state);
	screen_play(*state, "many", 24, 80, "/ \"number 1\" Enter n n & snap:only-matches m S"
		" snap:only-matches-marked & snap:only-matches-not n & d Esc"
		" snap:only-matches-left Esc snap:only-matches-forgotten");
}

static void
test_only_matches_asks_for_a_search(void **state)
{
	made_many(*state);
	screen_play(*state, "many", 24, 80, "l & \"number 2\" snap:only-matches-typed Enter"
		" snap:only-matches-asked Esc Esc & \"zebra\" Enter snap:only-matches-none");
}

static void
test_only_matches_of_nothing_say_so(void **state)
{
	screen_play(*state, "seeds", 24, 80, "/ \"vladmir\" Enter & m a"
		" snap:only-matches-empty");
}

/* The next run has no search that could be left. */
static void
test_only_matches_ends_with_the_run(void **state)
{
	struct screen *s = *state;
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_options_set(s->options, "remember", "yes", &err), 0);
	made_many(s);
	screen_play(s, "many", 24, 80, "/ \"number 1\" Enter & G");
	screen_play(s, "many", 24, 80, "snap:only-matches-restarted");
}

static void
test_matches_of_a_long_list_are_counted(void **state)
{
	made_long(*state, LONG);
	screen_play(*state, "long", 24, 80, "/ \"three\" Enter wait:1/200 n wait:2/200"
		" & wait:\"matching three\" N wait:1/200");
}

static void
test_keys_wait_for_the_matches_in_their_order(void **state)
{
	static const char *const scripts[] = {
		"3 n wait:Searching m call wait:4/200 wait:\"Marked read\"",
		"& wait:Searching G call wait:200/200",
		"* wait:Searching m call wait:\"articles read\"",
	};

	made_long(*state, LONG);
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
		play_with_gate(*state, scripts[i]);
}

static void
test_esc_gives_up_waiting_for_the_matches_and_drops_earlier_keys(void **state)
{
	made_long(*state, LONG);
	play_with_gate(*state, "* wait:Searching m Esc wait:\"given up\" call m"
		" wait:\"Marked read\" wait:1/200");
}

static void
test_next_unread_without_a_search(void **state)
{
	screen_play(*state, "seeds", 24, 80, "j m g n snap:next-unread N"
		" snap:previous-unread"
		" A n snap:no-unread");
}

static void
test_long_prompt_scrolls(void **state)
{
	screen_play(*state, "seeds", 12, 40, "/ \"a very long text that does not fit into"
		" "
		"the line at all\" snap:prompt-long Home snap:prompt-home");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, screen_setup, screen_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_list_is_searched_while_typing),
		TEST(test_matches_are_gone_through),
		TEST(test_counted_matches_scroll_one_by_one),
		TEST(test_huge_counts_take_one_round),
		TEST(test_search_backward),
		TEST(test_search_that_fails_says_so),
		TEST(test_article_is_searched),
		TEST(test_a_cancelled_search_leaves_the_match_of_the_one_before),
		TEST(test_related_list_is_searched),
		TEST(test_matches_are_counted_in_words_for_a_screen_reader),
		TEST(test_case_and_width_do_not_matter),
		TEST(test_list_shows_only_the_matches),
		TEST(test_only_matches_asks_for_a_search),
		TEST(test_only_matches_of_nothing_say_so),
		TEST(test_only_matches_ends_with_the_run),
		TEST(test_matches_of_a_long_list_are_counted),
		TEST(test_keys_wait_for_the_matches_in_their_order),
		TEST(test_esc_gives_up_waiting_for_the_matches_and_drops_earlier_keys),
		TEST(test_next_unread_without_a_search),
		TEST(test_long_prompt_scrolls),
	};

	return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
