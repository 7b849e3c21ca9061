#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <utime.h>

#include "load/watcher.h"
#include "newsreader/watch.h"
#include "store_util.h"

static uint32_t file_system;	/* that every path is on */

/* Instead of that of the C library. */
int
statfs(const char *path, struct statfs *out)
{
	(void)path;
	memset(out, 0, sizeof(*out));
	out->f_type = file_system;
	return 0;
}

struct fixture {
	char *dir;
	struct nr_watch *w;
	struct nr_changes found;
};

static char *
path_of(const struct fixture *f, const char *name)
{
	return *name ? nr_fs_join(f->dir, name) : nr_strdup(f->dir);
}

static void
make_folder(const struct fixture *f, const char *name)
{
	char *path = path_of(f, name);

	assert_int_equal(mkdir(path, 0700), 0);
	free(path);
}

static void
watch(const struct fixture *f, const char *name)
{
	char *path = path_of(f, name);

	nr_watch_folder(f->w, path);
	free(path);
}

static void
watch_root(const struct fixture *f, const char *name)
{
	char *path = path_of(f, name);

	nr_watch_root(f->w, path);
	free(path);
}

static void
move(const struct fixture *f, const char *from, const char *to)
{
	char *a = path_of(f, from), *b = path_of(f, to);

	assert_int_equal(rename(a, b), 0);
	free(a);
	free(b);
}

static void
drop(const struct fixture *f, const char *name)
{
	char *path = path_of(f, name);

	assert_int_equal(remove(path), 0);
	free(path);
}

/* A folder "n" in the test's own, watched, and "n/sub". */
static int
setup(void **state)
{
	struct fixture *f = nr_calloc(1, sizeof(*f));

	f->dir = util_make_folder();
	f->w = nr_watch_new();
	make_folder(f, "n");
	make_folder(f, "n/sub");
	util_write(f->dir, "n/old.md", "old");
	util_write(f->dir, "n/old.jpg", "old");
	watch_root(f, "n");
	watch(f, "n");
	watch(f, "n/sub");
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	nr_watch_free(f->w);
	nr_changes_release(&f->found);
	util_drop_folder(f->dir);
	free(f);
	return 0;
}

/* Folders relative to the test's, "*" for all of them, "!" for the file: "n n/sub !". */
static void
expect(struct fixture *f, const char *expected, const char *why)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_watch_read(f->w, &f->found);
	for (size_t i = 0; i < f->found.n; i++)
		nr_buf_addf(&b, " %s", f->found.folders[i] + strlen(f->dir) + 1);
	if (f->found.all)
		nr_buf_addz(&b, " *");
	if (f->found.file)
		nr_buf_addz(&b, " !");
	if (strcmp(b.len ? nr_buf_str(&b) + 1 : "", expected) != 0)
		fail_msg("%s: '%s' instead of '%s'", why, nr_buf_str(&b), expected);
	nr_buf_release(&b);
	nr_changes_release(&f->found);
}

static void
test_changes_name_the_folder_once(void **state)
{
	struct fixture *f = *state;
	char *old = path_of(f, "n/old.md");

	expect(f, "", "nothing has happened");
	for (int i = 0; i < 100; i++) {
		char *name = util_format("n/%d.md", i);

		util_write(f->dir, name, "x");
		free(name);
	}
	util_write(f->dir, "n/sub/a.md", "x");
	expect(f, "n n/sub", "files were written");
	expect(f, "", "it was told already");
	assert_int_equal(utime(old, NULL), 0);
	expect(f, "n", "a file was touched");
	assert_int_equal(chmod(old, 0), 0);
	expect(f, "n", "a file was closed to the reader");
	move(f, "n/old.md", "n/sub/old.md");
	expect(f, "n n/sub", "a file was moved");
	drop(f, "n/sub/old.md");
	expect(f, "n/sub", "a file was removed");
	free(old);
}

static void
test_folders_that_come_and_go_change_the_one_above(void **state)
{
	struct fixture *f = *state;

	make_folder(f, "n/new");
	expect(f, "n", "a folder came");
	watch(f, "n/new");
	util_write(f->dir, "n/new/a.md", "x");
	expect(f, "n/new", "a file came in it");
	drop(f, "n/new/a.md");
	drop(f, "n/new");
	expect(f, "n n/new", "it went away");
	move(f, "n/sub", "n/other");
	expect(f, "*", "a folder has another name, and may hold others");
	util_write(f->dir, "n/other/a.md", "x");
	expect(f, "", "nobody has added that yet");
	watch(f, "n/other");
	expect(f, "n/other", "what happened before it was added is told then");
	util_write(f->dir, "n/other/b.md", "x");
	expect(f, "n/other", "it goes by its new name alone");
}

