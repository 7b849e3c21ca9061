#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "lib/apart.h"
#include "store_util.h"

/* state.db, what is beside it and its folder are taken away while they are in use. */

enum { MANY = 3000 };

static void
expect_notes(struct nr_store *s, const char *want)
{
	char *said = util_notes(s);

	assert_string_equal(said, want);
	free(said);
}

static void
expect_note(struct nr_store *s, const char *part)
{
	char *said = util_notes(s);

	if (!strstr(said, part) || strchr(said, '\n') != said + strlen(said) - 1)
		fail_msg("'%s' instead of one note with '%s'", said, part);
	free(said);
}

/* ---- ways to lose it ---- */

static char *
path_of(const char *dir, const char *suffix)
{
	char *path = nr_fs_join(dir, "state/state.db"), *all = util_format("%s%s", path, suffix);

	free(path);
	return all;
}

static void
drop(const char *dir, const char *suffix)
{
	char *path = path_of(dir, suffix);

	assert_int_equal(unlink(path), 0);
	free(path);
}

static void
move(const char *dir, const char *from, const char *to)
{
	char *a = nr_fs_join(dir, from), *b = nr_fs_join(dir, to);

	assert_int_equal(rename(a, b), 0);
	free(a);
	free(b);
}

static void
remove_file(const char *dir)
{
	drop(dir, "");
}

static void
remove_all(const char *dir)
{
	drop(dir, "");
	drop(dir, "-wal");
	drop(dir, "-shm");
}

static void
remove_log(const char *dir)
{
	drop(dir, "-wal");
}

static void
remove_log_index(const char *dir)
{
	drop(dir, "-shm");
}

static void
rename_file(const char *dir)
{
	move(dir, "state/state.db", "state/state.db.old");
}

static void
replace_by(const char *dir, const char *text)
{
	util_write(dir, "other", text);
	move(dir, "other", "state/state.db");
}

static void
empty(const char *dir)
{
	replace_by(dir, "");
}

static void
replace_by_link(const char *dir)
{
	char *path = path_of(dir, "");

	util_write(dir, "elsewhere", "");
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("../elsewhere", path), 0);
	free(path);
}

static void
replace_by_dangling_link(const char *dir)
{
	char *path = path_of(dir, "");

	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("not-there-yet", path), 0);
	free(path);
}

/* In place: it stays the same inode. */
static void
write_over(const char *dir, const char *text, size_t n)
{
	char *path = path_of(dir, "");
	int fd = open(path, O_WRONLY | O_TRUNC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, n), n);
	close(fd);
	free(path);
}

static void
truncate_to_nothing(const char *dir)
{
	write_over(dir, "", 0);
}

static void
rename_folder(const char *dir)
{
	move(dir, "state", "state.old");
}

static void
remove_folder(const char *dir)
{
	util_drop_folder(nr_fs_join(dir, "state"));
}

static const struct {
	const char *name;
	void (*lose)(const char *dir);
} ways[] = {
	{ "removed", remove_file },
	{ "removed, log and all", remove_all },
	{ "its log removed", remove_log },
	{ "the index of its log removed", remove_log_index },
	{ "renamed", rename_file },
	{ "replaced by an empty file", empty },
	{ "replaced by a link", replace_by_link },
	{ "replaced by a link to nothing", replace_by_dangling_link },
	{ "emptied in place", truncate_to_nothing },
	{ "its folder renamed", rename_folder },
	{ "its folder removed", remove_folder },
};

enum { WAYS = sizeof ways / sizeof ways[0] };

/* ---- what it has ---- */

static bool
add_line(void *ctx, struct nr_kept *k)
{
	nr_buf_addf(ctx, "%s %lld %lld %lld %lld %zu %lld %zu\n", k->key, (long long)k->id,
		(long long)k->read, (long long)k->starred, (long long)k->seen.version,
		k->seen.title ? strlen(k->seen.title) : 0, (long long)k->placed,
		k->place.block);
	return true;
}

