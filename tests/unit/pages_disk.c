#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "pages_util.h"

#define DROPPED "the fetched pages were damaged and are dropped\n"

enum { PAGE = 4096 };

static char *
path_of(const char *dir)
{
	return nr_fs_join(dir, "pages.db");
}

/* Overwrite from `at` on. */
static void
hurt(const char *dir, off_t at, size_t n)
{
	char *path = path_of(dir), *junk = nr_malloc(n);
	int fd = open(path, O_WRONLY);

	memset(junk, 0xa5, n);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, junk, n, at), n);
	close(fd);
	free(path);
	free(junk);
}

static void
fill(const char *dir, size_t n)
{
	struct nr_pages *p = util_pages(dir);

	for (size_t i = 0; i < n; i++)
		util_put_page(p, i, 1, "some words of a text");
	nr_pages_free(p);
}

/* ---- several at once ---- */

static void
test_others_see_what_one_writes(void **state)
{
	struct nr_pages *a = util_pages(*state), *b = util_pages(*state);
	uint64_t before = nr_pages_epoch(b);

	util_put_page(a, 1, 1, "text");
	util_expect_pages(b, 3, "1");
	assert_true(nr_pages_epoch(b) != before);
	before = nr_pages_epoch(b);
	assert_true(nr_pages_epoch(b) == before);
	util_put_page(b, 2, 1, "text");
	assert_true(nr_pages_epoch(b) != before);
	util_expect_pages(a, 3, "1 2");
	nr_pages_free(a);
	nr_pages_free(b);
}

static void
put_many(const char *dir, size_t from, size_t n)
{
	struct nr_pages *p = util_pages(dir);
	struct nr_error err = NR_ERROR_INIT;

	for (size_t i = from; i < from + n; i++)
		if (util_try_page(p, i, 1, "text of one of two", &err) < 0)
			_exit(1);
	nr_pages_free(p);
	_exit(0);
}

static void
test_two_processes_write_at_once(void **state)
{
	enum { EACH = 60 };
	struct nr_error err = NR_ERROR_INIT;
	struct nr_pages_size size;
	struct nr_pages *p;
	pid_t pid[2];
	int status;

	for (size_t i = 0; i < 2; i++) {
		pid[i] = fork();
		if (pid[i] == 0)
			put_many(*state, i * EACH, EACH);
	}
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(waitpid(pid[i], &status, 0), pid[i]);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	p = util_pages(*state);
	assert_int_equal(nr_pages_measure(p, &size, &err), 0);
	assert_int_equal(size.pages, 2 * EACH);
	nr_pages_free(p);
}

