#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <sys/resource.h>

#include "newsreader/doc.h"
#include "unit/fetch_util.h"
#include "unit/fulltext_util.h"
#include "unit/names.h"

#define SAYS(text) PAGE("The Harbour Post", text)

static const char consent[] = PAGE("Before you continue", "We and our partners store cookies"
	" and process personal data to show you advertising and to measure it. With your"
	" consent we and our vendors may use precise location. You may accept or refuse, and"
	" change your privacy choices at any time. Some vendors do not ask for your consent.");
static const char teaser[] = PAGE(TITLE, "The first ferries crossed the harbour on Sunday."
	" Subscribe to continue reading this and every other article. Already a subscriber?"
	" Sign in to your account here and read on.");
static const char soft_404[] = SAYS("Sorry, the page you are looking for could not be found."
	" It may have been moved, or it does not exist any more. Try the search, or go back"
	" to where you came from and look for it there.");
static const char other[] = PAGE("Council votes on budget", "The council has voted for the"
	" budget of next year after hours of debate. Schools receive more money than before,"
	" roads less, and the new library has to wait for another spring, said the mayor of"
	" the town in her speech to the members.");

static struct httpd_route routes[] = {
	{ .path = "/good", .body = GOOD },
	{ .path = "/tagged", .body = GOOD, .etag = "\"one\"" },
	{ .path = "/dated", .body = GOOD, .last_modified = "Sat, 01 May 2021 10:00:00 GMT" },
	{ .path = "/consent", .body = consent },
	{ .path = "/teaser", .body = teaser },
	{ .path = "/soft", .body = soft_404 },
	{ .path = "/other", .body = other },
	{ .path = "/short", .body = "<p>Ferries</p>" },
	{ .path = "/empty", .body = "" },
	{ .path = "/", .body = other },
	{ .path = "/gone", .status = 410, .body = GOOD },
	{ .path = "/broken", .status = 500, .body = GOOD },
	{ .path = "/pdf", .body = "%PDF", .type = "application/pdf" },
	{ .path = "/home", .status = 302, .location = "/" },
	{ .path = "/loop", .status = 302, .location = "/loop" },
	{ .path = "/file", .status = 302, .location = "file:///etc/passwd" },
	{ .path = "/inside", .status = 302, .location = "http://127.0.0.1:9/" },
	{ .path = "/~r/gone", .status = 410 },
	{ .path = "/~r/x", .status = 301, .location = "/good" },
	{ .path = "/never", .body = "<p>", .way = HTTPD_STALLS },
};

static struct httpd *server;

