#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <time.h>

#include "lib/apart.h"
#include "lib/effort.h"
#include "newsreader/url.h"
#include "newsreader/watch.h"
#include "store_util.h"

enum { MANY = 4000 };

static void
test_changes_of_another_are_seen(void **state)
{
	static const struct util_article v[] = {
		{ .path = "/a", .title = "a", .url = "https://x.com/0", .date = 2 },
		{ .path = "/b", .title = "b", .url = "https://x.com/1", .date = 1 },
	};
	struct nr_filter unread = NR_FILTER_INIT;
	struct nr_store *a = util_open(*state, false, NULL);
	struct nr_store *b = util_open(*state, false, NULL);

	unread.show = NR_SHOW_UNREAD;
	util_scan(a, v, 2);
	util_expect(b, &unread, "a b");
	nr_store_changed(b);
	util_mark(a, util_id(0), NR_MARK_READ, 0);
	assert_true(nr_store_changed(b));
	util_expect(b, &unread, "b");
	util_mark(a, util_id(0), 0, NR_MARK_READ);
	util_expect(b, &unread, "a b");
	nr_store_close(a);
	nr_store_close(b);
}

/* Around what is told one by one, and what is remembered. */
static void
test_any_number_of_changes_is_taken_over(void **state)
{
	static const size_t counts[] = { 1, 1023, 1024, 1025, 3000, 1, 900 };
	struct nr_store *a = util_open(*state, false, NULL);
	struct nr_store *b = util_open(*state, false, NULL);

	for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
		unsigned bit = i % 2 ? NR_MARK_STARRED : NR_MARK_READ;

		util_mark_many(a, 0, MANY, 0, bit);
		assert_int_equal(util_count_marked(b, MANY, bit), 0);
		util_mark_many(a, 0, counts[i], bit, 0);
		assert_int_equal(util_count_marked(b, MANY, bit), counts[i]);
	}
	for (size_t i = 0; i < 8; i++)
		util_mark_many(a, i * 500, 500, NR_MARK_HIDDEN, 0);
	assert_int_equal(util_count_marked(b, MANY, NR_MARK_HIDDEN), MANY);
	nr_store_close(a);
	nr_store_close(b);
}

static void
test_two_that_mark_at_random_agree(void **state)
{
	enum { STEPS = 1500, ARTICLES = 40 };
	struct nr_store *s[2] = {
		util_open(*state, false, NULL), util_open(*state, false, NULL)
	};
	unsigned want[ARTICLES] = { 0 };
	uint64_t seed = 88172645463325252;

	for (size_t i = 0; i < STEPS; i++) {
		size_t at = util_random(&seed) % ARTICLES;
		unsigned set = util_random(&seed) & NR_MARKS_STORED;
		unsigned clear = util_random(&seed) & NR_MARKS_STORED;

		util_mark(s[util_random(&seed) % 2], util_id(at), set, clear);
		want[at] = (want[at] | set) & ~clear;
		at = util_random(&seed) % ARTICLES;
		assert_int_equal(nr_store_marks(s[util_random(&seed) % 2], util_id(at)),
			want[at]);
	}
	nr_store_close(s[0]);
	for (size_t i = 0; i < ARTICLES; i++)
		assert_int_equal(nr_store_marks(s[1], util_id(i)), want[i]);
	nr_store_close(s[1]);
}

/* Both have their own mark of each article, and one of the two all of some articles. */
enum { SHARED = 300, OWN = 50, BATCH_MAX = 40 };

struct instance {
	const char *dir;
	int out;		/* told what it has marked */
	size_t seconds;
	unsigned bit;
	size_t own;		/* its own articles, from this one on */
	uint64_t seed;
	unsigned want[SHARED + 2 * OWN];
};

static void
mark_at_random(struct instance *in, struct nr_store *s)
{
	struct nr_error err = NR_ERROR_INIT;
	size_t n = 1 + util_random(&in->seed) % BATCH_MAX;
	int64_t ids[BATCH_MAX];
	bool own = util_random(&in->seed) % 4 == 0;
	bool set = util_random(&in->seed) % 2;
	unsigned bits = own ? 1 + util_random(&in->seed) % NR_MARKS_STORED : in->bit;

	for (size_t i = 0; i < n; i++) {
		size_t at = own ? in->own + util_random(&in->seed) % OWN
			: util_random(&in->seed) % SHARED;

		ids[i] = util_id(at);
		in->want[at] = set ? in->want[at] | bits : in->want[at] & ~bits;
	}
	/* What has to wait for the other one too long is written with what comes next. */
	nr_store_mark(s, ids, n, set ? bits : 0, set ? 0 : bits, &err);
}

