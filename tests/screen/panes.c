#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "newsreader/mem.h"
#include "screen/made.h"
#include "screen/screen.h"

static void
test_wide_screen_shows_three_panes(void **state)
{
	screen_play(*state, "seeds", 40, 160, "snap:wide j snap:wide-second l"
		" snap:wide-article"
		" l snap:wide-related");
}

static void
test_narrow_screen_stacks_the_panes(void **state)
{
	screen_play(*state, "seeds", 24, 80, "snap:narrow Enter snap:narrow-article"
		" Tab j snap:narrow-related");
}

static void
test_small_screen_shows_one_pane_at_a_time(void **state)
{
	screen_play(*state, "seeds", 12, 40, "snap:single Enter snap:single-article"
		" Space snap:single-article-end l snap:single-related q"
		" snap:single-back");
}

static void
test_roles_tell_what_is_what(void **state)
{
	struct screen *s = *state;

	s->styles = true;
	screen_play(s, "seeds", 30, 160, "Enter f l j snap:styles");
}

static void
test_ascii_screen_has_no_other_character(void **state)
{
	struct screen *s = *state;

	s->ascii = true;
	made_news(s);
	screen_play(s, "news", 40, 160, "3j f snap:ascii t snap:ascii-topics"
		" Esc ? snap:ascii-help");
	for (const char *p = headless_snap(&s->h, 0); *p != '\0'; p++)
		assert_in_range(*p, '\n', '~');
}

static void
test_ascii_screen_shows_powers_with_a_sign(void **state)
{
	struct screen *s = *state;

	s->ascii = true;
	screen_file(s, "powers/a.md", "---\ntitle: Powers\nurl: https://a.example/p\n---\n"
		"10<sup>80</sup> atoms, H<sub>2</sub>O, 5 m².\n\n1. [x] done\n2. [ ] open\n");
	screen_play(s, "powers", 24, 80, "Enter snap:ascii-powers");
}

static void
test_zoom_gives_the_pane_the_whole_screen(void **state)
{
	screen_play(*state, "seeds", 24, 80, "z snap:zoom-list z l z snap:zoom-article"
		" l snap:zoom-related q snap:zoom-over");
}

static void
test_what_is_opened_from_a_zoomed_list_leads_back_to_it(void **state)
{
	screen_play(*state, "seeds", 24, 80, "z Enter snap:zoom-opened q snap:zoom-returned"
		" j l l q snap:zoom-returned-again q snap:zoom-ended");
}

static void
test_layouts_go_round(void **state)
{
	screen_play(*state, "seeds", 30, 160, "Z snap:layout-wide Z snap:layout-narrow"
		" Z snap:layout-single Z snap:layout-auto");
}

static void
test_divider_moves_and_stays_over_restarts(void **state)
{
	screen_play(*state, "seeds", 20, 160, "2 ( snap:divider-left ) ) ) ) snap:divider-right");
	screen_play(*state, "seeds", 20, 160, "snap:divider-restarted");
	screen_play(*state, "seeds", 20, 80, ") ) snap:divider-down z ( snap:divider-none");
}

static void
test_mouse_drags_the_lines_between_the_panes(void **state)
{
	struct screen *s = *state;

	screen_play(s, "seeds", 20, 160, "click:5,78 drag:5,70 drag:9,60 snap:drag-column"
		" release drag:9,50 snap:drag-over click:9,60 Esc drag:9,50 snap:drag-key"
		" click:9,60 drag:9,0 release snap:drag-least");
	screen_play(s, "seeds", 20, 160, "snap:drag-restarted");
	screen_play(s, "seeds", 30, 80, "click:7,20 drag:12,22 release snap:drag-title"
		" click:24,5 drag:20,5 release snap:drag-related"
		" click:20,5 drag:18,5 resize:24x80 drag:12,5 snap:drag-resized");
	screen_play(s, "seeds", 30, 80, "snap:drag-title-restarted"
		" click:12,20 drag:99,20 release snap:drag-lowest"
		" click:1,3 drag:5,3 release snap:drag-top");
}

static void
test_rows_of_two_lines_scroll_and_are_clicked(void **state)
{
	struct screen *s = *state;
	struct nr_error err = NR_ERROR_INIT;

	made_many(s);
	assert_int_equal(nr_options_set(s->options, "rows", "auto", &err), 0);
	screen_play(s, "many", 12, 50, "snap:two-lines PgDn snap:two-lines-page"
		" click:4,10 snap:two-lines-click G snap:two-lines-end"
		" resize:24x80 snap:two-lines-not");
}

