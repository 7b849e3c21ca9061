#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/scroll.h"

enum { ROWS = 10 };

static void
expect(const struct app_scroll *s, size_t cursor, size_t top)
{
	assert_int_equal(s->cursor, cursor);
	assert_int_equal(s->top, top);
}

static void
test_cursor_keeps_a_margin_where_there_is_one(void **state)
{
	struct app_scroll s = { .cursor = 9 };

	(void)state;
	app_scroll_clamp(&s, 100, ROWS);
	expect(&s, 9, 2);
	app_scroll_move(&s, 100, -6);
	app_scroll_clamp(&s, 100, ROWS);
	expect(&s, 3, 1);
	app_scroll_move(&s, 100, 1000);
	app_scroll_clamp(&s, 100, ROWS);
	expect(&s, 99, 90);
}

static void
test_rows_stay_when_others_come_above(void **state)
{
	struct app_scroll s = { .cursor = 50, .top = 45 };

	(void)state;
	app_scroll_hold(&s, 57);
	app_scroll_clamp(&s, 107, ROWS);
	expect(&s, 57, 52);
	app_scroll_hold(&s, 40);
	app_scroll_clamp(&s, 90, ROWS);
	expect(&s, 40, 35);
}

/* At the first row there was no margin; one comes when the cursor moves. */
static void
test_held_rows_need_no_margin_until_the_cursor_moves(void **state)
{
	struct app_scroll s = { .cursor = 0 };

	(void)state;
	app_scroll_hold(&s, 5);
	app_scroll_clamp(&s, 100, ROWS);
	expect(&s, 5, 5);
	app_scroll_clamp(&s, 100, ROWS);
	expect(&s, 5, 5);
	app_scroll_move(&s, 100, -1);
	app_scroll_clamp(&s, 100, ROWS);
	expect(&s, 4, 2);
}

static void
test_held_cursor_stays_inside_a_list_that_shrank(void **state)
{
	struct app_scroll s = { .cursor = 99, .top = 90 };

	(void)state;
	app_scroll_hold(&s, 3);
	app_scroll_clamp(&s, 4, ROWS);
	expect(&s, 3, 0);
	app_scroll_hold(&s, 0);
	app_scroll_clamp(&s, 0, ROWS);
	expect(&s, 0, 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cursor_keeps_a_margin_where_there_is_one),
		cmocka_unit_test(test_rows_stay_when_others_come_above),
		cmocka_unit_test(test_held_rows_need_no_margin_until_the_cursor_moves),
		cmocka_unit_test(test_held_cursor_stays_inside_a_list_that_shrank),
	};

	return cmocka_run_group_tests_name("scroll", tests, NULL, NULL);
}
