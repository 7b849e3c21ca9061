#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "newsreader/url.h"
#include "store/snapshot.h"
#include "store_util.h"

static const struct util_article first = {
	.path = "/a.md", .title = "Old", .url = "https://x.com/a", .excerpt = "Text",
	.heat = 125, .date = 5, .related = { "https://x.com/1", "https://x.com/2" }
};
static const struct util_article unchanged = {
	.path = "/b.md", .title = "Other", .url = "https://x.com/b", .heat = 70, .date = 4
};

static int64_t
id_of(const struct util_article *t)
{
	return nr_url_id(t->url);
}

/* The index finds `a` and the unchanged one. */
static void
scan(struct nr_store *s, const struct util_article *a)
{
	const struct util_article v[] = { *a, unchanged };

	util_scan(s, v, 2);
}

static unsigned
marks_in_row(struct nr_store *s, int64_t id)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_row row;
	unsigned marks;

	assert_int_equal(nr_store_get(s, id, &row, &err), 0);
	marks = row.marks;
	nr_row_release(&row);
	return marks;
}

/* Both ways to ask say the same. */
static void
expect(struct nr_store *s, int64_t id, unsigned marks)
{
	assert_int_equal(nr_store_marks(s, id), marks);
	assert_int_equal(marks_in_row(s, id), marks);
}

static struct nr_totals
totals(struct nr_store *s)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_totals t;

	assert_int_equal(nr_store_totals(s, &t, &err), 0);
	return t;
}

static void
test_change_of_what_counts_makes_an_update(void **state)
{
	static const struct {
		struct util_article now;
		bool updated;
		const char *why;
	} cases[] = {
		{ { .title = "New", .excerpt = "Text", .heat = 125,
			.related = { "https://x.com/1", "https://x.com/2" } }, true, "title" },
		{ { .title = "Old", .excerpt = "Words", .heat = 125,
			.related = { "https://x.com/1", "https://x.com/2" } }, true, "excerpt" },
		{ { .title = "Old", .excerpt = "Text", .heat = 225,
			.related = { "https://x.com/1", "https://x.com/2" } }, true, "heat" },
		{ { .title = "Old", .excerpt = "Text", .heat = 125,
			.related = { "https://x.com/1" } }, true, "one related gone" },
		{ { .title = "Old", .excerpt = "Text", .heat = 125,
			.related = { "https://x.com/2", "https://x.com/1" } }, false,
			"order of the related" },
		{ { .title = "Old", .excerpt = "Text", .heat = 125, .provider = "P",
			.related = { "https://x.com/1", "https://x.com/2" } }, false,
			"provider" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct util_article now = cases[i].now;
		struct nr_store *s = util_open(*state, false, NULL);
		unsigned want = NR_MARK_READ | (cases[i].updated ? NR_MARK_UPDATED : 0U);

		now.path = first.path;
		now.url = first.url;
		now.date = first.date;
		scan(s, &first);
		util_mark(s, id_of(&first), 0, NR_MARK_READ);
		util_mark(s, id_of(&first), NR_MARK_READ, 0);
		expect(s, id_of(&first), NR_MARK_READ);
		scan(s, &now);
		if (nr_store_marks(s, id_of(&first)) != want)
			fail_msg("%s", cases[i].why);
		expect(s, id_of(&first), want);
		nr_store_close(s);
	}
}

static const struct util_article second = {
	.path = "/a.md", .title = "New", .url = "https://x.com/a", .excerpt = "Text",
	.heat = 225, .date = 5, .related = { "https://x.com/2", "https://x.com/3" }
};

static void
test_unread_article_is_never_an_updated_one(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);

	scan(s, &first);
	util_mark(s, id_of(&first), NR_MARK_STARRED, 0);
	scan(s, &second);
	expect(s, id_of(&first), NR_MARK_STARRED);
	util_mark(s, id_of(&first), NR_MARK_READ, 0);
	scan(s, &first);
	util_mark(s, id_of(&first), 0, NR_MARK_READ);
	expect(s, id_of(&first), NR_MARK_STARRED);
	assert_int_equal(nr_store_version_read(s, id_of(&first)), 0);
	nr_store_close(s);
}

static void
test_reading_it_again_ends_the_update(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);

	scan(s, &first);
	util_mark(s, id_of(&first), NR_MARK_READ, 0);
	scan(s, &second);
	util_mark(s, id_of(&first), NR_MARK_READ, 0);
	expect(s, id_of(&first), NR_MARK_READ);
	nr_store_close(s);
	s = util_open(*state, false, NULL);
	expect(s, id_of(&first), NR_MARK_READ);
	scan(s, &first);
	expect(s, id_of(&first), NR_MARK_READ | NR_MARK_UPDATED);
	nr_store_close(s);
}

