#include "config.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "newsreader/url.h"
#include "store_util.h"

enum { MANY = 3000, PAGE = 4096 };	/* more marks than a quick store reads at once */

static const struct util_article articles[] = {
	{ .path = "/a", .title = "a", .url = "https://x.com/a", .date = 4 },
	{ .path = "/b", .title = "b", .url = "https://x.com/b", .date = 3 },
	{ .path = "/c", .title = "c", .url = "https://x.com/c", .date = 2 },
	{ .path = "/d", .title = "d", .url = "https://x.com/d", .date = 1,
		.unpublished = true },
};

struct fixture {
	char *dir;
	struct nr_store *s;	/* quick */
};

static int64_t
id_of(char title)
{
	return nr_url_id(articles[title - 'a'].url);
}

static void
open_quickly(struct fixture *f)
{
	char *index = nr_fs_join(f->dir, "index.db");
	char *state = nr_fs_join(f->dir, "state/state.db");
	struct nr_store_config config = {
		.index_path = index, .state_path = state, .quick = true
	};
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_store_open(&config, &f->s, &notes, &err), 0);
	assert_int_equal(notes.n, 0);
	assert_false(nr_store_has_all_marks(f->s));
	free(index);
	free(state);
}

/* a is read, b hidden, c starred, and so many others are read. */
static int
setup(void **state)
{
	struct fixture *f = nr_calloc(1, sizeof *f);
	struct nr_store *s;

	f->dir = util_make_folder();
	s = util_open(f->dir, false, NULL);
	util_scan(s, articles, 4);
	util_mark_many(s, 0, MANY, NR_MARK_READ, 0);
	util_mark(s, id_of('a'), NR_MARK_READ, 0);
	util_mark(s, id_of('b'), NR_MARK_HIDDEN, 0);
	util_mark(s, id_of('c'), NR_MARK_STARRED, 0);
	nr_store_close(s);
	open_quickly(f);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	nr_store_close(f->s);
	util_drop_folder(f->dir);
	free(f);
	return 0;
}

/* The titles of a list. */
static void
expect_list(const struct nr_ids *ids, const char *titles)
{
	struct nr_buf b = NR_BUF_INIT;

	for (size_t i = 0; i < ids->n; i++)
		for (char t = 'a'; t <= 'd'; t++)
			if (ids->v[i] == id_of(t))
				nr_buf_addch(&b, t);
	assert_string_equal(nr_buf_str(&b), titles);
	nr_buf_release(&b);
}

/* The marks of a to d here and in the file, and the totals, which are what a store that
 * reads all at once counts. */
static void
expect_marks(struct fixture *f, unsigned a, unsigned b, unsigned c, unsigned d)
{
	const unsigned marks[] = { a, b, c, d };
	struct nr_store *other = util_open(f->dir, true, NULL);
	struct nr_error err = NR_ERROR_INIT;
	struct nr_totals t, again;

	memset(&t, 0, sizeof t);
	memset(&again, 0, sizeof again);
	for (char i = 'a'; i <= 'd'; i++) {
		assert_int_equal(nr_store_marks(f->s, id_of(i)), marks[i - 'a']);
		assert_int_equal(nr_store_marks(other, id_of(i)), marks[i - 'a']);
	}
	assert_int_equal(util_count_marked(f->s, MANY, NR_MARK_READ), MANY);
	assert_int_equal(nr_store_counted(f->s, &t, &err), 0);
	assert_int_equal(nr_store_totals(other, &again, &err), 0);
	assert_memory_equal(&t, &again, sizeof t);
	nr_store_close(other);
}

static bool
read_look(struct fixture *f, struct nr_list_query *l, const char *titles)
{
	struct nr_filter all = NR_FILTER_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids = NR_IDS_INIT;
	bool ended;

	assert_int_equal(nr_list_query_read(l, &all, &ids, &err), 0);
	ended = nr_list_query_end(f->s, l);
	nr_list_query_free(l);
	expect_list(&ids, titles);
	nr_ids_release(&ids);
	return ended;
}

static void
test_short_list_and_rows_have_their_marks_without_all(void **state)
{
	struct fixture *f = *state;
	struct nr_filter all = NR_FILTER_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids = NR_IDS_INIT;

	assert_int_equal(nr_store_list_near(f->s, &all, 0, 10, &ids, &err), 0);
	expect_list(&ids, "acd");
	nr_ids_release(&ids);
	assert_int_equal(nr_store_cached_row(f->s, id_of('a'), &err)->marks, NR_MARK_READ);
	assert_int_equal(nr_store_marks(f->s, id_of('c')), NR_MARK_STARRED);
	assert_int_equal(nr_store_marks(f->s, id_of('d')), 0);
	assert_false(nr_store_has_all_marks(f->s));
}

