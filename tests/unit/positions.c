#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>

#include "newsreader/url.h"
#include "store_util.h"

/* What earlier versions of the program made. */
#define STATE_1 "CREATE TABLE mark(id INTEGER PRIMARY KEY, key TEXT NOT NULL," \
	" read_at INTEGER, starred_at INTEGER, hidden_at INTEGER);"
#define STATE_2 STATE_1 "ALTER TABLE mark ADD COLUMN version INTEGER;" \
	"CREATE TABLE seen(id INTEGER PRIMARY KEY, data BLOB NOT NULL);" \
	"CREATE TABLE log(seq INTEGER PRIMARY KEY, id INTEGER NOT NULL);"
#define STATE_3 STATE_2 "CREATE TABLE place(id INTEGER PRIMARY KEY, view INTEGER NOT NULL," \
	" block INTEGER NOT NULL, offset INTEGER NOT NULL, at INTEGER NOT NULL," \
	" key TEXT NOT NULL); CREATE INDEX place_at ON place(at);"

enum { APPLICATION = 0x4e525354 };

/* In version 3, articles 3 and 4 have places: the view plus 2 for each blank line above. */
#define PLACES_3 "INSERT INTO place VALUES(%lld, 1, 5, 6, 300, 'https://x.com/3')," \
	" (%lld, 4, 7, 8, 400, 'https://x.com/4');"

/* A state file of an older version: article 1 is starred, article 2 read. */
static void
make_old(const char *dir, int version)
{
	char *folder = nr_fs_join(dir, "state");
	char *sql = util_format("PRAGMA journal_mode=WAL; %s PRAGMA application_id=%d;"
		" PRAGMA user_version=%d;"
		" INSERT INTO mark(id, key, starred_at) VALUES(%lld, 'https://x.com/1', 100);"
		" INSERT INTO mark(id, key, read_at) VALUES(%lld, 'https://x.com/2', 200)",
		version == 1 ? STATE_1 : version == 2 ? STATE_2 : STATE_3, APPLICATION,
		version, (long long)util_id(1), (long long)util_id(2));
	char *places = util_format(PLACES_3, (long long)util_id(3), (long long)util_id(4));

	assert_true(mkdir(folder, 0700) == 0 || errno == EEXIST);
	util_sql(dir, sql);
	if (version == 3)
		util_sql(dir, places);
	free(folder);
	free(places);
	free(sql);
}

static void
set(struct nr_store *s, size_t i, bool fulltext, size_t block, size_t offset)
{
	const struct nr_position place = { fulltext, block, offset, block % 3 };

	nr_store_set_position(s, util_id(i), &place);
}

static void
expect(struct nr_store *s, size_t i, bool fulltext, size_t block, size_t offset)
{
	struct nr_position place = { false, 99, 99, 99 };

	assert_true(nr_store_position(s, util_id(i), &place));
	assert_int_equal(place.fulltext, fulltext);
	assert_int_equal(place.block, block);
	assert_int_equal(place.offset, offset);
	assert_int_equal(place.above, block % 3);
}

/* The places of a file of version 3 are the same now. */
static void
expect_old(struct nr_store *s, int version)
{
	struct nr_position place;

	for (size_t i = 3; i <= 4; i++) {
		assert_int_equal(nr_store_position(s, util_id(i), &place), version == 3);
		if (version < 3)
			continue;
		assert_int_equal(place.fulltext, i == 3);
		assert_int_equal(place.block, i == 3 ? 5 : 7);
		assert_int_equal(place.offset, i == 3 ? 6 : 8);
		assert_int_equal(place.above, i == 3 ? 0 : 2);
	}
}

static void
expect_none(struct nr_store *s, size_t i)
{
	struct nr_position place;

	assert_false(nr_store_position(s, util_id(i), &place));
}

static void
keep(struct nr_store *s)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_store_retry(s, &err), 0);
}

