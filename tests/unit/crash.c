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

#include "newsreader/scan.h"
#include "newsreader/url.h"
#include "store_util.h"

enum { FILES = 60, KILLS = 50, STEPS_MAX = 250 };

static uint64_t
next_random(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static int64_t
nth_id(size_t i)
{
	char key[32];

	snprintf(key, sizeof key, "https://x.com/%zu", i % FILES);
	return nr_url_id(key);
}

static void
write_article(const char *dir, size_t i, unsigned round)
{
	char *part = nr_fs_join(dir, "part");
	char *path = util_format("%s/articles/%03zu.md", dir, i);
	char *text = util_format("---\ntitle: \"Article %zu of round %u\"\n"
		"webUrl: \"https://x.com/%zu\"\ntopics:\n  - Topic %zu\nrelated:\n"
		"  - title: Next\n    webUrl: \"https://x.com/%zu\"\n"
		"  - title: Ghost\n    webUrl: \"https://ghost.com/%zu-%u\"\n---\n",
		i, round, i, i % 7, (i + 1) % FILES, i, round);

	util_write(dir, "part", text);
	assert_int_equal(rename(part, path), 0);
	free(part);
	free(path);
	free(text);
}

/* What the worker says: that a mark is on disk, or that it goes on with the next file. */
struct report {
	enum { NEXT_FILE, MARK_SET, MARK_CLEARED } what;
	uint32_t article;
};

static bool
report_file(void *ctx)
{
	const struct report r = { NEXT_FILE, 0 };

	return write(*(int *)ctx, &r, sizeof r) != sizeof r;
}

static int
scan(struct nr_store *s, const char *dir, int *out)
{
	char *root = nr_fs_join(dir, "articles");
	const char *const roots[] = { root };
	struct nr_scan what = {
		.roots = roots, .n_roots = 1, .ctx = out, .cancelled = out ? report_file : NULL
	};
	struct nr_scan_progress done;
	struct nr_error err = NR_ERROR_INIT;
	int rc = nr_scan_run(s, &what, &done, &err);

	free(root);
	return rc;
}

/* Rewrites, scans and marks until it is killed; each finished mark is reported. */
static void
work(const char *dir, int out, uint64_t seed)
{
	struct nr_store *s = util_open(dir, false, NULL);
	struct nr_error err = NR_ERROR_INIT;

	for (unsigned round = 0;; round++) {
		for (size_t i = 0; i < 10; i++)
			write_article(dir, next_random(&seed) % FILES, round);
		if (scan(s, dir, &out) < 0)
			_exit(1);
		for (size_t i = 0; i < 20; i++) {
			struct report r = { next_random(&seed) % 2 ? MARK_SET : MARK_CLEARED,
				(uint32_t)(next_random(&seed) % FILES) };
			int64_t id = nth_id(r.article);
			bool set = r.what == MARK_SET;

			if (nr_store_mark(s, &id, 1, set ? NR_MARK_READ : 0,
				set ? 0 : NR_MARK_READ, &err) < 0)
				_exit(1);
			if (write(out, &r, sizeof r) != sizeof r)
				_exit(1);
		}
	}
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

static void
run_and_kill(const char *dir, uint64_t *seed, bool *is_read)
{
	size_t steps = next_random(seed) % STEPS_MAX;
	int fd[2], status;
	pid_t pid;

	assert_int_equal(pipe(fd), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		close(fd[0]);
		work(dir, fd[1], *seed);
	}
	close(fd[1]);
	for (size_t i = 0; i < steps && hear(fd[0], is_read); i++)
		;
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	while (hear(fd[0], is_read))
		;
	close(fd[0]);
}

static void
test_no_reported_mark_is_lost_when_killed(void **state)
{
	char *dir = *state, *articles = nr_fs_join(dir, "articles");
	bool is_read[FILES] = { false };
	uint64_t seed = UINT64_C(0x9e3779b97f4a7c15);

	assert_int_equal(mkdir(articles, 0700), 0);
	for (size_t i = 0; i < FILES; i++)
		write_article(dir, i, 0);
	for (int k = 0; k < KILLS; k++) {
		struct nr_store *s;
		size_t differ = 0;
		char *said;

		run_and_kill(dir, &seed, is_read);
		s = util_open(dir, false, &said);
		assert_string_equal(said, "");
		for (size_t i = 0; i < FILES; i++) {
			bool have = nr_store_marks(s, nth_id(i)) & NR_MARK_READ;

			differ += have != is_read[i];
			is_read[i] = have;
		}
		/* The one that was being written may be on disk without having been told. */
		assert_true(differ <= 1);
		assert_int_equal(scan(s, dir, NULL), 0);
		assert_int_equal(util_count(s), FILES);
		nr_store_close(s);
		free(said);
	}
	free(articles);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_no_reported_mark_is_lost_when_killed,
			util_setup, util_teardown),
	};

	return cmocka_run_group_tests_name("crash", tests, NULL, NULL);
}
