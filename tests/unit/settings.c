#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "store_util.h"

static void
keep(struct nr_store *s)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_store_keep(s, &err), 0);
}

/* NULL: there is no such setting. */
static void
expect(struct nr_store *s, const char *name, const char *value)
{
	struct nr_buf b = NR_BUF_INIT;

	assert_int_equal(nr_store_setting(s, name, &b), value != NULL);
	assert_string_equal(nr_buf_str(&b), value ? value : "");
	nr_buf_release(&b);
}

static void
test_a_setting_is_there_after_a_restart(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);

	expect(s, "divider", NULL);
	nr_store_set_setting(s, "divider", "40");
	nr_store_set_setting(s, "empty", "");
	nr_store_set_setting(s, "gone", "1");
	expect(s, "divider", "40");
	nr_store_set_setting(s, "divider", "41");
	nr_store_set_setting(s, "gone", NULL);
	expect(s, "gone", NULL);
	nr_store_close(s);
	s = util_open(*state, false, NULL);
	expect(s, "divider", "41");
	expect(s, "empty", "");
	expect(s, "gone", NULL);
	nr_store_set_setting(s, "divider", NULL);
	expect(s, "divider", NULL);
	nr_store_close(s);
	s = util_open(*state, false, NULL);
	expect(s, "divider", NULL);
	nr_store_close(s);
}

static void
test_a_setting_goes_to_the_disk_with_marks_and_changes_no_list(void **state)
{
	struct nr_store *a = util_open(*state, false, NULL);
	struct nr_store *b = util_open(*state, false, NULL);

	util_mark(a, util_id(1), NR_MARK_READ, 0);
	assert_true(nr_store_changed(b));
	nr_store_set_setting(a, "order", "heat");
	expect(b, "order", NULL);
	util_mark(a, util_id(2), NR_MARK_READ, 0);
	expect(b, "order", "heat");
	assert_true(nr_store_changed(b));
	nr_store_set_setting(a, "order", "date");
	keep(a);
	expect(b, "order", "date");
	assert_false(nr_store_changed(b));
	nr_store_close(a);
	nr_store_close(b);
}

static void
test_the_last_to_change_a_setting_wins(void **state)
{
	struct nr_store *a = util_open(*state, false, NULL);
	struct nr_store *b = util_open(*state, false, NULL);

	nr_store_set_setting(a, "order", "heat");
	keep(a);
	/* The same value: nothing to write. */
	nr_store_set_setting(b, "order", "heat");
	nr_store_set_setting(a, "order", "title");
	keep(a);
	keep(b);
	expect(b, "order", "title");
	nr_store_set_setting(b, "order", "date");
	nr_store_close(b);
	expect(a, "order", "date");
	nr_store_close(a);
	a = util_open(*state, true, NULL);
	expect(a, "order", "date");
	nr_store_close(a);
}

static void
test_a_state_that_is_not_written_keeps_settings_for_the_run(void **state)
{
	struct nr_store_config config = { .index_path = NULL };
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s = util_open(*state, false, NULL);

	nr_store_set_setting(s, "order", "heat");
	nr_store_close(s);
	s = util_open(*state, true, NULL);
	nr_store_set_setting(s, "order", "title");
	keep(s);
	expect(s, "order", "title");
	nr_store_set_setting(s, "order", NULL);
	expect(s, "order", NULL);
	nr_store_close(s);
	s = util_open(*state, true, NULL);
	expect(s, "order", "heat");
	nr_store_close(s);
	assert_int_equal(nr_store_open(&config, &s, &notes, &err), 0);
	expect(s, "order", NULL);
	nr_store_set_setting(s, "order", "title");
	keep(s);
	expect(s, "order", "title");
	nr_store_close(s);
}

static void
test_the_settings_written_last_are_kept(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	char *sql = util_format("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1"
		" FROM n WHERE i < %d) INSERT INTO setting(name, value) SELECT 'n' || i, i"
		" FROM n", NR_SETTINGS_MAX);

	util_sql(*state, sql);
	nr_store_set_setting(s, "n1", "again");
	keep(s);
	expect(s, "n2", "2");
	nr_store_set_setting(s, "more", "1");
	keep(s);
	expect(s, "n1", "again");
	expect(s, "n2", NULL);
	expect(s, "n3", "3");
	expect(s, "more", "1");
	nr_store_close(s);
	free(sql);
}

