/* The screen for a screen reader: one panel, words, no lines, and the cursor where the
 * selected row or the prompt is. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "screen/screen.h"

static void
set_spoken(struct screen *s, const char *value)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_options_set(s->options, "screen-reader", value, &err), 0);
}

static void
test_every_view_is_one_panel_in_words(void **state)
{
	struct screen *s = *state;

	set_spoken(s, "yes");
	screen_play(s, "seeds", 24, 80, "snap:spoken-list f j snap:spoken-starred Enter"
		" snap:spoken-article Tab snap:spoken-related q t snap:spoken-topics Esc ?"
		" snap:spoken-help q / \"put\" snap:spoken-prompt Esc");
}

static void
test_long_titles_leave_room_for_provider_and_date(void **state)
{
	struct screen *s = *state;
	struct nr_error err = NR_ERROR_INIT;

	set_spoken(s, "yes");
	screen_play(s, "seeds", 12, 50, "snap:spoken-narrow");
	assert_int_equal(nr_options_set(s->options, "rows", "2", &err), 0);
	screen_play(s, "seeds", 12, 50, "j snap:spoken-two-lines");
}

/* Moving changes the rows of the old and of the new article, and nothing else. */
static void
test_the_status_line_stays_while_the_cursor_moves(void **state)
{
	struct screen *s = *state;

	set_spoken(s, "yes");
	screen_play(s, "seeds", 24, 80, "j snap:spoken-second j snap:spoken-third");
}

/* Where the cursor is in each view, and that it is shown. */
static void
test_the_cursor_is_on_the_selected_row_and_in_the_prompt(void **state)
{
	static const struct {
		const char *script, *text;	/* that the row of the cursor has */
		int col;
	} cases[] = {
		{ "j j", "Joe Biden Proposes", 0 },
		{ "Enter", "White House says Biden-Putin", 0 },
		{ "Enter Tab j", "White House Walks", 0 },
		{ "t", "/", -1 },
		{ "t \"joe\"", "joe", -1 },
		{ "P", "/", -1 },
		{ "u j", "mobile.reuters", 2 },
		{ "?", "Move down", 2 },
		{ "u / \"zzz\" Enter", "Nothing matches", -1 },
		{ "E", "No problems", -1 },
		{ "w ^U \"configure.ac\" Enter", "Replace it? y/n", -1 },
		{ "/ \"put\"", "/put", 4 },
		{ "/ \"put\" Left Left", "/put", 2 },
		{ ": \"mark\"", ":mark", 5 },
	};
	struct screen *s = *state;

	for (int spoken = 0; spoken < 2; spoken++) {
		set_spoken(s, spoken ? "yes" : "no");
		for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
			const struct ui_canvas *c = &s->h.canvas;
			struct nr_buf row = NR_BUF_INIT;

			screen_play(s, "seeds", 24, 80, cases[i].script);
			for (int col = 0; col < c->cols; col++) {
				const struct ui_cell *cell = ui_canvas_at(c, c->cursor_row, col);

				nr_buf_add(&row, cell->text, cell->len < 4 ? cell->len : 4);
			}
			if (!c->cursor_shown || strstr(nr_buf_str(&row), cases[i].text) == NULL)
				fail_msg("%s, screen-reader %d: the cursor is %s in the row '%s'",
					cases[i].script, spoken, c->cursor_shown ? "shown" : "hidden",
					nr_buf_str(&row));
			if (cases[i].col >= 0)
				assert_int_equal(c->cursor_col, cases[i].col);
			nr_buf_release(&row);
		}
	}
}

static void
test_no_lines_or_bars_are_drawn(void **state)
{
	static const char *const scripts[] = {
		"3j", "Enter", "Enter Tab", "t", "P", "u", "?", "i", "E", "/", ":"
	};
	struct screen *s = *state;

	set_spoken(s, "yes");
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		const struct ui_canvas *c = &s->h.canvas;

		screen_play(s, "seeds", 24, 80, scripts[i]);
		for (int cell = 0; cell < c->rows * c->cols; cell++) {
			const unsigned char *u = (const unsigned char *)c->cells[cell].text;

			if (c->cells[cell].len == 3 && u[0] == 0xe2 && u[1] >= 0x94
				&& u[1] <= 0x96)
				fail_msg("%s: '%.3s'", scripts[i], (const char *)u);
		}
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, screen_setup, screen_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_every_view_is_one_panel_in_words),
		TEST(test_long_titles_leave_room_for_provider_and_date),
		TEST(test_the_status_line_stays_while_the_cursor_moves),
		TEST(test_the_cursor_is_on_the_selected_row_and_in_the_prompt),
		TEST(test_no_lines_or_bars_are_drawn),
	};

	return cmocka_run_group_tests_name("spoken", tests, NULL, NULL);
}
