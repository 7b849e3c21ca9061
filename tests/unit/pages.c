#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "pages_util.h"

#define N(a) (sizeof(a) / sizeof((a)[0]))

static void
test_a_page_is_read_as_it_was_written(void **state)
{
	char texts[][40] = {
		"https://x.com/1", "https://amp.x.com/1", "W/\"a b\"",
		"Tue, 01 Sep 2020 10:00:00 GMT", "Tïtle", "Joe", "X", "2020-09-01",
		"https://x.com/one", "en-GB",
	};
	struct nr_saved page = {
		.id = util_id(1), .key = texts[0], .url = texts[1], .source = 3, .status = 203,
		.fetched = 1600000000, .etag = texts[2], .last_modified = texts[3],
		.title = texts[4], .byline = texts[5], .site = texts[6], .date = texts[7],
		.canonical = texts[8], .language = texts[9], .words = 4120,
	};
	struct nr_pages *p = util_pages(*state);
	struct nr_error err = NR_ERROR_INIT;
	struct nr_saved got;

	nr_buf_add(&page.doc, "\0\1\377bytes\0", 9);
	nr_buf_addz(&page.text, "The text");
	assert_int_equal(nr_pages_put(p, &page, &err), 0);
	nr_pages_free(p);
	p = util_pages(*state);
	assert_int_equal(nr_pages_get(p, page.id, &got, &err), 0);
	assert_true(got.id == page.id && got.source == 3 && got.status == 203
		&& got.fetched == page.fetched && got.words == 4120);
	assert_string_equal(got.key, page.key);
	assert_string_equal(got.url, page.url);
	assert_string_equal(got.etag, page.etag);
	assert_string_equal(got.last_modified, page.last_modified);
	assert_string_equal(got.title, page.title);
	assert_string_equal(got.byline, page.byline);
	assert_string_equal(got.site, page.site);
	assert_string_equal(got.date, page.date);
	assert_string_equal(got.canonical, page.canonical);
	assert_string_equal(got.language, page.language);
	assert_int_equal(got.doc.len, 9);
	assert_memory_equal(got.doc.data, page.doc.data, 9);
	nr_saved_release(&got);
	nr_buf_release(&page.doc);
	nr_buf_release(&page.text);
	nr_pages_free(p);
}

static void
test_a_page_is_replaced_touched_and_dropped(void **state)
{
	struct nr_pages *p = util_pages(*state);
	struct nr_error err = NR_ERROR_INIT;
	struct nr_pages_size size;
	struct nr_saved got;

	util_put_page(p, 1, 100, "old words");
	util_put_page(p, 1, 200, "new");
	util_put_page(p, 2, 300, "another");
	assert_int_equal(nr_pages_measure(p, &size, &err), 0);
	assert_int_equal(size.pages, 2);
	assert_true(size.bytes > 0);
	assert_int_equal(nr_pages_touch(p, util_id(1), 400, &err), 0);
	assert_int_equal(nr_pages_touch(p, util_id(9), 400, &err), 0);
	assert_int_equal(nr_pages_get(p, util_id(1), &got, &err), 0);
	assert_int_equal(got.fetched, 400);
	assert_memory_equal(got.doc.data, "\0docnew", 7);
	assert_string_equal(got.byline, "");
	nr_saved_release(&got);
	util_expect_pages(p, 4, "1 2");
	util_drop_page(p, 1);
	util_expect_pages(p, 4, "2");
	assert_int_equal(nr_pages_get(p, util_id(1), &got, &err), -1);
	assert_int_equal(err.code, NR_ERR_NOT_FOUND);
	nr_pages_free(p);
}

static void
test_a_document_has_a_limit(void **state)
{
	struct nr_saved page = { .id = util_id(1) };
	struct nr_pages *p = util_pages(*state);
	struct nr_error err = NR_ERROR_INIT;
	char *zeros = nr_calloc(1, NR_PAGES_DOC_MAX + 1);

	nr_buf_add(&page.doc, zeros, NR_PAGES_DOC_MAX + 1);
	assert_int_equal(nr_pages_put(p, &page, &err), -1);
	assert_int_equal(err.code, NR_ERR_LIMIT);
	nr_buf_truncate(&page.doc, NR_PAGES_DOC_MAX);
	assert_int_equal(nr_pages_put(p, &page, &err), 0);
	memset(zeros, ' ', NR_PAGES_DOC_MAX + 1);
	nr_buf_add(&page.text, zeros, NR_PAGES_DOC_MAX + 1);
	assert_int_equal(nr_pages_put(p, &page, &err), -1);
	assert_int_equal(err.code, NR_ERR_LIMIT);
	util_expect_pages(p, 2, "1");
	nr_buf_release(&page.doc);
	nr_buf_release(&page.text);
	free(zeros);
	nr_pages_free(p);
}