/* ---- versions ---- */

#define VERSION_4 "DROP TABLE setting; PRAGMA user_version=4"

static void
test_a_file_of_version_4_gets_settings_and_keeps_its_marks(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);
	char *said;

	util_mark(s, util_id(1), NR_MARK_STARRED, 0);
	nr_store_close(s);
	util_sql(*state, VERSION_4);
	s = util_open(*state, true, &said);
	assert_string_equal(said, "");
	expect(s, "order", NULL);
	assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_STARRED);
	nr_store_close(s);
	free(said);
	s = util_open(*state, false, &said);
	assert_string_equal(said, "");
	assert_true(nr_store_state_is_kept(s));
	nr_store_set_setting(s, "order", "heat");
	nr_store_close(s);
	free(said);
	s = util_open(*state, false, NULL);
	expect(s, "order", "heat");
	assert_int_equal(nr_store_marks(s, util_id(1)), NR_MARK_STARRED);
	nr_store_close(s);
}

static void
test_settings_of_a_later_file_are_read_and_left_alone(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL);

	nr_store_set_setting(s, "order", "heat");
	nr_store_close(s);
	util_sql(*state, "PRAGMA user_version=6");
	s = util_open(*state, false, NULL);
	expect(s, "order", "heat");
	nr_store_set_setting(s, "order", "title");
	expect(s, "order", "title");
	nr_store_close(s);
	s = util_open(*state, true, NULL);
	expect(s, "order", "heat");
	nr_store_close(s);
}

/* ---- damage, loss ---- */

/* The tree of `mark`, or the definitions of all tables. */
static void
test_settings_are_carried_over_from_a_damaged_file(void **state)
{
	enum { DEFINITIONS, MARKS };

	for (off_t page = DEFINITIONS; page <= MARKS; page++) {
		struct nr_store *s = util_open(*state, false, NULL);
		char *said;

		nr_store_set_setting(s, "order", "heat");
		nr_store_set_setting(s, "divider", "40");
		nr_store_close(s);
		util_hurt_page(*state, page);
		s = util_open(*state, false, &said);
		assert_non_null(strstr(said, "was damaged"));
		expect(s, "order", "heat");
		expect(s, "divider", "40");
		nr_store_set_setting(s, "order", "title");
		nr_store_close(s);
		s = util_open(*state, false, NULL);
		expect(s, "order", "title");
		expect(s, "divider", "40");
		nr_store_close(s);
		util_empty_folder(*state, "state");
		free(said);
	}
}

/* A setting of the run is newer than the file that came, one of the old file is not. */
static void
test_settings_of_a_removed_file_are_written_to_the_new_one(void **state)
{
	struct nr_store *s = util_open(*state, false, NULL), *other;

	nr_store_set_setting(s, "order", "heat");
	nr_store_set_setting(s, "divider", "40");
	nr_store_set_setting(s, "layout", "wide");
	keep(s);
	util_empty_folder(*state, "state");
	other = util_open(*state, false, NULL);
	nr_store_set_setting(other, "divider", "50");
	nr_store_set_setting(other, "layout", "list");
	nr_store_close(other);
	nr_store_set_setting(s, "layout", "article");
	keep(s);
	expect(s, "order", "heat");
	expect(s, "divider", "50");
	expect(s, "layout", "article");
	nr_store_close(s);
	s = util_open(*state, true, NULL);
	expect(s, "order", "heat");
	expect(s, "divider", "50");
	expect(s, "layout", "article");
	nr_store_close(s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, util_setup, util_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_setting_is_there_after_a_restart),
		TEST(test_a_setting_goes_to_the_disk_with_marks_and_changes_no_list),
		TEST(test_the_last_to_change_a_setting_wins),
		TEST(test_a_state_that_is_not_written_keeps_settings_for_the_run),
		TEST(test_the_settings_written_last_are_kept),
		TEST(test_a_file_of_version_4_gets_settings_and_keeps_its_marks),
		TEST(test_settings_of_a_later_file_are_read_and_left_alone),
		TEST(test_settings_are_carried_over_from_a_damaged_file),
		TEST(test_settings_of_a_removed_file_are_written_to_the_new_one),
	};

	return cmocka_run_group_tests_name("settings", tests, NULL, NULL);
}