/* What it has not marked itself is the other one's. */
static void
live(struct instance *in)
{
	struct nr_store *s = util_open(in->dir, false, NULL);
	struct nr_error err = NR_ERROR_INIT;
	time_t end = time(NULL) + (time_t)in->seconds;

	do {
		mark_at_random(in, s);
		nr_store_changed(s);
	} while (time(NULL) < end);
	APART_CHECK(nr_store_keep(s, &err) == 0);
	for (size_t i = 0; i < SHARED; i++)
		APART_CHECK((nr_store_marks(s, util_id(i)) & in->bit) == in->want[i]);
	for (size_t i = in->own; i < in->own + OWN; i++)
		APART_CHECK(nr_store_marks(s, util_id(i)) == in->want[i]);
	APART_CHECK(write(in->out, in->want, sizeof in->want) == sizeof in->want);
	nr_store_close(s);
}

static pid_t
start(struct instance *in, int *from)
{
	int fd[2];
	pid_t pid;

	assert_int_equal(pipe(fd), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		in->out = fd[1];
		live(in);
		_exit(0);
	}
	close(fd[1]);
	*from = fd[0];
	return pid;
}

static void
test_two_programs_that_mark_at_random_lose_nothing(void **state)
{
	struct instance in[2] = {
		{ .bit = NR_MARK_READ, .own = SHARED, .seed = 4711 },
		{ .bit = NR_MARK_STARRED, .own = SHARED + OWN, .seed = 815 },
	};
	struct nr_store *watching = util_open(*state, false, NULL), *fresh;
	unsigned want[SHARED + 2 * OWN] = { 0 };
	int from[2], status;
	pid_t pid[2];

	for (size_t i = 0; i < 2; i++) {
		in[i].dir = *state;
		in[i].seconds = effort(1, 10);
		pid[i] = start(&in[i], &from[i]);
	}
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(waitpid(pid[i], &status, 0), pid[i]);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
		assert_int_equal(read(from[i], in[i].want, sizeof want), sizeof want);
		close(from[i]);
		for (size_t k = 0; k < SHARED + 2 * OWN; k++)
			want[k] |= in[i].want[k];
	}
	fresh = util_open(*state, false, NULL);
	for (size_t k = 0; k < SHARED + 2 * OWN; k++) {
		assert_int_equal(nr_store_marks(watching, util_id(k)), want[k]);
		assert_int_equal(nr_store_marks(fresh, util_id(k)), want[k]);
	}
	nr_store_close(fresh);
	nr_store_close(watching);
}

/* ---- telling others ---- */

/* SQLite's own, and one where something happens before what was written is safe. */
static sqlite3_vfs *usual, watched;
static sqlite3_io_methods methods;
static int (*usual_sync)(sqlite3_file *f, int flags);
static struct nr_watch *watch;
static bool told_early;

static bool
is_told(void)
{
	struct nr_changes found = NR_CHANGES_INIT;
	bool told;

	nr_watch_read(watch, &found);
	told = found.file;
	nr_changes_release(&found);
	return told;
}

static int
sync_watched(sqlite3_file *f, int flags)
{
	told_early |= is_told();
	return usual_sync(f, flags);
}

static int
open_watched(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
	int rc = usual->xOpen(usual, name, f, flags, out);

	(void)vfs;
	if (rc == SQLITE_OK && flags & SQLITE_OPEN_WAL) {
		methods = *f->pMethods;
		usual_sync = methods.xSync;
		methods.xSync = sync_watched;
		f->pMethods = &methods;
	}
	return rc;
}

/* The file is written before it is made safe, and only then others can read it. */
static void
test_who_watches_is_told_once_a_mark_can_be_read(void **state)
{
	char *path = nr_fs_join(*state, "state/state.db");
	struct nr_store *s;

	usual = sqlite3_vfs_find(NULL);
	watched = *usual;
	watched.zName = "watched";
	watched.xOpen = open_watched;
	assert_int_equal(sqlite3_vfs_register(&watched, 1), SQLITE_OK);
	watch = nr_watch_new();
	s = util_open(*state, false, NULL);
	assert_true(nr_watch_file(watch, path));
	util_mark(s, util_id(0), NR_MARK_READ, 0);
	is_told();
	told_early = false;
	util_mark(s, util_id(1), NR_MARK_READ, 0);
	assert_true(told_early);
	assert_true(is_told());
	nr_store_close(s);
	nr_watch_free(watch);
	assert_int_equal(sqlite3_vfs_unregister(&watched), SQLITE_OK);
	free(path);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, util_setup, util_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_changes_of_another_are_seen),
		TEST(test_any_number_of_changes_is_taken_over),
		TEST(test_two_that_mark_at_random_agree),
		TEST(test_two_programs_that_mark_at_random_lose_nothing),
		TEST(test_who_watches_is_told_once_a_mark_can_be_read),
	};

	return cmocka_run_group_tests_name("state_shared", tests, NULL, NULL);
}
