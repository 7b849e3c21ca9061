#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>

#include "lib/apart.h"
#include "lib/powers.h"
#include "newsreader/scan.h"
#include "newsreader/url.h"
#include "store_util.h"

/* What is in the way among the articles, and what may not be read or written. */

enum { SECONDS = 60 };

/* The test's folder holds n/ with a.md and b.md, and what is kept in home/. */
struct place {
	char *dir, *root, *home;
};

static char *
path_of(const struct place *p, const char *name)
{
	return nr_fs_join(p->dir, name);
}

static void
write_article(const struct place *p, const char *name, const char *title)
{
	char *text = util_format("---\ntitle: %s\nwebUrl: https://x.com/%s\n---\n", title,
		title);

	util_write(p->dir, name, text);
	free(text);
}

static void
make_folder(const struct place *p, const char *name)
{
	char *path = path_of(p, name);

	assert_int_equal(mkdir(path, 0700), 0);
	free(path);
}

static void
allow(const struct place *p, const char *name, mode_t mode)
{
	char *path = path_of(p, name);

	assert_int_equal(chmod(path, mode), 0);
	free(path);
}

static void
link_to(const struct place *p, const char *target, const char *name)
{
	char *path = path_of(p, name);

	assert_int_equal(symlink(target, path), 0);
	free(path);
}

static int
setup(void **state)
{
	struct place *p = nr_calloc(1, sizeof *p);

	p->dir = util_make_folder();
	p->root = path_of(p, "n");
	p->home = path_of(p, "home");
	make_folder(p, "n");
	make_folder(p, "home");
	write_article(p, "n/a.md", "alpha");
	write_article(p, "n/b.md", "bravo");
	*state = p;
	return 0;
}

static int
teardown(void **state)
{
	struct place *p = *state;
	static const char *const names[] = { "n", "n/shut", "home", "home/state" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		char *path = path_of(p, names[i]);

		assert_true(chmod(path, 0700) == 0 || errno == ENOENT);
		free(path);
	}
	util_drop_folder(p->dir);
	free(p->root);
	free(p->home);
	free(p);
	return 0;
}

/* ---- what a process without powers does ---- */

static struct nr_store *
open_store(const struct place *p, char **said)
{
	struct nr_store *s = util_open(p->home, false, said);

	APART_CHECK(s);
	return s;
}

static struct nr_scan_progress
scan(const struct place *p, struct nr_store *s)
{
	const char *const roots[] = { p->root };
	struct nr_scan what = { .roots = roots, .n_roots = 1 };
	struct nr_error err = NR_ERROR_INIT;
	struct nr_scan_progress done;

	alarm(SECONDS);		/* a hang is a failure */
	APART_CHECK(nr_scan_run(s, &what, &done, &err) == 0);
	return done;
}

static void
expect(struct nr_store *s, const char *titles)
{
	struct nr_filter f = NR_FILTER_INIT;
	char *have;

	f.order = NR_ORDER_TITLE;
	have = util_titles(s, &f);
	if (strcmp(have, titles) != 0)
		fprintf(stderr, "have '%s', want '%s'\n", have, titles);
	APART_CHECK(strcmp(have, titles) == 0);
	free(have);
}

/* All diagnostics, one a line, without the test's folder. The caller frees it. */
static char *
problems(const struct place *p, struct nr_store *s)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_diags d = NR_DIAGS_INIT;
	struct nr_buf b = NR_BUF_INIT;

	APART_CHECK(nr_store_problems(s, &d, &err) == 0);
	for (size_t i = 0; i < d.n; i++)
		nr_buf_addf(&b, "%s: %s\n", d.v[i].path + strlen(p->dir) + 1, d.v[i].text);
	nr_diags_release(&d);
	return nr_buf_take(&b);
}

static void
expect_problems(const struct place *p, struct nr_store *s, const char *want)
{
	char *have = problems(p, s);

	if (strcmp(have, want) != 0)
		fprintf(stderr, "have:\n%swant:\n%s", have, want);
	APART_CHECK(strcmp(have, want) == 0);
	free(have);
}

static void
run_without_powers(struct place *p, void (*part)(void *ctx))
{
	assert_int_equal(apart_run(part, p), 0);
}

/* ---- among the articles ---- */

static void
read_what_is_shut(void *ctx)
{
	const struct place *p = ctx;
	struct nr_store *s;

	APART_CHECK(powers_drop());
	s = open_store(p, NULL);
	scan(p, s);
	expect(s, "alpha");
	expect_problems(p, s, "n/b.md: Permission denied\nn/shut: Permission denied\n");
	APART_CHECK(!scan(p, s).changed);
	/* The stamps of the files do not change by that. */
	allow(p, "n/b.md", 0600);
	allow(p, "n/shut", 0700);
	scan(p, s);
	expect(s, "alpha bravo charlie");
	expect_problems(p, s, "");
	/* What is known of them stays while they are shut. */
	allow(p, "n/shut", 0);
	scan(p, s);
	expect(s, "alpha bravo charlie");
	expect_problems(p, s, "n/shut: Permission denied\n");
	nr_store_close(s);
}

