#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "newsreader/url.h"
#include "store_util.h"

#define N(a) (sizeof(a) / sizeof((a)[0]))

static const struct util_article sample[] = {
	{ .path = "/n/a.md", .title = "alpha", .url = "https://x.com/a", .provider = "Reuters",
		.date = 300, .heat = 10, .topics = { "Joe Biden", "Election" },
		.related = { "https://x.com/b", "https://y.com/ghost" } },
	{ .path = "/n/b.md", .title = "Bravo", .url = "https://x.com/b", .provider = "CNN",
		.date = 100, .heat = 30, .unpublished = true, .topics = { "joe biden" },
		.related = { "https://x.com/a" } },
	{ .path = "/n/c.md", .title = "charlie", .url = "https://x.com/c",
		.date = 200, .topics = { "Election", "Sport" } },
	{ .path = "/n/d.md", .title = "Delta", .url = "https://x.com/d", .provider = "reuters",
		.heat = 20, .amp = "https://amp.other.com/d-amp" },
};

static int64_t
id_of(const char *url)
{
	return nr_url_id(url);
}

static struct nr_store *
open_sample(const char *dir)
{
	struct nr_store *s = util_open(dir, false, NULL);

	util_scan(s, sample, N(sample));
	return s;
}

static void
test_lists_in_every_order(void **state)
{
	static const struct {
		enum nr_order order;
		bool reverse;
		const char *expected, *why;
	} cases[] = {
		{ NR_ORDER_DATE, false, "alpha charlie Bravo Delta", "no date is last" },
		{ NR_ORDER_DATE, true, "Delta Bravo charlie alpha", "all flipped" },
		{ NR_ORDER_HEAT, false, "Bravo Delta alpha charlie", "no heat is last" },
		{ NR_ORDER_HEAT, true, "charlie alpha Delta Bravo", "all flipped" },
		{ NR_ORDER_PROVIDER, false, "Bravo alpha Delta charlie",
			"folded, then by date; none is last" },
		{ NR_ORDER_PROVIDER, true, "charlie Delta alpha Bravo", "all flipped" },
		{ NR_ORDER_TITLE, false, "alpha Bravo charlie Delta", "folded" },
		{ NR_ORDER_TITLE, true, "Delta charlie Bravo alpha", "all flipped" },
	};
	struct nr_store *s = open_sample(*state);

	for (size_t i = 0; i < N(cases); i++) {
		struct nr_filter f = NR_FILTER_INIT;

		f.order = cases[i].order;
		f.reverse = cases[i].reverse;
		util_expect(s, &f, cases[i].expected);
	}
	nr_store_close(s);
}

static void
test_filters_by_topic_provider_and_replacement(void **state)
{
	static const struct {
		const char *topics[3], *provider;
		bool all, without_unpublished;
		const char *expected, *why;
	} cases[] = {
		{ { "JOE BIDEN" }, NULL, false, false, "alpha Bravo", "names are folded" },
		{ { "Joe Biden", "Sport" }, NULL, false, false, "alpha charlie Bravo", "any" },
		{ { "Joe Biden", "election" }, NULL, true, false, "alpha", "all" },
		{ { "Sport", "Joe Biden" }, NULL, true, false, "", "none has both" },
		{ { "nothing" }, NULL, false, false, "", "unknown topic" },
		{ { NULL }, "REUTERS", false, false, "alpha Delta", "provider is folded" },
		{ { NULL }, NULL, false, true, "alpha charlie Delta", "published only" },
		{ { "joe biden" }, "cnn", false, false, "Bravo", "both" },
		{ { NULL }, "", false, false, "", "no name is no provider" },
	};
	struct nr_store *s = open_sample(*state);

	for (size_t i = 0; i < N(cases); i++) {
		struct nr_filter f = NR_FILTER_INIT;

		for (size_t t = 0; cases[i].topics[t]; t++)
			nr_filter_add_topic(&f, cases[i].topics[t]);
		f.provider = cases[i].provider ? nr_strdup(cases[i].provider) : NULL;
		f.all_topics = cases[i].all;
		f.with_unpublished = !cases[i].without_unpublished;
		util_expect(s, &f, cases[i].expected);
		nr_filter_release(&f);
	}
	nr_store_close(s);
}

