#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <poll.h>
#include <signal.h>
#include <sys/resource.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "session_util.h"

/* Of another length than any before: that alone makes it a changed file. */
static void
write_article(struct fixture *f, const char *title, int heat)
{
	char *text = util_format("---\ntitle: %s\nwebUrl: https://x.example/a\nheat: %d\n"
		"---\n", title, heat);

	util_write(f->news, "a.md", text);
	free(text);
	if (f->s)
		scan(f);
}

static int
setup(void **state)
{
	struct fixture *f = make_home();

	write_article(f, "Old", 125);
	begin(f);
	f->id = app_list_selected(&f->s->list);
	assert_true(f->id != 0);
	*state = f;
	return 0;
}

static void
expect_changes(struct fixture *f, const char *text)
{
	assert_string_equal(shown(f)->changes ? shown(f)->changes : "", text);
}

static void
test_article_says_what_changed_while_it_is_open(void **state)
{
	struct fixture *f = *state;

	app_session_mark_read(f->s, f->id);
	expect_changes(f, "");
	write_article(f, "Newer", 225);
	assert_int_equal(shown(f)->row.marks, NR_MARK_READ | NR_MARK_UPDATED);
	expect_changes(f, "heat 125 → 225, title was \"Old\"");
	app_session_mark_read(f->s, f->id);
	assert_int_equal(shown(f)->row.marks, NR_MARK_READ);
	expect_changes(f, "heat 125 → 225, title was \"Old\"");
	app_session_reload_article(f->s);
	expect_changes(f, "heat 125 → 225, title was \"Old\"");
}

static void
test_changes_are_counted_from_the_last_reading(void **state)
{
	struct fixture *f = *state;

	app_session_mark_read(f->s, f->id);
	write_article(f, "Newer", 225);
	app_session_mark_read(f->s, f->id);
	write_article(f, "Newest of all", 225);
	expect_changes(f, "title was \"Newer\"");
	app_session_undo(f->s);
	app_session_reload_article(f->s);
	expect_changes(f, "heat 125 → 225, title was \"Old\"");
}

static void
test_article_marked_unread_has_no_changes(void **state)
{
	struct fixture *f = *state;

	app_session_mark_read(f->s, f->id);
	write_article(f, "Newer", 225);
	app_session_mark(f->s, &f->id, 1, 0, NR_MARK_READ);
	app_session_reload_article(f->s);
	expect_changes(f, "");
}

/* The reader sees the file, not the index. */
static void
test_what_was_on_screen_was_read(void **state)
{
	struct fixture *f = *state;

	util_write(f->news, "a.md", "---\ntitle: Much newer\nwebUrl: https://x.example/a\n---\n");
	app_session_reload_article(f->s);
	app_session_mark_read(f->s, f->id);
	scan(f);
	assert_int_equal(shown(f)->row.marks, NR_MARK_READ);
}

static unsigned
marks_elsewhere(struct fixture *f)
{
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *other;
	unsigned marks;

	assert_int_equal(app_store_open(&f->roots, APP_STORE_READ_ONLY, &other, &notes, &err), 0);
	marks = nr_store_marks(other, f->id);
	nr_store_close(other);
	nr_diags_release(&notes);
	return marks;
}

static void
test_marks_that_wait_are_written_at_a_refresh(void **state)
{
	struct fixture *f = *state;
	struct rlimit full, none;

	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &full), 0);
	none = (struct rlimit){ 64, full.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
	app_session_mark(f->s, &f->id, 1, NR_MARK_STARRED, 0);
	assert_int_equal(tone_of_message(f), APP_ERROR);
	assert_non_null(strstr(message(f), "tried again"));
	assert_int_equal(shown(f)->row.marks, NR_MARK_STARRED);
	app_messages_clear(&f->s->messages);
	app_session_refresh(f->s);
	app_session_follow(f->s);
	assert_string_equal(message(f), "");		/* once is enough */
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &full), 0);
	signal(SIGXFSZ, SIG_DFL);
	app_session_refresh(f->s);
	assert_true(app_session_follow(f->s));
	assert_string_equal(message(f), "The marks could be written now");
	assert_int_equal(marks_elsewhere(f), NR_MARK_STARRED);
}

