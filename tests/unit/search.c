#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "store_util.h"

#define N(a) (sizeof(a) / sizeof((a)[0]))

/* In the order of the list. */
static const struct util_article sample[] = {
	{ .path = "/a", .title = "alpha", .url = "https://x.com/a", .date = 300 },
	{ .path = "/c", .title = "charlie", .url = "https://x.com/c", .date = 200 },
	{ .path = "/b", .title = "Bravo", .url = "https://x.com/b", .date = 100 },
	{ .path = "/d", .title = "Delta", .url = "https://x.com/d" },
};

static void
test_search_wraps_in_both_directions(void **state)
{
	static const struct {
		size_t from;
		int step;
		const char *text;
		int64_t expected;
		const char *why;
	} cases[] = {
		{ 0, 1, "BRAVO", 2, "without case" },
		{ 2, 1, "alpha", 0, "wraps at the end" },
		{ 0, -1, "delta", 3, "wraps at the beginning" },
		{ 0, 1, "alpha", 0, "the only one is found again" },
		{ 3, -1, "al", 0, "backward" },
		{ 99, 1, "alpha", 0, "from outside" },
		{ 0, 1, "nowhere", -1, "none" },
		{ 0, 1, "", -1, "an empty text is nowhere" },
	};
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids, none = NR_IDS_INIT;
	struct nr_store *s = util_open(*state, false, NULL);

	util_scan(s, sample, N(sample));
	assert_int_equal(nr_store_list(s, &f, &ids, &err), 0);
	for (size_t i = 0; i < N(cases); i++)
		assert_int_equal(nr_store_search(s, &ids, cases[i].from, cases[i].step,
			cases[i].text), cases[i].expected);
	assert_int_equal(nr_store_search(s, &none, 0, 1, "a"), -1);
	util_mark(s, ids.v[1], NR_MARK_READ, 0);
	assert_int_equal(nr_store_next_unread(s, &ids, 0, 1), 2);
	assert_int_equal(nr_store_next_unread(s, &ids, 2, -1), 0);
	nr_ids_release(&ids);
	nr_store_close(s);
}

static void
test_all_words_are_found_and_the_last_one_as_a_beginning(void **state)
{
	static const struct util_article v[] = {
		{ .path = "/a", .url = "https://x.com/a", .date = 9, .title = "Joe Biden's plan" },
		{ .path = "/b", .url = "https://x.com/b", .date = 8,
			.title = "The Zürich “Café—Crème” affair" },
		{ .path = "/c", .url = "https://x.com/c", .date = 7,
			.title = "東京オリンピックの開会式" },
		{ .path = "/d", .url = "https://x.com/d", .date = 6, .title = "Rejoice",
			.provider = "Somewhere" },
	};
	static const struct {
		const char *text;
		int64_t expected;
		const char *why;
	} cases[] = {
		{ "joe bid", 0, "the last word may go on" },
		{ "joe   BIDEN", 0, "case and spaces" },
		{ "bid", 0, "one beginning" },
		{ "jo biden", -1, "the first word may not" },
		{ "biden joe", 0, "in any order" },
		{ "biden jo", 0, "the last one typed may go on" },
		{ "joe affair", -1, "in one article" },
		{ "\"biden joe\"", -1, "quoted ones in this order" },
		{ "\"joe plan\"", -1, "one behind the other" },
		{ "\"joe bid", 0, "quotes still open" },
		{ "\"joe bid\"", -1, "closed ones end the word" },
		{ "plan \"Joe Biden's\"", 0, "a phrase and a word" },
		{ "joice", -1, "not in the middle of a word" },
		{ "zurich cafe creme", 1, "diacritics and punctuation" },
		{ "CAFÉ", 1, "in what is typed, too" },
		{ "\u4eac\u30aa\u30ea", 2, "no spaces between words" },
		{ "somewhere", -1, "title and excerpt only" },
		{ "\"joe\" OR nothing", -1, "no syntax" },
		{ "title:joe", -1, "no columns" },
		{ "joe*", 0, "what is no letter only parts words" },
		{ "\" * ( ) - : ^", -1, "no word" },
		{ " ", -1, "nothing" },
	};
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids;
	struct nr_store *s = util_open(*state, false, NULL);

	util_scan(s, v, N(v));
	assert_int_equal(nr_store_list(s, &f, &ids, &err), 0);
	for (size_t i = 0; i < N(cases); i++)
		assert_int_equal(nr_store_search(s, &ids, 3, 1, cases[i].text),
			cases[i].expected);
	nr_ids_release(&ids);
	nr_store_close(s);
}