/* ---- the limit of all ---- */

static bool
is_two(void *ctx, int64_t id)
{
	(void)ctx;
	return id == util_id(2);
}

static bool
is_any(void *ctx, int64_t id)
{
	(void)ctx;
	return id != 0;
}

static int64_t
measure(struct nr_pages *p)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_pages_size size;

	assert_int_equal(nr_pages_measure(p, &size, &err), 0);
	return size.bytes;
}

static size_t
trim(struct nr_pages *p, int64_t max, bool (*keep)(void *ctx, int64_t id))
{
	struct nr_error err = NR_ERROR_INIT;
	size_t dropped = 99;

	assert_int_equal(nr_pages_trim(p, max, keep, NULL, &dropped, &err), 0);
	return dropped;
}

static void
test_the_oldest_go_first_and_those_kept_never(void **state)
{
	struct nr_pages *p = util_pages(*state);
	struct nr_error err = NR_ERROR_INIT;
	int64_t all, one;

	assert_int_equal(trim(p, 0, NULL), 0);
	util_put_page(p, 1, 500, "same size");
	one = measure(p);
	util_put_page(p, 2, 100, "same size");
	util_put_page(p, 3, 200, "same size");
	util_put_page(p, 4, 150, "same size");
	util_put_page(p, 5, 50, "same size");
	assert_int_equal(nr_pages_touch(p, util_id(5), 300, &err), 0);
	all = measure(p);
	assert_true(all == 5 * one);
	assert_int_equal(trim(p, all, NULL), 0);
	assert_int_equal(trim(p, all - 1, is_two), 1);
	util_expect_pages(p, 6, "1 2 3 5");
	assert_int_equal(trim(p, 3 * one, is_two), 1);
	util_expect_pages(p, 6, "1 2 5");
	assert_int_equal(trim(p, 2 * one - 1, is_two), 2);
	util_expect_pages(p, 6, "2");
	assert_int_equal(trim(p, 0, is_any), 0);
	util_expect_pages(p, 6, "2");
	assert_int_equal(trim(p, one - 1, NULL), 1);
	util_expect_pages(p, 6, "");
	nr_pages_free(p);
}

static void
test_a_file_that_was_trimmed_is_smaller(void **state)
{
	enum { PAGES = 40, BYTES = 100000 };
	char *path = nr_fs_join(*state, "pages.db"), *text = nr_calloc(1, BYTES + 1);
	struct nr_pages *p = util_pages(*state);
	struct stat before, after;

	for (size_t i = 0; i < BYTES; i++)
		text[i] = "word "[i % 5];
	for (size_t i = 0; i < PAGES; i++)
		util_put_page(p, i, (int64_t)i, text);
	nr_pages_free(p);
	assert_int_equal(stat(path, &before), 0);
	p = util_pages(*state);
	assert_int_equal(trim(p, measure(p) / 10 + 1000, NULL), PAGES - 4);
	nr_pages_free(p);
	assert_int_equal(stat(path, &after), 0);
	assert_true(after.st_size < before.st_size / 5);
	free(path);
	free(text);
}

/* ---- reports, hosts ---- */

static void
expect_report(struct nr_pages *p, size_t i, const char *text, int64_t when)
{
	int64_t at = -1;
	char *have = nr_pages_report(p, util_id(i), &at);

	if (!text) {
		assert_null(have);
		return;
	}
	assert_non_null(have);
	assert_string_equal(have, text);
	assert_int_equal(at, when);
	free(have);
}

static void
test_reports_are_kept_and_replaced(void **state)
{
	struct nr_pages *p = util_pages(*state);
	struct nr_error err = NR_ERROR_INIT;

	expect_report(p, 1, NULL, 0);
	assert_int_equal(nr_pages_put_report(p, util_id(1), 5, "web 403\namp time-out",
		&err), 0);
	assert_int_equal(nr_pages_put_report(p, util_id(2), 6, "web 404", &err), 0);
	assert_int_equal(nr_pages_put_report(p, util_id(1), 7, "web 200", &err), 0);
	nr_pages_free(p);
	p = util_pages(*state);
	expect_report(p, 1, "web 200", 7);
	expect_report(p, 2, "web 404", 6);
	util_put_page(p, 2, 8, "text");
	expect_report(p, 2, "web 404", 6);
	util_drop_page(p, 2);
	expect_report(p, 2, NULL, 0);
	nr_pages_free(p);
}