static void
test_what_may_not_be_read_is_told_and_read_later(void **state)
{
	struct place *p = *state;

	make_folder(p, "n/shut");
	write_article(p, "n/shut/c.md", "charlie");
	allow(p, "n/b.md", 0);
	allow(p, "n/shut", 0);
	run_without_powers(p, read_what_is_shut);
}

static void
read_a_root_that_is_shut(void *ctx)
{
	const struct place *p = ctx;
	struct nr_store *s;

	APART_CHECK(powers_drop());
	s = open_store(p, NULL);
	scan(p, s);
	allow(p, "n", 0);
	scan(p, s);
	expect(s, "alpha bravo");
	expect_problems(p, s, "n: Permission denied\n");
	allow(p, "n", 0700);
	scan(p, s);
	expect_problems(p, s, "");
	nr_store_close(s);
}

static void
test_a_root_that_may_not_be_read_keeps_what_is_known(void **state)
{
	run_without_powers(*state, read_a_root_that_is_shut);
}

static void
make_socket(const struct place *p, const char *name)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	assert_true(fd >= 0);
	assert_true((size_t)snprintf(at.sun_path, sizeof at.sun_path, "%s/%s", p->dir,
		name) < sizeof at.sun_path);
	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
	close(fd);
}

/* Those of the system where none may be made. */
static void
make_device(const struct place *p, const char *name, mode_t kind, dev_t dev,
	const char *other)
{
	char *path = path_of(p, name);

	if (mknod(path, kind | 0600, dev) < 0)
		assert_int_equal(symlink(other, path), 0);
	free(path);
}

static void
make_obstacles(const struct place *p)
{
	char *fifo = path_of(p, "n/pipe.md");

	assert_int_equal(mkfifo(fifo, 0600), 0);
	make_socket(p, "n/socket.md");
	make_device(p, "n/zero.md", S_IFCHR, makedev(1, 5), "/dev/zero");
	make_device(p, "n/null.md", S_IFCHR, makedev(1, 3), "/dev/null");
	make_device(p, "n/disk.md", S_IFBLK, makedev(7, 0), "/dev/full");
	link_to(p, "/dev/zero", "n/zero-link.md");
	link_to(p, "/dev/tty", "n/tty.md");
	link_to(p, "pipe.md", "n/pipe-link.md");
	link_to(p, "round.md", "n/round.md");
	link_to(p, "there.md", "n/back.md");
	link_to(p, "back.md", "n/there.md");
	link_to(p, "nowhere", "n/broken.md");
	link_to(p, "/proc/self/mem", "n/memory.md");
	free(fifo);
}

static void
read_around_obstacles(void *ctx)
{
	const struct place *p = ctx;
	struct nr_store *s = open_store(p, NULL);

	scan(p, s);
	expect(s, "alpha bravo");
	expect_problems(p, s, "n/back.md: Too many levels of symbolic links\n"
		"n/broken.md: No such file or directory\n"
		"n/memory.md: Input/output error\n"
		"n/round.md: Too many levels of symbolic links\n"
		"n/there.md: Too many levels of symbolic links\n");
	APART_CHECK(!scan(p, s).changed);
	nr_store_close(s);
}

static void
test_what_is_no_file_is_passed_over(void **state)
{
	struct place *p = *state;

	make_obstacles(p);
	assert_int_equal(apart_run(read_around_obstacles, p), 0);
}

static void
read_roots_that_are_none(void *ctx)
{
	static const char *const names[] = {
		"pipe.md", "socket.md", "zero.md", "null.md", "round.md", "broken.md",
	};
	const struct place *p = ctx;
	struct nr_store *s = open_store(p, NULL);

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		char *path = nr_fs_join(p->root, names[i]);
		struct place one = { p->dir, path, p->home };

		APART_CHECK(scan(&one, s).failed == 1);
		expect(s, "");
		free(path);
	}
	nr_store_close(s);
}

static void
test_what_is_no_file_is_no_root(void **state)
{
	struct place *p = *state;

	make_obstacles(p);
	assert_int_equal(apart_run(read_roots_that_are_none, p), 0);
}