static int
start(void **state)
{
	server = full_serve(routes, sizeof(routes) / sizeof(*routes));
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

/* The address of a path, as one of the few that a test needs at once. */
static const char *
at_host(const char *host, const char *path)
{
	static char urls[8][HTTPD_URL_MAX];
	static size_t n;
	char *url = urls[n++ % 8];

	httpd_url(server, host, path, url);
	return url;
}

static const char *
at(const char *path)
{
	return at_host("localhost", path);
}

static unsigned
requests(const char *path)
{
	return httpd_requests(server, path);
}

/* Asks for an article with these addresses, NULL for none. */
static struct full_end
ask(struct full_fixture *f, const char *amp, const char *cdn, const char *web,
	const char *original, enum app_fulltext_how how)
{
	struct nr_article a = { .amp_url = amp, .cdn_amp_url = cdn, .web_url = web,
		.original_url = original };
	struct full_end end = full_ask(f, &a, how);

	nr_arena_release(&a.arena);
	return end;
}

static void
check(const struct full_end *end, const char *report, enum app_source_kind source)
{
	assert_string_equal(end->report, report);
	assert_string_equal(end->error, "");
	assert_int_equal(end->found, source != APP_SOURCES);
	assert_int_equal(end->source, source);
}

#define WORDS "200, 83 words"

/* ---- sources ---- */

static void
test_first_rung_gives_the_text_and_no_other_is_asked(void **state)
{
	unsigned before = requests(NULL);
	struct full_end end = ask(*state, at("/good?1"), at("/gone?1"), at("/gone?2"),
		at("/gone?3"), APP_FULLTEXT_WANT);

	check(&end, "amp " WORDS, APP_SOURCE_AMP);
	assert_true(end.fresh);
	assert_int_equal(requests(NULL), before + 1);
}

static void
test_every_rung_is_tried_in_turn(void **state)
{
	struct full_end end;

	full_reopen(*state, "archive-url", at("/good?archived={url}"));
	end = ask(*state, at("/gone?1"), at("/gone?2"), at_host("feeds.localhost", "/~r/gone"),
		"http://gone.example/", APP_FULLTEXT_WANT);
	check(&end, "amp 410 · cdn 410 · web 410 · original host not found · archive " WORDS,
		APP_SOURCE_ARCHIVE);
}

static void
test_same_address_is_asked_once(void **state)
{
	unsigned before = requests("/gone");
	struct full_end end = ask(*state, at("/gone?a"), at("/gone?a"), at("/gone?b"),
		at("/gone?b#part"), APP_FULLTEXT_WANT);

	check(&end, "amp 410 · web 410", APP_SOURCES);
	assert_int_equal(requests("/gone"), before + 2);
}

/* Each is left for the source behind it, which has the text. */
static void
test_every_reason_to_leave_a_rung(void **state)
{
	static const struct { const char *path, *why; } cases[] = {
		{ "/gone", "410" },
		{ "/broken", "500" },
		{ "/none", "404" },
		{ "/pdf", "wrong type" },
		{ "/empty", "200, no text" },
		{ "/short", "200, no text" },
		{ "/consent", "200, consent page" },
		{ "/teaser", "200, for subscribers" },
		{ "/soft", "200, no such page" },
		{ "/other", "200, another article" },
		{ "/home", "200, front page" },
		{ "/loop", "too many redirects" },
		{ "/file", "bad redirect: localhost: " },
		{ "/inside", "127.0.0.1: refused: it is " },
	};
	char web[32], expected[64];

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		full_forget(*state);
		snprintf(web, sizeof(web), "/good?reason=%zu", i);
		struct full_end end = ask(*state, at(cases[i].path), NULL, at(web), NULL,
			APP_FULLTEXT_WANT);
		const char *last = strstr(end.report, " · ");

		snprintf(expected, sizeof(expected), "amp %s", cases[i].why);
		if (strncmp(end.report, expected, strlen(expected)) != 0)
			fail_msg("%s: %s", cases[i].path, end.report);
		assert_non_null(last);
		assert_string_equal(last, " · web " WORDS);
		assert_int_equal(end.source, APP_SOURCE_WEB);
	}
}

static void
test_hosts_that_do_not_answer_are_left(void **state)
{
	char closed[64];
	unsigned port;
	int fd = rawd_closed(&port);
	struct full_end end;

	snprintf(closed, sizeof(closed), "http://localhost:%u/", port);
	end = ask(*state, closed, "http://nobody.invalid/", at("/good?away"), NULL,
		APP_FULLTEXT_WANT);
	check(&end, "amp could not connect · cdn host not found · web " WORDS, APP_SOURCE_WEB);
	close(fd);
}

static void
test_addresses_that_are_none_are_refused_with_the_reason(void **state)
{
	struct full_end end = ask(*state, "ftp://localhost/x", NULL, "http://me@localhost/",
		at("/good?refused"), APP_FULLTEXT_WANT);

	assert_int_equal(strncmp(end.report, "amp refused: not a web address", 30), 0);
	assert_non_null(strstr(end.report, " · web refused: "));
	assert_non_null(strstr(end.report, " · original " WORDS));
}

static void
test_private_hosts_are_refused_unless_they_are_named(void **state)
{
	unsigned before = httpd_connections(server);
	struct full_end end;

	full_reopen(*state, "allow-private-hosts", "nas.example");
	end = ask(*state, NULL, NULL, at("/good?private"), NULL, APP_FULLTEXT_WANT);
	assert_false(end.found);
	assert_int_equal(strncmp(end.report, "web localhost: refused: it is ", 30), 0);
	assert_int_equal(httpd_connections(server), before);
}

static void
test_redirectors_are_asked_behind_amp_whatever_worked(void **state)
{
	const char *web = at_host("feeds.localhost", "/~r/x?1");
	struct full_end end = ask(*state, at_host("a.localhost", "/gone?r1"), NULL, web, NULL,
		APP_FULLTEXT_WANT);

	check(&end, "amp 410 · web " WORDS, APP_SOURCE_WEB);
	end = ask(*state, at_host("a.localhost", "/gone?r2"), NULL,
		at_host("feeds.localhost", "/~r/x?2"), NULL, APP_FULLTEXT_WANT);
	check(&end, "amp 410 · web " WORDS, APP_SOURCE_WEB);
}

