#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "newsreader/scan.h"
#include "unit/fetch_util.h"
#include "unit/fulltext_util.h"

enum { ARTICLES = 50, FAILING = 10 };	/* every fifth fails */

static char paths[ARTICLES][32];
static struct httpd_route routes[ARTICLES + 1];
static struct httpd *server;

static bool
is_failing(size_t i)
{
	return i % (ARTICLES / FAILING) == 0;
}

static int
start(void **state)
{
	for (size_t i = 0; i < ARTICLES; i++) {
		snprintf(paths[i], sizeof(paths[i]), "/story/%zu", i);
		routes[i] = (struct httpd_route){ .path = paths[i], .body = GOOD,
			.status = is_failing(i) ? 503 : 200 };
	}
	routes[ARTICLES] = (struct httpd_route){ .path = "/held", .hold = 1000 };
	server = full_serve(routes, ARTICLES + 1);
	return forget_proxies(state);
}

static int
stop(void **state)
{
	(void)state;
	httpd_free(server);
	httpd_ca_free(full_ca);
	return 0;
}

struct ahead {
	struct full_fixture *f;
	struct nr_ids ids;
	int64_t of[ARTICLES];		/* the article of each path */
};

static void
write_article(struct ahead *t, size_t number, const char *url)
{
	char *name = util_format("%zu.md", number);
	char *text = util_format("---\ntitle: %s\nexcerpt: %s\nwebUrl: %s\n---\n", TITLE,
		EXCERPT, url);

	util_write(t->f->roots.v[0], name, text);
	free(name);
	free(text);
}

/* Scan the files, and find the ids of n addresses. */
static void
find_articles(struct ahead *t, char (*urls)[HTTPD_URL_MAX], int64_t *out, size_t n)
{
	struct nr_filter filter = NR_FILTER_INIT;
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	const struct nr_scan scan = { .roots = (const char *const *)t->f->roots.v,
		.n_roots = 1 };
	struct nr_scan_progress done;
	struct nr_store *store;

	assert_int_equal(app_store_open(&t->f->roots, 0, &store, &notes, &err), 0);
	assert_int_equal(nr_scan_run(store, &scan, &done, &err), 0);
	nr_ids_release(&t->ids);
	assert_int_equal(nr_store_list(store, &filter, &t->ids, &err), 0);
	for (size_t i = 0; i < n; i++) {
		out[i] = nr_store_find(store, urls[i]);
		assert_true(out[i] != 0);
	}
	nr_store_close(store);
	nr_diags_release(&notes);
}

static int
setup(void **state)
{
	struct ahead *t = nr_calloc(1, sizeof(*t));
	static const char *const hosts[] = { "localhost", "a.localhost", "b.localhost" };
	char urls[ARTICLES][HTTPD_URL_MAX];

	full_setup(state);
	t->f = *state;
	for (size_t i = 0; i < ARTICLES; i++) {
		httpd_url(server, hosts[i % 3], paths[i], urls[i]);
		write_article(t, i, urls[i]);
	}
	find_articles(t, urls, t->of, ARTICLES);
	*state = t;
	return 0;
}

static int
teardown(void **state)
{
	struct ahead *t = *state;

	*state = t->f;
	full_teardown(state);
	nr_ids_release(&t->ids);
	free(t);
	return 0;
}

static void
prefetch(struct ahead *t)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(t->ids.n, ARTICLES);
	assert_int_equal(app_fulltext_prefetch(t->f->full, t->ids.v, t->ids.n, &err), 0);
}

static void
check_counts(struct ahead *t)
{
	struct app_fulltext_state now;

	app_fulltext_state(t->f->full, &now);
	assert_false(now.running);
	assert_int_equal(now.total, ARTICLES);
	assert_int_equal(now.done, ARTICLES - FAILING);
	assert_int_equal(now.failed, FAILING);
}

/* Requests for each path up to now. */
static void
count(unsigned out[ARTICLES])
{
	for (size_t i = 0; i < ARTICLES; i++)
		out[i] = httpd_requests(server, paths[i]);
}

static void
which(struct ahead *t, bool out[ARTICLES])
{
	char *path = nr_fs_xdg(NR_FS_CACHE, "pages.db");
	struct nr_pages *pages = nr_pages_new(path);

	nr_pages_which(pages, t->of, ARTICLES, out);
	nr_pages_free(pages);
	free(path);
}