static void
test_list_without_a_limit_reads_all_marks_at_once(void **state)
{
	struct fixture *f = *state;
	struct nr_filter all = NR_FILTER_INIT;

	util_expect(f->s, &all, "a c d");
	assert_true(nr_store_has_all_marks(f->s));
}

static void
test_list_that_needs_all_marks_has_them(void **state)
{
	struct fixture *f = *state;
	struct nr_filter starred = NR_FILTER_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids = NR_IDS_INIT;

	starred.show = NR_SHOW_STARRED;
	assert_int_equal(nr_store_list(f->s, &starred, &ids, &err), 0);
	expect_list(&ids, "c");
	nr_ids_release(&ids);
	assert_true(nr_store_has_all_marks(f->s));
	expect_marks(f, NR_MARK_READ, NR_MARK_HIDDEN, NR_MARK_STARRED, 0);
}

static void
test_mark_is_added_to_those_not_read_yet(void **state)
{
	struct fixture *f = *state;
	int64_t version = nr_store_version_read(f->s, id_of('a'));

	assert_true(version != 0);
	util_mark(f->s, id_of('a'), NR_MARK_STARRED, 0);
	util_mark(f->s, id_of('c'), NR_MARK_READ, NR_MARK_STARRED);
	util_mark(f->s, id_of('d'), NR_MARK_HIDDEN, 0);
	util_mark(f->s, id_of('d'), 0, NR_MARK_HIDDEN);
	assert_false(nr_store_has_all_marks(f->s));
	expect_marks(f, NR_MARK_READ | NR_MARK_STARRED, NR_MARK_HIDDEN, NR_MARK_READ, 0);
	assert_int_equal(nr_store_version_read(f->s, id_of('a')), version);
	assert_true(nr_store_has_all_marks(f->s));
}

/* Before the look, while it is read, and after that; here and by another program. */
static void
test_marks_made_while_a_look_reads_the_rest_stay(void **state)
{
	struct fixture *f = *state;
	struct nr_store *other = util_open(f->dir, false, NULL);
	struct nr_filter all = NR_FILTER_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids = NR_IDS_INIT;
	struct nr_list_query *l;

	util_mark(f->s, id_of('a'), NR_MARK_STARRED, 0);
	l = nr_list_query_begin(f->s);
	util_mark(f->s, id_of('b'), NR_MARK_READ, NR_MARK_HIDDEN);
	assert_int_equal(nr_list_query_read(l, &all, &ids, &err), 0);
	expect_list(&ids, "abcd");
	nr_ids_release(&ids);
	util_mark(f->s, id_of('b'), 0, NR_MARK_READ);
	util_mark(f->s, id_of('c'), NR_MARK_HIDDEN, 0);
	util_mark(other, id_of('d'), NR_MARK_READ, 0);
	assert_true(nr_list_query_end(f->s, l));
	nr_list_query_free(l);
	assert_true(nr_store_has_all_marks(f->s));
	expect_marks(f, NR_MARK_READ | NR_MARK_STARRED, 0,
		NR_MARK_STARRED | NR_MARK_HIDDEN, NR_MARK_READ);
	util_mark(other, id_of('a'), 0, NR_MARK_READ);
	expect_marks(f, NR_MARK_STARRED, 0, NR_MARK_STARRED | NR_MARK_HIDDEN, NR_MARK_READ);
	nr_store_close(other);
}