/* All that the file has, as text. */
static char *
export(struct nr_store *s)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf b = NR_BUF_INIT;

	assert_int_equal(nr_store_state_export(s, add_line, &b, &err), 0);
	return nr_buf_take(&b);
}

static void
set_now(const char *now)
{
	assert_int_equal(setenv("NEWSREADER_NOW", now, 1), 0);
}

static int
teardown(void **state)
{
	unsetenv("NEWSREADER_NOW");
	return util_teardown(state);
}

/* An article that the index knows, read and starred years ago, with a place in it; and
 * another one that it does not know. */
static struct nr_store *
open_marked(const char *dir)
{
	static const struct util_article a = {
		.path = "/a", .title = "A title", .url = "https://x.com/0"
	};
	const struct nr_position place = { .fulltext = true, .block = 7 };
	struct nr_store *s = util_open(dir, false, NULL);

	util_scan(s, &a, 1);
	set_now("2020-02-02T02:02:02Z");
	nr_store_set_position(s, util_id(0), &place);
	util_mark(s, util_id(0), NR_MARK_READ | NR_MARK_STARRED, 0);
	util_mark(s, util_id(1), NR_MARK_HIDDEN, 0);
	set_now("2022-02-02T02:02:02Z");
	return s;
}

static void
test_what_was_there_is_written_to_the_new_file(void **state)
{
	for (size_t i = 0; i < WAYS; i++) {
		char *dir = nr_fs_join(*state, "d"), *before, *after;
		struct nr_store *s, *again;

		assert_int_equal(mkdir(dir, 0700), 0);
		s = open_marked(dir);
		before = export(s);
		ways[i].lose(dir);
		nr_store_changed(s);
		expect_note(s, "the marks file was removed or replaced");
		assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_HIDDEN);
		nr_store_changed(s);
		expect_notes(s, "");
		again = util_open(dir, false, NULL);
		after = export(again);
		if (strcmp(before, after) != 0)
			fail_msg("%s:\n%sinstead of\n%s", ways[i].name, after, before);
		util_mark(s, util_id(2), NR_MARK_STARRED, 0);
		assert_int_equal(nr_store_marks(again, util_id(2)), NR_MARK_STARRED);
		nr_store_close(again);
		nr_store_close(s);
		free(before);
		free(after);
		util_drop_folder(dir);
	}
}

/* Nobody has noticed it. */
static void
test_a_mark_or_the_end_finds_out_too(void **state)
{
	for (size_t i = 0; i < 2 * WAYS; i++) {
		char *dir = nr_fs_join(*state, "d");
		struct nr_store *s;

		assert_int_equal(mkdir(dir, 0700), 0);
		s = open_marked(dir);
		ways[i / 2].lose(dir);
		if (i % 2)
			util_mark(s, util_id(2), NR_MARK_STARRED, 0);
		nr_store_close(s);
		s = util_open(dir, false, NULL);
		assert_int_equal(nr_store_marks(s, util_id(0)), NR_MARK_READ |
			NR_MARK_STARRED);
		assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_HIDDEN);
		assert_int_equal(nr_store_marks(s, util_id(2)), i % 2 ? NR_MARK_STARRED : 0);
		nr_store_close(s);
		util_drop_folder(dir);
	}
}

static void
test_any_number_of_marks_is_written_again(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL), *again;

	util_mark_many(s, 0, MANY, NR_MARK_READ, 0);
	remove_file(*state);
	util_mark_many(s, MANY / 2, MANY, NR_MARK_STARRED, 0);
	expect_note(s, ": saved 3000 articles' marks");
	again = util_open(*state, false, NULL);
	assert_int_equal(util_count_marked(again, 2 * MANY, NR_MARK_READ), MANY);
	assert_int_equal(util_count_marked(again, 2 * MANY, NR_MARK_STARRED), MANY);
	nr_store_close(again);
	nr_store_close(s);
}

static void
test_one_mark_is_told_in_the_singular(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);

	util_mark(s, util_id(1), NR_MARK_READ, 0);
	remove_file(*state);
	nr_store_changed(s);
	expect_note(s, ": saved 1 article's marks");
	nr_store_close(s);
}