static void
test_a_place_is_there_after_a_restart(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);

	expect_none(s, 1);
	set(s, 1, 0, 3, 40);
	set(s, 2, 1, 5, 0);
	set(s, 3, 1, 7, 1);
	set(s, 1, 1, 12, 345678);
	nr_store_set_position(s, util_id(3), NULL);
	expect(s, 1, 1, 12, 345678);
	expect_none(s, 3);
	nr_store_close(s);
	s = util_open(*state, false, NULL);
	expect(s, 1, 1, 12, 345678);
	expect(s, 2, 1, 5, 0);
	expect_none(s, 3);
	nr_store_set_position(s, util_id(2), NULL);
	nr_store_close(s);
	s = util_open(*state, false, NULL);
	expect_none(s, 2);
	nr_store_close(s);
}

static void
test_places_go_to_the_disk_with_marks_and_not_before(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_store *other = util_open(*state, true, NULL);

	util_mark(s, util_id(9), NR_MARK_READ, 0);
	set(s, 1, 1, 2, 3);
	expect_none(other, 1);
	util_mark(s, util_id(8), NR_MARK_READ, 0);
	expect(other, 1, 1, 2, 3);
	set(s, 1, 1, 4, 5);
	expect(other, 1, 1, 2, 3);
	keep(s);
	expect(other, 1, 1, 4, 5);
	nr_store_close(other);
	nr_store_close(s);
}

static void
test_a_place_changes_no_list(void **state)
{
	struct nr_store *a = util_open(*state, false, NULL);
	struct nr_store *b = util_open(*state, false, NULL);

	util_mark(a, util_id(1), NR_MARK_READ, 0);
	assert_true(nr_store_changed(b));
	set(a, 2, 1, 2, 3);
	keep(a);
	assert_false(nr_store_changed(b));
	expect(b, 2, 1, 2, 3);
	util_mark(a, util_id(2), NR_MARK_READ, 0);
	assert_true(nr_store_changed(b));
	assert_int_equal(nr_store_marks(b, util_id(2)), NR_MARK_READ);
	nr_store_close(a);
	nr_store_close(b);
}

static void
test_the_newest_places_are_kept(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	char *sql;

	set(s, 1, 1, 1, 1);
	keep(s);
	util_sql(*state, "UPDATE place SET at = 1000");
	sql = util_format("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
		" WHERE i < %d) INSERT INTO place SELECT i, 'excerpt', 0, 0, 0, 2000 + i, ''"
		" FROM n",
		NR_PLACES_MAX - 2);
	util_sql(*state, sql);
	set(s, 2, 1, 1, 1);
	keep(s);
	expect(s, 1, 1, 1, 1);
	set(s, 3, 1, 1, 1);
	keep(s);
	expect_none(s, 1);
	expect(s, 2, 1, 1, 1);
	expect(s, 3, 1, 1, 1);
	nr_store_close(s);
	free(sql);
}

/* Without a place on the disk, too. */
static void
test_places_in_memory_have_a_limit(void **state)
{
	struct nr_store_config config = { .read_only = true };
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s = NULL;

	(void)state;
	assert_int_equal(nr_store_open(&config, &s, &notes, &err), 0);
	for (size_t i = 0; i < NR_PLACES_MAX; i++)
		set(s, i, 1, i, 0);
	expect(s, 0, 1, 0, 0);
	set(s, NR_PLACES_MAX, 1, 7, 0);
	expect_none(s, 0);
	expect(s, 1, 1, 1, 0);
	expect(s, NR_PLACES_MAX, 1, 7, 0);
	nr_store_close(s);
}

/* ---- versions ---- */

static void
test_older_files_get_places_and_keep_their_marks(void **state)
{
	for (int version = 1; version <= 3; version++) {
		struct nr_store *s;
		char *said;

		make_old(*state, version);
		s = util_open(*state, false, &said);
		assert_string_equal(said, "");
		assert_true(nr_store_state_is_kept(s));
		assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_STARRED);
		assert_int_equal(nr_store_marks(s, util_id(2)), NR_MARK_READ);
		expect_old(s, version);
		set(s, 1, 1, 2, 3);
		keep(s);
		/* A program of version 3 that has the file open. */
		util_sql(*state, "INSERT INTO place(id, view, block, offset, at, key)"
			" VALUES(9, 1, 2, 3, 500, '')");
		nr_store_close(s);
		s = util_open(*state, false, NULL);
		assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_STARRED);
		expect(s, 1, 1, 2, 3);
		expect_old(s, version);
		nr_store_close(s);
		util_sql(*state, "CREATE TEMP TABLE v(n CHECK(n = 5));"
			" INSERT INTO v SELECT user_version FROM pragma_user_version");
		util_empty_folder(*state, "state");
		free(said);
	}
}

