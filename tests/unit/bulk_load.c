#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/wait.h>

#include "store_util.h"

/* The first filling of an empty index. */

#define N(a) (sizeof(a) / sizeof((a)[0]))

/* The ghost is written before the file that makes it an article is read. */
static void
test_an_article_that_comes_late_is_no_ghost(void **state)
{
	static const struct util_article lister = { .path = "/a", .title = "a", .date = 1,
		.url = "https://x.com/a", .related = { "https://x.com/b" } };
	static const struct util_article late = { .path = "/b", .title = "late", .date = 2,
		.url = "https://x.com/b", .provider = "CNN" };
	int64_t b = nr_url_id("https://x.com/b");
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_row row;

	assert_int_equal(nr_store_scan_begin(s, &err), 0);
	util_put(s, &lister);
	assert_int_equal(nr_store_scan_flush(s, &err), 0);
	assert_int_equal(nr_store_get(s, b, &row, &err), 0);
	assert_true(row.ghost);
	nr_row_release(&row);
	util_put(s, &late);
	assert_int_equal(nr_store_scan_end(s, true, &err), 0);
	assert_int_equal(nr_store_scan_check(s, &err), 0);
	util_expect(s, &(struct nr_filter)NR_FILTER_INIT, "late a");
	util_expect_edges(s, "https://x.com/a", (struct nr_edge[]){ { b, NR_EDGE_OUT } }, 1);
	assert_int_equal(nr_store_get(s, b, &row, &err), 0);
	assert_false(row.ghost);
	assert_string_equal(row.title, "late");
	nr_row_release(&row);
	/* What its file told outlives it. */
	util_scan(s, &lister, 1);
	assert_int_equal(nr_store_get(s, b, &row, &err), 0);
	assert_true(row.ghost);
	assert_string_equal(row.title, "late");
	assert_string_equal(row.provider, "CNN");
	nr_row_release(&row);
	nr_store_close(s);
}

/* Of what was met while the index is filled, some goes away before it is listed again. */
static void
test_a_ghost_that_is_listed_late_is_there(void **state)
{
	static const struct {
		struct util_article first, second, lister;
	} cases[] = {
		/* A file of the same article, before the other by its path, lists nothing. */
		{ { .path = "/b/x", .title = "x", .url = "https://x.com/x",
			.related = { "https://x.com/g" } },
		  { .path = "/a/x", .title = "x", .url = "https://x.com/x" },
		  { .path = "/a/y", .title = "y", .url = "https://x.com/y",
			.related = { "https://x.com/g" } } },
		/* A file tells another article when it is read again. */
		{ { .path = "/a/x", .title = "g", .url = "https://x.com/g" },
		  { .path = "/a/x", .title = "x", .url = "https://x.com/x" },
		  { .path = "/a/y", .title = "y", .url = "https://x.com/y",
			.related = { "https://x.com/g" } } },
	};

	for (size_t i = 0; i < N(cases); i++) {
		char *dir = util_format("%s/%zu", (const char *)*state, i);
		struct nr_error err = NR_ERROR_INIT;
		struct nr_store *s = util_open(dir, false, NULL);

		assert_int_equal(nr_store_scan_begin(s, &err), 0);
		util_put(s, &cases[i].first);
		assert_int_equal(nr_store_scan_flush(s, &err), 0);
		util_put(s, &cases[i].second);
		assert_int_equal(nr_store_scan_flush(s, &err), 0);
		util_put(s, &cases[i].lister);
		assert_int_equal(nr_store_scan_end(s, true, &err), 0);
		util_expect_edges(s, "https://x.com/y", (struct nr_edge[]){
			{ nr_url_id("https://x.com/g"), NR_EDGE_OUT } }, 1);
		nr_store_close(s);
		free(dir);
	}
}

static bool
copy_index(const char *from, const char *to)
{
	char *path = nr_fs_join(from, "index.db"), *copy = nr_fs_join(to, "index.db");
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf b = NR_BUF_INIT;
	FILE *f;
	bool copied;

	if (nr_fs_mkdirs(to, &err) < 0 || nr_fs_read(path, 1 << 24, &b, &err) < 0)
		return false;
	f = fopen(copy, "wb");
	copied = f && fwrite(b.data, 1, b.len, f) == b.len;
	copied = f && fclose(f) == 0 && copied;
	nr_buf_release(&b);
	free(path);
	free(copy);
	return copied;
}

/* How many articles the file of the index tells by itself, without the log beside it. Another
 * process copies it: to close it in this one would drop the locks of its stores. */
static size_t
count_without_log(const char *dir)
{
	char *other = nr_fs_join(dir, "other");
	pid_t pid = fork();
	struct nr_store *s;
	int status;
	size_t n;

	if (pid == 0)
		_exit(copy_index(dir, other) ? 0 : 1);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	s = util_open(other, true, NULL);
	n = util_count(s);
	nr_store_close(s);
	free(other);
	return n;
}

static void
test_a_checkpoint_moves_the_log_into_the_index(void **state)
{
	static const struct util_article v[] = {
		{ .path = "/a", .title = "a", .url = "https://x.com/a", .date = 1 },
		{ .path = "/b", .title = "b", .url = "https://x.com/b", .date = 2 },
	};
	struct nr_store *s = util_open(*state, false, NULL);

	util_scan(s, v, N(v));

	assert_int_equal(count_without_log(*state), 0);
	nr_store_checkpoint("/dev/null/none/index.db");
	nr_store_checkpoint(nr_store_index_path(s));
	assert_int_equal(count_without_log(*state), N(v));
	assert_int_equal(util_count(s), N(v));
	nr_store_close(s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, util_setup, util_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_an_article_that_comes_late_is_no_ghost),
		TEST(test_a_ghost_that_is_listed_late_is_there),
		TEST(test_a_checkpoint_moves_the_log_into_the_index),
	};

	return cmocka_run_group_tests_name("fill", tests, NULL, NULL);
}