/* More than are looked through, so that the full-text index is asked. */
static struct nr_store *
open_many(const char *dir, size_t n, struct nr_ids *ids)
{
	struct nr_store *s = util_open(dir, false, NULL);
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_store_scan_begin(s, &err), 0);
	for (size_t i = 0; i < n; i++) {
		char *path = util_format("/%zu", i), *url = util_format("https://x.com/%zu", i);
		char *title = util_format("Number n%zu%s", i, i % 500 ? "" : " Round: It's");

		util_put(s, &(struct util_article){ .path = path, .title = title, .url = url,
			.date = (int64_t)(n - i) });
		free(path);
		free(url);
		free(title);
	}
	assert_int_equal(nr_store_scan_end(s, true, &err), 0);
	assert_int_equal(nr_store_list(s, &f, ids, &err), 0);
	assert_int_equal(ids->n, n);
	return s;
}

static void
test_far_articles_are_found_in_both_directions(void **state)
{
	static const struct {
		size_t from;
		int step;
		const char *text;
		int64_t expected;
	} cases[] = {
		{ 600, 1, "round it", 1000 }, { 600, -1, "round it", 500 },
		{ 0, 1, "n2900", 2900 }, { 0, -1, "n42", 429 }, { 2999, 1, "n1234", 1234 },
		{ 600, 1, "it n1000", 1000 }, { 0, 1, "it \"number n500 round\"", 500 },
		{ 600, 1, "round it has", -1 }, { 600, 1, "round its", -1 },
		{ 1000, 1, "number n1000 round", 1000 },
	};
	struct util_article other = { .path = "/2900", .title = "Other",
		.url = "https://x.com/2900" };
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids;
	struct nr_store *s = open_many(*state, 3000, &ids);

	for (size_t i = 0; i < N(cases); i++)
		assert_int_equal(nr_store_search(s, &ids, cases[i].from, cases[i].step,
			cases[i].text), cases[i].expected);
	assert_int_equal(nr_store_scan_begin(s, &err), 0);
	util_put(s, &other);
	assert_int_equal(nr_store_scan_end(s, false, &err), 0);
	assert_int_equal(nr_store_search(s, &ids, 0, 1, "n2900"), -1);
	assert_int_equal(nr_store_search(s, &ids, 0, 1, "other"), 2900);
	nr_ids_release(&ids);
	nr_store_close(s);
}

static void
test_all_matches_are_told(void **state)
{
	struct nr_ids ids, found = NR_IDS_INIT;
	struct nr_store *s = open_many(*state, 3000, &ids);
	struct nr_ids near = { ids.v, 1001, 1001 };

	nr_store_matches(s, &ids, "it round", &found);
	assert_int_equal(found.n, 6);
	for (size_t i = 0; i < found.n; i++)
		assert_int_equal(found.v[i], i * 500);
	nr_ids_release(&found);
	nr_store_matches(s, &near, "it round", &found);
	assert_int_equal(found.n, 3);
	nr_store_matches(s, &near, "", &found);
	assert_int_equal(found.n, 3);
	nr_ids_release(&found);
	util_mark(s, ids.v[1], NR_MARK_READ, 0);
	nr_store_unread(s, &near, &found);
	assert_int_equal(found.n, 1000);
	assert_int_equal(found.v[1], 2);
	nr_ids_release(&found);
	nr_ids_release(&ids);
	nr_store_close(s);
}

static void
test_list_has_only_the_matches(void **state)
{
	static const struct util_article v[] = {
		{ .path = "/a", .url = "https://x.com/a", .date = 9, .title = "Red fish",
			.topics = { "A" } },
		{ .path = "/b", .url = "https://x.com/b", .date = 8, .title = "Blue fish" },
		{ .path = "/c", .url = "https://x.com/c", .date = 7, .title = "Fish, red",
			.topics = { "A" } },
		{ .path = "/d", .url = "https://x.com/d", .date = 6, .title = "Red bird",
			.topics = { "A" } },
	};
	static const struct {
		const char *text, *expected, *why;
	} cases[] = {
		{ "fish", "Red fish Blue fish Fish, red", "one word" },
		{ "fish red", "Red fish Fish, red", "both in any order" },
		{ "\"red fish\"", "Red fish", "quoted ones in this order" },
		{ "fi", "Red fish Blue fish Fish, red", "the last one is a beginning" },
		{ "cat", "", "none" },
		{ "...", "", "no word" },
	};
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_filter f = NR_FILTER_INIT;

	util_scan(s, v, N(v));
	for (size_t i = 0; i < N(cases); i++) {
		char text[16];

		snprintf(text, sizeof text, "%s", cases[i].text);
		f.text = text;
		util_expect(s, &f, cases[i].expected);
	}
	f.text = (char[]){ "red" };
	f.topics = (char *[]){ (char[]){ "A" } };
	f.n_topics = 1;
	f.order = NR_ORDER_TITLE;
	util_expect(s, &f, "Fish, red Red bird Red fish");
	f.order = NR_ORDER_DATE;
	util_expect(s, &f, "Red fish Fish, red Red bird");
	f.show = NR_SHOW_UNREAD;
	util_mark(s, nr_url_id("https://x.com/d"), NR_MARK_READ, 0);
	util_expect(s, &f, "Red fish Fish, red");
	nr_store_close(s);
}

