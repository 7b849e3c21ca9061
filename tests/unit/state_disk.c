#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "newsreader/url.h"
#include "store_util.h"

enum { MANY = 4000, PAGE = 4096 };

/* Those that have the file open read its pages again after a change by another program. */
static const char any_change[] = "PRAGMA user_version=2";

/* ---- no room ---- */

static struct rlimit unlimited;

/* No file may grow beyond `bytes`. */
static void
limit_files(rlim_t bytes)
{
	struct rlimit limit;

	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &unlimited), 0);
	limit = (struct rlimit){ bytes, unlimited.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void
lift_limit(void)
{
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &unlimited), 0);
	signal(SIGXFSZ, SIG_DFL);
}

static void
test_marks_wait_for_room_and_are_written_then(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL), *again;
	struct nr_error err = NR_ERROR_INIT;
	const int64_t id = util_id(1);

	util_mark(s, util_id(2), NR_MARK_STARRED, 0);
	limit_files(64);
	assert_int_equal(nr_store_mark(s, &id, 1, NR_MARK_READ, 0, &err), -1);
	assert_int_equal(err.code, NR_ERR_STATE);
	assert_int_equal(nr_store_keep(s, &err), -1);
	lift_limit();
	assert_int_equal(nr_store_marks(s, id), NR_MARK_READ);
	assert_int_equal(nr_store_keep(s, &err), 0);
	again = util_open(*state, true, NULL);
	assert_int_equal(nr_store_marks(again, id), NR_MARK_READ);
	nr_store_close(again);
	nr_store_close(s);
}

static void
test_closing_writes_what_waits(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_error err = NR_ERROR_INIT;
	const int64_t id = util_id(1);

	util_mark(s, util_id(2), NR_MARK_STARRED, 0);
	limit_files(64);
	assert_int_equal(nr_store_mark(s, &id, 1, NR_MARK_READ, 0, &err), -1);
	lift_limit();
	nr_store_close(s);
	s = util_open(*state, false, NULL);
	assert_int_equal(nr_store_marks(s, id), NR_MARK_READ);
	nr_store_close(s);
}

static void
test_file_that_cannot_be_made_now_is_made_later(void **state)
{
	struct nr_error err = NR_ERROR_INIT;
	const int64_t id = util_id(1);
	struct nr_store *s, *again;
	char *said;

	limit_files(64);
	s = util_open(*state, false, &said);
	assert_non_null(strstr(said, "written as soon as"));
	assert_false(nr_store_state_is_kept(s));
	assert_int_equal(nr_store_mark(s, &id, 1, NR_MARK_READ, 0, &err), -1);
	lift_limit();
	free(said);
	said = util_notes(s);
	assert_string_equal(said, "");	/* once is enough */
	assert_int_equal(nr_store_keep(s, &err), 0);
	assert_true(nr_store_state_is_kept(s));
	again = util_open(*state, true, NULL);
	assert_int_equal(nr_store_marks(again, id), NR_MARK_READ);
	nr_store_close(again);
	nr_store_close(s);
	free(said);
}

static void
fill_disk(const char *dir, const char *name)
{
	char *path = nr_fs_join(dir, name);
	int fd = open(path, O_WRONLY | O_CREAT, 0600);
	char block[PAGE] = "";

	assert_true(fd >= 0);
	while (write(fd, block, sizeof block) > 0)
		;
	close(fd);
	free(path);
}

/* In a process of its own: the file system is gone with it. Returns whether there could be
 * one. */
static bool
have_small_disk(const char *dir)
{
	return unshare(CLONE_NEWNS) == 0
		&& mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0
		&& mount("tmpfs", dir, "tmpfs", 0, "size=256k,mode=700") == 0;
}

enum { NO_DISK = 77 };