static void
test_marks_filter_the_list_and_hide(void **state)
{
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_store *s = open_sample(*state);

	util_mark(s, id_of("https://x.com/a"), NR_MARK_READ, 0);
	util_mark(s, id_of("https://x.com/b"), NR_MARK_STARRED, 0);
	util_mark(s, id_of("https://x.com/d"), NR_MARK_HIDDEN, 0);
	util_expect(s, &f, "alpha charlie Bravo");
	f.show = NR_SHOW_UNREAD;
	util_expect(s, &f, "charlie Bravo");
	f.show = NR_SHOW_STARRED;
	util_expect(s, &f, "Bravo");
	f.show = NR_SHOW_HIDDEN;
	util_expect(s, &f, "Delta");
	nr_store_close(s);
}

static void
test_what_is_kept_stays_in_the_list_unless_it_is_hidden(void **state)
{
	int64_t keep[] = { id_of("https://x.com/a"), id_of("https://x.com/d") };
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_store *s = open_sample(*state);

	for (size_t i = 0; i < N(sample); i++)
		util_mark(s, id_of(sample[i].url), NR_MARK_READ, 0);
	util_mark(s, id_of("https://x.com/d"), NR_MARK_HIDDEN, 0);
	f.show = NR_SHOW_UNREAD;
	util_expect(s, &f, "");
	f.keep = (struct nr_ids){ keep, 2, 2 };
	util_expect(s, &f, "alpha");
	nr_store_close(s);
}

static void
test_a_row_tells_the_article(void **state)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_row row;
	struct nr_store *s = open_sample(*state);

	assert_int_equal(nr_store_get(s, id_of("https://x.com/b"), &row, &err), 0);
	assert_string_equal(row.key, "https://x.com/b");
	assert_string_equal(row.title, "Bravo");
	assert_string_equal(row.excerpt, "");
	assert_string_equal(row.provider, "CNN");
	assert_string_equal(row.url, "https://x.com/b");
	assert_string_equal(row.path, "/n/b.md");
	assert_int_equal(row.date.seconds, 100);
	assert_int_equal(row.date.kind, NR_DATE_TIME);
	assert_true(row.has_heat);
	assert_int_equal(row.heat, 30);
	assert_true(row.unpublished);
	assert_false(row.ghost);
	assert_int_equal(row.n_related, 1);
	nr_row_release(&row);
	assert_int_equal(nr_store_get(s, 12345, &row, &err), -1);
	assert_int_equal(err.code, NR_ERR_NOT_FOUND);
	nr_store_close(s);
}

static void
test_a_ghost_is_told_by_the_newest_article_that_lists_it(void **state)
{
	static const struct util_article lists[] = {
		{ .path = "/1.md", .url = "https://x.com/1", .date = 10,
			.related = { "https://g.com/" } },
		{ .path = "/2.md", .url = "https://x.com/2", .date = 20,
			.related = { "https://other.com/", "https://g.com/" } },
	};
	struct nr_error err = NR_ERROR_INIT;
	struct nr_row row;
	struct nr_store *s = util_open(*state, false, NULL);

	util_scan(s, lists, N(lists));
	assert_int_equal(nr_store_get(s, id_of("https://g.com/"), &row, &err), 0);
	assert_true(row.ghost);
	assert_string_equal(row.path, "/2.md");
	assert_int_equal(row.entry, 1);
	nr_row_release(&row);
	assert_int_equal(util_count(s), 2);
	nr_store_close(s);
}

static void
test_edges_come_once_in_order_and_never_to_itself(void **state)
{
	static const struct util_article v[] = {
		{ .path = "/a", .url = "https://x.com/a", .date = 1, .related = {
			"https://x.com/c", "https://x.com/a", "https://x.com/b",
			"https://x.com/c" } },
		{ .path = "/b", .url = "https://x.com/b", .date = 2,
			.related = { "https://x.com/a" } },
		{ .path = "/c", .url = "https://x.com/c", .date = 3 },
		{ .path = "/d", .url = "https://x.com/d", .date = 4,
			.related = { "https://x.com/a" } },
	};
	struct nr_store *s = util_open(*state, false, NULL);

	util_scan(s, v, N(v));
	util_expect_edges(s, "https://x.com/a", (struct nr_edge[]){
		{ id_of("https://x.com/c"), NR_EDGE_OUT },
		{ id_of("https://x.com/b"), NR_EDGE_OUT | NR_EDGE_IN },
		{ id_of("https://x.com/d"), NR_EDGE_IN },
	}, 3);
	util_expect_edges(s, "https://x.com/c", (struct nr_edge[]){
		{ id_of("https://x.com/a"), NR_EDGE_IN } }, 1);
	nr_store_close(s);
}