static void
test_list_of_matches_follows_the_index(void **state)
{
	static const struct util_article more = { .path = "/e", .url = "https://x.com/e",
		.date = 400, .title = "alpha again" };
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_filter f = NR_FILTER_INIT;
	struct util_article all[N(sample) + 1];

	for (size_t i = 0; i < N(sample); i++)
		all[i] = sample[i];
	all[N(sample)] = more;
	util_scan(s, sample, N(sample));
	f.text = (char[]){ "alpha" };
	util_expect(s, &f, "alpha");
	util_scan(s, all, N(all));
	util_expect(s, &f, "alpha again alpha");
	nr_store_close(s);
}

static void
test_worker_finds_the_same_matches(void **state)
{
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids, found = NR_IDS_INIT;
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_match_query *q;
	struct nr_list_query *l;

	util_scan(s, sample, N(sample));
	assert_int_equal(nr_store_list(s, &f, &ids, &err), 0);
	q = nr_match_query_begin(s, &ids, "del");
	nr_ids_release(&ids);
	assert_int_equal(nr_match_query_read(q, &found, &err), 0);
	assert_int_equal(found.n, 1);
	assert_int_equal(found.v[0], 3);
	nr_match_query_free(q);
	nr_ids_release(&found);
	l = nr_list_query_begin(s);
	f.text = (char[]){ "del" };
	assert_int_equal(nr_list_query_read(l, &f, &ids, &err), 0);
	assert_int_equal(ids.n, 1);
	assert_int_equal(ids.v[0], nr_url_id("https://x.com/d"));
	nr_ids_release(&ids);
	nr_list_query_free(l);
	nr_store_close(s);
}

static size_t
count_listed(struct nr_store *s, const char *text)
{
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids = NR_IDS_INIT;
	size_t n;

	f.text = nr_strdup(text);
	assert_int_equal(nr_store_list(s, &f, &ids, &err), 0);
	n = ids.n;
	nr_filter_release(&f);
	nr_ids_release(&ids);
	return n;
}

static void
let_worker_search(struct nr_store *s, const char *text)
{
	struct nr_ids none = NR_IDS_INIT, found = NR_IDS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_match_query *q = nr_match_query_begin(s, &none, text);

	assert_int_equal(nr_match_query_read(q, &found, &err), 0);
	nr_match_query_end(s, q);
	nr_match_query_free(q);
	nr_ids_release(&found);
}

/* So that the store's thread need not ask the index while files are being read. */
static void
test_what_a_worker_finds_counts_until_the_next_search_of_one(void **state)
{
	static const struct util_article more = { .path = "/e", .title = "Delft",
		.url = "https://x.com/e" };
	struct nr_store *s = util_open(*state, false, NULL);
	struct util_article all[N(sample) + 1];

	for (size_t i = 0; i < N(sample); i++)
		all[i] = sample[i];
	all[N(sample)] = more;
	util_scan(s, sample, N(sample));
	assert_false(nr_store_has_found(s, "del"));
	let_worker_search(s, "del");
	assert_true(nr_store_has_found(s, "DEL"));
	assert_false(nr_store_has_found(s, "alp"));
	util_scan(s, all, N(all));
	assert_false(nr_store_has_found(s, "del"));
	assert_int_equal(count_listed(s, "del"), 1);
	let_worker_search(s, "del");
	assert_int_equal(count_listed(s, "del"), 2);
	assert_int_equal(count_listed(s, "alp"), 1);
	assert_int_equal(count_listed(s, "del"), 2);
	nr_store_close(s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, util_setup, util_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_search_wraps_in_both_directions),
		TEST(test_all_words_are_found_and_the_last_one_as_a_beginning),
		TEST(test_all_matches_are_told),
		TEST(test_list_has_only_the_matches),
		TEST(test_list_of_matches_follows_the_index),
		TEST(test_worker_finds_the_same_matches),
		TEST(test_what_a_worker_finds_counts_until_the_next_search_of_one),
		TEST(test_far_articles_are_found_in_both_directions),
	};

	return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