static void
test_archive_is_asked_with_the_date_and_an_address_that_is_no_redirector(void **state)
{
	static const struct httpd_route archive[] = {
		{ .path = "/web/20210413181500id_/http://gone.example/x", .body = GOOD },
	};
	struct httpd *h = full_serve(archive, 1);
	struct nr_article a = { .web_url = "http://feeds.invalid/~r/x",
		.original_url = "http://gone.example/x#top",
		.date = { 1618337700, NR_DATE_TIME } };
	struct full_end end;
	char url[HTTPD_URL_MAX];

	httpd_url(h, "localhost", "/web/{timestamp}id_/{url}", url);
	full_reopen(*state, "archive-url", url);
	end = full_ask(*state, &a, APP_FULLTEXT_WANT);
	assert_int_equal(end.source, APP_SOURCE_ARCHIVE);
	assert_int_equal(httpd_requests(h, archive[0].path), 1);
	nr_arena_release(&a.arena);
	httpd_free(h);
}

/* ---- what is kept ---- */

static void
test_page_is_kept_with_all_that_is_known_of_it(void **state)
{
	struct full_fixture *f = *state;
	struct nr_article a = { .amp_url = at("/gone?kept"), .web_url = at("/tagged?kept") };
	struct full_end end = full_ask(f, &a, APP_FULLTEXT_WANT);
	char *path = nr_fs_xdg(NR_FS_CACHE, "pages.db"), *report;
	struct nr_pages *pages = nr_pages_new(path);
	struct nr_error err = NR_ERROR_INIT;
	struct nr_saved page;
	struct nr_doc doc;

	check(&end, "amp 410 · web " WORDS, APP_SOURCE_WEB);
	assert_int_equal(nr_pages_get(pages, a.id, &page, &err), 0);
	assert_string_equal(page.url, at("/tagged?kept"));
	assert_string_equal(page.key, a.key);
	assert_string_equal(page.title, TITLE);
	assert_string_equal(page.language, "en");
	assert_string_equal(page.etag, "\"one\"");
	assert_int_equal(page.status, 200);
	assert_int_equal(page.source, APP_SOURCE_WEB);
	assert_int_equal(page.words, 83);
	assert_int_equal(nr_doc_unpack(page.doc.data, page.doc.len, &doc, &err), 0);
	assert_non_null(strstr(doc.blocks[0].text, "crossed the harbour"));
	report = nr_pages_report(pages, a.id, NULL);
	assert_string_equal(report, end.report);
	free(report);
	nr_doc_release(&doc);
	nr_saved_release(&page);
	nr_pages_free(pages);
	nr_arena_release(&a.arena);
	free(path);
}

static void
test_failure_is_kept_too(void **state)
{
	struct full_fixture *f = *state;
	struct nr_article a = { .web_url = at("/gone?failed") };
	struct full_end end = full_ask(f, &a, APP_FULLTEXT_WANT);
	char *path = nr_fs_xdg(NR_FS_CACHE, "pages.db"), *report;
	struct nr_pages *pages = nr_pages_new(path);

	check(&end, "web 410", APP_SOURCES);
	report = nr_pages_report(pages, a.id, NULL);
	assert_string_equal(report, "web 410");
	free(report);
	nr_pages_free(pages);
	nr_arena_release(&a.arena);
	free(path);
}

static void
test_kept_page_is_not_asked_for_again_after_a_restart(void **state)
{
	struct full_fixture *f = *state;
	struct full_end end = ask(f, NULL, NULL, at("/good?restart"), NULL, APP_FULLTEXT_WANT);
	unsigned before = requests(NULL);

	full_close(f);
	full_open(f);
	end = ask(f, NULL, NULL, at("/good?restart"), NULL, APP_FULLTEXT_WANT);
	check(&end, "web " WORDS, APP_SOURCE_WEB);
	assert_false(end.fresh);
	assert_int_equal(requests(NULL), before);
}

