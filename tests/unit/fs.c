#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "newsreader/fs.h"

#define N(array) (sizeof (array) / sizeof (array)[0])

/* Each test begins in an empty folder of its own, which is the current one. */
static char folder[64];

static int
setup(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/newsreader-fs-XXXXXX");
	return mkdtemp(folder) == NULL || chdir(folder) < 0;
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static int
teardown(void **state)
{
	(void)state;
	return chdir("/") < 0 || nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0;
}

static void
put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static void
test_file_is_read_behind_what_is_there(void **state)
{
	struct nr_buf b = NR_BUF_INIT;
	struct nr_error e = NR_ERROR_INIT;

	(void)state;
	put("a", "content");
	put("empty", "");
	nr_buf_addz(&b, "> ");
	assert_int_equal(nr_fs_read("a", 100, &b, &e), 0);
	assert_int_equal(nr_fs_read("empty", 0, &b, &e), 0);
	assert_string_equal(nr_buf_str(&b), "> content");
	assert_int_equal(b.len, 9);
	nr_buf_release(&b);
}

static void
test_file_over_the_limit_is_refused(void **state)
{
	struct nr_buf b = NR_BUF_INIT;
	struct nr_error e = NR_ERROR_INIT;

	(void)state;
	put("a", "12345");
	assert_int_equal(nr_fs_read("a", 5, &b, &e), 0);
	assert_int_equal(nr_fs_read("a", 4, &b, &e), -1);
	assert_int_equal(e.code, NR_ERR_LIMIT);
	assert_string_equal(e.text, "a: larger than 4 bytes");
	assert_string_equal(nr_buf_str(&b), "12345");
	nr_buf_release(&b);
}

static void
test_stream_over_the_limit_is_refused(void **state)
{
	static const struct {
		size_t max;
		int rc;
	} cases[] = { { 200000, 0 }, { 199999, -1 }, { 0, -1 } };

	(void)state;
	char *text = calloc(1, 200001);

	assert_non_null(text);
	memset(text, 'x', 200000);
	put("a", text);
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_buf b = NR_BUF_INIT;
		struct nr_error e = NR_ERROR_INIT;
		int fd = open("a", O_RDONLY);

		assert_true(fd >= 0);
		assert_int_equal(nr_fs_read_fd(fd, "stdin", cases[i].max, &b, &e),
			cases[i].rc);
		assert_int_equal(b.len, cases[i].rc == 0 ? 200000 : 0);
		assert_int_equal(e.code, cases[i].rc == 0 ? NR_ERR_NONE : NR_ERR_LIMIT);
		close(fd);
		nr_buf_release(&b);
	}
	free(text);
}

static void
test_pipe_is_read_to_its_end(void **state)
{
	struct nr_buf b = NR_BUF_INIT;
	struct nr_error e = NR_ERROR_INIT;
	int p[2];

	(void)state;
	assert_int_equal(pipe(p), 0);
	assert_int_equal(write(p[1], "through", 7), 7);
	close(p[1]);
	assert_int_equal(nr_fs_read_fd(p[0], "stdin", 7, &b, &e), 0);
	assert_string_equal(nr_buf_str(&b), "through");
	close(p[0]);
	nr_buf_release(&b);
}

static void
test_what_is_no_file_is_refused_at_once(void **state)
{
	static const struct {
		const char *path;
		enum nr_errcode code;
		const char *text;
	} cases[] = {
		{ "none", NR_ERR_NOT_FOUND, "none: No such file or directory" },
		{ "dir", NR_ERR_SYSTEM, "dir: Is a directory" },
		{ "fifo", NR_ERR_INPUT, "fifo: not a regular file" },
		{ "/dev/zero", NR_ERR_INPUT, "/dev/zero: not a regular file" },
	};

	(void)state;
	assert_int_equal(mkdir("dir", 0700), 0);
	assert_int_equal(mkfifo("fifo", 0600), 0);
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_buf b = NR_BUF_INIT;
		struct nr_error e = NR_ERROR_INIT;

		assert_int_equal(nr_fs_read(cases[i].path, 100, &b, &e), -1);
		assert_int_equal(e.code, cases[i].code);
		assert_string_equal(e.text, cases[i].text);
		nr_buf_release(&b);
	}
}

