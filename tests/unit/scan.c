#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "newsreader/scan.h"
#include "newsreader/url.h"
#include "store_util.h"

static void
write_article(const char *dir, const char *name, const char *title, const char *url)
{
	char *text = util_format("---\ntitle: \"%s\"\nwebUrl: \"%s\"\n---\n", title, url);

	util_write(dir, name, text);
	free(text);
}

static void
make_folder(const char *dir, const char *name)
{
	char *path = nr_fs_join(dir, name);

	assert_int_equal(mkdir(path, 0700), 0);
	free(path);
}

static void
drop(const char *dir, const char *name)
{
	char *path = nr_fs_join(dir, name);

	assert_int_equal(unlink(path), 0);
	free(path);
}

/* A folder "n" of articles below the test's own. */
static int
setup(void **state)
{
	util_setup(state);
	make_folder(*state, "n");
	write_article(*state, "n/a.md", "alpha", "https://x.com/a");
	write_article(*state, "n/b.txt", "bravo", "https://x.com/b");
	return 0;
}

static struct nr_scan_progress
scan_root(struct nr_store *s, const char *dir, const char *name)
{
	struct nr_error err = NR_ERROR_INIT;
	char *root = nr_fs_join(dir, name);
	const char *const roots[] = { root };
	struct nr_scan scan = { .roots = roots, .n_roots = 1 };
	struct nr_scan_progress done;

	assert_int_equal(nr_scan_run(s, &scan, &done, &err), 0);
	free(root);
	return done;
}

static void
expect(struct nr_store *s, const char *titles)
{
	struct nr_filter f = NR_FILTER_INIT;

	f.order = NR_ORDER_TITLE;
	util_expect(s, &f, titles);
}

static void
expect_problem(struct nr_store *s, const char *dir, const char *text)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_diags d = NR_DIAGS_INIT;
	struct nr_buf b = NR_BUF_INIT;

	assert_int_equal(nr_store_problems(s, &d, &err), 0);
	assert_int_equal(d.n, *text ? 1 : 0);
	if (d.n) {
		nr_diag_format(&d.v[0], &b);
		assert_string_equal(b.data + strlen(dir) + 1, text);
	}
	nr_buf_release(&b);
	nr_diags_release(&d);
}

static void
test_reads_article_files_and_leaves_out_the_rest(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_scan_progress done;

	make_folder(*state, "n/_data");
	make_folder(*state, "n/_posts");
	make_folder(*state, "n/.git");
	write_article(*state, "n/_data/x.md", "data", "https://x.com/data");
	write_article(*state, "n/.git/x.md", "git", "https://x.com/git");
	write_article(*state, "n/_posts/c.HTML", "charlie", "https://x.com/c");
	write_article(*state, "n/picture.jpg", "jpg", "https://x.com/jpg");
	write_article(*state, "n/.hidden.md", "hidden", "https://x.com/hidden");
	done = scan_root(s, *state, "n");
	expect(s, "alpha bravo charlie");
	assert_int_equal(done.seen, 3);
	assert_int_equal(done.total, 3);
	assert_int_equal(done.parsed, 3);
	assert_int_equal(done.failed, 0);
	assert_true(done.changed);
	nr_store_close(s);
}

static void
test_a_second_scan_parses_only_what_changed(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_scan_progress done;

	scan_root(s, *state, "n");
	done = scan_root(s, *state, "n");
	assert_int_equal(done.seen, 2);
	assert_int_equal(done.parsed, 0);
	assert_false(done.changed);
	write_article(*state, "n/b.txt", "bravo the second", "https://x.com/b");
	done = scan_root(s, *state, "n");
	assert_int_equal(done.parsed, 1);
	expect(s, "alpha bravo the second");
	drop(*state, "n/a.md");
	done = scan_root(s, *state, "n");
	assert_true(done.changed);
	expect(s, "bravo the second");
	nr_store_close(s);
}

static void
test_a_root_that_is_a_file_is_read_whatever_its_name(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);

	write_article(*state, "n/story.unknown", "story", "https://x.com/s");
	scan_root(s, *state, "n/story.unknown");
	expect(s, "story");
	nr_store_close(s);
}

static void
test_a_file_without_article_is_told_with_its_place(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_scan_progress done;

	util_write(*state, "n/c.md", "no front matter here\n");
	done = scan_root(s, *state, "n");
	assert_int_equal(done.failed, 1);
	assert_int_equal(done.problems, 1);
	expect(s, "alpha bravo");
	expect_problem(s, *state, "n/c.md:1:1: no front matter");
	write_article(*state, "n/c.md", "charlie", "https://x.com/c");
	scan_root(s, *state, "n");
	expect(s, "alpha bravo charlie");
	expect_problem(s, *state, "");
	nr_store_close(s);
}

