#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "newsreader/url.h"
#include "store/state.h"
#include "store_util.h"

enum { MANY = 2000 };

static char *
state_path(const char *dir)
{
	return nr_fs_join(dir, "state/state.db");
}

static void
test_marks_survive_a_restart_and_a_deleted_index(void **state)
{
	char *index = nr_fs_join(*state, "index.db");
	struct nr_store *s = util_open(*state, false, NULL);

	assert_true(nr_store_state_is_kept(s));
	util_mark(s, util_id(1), NR_MARK_READ | NR_MARK_STARRED, 0);
	util_mark(s, util_id(2), NR_MARK_HIDDEN, 0);
	nr_store_close(s);
	unlink(index);
	s = util_open(*state, false, NULL);
	assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_READ | NR_MARK_STARRED);
	assert_int_equal(nr_store_marks(s, util_id(2)), NR_MARK_HIDDEN);
	assert_int_equal(nr_store_marks(s, util_id(3)), 0);
	nr_store_close(s);
	free(index);
}

static void
test_clearing_follows_setting(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);

	util_mark(s, util_id(1), NR_MARK_READ | NR_MARK_STARRED, NR_MARK_READ);
	assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_STARRED);
	util_mark(s, util_id(1), NR_MARK_READ, NR_MARK_STARRED);
	util_mark(s, util_id(2), NR_MARK_READ, 0);
	util_mark(s, util_id(2), 0, NR_MARK_READ);
	nr_store_close(s);
	s = util_open(*state, false, NULL);
	assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_READ);
	assert_int_equal(nr_store_marks(s, util_id(2)), 0);
	nr_store_close(s);
}

static void
test_marks_are_kept_by_canonical_url(void **state)
{
	static const struct util_article v = {
		.path = "/a", .url = "https://x.com/a?utm_id=1"
	};
	struct nr_store *s = util_open(*state, false, NULL);
	char *path = state_path(*state);
	sqlite3_stmt *st;
	sqlite3 *db;

	util_scan(s, &v, 1);
	util_mark(s, nr_url_id("https://x.com/a"), NR_MARK_READ, 0);
	nr_store_close(s);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT key FROM mark", -1, &st, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(st, 0), "https://x.com/a");
	sqlite3_finalize(st);
	sqlite3_close(db);
	free(path);
}

static void
test_two_stores_change_different_marks_of_one_article(void **state)
{
	struct nr_store *a = util_open(*state, false, NULL);
	struct nr_store *b = util_open(*state, false, NULL);

	util_mark(a, util_id(1), NR_MARK_READ, 0);
	util_mark(b, util_id(1), NR_MARK_STARRED, 0);
	assert_int_equal(nr_store_marks(a, util_id(1)), NR_MARK_READ | NR_MARK_STARRED);
	assert_true(nr_store_changed(a));
	assert_false(nr_store_changed(a));
	util_mark(a, util_id(1), 0, NR_MARK_READ);
	assert_int_equal(nr_store_marks(b, util_id(1)), NR_MARK_STARRED);
	nr_store_close(a);
	nr_store_close(b);
}

static void
mark_in_child(const char *dir, size_t from, size_t n)
{
	struct nr_store *s = util_open(dir, false, NULL);
	struct nr_error err = NR_ERROR_INIT;
	int rc;

	/* What had to wait for the others too long is written with what comes next. */
	for (size_t i = from; i < from + n; i++) {
		int64_t id = util_id(i);

		nr_store_mark(s, &id, 1, NR_MARK_READ, 0, &err);
	}
	rc = nr_store_keep(s, &err);
	nr_store_close(s);
	_exit(rc < 0 ? 1 : 0);
}

static void
test_processes_that_mark_at_once_lose_nothing(void **state)
{
	enum { CHILDREN = 4, EACH = 50 };
	pid_t pid[CHILDREN];
	struct nr_store *s;
	int status;

	for (size_t i = 0; i < CHILDREN; i++) {
		pid[i] = fork();
		assert_true(pid[i] >= 0);
		if (pid[i] == 0)
			mark_in_child(*state, i * EACH, EACH);
	}
	for (size_t i = 0; i < CHILDREN; i++) {
		assert_int_equal(waitpid(pid[i], &status, 0), pid[i]);
		assert_int_equal(status, 0);
	}
	s = util_open(*state, false, NULL);
	assert_int_equal(util_count_marked(s, CHILDREN * EACH, NR_MARK_READ), CHILDREN * EACH);
	nr_store_close(s);
}

static void
test_read_only_marks_are_of_this_run_only(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	char *path = state_path(*state), *said;
	struct stat before, after;

	util_mark(s, util_id(1), NR_MARK_READ, 0);
	nr_store_close(s);
	assert_int_equal(stat(path, &before), 0);
	s = util_open(*state, true, &said);
	assert_string_equal(said, "");
	assert_false(nr_store_state_is_kept(s));
	assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_READ);
	util_mark(s, util_id(2), NR_MARK_STARRED, 0);
	util_mark(s, util_id(1), 0, NR_MARK_READ);
	assert_int_equal(nr_store_marks(s, util_id(2)), NR_MARK_STARRED);
	assert_int_equal(nr_store_marks(s, util_id(1)), 0);
	nr_store_close(s);
	assert_int_equal(stat(path, &after), 0);
	assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
	s = util_open(*state, false, NULL);
	assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_READ);
	assert_int_equal(nr_store_marks(s, util_id(2)), 0);
	nr_store_close(s);
	free(said);
	free(path);
}