/* Nothing says that there is a text, or that it cannot be had. */
static void
test_reports_go_with_the_pages_that_make_room(void **state)
{
	struct nr_pages *p = util_pages(*state);
	struct nr_error err = NR_ERROR_INIT;

	util_put_page(p, 1, 5, "text");
	assert_int_equal(nr_pages_put_report(p, util_id(1), 5, "web 200, 1 word", &err), 0);
	assert_int_equal(nr_pages_put_report(p, util_id(2), 5, "web 404", &err), 0);
	assert_int_equal(trim(p, 0, NULL), 1);
	expect_report(p, 1, NULL, 0);
	expect_report(p, 2, "web 404", 5);
	nr_pages_free(p);
}

static void
test_the_newest_reports_are_kept(void **state)
{
	char *path = nr_fs_join(*state, "pages.db"), *sql;
	struct nr_pages *p = util_pages(*state);
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_pages_put_report(p, util_id(1), 1000, "first", &err), 0);
	sql = util_format("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
		" WHERE i < %d) INSERT INTO report SELECT i, 2000 + i, 'x' FROM n",
		NR_PAGES_REPORTS_MAX - 2);
	util_pages_sql(path, sql);
	assert_int_equal(nr_pages_put_report(p, util_id(2), 9000000, "at the limit", &err), 0);
	expect_report(p, 1, "first", 1000);
	assert_int_equal(nr_pages_put_report(p, util_id(3), 9000001, "one over", &err), 0);
	expect_report(p, 1, NULL, 0);
	expect_report(p, 2, "at the limit", 9000000);
	expect_report(p, 3, "one over", 9000001);
	nr_pages_free(p);
	free(sql);
	free(path);
}

static void
expect_order(struct nr_pages *p, const char *host, int64_t now, const char *expected)
{
	unsigned sources[] = { 0, 1, 2, 3 };
	char *have;

	nr_pages_order(p, host, now, sources, N(sources));
	have = util_format("%u%u%u%u", sources[0], sources[1], sources[2], sources[3]);
	assert_string_equal(have, expected);
	free(have);
}

static void
worked(struct nr_pages *p, const char *host, unsigned source, bool well, int64_t when, size_t n)
{
	struct nr_error err = NR_ERROR_INIT;

	for (size_t i = 0; i < n; i++)
		assert_int_equal(nr_pages_source_results(p, host, source, well, when, &err), 0);
}

static void
test_what_worked_for_a_host_is_tried_first(void **state)
{
	enum { DAY = 24 * 60 * 60 };
	struct nr_pages *p = util_pages(*state);

	expect_order(p, "x.com", 0, "0123");
	worked(p, "x.com", 2, true, 10, 1);
	expect_order(p, "x.com", 20, "2013");
	worked(p, "x.com", 0, false, 10, 1);
	expect_order(p, "x.com", 20, "2130");
	expect_order(p, "y.com", 20, "0123");
	worked(p, "x.com", 2, false, 30, 3);
	expect_order(p, "x.com", 40, "1302");
	/* What was long ago matters less than what was lately. */
	worked(p, "x.com", 2, false, 30, 200);
	worked(p, "x.com", 2, true, 30, 16);
	expect_order(p, "x.com", 40, "2130");
	expect_order(p, "x.com", 30 + 90 * DAY, "2013");
	expect_order(p, "x.com", 31 + 90 * DAY, "0123");
	nr_pages_free(p);
}

static void
test_the_newest_hosts_are_kept(void **state)
{
	char *path = nr_fs_join(*state, "pages.db"), *sql;
	struct nr_pages *p = util_pages(*state);

	worked(p, "old.com", 1, true, 1000, 1);
	sql = util_format("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
		" WHERE i < %d) INSERT INTO host SELECT 'h' || i, 1, 0, 1, 2000 + i FROM n",
		NR_PAGES_HOSTS_MAX - 2);
	util_pages_sql(path, sql);
	worked(p, "new.com", 1, true, 1000000, 1);
	expect_order(p, "old.com", 1000, "1023");
	worked(p, "new.com", 2, true, 1000000, 1);
	expect_order(p, "old.com", 1000, "0123");
	expect_order(p, "new.com", 1000, "1203");
	nr_pages_free(p);
	free(sql);
	free(path);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, util_setup, util_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_page_is_read_as_it_was_written),
		TEST(test_a_page_is_replaced_touched_and_dropped),
		TEST(test_a_document_has_a_limit),
		TEST(test_the_oldest_go_first_and_those_kept_never),
		TEST(test_a_file_that_was_trimmed_is_smaller),
		TEST(test_reports_are_kept_and_replaced),
		TEST(test_reports_go_with_the_pages_that_make_room),
		TEST(test_the_newest_reports_are_kept),
		TEST(test_what_worked_for_a_host_is_tried_first),
		TEST(test_the_newest_hosts_are_kept),
	};

	return cmocka_run_group_tests_name("pages", tests, NULL, NULL);
}
