#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/marks.h"
#include "store_util.h"

enum { READ = NR_MARK_READ, STAR = NR_MARK_STARRED, HIDDEN = NR_MARK_HIDDEN };

struct fixture {
	char *dir;
	struct nr_store *store;
	struct app_marks marks;
	int64_t ids[3];
};

static int
setup(void **state)
{
	static const struct util_article articles[] = {
		{ .path = "/a.md", .title = "a", .url = "https://x.example/a" },
		{ .path = "/b.md", .title = "b", .url = "https://x.example/b" },
		{ .path = "/c.md", .title = "c", .url = "https://x.example/c" },
	};
	struct fixture *f = nr_calloc(1, sizeof(*f));

	f->dir = util_make_folder();
	f->store = util_open(f->dir, false, NULL);
	util_scan(f->store, articles, 3);
	for (size_t i = 0; i < 3; i++)
		f->ids[i] = nr_store_find(f->store, articles[i].url);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	app_marks_release(&f->marks);
	nr_store_close(f->store);
	util_drop_folder(f->dir);
	free(f);
	return 0;
}

/* Of the first n articles; returns how many it changed. */
static size_t
change(struct fixture *f, size_t n, unsigned set, unsigned clear)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(app_marks_change(&f->marks, f->store, f->ids, n, set, clear,
		&err), 0);
	return f->marks.changed;
}

/* What was undone or redone; "" if nothing was. */
static const char *
walk(struct fixture *f, bool back)
{
	struct nr_error err = NR_ERROR_INIT;

	if (!app_marks_can_walk(&f->marks, back))
		return "";
	assert_int_equal(app_marks_walk(&f->marks, f->store, back, &err), 0);
	return f->marks.clear & READ ? "unread" : f->marks.set & READ ? "read"
		: f->marks.set & STAR ? "starred" : "hidden";
}

static const char *
undo(struct fixture *f)
{
	return walk(f, true);
}

static const char *
redo(struct fixture *f)
{
	return walk(f, false);
}

static void
expect(struct fixture *f, unsigned a, unsigned b, unsigned c)
{
	assert_int_equal(nr_store_marks(f->store, f->ids[0]), a);
	assert_int_equal(nr_store_marks(f->store, f->ids[1]), b);
	assert_int_equal(nr_store_marks(f->store, f->ids[2]), c);
}

static void
test_change_is_undone_and_done_again(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(change(f, 1, STAR, 0), 1);
	expect(f, STAR, 0, 0);
	assert_string_equal(undo(f), "starred");
	expect(f, 0, 0, 0);
	assert_string_equal(redo(f), "starred");
	expect(f, STAR, 0, 0);
}

static void
test_undo_brings_back_what_each_article_had(void **state)
{
	struct fixture *f = *state;

	util_mark(f->store, f->ids[0], READ | STAR, 0);
	util_mark(f->store, f->ids[1], HIDDEN, 0);
	change(f, 3, HIDDEN, READ | STAR);
	expect(f, HIDDEN, HIDDEN, HIDDEN);
	undo(f);
	expect(f, READ | STAR, HIDDEN, 0);
}

static void
test_articles_that_have_the_mark_already_are_left_out(void **state)
{
	struct fixture *f = *state;

	util_mark(f->store, f->ids[1], READ, 0);
	assert_int_equal(change(f, 3, READ, 0), 2);
	undo(f);
	expect(f, 0, READ, 0);
}

static void
test_change_of_nothing_is_not_remembered(void **state)
{
	struct fixture *f = *state;

	change(f, 1, READ, 0);
	assert_int_equal(change(f, 1, READ, 0), 0);
	assert_int_equal(change(f, 0, READ, 0), 0);
	assert_string_equal(undo(f), "read");
	assert_string_equal(undo(f), "");
}

static void
test_there_may_be_nothing_to_undo_or_to_do_again(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(undo(f), "");
	assert_string_equal(redo(f), "");
}

static void
test_new_change_forgets_what_was_undone(void **state)
{
	struct fixture *f = *state;

	change(f, 1, READ, 0);
	change(f, 1, STAR, 0);
	undo(f);
	change(f, 1, HIDDEN, 0);
	assert_string_equal(redo(f), "");
	assert_string_equal(undo(f), "hidden");
	assert_string_equal(undo(f), "read");
	expect(f, 0, 0, 0);
}