static void
test_names_are_joined_by_one_slash(void **state)
{
	static const struct {
		const char *dir, *name, *expected;
	} cases[] = {
		{ "a", "b", "a/b" }, { "a/", "b", "a/b" }, { "/", "b", "/b" },
		{ "", "b", "b" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		char *path = nr_fs_join(cases[i].dir, cases[i].name);

		assert_string_equal(path, cases[i].expected);
		free(path);
	}
	assert_string_equal(nr_fs_basename("/a/b.md"), "b.md");
	assert_string_equal(nr_fs_basename("b.md"), "b.md");
	assert_string_equal(nr_fs_basename("a/"), "");
}

static void
test_path_is_resolved_through_links(void **state)
{
	struct nr_error e = NR_ERROR_INIT;

	(void)state;
	put("a", "");
	assert_int_equal(symlink("a", "link"), 0);
	char *direct = nr_fs_resolve("a", &e);
	char *linked = nr_fs_resolve("./link", &e);

	assert_non_null(direct);
	assert_string_equal(direct, linked);
	assert_int_equal(direct[0], '/');
	assert_null(nr_fs_resolve("none", &e));
	assert_int_equal(e.code, NR_ERR_NOT_FOUND);
	free(direct);
	free(linked);
}

static void
test_folders_are_made_for_their_owner_alone(void **state)
{
	struct nr_error e = NR_ERROR_INIT;
	struct stat st;

	(void)state;
	mode_t mask = umask(0);

	assert_int_equal(nr_fs_mkdirs("a/b//c/", &e), 0);
	assert_int_equal(nr_fs_mkdirs("a/b/c", &e), 0);
	assert_int_equal(nr_fs_mkdirs("/", &e), 0);
	umask(mask);
	assert_int_equal(stat("a/b/c", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	assert_int_equal(stat("a", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	put("file", "");
	assert_int_equal(nr_fs_mkdirs("file/b", &e), -1);
	assert_int_equal(e.code, NR_ERR_SYSTEM);
	assert_string_equal(e.text, "file: Not a directory");
}

static void
test_a_folder_is_one_through_a_link_too(void **state)
{
	struct nr_error e = NR_ERROR_INIT;

	(void)state;
	assert_int_equal(nr_fs_mkdirs("folder", &e), 0);
	put("file", "");
	assert_int_equal(symlink("folder", "to-folder"), 0);
	assert_int_equal(symlink("file", "to-file"), 0);
	assert_true(nr_fs_is_folder("folder"));
	assert_true(nr_fs_is_folder("to-folder"));
	assert_false(nr_fs_is_folder("file"));
	assert_false(nr_fs_is_folder("to-file"));
	assert_false(nr_fs_is_folder("none"));
}

static void
test_xdg_folders_have_their_defaults(void **state)
{
	static const struct {
		enum nr_fs_base base;
		const char *variable, *value, *home, *expected;
	} cases[] = {
		{ NR_FS_CONFIG, "XDG_CONFIG_HOME", NULL, "/h",
			"/h/.config/newsreader/f" },
		{ NR_FS_CACHE, "XDG_CACHE_HOME", NULL, "/h", "/h/.cache/newsreader/f" },
		{ NR_FS_DATA, "XDG_DATA_HOME", NULL, "/h",
			"/h/.local/share/newsreader/f" },
		{ NR_FS_STATE, "XDG_STATE_HOME", NULL, "/h",
			"/h/.local/state/newsreader/f" },
		{ NR_FS_STATE, "XDG_STATE_HOME", "/s", "/h", "/s/newsreader/f" },
		{ NR_FS_STATE, "XDG_STATE_HOME", "/s", NULL, "/s/newsreader/f" },
		{ NR_FS_STATE, "XDG_STATE_HOME", "s", "/h",
			"/h/.local/state/newsreader/f" },
		{ NR_FS_STATE, "XDG_STATE_HOME", "", "/h",
			"/h/.local/state/newsreader/f" },
		{ NR_FS_STATE, "XDG_STATE_HOME", NULL, NULL, NULL },
		{ NR_FS_STATE, "XDG_STATE_HOME", NULL, "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		unsetenv(cases[i].variable);
		unsetenv("HOME");
		if (cases[i].value != NULL)
			setenv(cases[i].variable, cases[i].value, 1);
		if (cases[i].home != NULL)
			setenv("HOME", cases[i].home, 1);
		char *path = nr_fs_xdg(cases[i].base, "f");

		if (cases[i].expected == NULL)
			assert_null(path);
		else
			assert_string_equal(path, cases[i].expected);
		free(path);
		unsetenv(cases[i].variable);
	}
}

static void
test_tilde_is_the_home_folder(void **state)
{
	static const struct {
		const char *path, *home, *expected;
	} cases[] = {
		{ "~/a", "/home/me", "/home/me/a" }, { "~", "/home/me", "/home/me" },
		{ "~you/a", "/home/me", "~you/a" }, { "a~/b", "/home/me", "a~/b" },
		{ "~/a", "", "~/a" }, { "~/a", NULL, "~/a" }, { "", "/home/me", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		unsetenv("HOME");
		if (cases[i].home != NULL)
			setenv("HOME", cases[i].home, 1);
		char *path = nr_fs_expand(cases[i].path, strlen(cases[i].path));

		assert_string_equal(path, cases[i].expected);
		free(path);
	}
}

/* What a walk met, a line for each entry; stops at a file named "stop". */
static int
visit(void *ctx, const struct nr_fs_entry *entry)
{
	struct nr_buf *out = ctx;

	nr_buf_addz(out, entry->path);
	if (entry->problem != NULL)
		nr_buf_addf(out, " (%s)", entry->problem);
	else
		nr_buf_addf(out, " %d", (int)entry->stamp->size);
	nr_buf_addch(out, '\n');
	assert_string_equal(entry->name, nr_fs_basename(entry->path));
	return strcmp(entry->name, "stop") == 0 ? 7 : 0;
}

static bool
enter(void *ctx, const char *path, const char *name)
{
	(void)ctx;
	assert_string_equal(nr_fs_basename(path), name);
	return strcmp(name, "_data") != 0;
}

/* Cut the sizes from what visit() wrote. */
static void
cut_sizes(struct nr_buf *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->len; i++) {
		size_t digits = b->data[i] == ' '
			? strspn(b->data + i + 1, "0123456789") : 0;

		if (digits != 0 && b->data[i + 1 + digits] == '\n')
			i += digits;
		else
			b->data[n++] = b->data[i];
	}
	nr_buf_truncate(b, n);
}

static void
check_walk(const char *root, int rc, const char *expected)
{
	struct nr_buf out = NR_BUF_INIT, names = NR_BUF_INIT;
	struct nr_error e = NR_ERROR_INIT;
	struct nr_fs_walker w = { .ctx = &out, .visit = visit, .enter = enter };

	assert_int_equal(nr_fs_walk(root, &w, &e), rc);
	assert_string_equal(nr_buf_str(&out), expected);
	w.names_only = true;
	w.ctx = &names;
	assert_int_equal(nr_fs_walk(root, &w, &e), rc);
	cut_sizes(&out);
	cut_sizes(&names);
	assert_string_equal(nr_buf_str(&names), nr_buf_str(&out));
	nr_buf_release(&out);
	nr_buf_release(&names);
}

static void
test_files_are_met_in_the_order_of_names(void **state)
{
	(void)state;
	assert_int_equal(mkdir("r", 0700), 0);
	assert_int_equal(mkdir("r/b", 0700), 0);
	assert_int_equal(mkdir("r/_data", 0700), 0);
	assert_int_equal(mkdir("r/.git", 0700), 0);
	put("r/c", "1");
	put("r/b/z", "22");
	put("r/b/a", "");
	put("r/a", "333");
	put("r/_data/x", "");
	put("r/.git/x", "");
	put("r/.hidden", "");
	assert_int_equal(mkfifo("r/fifo", 0600), 0);
	check_walk("r", 0, "r/a 3\nr/c 1\nr/b/a 0\nr/b/z 2\n");
	check_walk("r/", 0, "r/a 3\nr/c 1\nr/b/a 0\nr/b/z 2\n");
	check_walk("r/a", 0, "r/a 3\n");
	check_walk("r/.git", 0, "r/.git/x 0\n");
}

static void
test_visitor_ends_the_walk(void **state)
{
	(void)state;
	assert_int_equal(nr_fs_mkdirs("r/b", &(struct nr_error)NR_ERROR_INIT), 0);
	put("r/b/stop", "");
	put("r/b/x", "");
	put("r/c", "");
	check_walk("r", 7, "r/c 0\nr/b/stop 0\n");
}

static void
test_links_are_followed_but_never_round(void **state)
{
	(void)state;
	assert_int_equal(nr_fs_mkdirs("r/b", &(struct nr_error)NR_ERROR_INIT), 0);
	put("r/b/a", "");
	put("out", "1");
	assert_int_equal(symlink("..", "r/b/up"), 0);
	assert_int_equal(symlink(".", "r/b/self"), 0);
	assert_int_equal(symlink("b", "r/c"), 0);
	assert_int_equal(symlink("b", "r/d"), 0);
	assert_int_equal(symlink("../out", "r/e"), 0);
	assert_int_equal(symlink("none", "r/f"), 0);
	check_walk("r", 0, "r/e 1\nr/f (No such file or directory)\nr/b/a 0\nr/c/a 0\n");
}

/* 20 levels with two links to the next one each: a million paths, 20 folders. */
static void
test_fanning_links_do_not_multiply(void **state)
{
	(void)state;
	for (int i = 0; i < 20; i++) {
		char name[32], target[32], link[64];

		snprintf(name, sizeof name, "d%02d", i);
		assert_int_equal(mkdir(name, 0700), 0);
		snprintf(target, sizeof target, "../d%02d", i + 1);
		snprintf(link, sizeof link, "%s/x", name);
		assert_int_equal(symlink(target, link), 0);
		snprintf(link, sizeof link, "%s/y", name);
		assert_int_equal(symlink(target, link), 0);
	}
	assert_int_equal(mkdir("d20", 0700), 0);
	put("d20/a", "");
	struct nr_buf expected = NR_BUF_INIT;

	nr_buf_addz(&expected, "d00/");
	for (int i = 0; i < 20; i++)
		nr_buf_addz(&expected, "x/");
	nr_buf_addz(&expected, "a 0\n");
	check_walk("d00", 0, nr_buf_str(&expected));
	nr_buf_release(&expected);
}

static void
test_folders_below_the_64th_are_reported(void **state)
{
	struct nr_buf path = NR_BUF_INIT;
	struct nr_buf expected = NR_BUF_INIT;

	(void)state;
	nr_buf_addz(&path, "d");
	for (int i = 1; i < 64; i++)
		nr_buf_addz(&path, "/d");
	assert_int_equal(nr_fs_mkdirs(nr_buf_str(&path), &(struct nr_error)NR_ERROR_INIT),
		0);
	nr_buf_addz(&path, "/a");
	put(nr_buf_str(&path), "");
	nr_buf_addf(&expected, "%s 0\n", nr_buf_str(&path));
	check_walk("d", 0, nr_buf_str(&expected));
	nr_buf_truncate(&path, path.len - 1);
	nr_buf_addch(&path, 'e');
	assert_int_equal(mkdir(nr_buf_str(&path), 0700), 0);
	nr_buf_addf(&expected, "%s (folders are nested too deeply)\n", nr_buf_str(&path));
	check_walk("d", 0, nr_buf_str(&expected));
	nr_buf_release(&path);
	nr_buf_release(&expected);
}

static void
test_folder_that_cannot_be_read_is_reported(void **state)
{
	(void)state;
	if (geteuid() == 0)
		skip();
	assert_int_equal(nr_fs_mkdirs("r/b", &(struct nr_error)NR_ERROR_INIT), 0);
	put("r/c", "");
	assert_int_equal(chmod("r/b", 0), 0);
	check_walk("r", 0, "r/b (Permission denied)\nr/c 0\n");
	assert_int_equal(chmod("r/b", 0700), 0);
}

static void
test_root_that_cannot_be_walked_is_an_error(void **state)
{
	static const struct {
		const char *root;
		enum nr_errcode code;
		const char *text;
	} cases[] = {
		{ "none", NR_ERR_NOT_FOUND, "none: No such file or directory" },
		{ "fifo", NR_ERR_INPUT, "fifo: neither a folder nor a regular file" },
	};

	(void)state;
	assert_int_equal(mkfifo("fifo", 0600), 0);
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_buf out = NR_BUF_INIT;
		struct nr_error e = NR_ERROR_INIT;
		struct nr_fs_walker w = { .ctx = &out, .visit = visit };

		assert_int_equal(nr_fs_walk(cases[i].root, &w, &e), -1);
		assert_int_equal(e.code, cases[i].code);
		assert_string_equal(e.text, cases[i].text);
		assert_int_equal(out.len, 0);
	}
}

static int
take_stamp(void *ctx, const struct nr_fs_entry *entry)
{
	*(struct nr_fs_stamp *)ctx = *entry->stamp;
	return 0;
}

static void
test_stamp_tells_a_changed_file(void **state)
{
	struct nr_fs_stamp before, after;
	struct nr_error e = NR_ERROR_INIT;
	struct nr_fs_walker see_before = { .ctx = &before, .visit = take_stamp };
	struct nr_fs_walker see_after = { .ctx = &after, .visit = take_stamp };
	struct stat st;
	const struct timespec times[2] = { { 1618337700, 5 }, { 1618337700, 123456789 } };

	(void)state;
	put("a", "12");
	assert_int_equal(utimensat(AT_FDCWD, "a", times, 0), 0);
	assert_int_equal(nr_fs_walk("a", &see_before, &e), 0);
	assert_int_equal(stat("a", &st), 0);
	assert_int_equal(before.size, 2);
	assert_int_equal(before.mtime, INT64_C(1618337700123456789));
	assert_int_equal(before.ino, st.st_ino);
	assert_int_equal(before.dev, st.st_dev);
	put("b", "12");
	assert_int_equal(utimensat(AT_FDCWD, "b", times, 0), 0);
	assert_int_equal(rename("b", "a"), 0);
	assert_int_equal(nr_fs_walk("a", &see_after, &e), 0);
	assert_int_not_equal(before.ino, after.ino);
}

static void
test_an_unnamed_file_has_the_bytes(void **state)
{
	int fd = nr_fs_unnamed("a\0c", 3);
	char text[4];
	struct stat st;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
	assert_int_equal(read(fd, text, sizeof text), 3);
	assert_memory_equal(text, "a\0c", 3);
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_nlink, 0);
	close(fd);
}

static void
test_a_time_far_away_is_the_nearest_that_fits(void **state)
{
	static const struct {
		int64_t seconds, want;
	} cases[] = {
		{ 9223372035, INT64_C(9223372035000000000) },
		{ 9223372036, INT64_MAX },
		{ INT64_C(32503680000), INT64_MAX },	/* the year 3000 */
		{ -9223372035, INT64_C(-9223372035000000000) },
		{ -9223372036, INT64_MIN },
		{ INT64_MAX, INT64_MAX },
		{ INT64_MIN, INT64_MIN },
	};

	(void)state;
	if (sizeof(time_t) < sizeof(int64_t))
		skip();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct stat st = { .st_mtime = (time_t)cases[i].seconds };

		assert_true(nr_fs_stamp_of(&st).mtime == cases[i].want);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_file_is_read_behind_what_is_there),
		TEST(test_file_over_the_limit_is_refused),
		TEST(test_stream_over_the_limit_is_refused),
		TEST(test_pipe_is_read_to_its_end),
		TEST(test_what_is_no_file_is_refused_at_once),
		TEST(test_names_are_joined_by_one_slash),
		TEST(test_path_is_resolved_through_links),
		TEST(test_folders_are_made_for_their_owner_alone),
		TEST(test_a_folder_is_one_through_a_link_too),
		TEST(test_xdg_folders_have_their_defaults),
		TEST(test_tilde_is_the_home_folder),
		TEST(test_files_are_met_in_the_order_of_names),
		TEST(test_visitor_ends_the_walk),
		TEST(test_links_are_followed_but_never_round),
		TEST(test_fanning_links_do_not_multiply),
		TEST(test_folders_below_the_64th_are_reported),
		TEST(test_folder_that_cannot_be_read_is_reported),
		TEST(test_root_that_cannot_be_walked_is_an_error),
		TEST(test_stamp_tells_a_changed_file),
		cmocka_unit_test(test_an_unnamed_file_has_the_bytes),
		cmocka_unit_test(test_a_time_far_away_is_the_nearest_that_fits),
	};

	return cmocka_run_group_tests_name("fs", tests, NULL, NULL);
}