struct kept {
	struct nr_kept v[8];
	size_t n;
};

static bool
take(void *ctx, struct nr_kept *k)
{
	struct kept *kept = ctx;

	kept->v[kept->n] = *k;
	kept->v[kept->n].key = nr_strdup(k->key);
	kept->v[kept->n++].seen = (struct nr_snapshot){ .id = k->id };
	return true;
}

static struct kept
export(struct nr_store *s)
{
	struct nr_error err = NR_ERROR_INIT;
	struct kept kept = { .n = 0 };

	assert_int_equal(nr_store_state_export(s, take, &kept, &err), 0);
	return kept;
}

static void
release(struct kept *kept)
{
	for (size_t i = 0; i < kept->n; i++)
		free(kept->v[i].key);
}

static void
test_older_files_are_read_where_they_cannot_be_written(void **state)
{
	for (int version = 1; version <= 3; version++) {
		struct nr_store *s;
		struct kept kept;

		make_old(*state, version);
		s = util_open(*state, true, NULL);
		expect_none(s, 1);
		expect_old(s, version);
		set(s, 1, 1, 2, 3);
		expect(s, 1, 1, 2, 3);
		kept = export(s);
		assert_int_equal(kept.n, version == 3 ? 4 : 2);
		if (version == 3)
			assert_true(kept.v[2].place.fulltext && kept.v[3].place.above == 2);
		assert_string_equal(kept.v[0].key, "https://x.com/1");
		assert_int_equal(kept.v[0].starred, 100);
		assert_int_equal(kept.v[0].placed, 0);
		assert_int_equal(kept.v[1].read, 200);
		release(&kept);
		nr_store_close(s);
		util_empty_folder(*state, "state");
	}
}

static void
test_a_later_file_is_read_and_left_alone(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	char *said;

	set(s, 1, 1, 2, 3);
	nr_store_close(s);
	util_sql(*state, "PRAGMA user_version=6");
	s = util_open(*state, false, &said);
	assert_non_null(strstr(said, "later version"));
	expect(s, 1, 1, 2, 3);
	set(s, 1, 1, 7, 7);
	keep(s);
	expect(s, 1, 1, 7, 7);
	nr_store_close(s);
	s = util_open(*state, true, NULL);
	expect(s, 1, 1, 2, 3);
	nr_store_close(s);
	free(said);
}

/* ---- merging ---- */

static void
test_the_newest_place_counts_when_states_are_merged(void **state)
{
	static const struct {
		size_t article;
		int64_t placed;
		size_t block;
		size_t changed, expected;
		const char *why;
	} cases[] = {
		{ 1, 500, 5, 0, 2, "older" },
		{ 1, 1000, 5, 0, 2, "as old" },
		{ 1, 1001, 6, 1, 6, "newer" },
		{ 1, 1001, 6, 0, 6, "the same again" },
		{ 3, 7, 9, 1, 9, "none so far" },
	};
	struct nr_store *s = util_open(*state, false, NULL);
	struct kept kept;

	set(s, 1, 1, 2, 3);
	set(s, 2, 1, 4, 0);
	util_mark(s, util_id(2), NR_MARK_STARRED, 0);
	util_sql(*state, "UPDATE place SET at = 1000, key = 'https://x.com/' || (block / 2)");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *key = util_format("https://x.com/%zu", cases[i].article);
		struct nr_kept k = { .key = key, .id = nr_url_id(key),
			.placed = cases[i].placed,
			.place = { true, cases[i].block, 3, cases[i].block % 3 } };
		struct nr_error err = NR_ERROR_INIT;
		size_t changed = 0;

		assert_int_equal(nr_store_state_merge(s, &k, 1, &changed, &err), 0);
		if (changed != cases[i].changed)
			fail_msg("%s", cases[i].why);
		expect(s, cases[i].article, 1, cases[i].expected, 3);
		free(key);
	}
	kept = export(s);
	assert_int_equal(kept.n, 3);
	assert_true(kept.v[0].placed == 1000 && kept.v[0].place.block == 4
		&& kept.v[0].starred > 0);
	assert_true(kept.v[1].placed == 1001 && kept.v[1].place.block == 6
		&& kept.v[1].read == 0);
	assert_string_equal(kept.v[2].key, "https://x.com/3");
	assert_true(kept.v[2].placed == 7 && kept.v[2].place.offset == 3);
	release(&kept);
	nr_store_close(s);
}