static void
test_columns_with_nothing_for_a_second_line_take_one(void **state)
{
	struct screen *s = *state;
	struct nr_error err = NR_ERROR_INIT;

	made_many(s);
	assert_int_equal(nr_options_set(s->options, "rows", "auto", &err), 0);
	assert_int_equal(nr_options_set(s->options, "columns", "mark title", &err), 0);
	screen_play(s, "many", 12, 50, "j snap:two-lines-one");
	assert_int_equal(nr_options_set(s->options, "rows", "2", &err), 0);
	screen_play(s, "many", 12, 50, "j snap:two-lines-two");
}

static void
test_divider_moves_by_whole_rows_of_two_lines(void **state)
{
	struct screen *s = *state;
	struct nr_error err = NR_ERROR_INIT;

	made_many(s);
	assert_int_equal(nr_options_set(s->options, "rows", "2", &err), 0);
	screen_play(s, "many", 24, 80, "( snap:two-lines-divider 9( snap:two-lines-least )"
		" snap:two-lines-divider-back");
}

/* With an odd number of lines the last one shows no article. */
static void
test_a_line_left_over_by_rows_of_two_lines_is_not_clicked(void **state)
{
	struct screen *s = *state;
	struct nr_error err = NR_ERROR_INIT;

	made_many(s);
	assert_int_equal(nr_options_set(s->options, "rows", "auto", &err), 0);
	screen_play(s, "many", 13, 50, "click:11,10");
	assert_non_null(strstr(headless_screen(&s->h), " 1/30"));
	screen_play(s, "many", 13, 50, "click:10,10");
	assert_non_null(strstr(headless_screen(&s->h), " 5/30"));
}

static void
test_rows_of_two_lines_scroll_alike_with_a_count(void **state)
{
	static const char *const scripts[][2] = {
		{ "/ \"number\" Enter 7n", "/ \"number\" Enter n n n n n n n" },
		{ "9n", "n n n n n n n n n" },
	};
	struct screen *s = *state;
	struct nr_error err = NR_ERROR_INIT;

	made_many(s);
	assert_int_equal(nr_options_set(s->options, "rows", "auto", &err), 0);
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		char *at_once;

		screen_play(s, "many", 12, 50, scripts[i][0]);
		at_once = nr_strdup(headless_screen(&s->h));
		screen_play(s, "many", 12, 50, scripts[i][1]);
		assert_string_equal(at_once, headless_screen(&s->h));
		free(at_once);
	}
}

static void
test_wide_layout_in_a_narrow_terminal(void **state)
{
	screen_play(*state, "seeds", 24, 60, "Z snap:layout-wide-60");
}

static void
test_article_without_related_ones_has_no_related_pane(void **state)
{
	made_news(*state);
	screen_play(*state, "news", 24, 80, "G l l snap:no-related");
}

static void
test_low_screen_shows_the_related_ones_in_place_of_the_article(void **state)
{
	screen_play(*state, "seeds", 14, 80, "Tab Tab j snap:low-related Tab"
		" Enter snap:low-article");
}

static void
test_resizing_keeps_the_place(void **state)
{
	made_news(*state);
	screen_play(*state, "news", 20, 160, "/ \"goes on\" Enter Esc j j Enter 9j"
		" snap:resize-before resize:20x70 snap:resize-narrow resize:10x30"
		" snap:resize-single resize:1x1 resize:20x160 snap:resize-after");
}

static void
test_scroll_bars_stand_on_the_borders(void **state)
{
	struct screen *s = *state;

	made_many(s);
	screen_play(s, "many", 14, 140, "snap:bars-top 10j l j snap:bars-middle S-Tab G"
		" snap:bars-end");
	s->ascii = true;
	screen_play(s, "many", 14, 140, "10j l j snap:bars-ascii");
}

static void
test_unknown_key_is_named(void **state)
{
	screen_play(*state, "seeds", 24, 80, "5 snap:count j D snap:unknown-key");
}

static void
test_counts_repeat_and_address(void **state)
{
	made_many(*state);
	screen_play(*state, "many", 24, 80, "3j snap:count-3j 2G snap:count-2G"
		" G snap:last 10k snap:count-10k g snap:first 9 9 9 9 j"
		" snap:count-beyond");
}