static void
test_what_is_no_article_is_no_change(void **state)
{
	static const struct { const char *name; const char *expected; } cases[] = {
		{ "n/old.jpg", "" },
		{ "n/.hidden.md", "" },
		{ "n/.old.md.swp", "" },
		{ "n/old.md", "n" },
		{ "n/new.TXT", "n" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		util_write(f->dir, cases[i].name, "x");
		expect(f, cases[i].expected, cases[i].name);
	}
}

static void
test_reading_is_no_change(void **state)
{
	struct fixture *f = *state;
	char *path = path_of(f, "n/old.md");
	struct nr_buf b = NR_BUF_INIT;
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_fs_read(path, 100, &b, &err), 0);
	expect(f, "", "a file was read");
	nr_buf_release(&b);
	free(path);
}

static void
test_root_that_is_replaced_is_everything(void **state)
{
	struct fixture *f = *state;

	move(f, "n", "gone");
	expect(f, "*", "the root went away");
	util_write(f->dir, "other.md", "x");
	expect(f, "", "a neighbour came");
	make_folder(f, "n");
	expect(f, "*", "a root came back");
	watch(f, "n");
	util_write(f->dir, "n/a.md", "x");
	expect(f, "n", "and is watched as before");
}

static void
test_root_that_is_a_file_is_watched_by_name(void **state)
{
	struct fixture *f = *state;

	util_write(f->dir, "one", "x");
	watch_root(f, "one");
	util_write(f->dir, "two.md", "x");
	expect(f, "", "a neighbour");
	util_write(f->dir, "one", "y");
	expect(f, "*", "written");
	drop(f, "one");
	expect(f, "*", "removed");
	move(f, "two.md", "one");
	expect(f, "*", "replaced");
}

static void
test_file_and_those_beside_it_are_told_apart(void **state)
{
	struct fixture *f = *state;
	char *path = path_of(f, "state.db"), *wal = path_of(f, "state.db-wal");
	int fd;

	nr_watch_file(f->w, path);
	util_write(f->dir, "state", "x");
	expect(f, "", "another name");
	fd = open(wal, O_WRONLY | O_CREAT, 0600);
	assert_true(fd >= 0);
	expect(f, "!", "made");
	assert_int_equal(write(fd, "x", 1), 1);
	expect(f, "!", "written, and kept open");
	assert_int_equal(close(fd), 0);
	expect(f, "!", "closed");
	util_write(f->dir, "n/a.md", "x");
	expect(f, "n", "an article");
	free(path);
	free(wal);
}

static void
test_folder_of_two_names_is_told_by_both(void **state)
{
	struct fixture *f = *state;
	char *link = path_of(f, "n/zlink"), *target = path_of(f, "n/sub");

	assert_int_equal(symlink(target, link), 0);
	expect(f, "n", "a link came");
	watch(f, "n/zlink");
	util_write(f->dir, "n/sub/a.md", "x");
	expect(f, "n/sub n/zlink", "one folder");
	free(link);
	free(target);
}

static void
test_too_many_folders_are_all(void **state)
{
	struct nr_changes c = NR_CHANGES_INIT, more = NR_CHANGES_INIT;
	char name[16];

	(void)state;
	for (int i = NR_CHANGES_MAX; i > 0; i--) {
		snprintf(name, sizeof(name), "%d", i);
		nr_changes_add(&c, name);
		nr_changes_add(&c, name);
	}
	assert_int_equal(c.n, NR_CHANGES_MAX);
	assert_false(c.all);
	for (size_t i = 1; i < c.n; i++)
		assert_true(strcmp(c.folders[i - 1], c.folders[i]) < 0);
	nr_changes_add(&more, "one more");
	nr_changes_move(&c, &more);
	assert_true(c.all);
	assert_int_equal(c.n, 0);
	assert_false(nr_changes_any(&more));
	nr_changes_release(&c);
	assert_false(nr_changes_any(&c));
}