static void
test_updated_survives_a_restart_and_a_deleted_index(void **state)
{
	char *index = nr_fs_join(*state, "index.db");
	struct nr_store *s = util_open(*state, false, NULL);

	scan(s, &first);
	util_mark(s, id_of(&first), NR_MARK_READ, 0);
	scan(s, &second);
	nr_store_close(s);
	s = util_open(*state, false, NULL);
	expect(s, id_of(&first), NR_MARK_READ | NR_MARK_UPDATED);
	nr_store_close(s);
	unlink(index);
	s = util_open(*state, false, NULL);
	assert_int_equal(nr_store_marks(s, id_of(&first)), NR_MARK_READ);
	scan(s, &second);
	expect(s, id_of(&first), NR_MARK_READ | NR_MARK_UPDATED);
	nr_store_close(s);
	free(index);
}

static void
test_lists_and_counts_know_updated_articles(void **state)
{
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_store *other = util_open(*state, false, NULL);
	const struct nr_ids ids = { (int64_t[]){ id_of(&unchanged), id_of(&first) }, 2, 2 };

	scan(s, &first);
	util_mark(s, id_of(&first), NR_MARK_READ, 0);
	util_mark(s, id_of(&unchanged), NR_MARK_READ, 0);
	assert_int_equal(totals(s).unread, 0);
	assert_int_equal(totals(other).unread, 0);
	scan(s, &second);
	for (int i = 0; i < 2; i++) {
		struct nr_store *it = i ? other : s;

		f.show = NR_SHOW_UPDATED;
		util_expect(it, &f, "New");
		f.show = NR_SHOW_UNREAD;
		util_expect(it, &f, "New");
		f.show = NR_SHOW_ALL;
		util_expect(it, &f, "New Other");
		assert_int_equal(totals(it).unread, 1);
		assert_int_equal(totals(it).updated, 1);
		assert_int_equal(nr_store_next_unread(it, &ids, 0, 1), 1);
	}
	util_mark(s, id_of(&first), NR_MARK_READ, 0);
	assert_int_equal(totals(s).unread, 0);
	assert_int_equal(totals(s).updated, 0);
	util_mark(s, id_of(&first), NR_MARK_HIDDEN, 0);
	scan(s, &first);
	assert_int_equal(totals(s).updated, 0);
	nr_store_close(other);
	nr_store_close(s);
}

static void
test_what_was_read_is_told(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_error err = NR_ERROR_INIT;
	struct nr_snapshot seen, now;

	scan(s, &first);
	util_mark(s, id_of(&first), NR_MARK_READ, 0);
	scan(s, &second);
	nr_store_close(s);
	s = util_open(*state, false, NULL);
	nr_store_snapshot(s, id_of(&first), &seen);
	assert_int_equal(seen.version, nr_store_version_read(s, id_of(&first)));
	assert_string_equal(seen.title, "Old");
	assert_true(seen.has_heat);
	assert_int_equal(seen.heat, 125);
	assert_int_equal(seen.excerpt, nr_snapshot_hash("Text"));
	assert_int_equal(seen.related.n, 2);
	assert_true(seen.related.v[0] < seen.related.v[1]);
	assert_int_equal(nr_store_snapshot_now(s, id_of(&first), &now, &err), 0);
	assert_int_not_equal(now.version, seen.version);
	assert_string_equal(now.title, "New");
	assert_int_equal(now.heat, 225);
	nr_snapshot_release(&seen);
	nr_snapshot_release(&now);
	nr_store_snapshot(s, id_of(&unchanged), &seen);
	assert_int_equal(seen.version, 0);
	assert_null(seen.title);
	nr_store_close(s);
}

static void
test_index_and_file_see_the_same(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_error err = NR_ERROR_INIT;
	struct nr_article *a = util_article(&first);
	struct nr_snapshot of_file, of_index;

	scan(s, &first);
	nr_snapshot_of_article(a, &of_file);
	assert_int_equal(nr_store_snapshot_now(s, a->id, &of_index, &err), 0);
	assert_int_equal(of_file.version, of_index.version);
	assert_int_equal(of_file.excerpt, of_index.excerpt);
	assert_int_equal(of_file.heat, of_index.heat);
	assert_string_equal(of_file.title, of_index.title);
	assert_int_equal(of_file.related.n, of_index.related.n);
	assert_memory_equal(of_file.related.v, of_index.related.v,
		of_file.related.n * sizeof *of_file.related.v);
	nr_snapshot_release(&of_file);
	nr_snapshot_release(&of_index);
	nr_article_free(a);
	nr_store_close(s);
}

static void
test_seen_article_is_newer_than_the_index(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_error err = NR_ERROR_INIT;
	struct nr_article *a = util_article(&second);
	struct nr_snapshot seen;

	scan(s, &first);
	nr_snapshot_of_article(a, &seen);
	assert_int_equal(nr_store_mark_read(s, &seen, 1, &err), 0);
	scan(s, &second);
	expect(s, id_of(&second), NR_MARK_READ);
	nr_snapshot_release(&seen);
	nr_article_free(a);
	nr_store_close(s);
}