/* Another program is in the middle of writing. */
static void
test_marks_that_wait_for_another_are_written_by_themselves(void **state)
{
	struct fixture *f = *state;
	char *path = nr_fs_join(f->dir, "state/newsreader/state.db");
	sqlite3 *lock = NULL;

	assert_int_equal(sqlite3_open(path, &lock), SQLITE_OK);
	assert_int_equal(sqlite3_exec(lock, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	app_session_mark(f->s, &f->id, 1, NR_MARK_STARRED, 0);
	assert_non_null(strstr(message(f), "tried again"));
	assert_int_equal(shown(f)->row.marks, NR_MARK_STARRED);
	assert_int_equal(marks_elsewhere(f), 0);
	assert_true(app_session_timeout(f->s) >= 0);
	sqlite3_close(lock);
	while (is_unkept(f)) {
		poll(NULL, 0, app_session_timeout(f->s));
		app_session_follow(f->s);
	}
	assert_string_equal(message(f), "The marks could be written now");
	assert_int_equal(marks_elsewhere(f), NR_MARK_STARRED);
	free(path);
}

enum { MANY = 3 * APP_MARKS_STEP };

static void
star_many(struct fixture *f)
{
	int64_t ids[MANY];

	for (int64_t i = 0; i < MANY; i++)
		ids[i] = f->id + i;
	app_session_mark(f->s, ids, MANY, NR_MARK_STARRED, 0);
}

static void
test_many_are_marked_between_keys(void **state)
{
	struct fixture *f = *state;

	star_many(f);
	assert_string_equal(message(f), "Marked 256 of 768 articles; ^C stops");
	assert_int_equal(totals(f)->starred, 1);
	assert_int_equal(app_session_timeout(f->s), 0);
	app_session_mark(f->s, &f->id, 1, NR_MARK_HIDDEN, 0);
	assert_string_equal(message(f), "Still marking; ^C stops");
	app_session_undo(f->s);
	app_session_redo(f->s);
	assert_string_equal(message(f), "Still marking; ^C stops");
	while (app_session_timeout(f->s) == 0)
		app_session_follow(f->s);
	assert_string_equal(message(f), "Starred 768 articles; U undoes");
	app_session_undo(f->s);
	assert_string_equal(message(f), "Marked 256 of 768 articles; ^C stops");
	app_session_finish_marking(f->s);
	assert_string_equal(message(f), "Undid: star 768 articles");
	assert_int_equal(totals(f)->starred, 0);
	app_session_redo(f->s);
	assert_true(app_session_stop_marking(f->s));
	assert_string_equal(message(f), "Stopped after 256 of 768 articles");
	assert_false(app_session_stop_marking(f->s));
	assert_int_equal(totals(f)->starred, 1);
}

/* It goes on once there is room again. */
static void
test_marking_many_waits_until_it_can_be_written(void **state)
{
	struct fixture *f = *state;
	char *path = nr_fs_join(f->dir, "state/newsreader/state.db");
	sqlite3 *lock = NULL;

	assert_int_equal(sqlite3_open(path, &lock), SQLITE_OK);
	assert_int_equal(sqlite3_exec(lock, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	star_many(f);
	assert_non_null(strstr(message(f), "tried again"));
	app_session_follow(f->s);
	assert_int_equal(f->s->marks.done, APP_MARKS_STEP);
	assert_true(app_session_timeout(f->s) > 0);
	sqlite3_close(lock);
	while (f->s->marks.doing) {
		poll(NULL, 0, app_session_timeout(f->s));
		app_session_follow(f->s);
	}
	assert_string_equal(message(f), "Starred 768 articles; U undoes");
	assert_int_equal(marks_elsewhere(f), NR_MARK_STARRED);
	free(path);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_article_says_what_changed_while_it_is_open),
		TEST(test_changes_are_counted_from_the_last_reading),
		TEST(test_article_marked_unread_has_no_changes),
		TEST(test_what_was_on_screen_was_read),
		TEST(test_marks_that_wait_are_written_at_a_refresh),
		TEST(test_marks_that_wait_for_another_are_written_by_themselves),
		TEST(test_many_are_marked_between_keys),
		TEST(test_marking_many_waits_until_it_can_be_written),
	};

	return cmocka_run_group_tests_name("session_marks", tests, NULL, NULL);
}