static void
test_interrupted_prefetch_goes_on_where_it_was(void **state)
{
	struct ahead *t = *state;
	unsigned before[ARTICLES], between[ARTICLES], after[ARTICLES];
	bool kept[ARTICLES], all[ARTICLES];
	size_t ended = 0, n_kept = 0;
	struct full_end end;

	count(before);
	prefetch(t);
	while (ended < ARTICLES / 2) {
		struct app_fulltext_msg msg;

		full_next(t->f, &msg);
		ended += msg.kind == APP_FULLTEXT_ENDED;
		free(msg.report);
		free(msg.title);
	}
	full_close(t->f);
	which(t, kept);
	count(between);
	full_open(t->f);
	prefetch(t);
	full_wait(t->f, &end);
	check_counts(t);
	which(t, all);
	count(after);
	for (size_t i = 0; i < ARTICLES; i++) {
		n_kept += kept[i];
		assert_int_equal(all[i], !is_failing(i));
		if (kept[i])
			assert_int_equal(after[i], between[i]);
		else
			assert_int_equal(after[i], between[i] + 1);
		assert_true(between[i] <= before[i] + 1);
	}
	assert_true(n_kept >= ARTICLES / 2 - FAILING);
}

static void
test_limits_of_hosts_hold_for_what_is_fetched_ahead(void **state)
{
	struct ahead *t = *state;
	struct full_end end;

	prefetch(t);
	full_wait(t->f, &end);
	check_counts(t);
	assert_true(httpd_most_connections(server) <= 8);
	assert_true(httpd_most_at(server, "localhost") <= 2);
	assert_true(httpd_most_at(server, "a.localhost") <= 2);
}

static void
test_kept_pages_count_as_done_and_nothing_is_asked(void **state)
{
	struct ahead *t = *state;
	struct full_end end;
	unsigned before;

	prefetch(t);
	full_wait(t->f, &end);
	before = httpd_requests(server, NULL);
	prefetch(t);
	full_wait(t->f, &end);
	check_counts(t);
	assert_int_equal(httpd_requests(server, NULL), before + FAILING);
}

static void
test_what_is_forgotten_is_not_fetched(void **state)
{
	struct ahead *t = *state;
	struct nr_error err = NR_ERROR_INIT;
	struct app_fulltext_state now;
	struct full_end end;

	prefetch(t);
	app_fulltext_cancel(t->f->full);
	assert_int_equal(app_fulltext_prefetch(t->f->full, &t->of[1], 1, &err), 0);
	full_wait(t->f, &end);
	app_fulltext_state(t->f->full, &now);
	assert_int_equal(now.done, 1);
	assert_int_equal(now.failed, 0);
}

static void
test_file_that_is_gone_is_a_failure_with_its_reason(void **state)
{
	struct ahead *t = *state;
	char *path = nr_fs_join(t->f->roots.v[0], "1.md");
	struct nr_error err = NR_ERROR_INIT;
	struct full_end end;

	assert_int_equal(unlink(path), 0);
	assert_int_equal(app_fulltext_prefetch(t->f->full, &t->of[1], 1, &err), 0);
	full_wait(t->f, &end);
	assert_false(end.found);
	assert_non_null(strstr(end.error, "1.md: No such file"));
	free(path);
}

/* Those of which the index knows nothing need no network. */
static void
test_answer_is_taken_while_many_are_only_looked_at(void **state)
{
	enum { UNKNOWN = 100000 };
	struct ahead *t = *state;
	struct nr_article a = { .title = TITLE, .excerpt = EXCERPT };
	int64_t *ids = nr_calloc(UNKNOWN, sizeof(*ids));
	struct app_fulltext_msg msg = { .id = 0 };
	struct nr_error err = NR_ERROR_INIT;
	struct full_end end;
	char url[HTTPD_URL_MAX];

	for (size_t i = 0; i < UNKNOWN; i++)
		ids[i] = (int64_t)i + 1;
	httpd_url(server, "localhost", paths[1], url);
	a.web_url = url;
	nr_article_identify(&a, "/x.md");
	assert_int_equal(app_fulltext_prefetch(t->f->full, ids, UNKNOWN, &err), 0);
	assert_int_equal(app_fulltext_ask(t->f->full, &a, APP_FULLTEXT_WANT, &err), 0);
	while (msg.id != a.id || msg.kind != APP_FULLTEXT_ENDED) {
		full_next(t->f, &msg);
		free(msg.report);
		free(msg.title);
	}
	assert_true(msg.found);
	assert_true(msg.failed < UNKNOWN);
	app_fulltext_cancel(t->f->full);
	full_wait(t->f, &end);
	nr_arena_release(&a.arena);
	free(ids);
}

