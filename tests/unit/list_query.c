#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "newsreader/url.h"
#include "store_util.h"

enum { MANY = 2000 };	/* more marks than are told one by one */

static const struct util_article articles[] = {
	{ .path = "/a", .title = "a", .url = "https://x.com/a", .date = 4, .heat = 80 },
	{ .path = "/b", .title = "b", .url = "https://x.com/b", .date = 3 },
	{ .path = "/c", .title = "c", .url = "https://x.com/c", .date = 2 },
	{ .path = "/d", .title = "d", .url = "https://x.com/d", .date = 1,
		.unpublished = true },
};

struct fixture {
	char *dir;
	struct nr_store *s;
};

static int64_t
id_of(char title)
{
	return nr_url_id(articles[title - 'a'].url);
}

static int
setup(void **state)
{
	struct fixture *f = nr_calloc(1, sizeof *f);

	f->dir = util_make_folder();
	f->s = util_open(f->dir, false, NULL);
	util_scan(f->s, articles, 4);
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

/* What the look lists. */
static void
read_look(struct nr_list_query *l, const struct nr_filter *f, const char *titles)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf b = NR_BUF_INIT;
	struct nr_ids ids = NR_IDS_INIT;

	assert_int_equal(nr_list_query_read(l, f, &ids, &err), 0);
	for (size_t i = 0; i < ids.n; i++)
		for (char t = 'a'; t <= 'd'; t++)
			if (ids.v[i] == id_of(t))
				nr_buf_addch(&b, t);
	assert_string_equal(nr_buf_str(&b), titles);
	nr_buf_release(&b);
	nr_ids_release(&ids);
}

/* What is counted without looking into the index is what counting again gives. */
static struct nr_totals
totals(struct fixture *f)
{
	struct nr_store *other = util_open(f->dir, true, NULL);
	struct nr_error err = NR_ERROR_INIT;
	struct nr_totals t, again;

	memset(&t, 0, sizeof t);
	memset(&again, 0, sizeof again);
	assert_int_equal(nr_store_counted(f->s, &t, &err), 0);
	assert_int_equal(nr_store_totals(other, &again, &err), 0);
	assert_memory_equal(&t, &again, sizeof t);
	nr_store_close(other);
	return t;
}

static void
test_look_sees_what_the_store_does_not_yet(void **state)
{
	struct fixture *f = *state;
	struct util_article more[] = { articles[0], articles[1] };
	struct nr_filter all = NR_FILTER_INIT, updated = NR_FILTER_INIT;
	struct nr_store *other = util_open(f->dir, true, NULL);
	struct nr_list_query *l;

	updated.show = NR_SHOW_UPDATED;
	util_mark(f->s, id_of('a'), NR_MARK_READ, 0);
	util_mark(f->s, id_of('b'), NR_MARK_HIDDEN, 0);
	assert_int_equal(totals(f).unread, 2);
	more[0].heat = 90;
	util_scan(other, more, 2);
	nr_store_close(other);
	l = nr_list_query_begin(f->s);
	read_look(l, &updated, "a");
	assert_true(nr_list_query_end(f->s, l));
	nr_list_query_free(l);
	assert_int_equal(totals(f).updated, 1);
	assert_int_equal(totals(f).articles, 2);
	assert_int_equal(nr_store_marks(f->s, id_of('a')), NR_MARK_READ | NR_MARK_UPDATED);
	l = nr_list_query_begin(f->s);
	read_look(l, &all, "a");
	nr_list_query_free(l);
}

static void
test_marks_made_meanwhile_are_counted(void **state)
{
	struct fixture *f = *state;
	struct nr_filter all = NR_FILTER_INIT;
	struct nr_store *other = util_open(f->dir, false, NULL);
	struct nr_list_query *l;

	util_mark(f->s, id_of('a'), NR_MARK_READ, 0);
	util_mark(f->s, id_of('d'), NR_MARK_STARRED, 0);
	l = nr_list_query_begin(f->s);
	util_mark(f->s, id_of('a'), 0, NR_MARK_READ);
	util_mark(f->s, id_of('b'), NR_MARK_READ, 0);
	read_look(l, &all, "abcd");
	util_mark(other, id_of('c'), NR_MARK_READ | NR_MARK_STARRED, 0);
	util_mark(f->s, id_of('d'), NR_MARK_HIDDEN, NR_MARK_STARRED);
	assert_true(nr_list_query_end(f->s, l));
	nr_list_query_free(l);
	assert_int_equal(totals(f).unread, 1);
	assert_int_equal(totals(f).starred, 1);
	assert_int_equal(nr_store_marks(f->s, id_of('a')), 0);
	assert_int_equal(nr_store_marks(f->s, id_of('b')), NR_MARK_READ);
	assert_int_equal(nr_store_marks(f->s, id_of('c')), NR_MARK_READ | NR_MARK_STARRED);
	assert_int_equal(nr_store_marks(f->s, id_of('d')), NR_MARK_HIDDEN);
	nr_store_close(other);
}

static sqlite3 *
lock_state(const struct fixture *f)
{
	char *path = nr_fs_join(f->dir, "state/state.db");
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	free(path);
	return db;
}

/* What waited to be written when the look began, and does not any more at its end. */
static void
test_marks_written_meanwhile_can_be_made_again(void **state)
{
	struct fixture *f = *state;
	struct nr_filter all = NR_FILTER_INIT;
	struct nr_error err = NR_ERROR_INIT;
	sqlite3 *lock = lock_state(f);
	int64_t id = id_of('a');
	struct nr_list_query *l;

	assert_int_equal(nr_store_mark(f->s, &id, 1, NR_MARK_READ, 0, &err), -1);
	assert_int_equal(err.code, NR_ERR_STATE);
	l = nr_list_query_begin(f->s);
	sqlite3_close(lock);
	assert_int_equal(nr_store_keep(f->s, &err), 0);
	read_look(l, &all, "abcd");
	assert_true(nr_list_query_end(f->s, l));
	nr_list_query_free(l);
	util_mark(f->s, id, NR_MARK_STARRED, NR_MARK_READ);
	assert_int_equal(totals(f).starred, 1);
	assert_int_equal(totals(f).unread, 4);
}

static void
test_look_tells_nothing_when_all_marks_were_read_again(void **state)
{
	struct fixture *f = *state;
	struct nr_filter all = NR_FILTER_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *other = util_open(f->dir, false, NULL);
	int64_t *ids = nr_calloc(MANY, sizeof *ids);
	struct nr_list_query *l = nr_list_query_begin(f->s);

	for (size_t i = 0; i < MANY; i++)
		ids[i] = i ? (int64_t)i : id_of('c');
	read_look(l, &all, "abcd");
	assert_int_equal(nr_store_mark(other, ids, MANY, NR_MARK_READ, 0, &err), 0);
	assert_false(nr_list_query_end(f->s, l));
	assert_int_equal(totals(f).unread, 3);
	nr_list_query_free(l);
	nr_store_close(other);
	free(ids);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_look_sees_what_the_store_does_not_yet),
		TEST(test_marks_made_meanwhile_are_counted),
		TEST(test_marks_written_meanwhile_can_be_made_again),
		TEST(test_look_tells_nothing_when_all_marks_were_read_again),
	};

	return cmocka_run_group_tests_name("look", tests, NULL, NULL);
}