static void
test_an_entry_that_names_another_address_leads_to_the_file(void **state)
{
	static const struct util_article v[] = {
		{ .path = "/a", .url = "https://x.com/a", .date = 1,
			.related = { "https://other.com/d-amp" } },
		{ .path = "/d", .url = "https://x.com/d", .date = 2,
			.amp = "https://amp.other.com/d-amp" },
	};
	struct nr_store *s = util_open(*state, false, NULL);

	util_scan(s, v, N(v));
	util_expect_edges(s, "https://x.com/a", (struct nr_edge[]){
		{ id_of("https://x.com/d"), NR_EDGE_OUT } }, 1);
	util_expect_edges(s, "https://x.com/d", (struct nr_edge[]){
		{ id_of("https://x.com/a"), NR_EDGE_IN } }, 1);
	nr_store_close(s);
}

static void
test_a_ghost_becomes_an_article_and_a_ghost_again(void **state)
{
	static const struct util_article with[] = {
		{ .path = "/a", .title = "a", .url = "https://x.com/a", .date = 1,
			.related = { "https://x.com/b" } },
		{ .path = "/b", .title = "b", .url = "https://x.com/b", .date = 2, .heat = 90,
			.quality = 50, .topics = { "T" }, .related = { "https://x.com/c" } },
	};
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_row row;
	struct nr_counts topics;
	struct nr_store *s = util_open(*state, false, NULL);

	util_scan(s, with, 1);
	util_expect(s, &f, "a");
	util_scan(s, with, 2);
	util_expect(s, &f, "b a");
	util_scan(s, with, 1);
	util_expect(s, &f, "a");
	assert_int_equal(nr_store_get(s, id_of("https://x.com/b"), &row, &err), 0);
	assert_true(row.ghost);
	assert_int_equal(row.heat, 50);
	nr_row_release(&row);
	assert_int_equal(nr_store_get(s, id_of("https://x.com/c"), &row, &err), -1);
	assert_int_equal(nr_store_topics(s, &topics, &err), 0);
	assert_int_equal(topics.n, 0);
	nr_counts_release(&topics);
	nr_store_close(s);
}

static void
test_ghosts_go_when_nobody_lists_them(void **state)
{
	struct util_article v = { .path = "/a", .title = "a", .url = "https://x.com/a",
		.related = { "https://g.com/" } };
	struct nr_error err = NR_ERROR_INIT;
	struct nr_row row;
	struct nr_store *s = util_open(*state, false, NULL);

	util_scan(s, &v, 1);
	assert_int_equal(nr_store_get(s, id_of("https://g.com/"), &row, &err), 0);
	nr_row_release(&row);
	v.related[0] = NULL;
	util_scan(s, &v, 1);
	assert_int_equal(nr_store_get(s, id_of("https://g.com/"), &row, &err), -1);
	nr_store_close(s);
}

static void
test_an_incomplete_scan_forgets_nothing(void **state)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s = open_sample(*state);

	assert_int_equal(nr_store_scan_begin(s, &err), 0);
	assert_int_equal(nr_store_scan_end(s, false, &err), 0);
	assert_int_equal(util_count(s), 4);
	assert_int_equal(nr_store_scan_begin(s, &err), 0);
	assert_int_equal(nr_store_scan_keep(s, "/n/", &err), 0);
	assert_int_equal(nr_store_scan_end(s, true, &err), 0);
	assert_int_equal(util_count(s), 4);
	assert_int_equal(nr_store_scan_begin(s, &err), 0);
	assert_int_equal(nr_store_scan_keep(s, "/n/a", &err), 0);
	assert_int_equal(nr_store_scan_end(s, true, &err), 0);
	assert_int_equal(util_count(s), 0);
	nr_store_close(s);
}

static void
test_fresh_means_the_same_path_and_stamp(void **state)
{
	const struct nr_fs_stamp same = util_stamp(4);
	const struct nr_fs_stamp other[] = {
		{ 9, 2, 3, 4 }, { 1, 9, 3, 4 }, { 1, 2, 9, 4 }, { 1, 2, 3, 9 },
	};
	struct nr_store *s = open_sample(*state);

	assert_true(nr_store_scan_is_fresh(s, "/n/a.md", &same));
	assert_false(nr_store_scan_is_fresh(s, "/n/z.md", &same));
	for (size_t i = 0; i < N(other); i++)
		assert_false(nr_store_scan_is_fresh(s, "/n/a.md", &other[i]));
	nr_store_close(s);
}

