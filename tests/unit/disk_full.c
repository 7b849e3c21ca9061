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

#include "lib/apart.h"
#include "newsreader/scan.h"
#include "newsreader/url.h"
#include "store_util.h"

/* Scans and marks where there is no room for the index, the marks or both. */

enum { MANY = 1500, NO_DISK = 77, BLOCK = 4096 };

/* Articles are in the test's folder, index and marks below home/. */
struct place {
	char *dir, *root, *home;
	char *fresh;		/* what an index of all articles tells */
};

static int
scan(const struct place *p, struct nr_store *s, struct nr_error *err)
{
	const char *const roots[] = { p->root };
	struct nr_scan what = { .roots = roots, .n_roots = 1 };
	struct nr_scan_progress done;

	return nr_scan_run(s, &what, &done, err);
}

static int
setup(void **state)
{
	struct place *p = nr_calloc(1, sizeof *p);
	struct nr_store_config config = { .name = "fresh" };
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s;

	p->dir = util_make_folder();
	p->root = nr_fs_join(p->dir, "n");
	p->home = nr_fs_join(p->dir, "home");
	assert_int_equal(mkdir(p->root, 0700), 0);
	assert_int_equal(mkdir(p->home, 0700), 0);
	for (size_t i = 0; i < MANY; i++) {
		char *name = util_format("%04zu.md", i);
		char *text = util_format("---\ntitle: Title %zu\ntopics: [T%zu]\n"
			"webUrl: https://x.com/%zu\nrelated:\n  - title: Ghost\n"
			"    webUrl: https://y.com/%zu\n---\n", i, i % 5, i, i);

		util_write(p->root, name, text);
		free(name);
		free(text);
	}
	assert_int_equal(nr_store_open(&config, &s, &notes, &err), 0);
	assert_int_equal(scan(p, s, &err), 0);
	p->fresh = util_dump(s);
	nr_store_close(s);
	*state = p;
	return 0;
}

static int
teardown(void **state)
{
	struct place *p = *state;

	util_drop_folder(p->dir);
	free(p->root);
	free(p->home);
	free(p->fresh);
	free(p);
	return 0;
}

/* The second store marks, as the program does while it scans. */
static size_t
mark_some(struct nr_store *s, size_t from, size_t n)
{
	struct nr_error err = NR_ERROR_INIT;
	size_t failed = 0;

	for (size_t i = from; i < from + n; i++) {
		int64_t id = util_id(i);

		failed += nr_store_mark(s, &id, 1, NR_MARK_READ, 0, &err) < 0;
	}
	return failed;
}

static void
expect_all(const struct place *p, size_t read)
{
	struct nr_store *s = util_open(p->home, false, NULL);
	char *have = util_dump(s);

	APART_CHECK(strcmp(have, p->fresh) == 0);
	APART_CHECK(util_count_marked(s, MANY, NR_MARK_READ) == read);
	nr_store_close(s);
	free(have);
}

static void
expect_full(const struct place *p, struct nr_store *s)
{
	struct nr_error err = NR_ERROR_INIT;

	APART_CHECK(scan(p, s, &err) < 0);
	APART_CHECK(err.code == NR_ERR_SYSTEM);
	APART_CHECK(strstr(err.text, "the index cannot be used: "));
	APART_CHECK(util_count(s) < MANY);
}

static void
limit_files(rlim_t bytes)
{
	struct rlimit limit;

	signal(SIGXFSZ, SIG_IGN);
	APART_CHECK(getrlimit(RLIMIT_FSIZE, &limit) == 0);
	limit.rlim_cur = bytes;
	APART_CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
}

/* No file may grow beyond some size: that of the index reaches it during the scan, and that
 * of the marks somewhere on the way. */
static void
scan_and_mark_within_a_limit(void *ctx)
{
	static const rlim_t limits[] = { 20000, 100000, 300000, 600000 };
	const struct place *p = ctx;
	struct nr_store *s = util_open(p->home, false, NULL);
	struct nr_store *other = util_open(p->home, false, NULL);
	struct nr_error err = NR_ERROR_INIT;
	size_t read = 0, failed = 0;

	for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
		limit_files(limits[i]);
		expect_full(p, s);
		failed += mark_some(other, read, 100);
		read += 100;
		APART_CHECK(util_count_marked(other, MANY, NR_MARK_READ) == read);
	}
	APART_CHECK(failed > 0);
	limit_files(RLIM_INFINITY);
	APART_CHECK(nr_store_keep(other, &err) == 0);
	APART_CHECK(scan(p, s, &err) == 0);
	nr_store_close(s);
	nr_store_close(other);
	expect_all(p, read);
}

static void
test_a_limit_of_file_sizes_costs_nothing(void **state)
{
	assert_int_equal(apart_run(scan_and_mark_within_a_limit, *state), 0);
}

static void
fill_disk(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
	static const char block[BLOCK];

	APART_CHECK(fd >= 0);
	while (write(fd, block, sizeof block) > 0)
		;
	close(fd);
}

/* The file system is gone with this process. */
static void
scan_and_mark_on_a_full_disk(void *ctx)
{
	const struct place *p = ctx;
	char *filler = nr_fs_join(p->home, "filler");
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s, *other;

	if (unshare(CLONE_NEWNS) < 0
		|| mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0
		|| mount("tmpfs", p->home, "tmpfs", 0, "size=8m,mode=700") < 0)
		_exit(NO_DISK);
	s = util_open(p->home, false, NULL);
	other = util_open(p->home, false, NULL);
	mark_some(other, 0, 1);
	fill_disk(filler);
	APART_CHECK(truncate(filler, 8 * 1024 * 1024 - 400 * 1024) == 0);
	expect_full(p, s);
	fill_disk(filler);
	APART_CHECK(mark_some(other, 1, 200) > 0);
	APART_CHECK(util_count_marked(other, MANY, NR_MARK_READ) == 201);
	/* Nor is there room for another to begin with. */
	nr_store_close(s);
	s = util_open(p->home, false, NULL);
	scan(p, s, &err);
	nr_store_close(s);
	APART_CHECK(unlink(filler) == 0);
	APART_CHECK(nr_store_keep(other, &err) == 0);
	s = util_open(p->home, false, NULL);
	APART_CHECK(scan(p, s, &err) == 0);
	nr_store_close(s);
	nr_store_close(other);
	expect_all(p, 201);
	free(filler);
}

static void
test_a_full_disk_costs_nothing(void **state)
{
	int status = apart_run(scan_and_mark_on_a_full_disk, *state);

	if (status == NO_DISK)
		skip();
	assert_int_equal(status, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_limit_of_file_sizes_costs_nothing),
		TEST(test_a_full_disk_costs_nothing),
	};

	return cmocka_run_group_tests_name("full", tests, NULL, NULL);
}