static void
test_opening_does_not_wait_for_a_writer(void **state)
{
	char *path = path_of(*state);
	struct nr_pages *p;
	sqlite3 *writer;

	fill(*state, 3);
	assert_int_equal(sqlite3_open(path, &writer), SQLITE_OK);
	assert_int_equal(sqlite3_exec(writer, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	p = util_pages(*state);
	util_expect_pages(p, 4, "0 1 2");
	util_expect_notes(p, "");
	nr_pages_free(p);
	sqlite3_close(writer);
	free(path);
}

/* Put pages without end; a byte for each that is there. */
static void
put_and_tell(const char *dir, int out)
{
	struct nr_pages *p = util_pages(dir);
	struct nr_error err = NR_ERROR_INIT;
	char *text = nr_calloc(1, 50001);

	for (size_t i = 0; i < 50000; i++)
		text[i] = "killed "[i % 7];
	for (size_t i = 0;; i++)
		if (util_try_page(p, i, 1, text, &err) < 0 || write(out, "", 1) != 1)
			_exit(1);
}

static void
check_file(const char *dir)
{
	char *path = path_of(dir);

	util_pages_sql(path, "CREATE TEMP TABLE ok(v CHECK(v = 'ok'));"
		" INSERT INTO ok SELECT * FROM pragma_integrity_check;"
		" INSERT INTO ok SELECT iif((SELECT count(*) FROM page) ="
		" (SELECT count(*) FROM body JOIN page USING(row)), 'ok', 'other bodies');"
		" INSERT INTO words(words, rank) VALUES('integrity-check', 1)");
	free(path);
}

static void
test_a_writer_that_is_killed_costs_no_page_that_was_there(void **state)
{
	enum { ROUNDS = 12 };

	for (size_t round = 1; round <= ROUNDS; round++) {
		struct nr_pages *p;
		char told[ROUNDS];
		int fds[2], status;
		pid_t pid;

		assert_int_equal(pipe(fds), 0);
		pid = fork();
		if (pid == 0)
			put_and_tell(*state, fds[1]);
		for (size_t i = 0; i < round; i++)
			assert_int_equal(read(fds[0], told, 1), 1);
		kill(pid, SIGKILL);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFSIGNALED(status));
		p = util_pages(*state);
		for (size_t i = 0; i < round; i++) {
			const int64_t id = util_id(i);
			bool there;

			nr_pages_which(p, &id, 1, &there);
			assert_true(there);
		}
		util_expect_notes(p, "");
		nr_pages_free(p);
		check_file(*state);
		close(fds[0]);
		close(fds[1]);
	}
}

/* ---- damage ---- */

static void
test_a_file_of_another_kind_is_set_up_again_once(void **state)
{
	struct nr_pages *p;

	util_write(*state, "pages.db", "no database, but a text that is longer than a header "
		"of one is, which has a hundred bytes of its own");
	p = util_pages(*state);
	util_expect_pages(p, 2, "");
	util_expect_notes(p, DROPPED);
	util_put_page(p, 1, 1, "text");
	nr_pages_free(p);
	p = util_pages(*state);
	util_expect_pages(p, 2, "1");
	util_expect_notes(p, "");
	nr_pages_free(p);
}

static void
test_another_version_is_set_up_again(void **state)
{
	char *path = path_of(*state);
	struct nr_pages *p;

	fill(*state, 3);
	util_pages_sql(path, "PRAGMA user_version=2");
	p = util_pages(*state);
	util_expect_pages(p, 3, "");
	util_expect_notes(p, "the fetched pages are of another version and are dropped\n");
	util_put_page(p, 1, 1, "text");
	util_expect_pages(p, 3, "1");
	nr_pages_free(p);
	free(path);
}

/* A put notices, and is done. */
static void
test_damage_while_it_is_open_costs_the_pages_only(void **state)
{
	struct nr_pages *p, *other;

	fill(*state, 200);
	p = util_pages(*state);
	util_expect_pages(p, 2, "0 1");
	other = util_pages(*state);
	util_expect_pages(other, 2, "0 1");
	nr_pages_free(p);
	hurt(*state, PAGE, 60 * PAGE);
	p = util_pages(*state);
	util_put_page(p, 1, 1, "text");
	util_expect_notes(p, DROPPED);
	util_expect_pages(p, 200, "1");
	util_expect_pages(other, 200, "1");
	util_expect_notes(other, "");
	nr_pages_free(other);
	nr_pages_free(p);
}

static void
use_all(const char *dir)
{
	struct nr_pages *p = util_pages(dir);
	struct nr_error err = NR_ERROR_INIT;
	unsigned sources[] = { 0, 1 };
	struct nr_saved got;
	size_t dropped;

	if (nr_pages_get(p, util_id(3), &got, &err) == 0)
		nr_saved_release(&got);
	free(nr_pages_report(p, util_id(3), NULL));
	nr_pages_order(p, "x.com", 5, sources, 2);
	nr_pages_source_results(p, "x.com", 1, true, 4, &err);
	util_put_page(p, 3, 9, "the new text");
	nr_pages_trim(p, 2000, NULL, NULL, &dropped, &err);
	util_put_page(p, 3, 10, "the new text");
	assert_int_equal(nr_pages_get(p, util_id(3), &got, &err), 0);
	nr_saved_release(&got);
	nr_pages_free(p);
}

/* Bytes flipped anywhere, and files cut anywhere: a page can be put and read all the same. */
static void
test_any_damage_leaves_a_cache_that_works(void **state)
{
	char *path = path_of(*state);
	uint64_t seed = 0x2545f4914f6cdd1d;

	for (size_t i = 0; i < 60; i++) {
		struct stat st;

		fill(*state, 12);
		assert_int_equal(stat(path, &st), 0);
		if (i % 3)
			hurt(*state, (off_t)(util_random(&seed) % (uint64_t)st.st_size), 1 +
				(i % 5) * 30);
		else
			assert_int_equal(truncate(path, (off_t)(util_random(&seed) %
				(uint64_t)st.st_size)), 0);
		use_all(*state);
		unlink(path);
	}
	free(path);
}

/* ---- no room ---- */

static void
test_a_folder_that_cannot_be_written_means_memory(void **state)
{
	struct nr_pages *p, *other;
	struct nr_error err = NR_ERROR_INIT;
	char *blocked = nr_fs_join(*state, "file/pages.db"), *notes;
	struct nr_saved got;

	util_write(*state, "file", "no folder");
	p = nr_pages_new(blocked);
	util_put_page(p, 1, 1, "in memory");
	notes = util_pages_notes(p);
	assert_ptr_equal(strstr(notes, "fetched pages cannot be written and are kept in"
		" memory: "), notes);
	assert_ptr_equal(strchr(notes, '\n'), notes + strlen(notes) - 1);
	util_put_page(p, 2, 1, "in memory");
	util_expect_notes(p, "");
	other = nr_pages_new(blocked);
	util_drop_page(other, 2);
	util_put_page(other, 3, 1, "of the other");
	util_expect_pages(p, 4, "1 3");
	assert_int_equal(nr_pages_get(p, util_id(3), &got, &err), 0);
	nr_saved_release(&got);
	nr_pages_free(other);
	nr_pages_free(p);
	free(notes);
	free(blocked);
}

static void
test_what_is_no_file_is_not_waited_for(void **state)
{
	char *path = path_of(*state);
	struct nr_pages *p = util_pages(*state);

	assert_int_equal(mkfifo(path, 0600), 0);
	util_put_page(p, 1, 1, "in memory");
	util_expect_pages(p, 3, "1");
	util_expect_notes(p, "fetched pages cannot be written and are kept in memory: it is not"
		" a regular file\n");
	nr_pages_free(p);
	free(path);
}

static void
test_a_full_disk_costs_what_does_not_fit(void **state)
{
	struct nr_pages *p = util_pages(*state);
	struct nr_error err = NR_ERROR_INIT;
	struct rlimit old, limit;

	util_put_page(p, 1, 1, "text");
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	limit = (struct rlimit){ PAGE, old.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_int_equal(util_try_page(p, 2, 1, "text", &err), -1);
	assert_int_equal(err.code, NR_ERR_SYSTEM);
	util_expect_pages(p, 4, "1");
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	signal(SIGXFSZ, SIG_DFL);
	util_put_page(p, 2, 1, "text");
	util_expect_pages(p, 4, "1 2");
	util_expect_notes(p, "");
	nr_pages_free(p);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, util_setup, util_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_others_see_what_one_writes),
		TEST(test_two_processes_write_at_once),
		TEST(test_opening_does_not_wait_for_a_writer),
		TEST(test_a_writer_that_is_killed_costs_no_page_that_was_there),
		TEST(test_a_file_of_another_kind_is_set_up_again_once),
		TEST(test_another_version_is_set_up_again),
		TEST(test_damage_while_it_is_open_costs_the_pages_only),
		TEST(test_any_damage_leaves_a_cache_that_works),
		TEST(test_a_folder_that_cannot_be_written_means_memory),
		TEST(test_what_is_no_file_is_not_waited_for),
		TEST(test_a_full_disk_costs_what_does_not_fit),
	};

	return cmocka_run_group_tests_name("pages_disk", tests, NULL, NULL);
}