static size_t
count_problems(struct nr_store *s, const char *expected)
{
	struct nr_diags d = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	size_t n;

	assert_int_equal(nr_store_problems(s, &d, &err), 0);
	n = d.n;
	if (n && expected) {
		struct nr_buf b = NR_BUF_INIT;

		nr_diag_format(&d.v[0], &b);
		assert_string_equal(b.data, expected);
		nr_buf_release(&b);
	}
	nr_diags_release(&d);
	return n;
}

static void
test_of_two_files_of_one_article_the_first_path_counts(void **state)
{
	static const struct util_article twice[] = {
		{ .path = "/b", .title = "from-b", .url = "https://x.com/a" },
		{ .path = "/a", .title = "from-a", .url = "https://x.com/a?utm_source=q" },
		{ .path = "/c", .title = "from-c", .url = "https://x.com/a" },
	};
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_store *s = util_open(*state, false, NULL);

	util_scan(s, twice, 3);
	util_expect(s, &f, "from-a");
	assert_int_equal(util_count(s), 1);
	assert_int_equal(count_problems(s, "/b: the same article as /a"), 2);
	assert_int_equal(nr_store_find(s, "/c"), id_of("https://x.com/a"));
	nr_store_close(s);
}

static void
test_the_other_file_takes_over_when_the_first_goes(void **state)
{
	static const struct util_article both[] = {
		{ .path = "/a", .title = "from-a", .url = "https://x.com/a" },
		{ .path = "/b", .title = "from-b", .url = "https://x.com/a" },
	};
	const struct nr_fs_stamp stamp = util_stamp(4);
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s = util_open(*state, false, NULL);
	size_t gone;
	char *path;

	util_scan(s, both, 2);
	assert_int_equal(nr_store_scan_begin(s, &err), 0);
	assert_true(nr_store_scan_is_fresh(s, "/b", &stamp));
	assert_int_equal(nr_store_scan_forget(s, true, &gone, &err), 0);
	assert_int_equal(gone, 1);
	path = nr_store_scan_stale(s);
	assert_string_equal(path, "/b");
	free(path);
	assert_null(nr_store_scan_stale(s));
	assert_false(nr_store_scan_is_fresh(s, "/b", &stamp));
	util_put(s, &both[1]);
	assert_int_equal(nr_store_scan_end(s, true, &err), 0);
	util_expect(s, &f, "from-b");
	assert_int_equal(count_problems(s, NULL), 0);
	nr_store_close(s);
}

static void
test_the_other_file_takes_over_when_the_first_becomes_another_article(void **state)
{
	static const struct util_article both[] = {
		{ .path = "/a", .title = "from-a", .url = "https://x.com/a" },
		{ .path = "/b", .title = "from-b", .url = "https://x.com/a" },
	};
	static const struct util_article after[] = {
		{ .path = "/a", .title = "new", .url = "https://x.com/new" },
		{ .path = "/b", .title = "from-b", .url = "https://x.com/a" },
	};
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_store *s = util_open(*state, false, NULL);

	f.order = NR_ORDER_TITLE;
	util_scan(s, both, 2);
	util_scan(s, after, 2);
	util_expect(s, &f, "from-b new");
	nr_store_close(s);
}

static void
test_diagnostics_stay_with_their_file(void **state)
{
	const struct nr_fs_stamp stamp = util_stamp(1);
	struct nr_error err = NR_ERROR_INIT;
	struct nr_diags d = NR_DIAGS_INIT;
	struct nr_totals t;
	struct nr_store *s = util_open(*state, false, NULL);

	nr_diag_add(&d, NR_FAILURE, "/bad", 3, 7, "no title");
	assert_int_equal(nr_store_scan_begin(s, &err), 0);
	assert_int_equal(nr_store_scan_put(s, "/bad", &stamp, NULL, &d, &err), 0);
	assert_int_equal(nr_store_scan_end(s, true, &err), 0);
	assert_int_equal(count_problems(s, "/bad:3:7: no title"), 1);
	assert_int_equal(nr_store_totals(s, &t, &err), 0);
	assert_int_equal(t.failed, 1);
	assert_int_equal(t.problems, 1);
	util_scan(s, sample, 1);
	assert_int_equal(count_problems(s, NULL), 0);
	nr_diags_release(&d);
	nr_store_close(s);
}