static void
test_bytes_that_are_none_tell_nothing(void **state)
{
	int64_t related[] = { 1, 2 };
	struct nr_snapshot in = { .version = 9, .title = NULL, .heat = -1, .has_heat = true,
		.excerpt = 7, .related = { related, 2, 2 } };
	struct nr_snapshot out = { .id = 0 };
	struct nr_buf b = NR_BUF_INIT;
	char title[] = "Title";

	(void)state;
	nr_snapshot_encode(&in, &b);
	assert_int_equal(b.len, 0);
	in.title = title;
	nr_snapshot_encode(&in, &b);
	assert_false(nr_snapshot_decode(b.data, b.len, 8, &out));
	for (size_t n = 0; n < b.len - 5; n++)
		assert_false(nr_snapshot_decode(b.data, n, 9, &out));
	assert_true(nr_snapshot_decode(b.data, b.len, 9, &out));
	assert_string_equal(out.title, "Title");
	assert_int_equal(out.heat, -1);
	assert_int_equal(out.excerpt, 7);
	nr_snapshot_release(&out);
	memset(b.data + 26, 0xff, 4);
	assert_false(nr_snapshot_decode(b.data, b.len, 9, &out));
	b.data[0] = 2;
	assert_false(nr_snapshot_decode(b.data, b.len, 9, &out));
	nr_buf_release(&b);
}

/* ---- the first version of the file ---- */

static void
make_first_version(const char *dir)
{
	char *folder = nr_fs_join(dir, "state"), *path = nr_fs_join(folder, "state.db");
	char *sql = util_format("PRAGMA journal_mode=WAL;"
		"CREATE TABLE mark(id INTEGER PRIMARY KEY, key TEXT NOT NULL,"
		" read_at INTEGER, starred_at INTEGER, hidden_at INTEGER);"
		"PRAGMA application_id=%d; PRAGMA user_version=1;"
		"INSERT INTO mark VALUES(%lld, 'https://x.com/a', 1000, NULL, NULL);"
		"INSERT INTO mark VALUES(%lld, 'https://x.com/b', 2000, 3000, 4000);",
		0x4e525354, (long long)id_of(&first), (long long)id_of(&unchanged));
	sqlite3 *db;

	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	free(sql);
	free(path);
	free(folder);
}

static void
test_file_of_the_first_version_is_brought_up_to_date(void **state)
{
	char *said;
	struct nr_store *s;

	make_first_version(*state);
	s = util_open(*state, false, &said);
	assert_string_equal(said, "");
	assert_true(nr_store_state_is_kept(s));
	assert_int_equal(nr_store_marks(s, id_of(&first)), NR_MARK_READ);
	assert_int_equal(nr_store_marks(s, id_of(&unchanged)),
		NR_MARK_READ | NR_MARK_STARRED | NR_MARK_HIDDEN);
	/* What was read then is not known: no change can be told from it. */
	scan(s, &first);
	scan(s, &second);
	expect(s, id_of(&first), NR_MARK_READ);
	util_mark(s, id_of(&first), NR_MARK_READ, 0);
	scan(s, &first);
	expect(s, id_of(&first), NR_MARK_READ | NR_MARK_UPDATED);
	nr_store_close(s);
	free(said);
	s = util_open(*state, false, &said);
	assert_string_equal(said, "");
	assert_int_equal(nr_store_marks(s, id_of(&unchanged)),
		NR_MARK_READ | NR_MARK_STARRED | NR_MARK_HIDDEN);
	nr_store_close(s);
	free(said);
}

static bool
count_one(void *ctx, struct nr_kept *kept)
{
	(void)kept;
	++*(size_t *)ctx;
	return true;
}

static void
test_file_of_the_first_version_can_be_read_only(void **state)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s;
	struct nr_snapshot seen;
	size_t n = 0;

	make_first_version(*state);
	s = util_open(*state, true, NULL);
	assert_int_equal(nr_store_marks(s, id_of(&first)), NR_MARK_READ);
	nr_store_snapshot(s, id_of(&first), &seen);
	assert_int_equal(seen.version, 0);
	assert_int_equal(nr_store_state_export(s, count_one, &n, &err), 0);
	assert_int_equal(n, 2);
	nr_store_close(s);
	s = util_open(*state, true, NULL);
	assert_int_equal(nr_store_marks(s, id_of(&first)), NR_MARK_READ);
	nr_store_close(s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, util_setup, util_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_change_of_what_counts_makes_an_update),
		TEST(test_unread_article_is_never_an_updated_one),
		TEST(test_reading_it_again_ends_the_update),
		TEST(test_updated_survives_a_restart_and_a_deleted_index),
		TEST(test_lists_and_counts_know_updated_articles),
		TEST(test_what_was_read_is_told),
		TEST(test_index_and_file_see_the_same),
		TEST(test_seen_article_is_newer_than_the_index),
		TEST(test_bytes_that_are_none_tell_nothing),
		TEST(test_file_of_the_first_version_is_brought_up_to_date),
		TEST(test_file_of_the_first_version_can_be_read_only),
	};

	return cmocka_run_group_tests_name("updated", tests, NULL, NULL);
}
