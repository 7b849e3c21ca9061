#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "newsreader/clock.h"
#include "session_util.h"

static _Atomic(int64_t) now;

/* Instead of that of the library. */
int64_t
nr_clock_ms(void)
{
	return now;
}

static int
setup(void **state)
{
	now = 1000000;
	return setup_five(state);
}

static void
test_marks_that_wait_are_tried_less_and_less_often(void **state)
{
	static const int64_t pauses[] = { 250, 500, 1000, 2000, 4000, 8000, 8000 };
	struct fixture *f = *state;
	char *path = nr_fs_join(f->dir, "state/newsreader/state.db");
	sqlite3 *lock = NULL;

	assert_int_equal(sqlite3_open(path, &lock), SQLITE_OK);
	assert_int_equal(sqlite3_exec(lock, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	app_session_mark(f->s, ids_from(f, 0), 1, NR_MARK_STARRED, 0);
	for (size_t i = 0; i < sizeof(pauses) / sizeof(pauses[0]); i++) {
		assert_int_equal(retry_at(f) - now, pauses[i]);
		now += pauses[i];
		app_session_follow(f->s);
	}
	sqlite3_close(lock);
	now += 7999;
	app_session_follow(f->s);
	assert_true(is_unkept(f));
	now++;
	app_session_follow(f->s);
	assert_false(is_unkept(f));
	assert_string_equal(message(f), "The marks could be written now");
	free(path);
}

static void
release(struct nr_msg *msg)
{
	free(msg);
}

static struct nr_msg *
send_one(struct nr_job *job, void *arg)
{
	struct nr_msg *msg = nr_calloc(1, sizeof(*msg));

	(void)job;
	(void)arg;
	msg->release = release;
	return msg;
}

static bool
take(void *session, struct nr_msg *msg)
{
	(void)session;
	(void)msg;
	return true;
}

/* As with the messages of a scan, that the list may be read again is found out then. */
static bool
reads_list_after_message(struct fixture *f)
{
	struct pollfd fd = { .fd = nr_jobs_fd(f->s->jobs), .events = POLLIN };

	nr_jobs_start(f->s->jobs, send_one, NULL, NULL, take);
	assert_int_equal(poll(&fd, 1, 30000), 1);
	assert_true(app_session_take_messages(f->s));
	return is_listing(f);
}

/* Reading takes one part in eight of the time at most. */
static void
test_list_is_not_read_all_the_time(void **state)
{
	enum { LONG = 100, PAUSE = 8 * LONG };
	struct fixture *f = *state;
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *other;

	app_session_update(f->s);
	now += LONG;
	finish_scan(f);
	assert_int_equal(app_store_open(&f->roots, 0, &other, &notes, &err), 0);
	assert_int_equal(nr_store_mark(other, ids_from(f, 0), 1, NR_MARK_STARRED, 0, &err), 0);
	assert_false(reads_list_after_message(f));
	now += PAUSE - 1;
	assert_false(reads_list_after_message(f));
	now++;
	assert_true(reads_list_after_message(f));
	finish_scan(f);
	assert_int_equal(totals(f)->starred, 1);
	nr_store_close(other);
	nr_diags_release(&notes);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_marks_that_wait_are_tried_less_and_less_often),
		TEST(test_list_is_not_read_all_the_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