static void
test_counts_are_sorted_and_know_the_unread(void **state)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_counts c;
	struct nr_totals t;
	struct nr_store *s = open_sample(*state);

	util_mark(s, id_of("https://x.com/a"), NR_MARK_READ, 0);
	util_mark(s, id_of("https://x.com/c"), NR_MARK_HIDDEN, 0);
	assert_int_equal(nr_store_topics(s, &c, &err), 0);
	assert_int_equal(c.n, 2);
	assert_string_equal(c.v[0].name, "Joe Biden");
	assert_int_equal(c.v[0].n, 2);
	assert_int_equal(c.v[0].unread, 1);
	assert_string_equal(c.v[1].name, "Election");
	assert_int_equal(c.v[1].n, 1);
	assert_int_equal(c.v[1].unread, 0);
	nr_counts_release(&c);
	assert_int_equal(nr_store_providers(s, &c, &err), 0);
	assert_int_equal(c.n, 2);
	assert_string_equal(c.v[0].name, "Reuters");
	assert_int_equal(c.v[0].n, 2);
	assert_string_equal(c.v[1].name, "CNN");
	nr_counts_release(&c);
	assert_int_equal(nr_store_totals(s, &t, &err), 0);
	assert_int_equal(t.articles, 4);
	assert_int_equal(t.unread, 2);
	assert_int_equal(t.hidden, 1);
	assert_int_equal(t.unpublished, 1);
	nr_store_close(s);
}

static void
test_finds_by_any_address_path_and_id(void **state)
{
	static const struct {
		const char *what, *url, *why;
	} cases[] = {
		{ "https://x.com/a", "https://x.com/a", "canonical" },
		{ "HTTPS://X.com:443/a?utm_source=z#top", "https://x.com/a", "made canonical" },
		{ "https://amp.other.com/d-amp", "https://x.com/d", "the AMP address" },
		{ "https://y.com/ghost", "https://y.com/ghost", "a ghost" },
		{ "/n/c.md", "https://x.com/c", "path" },
		{ "/n/none.md", NULL, "no such path" },
		{ "https://x.com/none", NULL, "no such address" },
		{ "", NULL, "nothing" },
		{ "0000000000000001", NULL, "no such id" },
	};
	struct nr_store *s = open_sample(*state);
	char *id = util_format("%016llx", (unsigned long long)id_of("https://x.com/b"));

	for (size_t i = 0; i < N(cases); i++)
		assert_int_equal(nr_store_find(s, cases[i].what),
			cases[i].url ? id_of(cases[i].url) : 0);
	assert_int_equal(nr_store_find(s, id), id_of("https://x.com/b"));
	free(id);
	nr_store_close(s);
}

static void
test_a_limited_list_is_the_beginning_of_the_whole_one(void **state)
{
	static const struct { size_t limit, expected; } cases[] = {
		{ 1, 1 }, { 3, 3 }, { 4, 4 }, { 5, 4 },
	};
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s = open_sample(*state);
	struct nr_ids all, some;

	assert_int_equal(nr_store_list(s, &f, &all, &err), 0);
	assert_int_equal(all.n, 4);
	for (size_t i = 0; i < N(cases); i++) {
		assert_int_equal(nr_store_list_near(s, &f, 0, cases[i].limit, &some, &err), 0);
		assert_int_equal(some.n, cases[i].expected);
		assert_memory_equal(some.v, all.v, some.n * sizeof *some.v);
		nr_ids_release(&some);
	}
	nr_ids_release(&all);
	nr_store_close(s);
}

static void
expect_totals(struct nr_store *s, size_t unread, size_t starred, size_t hidden,
	size_t unpublished)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_totals t;

	assert_int_equal(nr_store_totals(s, &t, &err), 0);
	assert_int_equal(t.articles, 4);
	assert_int_equal(t.unread, unread);
	assert_int_equal(t.starred, starred);
	assert_int_equal(t.hidden, hidden);
	assert_int_equal(t.unpublished, unpublished);
}

/* Counted again by another store, they must be the same. */
static void
test_totals_follow_each_mark(void **state)
{
	static const struct {
		const char *url;
		unsigned set, clear;
		size_t unread, starred, hidden, unpublished;
	} steps[] = {
		{ "https://x.com/a", NR_MARK_READ, 0, 3, 0, 0, 1 },
		{ "https://x.com/a", NR_MARK_READ | NR_MARK_STARRED, 0, 3, 1, 0, 1 },
		{ "https://x.com/b", NR_MARK_HIDDEN, 0, 2, 1, 1, 0 },
		{ "https://x.com/b", NR_MARK_READ, 0, 2, 1, 1, 0 },
		{ "https://x.com/b", 0, NR_MARK_HIDDEN, 2, 1, 0, 1 },
		{ "https://x.com/a", NR_MARK_HIDDEN, NR_MARK_READ, 2, 0, 1, 1 },
		{ "https://none.com/", NR_MARK_READ, 0, 2, 0, 1, 1 },
	};
	struct nr_store *s = open_sample(*state), *other = util_open(*state, false, NULL);

	expect_totals(s, 4, 0, 0, 1);
	for (size_t i = 0; i < N(steps); i++) {
		util_mark(s, id_of(steps[i].url), steps[i].set, steps[i].clear);
		expect_totals(s, steps[i].unread, steps[i].starred, steps[i].hidden,
			steps[i].unpublished);
		expect_totals(other, steps[i].unread, steps[i].starred, steps[i].hidden,
			steps[i].unpublished);
	}
	nr_store_close(s);
	nr_store_close(other);
}

