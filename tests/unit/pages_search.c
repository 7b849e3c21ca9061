#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>

#include "pages_util.h"

#define N(a) (sizeof(a) / sizeof((a)[0]))

/* A store of n articles "Article n" on dir/index.db and dir/pages.db, newest first. */
static struct nr_store *
open_store(const char *dir, size_t n, struct nr_ids *ids)
{
	char *index = nr_fs_join(dir, "index.db"), *pages = nr_fs_join(dir, "pages.db");
	struct nr_store_config config = { .index_path = index, .pages_path = pages };
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s = NULL;

	assert_int_equal(nr_store_open(&config, &s, &notes, &err), 0);
	assert_int_equal(notes.n, 0);
	assert_int_equal(nr_store_scan_begin(s, &err), 0);
	for (size_t i = 0; i < n; i++) {
		char *path = util_format("/%zu", i), *url = util_format("https://x.com/%zu", i);
		char *title = util_format("Article %zu%s", i, i % 100 == 7 ? " seven" : "");

		util_put(s, &(struct util_article){ .path = path, .title = title, .url = url,
			.date = (int64_t)(n - i) });
		free(path);
		free(url);
		free(title);
	}
	assert_int_equal(nr_store_scan_end(s, true, &err), 0);
	assert_int_equal(nr_store_list(s, &f, ids, &err), 0);
	assert_int_equal(ids->n, n);
	free(index);
	free(pages);
	return s;
}

static bool
has_open(const char *name)
{
	DIR *d = opendir("/proc/self/fd");
	struct dirent *e;
	bool found = false;

	if (!d)
		skip();
	while ((e = readdir(d)) != NULL) {
		char link[64], to[4096];
		ssize_t n;

		snprintf(link, sizeof link, "/proc/self/fd/%.20s", e->d_name);
		n = readlink(link, to, sizeof to - 1);
		to[n < 0 ? 0 : n] = '\0';
		found = found || strstr(to, name);
	}
	closedir(d);
	return found;
}

static void
test_the_file_is_opened_when_it_is_needed_and_made_when_written(void **state)
{
	char *path = nr_fs_join(*state, "pages.db");
	struct nr_error err = NR_ERROR_INIT;
	struct nr_pages_size size;
	struct nr_saved got;
	struct nr_ids ids;
	struct nr_store *s = open_store(*state, 3, &ids);
	struct nr_pages *p = util_pages(*state);
	size_t dropped;

	assert_int_equal(nr_store_search(s, &ids, 0, 1, "nothing"), -1);
	assert_int_equal(nr_pages_get(p, util_id(1), &got, &err), -1);
	assert_int_equal(nr_pages_measure(p, &size, &err), 0);
	assert_int_equal(nr_pages_trim(p, 0, NULL, NULL, &dropped, &err), 0);
	assert_int_equal(nr_pages_touch(p, util_id(1), 1, &err), 0);
	assert_null(nr_pages_report(p, util_id(1), NULL));
	util_expect_pages(p, 3, "");
	assert_true(access(path, F_OK) < 0);
	util_put_page(p, 1, 1, "text");
	assert_int_equal(access(path, F_OK), 0);
	nr_ids_release(&ids);
	nr_pages_free(p);
	nr_store_close(s);
	s = open_store(*state, 3, &ids);
	assert_false(has_open("pages.db"));
	assert_int_equal(nr_store_search(s, &ids, 0, 1, "text"), 1);
	assert_true(has_open("pages.db"));
	nr_ids_release(&ids);
	nr_store_close(s);
	free(path);
}

