#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "lib/effort.h"
#include "newsreader/scan.h"
#include "newsreader/url.h"
#include "store_util.h"

enum { FILES = 60, STEPS_MAX = 250, MANY = 2000, MARK_EVERY = 20 };

/* A folder of articles, and what is known of their marks. */
struct place {
	char *dir;
	size_t n;
	uint64_t seed;
	bool is_read[MANY];
};

static void
write_article(const struct place *p, size_t i, unsigned round)
{
	char *part = nr_fs_join(p->dir, "part");
	char *path = util_format("%s/articles/%04zu.md", p->dir, i);
	char *text = util_format("---\ntitle: \"Article %zu of round %u\"\n"
		"webUrl: \"https://x.com/%zu\"\ntopics:\n  - Topic %zu\nrelated:\n"
		"  - title: Next\n    webUrl: \"https://x.com/%zu\"\n"
		"  - title: Ghost\n    webUrl: \"https://ghost.com/%zu-%u\"\n---\n",
		i, round, i, i % 7, (i + 1) % p->n, i, round);

	util_write(p->dir, "part", text);
	assert_int_equal(rename(part, path), 0);
	free(part);
	free(path);
	free(text);
}

static struct place *
make_place(char *dir, size_t n)
{
	struct place *p = nr_calloc(1, sizeof *p);
	char *articles = nr_fs_join(dir, "articles");

	*p = (struct place){ .dir = dir, .n = n, .seed = UINT64_C(0x9e3779b97f4a7c15) };
	assert_int_equal(mkdir(articles, 0700), 0);
	for (size_t i = 0; i < n; i++)
		write_article(p, i, 0);
	free(articles);
	return p;
}

/* What the worker says: that a mark is on disk, or that it goes on with the next file. */
struct report {
	enum { NEXT_FILE, MARK_SET, MARK_CLEARED } what;
	uint32_t article;
};

struct worker {
	struct place *place;
	int out;
	size_t files;		/* scanned */
	struct nr_store *marks;	/* NULL, or where some are made while it scans */
};

static void
report(const struct worker *w, const struct report *r)
{
	if (write(w->out, r, sizeof *r) != sizeof *r)
		_exit(1);
}

static void
mark_one(struct worker *w, struct nr_store *s)
{
	uint64_t *seed = &w->place->seed;
	struct report r = { util_random(seed) % 2 ? MARK_SET : MARK_CLEARED,
		(uint32_t)(util_random(seed) % w->place->n) };
	struct nr_error err = NR_ERROR_INIT;
	int64_t id = util_id(r.article);
	bool set = r.what == MARK_SET;

	if (nr_store_mark(s, &id, 1, set ? NR_MARK_READ : 0, set ? 0 : NR_MARK_READ,
			&err) < 0)
		_exit(1);
	report(w, &r);
}

static bool
report_file(void *ctx)
{
	const struct report r = { NEXT_FILE, 0 };
	struct worker *w = ctx;

	report(w, &r);
	if (++w->files % MARK_EVERY == 0 && w->marks)
		mark_one(w, w->marks);
	return false;
}

/* w may be NULL. */
static int
scan(struct nr_store *s, const char *dir, struct worker *w)
{
	char *root = nr_fs_join(dir, "articles");
	const char *const roots[] = { root };
	struct nr_scan what = {
		.roots = roots, .n_roots = 1, .ctx = w, .cancelled = w ? report_file : NULL
	};
	struct nr_scan_progress done;
	struct nr_error err = NR_ERROR_INIT;
	int rc = nr_scan_run(s, &what, &done, &err);

	free(root);
	return rc;
}

/* Each of these goes on until it is killed, and reports each finished mark. */
typedef void work_fn(struct worker *w);

static void
rewrite_scan_and_mark(struct worker *w)
{
	struct nr_store *s = util_open(w->place->dir, false, NULL);
	uint64_t *seed = &w->place->seed;

	for (unsigned round = 0;; round++) {
		for (size_t i = 0; i < 10; i++)
			write_article(w->place, util_random(seed) % w->place->n, round);
		if (scan(s, w->place->dir, w) < 0)
			_exit(1);
		for (size_t i = 0; i < 20; i++)
			mark_one(w, s);
	}
}