static void
test_another_store_sees_what_was_flushed(void **state)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *writer = util_open(*state, false, NULL);
	struct nr_store *reader = util_open(*state, true, NULL);

	assert_false(nr_store_changed(reader));
	assert_int_equal(nr_store_scan_begin(writer, &err), 0);
	util_put(writer, &sample[0]);
	assert_int_equal(util_count(reader), 0);
	assert_int_equal(nr_store_scan_flush(writer, &err), 0);
	assert_true(nr_store_changed(reader));
	assert_false(nr_store_changed(reader));
	assert_false(nr_store_changed(writer));
	assert_int_equal(util_count(reader), 1);
	assert_int_equal(nr_store_scan_end(writer, false, &err), 0);
	nr_store_close(writer);
	nr_store_close(reader);
}

static void
test_two_stores_fill_an_index_at_the_same_time(void **state)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *one = util_open(*state, false, NULL);
	struct nr_store *two = util_open(*state, false, NULL);

	assert_int_equal(nr_store_scan_begin(one, &err), 0);
	util_put(one, &sample[0]);
	assert_int_equal(nr_store_scan_flush(one, &err), 0);
	util_scan(two, sample, N(sample));
	for (size_t i = 1; i < N(sample); i++)
		util_put(one, &sample[i]);
	assert_int_equal(nr_store_scan_end(one, true, &err), 0);
	util_expect(two, &(struct nr_filter){ .order = NR_ORDER_TITLE,
		.with_unpublished = true }, "alpha Bravo charlie Delta");
	nr_store_close(one);
	nr_store_close(two);
}

static void
test_indexes_in_memory_are_shared_by_name(void **state)
{
	struct nr_store_config one = { .name = "one" }, two = { .name = "two" };
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *a, *b, *c;

	(void)state;
	assert_int_equal(nr_store_open(&one, &a, &notes, &err), 0);
	assert_int_equal(nr_store_open(&one, &b, &notes, &err), 0);
	assert_int_equal(nr_store_open(&two, &c, &notes, &err), 0);
	util_scan(a, sample, N(sample));
	assert_true(nr_store_changed(b));
	assert_int_equal(util_count(b), 4);
	assert_int_equal(util_count(c), 0);
	assert_int_equal(notes.n, 0);
	assert_false(nr_store_state_is_kept(a));
	nr_store_close(a);
	nr_store_close(b);
	nr_store_close(c);
}

static void
test_an_index_without_a_place_is_in_memory(void **state)
{
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	char *file, *path;
	struct nr_store_config config;
	struct nr_store *s;

	util_write(*state, "file", "");
	file = nr_fs_join(*state, "file");
	path = nr_fs_join(file, "index.db");
	config = (struct nr_store_config){ .index_path = path };
	assert_int_equal(nr_store_open(&config, &s, &notes, &err), 0);
	assert_int_equal(notes.n, 1);
	assert_non_null(strstr(notes.v[0].text, "kept in memory"));
	util_scan(s, sample, N(sample));
	assert_int_equal(util_count(s), 4);
	nr_store_close(s);
	nr_diags_release(&notes);
	free(path);
	free(file);
}

/* ---- versions and damage ---- */

static void
test_an_index_of_another_version_is_rebuilt(void **state)
{
	static const char *const change[] = {
		"PRAGMA user_version=99", "PRAGMA user_version=0", "PRAGMA application_id=7",
	};
	char *path = nr_fs_join(*state, "index.db");

	for (size_t i = 0; i < N(change); i++) {
		struct nr_store *s = open_sample(*state);
		sqlite3 *db;
		char *said;

		nr_store_close(s);
		assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
		assert_int_equal(sqlite3_exec(db, change[i], NULL, NULL, NULL), SQLITE_OK);
		sqlite3_close(db);
		s = util_open(*state, false, &said);
		assert_non_null(strstr(said, "another version"));
		assert_int_equal(util_count(s), 0);
		free(said);
		nr_store_close(s);
	}
	free(path);
}

