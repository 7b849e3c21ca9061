#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "newsreader/url.h"
#include "unit/store_util.h"

static const struct util_article lists = {
	.path = "/n/a.md", .url = "https://x.com/a", .title = "Old", .provider = "One",
	.related = { "https://g.com/" }
};
static const struct util_article renamed = {
	.path = "/n/a.md", .url = "https://x.com/a", .title = "New"
};

static const char *
lent_title(struct nr_store *s, int64_t id)
{
	struct nr_error err = NR_ERROR_INIT;
	const struct nr_row *row = nr_store_cached_row(s, id, &err);

	return row ? row->title : NULL;
}

static void
test_a_lent_row_tells_all_but_the_path(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_error err = NR_ERROR_INIT;
	const struct nr_row *row;

	util_scan(s, &lists, 1);
	nr_store_begin_read(s);
	row = nr_store_cached_row(s, nr_url_id("https://x.com/a"), &err);
	assert_non_null(row);
	assert_string_equal(row->title, "Old");
	assert_string_equal(row->provider, "One");
	assert_string_equal(row->path, "");
	row = nr_store_cached_row(s, nr_url_id("https://g.com/"), &err);
	assert_true(row->ghost);
	assert_string_equal(row->path, "");
	assert_null(nr_store_cached_row(s, 12345, &err));
	assert_int_equal(err.code, NR_ERR_NOT_FOUND);
	nr_store_end_read(s);
	nr_store_close(s);
}

static void
test_a_lent_row_follows_what_any_store_writes(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_store *other = util_open(*state, false, NULL);
	int64_t id = nr_url_id("https://x.com/a");
	uint64_t epoch;

	util_scan(s, &lists, 1);
	nr_store_begin_read(s);
	assert_string_equal(lent_title(s, id), "Old");
	epoch = nr_store_epoch(s);
	nr_store_end_read(s);
	assert_true(nr_store_epoch(s) == epoch);
	util_scan(other, &renamed, 1);
	assert_true(nr_store_epoch(s) != epoch);
	nr_store_begin_read(s);
	assert_string_equal(lent_title(s, id), "New");
	epoch = nr_store_epoch(s);
	nr_store_end_read(s);
	util_scan(s, &lists, 1);
	assert_true(nr_store_epoch(s) != epoch);
	assert_string_equal(lent_title(s, id), "Old");
	nr_store_close(other);
	nr_store_close(s);
}

static void
test_what_is_held_is_of_one_moment(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_store *other = util_open(*state, false, NULL);
	int64_t id = nr_url_id("https://x.com/a");

	util_scan(s, &lists, 1);
	nr_store_begin_read(s);
	assert_string_equal(lent_title(s, id), "Old");
	util_scan(other, &renamed, 1);
	assert_string_equal(lent_title(s, id), "Old");
	nr_store_end_read(s);
	assert_string_equal(lent_title(s, id), "New");
	nr_store_close(other);
	nr_store_close(s);
}

static void
test_a_lent_row_has_the_marks_of_now(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_error err = NR_ERROR_INIT;
	int64_t id = nr_url_id("https://x.com/a");

	util_scan(s, &lists, 1);
	assert_int_equal(nr_store_cached_row(s, id, &err)->marks, 0);
	assert_int_equal(nr_store_mark(s, &id, 1, NR_MARK_STARRED, 0, &err), 0);
	assert_int_equal(nr_store_cached_row(s, id, &err)->marks, NR_MARK_STARRED);
	nr_store_close(s);
}

static void
test_what_a_scan_has_begun_is_not_committed(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_store *other = util_open(*state, false, NULL);
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_store_scan_begin(s, &err), 0);
	util_put(s, &lists);
	nr_store_begin_read(s);
	nr_store_end_read(s);
	assert_int_equal(util_count(other), 0);
	assert_int_equal(nr_store_scan_end(s, true, &err), 0);
	assert_int_equal(util_count(other), 1);
	nr_store_close(other);
	nr_store_close(s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, util_setup, util_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_lent_row_tells_all_but_the_path),
		TEST(test_a_lent_row_follows_what_any_store_writes),
		TEST(test_what_is_held_is_of_one_moment),
		TEST(test_a_lent_row_has_the_marks_of_now),
		TEST(test_what_a_scan_has_begun_is_not_committed),
	};

	return cmocka_run_group_tests_name("lend", tests, NULL, NULL);
}