/* As where the system has no watch to give. */
static void
test_without_inotify_folders_are_blind(void **state)
{
	struct fixture *f = *state;
	struct rlimit old, none;
	struct nr_watch *w;
	struct nr_changes c = NR_CHANGES_INIT;

	assert_null(nr_watch_unwatched(f->w));
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
	none = old;
	none.rlim_cur = 0;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	w = nr_watch_new();
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
	assert_int_equal(nr_watch_fd(w), -1);
	nr_watch_folder(w, f->dir);
	nr_watch_read(w, &c);
	assert_false(nr_changes_any(&c));
	assert_string_equal(nr_watch_unwatched(w),
		"the limit fs.inotify.max_user_instances is reached");
	nr_watch_add_unwatched(w, &c);
	assert_int_equal(c.n, 1);
	assert_string_equal(c.folders[0], f->dir);
	nr_changes_release(&c);
	nr_watch_free(w);
}

static void
test_folders_on_the_network_are_blind(void **state)
{
	struct fixture *f = *state;
	struct nr_changes c = NR_CHANGES_INIT;

	file_system = 0x6969;	/* NFS */
	watch(f, "");
	file_system = 0;
	nr_watch_read(f->w, &c);
	assert_string_equal(nr_watch_unwatched(f->w), "other systems may write to them");
	nr_watch_add_unwatched(f->w, &c);
	assert_int_equal(c.n, 1);
	assert_string_equal(c.folders[0], f->dir);
	nr_changes_release(&c);
}

/* The watcher of systems without inotify. */
static void
test_polling_leaves_each_folder_to_be_looked_at(void **state)
{
	struct fixture *f = *state;
	struct nr_watch *w = nr_watch_new_poll("no reason");
	struct nr_changes c = NR_CHANGES_INIT;
	char *file = path_of(f, "n/a.md"), *folder = path_of(f, "n");

	nr_watch_root(w, f->dir);
	assert_false(nr_watch_file(w, file));
	assert_int_equal(nr_watch_fd(w), -1);
	assert_null(nr_watch_unwatched(w));
	nr_watch_folder(w, folder);
	nr_watch_folder(w, f->dir);
	nr_watch_folder(w, folder);
	nr_watch_read(w, &c);
	assert_false(nr_changes_any(&c));
	assert_string_equal(nr_watch_unwatched(w), "no reason");
	nr_watch_add_unwatched(w, &c);
	assert_false(c.all);
	assert_int_equal(c.n, 2);
	assert_string_equal(c.folders[0], f->dir);
	assert_string_equal(c.folders[1], folder);
	nr_changes_release(&c);
	nr_watch_free(w);
	free(file);
	free(folder);
}

static void
test_polling_looks_at_everything_where_a_root_is_a_file(void **state)
{
	struct fixture *f = *state;
	struct nr_watch *w = nr_watch_new_poll("no reason");
	struct nr_changes c = NR_CHANGES_INIT;
	char *file = path_of(f, "n/a.md");

	nr_watch_root(w, file);
	assert_string_equal(nr_watch_unwatched(w), "no reason");
	nr_watch_add_unwatched(w, &c);
	assert_true(c.all);
	nr_changes_release(&c);
	nr_watch_folder(w, f->dir);	/* not read before the end */
	nr_watch_free(w);
	free(file);
}

static void
test_folder_that_is_not_there_is_not_blind(void **state)
{
	struct fixture *f = *state;

	watch(f, "n/nonesuch");
	expect(f, "", "nothing");
	assert_null(nr_watch_unwatched(f->w));
}

static void
test_file_in_no_folder_is_not_told_of(void **state)
{
	struct fixture *f = *state;
	char *there = path_of(f, "state.db"), *nowhere = path_of(f, "none/state.db");

	assert_true(nr_watch_file(f->w, there));
	assert_false(nr_watch_file(f->w, nowhere));
	free(there);
	free(nowhere);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_changes_name_the_folder_once),
		TEST(test_file_in_no_folder_is_not_told_of),
		TEST(test_folders_that_come_and_go_change_the_one_above),
		TEST(test_what_is_no_article_is_no_change),
		TEST(test_reading_is_no_change),
		TEST(test_root_that_is_replaced_is_everything),
		TEST(test_root_that_is_a_file_is_watched_by_name),
		TEST(test_file_and_those_beside_it_are_told_apart),
		TEST(test_folder_of_two_names_is_told_by_both),
		TEST(test_too_many_folders_are_all),
		TEST(test_without_inotify_folders_are_blind),
		TEST(test_folders_on_the_network_are_blind),
		TEST(test_polling_leaves_each_folder_to_be_looked_at),
		TEST(test_polling_looks_at_everything_where_a_root_is_a_file),
		TEST(test_folder_that_is_not_there_is_not_blind),
	};

	return cmocka_run_group_tests_name("watch", tests, NULL, NULL);
}
