#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>

#include "session_util.h"
#include "unit/fetch_util.h"
#include "unit/fulltext_util.h"

/* Full texts as the session tells of them. */

static const struct httpd_route routes[] = {
	{ .path = "/good", .body = GOOD },
	{ .path = "/gone", .status = 410 },
	{ .path = "/held", .hold = 1000 },
};

static struct httpd *server;

static int
start(void **state)
{
	server = httpd_start(&(struct httpd_config){ .routes = routes,
		.n_routes = sizeof(routes) / sizeof(*routes) });
	return forget_proxies(state);
}

static int
stop(void **state)
{
	(void)state;
	httpd_free(server);
	return 0;
}

static void
write_titled(const struct fixture *f, const char *name, const char *title, const char *path)
{
	char url[HTTPD_URL_MAX], *text;

	httpd_url(server, "localhost", path, url);
	text = util_format("---\ntitle: %s\nexcerpt: %s\nwebUrl: %s?%s\n---\n", title, EXCERPT,
		url, name);
	util_write(f->news, name, text);
	free(text);
}

static void
write_article(const struct fixture *f, const char *name, const char *path)
{
	write_titled(f, name, TITLE, path);
}

/* Nothing is fetched before a test writes articles. */
static int
setup(void **state)
{
	struct nr_error err = NR_ERROR_INIT;
	struct fixture *f = make_home();

	assert_int_equal(nr_options_set(f->options, "allow-private-hosts", "localhost", &err), 0);
	assert_int_equal(nr_options_set(f->options, "archive-url", "", &err), 0);
	begin(f);
	*state = f;
	return 0;
}

static struct nr_msg *
next(struct fixture *f)
{
	struct pollfd fd = { .fd = nr_jobs_fd(f->s->jobs), .events = POLLIN };
	struct nr_msg *m;

	assert_int_equal(poll(&fd, 1, HTTPD_SECONDS * 1000), 1);
	m = nr_jobs_take(f->s->jobs);
	assert_non_null(m);
	return m;
}

static void
hear(struct fixture *f, struct nr_msg *m)
{
	assert_true(app_session_take_fulltext(f->s, m));
	nr_msg_release(m);
}

static bool
is_running(struct fixture *f)
{
	struct app_fulltext_state state;

	app_fulltext_state(f->s->full, &state);
	return state.running;
}

static void
finish(struct fixture *f)
{
	while (is_running(f))
		hear(f, next(f));
}