static void
test_read_only_follows_a_program_that_marks(void **state)
{
	struct nr_store *writer = util_open(*state, false, NULL), *reader;

	util_mark(writer, util_id(1), NR_MARK_READ, 0);
	reader = util_open(*state, true, NULL);
	util_mark(writer, util_id(2), NR_MARK_READ, 0);
	assert_int_equal(nr_store_marks(reader, util_id(2)), NR_MARK_READ);
	nr_store_close(reader);
	nr_store_close(writer);
}

static void
test_read_only_leaves_no_file_behind(void **state)
{
	char *folder = nr_fs_join(*state, "state");
	struct nr_store *s = util_open(*state, true, NULL);

	util_mark(s, util_id(1), NR_MARK_READ, 0);
	nr_store_close(s);
	assert_int_equal(access(folder, F_OK), -1);
	free(folder);
}

static void
test_state_without_a_place_is_of_this_run_only(void **state)
{
	struct nr_store *s;
	char *said;

	util_write(*state, "state", "a file where the folder should be");
	s = util_open(*state, false, &said);
	assert_non_null(strstr(said, "this run only"));
	assert_false(nr_store_state_is_kept(s));
	util_mark(s, util_id(1), NR_MARK_READ, 0);
	assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_READ);
	nr_store_close(s);
	free(said);
}

static void
test_state_of_a_later_version_is_read_only(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	char *said;

	util_mark(s, util_id(1), NR_MARK_READ, 0);
	nr_store_close(s);
	util_sql(*state, "PRAGMA user_version=6; ALTER TABLE mark ADD COLUMN more TEXT");
	s = util_open(*state, false, &said);
	assert_non_null(strstr(said, "later version"));
	assert_false(nr_store_state_is_kept(s));
	assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_READ);
	util_mark(s, util_id(2), NR_MARK_READ, 0);
	nr_store_close(s);
	util_sql(*state, "PRAGMA user_version=5");
	s = util_open(*state, false, NULL);
	assert_int_equal(nr_store_marks(s, util_id(2)), 0);
	nr_store_close(s);
	free(said);
}

/* ---- without a store ---- */

static void
test_state_keeps_what_comes_with_a_mark_without_an_index(void **state)
{
	char *path = nr_fs_join(*state, "state.db");
	char title[] = "Then";
	const struct nr_snapshot seen = { .id = util_id(1), .version = 7, .title = title };
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_state st = { .read_only = false }, again = { .read_only = true };
	struct nr_snapshot read;

	nr_state_open(&st, path, &notes);
	nr_state_set(&st, "https://x.com/1", &seen, NR_MARK_READ | NR_MARK_STARRED, 0);
	assert_int_equal(nr_state_write(&st, NR_STATE_PATIENCE, &err), 0);
	nr_state_open(&again, path, &notes);
	assert_int_equal(nr_state_get(&again, seen.id), NR_MARK_READ | NR_MARK_STARRED);
	nr_state_snapshot(&again, seen.id, &read);
	assert_int_equal(read.version, 7);
	assert_string_equal(read.title, "Then");
	assert_int_equal(notes.n, 0);
	nr_snapshot_release(&read);
	nr_state_close(&again);
	nr_state_close(&st);
	free(path);
}

/* ---- damage ---- */

static size_t
count_aside(const char *dir)
{
	char *folder = nr_fs_join(dir, "state");
	DIR *d = opendir(folder);
	struct dirent *e;
	size_t n = 0;

	assert_non_null(d);
	while ((e = readdir(d)) != NULL)
		n += strncmp(e->d_name, "state.db.damaged-2", 18) == 0;
	closedir(d);
	free(folder);
	return n;
}

static void
test_damaged_state_is_set_aside_and_its_rows_carried_over(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	size_t kept;
	char *said;

	util_mark_many(s, 0, MANY, NR_MARK_READ, 0);
	nr_store_close(s);
	util_hurt_page(*state, 8);
	s = util_open(*state, false, &said);
	assert_non_null(strstr(said, "recovered"));
	assert_int_equal(count_aside(*state), 1);
	assert_true(nr_store_state_is_kept(s));
	kept = util_count_marked(s, MANY, NR_MARK_READ);
	assert_true(kept > MANY * 9 / 10);
	assert_true(kept < MANY);
	nr_store_close(s);
	free(said);
	s = util_open(*state, false, &said);
	assert_string_equal(said, "");
	assert_int_equal(util_count_marked(s, MANY, NR_MARK_READ), kept);
	nr_store_close(s);
	free(said);
}