static void
test_next_rung_goes_around(void **state)
{
	const char *amp = at("/good?next1"), *web = at("/good?next2"), *gone = at("/gone?next");
	struct full_end end = ask(*state, amp, gone, web, NULL, APP_FULLTEXT_WANT);

	check(&end, "amp " WORDS, APP_SOURCE_AMP);
	end = ask(*state, amp, gone, web, NULL, APP_FULLTEXT_NEXT);
	check(&end, "cdn 410 · web " WORDS, APP_SOURCE_WEB);
	end = ask(*state, amp, gone, web, NULL, APP_FULLTEXT_NEXT);
	assert_int_equal(end.source, APP_SOURCE_AMP);
}

static void
test_next_rung_that_fails_leaves_the_text_there_is(void **state)
{
	const char *amp = at("/tagged?stays"), *web = at("/gone?stays");
	struct full_end end = ask(*state, amp, NULL, web, NULL, APP_FULLTEXT_WANT);

	end = ask(*state, amp, NULL, web, NULL, APP_FULLTEXT_NEXT);
	check(&end, "web 410 · amp 304, unchanged", APP_SOURCE_AMP);
	assert_false(end.fresh);
	full_reopen(*state, "allow-private-hosts", "nas.example");
	end = ask(*state, amp, NULL, web, NULL, APP_FULLTEXT_NEXT);
	assert_true(end.found);
	assert_false(end.fresh);
	assert_int_equal(end.source, APP_SOURCE_AMP);
}