/* ---- another file in its place ---- */

static void
test_an_older_file_is_merged_with_the_newest_times(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	char *after;

	set_now("2020-01-01T00:00:00Z");
	util_mark(s, util_id(1), NR_MARK_STARRED, 0);
	util_mark(s, util_id(2), NR_MARK_HIDDEN, 0);
	nr_store_close(s);
	move(*state, "state", "backup");
	s = util_open(*state, false, NULL);
	set_now("2021-01-01T00:00:00Z");
	util_mark(s, util_id(1), NR_MARK_STARRED, 0);
	util_mark(s, util_id(3), NR_MARK_STARRED, 0);
	move(*state, "backup/state.db", "state/state.db");
	assert_true(nr_store_changed(s));
	expect_note(s, ": saved 2 articles' marks");
	assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_STARRED);
	assert_int_equal(nr_store_marks(s, util_id(2)), NR_MARK_HIDDEN);
	assert_int_equal(nr_store_marks(s, util_id(3)), NR_MARK_STARRED);
	after = export(s);
	assert_non_null(strstr(after, " 0 1609459200 0"));
	assert_null(strstr(after, " 0 1577836800 0"));
	nr_store_close(s);
	free(after);
}

/* With what `cp` does. The first store is not closed: a fresh one finds what is on disk. */
static void
test_an_older_file_written_over_it_is_merged(void **state)
{
	char *path = path_of(*state, "");
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf old = NR_BUF_INIT;
	struct nr_store *s, *again;

	util_mark(s = util_open(*state, false, NULL), util_id(1), NR_MARK_HIDDEN, 0);
	nr_store_close(s);
	assert_int_equal(nr_fs_read(path, 1 << 20, &old, &err), 0);
	s = util_open(*state, false, NULL);
	util_mark(s, util_id(2), NR_MARK_READ, 0);
	nr_store_close(s);
	s = util_open(*state, false, NULL);
	util_mark(s, util_id(3), NR_MARK_STARRED, 0);
	write_over(*state, nr_buf_str(&old), old.len);
	util_mark(s, util_id(4), NR_MARK_READ, 0);
	expect_note(s, "the marks file was removed or replaced");
	again = util_open(*state, false, NULL);
	assert_int_equal(nr_store_marks(again, util_id(1)), NR_MARK_HIDDEN);
	assert_int_equal(nr_store_marks(again, util_id(2)), NR_MARK_READ);
	assert_int_equal(nr_store_marks(again, util_id(3)), NR_MARK_STARRED);
	assert_int_equal(nr_store_marks(again, util_id(4)), NR_MARK_READ);
	nr_store_close(again);
	nr_store_close(s);
	nr_buf_release(&old);
	free(path);
}

/* The first store is not closed: a fresh one finds what is on disk. */
static void
test_a_file_cut_short_costs_no_mark(void **state)
{
	static const off_t sizes[] = { 0, 50, 4096, 5 * 4096 + 7 };

	for (size_t i = 0; i < 2 * (sizeof sizes / sizeof sizes[0]); i++) {
		char *path = path_of(*state, "");
		struct nr_store *s = util_open(*state, false, NULL), *again;
		char *after;

		set_now("2020-02-02T02:02:02Z");
		util_mark_many(s, 0, MANY, NR_MARK_READ, 0);
		nr_store_close(s);
		s = util_open(*state, false, NULL);
		assert_int_equal(util_count_marked(s, MANY, NR_MARK_READ), MANY);
		/* With and without something in its log. */
		if (i % 2)
			util_mark(s, util_id(MANY + 1), NR_MARK_HIDDEN, 0);
		set_now("2022-02-02T02:02:02Z");
		assert_int_equal(truncate(path, sizes[i / 2]), 0);
		util_mark(s, util_id(MANY), NR_MARK_STARRED, 0);
		free(util_notes(s));
		again = util_open(*state, false, NULL);
		assert_int_equal(util_count_marked(again, MANY, NR_MARK_READ), MANY);
		assert_int_equal(nr_store_marks(again, util_id(MANY)), NR_MARK_STARRED);
		after = export(again);
		/* The star alone is of 2022. */
		if (i % 2 && strstr(strstr(after, " 1643767322 ") + 1, " 1643767322 "))
			fail_msg("%zu: their times are lost", i);
		free(after);
		nr_store_close(again);
		nr_store_close(s);
		util_empty_folder(*state, "state");
		free(path);
	}
}