static void
mark_on_full_disk(const char *dir)
{
	struct nr_error err = NR_ERROR_INIT;
	char *filler = nr_fs_join(dir, "filler");
	struct nr_store_config config = { .name = "full" };
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_store *s = NULL;
	char *path = nr_fs_join(dir, "state.db");
	size_t full = 0;

	if (!have_small_disk(dir))
		_exit(NO_DISK);
	config.state_path = path;
	if (nr_store_open(&config, &s, &notes, &err) < 0 || notes.n)
		_exit(1);
	fill_disk(dir, "filler");
	for (size_t i = 0; i < 500; i++) {
		int64_t id = util_id(i);

		full += nr_store_mark(s, &id, 1, NR_MARK_READ, 0, &err) < 0;
	}
	if (!full || util_count_marked(s, 500, NR_MARK_READ) != 500)
		_exit(2);
	unlink(filler);
	if (nr_store_keep(s, &err) < 0)
		_exit(3);
	nr_store_close(s);
	if (nr_store_open(&config, &s, &notes, &err) < 0)
		_exit(4);
	_exit(util_count_marked(s, 500, NR_MARK_READ) == 500 ? 0 : 5);
}

static void
test_full_disk_costs_no_mark(void **state)
{
	pid_t pid = fork();
	int status;

	assert_true(pid >= 0);
	if (pid == 0)
		mark_on_full_disk(*state);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == NO_DISK)
		skip();
	assert_int_equal(WEXITSTATUS(status), 0);
}

/* ---- damage ---- */

static void
test_only_what_is_on_broken_pages_is_lost(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	size_t kept;
	char *said, *want;

	util_mark_many(s, 0, MANY, NR_MARK_READ, 0);
	nr_store_close(s);
	util_hurt_page(*state, 8);
	util_hurt_page(*state, 9);
	util_hurt_page(*state, 20);
	util_hurt_page(*state, 35);
	s = util_open(*state, false, &said);
	kept = util_count_marked(s, MANY, NR_MARK_READ);
	/* About a hundred marks are on a page. */
	assert_true(kept > MANY - 4 * 150);
	assert_true(kept < MANY);
	want = util_format("the marks of %zu articles were recovered", kept);
	assert_non_null(strstr(said, want));
	nr_store_close(s);
	free(want);
	free(said);
}

enum { KEYED = 1200 };

/* Articles that the index knows, all read: their keys are kept. */
static void
read_all(const char *dir)
{
	struct nr_store *s = util_open(dir, false, NULL);
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_store_scan_begin(s, &err), 0);
	for (size_t i = 0; i < KEYED; i++) {
		char *path = util_format("/a/%zu.md", i);
		char *url = util_format("https://x.com/%zu", i);
		const struct util_article a = { .path = path, .url = url };

		util_put(s, &a);
		free(path);
		free(url);
	}
	assert_int_equal(nr_store_scan_end(s, true, &err), 0);
	util_mark_many(s, 0, KEYED, NR_MARK_READ, 0);
	nr_store_close(s);
}

/* The file's head, and the top of the tree of the marks. */
static void
test_leaves_are_found_without_what_leads_to_them(void **state)
{
	for (off_t page = 0; page < 2; page++) {
		char *path = nr_fs_join(*state, "state");
		struct nr_store *s;
		char *said;

		read_all(*state);
		util_hurt_page(*state, page);
		s = util_open(*state, false, &said);
		if (!strstr(said, "1200 articles were recovered"))
			fail_msg("page %d: %s", (int)page, said);
		assert_int_equal(util_count_marked(s, KEYED, NR_MARK_READ), KEYED);
		assert_true(nr_store_version_read(s, util_id(7)) != 0);
		nr_store_close(s);
		free(said);
		util_drop_folder(path);
	}
}

static int
by_id(const void *a, const void *b)
{
	int64_t x = util_id(*(const size_t *)a), y = util_id(*(const size_t *)b);

	return (x > y) - (x < y);
}

/* Hurt the leaves with the key of article n. */
static void
hurt_leaves_of(const char *dir, size_t n)
{
	char *path = nr_fs_join(dir, "state/state.db"), *key = util_format("https://x.com/%zu", n);
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf file = NR_BUF_INIT;
	size_t hurt = 0;

	assert_int_equal(nr_fs_read(path, 1 << 30, &file, &err), 0);
	for (size_t at = 0; at < file.len; at += PAGE) {
		if (!memmem(file.data + at, PAGE, key, strlen(key)))
			continue;
		util_hurt_page(dir, (off_t)(at / PAGE));
		hurt++;
	}
	assert_true(hurt > 0);
	nr_buf_release(&file);
	free(key);
	free(path);
}