static void
test_oldest_change_is_forgotten_one_over_the_limit(void **state)
{
	struct fixture *f = *state;
	size_t undone = 0;

	for (int i = 0; i <= APP_UNDO_MAX; i++)
		change(f, 1, i % 2 ? 0 : STAR, i % 2 ? STAR : 0);
	while (*undo(f))
		undone++;
	assert_int_equal(undone, APP_UNDO_MAX);
	expect(f, STAR, 0, 0);
}

static void
test_undo_is_on_disk(void **state)
{
	struct fixture *f = *state;
	struct nr_store *other;

	change(f, 2, READ, 0);
	undo(f);
	change(f, 1, STAR, 0);
	other = util_open(f->dir, false, NULL);
	assert_int_equal(nr_store_marks(other, f->ids[0]), STAR);
	assert_int_equal(nr_store_marks(other, f->ids[1]), 0);
	nr_store_close(other);
}

/* ---- versions ---- */

enum { UPDATED = NR_MARK_UPDATED };

/* The files tell of a heat of their own. */
static void
rewrite(struct fixture *f, int64_t heat)
{
	const struct util_article articles[] = {
		{ .path = "/a.md", .title = "a", .url = "https://x.example/a", .heat = heat },
		{ .path = "/b.md", .title = "b", .url = "https://x.example/b", .heat = heat },
		{ .path = "/c.md", .title = "c", .url = "https://x.example/c" },
	};

	util_scan(f->store, articles, 3);
}

static void
expect_heat_read(struct fixture *f, size_t at, int64_t heat)
{
	struct nr_snapshot seen;

	nr_store_snapshot(f->store, f->ids[at], &seen);
	assert_non_null(seen.title);
	assert_int_equal(seen.heat, heat);
	nr_snapshot_release(&seen);
}

static void
test_reading_an_update_is_undone_and_done_again(void **state)
{
	struct fixture *f = *state;

	rewrite(f, 10);
	change(f, 2, READ, 0);
	rewrite(f, 20);
	expect(f, READ | UPDATED, READ | UPDATED, 0);
	assert_int_equal(change(f, 3, READ, 0), 3);
	expect(f, READ, READ, READ);
	expect_heat_read(f, 0, 20);
	assert_string_equal(undo(f), "read");
	expect(f, READ | UPDATED, READ | UPDATED, 0);
	expect_heat_read(f, 0, 10);
	expect_heat_read(f, 1, 10);
	assert_string_equal(redo(f), "read");
	expect(f, READ, READ, READ);
	expect_heat_read(f, 0, 20);
}

static void
test_redo_does_not_read_what_changed_meanwhile(void **state)
{
	struct fixture *f = *state;

	rewrite(f, 10);
	change(f, 1, READ, 0);
	undo(f);
	rewrite(f, 20);
	redo(f);
	expect(f, READ | UPDATED, 0, 0);
}

static void
test_marking_unread_and_back_keeps_the_update(void **state)
{
	struct fixture *f = *state;

	rewrite(f, 10);
	change(f, 1, READ, 0);
	rewrite(f, 20);
	assert_int_equal(change(f, 1, 0, READ), 1);
	expect(f, 0, 0, 0);
	undo(f);
	expect(f, READ | UPDATED, 0, 0);
	expect_heat_read(f, 0, 10);
}

static void
test_other_marks_leave_the_update_alone(void **state)
{
	struct fixture *f = *state;

	rewrite(f, 10);
	change(f, 1, READ, 0);
	rewrite(f, 20);
	change(f, 1, STAR, 0);
	expect(f, READ | UPDATED | STAR, 0, 0);
	undo(f);
	expect(f, READ | UPDATED, 0, 0);
	expect_heat_read(f, 0, 10);
}

static void
test_article_is_read_as_it_was_seen(void **state)
{
	struct fixture *f = *state;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_snapshot seen;

	rewrite(f, 10);
	assert_int_equal(nr_store_snapshot_now(f->store, f->ids[0], &seen, &err), 0);
	rewrite(f, 20);
	assert_int_equal(app_marks_read(&f->marks, f->store, &seen, &err), 0);
	nr_snapshot_release(&seen);
	expect(f, READ | UPDATED, 0, 0);
	expect_heat_read(f, 0, 10);
	assert_string_equal(undo(f), "read");
	expect(f, 0, 0, 0);
	redo(f);
	expect(f, READ | UPDATED, 0, 0);
}

/* ---- many ---- */

enum { MANY = 2 * APP_MARKS_STEP + 100 };

static const int64_t *
many_ids(void)
{
	static int64_t ids[MANY];

	for (int64_t i = 0; i < MANY; i++)
		ids[i] = i + 1;
	return ids;
}