static void
limit_files(rlim_t bytes)
{
	struct rlimit limit;

	signal(SIGXFSZ, bytes == RLIM_INFINITY ? SIG_DFL : SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = bytes;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void
test_fetched_list_is_told(void **state)
{
	struct fixture *f = *state;

	write_article(f, "a.md", "/good");
	write_article(f, "b.md", "/gone");
	scan(f);
	app_messages_clear(&f->s->messages);
	app_session_fetch_list(f->s);
	finish(f);
	assert_string_equal(message(f), "Fetched 1 of 2 full texts (E shows the errors)");
}

static void
test_all_that_failed_are_listed(void **state)
{
	struct fixture *f = *state;
	size_t before;

	write_article(f, "a.md", "/good");
	write_titled(f, "b.md", "Gone", "/gone");
	util_write(f->news, "c.md", "---\ntitle: Homeless\ndate: 2021-05-01\n---\n");
	scan(f);
	app_messages_clear(&f->s->messages);
	before = logged(f)->n;
	app_session_fetch_list(f->s);
	finish(f);
	assert_string_equal(message(f), "Fetched 1 of 3 full texts (E shows the errors)");
	assert_int_equal(logged(f)->n, before + 2);
	for (size_t i = before; i < logged(f)->n; i++) {
		const struct nr_diag *d = &logged(f)->v[i];
		bool homeless = strstr(d->path, "/c.md") != NULL;

		assert_string_equal(d->text, homeless
			? "no full text (it has no address) of \"Homeless\""
			: "no full text (web: 410) of \"Gone\"");
	}
}

static void
test_list_without_articles_is_told_too(void **state)
{
	struct fixture *f = *state;

	app_messages_clear(&f->s->messages);
	app_session_fetch_list(f->s);
	expect_message(f, APP_INFO, "No article here");
	assert_false(f->s->ahead);
}

/* The job has ended, and nobody has heard of it yet. */
static void
test_list_that_is_asked_for_while_a_job_ends_is_told_when_it_has_ended(void **state)
{
	struct fixture *f = *state;
	struct nr_msg *m;

	write_article(f, "a.md", "/good");
	scan(f);
	select_at(f, 0);
	app_session_toggle_fulltext(f->s);
	for (m = next(f); !m->last; m = next(f))
		hear(f, m);
	app_messages_clear(&f->s->messages);
	app_session_fetch_list(f->s);
	hear(f, m);
	assert_true(is_running(f));
	expect_message(f, APP_INFO, "");
	finish(f);
	assert_int_equal(strncmp(message(f), "Fetched 2 full texts", 20), 0);
}

static void
test_text_that_cannot_be_kept_says_why(void **state)
{
	struct fixture *f = *state;
	struct nr_error err = NR_ERROR_INIT;

	write_article(f, "a.md", "/good");
	scan(f);
	select_at(f, 0);
	/* There is a file already. */
	assert_int_equal(nr_pages_put_report(f->s->pages, 1, 1, "web 404", &err), 0);
	app_messages_clear(&f->s->messages);
	limit_files(4096);
	app_session_toggle_fulltext(f->s);
	finish(f);
	limit_files(RLIM_INFINITY);
	assert_int_equal(strncmp(message(f), "The fetched pages cannot be used: ", 34), 0);
	assert_int_equal(tone_of_message(f), APP_ERROR);
	assert_false(app_session_shows_fulltext(f->s));
}

/* Found by the list that shows which articles have a text. */
static void
test_damaged_pages_are_told(void **state)
{
	struct fixture *f = *state;
	char *path = nr_fs_xdg(NR_FS_CACHE, "pages.db");
	int64_t id = 1;
	FILE *file;
	bool has;

	assert_int_equal(mkdir(getenv("XDG_CACHE_HOME"), 0700) == 0 || errno == EEXIST, true);
	file = fopen(path, "w");
	assert_non_null(file);
	for (int i = 0; i < 4096; i++)
		fputc('x', file);
	assert_int_equal(fclose(file), 0);
	nr_pages_which(f->s->pages, &id, 1, &has);
	app_messages_clear(&f->s->messages);
	app_session_follow(f->s);
	assert_non_null(strstr(message(f), "the fetched pages were damaged and are dropped"));
	assert_int_equal(tone_of_message(f), APP_WARNING);
	free(path);
}

static void
expect_in_document(struct fixture *f, const char *text)
{
	struct nr_layout layout = NR_LAYOUT_INIT;
	struct nr_buf all = NR_BUF_INIT;
	struct nr_doc doc;

	app_session_doc(f->s, &doc, &layout);
	for (size_t i = 0; i < doc.n; i++)
		nr_buf_addf(&all, "%.*s\n", (int)doc.blocks[i].len, doc.blocks[i].text);
	if (!strstr(nr_buf_str(&all), text))
		fail_msg("no '%s' in: %s", text, nr_buf_str(&all));
	nr_buf_release(&all);
	nr_layout_release(&layout);
	nr_doc_release(&doc);
}

static void
expect_origin(struct fixture *f, const char *text)
{
	struct nr_buf origin = NR_BUF_INIT;

	app_session_add_origin(f->s, shown(f)->row.id, &origin);
	assert_string_equal(nr_buf_str(&origin), text);
	nr_buf_release(&origin);
}

static void
test_full_text_tells_what_has_become_of_its_article(void **state)
{
	struct fixture *f = *state;
	char *path = nr_fs_join(f->news, "a.md");

	write_article(f, "a.md", "/good");
	scan(f);
	select_at(f, 0);
	app_session_toggle_fulltext(f->s);
	finish(f);
	assert_true(app_session_shows_fulltext(f->s));
	app_session_mark_read(f->s, shown(f)->row.id);
	begin_to_read(f);
	write_titled(f, "a.md", "Ferries", "/good");
	scan(f);
	expect_in_document(f, "Updated: ");
	assert_int_equal(unlink(path), 0);
	scan(f);
	assert_true(app_session_shows_fulltext(f->s));
	expect_in_document(f, "File gone, last version shown\n");
	free(path);
}

static void
test_full_text_tells_its_source_and_what_was_asked_last(void **state)
{
	struct fixture *f = *state;
	struct nr_error err = NR_ERROR_INIT;

	write_article(f, "a.md", "/good");
	scan(f);
	select_at(f, 0);
	expect_origin(f, "");
	app_session_toggle_fulltext(f->s);
	finish(f);
	expect_origin(f, "web: 200, 83 words · fetched just now");
	assert_int_equal(nr_pages_put_report(f->s->pages, shown(f)->row.id, 1,
		"web refused: words.example", &err), 0);
	expect_origin(f, "web: 200, 83 words · fetched just now"
		" · last try: web: refused: words.example");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_fetched_list_is_told),
		TEST(test_all_that_failed_are_listed),
		TEST(test_list_without_articles_is_told_too),
		TEST(test_list_that_is_asked_for_while_a_job_ends_is_told_when_it_has_ended),
		TEST(test_text_that_cannot_be_kept_says_why),
		TEST(test_damaged_pages_are_told),
		TEST(test_full_text_tells_what_has_become_of_its_article),
		TEST(test_full_text_tells_its_source_and_what_was_asked_last),
	};

	return cmocka_run_group_tests_name("session_full", tests, start, stop);
}