static void
test_an_index_that_is_no_database_is_rebuilt(void **state)
{
	struct nr_store *s;
	char *said;

	util_write(*state, "index.db", "this is no database, and long enough to be one: "
		"................................................................");
	s = util_open(*state, false, &said);
	assert_non_null(strstr(said, "damaged"));
	free(said);
	util_scan(s, sample, N(sample));
	nr_store_close(s);
	s = util_open(*state, false, &said);
	assert_string_equal(said, "");
	assert_int_equal(util_count(s), 4);
	free(said);
	nr_store_close(s);
}

static int64_t
ask(const char *dir, const char *sql)
{
	char *path = nr_fs_join(dir, "index.db");
	sqlite3_stmt *st = NULL;
	sqlite3 *db;
	int64_t v = 0;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	if (sqlite3_step(st) == SQLITE_ROW)
		v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	free(path);
	return v;
}

/* As a first scan that was killed leaves it. */
static void
test_indexes_that_are_missing_are_made_by_the_next_scan(void **state)
{
	static const char count[] = "SELECT count(*) FROM sqlite_master WHERE type = 'index'";
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s = open_sample(*state);
	int64_t before;

	nr_store_close(s);
	before = ask(*state, count);
	ask(*state, "DROP INDEX article_heat");
	ask(*state, "DROP INDEX related_dst");
	assert_int_equal(ask(*state, count), before - 2);
	s = util_open(*state, false, NULL);
	f.order = NR_ORDER_HEAT;
	util_expect(s, &f, "Bravo Delta alpha charlie");
	util_expect_edges(s, "https://x.com/b", (struct nr_edge[]){
		{ id_of("https://x.com/a"), NR_EDGE_OUT } }, 1);
	assert_int_equal(nr_store_scan_begin(s, &err), 0);
	assert_int_equal(nr_store_scan_end(s, false, &err), 0);
	util_expect_edges(s, "https://x.com/b", (struct nr_edge[]){
		{ id_of("https://x.com/a"), NR_EDGE_OUT | NR_EDGE_IN } }, 1);
	nr_store_close(s);
	assert_int_equal(ask(*state, count), before);
}

/* Use everything; whatever the index holds, a scan that follows puts it right. */
static void
use_all(struct nr_store *s)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_ids ids = NR_IDS_INIT;
	struct nr_counts c = { NULL, 0 };
	struct nr_edges e = { NULL, 0 };
	struct nr_totals t;
	struct nr_row row;

	nr_store_list(s, &f, &ids, &err);
	for (size_t i = 0; i < ids.n; i++) {
		if (nr_store_get(s, ids.v[i], &row, &err) == 0)
			nr_row_release(&row);
		if (nr_store_related(s, ids.v[i], &e, &err) == 0)
			nr_edges_release(&e);
	}
	nr_ids_release(&ids);
	if (nr_store_topics(s, &c, &err) == 0)
		nr_counts_release(&c);
	if (nr_store_providers(s, &c, &err) == 0)
		nr_counts_release(&c);
	nr_store_totals(s, &t, &err);
	nr_store_find(s, "https://x.com/a");
}

static int
try_scan(struct nr_store *s)
{
	struct nr_fs_stamp stamp = util_stamp(5);
	struct nr_error err = NR_ERROR_INIT;
	int rc = nr_store_scan_begin(s, &err);

	for (size_t i = 0; i < N(sample) && rc == 0; i++) {
		struct nr_article *a = util_article(&sample[i]);

		rc = nr_store_scan_put(s, sample[i].path, &stamp, a, NULL, &err);
		nr_article_free(a);
	}
	if (rc == 0)
		rc = nr_store_scan_end(s, true, &err);
	assert_true(rc == 0 || err.code == NR_ERR_INPUT);
	return rc;
}

static void
hurt(const char *path, off_t at, bool cut)
{
	const unsigned char junk[8] = { 0xff, 0xa5, 0x5a, 0x00, 0x80, 0x7f, 0x01, 0xfe };
	int fd;

	if (cut) {
		assert_int_equal(truncate(path, at), 0);
		return;
	}
	fd = open(path, O_WRONLY);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, junk, sizeof junk, at), sizeof junk);
	close(fd);
}

