#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "screen/made.h"
#include "screen/screen.h"

static void
test_related_file_is_followed_and_left_again(void **state)
{
	screen_play(*state, "seeds", 40, 160, "j l l snap:follow-from Enter"
		" snap:follow-file"
		" < snap:follow-back > snap:follow-forward");
}

static void
test_ghost_is_followed_and_left_again(void **state)
{
	screen_play(*state, "seeds", 24, 80, "G l j l 2j snap:ghost-from Enter snap:ghost"
		" < snap:ghost-back < snap:nothing-to-go-back");
}

static void
related_article(struct screen *s, const char *path, const char *first)
{
	char yaml[512];

	snprintf(yaml, sizeof(yaml), "title: Harbour\nwebUrl: https://x.example/harbour\n"
		"related:\n%s"
		"- {title: Ferries return, webUrl: 'https://x.example/1'}\n"
		"- {title: A storm passes, webUrl: 'https://x.example/2'}\n"
		"- {title: Piers are mended, webUrl: 'https://x.example/3'}\n", first);
	screen_article(s, path, yaml);
}

/* The editor writes a file with one more before the others. */
static void
test_related_article_stays_selected_in_another_place(void **state)
{
	struct screen *s = *state;
	struct nr_error err = NR_ERROR_INIT;
	char editor[64];

	related_article(s, "related/harbour.md", "");
	related_article(s, "edited", "- {title: Newer, webUrl: 'https://x.example/0'}\n");
	snprintf(editor, sizeof(editor), "/bin/cp %s/edited", s->home);
	assert_int_equal(nr_options_set(s->options, "editor", editor, &err), 0);
	screen_play(s, "related", 30, 120, "l l j snap:related-selected e wait:Newer"
		" snap:related-held");
}

/* Twice there and twice back: scroll, focus and cursors are as they were. */
static void
test_going_back_twice_finds_both_places(void **state)
{
	made_many(*state);
	screen_play(*state, "many", 30, 120, "l 2j l 6j snap:twice-first Enter"
		" snap:twice-second l Enter snap:twice-third < snap:twice-second-again"
		" < snap:twice-first-again");
}

static void
test_moving_in_the_list_ends_at_both_ends(void **state)
{
	screen_play(*state, "seeds", 24, 80, "K snap:first-article 4J J"
		" snap:last-article");
}

static void
test_space_reads_on_to_the_next_unread(void **state)
{
	screen_play(*state, "seeds", 24, 80, "Space snap:space-1 Space snap:space-2 "
		"Space snap:space-3 Space Space Space Space Space Space Space Space"
		" Space Space snap:space-end");
}

/* The next one has no related articles: the focus goes to its text. */
static void
test_article_shown_from_the_related_ones_is_read(void **state)
{
	made_many(*state);
	screen_play(*state, "many", 24, 80, "S-Tab J snap:related-next");
}

static void
test_article_is_scrolled(void **state)
{
	made_news(*state);
	screen_play(*state, "news", 24, 80, "/ \"body\" Enter Esc Enter j snap:scroll-j"
		" ^F"
		" snap:scroll-page ^D snap:scroll-half G snap:scroll-end g"
		" snap:scroll-start"
		" 5G snap:scroll-line");
}

static void
test_going_somewhere_new_forgets_what_was_ahead(void **state)
{
	screen_play(*state, "seeds", 24, 80, "G l l Enter < j Enter >"
		" snap:nothing-ahead");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, screen_setup, screen_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_related_file_is_followed_and_left_again),
		TEST(test_ghost_is_followed_and_left_again),
		TEST(test_going_back_twice_finds_both_places),
		TEST(test_related_article_stays_selected_in_another_place),
		TEST(test_moving_in_the_list_ends_at_both_ends),
		TEST(test_space_reads_on_to_the_next_unread),
		TEST(test_article_shown_from_the_related_ones_is_read),
		TEST(test_article_is_scrolled),
		TEST(test_going_somewhere_new_forgets_what_was_ahead),
	};

	return cmocka_run_group_tests_name("follow", tests, NULL, NULL);
}
