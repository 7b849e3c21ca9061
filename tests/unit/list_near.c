#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store_util.h"

enum { MANY = NR_NEAR_BELOW + 100 };

/* Articles 0, 1, ..., the newest first. */
static struct nr_store *
open_many(const char *dir)
{
	struct nr_store *s = util_open(dir, false, NULL);
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_store_scan_begin(s, &err), 0);
	for (size_t i = 0; i < MANY; i++) {
		char path[32], url[48];
		const struct util_article a = { .path = path, .url = url,
			.date = (int64_t)(MANY - i) };

		snprintf(path, sizeof path, "/%zu", i);
		snprintf(url, sizeof url, "https://x.com/%zu", i);
		util_put(s, &a);
	}
	assert_int_equal(nr_store_scan_end(s, true, &err), 0);
	return s;
}

static struct nr_ids
near(struct nr_store *s, enum nr_show show, size_t rank, size_t limit)
{
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids = NR_IDS_INIT;

	f.show = show;
	assert_int_equal(nr_store_list_near(s, &f, rank, limit, &ids, &err), 0);
	return ids;
}

static void
test_a_part_is_what_the_list_has_there(void **state)
{
	static const struct {
		size_t rank, limit, first, n;
	} cases[] = {
		{ 0, 5, 0, 5 },
		{ 10, 5, 0, 15 },
		{ NR_NEAR_ABOVE, 5, 0, NR_NEAR_ABOVE + 5 },
		{ NR_NEAR_ABOVE + 1, 5, 1, NR_NEAR_ABOVE + 5 },
		{ MANY - 3, 5, MANY - 3 - NR_NEAR_ABOVE, NR_NEAR_ABOVE + 3 },
		{ MANY + NR_NEAR_ABOVE, 5, 0, 0 },
		{ 0, MANY, 0, NR_NEAR_BELOW },
	};
	struct nr_store *s = open_many(*state);

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct nr_ids ids = near(s, NR_SHOW_ALL, cases[i].rank, cases[i].limit);

		assert_int_equal(ids.n, cases[i].n);
		for (size_t k = 0; k < ids.n; k++)
			assert_int_equal(ids.v[k], util_id(cases[i].first + k));
		nr_ids_release(&ids);
	}
	nr_store_close(s);
}

static void
test_ranks_count_what_marks_leave_out_and_parts_do_not(void **state)
{
	struct nr_store *s = open_many(*state);
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_ids ids;
	size_t rank = 0;

	util_mark(s, util_id(0), NR_MARK_HIDDEN, 0);
	util_mark(s, util_id(2), NR_MARK_READ, 0);
	assert_true(nr_store_rank(s, &f, util_id(3), &rank));
	assert_int_equal(rank, 3);
	ids = near(s, NR_SHOW_ALL, 3, 1);
	assert_int_equal(ids.n, 3);
	assert_int_equal(ids.v[0], util_id(1));
	nr_ids_release(&ids);
	ids = near(s, NR_SHOW_UNREAD, 3, 1);
	assert_int_equal(ids.n, 2);
	assert_int_equal(ids.v[1], util_id(3));
	nr_ids_release(&ids);
	ids = near(s, NR_SHOW_HIDDEN, 3, 1);
	assert_int_equal(ids.n, 1);
	nr_ids_release(&ids);
	f.reverse = true;
	assert_true(nr_store_rank(s, &f, util_id(3), &rank));
	assert_int_equal(rank, MANY - 4);
	f.provider = (char[]){ "nobody" };
	assert_false(nr_store_rank(s, &f, util_id(3), &rank));
	nr_store_close(s);
}

static void
test_few_of_very_many_may_be_too_far_away(void **state)
{
	struct nr_store *s = open_many(*state);
	struct nr_ids ids;

	util_mark(s, util_id(NR_NEAR_BELOW), NR_MARK_STARRED, 0);
	ids = near(s, NR_SHOW_STARRED, 0, 1);
	assert_int_equal(ids.n, 0);
	ids = near(s, NR_SHOW_STARRED, 1, 1);
	assert_int_equal(ids.n, 1);
	nr_ids_release(&ids);
	nr_store_close(s);
}

static void
test_articles_since_a_time(void **state)
{
	struct nr_store *s = open_many(*state);
	struct nr_ids ids = NR_IDS_INIT;

	nr_store_list_since(s, MANY - 3, MANY - 1, &ids);
	assert_int_equal(ids.n, 2);
	nr_ids_sort(&ids);
	assert_true(nr_ids_has(&ids, util_id(1)) && nr_ids_has(&ids, util_id(2)));
	nr_ids_release(&ids);
	nr_store_close(s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, util_setup, util_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_part_is_what_the_list_has_there),
		TEST(test_ranks_count_what_marks_leave_out_and_parts_do_not),
		TEST(test_few_of_very_many_may_be_too_far_away),
		TEST(test_articles_since_a_time),
	};

	return cmocka_run_group_tests_name("list_near", tests, NULL, NULL);
}