/* All connections but the one that is kept back are taken, and none comes free. */
static void
test_who_is_waited_for_overtakes_what_is_fetched_ahead(void **state)
{
	enum { HELD = 7, ALL };
	static const char *const hosts[ALL] = { "a.localhost", "a.localhost", "b.localhost",
		"b.localhost", "feeds.localhost", "feeds.localhost", "localhost", "localhost" };
	struct ahead *t = *state;
	struct nr_article a = { .title = TITLE, .excerpt = EXCERPT };
	struct app_fulltext_msg msg = { .kind = APP_FULLTEXT_AT };
	struct nr_error err = NR_ERROR_INIT;
	char urls[ALL][HTTPD_URL_MAX];
	int64_t ids[ALL];

	for (size_t i = 0; i < ALL; i++) {
		char *path = util_format(i < HELD ? "/held?%zu" : "/story/1?%zu", i);

		httpd_url(server, hosts[i], path, urls[i]);
		write_article(t, ARTICLES + i, urls[i]);
		free(path);
	}
	find_articles(t, urls, ids, ALL);
	assert_int_equal(app_fulltext_prefetch(t->f->full, ids, ALL, &err), 0);
	while (!app_fulltext_is_asked(t->f->full, ids[HELD], NULL))
		full_next(t->f, &msg);
	a.web_url = urls[HELD];
	nr_article_identify(&a, "/x.md");
	assert_int_equal(a.id, ids[HELD]);
	assert_int_equal(app_fulltext_ask(t->f->full, &a, APP_FULLTEXT_WANT, &err), 0);
	while (msg.kind != APP_FULLTEXT_ENDED) {
		free(msg.report);
		free(msg.title);
		full_next(t->f, &msg);
	}
	assert_int_equal(msg.id, a.id);
	assert_true(msg.found);
	free(msg.report);
	free(msg.title);
	nr_arena_release(&a.arena);
}

static void
star(struct ahead *t, int64_t id)
{
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *store;

	assert_int_equal(app_store_open(&t->f->roots, 0, &store, &notes, &err), 0);
	assert_int_equal(nr_store_mark(store, &id, 1, NR_MARK_STARRED, 0, &err), 0);
	nr_store_close(store);
	nr_diags_release(&notes);
}

static void
test_pages_over_the_limit_make_room_but_for_starred_ones(void **state)
{
	struct ahead *t = *state;
	bool kept[ARTICLES];
	struct full_end end;

	star(t, t->of[7]);
	full_reopen(t->f, "pages-limit", "1K");
	prefetch(t);
	full_wait(t->f, &end);
	check_counts(t);
	which(t, kept);
	for (size_t i = 0; i < ARTICLES; i++)
		assert_int_equal(kept[i], i == 7);
}

/* One request is never answered, so that there is no end at which to make room. */
static void
test_long_prefetch_makes_room_on_its_way(void **state)
{
	enum { MANY = 100 };
	static const char *const hosts[] = { "localhost", "a.localhost", "b.localhost" };
	struct ahead *t = *state;
	char *pages_path = nr_fs_xdg(NR_FS_CACHE, "pages.db");
	struct app_fulltext_state now = { .done = 0 };
	struct nr_error err = NR_ERROR_INIT;
	char urls[MANY + 1][HTTPD_URL_MAX];
	int64_t ids[MANY + 1];
	struct nr_pages_size size;
	struct nr_pages *pages;

	for (size_t i = 0; i <= MANY; i++) {
		char *path = util_format(i < MANY ? "/story/1?%zu" : "/held?%zu", i);

		httpd_url(server, i < MANY ? hosts[i % 3] : "feeds.localhost", path, urls[i]);
		write_article(t, ARTICLES + i, urls[i]);
		free(path);
	}
	find_articles(t, urls, ids, MANY + 1);
	full_reopen(t->f, "pages-limit", "1K");
	assert_int_equal(app_fulltext_prefetch(t->f->full, ids, MANY + 1, &err), 0);
	while (now.done < MANY) {
		struct app_fulltext_msg msg;

		full_next(t->f, &msg);
		free(msg.report);
		free(msg.title);
		app_fulltext_state(t->f->full, &now);
		assert_true(now.running);
	}
	pages = nr_pages_new(pages_path);
	assert_int_equal(nr_pages_measure(pages, &size, &err), 0);
	assert_int_equal(size.pages, 0);
	nr_pages_free(pages);
	free(pages_path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_interrupted_prefetch_goes_on_where_it_was),
		TEST(test_limits_of_hosts_hold_for_what_is_fetched_ahead),
		TEST(test_kept_pages_count_as_done_and_nothing_is_asked),
		TEST(test_what_is_forgotten_is_not_fetched),
		TEST(test_answer_is_taken_while_many_are_only_looked_at),
		TEST(test_who_is_waited_for_overtakes_what_is_fetched_ahead),
		TEST(test_file_that_is_gone_is_a_failure_with_its_reason),
		TEST(test_pages_over_the_limit_make_room_but_for_starred_ones),
		TEST(test_long_prefetch_makes_room_on_its_way),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