/* That is no other file: checkpoints change its size and head. */
static void
test_what_sqlite_itself_does_to_the_file_is_no_loss(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL), *other;

	for (size_t i = 0; i < 8; i++) {
		other = util_open(*state, false, NULL);
		util_mark_many(other, i * MANY, MANY, NR_MARK_READ, 0);
		util_mark_many(s, i * MANY, MANY / 2, 0, NR_MARK_READ);
		nr_store_close(other);
		nr_store_changed(s);
		expect_notes(s, "");
	}
	nr_store_close(s);
}

/* Another program writes to the new file meanwhile. */
static void
test_rows_that_had_to_wait_are_merged_once(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL), *again;
	struct nr_error err = NR_ERROR_INIT;
	char *path = path_of(*state, ""), *after;
	sqlite3 *writer = NULL;

	nr_store_close(s);
	move(*state, "state/state.db", "other");
	s = open_marked(*state);
	remove_all(*state);
	move(*state, "other", "state/state.db");
	assert_int_equal(sqlite3_open(path, &writer), SQLITE_OK);
	assert_int_equal(sqlite3_exec(writer, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	nr_store_changed(s);
	expect_note(s, "the marks file was removed or replaced");
	assert_true(nr_store_is_unkept(s));
	assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_HIDDEN);
	sqlite3_close(writer);
	assert_int_equal(nr_store_retry(s, &err), 0);
	assert_false(nr_store_is_unkept(s));
	after = export(s);
	assert_non_null(strstr(after, " 1580608922 1580608922 "));	/* 2020 */
	util_mark(s, util_id(0), 0, NR_MARK_STARRED);
	util_mark(s, util_id(2), NR_MARK_READ, 0);
	again = util_open(*state, false, NULL);
	assert_int_equal(nr_store_marks(again, util_id(0)), NR_MARK_READ);
	nr_store_close(again);
	nr_store_close(s);
	free(path);
	free(after);
}

static void
test_text_written_over_it_costs_no_mark(void **state)
{
	static const char text[] = "Somebody else's notes, shorter than a file of marks.\n";
	struct nr_store *s = open_marked(*state), *again;
	char *before = export(s), *after;

	write_over(*state, text, sizeof text - 1);
	nr_store_changed(s);
	free(util_notes(s));
	again = util_open(*state, false, NULL);
	after = export(again);
	assert_string_equal(after, before);
	nr_store_close(again);
	nr_store_close(s);
	free(before);
	free(after);
}

static void
test_what_is_no_database_is_set_aside(void **state)
{
	struct nr_store *s = open_marked(*state), *again;
	char *before = export(s), *after;

	replace_by(*state, "Somebody else's notes, which are kept under another name.\n");
	nr_store_changed(s);
	free(util_notes(s));
	util_mark(s, util_id(1), NR_MARK_HIDDEN, 0);
	again = util_open(*state, false, NULL);
	after = export(again);
	assert_string_equal(after, before);
	nr_store_close(again);
	nr_store_close(s);
	free(before);
	free(after);
}

/* ---- where nothing can be written ---- */

static void
put_folder(const char *path)
{
	assert_int_equal(mkdir(path, 0700), 0);
}

static void
put_fifo(const char *path)
{
	assert_int_equal(mkfifo(path, 0600), 0);
}

static void
put_socket(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	assert_true(strlen(path) < sizeof address.sun_path);
	memcpy(address.sun_path, path, strlen(path) + 1);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	close(fd);
}

