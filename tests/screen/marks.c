#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include <unistd.h>

#include "screen/made.h"
#include "screen/screen.h"

static void
test_marks_are_set_and_undone(void **state)
{
	screen_play(*state, "seeds", 24, 80, "m snap:mark-read j f snap:mark-star j d"
		" snap:mark-hidden U snap:undo U U snap:undo-all U snap:undo-nothing"
		" ^R ^R snap:redo ^R ^R snap:redo-nothing");
}

static void
test_all_are_marked_read_and_undone(void **state)
{
	screen_play(*state, "seeds", 24, 80, "2m snap:mark-two A snap:mark-all A"
		" snap:mark-nothing U snap:undo-mark-all");
}

/* All of them in one change; the article at the cursor is not above it. */
static void
test_articles_above_are_marked_read_and_undone(void **state)
{
	screen_play(*state, "seeds", 24, 80, "M snap:mark-above-nothing 5 j M"
		" snap:mark-above U snap:mark-above-undone");
}

static void
test_selected_articles_are_marked(void **state)
{
	screen_play(*state, "seeds", 24, 80, "j v j v snap:select f snap:select-star"
		" U snap:select-undone v Esc snap:select-dropped");
}

static void
test_mark_in_the_related_pane_leaves_the_selection(void **state)
{
	screen_play(*state, "seeds", 40, 160, "v v g l l f snap:select-related-marked");
}

static void
test_selected_articles_are_opened_or_copied(void **state)
{
	struct screen *s = *state;
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_options_set(s->options, "browser", "true %u", &err), 0);
	assert_int_equal(nr_options_set(s->options, "browser-kind", "terminal", &err), 0);
	made_many(s);
	screen_play(s, "many", 24, 80, "v v o snap:select-opened 6 v O snap:select-asked n"
		" snap:select-not-opened O y snap:select-opened-many 2 v y snap:select-copied"
		" v i q snap:select-one Esc v w snap:select-write");
	assert_string_equal(nr_buf_str(&s->h.clipboard),
		"https://many.example/22\nhttps://many.example/21\n");
}

/* The end of a question says how to answer it. */
static void
test_the_end_of_a_long_question_is_in_view(void **state)
{
	struct screen *s = *state;

	made_many(s);
	screen_play(s, "many", 12, 30, "6 v o snap:select-asked-narrow");
}

static void
test_a_name_of_blanks_is_not_written_to(void **state)
{
	screen_play(*state, "seeds", 24, 80, "w ^U Space Space Enter");
	assert_int_equal(access("  ", F_OK), -1);
}

static void
test_too_many_articles_are_not_opened(void **state)
{
	made_long(*state, 51);
	screen_play(*state, "long", 24, 80, "* o snap:select-too-many");
}

static void
test_range_is_selected(void **state)
{
	made_many(*state);
	screen_play(*state, "many", 24, 80, "2 j V snap:select-range-begun 4 j V"
		" snap:select-range A snap:select-range-read");
}

static void
test_all_or_all_matches_are_selected(void **state)
{
	made_many(*state);
	screen_play(*state, "many", 24, 80, "/ \"number 2\" Enter * snap:select-matches d"
		" snap:select-hidden U Esc * v snap:select-all l snap:select-article l v"
		" snap:select-related");
}

static void
test_opening_marks_read_but_moving_does_not(void **state)
{
	screen_play(*state, "seeds", 24, 80, "j j snap:moved Enter snap:opened q"
		" snap:opened-list");
}

static void
test_related_article_is_marked(void **state)
{
	screen_play(*state, "seeds", 40, 160, "l l j f m snap:mark-related");
}

/* It must not vanish because the reader has just opened it. */
static void
test_article_read_in_the_unread_view_stays(void **state)
{
	screen_play(*state, "seeds", 24, 80, "a snap:unread j Enter q snap:unread-opened"
		" j m snap:unread-marked a a snap:unread-again");
}

static void
test_marks_are_there_after_a_restart(void **state)
{
	screen_play(*state, "seeds", 24, 80, "m j f j d");
	screen_play(*state, "seeds", 24, 80, "snap:restarted");
}

static void
test_marks_of_a_read_only_run_are_gone(void **state)
{
	struct screen *s = *state;

	s->read_only = true;
	screen_play(s, "seeds", 24, 80, "snap:read-only m snap:read-only-marked");
	s->read_only = false;
	screen_play(s, "seeds", 24, 80, "snap:read-only-after");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, screen_setup, screen_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_marks_are_set_and_undone),
		TEST(test_all_are_marked_read_and_undone),
		TEST(test_articles_above_are_marked_read_and_undone),
		TEST(test_selected_articles_are_marked),
		TEST(test_mark_in_the_related_pane_leaves_the_selection),
		TEST(test_selected_articles_are_opened_or_copied),
		TEST(test_the_end_of_a_long_question_is_in_view),
		TEST(test_a_name_of_blanks_is_not_written_to),
		TEST(test_too_many_articles_are_not_opened),
		TEST(test_range_is_selected),
		TEST(test_all_or_all_matches_are_selected),
		TEST(test_opening_marks_read_but_moving_does_not),
		TEST(test_related_article_is_marked),
		TEST(test_article_read_in_the_unread_view_stays),
		TEST(test_marks_are_there_after_a_restart),
		TEST(test_marks_of_a_read_only_run_are_gone),
	};

	return cmocka_run_group_tests_name("marks", tests, NULL, NULL);
}