/* ---- damage, no room ---- */

/* The tree of `mark` is broken, not that of `place`, whose rows are no marks. */
static void
test_places_are_carried_over_from_a_damaged_file(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	char *said;

	for (size_t i = 0; i < 20; i++)
		set(s, i, 1, i, 3);
	keep(s);
	util_mark(s, util_id(50), NR_MARK_STARRED, 0);
	util_sql(*state, "UPDATE place SET key = 'https://x.com/' || block");
	nr_store_close(s);
	util_hurt_page(*state, 1);
	s = util_open(*state, false, &said);
	assert_non_null(strstr(said, "was damaged"));
	for (size_t i = 0; i < 20; i++) {
		expect(s, i, 1, i, 3);
		assert_int_equal(nr_store_marks(s, util_id(i)), 0);
	}
	nr_store_close(s);
	free(said);
}

/* The tree of `mark`, or that of `place` before its rows can get their new columns. */
static void
test_what_is_intact_in_an_older_file_is_carried_over(void **state)
{
	enum { MARKS = 1, PLACES = 4 };

	for (off_t page = MARKS; page <= PLACES; page += PLACES - MARKS) {
		struct nr_store *s;
		char *said;

		make_old(*state, 3);
		util_hurt_page(*state, page);
		s = util_open(*state, false, &said);
		assert_non_null(strstr(said, "was damaged"));
		assert_true(nr_store_state_is_kept(s));
		expect_old(s, page == MARKS ? 3 : 2);
		assert_int_equal(nr_store_marks(s, util_id(1)),
			page == MARKS ? 0 : NR_MARK_STARRED);
		nr_store_close(s);
		util_empty_folder(*state, "state");
		free(said);
	}
}

static void
test_places_wait_for_room(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	struct nr_error err = NR_ERROR_INIT;
	struct rlimit old, limit;

	util_mark(s, util_id(9), NR_MARK_READ, 0);
	set(s, 1, 1, 2, 3);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	limit = (struct rlimit){ 64, old.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_int_equal(nr_store_retry(s, &err), -1);
	assert_int_equal(err.code, NR_ERR_STATE);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	signal(SIGXFSZ, SIG_DFL);
	expect(s, 1, 1, 2, 3);
	nr_store_close(s);
	s = util_open(*state, true, NULL);
	expect(s, 1, 1, 2, 3);
	nr_store_close(s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, util_setup, util_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_place_is_there_after_a_restart),
		TEST(test_places_go_to_the_disk_with_marks_and_not_before),
		TEST(test_a_place_changes_no_list),
		TEST(test_the_newest_places_are_kept),
		TEST(test_places_in_memory_have_a_limit),
		TEST(test_older_files_get_places_and_keep_their_marks),
		TEST(test_older_files_are_read_where_they_cannot_be_written),
		TEST(test_a_later_file_is_read_and_left_alone),
		TEST(test_the_newest_place_counts_when_states_are_merged),
		TEST(test_places_are_carried_over_from_a_damaged_file),
		TEST(test_what_is_intact_in_an_older_file_is_carried_over),
		TEST(test_places_wait_for_room),
	};

	return cmocka_run_group_tests_name("places", tests, NULL, NULL);
}