static void (*const obstacles[])(const char *path) = { put_folder, put_fifo, put_socket };

static void
test_marks_wait_until_what_is_in_the_way_is_gone(void **state)
{
	for (size_t i = 0; i < sizeof obstacles / sizeof obstacles[0]; i++) {
		struct nr_error err = NR_ERROR_INIT;
		struct nr_store *s = open_marked(*state), *again;
		char *path = path_of(*state, ""), *before = export(s), *after;
		const int64_t id = util_id(2);

		assert_int_equal(unlink(path), 0);
		obstacles[i](path);
		nr_store_changed(s);
		expect_note(s, "written as soon as that works: it is not a regular file");
		assert_true(nr_store_is_unkept(s));
		assert_int_equal(nr_store_retry(s, &err), -1);
		assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_HIDDEN);
		assert_int_equal(nr_store_mark(s, &id, 1, NR_MARK_STARRED, 0, &err), -1);
		expect_notes(s, "");
		assert_int_equal(remove(path), 0);
		assert_int_equal(nr_store_retry(s, &err), 0);
		expect_note(s, ": saved ");
		assert_false(nr_store_is_unkept(s));
		assert_int_equal(nr_store_mark(s, &id, 1, 0, NR_MARK_STARRED, &err), 0);
		again = util_open(*state, false, NULL);
		after = export(again);
		assert_string_equal(after, before);
		nr_store_close(again);
		nr_store_close(s);
		util_empty_folder(*state, "state");
		free(path);
		free(before);
		free(after);
	}
}

/* The folder was on a disk that went away, and comes back. */
static void
test_a_folder_that_comes_back_is_merged(void **state)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s = open_marked(*state), *again;
	const int64_t id = util_id(2);
	char *file = nr_fs_join(*state, "state");

	move(*state, "state", "away");
	util_write(*state, "state", "in the way");
	assert_int_equal(nr_store_mark(s, &id, 1, NR_MARK_STARRED, 0, &err), -1);
	expect_note(s, "written as soon as that works");
	assert_int_equal(nr_store_mark(s, &id, 1, NR_MARK_READ, 0, &err), -1);
	expect_notes(s, "");
	assert_int_equal(unlink(file), 0);
	move(*state, "away", "state");
	assert_int_equal(nr_store_keep(s, &err), 0);
	again = util_open(*state, false, NULL);
	assert_int_equal(nr_store_marks(again, util_id(0)), NR_MARK_READ | NR_MARK_STARRED);
	assert_int_equal(nr_store_marks(again, id), NR_MARK_READ | NR_MARK_STARRED);
	nr_store_close(again);
	nr_store_close(s);
	free(file);
}

static void
test_what_cannot_be_opened_at_first_costs_this_run_only(void **state)
{
	static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

	for (size_t i = 0; i < 4 * 3; i++) {
		char *path = path_of(*state, suffixes[i / 3]), *said;
		struct nr_store *s;

		util_empty_folder(*state, "");
		util_write(*state, "x", "");
		s = util_open(*state, false, NULL);
		nr_store_close(s);
		unlink(path);
		obstacles[i % 3](path);
		s = util_open(*state, false, &said);
		assert_non_null(strstr(said, "for this run only: it"));
		assert_non_null(strstr(said, "not a regular file\n"));
		util_mark(s, util_id(1), NR_MARK_READ, 0);
		assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_READ);
		nr_store_close(s);
		s = util_open(*state, true, NULL);
		nr_store_close(s);
		free(path);
		free(said);
	}
}

static void
test_an_index_that_cannot_be_opened_is_in_memory(void **state)
{
	char *path = nr_fs_join(*state, "index.db");

	for (size_t i = 0; i < 3; i++) {
		struct nr_store *s;
		char *said;

		obstacles[i](path);
		s = util_open(*state, false, &said);
		assert_string_equal(said, "the index cannot be written and is kept in memory:"
			" it is not a regular file\n");
		nr_store_close(s);
		assert_int_equal(remove(path), 0);
		free(said);
	}
	free(path);
}

