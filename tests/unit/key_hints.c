#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "newsreader/buf.h"
#include "ui/menu.h"

static void
test_whole_keys_are_shown_and_the_way_out_before_all(void **state)
{
	static const struct {
		const char *keys;
		int cols;
		const char *expected;
	} cases[] = {
		{ "? help  / search  q quit", 24, "? help  / search  q quit" },
		{ "? help  / search  q quit", 23, "? help  q quit" },
		{ "ö\thelp  ü\tsearch  q\tquit", 24, "ö\thelp  ü\tsearch  q\tquit" },
		{ "? help  / search  q quit", 14, "? help  q quit" },
		{ "? help  / search  q quit", 13, "q quit" },
		{ "? help  / search  q quit", 6, "q quit" },
		/* What is cut then is the canvas' affair. */
		{ "? help  / search  q quit", 5, "q quit" },
		{ "? help  / search  q quit", 0, "q quit" },
		{ "? help  / search  q quit", -1, "q quit" },
		{ "q quit", 80, "q quit" }, { "q quit", 0, "q quit" }, { "", 80, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct nr_buf out = NR_BUF_INIT;

		ui_key_hints_fit(cases[i].keys, cases[i].cols, &out);
		assert_string_equal(nr_buf_str(&out), cases[i].expected);
		nr_buf_release(&out);
	}
}

static void
test_hints_are_parted_by_two_blanks_and_keys_of_one_hint_by_one(void **state)
{
	struct nr_buf out = NR_BUF_INIT;

	(void)state;
	ui_key_hints_add(&out, "j", "");
	ui_key_hints_add(&out, "k", "scroll");
	ui_key_hints_add(&out, "q", "closes");
	assert_string_equal(nr_buf_str(&out), "j k\tscroll  q\tcloses");
	nr_buf_release(&out);
}

/* So that a key is told from what it does: "." for other cells. */
static void
test_keys_are_drawn_apart_from_their_words(void **state)
{
	struct ui_canvas c = UI_CANVAS_INIT;
	struct ui_rect all = { 0, 0, 1, 40 };
	struct nr_buf hints = NR_BUF_INIT, out = NR_BUF_INIT;
	char text[41] = "";

	(void)state;
	nr_buf_addz(&hints, "Scanning 5/9");
	ui_key_hints_add(&hints, "^C", "cancels");
	ui_key_hints_add(&hints, "j", "");
	ui_key_hints_add(&hints, "k", "scroll");
	ui_canvas_resize(&c, 1, 40);
	ui_key_hints_draw(&c, &all, 0, 0, nr_buf_str(&hints));
	for (int col = 0; col < 40; col++) {
		const struct ui_cell *cell = ui_canvas_at(&c, 0, col);

		text[col] = cell->text[0];
		nr_buf_addch(&out, cell->style == UI_STYLE_KEY ? 'k' : '.');
	}
	assert_string_equal(text, "Scanning 5/9  ^C cancels  j k scroll    ");
	assert_string_equal(nr_buf_str(&out), "..............kk..........kkk...........");
	nr_buf_release(&hints);
	nr_buf_release(&out);
	ui_canvas_release(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole_keys_are_shown_and_the_way_out_before_all),
		cmocka_unit_test(test_keys_are_drawn_apart_from_their_words),
		cmocka_unit_test(test_hints_are_parted_by_two_blanks_and_keys_of_one_hint_by_one),
	};

	return cmocka_run_group_tests_name("key_hints", tests, NULL, NULL);
}
