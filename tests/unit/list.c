#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/list.h"

enum { ROWS = 10 };

static const struct nr_row unread = { .id = 30 };

static int
setup(void **state)
{
	static struct app_list list;

	list = (struct app_list){ .lost = 0 };
	*state = &list;
	return 0;
}

static int
teardown(void **state)
{
	app_list_release(*state);
	return 0;
}

/* The list is read again, and has these articles now. */
#define REPLACE(l, ...) replace(l, (const int64_t[]){ __VA_ARGS__ }, \
	sizeof((const int64_t[]){ __VA_ARGS__ }) / sizeof(int64_t))

static void
replace(struct app_list *l, const int64_t *v, size_t n)
{
	struct nr_ids ids = NR_IDS_INIT;

	nr_ids_append(&ids, v, n);
	app_list_replace(l, &ids);
	nr_ids_release(&ids);
	assert_int_equal(app_list_length(l), n);
}

/* The user goes to an article. */
static void
go_to(struct app_list *l, int64_t id)
{
	size_t position;

	assert_true(app_list_position(l, id, &position));
	l->moved = true;
	app_list_select(l, position);
	assert_int_equal(app_list_selected(l), id);
}

static void
test_an_empty_list_has_no_row(void **state)
{
	struct app_list *l = *state;
	const int64_t *ids;
	size_t position;

	app_list_select(l, 5);
	app_list_fit(l, ROWS);
	assert_int_equal(app_list_selected(l), 0);
	assert_int_equal(app_list_row(l, 0).kind, APP_ROW_NONE);
	assert_int_equal(app_list_articles(l, 0, 5, &ids), 0);
	assert_int_equal(app_list_reach(l, 3), 0);
	assert_false(app_list_position(l, 10, &position));
}

static void
test_a_position_beyond_the_end_is_the_last_row(void **state)
{
	struct app_list *l = *state;

	REPLACE(l, 10, 20, 30);
	app_list_select(l, 100);
	assert_int_equal(app_list_selected(l), 30);
	assert_int_equal(app_list_row(l, 3).kind, APP_ROW_NONE);
}

static void
test_articles_are_those_of_the_rows_asked_for(void **state)
{
	struct app_list *l = *state;
	const int64_t *ids;

	REPLACE(l, 10, 20, 30);
	assert_int_equal(app_list_articles(l, 1, 5, &ids), 2);
	assert_int_equal(ids[0], 20);
	assert_int_equal(ids[1], 30);
	assert_int_equal(app_list_articles(l, 3, 5, &ids), 0);
}

static void
test_the_cursor_stays_at_the_top_until_it_is_moved(void **state)
{
	struct app_list *l = *state;

	REPLACE(l, 20, 30);
	REPLACE(l, 10, 20, 30);
	assert_int_equal(app_list_selected(l), 10);
	go_to(l, 20);
	REPLACE(l, 5, 10, 20, 30);
	assert_int_equal(app_list_selected(l), 20);
}

static void
test_the_cursor_goes_to_the_next_article_that_is_left(void **state)
{
	struct app_list *l = *state;

	REPLACE(l, 10, 20, 30, 40, 50);
	go_to(l, 30);
	REPLACE(l, 10, 20, 50);
	assert_int_equal(app_list_selected(l), 50);
	assert_int_equal(app_list_distance(l, 30, 1), 0);
	assert_int_equal(app_list_distance(l, 30, -1), -1);
	assert_int_equal(app_list_distance(l, 20, 1), 1);
}

static void
test_at_the_end_it_goes_to_the_one_before(void **state)
{
	struct app_list *l = *state;

	REPLACE(l, 10, 20, 30, 40);
	go_to(l, 40);
	REPLACE(l, 10, 20);
	assert_int_equal(app_list_selected(l), 20);
	assert_int_equal(app_list_distance(l, 40, 1), 1);
	assert_int_equal(app_list_distance(l, 40, -1), 0);
}

static void
test_an_article_that_comes_back_is_selected_again(void **state)
{
	struct app_list *l = *state;

	REPLACE(l, 10, 20, 30);
	go_to(l, 20);
	REPLACE(l, 10, 30);
	assert_int_equal(app_list_selected(l), 30);
	REPLACE(l, 10, 20, 30);
	assert_int_equal(app_list_selected(l), 20);
}

static void
test_but_not_if_the_user_has_moved_meanwhile(void **state)
{
	struct app_list *l = *state;

	REPLACE(l, 10, 20, 30);
	go_to(l, 20);
	REPLACE(l, 10, 30);
	go_to(l, 10);
	REPLACE(l, 10, 20, 30);
	assert_int_equal(app_list_selected(l), 10);
}

