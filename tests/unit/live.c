#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/live.h"

static void
note(struct app_live *l, const char *folder, int64_t now)
{
	struct nr_changes found = NR_CHANGES_INIT;

	nr_changes_add(&found, folder);
	app_live_note(l, &found, now);
	assert_false(nr_changes_any(&found));
}

static void
note_marks(struct app_live *l, int64_t now)
{
	struct nr_changes found = { .file = true };

	app_live_note(l, &found, now);
}

/* Folders are due at this moment, and no millisecond before. */
static void
expect_folders(struct app_live *l, int64_t due, size_t n)
{
	struct nr_changes out = NR_CHANGES_INIT;

	assert_int_equal(app_live_timeout(l, false, due - 1), 1);
	assert_false(app_live_take_folders(l, due - 1, &out));
	assert_int_equal(app_live_timeout(l, false, due), 0);
	assert_true(app_live_take_folders(l, due, &out));
	assert_int_equal(out.n, n);
	assert_false(app_live_take_folders(l, due, &out));
	nr_changes_release(&out);
}

static void
test_nothing_waits_when_nothing_happens(void **state)
{
	struct app_live l = { .folders = false };
	struct nr_changes none = NR_CHANGES_INIT;

	(void)state;
	assert_int_equal(app_live_timeout(&l, false, 1000), -1);
	app_live_note(&l, &none, 1000);
	assert_int_equal(app_live_timeout(&l, false, 1000), -1);
	assert_false(app_live_take_folders(&l, 1000000, &none));
	assert_false(app_live_take_marks(&l, 1000000));
	assert_false(app_live_take_round(&l, 1000000));
}

static void
test_folders_are_read_after_a_moment_of_quiet(void **state)
{
	struct app_live l = { .folders = false };

	(void)state;
	note(&l, "/a", 1000);
	assert_int_equal(app_live_timeout(&l, false, 1000), APP_LIVE_QUIET);
	note(&l, "/b", 1030);
	note(&l, "/a", 1040);
	expect_folders(&l, 1040 + APP_LIVE_QUIET, 2);
	assert_int_equal(app_live_timeout(&l, false, 2000), -1);
	note(&l, "/c", 3000);
	expect_folders(&l, 3000 + APP_LIVE_QUIET, 1);
	app_live_release(&l);
}

static void
test_changes_without_end_are_read_all_the_same(void **state)
{
	struct app_live l = { .folders = false };

	(void)state;
	for (int64_t now = 1000; now < 1000 + APP_LIVE_LATEST; now += 10)
		note(&l, "/a", now);
	expect_folders(&l, 1000 + APP_LIVE_LATEST, 1);
	app_live_release(&l);
}

static void
test_folders_wait_for_the_scan_that_runs(void **state)
{
	struct app_live l = { .folders = false };

	(void)state;
	note(&l, "/a", 1000);
	assert_int_equal(app_live_timeout(&l, true, 1000), -1);
	assert_int_equal(app_live_timeout(&l, true, 9000), -1);
	assert_int_equal(app_live_timeout(&l, false, 9000), 0);
	app_live_release(&l);
}

/* Also while a scan runs: marks have nothing to do with it. */
static void
test_marks_are_looked_at_soon_after_the_first_write(void **state)
{
	struct app_live l = { .folders = false };

	(void)state;
	note_marks(&l, 1000);
	note_marks(&l, 1040);
	assert_int_equal(app_live_timeout(&l, true, 1000), APP_LIVE_MARKS);
	assert_false(app_live_take_marks(&l, 1000 + APP_LIVE_MARKS - 1));
	assert_true(app_live_take_marks(&l, 1000 + APP_LIVE_MARKS));
	assert_false(app_live_take_marks(&l, 9000));
	assert_int_equal(app_live_timeout(&l, false, 9000), -1);
}

static void
test_rounds_go_on_while_there_are_blind_folders(void **state)
{
	struct app_live l = { .folders = false };

	(void)state;
	app_live_set_polling(&l, true, 1000);
	assert_int_equal(app_live_timeout(&l, false, 1000), APP_LIVE_ROUND);
	assert_int_equal(app_live_timeout(&l, true, 1000), -1);
	app_live_set_polling(&l, true, 50000);
	assert_false(app_live_take_round(&l, 1000 + APP_LIVE_ROUND - 1));
	assert_true(app_live_take_round(&l, 1000 + APP_LIVE_ROUND));
	assert_int_equal(app_live_timeout(&l, false, 1000 + APP_LIVE_ROUND), APP_LIVE_ROUND);
	app_live_set_polling(&l, false, 70000);
	assert_int_equal(app_live_timeout(&l, false, 70000), -1);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_waits_when_nothing_happens),
		cmocka_unit_test(test_folders_are_read_after_a_moment_of_quiet),
		cmocka_unit_test(test_changes_without_end_are_read_all_the_same),
		cmocka_unit_test(test_folders_wait_for_the_scan_that_runs),
		cmocka_unit_test(test_marks_are_looked_at_soon_after_the_first_write),
		cmocka_unit_test(test_rounds_go_on_while_there_are_blind_folders),
	};

	return cmocka_run_group_tests_name("live", tests, NULL, NULL);
}