/* The leaf of these marks is between two broken ones, and newer in the log. */
static void
test_marks_of_a_log_are_found_between_broken_pages(void **state)
{
	enum { FIRST = KEYED / 2, STARRED = 30 };
	size_t sorted[KEYED], low = 0, high = KEYED - 1;
	struct nr_store *s;
	pid_t pid;
	int status;

	for (size_t i = 0; i < KEYED; i++)
		sorted[i] = i;
	qsort(sorted, KEYED, sizeof *sorted, by_id);
	read_all(*state);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {		/* ends with a log */
		s = util_open(*state, false, NULL);
		for (size_t i = FIRST; i < FIRST + STARRED; i++)
			util_mark(s, util_id(sorted[i]), NR_MARK_STARRED, 0);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	while (sorted[low] < 1000)	/* keys that no other key begins with */
		low++;
	while (sorted[high] < 1000)
		high--;
	hurt_leaves_of(*state, sorted[low]);
	hurt_leaves_of(*state, sorted[high]);
	s = util_open(*state, false, NULL);
	for (size_t i = FIRST; i < FIRST + STARRED; i++)
		assert_int_equal(nr_store_marks(s, util_id(sorted[i])),
			NR_MARK_READ | NR_MARK_STARRED);
	nr_store_close(s);
}

/* Leaves by their first byte, and anything else behind it. */
static void
test_pages_of_anything_give_no_row(void **state)
{
	char *path = nr_fs_join(*state, "junk");
	char *said, *state_path = nr_fs_join(*state, "state/state.db");
	FILE *f = fopen(path, "w");
	struct nr_store *s;
	uint64_t seed = UINT64_C(88172645463325252);

	nr_store_close(util_open(*state, false, NULL));
	assert_non_null(f);
	for (size_t i = 0; i < 500 * PAGE; i++) {
		seed ^= seed << 13;
		seed ^= seed >> 7;
		seed ^= seed << 17;
		/* Small numbers make for records that nearly are some. */
		fputc(i % PAGE == 0 ? 0x0d : i % PAGE == 3 ? 0 : i % PAGE < 600
			? (int)(seed % 16) : (int)(seed % 256), f);
	}
	assert_int_equal(fclose(f), 0);
	assert_int_equal(rename(path, state_path), 0);
	s = util_open(*state, false, &said);
	assert_non_null(strstr(said, "of 0 articles"));
	nr_store_close(s);
	free(said);
	free(state_path);
	free(path);
}

/* It is met when it is written to. */
static void
test_damage_of_what_was_read_costs_no_mark(void **state)
{
	struct nr_store *s;
	char *said;

	read_all(*state);
	util_hurt_page(*state, 2);
	s = util_open(*state, false, NULL);
	util_mark(s, util_id(7), 0, NR_MARK_READ);
	said = util_notes(s);
	assert_non_null(strstr(said, "damaged"));
	assert_int_equal(util_count_marked(s, KEYED, NR_MARK_READ), KEYED - 1);
	nr_store_close(s);
	free(said);
	s = util_open(*state, false, &said);
	assert_string_equal(said, "");
	assert_int_equal(util_count_marked(s, KEYED, NR_MARK_READ), KEYED - 1);
	nr_store_close(s);
	free(said);
}

/* The damaged file has a log of the same name. */
static void
test_new_file_keeps_its_log_when_the_old_one_is_closed(void **state)
{
	char *log = nr_fs_join(*state, "state/state.db-wal");
	struct nr_store *s = util_open(*state, false, NULL), *other, *again;
	char *said;

	util_mark_many(s, 0, MANY, NR_MARK_READ, 0);
	nr_store_close(s);
	s = util_open(*state, false, NULL);
	other = util_open(*state, false, NULL);
	for (off_t page = 3; page < 40; page++)
		util_hurt_page(*state, page);
	util_sql(*state, any_change);
	util_mark_many(s, 0, MANY, NR_MARK_STARRED, 0);
	said = util_notes(s);
	assert_non_null(strstr(said, "damaged"));
	util_mark(s, util_id(MANY), NR_MARK_HIDDEN, 0);
	assert_int_equal(nr_store_marks(other, util_id(MANY)), NR_MARK_HIDDEN);
	assert_int_equal(access(log, F_OK), 0);
	again = util_open(*state, false, NULL);
	assert_int_equal(nr_store_marks(again, util_id(MANY)), NR_MARK_HIDDEN);
	util_mark(again, util_id(MANY + 1), NR_MARK_HIDDEN, 0);
	assert_int_equal(nr_store_marks(s, util_id(MANY + 1)), NR_MARK_HIDDEN);
	nr_store_close(again);
	nr_store_close(other);
	nr_store_close(s);
	free(said);
	free(log);
}

static void
test_damage_in_mid_session_is_told_and_costs_nothing(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL), *again;
	struct nr_error err = NR_ERROR_INIT;
	char *said;

	util_mark_many(s, 0, MANY, NR_MARK_READ, 0);
	nr_store_close(s);
	s = util_open(*state, false, NULL);
	said = util_notes(s);
	assert_string_equal(said, "");
	free(said);
	for (off_t page = 3; page < 40; page++)
		util_hurt_page(*state, page);
	util_sql(*state, any_change);
	util_mark_many(s, 0, MANY, NR_MARK_STARRED, 0);
	said = util_notes(s);
	assert_non_null(strstr(said, "damaged"));
	assert_non_null(strstr(said, "from memory"));
	free(said);
	said = util_notes(s);
	assert_string_equal(said, "");
	free(said);
	assert_int_equal(nr_store_keep(s, &err), 0);
	again = util_open(*state, false, NULL);
	assert_int_equal(util_count_marked(again, MANY, NR_MARK_READ), MANY);
	assert_int_equal(util_count_marked(again, MANY, NR_MARK_STARRED), MANY);
	nr_store_close(again);
	nr_store_close(s);
}