/* How many of those are starred, and on disk. */
static size_t
count_starred(struct fixture *f)
{
	struct nr_store *other = util_open(f->dir, true, NULL);
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < MANY; i++) {
		n += nr_store_marks(f->store, many_ids()[i]) == STAR;
		kept += nr_store_marks(other, many_ids()[i]) == STAR;
	}
	nr_store_close(other);
	assert_int_equal(n, kept);
	return n;
}

static void
step(struct fixture *f)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(app_marks_step(&f->marks, f->store, APP_MARKS_STEP, &err), 0);
}

static void
star_many(struct fixture *f)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(app_marks_change(&f->marks, f->store, many_ids(), MANY, STAR, 0,
		&err), 0);
}

static void
test_many_are_marked_and_undone_step_by_step(void **state)
{
	struct fixture *f = *state;

	star_many(f);
	assert_int_equal(f->marks.doing, APP_MARKS_CHANGE);
	assert_int_equal(count_starred(f), APP_MARKS_STEP);
	step(f);
	step(f);
	assert_int_equal(f->marks.doing, APP_MARKS_NOTHING);
	assert_int_equal(f->marks.changed, MANY);
	assert_int_equal(count_starred(f), MANY);
	undo(f);
	assert_int_equal(count_starred(f), MANY - APP_MARKS_STEP);
	step(f);
	step(f);
	assert_int_equal(count_starred(f), 0);
	redo(f);
	assert_int_equal(count_starred(f), APP_MARKS_STEP);
	step(f);
	step(f);
	assert_int_equal(count_starred(f), MANY);
	assert_string_equal(undo(f), "starred");
}

static void
test_what_was_stopped_is_undone_as_far_as_it_came(void **state)
{
	struct fixture *f = *state;
	struct nr_error err = NR_ERROR_INIT;

	star_many(f);
	app_marks_stop(&f->marks);
	assert_string_equal(undo(f), "starred");
	assert_int_equal(f->marks.doing, APP_MARKS_NOTHING);
	assert_int_equal(count_starred(f), 0);
	assert_string_equal(undo(f), "");
	redo(f);
	assert_int_equal(count_starred(f), APP_MARKS_STEP);
	star_many(f);
	assert_int_equal(app_marks_step(&f->marks, f->store, SIZE_MAX, &err), 0);
	undo(f);
	app_marks_stop(&f->marks);
	redo(f);
	assert_int_equal(app_marks_step(&f->marks, f->store, SIZE_MAX, &err), 0);
	assert_int_equal(count_starred(f), MANY);
}

static void
test_articles_are_read_while_many_are_marked_or_undone(void **state)
{
	struct fixture *f = *state;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_snapshot a = { .id = f->ids[0] }, b = { .id = f->ids[1] };

	star_many(f);
	assert_int_equal(app_marks_read(&f->marks, f->store, &a, &err), 0);
	assert_int_equal(app_marks_step(&f->marks, f->store, SIZE_MAX, &err), 0);
	undo(f);
	assert_int_equal(app_marks_read(&f->marks, f->store, &b, &err), 0);
	assert_int_equal(app_marks_step(&f->marks, f->store, SIZE_MAX, &err), 0);
	assert_int_equal(count_starred(f), 0);
	expect(f, READ, READ, 0);
	assert_string_equal(undo(f), "read");
	expect(f, 0, READ, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_change_is_undone_and_done_again),
		TEST(test_undo_brings_back_what_each_article_had),
		TEST(test_articles_that_have_the_mark_already_are_left_out),
		TEST(test_change_of_nothing_is_not_remembered),
		TEST(test_there_may_be_nothing_to_undo_or_to_do_again),
		TEST(test_new_change_forgets_what_was_undone),
		TEST(test_oldest_change_is_forgotten_one_over_the_limit),
		TEST(test_undo_is_on_disk),
		TEST(test_reading_an_update_is_undone_and_done_again),
		TEST(test_redo_does_not_read_what_changed_meanwhile),
		TEST(test_marking_unread_and_back_keeps_the_update),
		TEST(test_other_marks_leave_the_update_alone),
		TEST(test_article_is_read_as_it_was_seen),
		TEST(test_many_are_marked_and_undone_step_by_step),
		TEST(test_what_was_stopped_is_undone_as_far_as_it_came),
		TEST(test_articles_are_read_while_many_are_marked_or_undone),
	};

	return cmocka_run_group_tests_name("marks", tests, NULL, NULL);
}