static void
test_empty_folder_says_so(void **state)
{
	made_none(*state);
	screen_play(*state, "none", 24, 80, "snap:empty j k Enter l i snap:empty-info u o"
		" e y m f d A U t"
		" snap:empty-topics");
}

static void
test_mouse_selects_and_scrolls(void **state)
{
	made_many(*state);
	screen_play(*state, "many", 24, 80, "click:4,10 snap:click wheel:3,5,3"
		" snap:wheel-list"
		" g click:15,5 wheel:15,5,3 snap:wheel-article");
}

/* What it asks is about the article shown. */
static void
test_the_mouse_does_nothing_behind_a_prompt(void **state)
{
	static const char *const prompts[] = { "w", "|", "!", ":", "/" };
	struct screen *s = *state;

	made_many(s);
	for (size_t i = 0; i < sizeof(prompts) / sizeof(prompts[0]); i++) {
		char script[64];

		snprintf(script, sizeof(script), "%s click:4,10 wheel:3,5,3", prompts[i]);
		screen_play(s, "many", 24, 80, script);
		assert_non_null(strstr(headless_screen(&s->h), " 1/30, "));
	}
}

static const char everything[] =
	"j k J K Space PgDn PgUp ^D ^U g G Enter l l j Enter < > z z z Z z Z Z Z /"
	" \"bid\" "
	"Enter n N Esc t Down Tab Esc P Esc u Esc ? j q E q i j q m f d A U ^R a @ j Enter a p"
	" s S S "
	"T y Y 3j 2G click:0,0 wheel:0,0,1 ^L ";

static void
test_no_size_is_too_small(void **state)
{
	screen_play(*state, "seeds", 3, 10, "snap:tiny Enter snap:tiny-article");
	for (int rows = 1; rows <= 4; rows++) {
		for (int cols = 1; cols <= 12; cols += cols < 4 ? 1 : 4)
			screen_play(*state, "seeds", rows, cols, everything);
	}
}

static void
test_sizes_may_change_at_any_moment(void **state)
{
	struct nr_buf b = NR_BUF_INIT;
	struct screen *s = *state;
	int size = 0;

	made_news(s);
	for (const char *p = everything; *p != '\0'; p++) {
		nr_buf_addch(&b, *p);
		if (*p == ' ' && p[-1] != ':')
			nr_buf_addf(&b, "resize:%dx%d ", 1 + size * 7 % 41,
				1 + size * 13 % 151);
		size++;
	}
	screen_play(s, "news", 24, 80, nr_buf_str(&b));
	nr_buf_release(&b);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, screen_setup, screen_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_wide_screen_shows_three_panes),
		TEST(test_narrow_screen_stacks_the_panes),
		TEST(test_small_screen_shows_one_pane_at_a_time),
		TEST(test_roles_tell_what_is_what),
		TEST(test_ascii_screen_has_no_other_character),
		TEST(test_ascii_screen_shows_powers_with_a_sign),
		TEST(test_zoom_gives_the_pane_the_whole_screen),
		TEST(test_what_is_opened_from_a_zoomed_list_leads_back_to_it),
		TEST(test_layouts_go_round),
		TEST(test_divider_moves_and_stays_over_restarts),
		TEST(test_mouse_drags_the_lines_between_the_panes),
		TEST(test_rows_of_two_lines_scroll_and_are_clicked),
		TEST(test_columns_with_nothing_for_a_second_line_take_one),
		TEST(test_divider_moves_by_whole_rows_of_two_lines),
		TEST(test_a_line_left_over_by_rows_of_two_lines_is_not_clicked),
		TEST(test_rows_of_two_lines_scroll_alike_with_a_count),
		TEST(test_wide_layout_in_a_narrow_terminal),
		TEST(test_article_without_related_ones_has_no_related_pane),
		TEST(test_low_screen_shows_the_related_ones_in_place_of_the_article),
		TEST(test_resizing_keeps_the_place),
		TEST(test_scroll_bars_stand_on_the_borders),
		TEST(test_unknown_key_is_named),
		TEST(test_counts_repeat_and_address),
		TEST(test_empty_folder_says_so),
		TEST(test_mouse_selects_and_scrolls),
		TEST(test_the_mouse_does_nothing_behind_a_prompt),
		TEST(test_no_size_is_too_small),
		TEST(test_sizes_may_change_at_any_moment),
	};

	return cmocka_run_group_tests_name("panes", tests, NULL, NULL);
}