static void
test_marks_from_memory_have_their_keys_and_snapshots(void **state)
{
	struct nr_store *s, *again;
	char *said;

	read_all(*state);
	s = util_open(*state, false, NULL);
	for (off_t page = 1; page < 90; page++)
		util_hurt_page(*state, page);
	util_sql(*state, any_change);
	util_mark(s, util_id(0), NR_MARK_STARRED, 0);
	said = util_notes(s);
	assert_non_null(strstr(said, "from memory"));
	again = util_open(*state, false, NULL);
	for (size_t i = 1; i < KEYED; i++) {
		struct nr_snapshot seen;

		nr_store_snapshot(again, util_id(i), &seen);
		assert_non_null(seen.title);
		nr_snapshot_release(&seen);
	}
	assert_int_equal(util_count_marked(again, KEYED, NR_MARK_READ), KEYED);
	nr_store_close(again);
	nr_store_close(s);
	free(said);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, util_setup, util_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_marks_wait_for_room_and_are_written_then),
		TEST(test_closing_writes_what_waits),
		TEST(test_file_that_cannot_be_made_now_is_made_later),
		TEST(test_full_disk_costs_no_mark),
		TEST(test_only_what_is_on_broken_pages_is_lost),
		TEST(test_leaves_are_found_without_what_leads_to_them),
		TEST(test_marks_of_a_log_are_found_between_broken_pages),
		TEST(test_pages_of_anything_give_no_row),
		TEST(test_damage_of_what_was_read_costs_no_mark),
		TEST(test_new_file_keeps_its_log_when_the_old_one_is_closed),
		TEST(test_damage_in_mid_session_is_told_and_costs_nothing),
		TEST(test_marks_from_memory_have_their_keys_and_snapshots),
	};

	return cmocka_run_group_tests_name("state_disk", tests, NULL, NULL);
}