/* Each folder leads to both others and up: without care that never ends. */
static void
make_loops(const struct place *p)
{
	static const char *const folders[] = { "one", "two", "three" };

	for (size_t i = 0; i < 3; i++) {
		char *folder = util_format("n/%s", folders[i]);
		char *up = util_format("%s/up", folder), *self = util_format("%s/self", folder);
		char *file = util_format("%s/%s.md", folder, folders[i]);

		make_folder(p, folder);
		link_to(p, "..", up);
		link_to(p, ".", self);
		write_article(p, file, folders[i]);
		for (size_t k = 0; k < 3; k++) {
			char *to = util_format("../%s", folders[k]);
			char *name = util_format("%s/to-%zu", folder, k);

			link_to(p, to, name);
			free(to);
			free(name);
		}
		free(folder);
		free(up);
		free(self);
		free(file);
	}
}

static void
read_through_loops(void *ctx)
{
	const struct place *p = ctx;
	struct nr_store *s = open_store(p, NULL);

	scan(p, s);
	expect(s, "alpha bravo one three two");
	APART_CHECK(!scan(p, s).changed);
	nr_store_close(s);
}

static void
test_folders_that_lead_in_circles_are_read_once(void **state)
{
	struct place *p = *state;

	make_loops(p);
	assert_int_equal(apart_run(read_through_loops, p), 0);
}

/* ---- where nothing may be written ---- */

static void
read_read_only_folders(void *ctx)
{
	const struct place *p = ctx;
	struct nr_store *s;
	char *said;

	APART_CHECK(powers_drop());
	APART_CHECK(access(p->root, W_OK) < 0);
	s = open_store(p, &said);
	APART_CHECK(!*said);
	scan(p, s);
	expect(s, "alpha bravo");
	util_mark(s, nr_url_id("https://x.com/alpha"), NR_MARK_READ, 0);
	nr_store_close(s);
	free(said);
	s = open_store(p, NULL);
	APART_CHECK(nr_store_marks(s, nr_url_id("https://x.com/alpha")) == NR_MARK_READ);
	nr_store_close(s);
}

static void
test_folders_of_articles_may_be_read_only(void **state)
{
	struct place *p = *state;

	allow(p, "n/a.md", 0400);
	allow(p, "n/b.md", 0400);
	allow(p, "n", 0500);
	run_without_powers(p, read_read_only_folders);
}

/* The index in memory, and marks for this run. */
static void
live_in_a_read_only_home(void *ctx)
{
	const struct place *p = ctx;
	const int64_t id = nr_url_id("https://x.com/bravo");
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s;
	char *said;

	APART_CHECK(powers_drop());
	s = open_store(p, &said);
	APART_CHECK(strstr(said, "the index cannot be written and is kept in memory"));
	APART_CHECK(strstr(said, "marks are kept for this run only"));
	scan(p, s);
	expect(s, "alpha bravo");
	APART_CHECK(!nr_store_state_is_kept(s));
	APART_CHECK(nr_store_mark(s, &id, 1, NR_MARK_STARRED, 0, &err) == 0);
	APART_CHECK(nr_store_marks(s, id) == NR_MARK_STARRED);
	nr_store_close(s);
	free(said);
}

static void
test_an_empty_home_may_be_read_only(void **state)
{
	struct place *p = *state;

	allow(p, "home", 0500);
	run_without_powers(p, live_in_a_read_only_home);
}

static void
read_marks_in_a_read_only_home(void *ctx)
{
	const struct place *p = ctx;
	const int64_t id = nr_url_id("https://x.com/alpha");
	struct nr_store *s;

	live_in_a_read_only_home(ctx);
	s = open_store(p, NULL);
	APART_CHECK(nr_store_marks(s, id) == NR_MARK_READ);
	APART_CHECK(nr_store_marks(s, nr_url_id("https://x.com/bravo")) == 0);
	nr_store_close(s);
}

static void
test_marks_of_a_read_only_home_are_seen(void **state)
{
	static const char *const files[] = {
		"home/index.db", "home/state/state.db", "home/state", "home",
	};
	struct place *p = *state;
	struct nr_store *s = util_open(p->home, false, NULL);

	scan(p, s);
	util_mark(s, nr_url_id("https://x.com/alpha"), NR_MARK_READ, 0);
	nr_store_close(s);
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
		allow(p, files[i], i < 2 ? 0400 : 0500);
	run_without_powers(p, read_marks_in_a_read_only_home);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_what_may_not_be_read_is_told_and_read_later),
		TEST(test_a_root_that_may_not_be_read_keeps_what_is_known),
		TEST(test_what_is_no_file_is_passed_over),
		TEST(test_what_is_no_file_is_no_root),
		TEST(test_folders_that_lead_in_circles_are_read_once),
		TEST(test_folders_of_articles_may_be_read_only),
		TEST(test_an_empty_home_may_be_read_only),
		TEST(test_marks_of_a_read_only_home_are_seen),
	};

	return cmocka_run_group_tests_name("denied", tests, NULL, NULL);
}