static void
test_full_texts_are_searched_like_titles(void **state)
{
	static const struct {
		size_t from;
		int step;
		const char *text;
		int64_t expected;
		const char *why;
	} cases[] = {
		{ 0, 1, "quick brown", 5, "a phrase" },
		{ 0, 1, "quick bro", 5, "its last word may go on" },
		{ 5, 1, "quick bro", 8, "the next one" },
		{ 8, 1, "quick bro", 5, "wraps" },
		{ 8, -1, "QUICK", 5, "backward" },
		{ 5, -1, "quick", 8, "wraps backward" },
		{ 0, 1, "q", 5, "one letter" },
		{ 0, 1, "br", 5, "two letters" },
		{ 0, 1, "brown quick", 5, "in any order" },
		{ 0, 1, "\"brown quick\"", -1, "quoted in this order" },
		{ 0, 1, "uick", -1, "not in the middle of a word" },
		{ 0, 1, "zurich cafe", 8, "without diacritics" },
		{ 0, 1, "京オリ", 8, "no spaces between words" },
		{ 0, 1, "seven", 5, "a full text before the next title" },
		{ 5, 1, "seven", 7, "a title before the next full text" },
		{ 7, 1, "seven", 107, "where the near ones end" },
		{ 107, 1, "seven", 150, "a full text" },
		{ 1107, 1, "seven", 1200, "far away" },
		{ 2907, 1, "seven", 5, "around" },
		{ 0, 1, "title 5", -1, "no column but the text" },
		{ 0, 1, "\"quick\" NOT brown", -1, "no syntax" },
	};
	struct nr_ids ids;
	struct nr_store *s = open_store(*state, 3000, &ids);
	struct nr_pages *p = util_pages(*state);

	util_put_page(p, 5, 1, "The quick brown fox. Seven");
	util_put_page(p, 8, 1, "“Quick—browner” Zürich Café 東京オリンピック");
	util_put_page(p, 150, 1, "about seven");
	util_put_page(p, 1200, 1, "seven or eight");
	util_put_page(p, 999999, 1, "quick is not in the list");
	for (size_t i = 0; i < N(cases); i++) {
		int64_t at = nr_store_search(s, &ids, cases[i].from, cases[i].step,
			cases[i].text);

		if (at != cases[i].expected)
			fail_msg("%s: %lld", cases[i].why, (long long)at);
	}
	nr_pages_free(p);
	nr_ids_release(&ids);
	nr_store_close(s);
}

static void
test_the_search_follows_what_becomes_of_pages(void **state)
{
	struct nr_ids ids;
	struct nr_store *s = open_store(*state, 3000, &ids);
	struct nr_pages *own = util_pages(*state), *other = util_pages(*state);

	util_put_page(other, 2000, 1, "gnu");
	assert_int_equal(nr_store_search(s, &ids, 0, 1, "gnu"), 2000);
	util_put_page(other, 2000, 1, "okapi");
	assert_int_equal(nr_store_search(s, &ids, 0, 1, "gnu"), -1);
	assert_int_equal(nr_store_search(s, &ids, 0, 1, "okapi"), 2000);
	util_put_page(own, 10, 1, "okapi too");
	assert_int_equal(nr_store_search(s, &ids, 0, 1, "okapi"), 10);
	util_drop_page(other, 10);
	assert_int_equal(nr_store_search(s, &ids, 0, 1, "okapi"), 2000);
	util_drop_page(own, 2000);
	assert_int_equal(nr_store_search(s, &ids, 0, 1, "okapi"), -1);
	nr_pages_free(own);
	nr_pages_free(other);
	nr_ids_release(&ids);
	nr_store_close(s);
}

static void
test_only_articles_of_the_list_are_found(void **state)
{
	struct nr_ids ids;
	struct nr_store *s = open_store(*state, 20, &ids);
	struct nr_ids some = { ids.v + 10, 10, 10 };
	struct nr_pages *p = util_pages(*state);

	util_put_page(p, 5, 1, "okapi");
	assert_int_equal(nr_store_search(s, &ids, 0, 1, "okapi"), 5);
	assert_int_equal(nr_store_search(s, &some, 0, 1, "okapi"), -1);
	nr_pages_free(p);
	nr_ids_release(&ids);
	nr_store_close(s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, util_setup, util_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_the_file_is_opened_when_it_is_needed_and_made_when_written),
		TEST(test_full_texts_are_searched_like_titles),
		TEST(test_the_search_follows_what_becomes_of_pages),
		TEST(test_only_articles_of_the_list_are_found),
	};

	return cmocka_run_group_tests_name("pages_search", tests, NULL, NULL);
}