/* No file may grow as far as the new page. */
static void
test_next_rung_that_cannot_be_kept_leaves_the_text_there_is(void **state)
{
	const char *amp = at("/good?full1"), *web = at("/good?full2");
	struct full_end end = ask(*state, amp, NULL, web, NULL, APP_FULLTEXT_WANT);
	char *path = nr_fs_xdg(NR_FS_CACHE, "pages.db");
	struct nr_pages *reader = nr_pages_new(path);
	struct rlimit old, limit;

	/* Who is the first to open the file needs room, too. */
	assert_true(nr_pages_epoch(reader) > 0);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	limit = (struct rlimit){ 4096, old.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	end = ask(*state, amp, NULL, web, NULL, APP_FULLTEXT_NEXT);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	signal(SIGXFSZ, SIG_DFL);
	assert_int_equal(strncmp(end.error, "the fetched pages cannot be used: ", 34), 0);
	assert_true(end.found);
	assert_false(end.fresh);
	assert_int_equal(end.source, APP_SOURCE_AMP);
	nr_pages_free(reader);
	free(path);
}

static void
test_damaged_text_is_fetched_again(void **state)
{
	struct full_fixture *f = *state;
	struct nr_article a = { .title = TITLE, .excerpt = EXCERPT,
		.web_url = at("/tagged?damaged") };
	struct nr_saved page = { .source = APP_SOURCE_WEB, .etag = (char[]){ "\"one\"" } };
	char *path = nr_fs_xdg(NR_FS_CACHE, "pages.db");
	struct nr_pages *pages = nr_pages_new(path);
	struct nr_error err = NR_ERROR_INIT;
	struct full_end end;

	nr_article_identify(&a, "/x.md");
	page.id = a.id;
	nr_buf_addz(&page.doc, "no document");
	assert_int_equal(nr_pages_put(pages, &page, &err), 0);
	end = full_ask(f, &a, APP_FULLTEXT_AGAIN);
	check(&end, "web " WORDS, APP_SOURCE_WEB);
	assert_true(end.fresh);
	nr_buf_release(&page.doc);
	nr_pages_free(pages);
	nr_arena_release(&a.arena);
	free(path);
}

static void
test_asking_again_sends_what_the_page_was_known_by(void **state)
{
	const char *paths[] = { "/tagged", "/dated" };
	const char *names[] = { "If-None-Match", "If-Modified-Since" };
	const char *values[] = { "\"one\"", "Sat, 01 May 2021 10:00:00 GMT" };

	for (size_t i = 0; i < 2; i++) {
		const char *amp = at("/gone?again"), *web = at(paths[i]);
		struct full_end end = ask(*state, amp, NULL, web, NULL, APP_FULLTEXT_WANT);
		unsigned before = requests("/gone");
		char *sent;

		end = ask(*state, amp, NULL, web, NULL, APP_FULLTEXT_AGAIN);
		check(&end, "web 304, unchanged", APP_SOURCE_WEB);
		assert_false(end.fresh);
		sent = httpd_last_header(server, paths[i], names[i]);
		assert_string_equal(sent, values[i]);
		assert_int_equal(requests("/gone"), before);
		free(sent);
	}
}

static void
test_rung_that_worked_for_a_host_is_the_first_for_its_next_article(void **state)
{
	struct full_end end = ask(*state, at("/gone?m1"), NULL,
		at_host("b.localhost", "/good?m1"), NULL, APP_FULLTEXT_WANT);

	check(&end, "amp 410 · web " WORDS, APP_SOURCE_WEB);
	end = ask(*state, at("/gone?m2"), NULL, at_host("b.localhost", "/good?m2"), NULL,
		APP_FULLTEXT_WANT);
	check(&end, "web " WORDS, APP_SOURCE_WEB);
}

/* ---- the rest ---- */

static void
test_offline_asks_for_nothing(void **state)
{
	struct full_fixture *f = *state;
	unsigned before = httpd_connections(server);
	struct nr_error err = NR_ERROR_INIT;
	struct app_fulltext_state now;
	struct full_end end;
	int64_t id = 1;

	full_reopen(f, "offline", "yes");
	end = ask(f, at("/good?off"), NULL, NULL, NULL, APP_FULLTEXT_WANT);
	assert_string_equal(end.error, "offline: nothing is fetched");
	assert_int_equal(app_fulltext_prefetch(f->full, &id, 1, &err), -1);
	app_fulltext_state(f->full, &now);
	assert_false(now.running);
	assert_int_equal(httpd_connections(server), before);
}

static void
test_article_without_address_is_said_to_have_none(void **state)
{
	struct full_end end = ask(*state, NULL, NULL, NULL, NULL, APP_FULLTEXT_WANT);

	assert_string_equal(end.error, "the article has no address to fetch its text from");
}

static void
test_what_goes_on_is_told_until_it_ends(void **state)
{
	struct full_fixture *f = *state;
	struct nr_article a = { .title = "x", .web_url = at("/never?1") };
	struct nr_error err = NR_ERROR_INIT;
	struct app_fulltext_state now;
	struct app_fulltext_msg msg;
	struct full_end end;
	enum app_source_kind source;

	nr_article_identify(&a, "/x.md");
	assert_int_equal(app_fulltext_ask(f->full, &a, APP_FULLTEXT_WANT, &err), 0);
	assert_int_equal(app_fulltext_ask(f->full, &a, APP_FULLTEXT_WANT, &err), 0);
	assert_true(app_fulltext_is_asked(f->full, a.id, &source));
	assert_int_equal(source, APP_SOURCES);
	full_next(f, &msg);
	assert_int_equal(msg.kind, APP_FULLTEXT_AT);
	assert_true(app_fulltext_is_asked(f->full, a.id, &source));
	assert_int_equal(source, APP_SOURCE_WEB);
	app_fulltext_state(f->full, &now);
	assert_true(now.running);
	assert_int_equal(now.total, 1);
	httpd_wait_requests(server, "/never", 1);
	app_fulltext_cancel(f->full);
	assert_false(app_fulltext_is_asked(f->full, a.id, NULL));
	full_wait(f, &end);
	app_fulltext_state(f->full, &now);
	assert_int_equal(now.done + now.failed, 0);
	nr_arena_release(&a.arena);
}

static void
test_what_is_forgotten_can_be_asked_for_again(void **state)
{
	struct full_fixture *f = *state;
	struct nr_article a = { .title = TITLE, .excerpt = EXCERPT,
		.web_url = at("/good?again") };
	struct nr_error err = NR_ERROR_INIT;
	struct full_end end = { .report = "nothing has ended" };

	nr_article_identify(&a, "/x.md");
	assert_int_equal(app_fulltext_ask(f->full, &a, APP_FULLTEXT_WANT, &err), 0);
	/* The job may hear of the two one by one, or at once. */
	for (int i = 0; i < 100; i++) {
		app_fulltext_cancel(f->full);
		assert_int_equal(app_fulltext_ask(f->full, &a, APP_FULLTEXT_WANT, &err), 0);
	}
	full_wait(f, &end);
	check(&end, "web " WORDS, APP_SOURCE_WEB);
	assert_false(app_fulltext_is_asked(f->full, a.id, NULL));
	nr_arena_release(&a.arena);
}

static void
test_stopping_does_not_wait_for_the_network(void **state)
{
	struct full_fixture *f = *state;
	struct nr_article a = { .title = "x", .web_url = at("/never?2") };
	struct nr_error err = NR_ERROR_INIT;

	nr_article_identify(&a, "/x.md");
	assert_int_equal(app_fulltext_ask(f->full, &a, APP_FULLTEXT_WANT, &err), 0);
	httpd_wait_requests(server, "/never", 2);
	full_close(f);
	full_open(f);
	nr_arena_release(&a.arena);
}

/* Making room may take long; there is time for it when something is fetched again. */
static void
test_stopping_does_not_make_room(void **state)
{
	struct full_fixture *f = *state;
	struct nr_article good = { .title = TITLE, .excerpt = EXCERPT,
		.web_url = at("/good?room") };
	struct nr_article held = { .title = "x", .web_url = at("/never?3") };
	struct app_fulltext_msg msg = { .kind = APP_FULLTEXT_AT };
	char *path = nr_fs_xdg(NR_FS_CACHE, "pages.db");
	struct nr_pages *pages = nr_pages_new(path);
	struct nr_error err = NR_ERROR_INIT;
	bool kept = false;

	full_reopen(f, "pages-limit", "1K");
	nr_article_identify(&good, "/x.md");
	nr_article_identify(&held, "/y.md");
	assert_int_equal(app_fulltext_ask(f->full, &held, APP_FULLTEXT_WANT, &err), 0);
	assert_int_equal(app_fulltext_ask(f->full, &good, APP_FULLTEXT_WANT, &err), 0);
	while (msg.kind != APP_FULLTEXT_ENDED) {
		full_next(f, &msg);
		free(msg.report);
		free(msg.title);
	}
	full_close(f);
	nr_pages_which(pages, &good.id, 1, &kept);
	assert_true(kept);
	full_open(f);
	nr_pages_free(pages);
	nr_arena_release(&good.arena);
	nr_arena_release(&held.arena);
	free(path);
}

static void
test_missing_authority_file_is_the_engines_error(void **state)
{
	struct full_end end;

	full_reopen(*state, "ca-file", "/nowhere/ca.pem");
	end = ask(*state, NULL, NULL, at("/good?ca"), NULL, APP_FULLTEXT_WANT);
	assert_false(end.found);
	assert_string_equal(end.error, "/nowhere/ca.pem: No such file or directory");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, full_setup, full_teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_first_rung_gives_the_text_and_no_other_is_asked),
		TEST(test_every_rung_is_tried_in_turn),
		TEST(test_same_address_is_asked_once),
		TEST(test_every_reason_to_leave_a_rung),
		TEST(test_hosts_that_do_not_answer_are_left),
		TEST(test_addresses_that_are_none_are_refused_with_the_reason),
		TEST(test_private_hosts_are_refused_unless_they_are_named),
		TEST(test_redirectors_are_asked_behind_amp_whatever_worked),
		TEST(test_archive_is_asked_with_the_date_and_an_address_that_is_no_redirector),
		TEST(test_page_is_kept_with_all_that_is_known_of_it),
		TEST(test_failure_is_kept_too),
		TEST(test_kept_page_is_not_asked_for_again_after_a_restart),
		TEST(test_next_rung_goes_around),
		TEST(test_next_rung_that_fails_leaves_the_text_there_is),
		TEST(test_next_rung_that_cannot_be_kept_leaves_the_text_there_is),
		TEST(test_damaged_text_is_fetched_again),
		TEST(test_asking_again_sends_what_the_page_was_known_by),
		TEST(test_rung_that_worked_for_a_host_is_the_first_for_its_next_article),
		TEST(test_offline_asks_for_nothing),
		TEST(test_article_without_address_is_said_to_have_none),
		TEST(test_what_goes_on_is_told_until_it_ends),
		TEST(test_what_is_forgotten_can_be_asked_for_again),
		TEST(test_stopping_does_not_wait_for_the_network),
		TEST(test_stopping_does_not_make_room),
		TEST(test_missing_authority_file_is_the_engines_error),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