/* As in the program: one writes the index, and another marks beside it. */
static void
fill_and_mark(struct worker *w)
{
	struct nr_store *s = util_open(w->place->dir, false, NULL);

	w->marks = util_open(w->place->dir, false, NULL);
	if (scan(s, w->place->dir, w) < 0)
		_exit(1);
	for (;;)
		mark_one(w, w->marks);
}

static bool
hear(int fd, bool *is_read)
{
	struct report r;

	if (read(fd, &r, sizeof r) != sizeof r)
		return false;
	if (r.what != NEXT_FILE)
		is_read[r.article] = r.what == MARK_SET;
	return true;
}

/* After this many reports, or a moment later. */
static void
run_and_kill(struct place *p, work_fn *work, size_t steps)
{
	int fd[2], status;
	pid_t pid;

	assert_int_equal(pipe(fd), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		close(fd[0]);
		work(&(struct worker){ .place = p, .out = fd[1] });
	}
	close(fd[1]);
	for (size_t i = 0; i < steps && hear(fd[0], p->is_read); i++)
		;
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	while (hear(fd[0], p->is_read))
		;
	close(fd[0]);
}

/* What was killed: its files, with all marks. */
static struct nr_store *
open_again(struct place *p)
{
	struct nr_store *s;
	size_t differ = 0;
	char *said;

	s = util_open(p->dir, false, &said);
	assert_string_equal(said, "");
	for (size_t i = 0; i < p->n; i++) {
		bool have = nr_store_marks(s, util_id(i)) & NR_MARK_READ;

		differ += have != p->is_read[i];
		p->is_read[i] = have;
	}
	/* The one that was being written may be on disk without having been told. */
	assert_true(differ <= 1);
	free(said);
	return s;
}

/* What an index tells that was made in one go. */
static char *
dump_fresh(const struct place *p)
{
	struct nr_store_config config = { .name = "fresh" };
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s;
	char *text;

	assert_int_equal(nr_store_open(&config, &s, &notes, &err), 0);
	assert_int_equal(scan(s, p->dir, NULL), 0);
	text = util_dump(s);
	nr_store_close(s);
	return text;
}

static void
expect_same(struct nr_store *s, const char *fresh)
{
	char *have = util_dump(s);

	assert_string_equal(have, fresh);
	free(have);
}

static void
test_no_reported_mark_is_lost_when_killed(void **state)
{
	struct place *p = make_place(*state, FILES);

	for (size_t k = effort(50, 100); k > 0; k--) {
		struct nr_store *s;
		char *fresh;

		run_and_kill(p, rewrite_scan_and_mark, util_random(&p->seed) % STEPS_MAX);
		s = open_again(p);
		assert_int_equal(scan(s, p->dir, NULL), 0);
		fresh = dump_fresh(p);
		expect_same(s, fresh);
		nr_store_close(s);
		free(fresh);
	}
	free(p);
}

static void
drop_index(const struct place *p)
{
	static const char *const names[] = { "index.db", "index.db-wal", "index.db-shm" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		char *path = nr_fs_join(p->dir, names[i]);

		assert_true(unlink(path) == 0 || errno == ENOENT);
		free(path);
	}
}

/* Each second time the next one goes on where this one was killed. */
static void
test_a_first_scan_that_is_killed_goes_on(void **state)
{
	struct place *p = make_place(*state, MANY);
	char *fresh = dump_fresh(p);
	size_t kills = effort(10, 100), hit = 0, begun = 0;

	for (size_t k = 0; k < kills; k++) {
		struct nr_store *s;
		size_t have;

		run_and_kill(p, fill_and_mark, util_random(&p->seed) % (2 * MANY));
		s = open_again(p);
		have = util_count(s);
		hit += have < MANY;
		begun += have > 0 && have < MANY;
		if (have == MANY || k % 2) {
			assert_int_equal(scan(s, p->dir, NULL), 0);
			expect_same(s, fresh);
			nr_store_close(s);
			drop_index(p);
		} else {
			nr_store_close(s);
		}
	}
	print_message("# %zu of %zu kills met an unfinished scan, %zu with articles\n", hit,
		kills, begun);
	assert_true(hit >= kills / 2);
	assert_true(begun >= kills / 5);
	free(fresh);
	free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_no_reported_mark_is_lost_when_killed,
			util_setup, util_teardown),
		cmocka_unit_test_setup_teardown(test_a_first_scan_that_is_killed_goes_on,
			util_setup, util_teardown),
	};

	return cmocka_run_group_tests_name("crash", tests, NULL, NULL);
}