static void
test_state_that_is_no_database_is_set_aside(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	char *said;

	util_mark(s, util_id(1), NR_MARK_READ, 0);
	nr_store_close(s);
	util_hurt_page(*state, 0);
	s = util_open(*state, false, &said);
	assert_non_null(strstr(said, "damaged"));
	assert_int_equal(count_aside(*state), 1);
	assert_true(nr_store_state_is_kept(s));
	util_mark(s, util_id(2), NR_MARK_READ, 0);
	nr_store_close(s);
	free(said);
	s = util_open(*state, false, NULL);
	assert_int_equal(nr_store_marks(s, util_id(2)), NR_MARK_READ);
	nr_store_close(s);
}

static void
test_damage_met_while_marking_loses_no_mark(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL), *again;

	util_mark_many(s, 0, MANY, NR_MARK_READ, 0);
	nr_store_close(s);
	s = util_open(*state, false, NULL);
	for (off_t page = 2; page < 20; page++)
		util_hurt_page(*state, page);
	util_mark_many(s, 0, MANY, NR_MARK_STARRED, 0);
	assert_int_equal(util_count_marked(s, MANY, NR_MARK_STARRED), MANY);
	again = util_open(*state, false, NULL);
	assert_int_equal(util_count_marked(again, MANY, NR_MARK_STARRED), MANY);
	nr_store_close(again);
	nr_store_close(s);
}

static void
test_state_cut_or_flipped_anywhere_opens(void **state)
{
	char *path = state_path(*state);
	struct nr_store *s = util_open(*state, false, NULL);
	struct stat st;

	util_mark_many(s, 0, 300, NR_MARK_READ, 0);
	nr_store_close(s);
	assert_int_equal(stat(path, &st), 0);
	for (off_t at = 1; at < st.st_size; at += 499) {
		int fd = open(path, O_WRONLY);

		assert_true(fd >= 0);
		if (at % 2)
			assert_int_equal(pwrite(fd, "\xff\x00\x7f", 3, at), 3);
		else
			assert_int_equal(ftruncate(fd, at), 0);
		close(fd);
		s = util_open(*state, false, NULL);
		assert_true(nr_store_state_is_kept(s));
		util_mark_many(s, 0, 300, NR_MARK_STARRED, 0);
		assert_int_equal(util_count_marked(s, 300, NR_MARK_STARRED), 300);
		util_mark_many(s, 0, 300, NR_MARK_READ, 0);
		nr_store_close(s);
	}
	free(path);
}

static void
test_marks_that_cannot_be_written_wait_for_the_next_call(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_error err = NR_ERROR_INIT;
	struct rlimit full, none;
	int64_t id = util_id(1);

	util_mark(s, util_id(9), NR_MARK_STARRED, 0);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &full), 0);
	none = (struct rlimit){ 64, full.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
	assert_int_equal(nr_store_mark(s, &id, 1, NR_MARK_READ, 0, &err), -1);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &full), 0);
	signal(SIGXFSZ, SIG_DFL);
	assert_int_equal(err.code, NR_ERR_STATE);
	assert_int_equal(nr_store_marks(s, id), NR_MARK_READ);
	util_mark(s, util_id(2), NR_MARK_READ, 0);
	nr_store_close(s);
	s = util_open(*state, false, NULL);
	assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_READ);
	assert_int_equal(nr_store_marks(s, util_id(2)), NR_MARK_READ);
	assert_int_equal(nr_store_marks(s, util_id(9)), NR_MARK_STARRED);
	nr_store_close(s);
}

static void
test_a_state_file_that_was_replaced_is_written_to(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	char *path = state_path(*state), *aside = nr_fs_join(*state, "aside.db");

	util_mark(s, util_id(1), NR_MARK_READ, 0);
	assert_int_equal(rename(path, aside), 0);
	util_mark(s, util_id(2), NR_MARK_READ, 0);
	nr_store_close(s);
	s = util_open(*state, false, NULL);
	assert_int_equal(nr_store_marks(s, util_id(2)), NR_MARK_READ);
	nr_store_close(s);
	free(path);
	free(aside);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, util_setup, util_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_marks_survive_a_restart_and_a_deleted_index),
		TEST(test_clearing_follows_setting),
		TEST(test_marks_are_kept_by_canonical_url),
		TEST(test_two_stores_change_different_marks_of_one_article),
		TEST(test_processes_that_mark_at_once_lose_nothing),
		TEST(test_read_only_marks_are_of_this_run_only),
		TEST(test_read_only_follows_a_program_that_marks),
		TEST(test_read_only_leaves_no_file_behind),
		TEST(test_state_without_a_place_is_of_this_run_only),
		TEST(test_state_of_a_later_version_is_read_only),
		TEST(test_state_keeps_what_comes_with_a_mark_without_an_index),
		TEST(test_damaged_state_is_set_aside_and_its_rows_carried_over),
		TEST(test_state_that_is_no_database_is_set_aside),
		TEST(test_damage_met_while_marking_loses_no_mark),
		TEST(test_state_cut_or_flipped_anywhere_opens),
		TEST(test_marks_that_cannot_be_written_wait_for_the_next_call),
		TEST(test_a_state_file_that_was_replaced_is_written_to),
	};

	return cmocka_run_group_tests_name("state", tests, NULL, NULL);
}