static void
survive_damage(const char *dir, bool cut)
{
	char *path = nr_fs_join(dir, "index.db");
	struct stat st;
	struct nr_store *s = open_sample(dir);

	nr_store_close(s);
	assert_int_equal(stat(path, &st), 0);
	for (off_t at = cut ? 0 : 3; at < st.st_size - 8; at += 997) {
		unlink(path);
		nr_store_close(open_sample(dir));
		hurt(path, at, cut);
		s = util_open(dir, false, NULL);
		use_all(s);
		if (try_scan(s) < 0)
			assert_int_equal(try_scan(s), 0);
		use_all(s);
		nr_store_close(s);
		s = util_open(dir, false, NULL);
		assert_int_equal(util_count(s), N(sample));
		nr_store_close(s);
	}
	free(path);
}

static void
test_flipped_bytes_anywhere_never_crash_or_stay(void **state)
{
	survive_damage(*state, false);
}

static void
test_an_index_cut_anywhere_never_crashes_or_stays(void **state)
{
	survive_damage(*state, true);
}

static void
test_damage_met_while_reading_empties_the_index(void **state)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_ids ids = NR_IDS_INIT;
	char *path = nr_fs_join(*state, "index.db");
	struct nr_store *s = open_sample(*state);
	struct stat st;

	nr_store_close(s);
	assert_int_equal(stat(path, &st), 0);
	for (off_t at = 4096; at < st.st_size; at += 4096)
		hurt(path, at, false);
	s = util_open(*state, false, NULL);
	assert_int_equal(nr_store_list(s, &f, &ids, &err), -1);
	assert_int_equal(err.code, NR_ERR_INPUT);
	assert_true(nr_store_changed(s));
	assert_int_equal(util_count(s), 0);
	util_scan(s, sample, N(sample));
	assert_int_equal(util_count(s), 4);
	nr_store_close(s);
	free(path);
}

static void
test_a_store_follows_an_index_that_was_replaced(void **state)
{
	char *path = nr_fs_join(*state, "index.db");
	struct nr_store *s = open_sample(*state), *other;

	unlink(path);
	other = util_open(*state, false, NULL);
	util_scan(other, sample, 1);
	assert_int_equal(util_count(s), 4);
	assert_true(nr_store_changed(s));
	assert_int_equal(util_count(s), 1);
	nr_store_close(s);
	nr_store_close(other);
	s = util_open(*state, false, NULL);
	assert_int_equal(util_count(s), 1);
	nr_store_close(s);
	free(path);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, util_setup, util_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_lists_in_every_order),
		TEST(test_filters_by_topic_provider_and_replacement),
		TEST(test_marks_filter_the_list_and_hide),
		TEST(test_what_is_kept_stays_in_the_list_unless_it_is_hidden),
		TEST(test_a_row_tells_the_article),
		TEST(test_a_ghost_is_told_by_the_newest_article_that_lists_it),
		TEST(test_edges_come_once_in_order_and_never_to_itself),
		TEST(test_an_entry_that_names_another_address_leads_to_the_file),
		TEST(test_a_ghost_becomes_an_article_and_a_ghost_again),
		TEST(test_ghosts_go_when_nobody_lists_them),
		TEST(test_an_incomplete_scan_forgets_nothing),
		TEST(test_fresh_means_the_same_path_and_stamp),
		TEST(test_of_two_files_of_one_article_the_first_path_counts),
		TEST(test_the_other_file_takes_over_when_the_first_goes),
		TEST(test_the_other_file_takes_over_when_the_first_becomes_another_article),
		TEST(test_diagnostics_stay_with_their_file),
		TEST(test_counts_are_sorted_and_know_the_unread),
		TEST(test_finds_by_any_address_path_and_id),
		TEST(test_a_limited_list_is_the_beginning_of_the_whole_one),
		TEST(test_totals_follow_each_mark),
		TEST(test_another_store_sees_what_was_flushed),
		TEST(test_two_stores_fill_an_index_at_the_same_time),
		TEST(test_indexes_in_memory_are_shared_by_name),
		TEST(test_an_index_without_a_place_is_in_memory),
		TEST(test_an_index_of_another_version_is_rebuilt),
		TEST(test_an_index_that_is_no_database_is_rebuilt),
		TEST(test_indexes_that_are_missing_are_made_by_the_next_scan),
		TEST(test_flipped_bytes_anywhere_never_crash_or_stay),
		TEST(test_an_index_cut_anywhere_never_crashes_or_stays),
		TEST(test_damage_met_while_reading_empties_the_index),
		TEST(test_a_store_follows_an_index_that_was_replaced),
	};

	return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