/* ---- several programs ---- */

static ino_t
inode_of(const char *dir)
{
	char *path = path_of(dir, "");
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	free(path);
	return st.st_ino;
}

static void
test_two_programs_agree_on_the_new_file(void **state)
{
	for (size_t i = 0; i < WAYS; i++) {
		char *dir = nr_fs_join(*state, "d"), *before, *after;
		struct nr_store *a, *b;
		ino_t ino;

		assert_int_equal(mkdir(dir, 0700), 0);
		a = open_marked(dir);
		b = util_open(dir, false, NULL);
		util_mark(b, util_id(2), NR_MARK_READ, 0);
		before = export(b);
		ways[i].lose(dir);
		nr_store_changed(a);
		ino = inode_of(dir);
		nr_store_changed(b);
		free(util_notes(a));
		free(util_notes(b));
		for (size_t k = 0; k < 3; k++) {
			nr_store_changed(a);
			nr_store_changed(b);
		}
		expect_notes(a, "");
		expect_notes(b, "");
		assert_true(inode_of(dir) == ino);
		after = export(a);
		assert_string_equal(after, before);
		util_mark(a, util_id(0), 0, NR_MARK_STARRED);
		util_mark(b, util_id(3), NR_MARK_HIDDEN, 0);
		assert_int_equal(nr_store_marks(b, util_id(0)), NR_MARK_READ);
		assert_int_equal(nr_store_marks(a, util_id(3)), NR_MARK_HIDDEN);
		nr_store_close(a);
		nr_store_close(b);
		a = util_open(dir, false, NULL);
		assert_int_equal(nr_store_marks(a, util_id(0)), NR_MARK_READ);
		assert_int_equal(nr_store_marks(a, util_id(3)), NR_MARK_HIDDEN);
		nr_store_close(a);
		free(before);
		free(after);
		util_drop_folder(dir);
	}
}

/* Another process, which has locks, a cache and a log's index of its own. */
struct other {
	const char *dir;
	int from, to;	/* pipes: what it waits for, and says */
};

static void
wait_for_turn(int fd)
{
	char c;

	APART_CHECK(read(fd, &c, 1) == 1);
}

static void
live(const struct other *o)
{
	struct nr_error err = NR_ERROR_INIT;
	const int64_t id = util_id(2);
	struct nr_store *s;
	char *said;

	wait_for_turn(o->from);
	s = util_open(o->dir, false, NULL);
	APART_CHECK(nr_store_mark(s, &id, 1, NR_MARK_READ, 0, &err) == 0);
	APART_CHECK(write(o->to, "", 1) == 1);
	wait_for_turn(o->from);
	APART_CHECK(nr_store_changed(s));
	said = util_notes(s);
	APART_CHECK(strstr(said, "was removed or replaced") && !strstr(said, "damaged"));
	free(said);
	APART_CHECK(nr_store_mark(s, &id, 1, NR_MARK_STARRED, 0, &err) == 0);
	nr_store_close(s);
}

static pid_t
start(const char *dir, int *to, int *from)
{
	int there[2], back[2];
	pid_t pid;

	assert_int_equal(pipe(there), 0);
	assert_int_equal(pipe(back), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		close(there[1]);
		live(&(struct other){ dir, there[0], back[1] });
		_exit(0);
	}
	close(there[0]);
	close(back[1]);
	*to = there[1];
	*from = back[0];
	return pid;
}

static void
test_two_processes_agree_on_the_new_file(void **state)
{
	for (size_t i = 0; i < WAYS; i++) {
		char *dir = nr_fs_join(*state, "d"), c;
		struct nr_store *s;
		int to, from, status;
		pid_t pid;

		assert_int_equal(mkdir(dir, 0700), 0);
		pid = start(dir, &to, &from);
		s = open_marked(dir);
		assert_int_equal(write(to, "", 1), 1);
		assert_int_equal(read(from, &c, 1), 1);
		ways[i].lose(dir);
		nr_store_changed(s);
		expect_note(s, "the marks file was removed or replaced");
		assert_int_equal(write(to, "", 1), 1);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
		assert_int_equal(nr_store_marks(s, util_id(2)), NR_MARK_READ |
			NR_MARK_STARRED);
		assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_HIDDEN);
		expect_notes(s, "");
		nr_store_close(s);
		close(to);
		close(from);
		util_drop_folder(dir);
	}
}

