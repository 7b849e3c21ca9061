#include "config.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "lib/powers.h"
#include "lib/reader.h"

/* The program where it may not write, or where there is no room. */

enum { ARTICLES = 20, LOST = 5 /* the status of marks that could not be kept */ };

static int
setup(void **state)
{
	struct reader *r;

	if (reader_setup(state) < 0 || !powers_bound())
		return -1;
	r = *state;
	for (int i = 0; i < ARTICLES; i++) {
		char name[32];

		snprintf(name, sizeof(name), "news/%02d.md", i);
		reader_writef(r, name, "---\ntitle: Article %02d.\nwebUrl: https://x.com/%d\n"
			"date: 2021-01-01T00:%02d:00Z\n---\n", i, i, 59 - i);
	}
	return 0;
}

static void
allow(const struct reader *r, const char *name, mode_t mode)
{
	char *path = reader_path(r, name);

	assert_true(chmod(path, mode) == 0 || errno == ENOENT);
	free(path);
}

/* All that the program has made for itself. */
static void
allow_home(const struct reader *r, mode_t folder, mode_t file)
{
	if (folder & S_IWUSR)
		allow(r, "", folder);
	allow(r, ".local/state/newsreader", folder);
	allow(r, ".local/state/newsreader/state.db", file);
	allow(r, ".cache/newsreader", folder);
	allow(r, ".cache", folder);
	if (!(folder & S_IWUSR))
		allow(r, "", folder);
}

static int
teardown(void **state)
{
	allow_home(*state, 0700, 0600);
	return reader_teardown(state);
}

static bool
is_marked(struct pty *p, void *ctx)
{
	char title[32];
	int row;

	snprintf(title, sizeof(title), "Article %02d.", *(int *)ctx);
	row = pty_find(p, title);
	return row > 0 && strstr(pty_row(p, row), "★") != NULL;
}

static void
wait_marked(struct pty *p, int article)
{
	pty_wait(p, is_marked, &article, "the star");
}

static void
star(struct pty *p, int article)
{
	pty_send(p, "f");
	wait_marked(p, article);
}

static void
test_a_read_only_home_is_told_and_all_else_works(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	allow_home(r, 0500, 0400);
	p = reader_open(r, "news", "1/20, 20 unread");
	pty_wait_text(p, "Article 07.");
	pty_send(p, "E");
	pty_wait_text(p, "The index cannot be written and is kept in memory");
	pty_wait_text(p, "marks are kept for this run only");
	pty_send(p, "q");
	star(p, 0);
	pty_send(p, "jjj");
	pty_wait_text(p, " 4/20,");
	pty_send(p, "Q");
	reader_ended(p, LOST);
}

static void
test_marks_of_a_read_only_home_are_shown(void **state)
{
	struct reader *r = *state;
	struct pty *p = reader_open(r, "news", "1/20, 20 unread");

	star(p, 0);
	reader_quit(p);
	allow_home(r, 0500, 0400);
	p = reader_open(r, "news", "1/20, 20 unread");
	wait_marked(p, 0);
	reader_quit(p);
}

static void
test_read_only_folders_of_articles_are_no_different(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	allow(r, "news/00.md", 0400);
	allow(r, "news", 0500);
	p = reader_open(r, "news", "1/20, 20 unread");
	star(p, 0);
	reader_quit(p);
	p = reader_open(r, "news", "1/20, 20 unread");
	wait_marked(p, 0);
	reader_quit(p);
	allow(r, "news", 0700);
}

/* Of the program alone: what it starts with, and what it has from now on. */
static void
limit_files(struct pty *p, rlim_t bytes)
{
	struct rlimit limit = { bytes, RLIM_INFINITY };

	assert_int_equal(prlimit(pty_pid(p), RLIMIT_FSIZE, &limit, NULL), 0);
}

static void
test_marks_are_written_once_there_is_room(void **state)
{
	struct reader *r = *state;
	struct pty *p = reader_open(r, "news", "1/20, 20 unread");

	pty_settle(p);
	limit_files(p, 64);
	star(p, 0);
	pty_wait_text(p, "The marks cannot be written");
	pty_send(p, "j");
	pty_wait_text(p, " 2/20,");
	star(p, 1);
	limit_files(p, RLIM_INFINITY);
	pty_wait_text(p, "The marks could be written now");
	pty_free(p);	/* kills it */
	p = reader_open(r, "news", "1/20, 20 unread");
	wait_marked(p, 0);
	wait_marked(p, 1);
	reader_quit(p);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_a_read_only_home_is_told_and_all_else_works),
		TEST(test_marks_of_a_read_only_home_are_shown),
		TEST(test_read_only_folders_of_articles_are_no_different),
		TEST(test_marks_are_written_once_there_is_room),
	};

	return cmocka_run_group_tests_name("refused", tests, NULL, NULL);
}
