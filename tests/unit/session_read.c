#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <unistd.h>

#include "newsreader/clock.h"
#include "newsreader/scan.h"
#include "session_util.h"

enum { WORKERS_MAX = 16 };	/* more than a session has */

/* Workers wait here until the pipe is closed. */
static struct held {
	int pipe[2];		/* -1 if closed */
	int ended;
} held = { .pipe = { -1, -1 } };

static void
free_msg(struct nr_msg *base)
{
	held.ended++;
	free(base);
}

static struct nr_msg *
hold(struct nr_job *job, void *arg)
{
	struct nr_msg *msg = nr_calloc(1, sizeof(*msg));
	char byte;

	(void)job;
	(void)arg;
	msg->release = free_msg;
	while (read(held.pipe[0], &byte, 1) > 0)
		;
	return msg;
}

/* No file is read from now on, as if each took very long. */
static void
hold_workers(struct fixture *f)
{
	held.ended = 0;
	assert_int_equal(pipe(held.pipe), 0);
	for (int i = 0; i < WORKERS_MAX; i++)
		nr_jobs_start(f->s->jobs, hold, NULL, NULL, NULL);
	set_patience(f, 0);
	touch(f);
}

/* Read the folder without a worker. */
static void
scan_here(struct fixture *f)
{
	const struct nr_scan scan = {
		.roots = (const char *const *)f->roots.v, .n_roots = f->roots.n,
	};
	struct nr_scan_progress progress = { .seen = 0 };
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *store;

	assert_int_equal(app_store_open(&f->roots, APP_STORE_READ_ONLY | APP_STORE_QUICK,
		&store, &notes, &err), 0);
	assert_int_equal(nr_scan_run(store, &scan, &progress, &err), 0);
	nr_store_close(store);
	nr_diags_release(&notes);
}

static void
take_one(struct fixture *f)
{
	struct pollfd fd = { .fd = nr_jobs_fd(f->s->jobs), .events = POLLIN };

	assert_true(poll(&fd, 1, 30000) > 0);
	app_session_take_messages(f->s);
}

static void
take_all(struct fixture *f)
{
	while (wanted(f)->job)
		take_one(f);
}

/* Select the second article, and let a worker read its file, but do not take the answer. */
static void
read_without_showing(struct fixture *f)
{
	struct pollfd fd = { .fd = nr_jobs_fd(f->s->jobs), .events = POLLIN };

	set_patience(f, 0);
	touch(f);
	app_session_select(f->s, 1);
	if (wanted(f)->job)
		assert_true(poll(&fd, 1, 30000) > 0);
}

static void
close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void
let_go(struct fixture *f)
{
	close_end(&held.pipe[1]);
	while (held.ended < WORKERS_MAX)
		take_one(f);
	close_end(&held.pipe[0]);
}

/* After a test that failed before it let them go, the session would wait for ever. */
static int
let_go_and_teardown(void **state)
{
	int rc;

	close_end(&held.pipe[1]);
	rc = teardown(state);
	close_end(&held.pipe[0]);
	return rc;
}

/* What is shown, as text. */
static char *
text_of(struct fixture *f)
{
	struct nr_doc doc = NR_DOC_INIT;
	struct nr_layout layout = NR_LAYOUT_INIT;
	struct nr_buf b = NR_BUF_INIT;

	app_session_doc(f->s, &doc, &layout);
	for (size_t i = 0; i < doc.n; i++) {
		nr_block_plain(&doc.blocks[i], &b);
		nr_buf_addch(&b, '\n');
	}
	nr_layout_release(&layout);
	nr_doc_release(&doc);
	return nr_buf_take(&b);
}

static void
expect_text(struct fixture *f, const char *part, bool there)
{
	char *text = text_of(f);

	if ((strstr(text, part) != NULL) != there)
		fail_msg("'%s' should %sbe in:\n%s", part, there ? "" : "not ", text);
	free(text);
}

static void
test_index_is_shown_until_the_file_is_read(void **state)
{
	struct fixture *f = *state;

	hold_workers(f);
	app_session_select(f->s, 3);
	expect(f, "edcBa b");
	assert_true(shown(f)->reading);
	expect_text(f, "needle", true);
	expect_text(f, "Reading the file", true);
	expect_text(f, "x.example/b", true);
	app_session_toggle_fulltext(f->s);
	expect_message(f, APP_INFO, "The file is still being read");
	app_session_toggle_fulltext(f->s);
	let_go(f);
	take_all(f);
	assert_false(shown(f)->reading);
	assert_non_null(shown(f)->full);
	expect_text(f, "Reading the file", false);
	expect_text(f, "needle", true);
}

/* Each key is answered, and only the last article asked for is shown. */
static void
test_late_answers_change_nothing(void **state)
{
	struct fixture *f = *state;

	hold_workers(f);
	for (size_t i = 1; i < 5; i++)
		app_session_select(f->s, i);
	expect(f, "edcbA a");
	let_go(f);
	while (!shown(f)->full)
		take_one(f);
	expect(f, "edcbA a");
	expect_text(f, "x.example/a", true);
}

static void
test_file_that_takes_too_long_is_left_out(void **state)
{
	struct fixture *f = *state;

	hold_workers(f);
	app_session_select(f->s, 3);
	assert_true(app_session_timeout(f->s) >= 0);
	wanted(f)->until = nr_clock_ms();
	assert_true(app_session_follow(f->s));
	assert_null(wanted(f)->job);
	expect_text(f, "text left out: too complex", true);
	expect_text(f, "needle", true);
	let_go(f);
}