/* ---- who may read it ---- */

static void
expect_mode(const char *dir, const char *name, mode_t mode)
{
	char *path = nr_fs_join(dir, name);
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	if ((st.st_mode & 07777) != mode)
		fail_msg("%s: %o instead of %o", name, st.st_mode & 07777, mode);
	free(path);
}

static void
test_files_are_the_owners_alone(void **state)
{
	static const char *const names[] = {
		"index.db", "index.db-wal", "index.db-shm", "state/state.db",
		"state/state.db-wal", "state/state.db-shm"
	};
	mode_t mask = umask(0);
	struct nr_store *s = open_marked(*state), *again;

	for (size_t i = 0; i < 6; i++)
		expect_mode(*state, names[i], 0600);
	for (size_t i = 0; i < 6; i++) {
		char *path = nr_fs_join(*state, names[i]);

		assert_int_equal(chmod(path, 0666), 0);
		free(path);
	}
	again = util_open(*state, false, NULL);
	for (size_t i = 0; i < 6; i++)
		expect_mode(*state, names[i], 0600);
	nr_store_close(again);
	nr_store_close(s);
	expect_mode(*state, "state", 0700);
	umask(mask);
}

static void
test_the_programs_folder_is_the_owners_alone(void **state)
{
	struct nr_error err = NR_ERROR_INIT;
	char *other = nr_fs_join(*state, "shared"), *ours = nr_fs_join(other, PACKAGE_NAME);
	char *state_path = nr_fs_join(ours, "state.db"), *pages = nr_fs_join(ours, "pages.db");
	struct nr_store_config config = { .state_path = state_path, .pages_path = pages };
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_store *s = NULL;

	assert_int_equal(mkdir(other, 0700), 0);
	assert_int_equal(mkdir(ours, 0700), 0);
	assert_int_equal(chmod(other, 0755), 0);
	assert_int_equal(chmod(ours, 0755), 0);
	assert_int_equal(nr_store_open(&config, &s, &notes, &err), 0);
	expect_mode(*state, "shared", 0755);
	expect_mode(other, PACKAGE_NAME, 0700);
	nr_store_close(s);
	nr_diags_release(&notes);
	free(other);
	free(ours);
	free(state_path);
	free(pages);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, util_setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_what_was_there_is_written_to_the_new_file),
		TEST(test_a_mark_or_the_end_finds_out_too),
		TEST(test_any_number_of_marks_is_written_again),
		TEST(test_one_mark_is_told_in_the_singular),
		TEST(test_an_older_file_is_merged_with_the_newest_times),
		TEST(test_an_older_file_written_over_it_is_merged),
		TEST(test_a_file_cut_short_costs_no_mark),
		TEST(test_what_sqlite_itself_does_to_the_file_is_no_loss),
		TEST(test_rows_that_had_to_wait_are_merged_once),
		TEST(test_text_written_over_it_costs_no_mark),
		TEST(test_what_is_no_database_is_set_aside),
		TEST(test_marks_wait_until_what_is_in_the_way_is_gone),
		TEST(test_a_folder_that_comes_back_is_merged),
		TEST(test_what_cannot_be_opened_at_first_costs_this_run_only),
		TEST(test_an_index_that_cannot_be_opened_is_in_memory),
		TEST(test_two_programs_agree_on_the_new_file),
		TEST(test_two_processes_agree_on_the_new_file),
		TEST(test_files_are_the_owners_alone),
		TEST(test_the_programs_folder_is_the_owners_alone),
	};

	return cmocka_run_group_tests_name("state_moved", tests, NULL, NULL);
}