static void
test_a_root_that_cannot_be_opened_keeps_what_is_known(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	char *n = nr_fs_join(*state, "n"), *away = nr_fs_join(*state, "away");

	scan_root(s, *state, "n");
	assert_int_equal(rename(n, away), 0);
	scan_root(s, *state, "n");
	expect(s, "alpha bravo");
	expect_problem(s, *state, "n: No such file or directory");
	assert_int_equal(rename(away, n), 0);
	scan_root(s, *state, "n");
	expect_problem(s, *state, "");
	expect(s, "alpha bravo");
	nr_store_close(s);
	free(n);
	free(away);
}

static void
test_a_broken_link_is_a_problem_and_no_end(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	char *link = nr_fs_join(*state, "n/0.md");

	assert_int_equal(symlink("nowhere", link), 0);
	scan_root(s, *state, "n");
	expect(s, "alpha bravo");
	expect_problem(s, *state, "n/0.md: No such file or directory");
	nr_store_close(s);
	free(link);
}

static void
test_a_second_file_takes_over_in_the_same_scan(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);

	write_article(*state, "n/z.md", "zulu", "https://x.com/a");
	scan_root(s, *state, "n");
	expect(s, "alpha bravo");
	drop(*state, "n/a.md");
	scan_root(s, *state, "n");
	expect(s, "bravo zulu");
	expect_problem(s, *state, "");
	nr_store_close(s);
}

struct watch {
	size_t asked, limit, told;
	struct nr_scan_progress last;
};

static bool
stop_at_limit(void *ctx)
{
	struct watch *w = ctx;

	return ++w->asked > w->limit;
}

static void
note_progress(void *ctx, const struct nr_scan_progress *p)
{
	struct watch *w = ctx;

	w->told++;
	w->last = *p;
}

static void
test_a_cancelled_scan_keeps_what_it_has_and_goes_on_later(void **state)
{
	/* Asked once a file during the walk, then once a file read. */
	struct watch w = { .limit = 2 };
	char *root = nr_fs_join(*state, "n");
	const char *const roots[] = { root };
	struct nr_scan scan = {
		.roots = roots, .n_roots = 1, .ctx = &w,
		.cancelled = stop_at_limit, .progress = note_progress
	};
	struct nr_scan_progress done;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s = util_open(*state, false, NULL);

	assert_int_equal(nr_scan_run(s, &scan, &done, &err), -1);
	assert_int_equal(err.code, NR_ERR_CANCELLED);
	assert_int_equal(done.seen, 1);
	assert_true(w.told > 0);
	assert_int_equal(w.last.seen, 1);
	expect(s, "alpha");
	assert_int_equal(scan_root(s, *state, "n").parsed, 1);
	expect(s, "alpha bravo");
	nr_store_close(s);
	free(root);
}

static void
test_standard_input_is_read_once_and_kept(void **state)
{
	static const char text[] = "---\ntitle: piped\nwebUrl: https://x.com/p\n---\n";
	const char *const roots[] = { "-" };
	struct nr_scan scan = { .roots = roots, .n_roots = 1 };
	struct nr_scan_progress done;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s = util_open(*state, false, NULL);
	int fd[2], saved = dup(STDIN_FILENO);

	assert_int_equal(pipe(fd), 0);
	assert_int_equal(write(fd[1], text, sizeof text - 1), sizeof text - 1);
	close(fd[1]);
	assert_int_equal(dup2(fd[0], STDIN_FILENO), STDIN_FILENO);
	close(fd[0]);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(nr_scan_run(s, &scan, &done, &err), 0);
		expect(s, "piped");
	}
	assert_int_equal(dup2(saved, STDIN_FILENO), STDIN_FILENO);
	close(saved);
	nr_store_close(s);
}

static void
test_an_index_damaged_meanwhile_is_filled_again(void **state)
{
	char *path = nr_fs_join(*state, "index.db");
	struct nr_store *s = util_open(*state, false, NULL);
	struct stat st;
	int fd;

	scan_root(s, *state, "n");
	nr_store_close(s);
	assert_int_equal(stat(path, &st), 0);
	fd = open(path, O_WRONLY);
	assert_true(fd >= 0);
	for (off_t at = 4096; at < st.st_size; at += 4096)
		assert_int_equal(pwrite(fd, "\xff\xff\xff\xff", 4, at), 4);
	close(fd);
	s = util_open(*state, false, NULL);
	scan_root(s, *state, "n");
	expect(s, "alpha bravo");
	nr_store_close(s);
	free(path);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, util_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_reads_article_files_and_leaves_out_the_rest),
		TEST(test_a_second_scan_parses_only_what_changed),
		TEST(test_a_root_that_is_a_file_is_read_whatever_its_name),
		TEST(test_a_file_without_article_is_told_with_its_place),
		TEST(test_a_root_that_cannot_be_opened_keeps_what_is_known),
		TEST(test_a_broken_link_is_a_problem_and_no_end),
		TEST(test_a_second_file_takes_over_in_the_same_scan),
		TEST(test_a_cancelled_scan_keeps_what_it_has_and_goes_on_later),
		TEST(test_standard_input_is_read_once_and_kept),
		TEST(test_an_index_damaged_meanwhile_is_filled_again),
	};

	return cmocka_run_group_tests_name("scan", tests, NULL, NULL);
}