/* Nothing is read twice at once, however often the index changes meanwhile. */
static void
test_reading_goes_on_while_the_index_changes(void **state)
{
	struct fixture *f = *state;
	struct nr_job *job;

	hold_workers(f);
	app_session_select(f->s, 1);
	job = wanted(f)->job;
	assert_non_null(job);
	app_session_reload_article(f->s);
	app_session_refresh(f->s);
	assert_ptr_equal(wanted(f)->job, job);
	let_go(f);
	take_all(f);
	assert_non_null(shown(f)->full);
}

static void
test_changed_article_is_shown_as_it_was_until_it_is_read(void **state)
{
	struct fixture *f = *state;

	app_session_select(f->s, 1);
	write_day(f, "d", 4, "excerpt: another\n");
	hold_workers(f);
	app_session_reload_article(f->s);
	assert_non_null(wanted(f)->job);
	expect_text(f, "needle", true);
	let_go(f);
	take_all(f);
	expect_text(f, "another", true);
}

/* What was read before it was written shows nothing that is new. */
static void
test_file_written_while_it_is_read_is_read_again(void **state)
{
	struct fixture *f = *state;

	read_without_showing(f);
	write_day(f, "d", 4, "excerpt: another\n");
	app_session_reload_article(f->s);
	take_all(f);
	expect_text(f, "another", true);
}

/* The index may know of it only later. */
static void
test_text_stays_when_its_file_is_gone_before_it_is_read_again(void **state)
{
	struct fixture *f = *state;

	app_session_select(f->s, 1);
	take_all(f);
	assert_non_null(shown(f)->full);
	drop(f, "d.md");
	app_session_reload_article(f->s);
	take_all(f);
	assert_non_null(shown(f)->full);
	assert_string_equal(shown(f)->problem, "its file is gone");
}

static void
test_text_that_was_read_stays_when_its_file_goes_at_once(void **state)
{
	struct fixture *f = *state;

	read_without_showing(f);
	drop(f, "d.md");
	app_session_reload_article(f->s);
	take_all(f);
	assert_non_null(shown(f)->full);
	expect_text(f, "File gone, last version shown", true);
}

static void
test_article_that_goes_while_it_is_read_is_not_being_read(void **state)
{
	struct fixture *f = *state;

	hold_workers(f);
	app_session_select(f->s, 3);
	assert_true(shown(f)->reading);
	drop(f, "b.md");
	scan_here(f);
	app_session_reload_article(f->s);
	expect_text(f, "its file is gone", true);
	expect_text(f, "Reading the file", false);
	wanted(f)->until = nr_clock_ms();
	app_session_give_up_file(f->s);
	expect_text(f, "its file is gone", true);
	let_go(f);
}

static void
test_marks_set_while_the_file_is_read_count(void **state)
{
	struct fixture *f = *state;

	hold_workers(f);
	app_session_select(f->s, 3);
	app_session_mark(f->s, &shown(f)->row.id, 1, NR_MARK_STARRED, 0);
	assert_true(shown(f)->row.marks & NR_MARK_STARRED);
	let_go(f);
	take_all(f);
	assert_non_null(shown(f)->full);
	assert_true(shown(f)->row.marks & NR_MARK_STARRED);
}

/* As after a key with a count, before the text of the last one is on the screen. */
static void
test_position_is_kept_of_an_article_left_for_several(void **state)
{
	struct fixture *f = *state;
	const struct app_text_position spot = { 3, 20, 1 };
	struct app_text_position kept;
	int64_t id;

	select_at(f, 0);
	id = shown(f)->row.id;
	select_at(f, 1);
	select_at(f, 2);
	app_session_keep_position(f->s, id, APP_TEXT_EXCERPT, &spot);
	kept = app_session_position(f->s);
	assert_int_equal(kept.block, 0);
	select_at(f, 0);
	kept = app_session_position(f->s);
	assert_int_equal(kept.block, 3);
	assert_int_equal(kept.offset, 20);
	assert_int_equal(kept.above, 1);
}

/* A key reads the list while a scan goes on, whose totals come later. */
static void
test_unread_articles_of_a_list_newer_than_the_totals_are_counted(void **state)
{
	struct fixture *f = *state;
	struct nr_filter filter = f->filter;

	select_at(f, 1);
	app_session_mark(f->s, ids_from(f, 1), 1, NR_MARK_READ, 0);
	write_day(f, "x", 9, "");
	write_day(f, "y", 8, "");
	scan_here(f);
	filter.reverse = true;
	app_session_set_filter(f->s, &filter);
	assert_int_equal(length(f), 7);
	assert_int_equal(totals(f)->articles, 5);
	assert_true(counts(f)->unread_counted);
	assert_int_equal(counts(f)->unread, 6);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup_five, let_go_and_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_index_is_shown_until_the_file_is_read),
		TEST(test_late_answers_change_nothing),
		TEST(test_file_that_takes_too_long_is_left_out),
		TEST(test_reading_goes_on_while_the_index_changes),
		TEST(test_changed_article_is_shown_as_it_was_until_it_is_read),
		TEST(test_file_written_while_it_is_read_is_read_again),
		TEST(test_text_stays_when_its_file_is_gone_before_it_is_read_again),
		TEST(test_text_that_was_read_stays_when_its_file_goes_at_once),
		TEST(test_article_that_goes_while_it_is_read_is_not_being_read),
		TEST(test_marks_set_while_the_file_is_read_count),
		TEST(test_unread_articles_of_a_list_newer_than_the_totals_are_counted),
		TEST(test_position_is_kept_of_an_article_left_for_several),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