static void
test_the_row_of_the_cursor_stays_in_view_where_it_was(void **state)
{
	struct app_list *l = *state;
	int64_t ids[100];

	for (int64_t i = 0; i < 100; i++)
		ids[i] = 1000 + i;
	replace(l, ids, 100);
	go_to(l, 1050);
	app_list_fit(l, ROWS);
	assert_int_equal(l->scroll.cursor - l->scroll.top, 7);
	replace(l, ids + 20, 80);
	app_list_fit(l, ROWS);
	assert_int_equal(app_list_selected(l), 1050);
	assert_int_equal(l->scroll.cursor - l->scroll.top, 7);
}

static void
test_an_article_is_fresh_until_the_cursor_was_on_it(void **state)
{
	struct app_list *l = *state;
	const struct nr_row read = { .id = 30, .marks = NR_MARK_READ };
	int64_t id = 30;
	const struct nr_ids added = { &id, 1, 1 };

	REPLACE(l, 10, 20, 30);
	assert_false(app_list_is_fresh(l, &unread));
	app_list_add_fresh(l, &added);
	assert_true(app_list_is_fresh(l, &unread));
	assert_false(app_list_is_fresh(l, &read));
	go_to(l, 20);
	assert_true(app_list_is_fresh(l, &unread));
	go_to(l, 30);
	assert_false(app_list_is_fresh(l, &unread));
}

static void
reorder(struct app_list *l, const int64_t *v, size_t n)
{
	struct nr_ids ids = NR_IDS_INIT;

	nr_ids_append(&ids, v, n);
	app_list_reorder(l, &ids);
	nr_ids_release(&ids);
}

static void
test_cursor_stays_in_another_order_only_where_it_was_put(void **state)
{
	static const int64_t other[] = { 3, 4, 2, 1 };
	struct app_list *l = *state;

	REPLACE(l, 1, 2, 3, 4);
	l->moved = true;
	reorder(l, other, 4);
	assert_int_equal(app_list_selected(l), 3);
	go_to(l, 2);
	REPLACE(l, 1, 2, 3, 4);
	assert_int_equal(app_list_selected(l), 2);
	reorder(l, other, 4);
	assert_int_equal(app_list_selected(l), 2);
	/* The first row, too, once the reader has come back to it. */
	go_to(l, 3);
	reorder(l, (const int64_t[]){ 1, 2, 3, 4 }, 4);
	assert_int_equal(app_list_selected(l), 3);
}

static void
test_cursor_returns_when_the_article_comes(void **state)
{
	struct app_list *l = *state;

	app_list_return(l, 7, 2);
	REPLACE(l, 1, 2, 3, 4, 5, 6, 7, 8, 9);
	assert_int_equal(app_list_selected(l), 7);
	assert_int_equal(l->scroll.cursor - l->scroll.top, 2);
	REPLACE(l, 10, 11, 1, 2, 3, 4, 5, 6, 7, 8, 9);
	assert_int_equal(app_list_selected(l), 7);
}

static void
test_cursor_returns_late_unless_it_was_moved(void **state)
{
	struct app_list *l = *state;

	app_list_return(l, 7, 2);
	REPLACE(l, 1, 2, 3);
	assert_int_equal(app_list_selected(l), 1);
	REPLACE(l, 1, 2, 3, 7);
	assert_int_equal(app_list_selected(l), 7);
	app_list_return(l, 9, 2);
	go_to(l, 2);
	REPLACE(l, 1, 2, 3, 9);
	assert_int_equal(app_list_selected(l), 2);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_an_empty_list_has_no_row),
		TEST(test_a_position_beyond_the_end_is_the_last_row),
		TEST(test_articles_are_those_of_the_rows_asked_for),
		TEST(test_the_cursor_stays_at_the_top_until_it_is_moved),
		TEST(test_the_cursor_goes_to_the_next_article_that_is_left),
		TEST(test_at_the_end_it_goes_to_the_one_before),
		TEST(test_an_article_that_comes_back_is_selected_again),
		TEST(test_but_not_if_the_user_has_moved_meanwhile),
		TEST(test_the_row_of_the_cursor_stays_in_view_where_it_was),
		TEST(test_an_article_is_fresh_until_the_cursor_was_on_it),
		TEST(test_cursor_stays_in_another_order_only_where_it_was_put),
		TEST(test_cursor_returns_when_the_article_comes),
		TEST(test_cursor_returns_late_unless_it_was_moved),
	};

	return cmocka_run_group_tests_name("list", tests, NULL, NULL);
}