static void
test_marks_that_wait_for_the_disk_outlast_a_look(void **state)
{
	struct fixture *f = *state;
	char *path = nr_fs_join(f->dir, "state/state.db");
	int64_t id = id_of('d');
	struct nr_error err = NR_ERROR_INIT;
	sqlite3 *lock = NULL;

	assert_int_equal(sqlite3_open(path, &lock), SQLITE_OK);
	assert_int_equal(sqlite3_exec(lock, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(nr_store_mark(f->s, &id, 1, NR_MARK_READ, 0, &err), -1);
	assert_true(read_look(f, nr_list_query_begin(f->s), "acd"));
	assert_int_equal(nr_store_marks(f->s, id), NR_MARK_READ);
	sqlite3_close(lock);
	assert_int_equal(nr_store_keep(f->s, &err), 0);
	expect_marks(f, NR_MARK_READ, NR_MARK_HIDDEN, NR_MARK_STARRED, NR_MARK_READ);
	free(path);
}

static bool
always(void *ctx)
{
	(void)ctx;
	return true;
}

static void
test_look_that_was_stopped_leaves_the_rest_to_be_read(void **state)
{
	struct fixture *f = *state;
	struct nr_list_query *l = nr_list_query_begin(f->s);

	nr_list_query_set_cancel(l, always, NULL);
	assert_false(read_look(f, l, ""));
	assert_false(nr_store_has_all_marks(f->s));
	expect_marks(f, NR_MARK_READ, NR_MARK_HIDDEN, NR_MARK_STARRED, 0);
}

/* Behind what is read at first. */
static void
break_page(const struct fixture *f)
{
	char *path = nr_fs_join(f->dir, "state/state.db");
	sqlite3_stmt *st = NULL;
	sqlite3 *db = NULL;
	char noise[PAGE];
	int64_t page;
	int fd;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT pageno FROM dbstat WHERE"
		" name = 'mark' AND pagetype = 'leaf' ORDER BY path DESC", -1, &st, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	page = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	memset(noise, 0xa5, sizeof noise);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	assert_int_equal(pwrite(fd, noise, sizeof noise, (off_t)(page - 1) * PAGE), PAGE);
	close(fd);
	free(path);
}

static void
test_damage_found_late_is_told_and_mended(void **state)
{
	struct fixture *f = *state;
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_totals t;

	nr_store_close(f->s);
	break_page(f);
	open_quickly(f);
	util_mark(f->s, id_of('a'), NR_MARK_STARRED, 0);
	assert_false(read_look(f, nr_list_query_begin(f->s), ""));
	assert_int_equal(nr_store_counted(f->s, &t, &err), 0);
	assert_true(nr_store_has_all_marks(f->s));
	assert_true(nr_store_state_is_kept(f->s));
	nr_store_take_notes(f->s, &notes);
	assert_int_equal(notes.n, 1);
	assert_non_null(strstr(notes.v[0].text, "was damaged"));
	assert_true(nr_store_marks(f->s, id_of('a')) & NR_MARK_STARRED);
	assert_true(util_count_marked(f->s, MANY, NR_MARK_READ) > MANY * 9 / 10);
	nr_diags_release(&notes);
}

/* It reads a file without marks; when it ends there is no file at all. */
static void
test_look_at_another_file_of_marks_does_not_count(void **state)
{
	struct fixture *f = *state;
	struct nr_filter all = NR_FILTER_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids = NR_IDS_INIT;
	char *other = nr_fs_join(f->dir, "other"), *from = nr_fs_join(other, "state/state.db");
	char *to = nr_fs_join(f->dir, "state/state.db");
	struct nr_list_query *l = nr_list_query_begin(f->s);

	assert_int_equal(mkdir(other, 0700), 0);
	nr_store_close(util_open(other, false, NULL));
	assert_int_equal(rename(from, to), 0);
	assert_int_equal(nr_list_query_read(l, &all, &ids, &err), 0);
	expect_list(&ids, "abcd");
	nr_ids_release(&ids);
	assert_int_equal(unlink(to), 0);
	assert_int_equal(mkdir(to, 0700), 0);
	assert_false(nr_list_query_end(f->s, l));
	nr_list_query_free(l);
	assert_int_equal(nr_store_marks(f->s, id_of('a')), NR_MARK_READ);
	assert_int_equal(rmdir(to), 0);
	assert_int_equal(nr_store_retry(f->s, &err), 0);
	expect_marks(f, NR_MARK_READ, NR_MARK_HIDDEN, NR_MARK_STARRED, 0);
	free(other);
	free(from);
	free(to);
}

/* A folder has the name of the file, and later goes away. */
static void
test_marks_not_read_yet_outlast_the_loss_of_their_file(void **state)
{
	struct fixture *f = *state;
	char *path = nr_fs_join(f->dir, "state/state.db");
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkdir(path, 0700), 0);
	nr_store_changed(f->s);
	assert_true(nr_store_is_unkept(f->s));
	assert_int_equal(util_count_marked(f->s, MANY, NR_MARK_READ), MANY);
	assert_int_equal(nr_store_marks(f->s, id_of('b')), NR_MARK_HIDDEN);
	assert_int_equal(nr_store_marks(f->s, id_of('c')), NR_MARK_STARRED);
	assert_true(nr_store_version_read(f->s, id_of('a')) != 0);
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(nr_store_retry(f->s, &err), 0);
	expect_marks(f, NR_MARK_READ, NR_MARK_HIDDEN, NR_MARK_STARRED, 0);
	free(path);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_short_list_and_rows_have_their_marks_without_all),
		TEST(test_list_without_a_limit_reads_all_marks_at_once),
		TEST(test_list_that_needs_all_marks_has_them),
		TEST(test_mark_is_added_to_those_not_read_yet),
		TEST(test_marks_made_while_a_look_reads_the_rest_stay),
		TEST(test_marks_that_wait_for_the_disk_outlast_a_look),
		TEST(test_look_that_was_stopped_leaves_the_rest_to_be_read),
		TEST(test_damage_found_late_is_told_and_mended),
		TEST(test_look_at_another_file_of_marks_does_not_count),
		TEST(test_marks_not_read_yet_outlast_the_loss_of_their_file),
	};

	return cmocka_run_group_tests_name("quick", tests, NULL, NULL);
}
