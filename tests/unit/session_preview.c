#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "session_util.h"

enum { MANY = 3000, FILES = 240 };	/* more marks, and more articles, than a preview reads */

static struct nr_store *
open_store(struct fixture *f)
{
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s = NULL;

	assert_int_equal(app_store_open(&f->roots, 0, &s, &notes, &err), 0);
	nr_diags_release(&notes);
	return s;
}

/* A start up to the first screen. */
static void
preview(struct fixture *f)
{
	struct app_session_config config = { f->options, &f->roots, &f->filter, false, 60000,
		NULL, 0 };
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(app_session_open(&config, &f->s, &err), 0);
	app_session_preview(f->s);
}

static int64_t
id_of(const char *name)
{
	char *url = util_format("https://x.example/%s", name);
	int64_t id = nr_url_id(url);

	free(url);
	return id;
}

/* e is read, d hidden, and so are many others. */
static int
setup(void **state)
{
	struct fixture *f;
	struct nr_store *s;

	setup_five(state);
	f = *state;
	app_session_close(f->s);
	s = open_store(f);
	util_mark_many(s, 0, MANY, NR_MARK_HIDDEN, 0);
	util_mark(s, id_of("e"), NR_MARK_READ, 0);
	util_mark(s, id_of("d"), NR_MARK_HIDDEN, 0);
	nr_store_close(s);
	preview(f);
	return 0;
}

static unsigned
marks_of(struct fixture *f, const char *name)
{
	struct nr_store *s = open_store(f);
	unsigned marks = nr_store_marks(s, id_of(name));

	nr_store_close(s);
	return marks;
}

static void
test_preview_knows_the_marks_it_shows_and_no_totals(void **state)
{
	struct fixture *f = *state;

	expect(f, "Ecba e");
	assert_int_equal(shown(f)->row.marks, NR_MARK_READ);
	assert_true(counts(f)->previewed);
	assert_false(counts(f)->counted);
	app_session_read_list(f->s);
	assert_true(is_listing(f));
	assert_false(counts(f)->counted);
	finish_scan(f);
	expect(f, "Ecba e");
	assert_false(counts(f)->previewed);
	assert_true(counts(f)->counted);
	assert_int_equal(app_session_length(f->s), 4);
	assert_int_equal(totals(f)->unread, 3);
	assert_int_equal(totals(f)->hidden, 1);
}

static void
test_cursor_moved_before_the_list_is_read_stays(void **state)
{
	struct fixture *f = *state;

	app_session_read_list(f->s);
	select_at(f, 2);
	finish_scan(f);
	expect(f, "ecBa b");
}

static void
test_marks_made_before_all_are_read_stay_and_are_undone(void **state)
{
	struct fixture *f = *state;
	struct app_session *s = f->s;

	app_session_mark(s, ids_from(f, 1), 1, NR_MARK_STARRED, 0);
	assert_int_equal(totals(f)->starred, 1);
	app_session_read_list(s);
	app_session_mark(s, ids_from(f, 0), 1, 0, NR_MARK_READ);
	finish_scan(f);
	assert_int_equal(totals(f)->unread, 4);
	assert_int_equal(totals(f)->starred, 1);
	assert_int_equal(marks_of(f, "c"), NR_MARK_STARRED);
	assert_int_equal(marks_of(f, "e"), 0);
	app_session_undo(s);
	app_session_undo(s);
	assert_int_equal(totals(f)->unread, 3);
	assert_int_equal(totals(f)->starred, 0);
	assert_int_equal(marks_of(f, "c"), 0);
	assert_int_equal(marks_of(f, "e"), NR_MARK_READ);
}

static void
test_marks_of_another_program_are_in_the_first_totals(void **state)
{
	struct fixture *f = *state;
	struct nr_store *other = open_store(f);

	app_session_read_list(f->s);
	util_mark(other, id_of("c"), NR_MARK_READ, 0);
	nr_store_close(other);
	finish_scan(f);
	assert_int_equal(totals(f)->unread, 2);
}

static void
test_key_that_needs_the_list_has_it_at_once(void **state)
{
	struct fixture *f = *state;

	app_session_read_list(f->s);
	app_session_complete(f->s);
	assert_true(counts(f)->counted);
	assert_false(counts(f)->previewed);
	assert_int_equal(app_session_length(f->s), 4);
	select_at(f, 99);
	finish_scan(f);
	expect(f, "ecbA a");
	assert_int_equal(totals(f)->unread, 3);
}

static void
test_answer_to_a_query_that_was_given_up_is_dropped(void **state)
{
	struct fixture *f = *state;
	struct pollfd fd = { .fd = nr_jobs_fd(f->s->jobs), .events = POLLIN };
	const void *version = list_version(f);

	app_session_update(f->s);
	f->s->list.job = NULL;
	assert_true(poll(&fd, 1, 30000) > 0);
	assert_false(app_session_take_messages(f->s));
	assert_ptr_equal(list_version(f), version);
	assert_true(counts(f)->previewed);
	app_session_update(f->s);
	finish_scan(f);
	assert_ptr_not_equal(list_version(f), version);
	assert_int_equal(totals(f)->unread, 3);
}

static void
test_session_may_be_closed_while_the_list_is_read(void **state)
{
	struct fixture *f = *state;

	app_session_read_list(f->s);
	app_session_close(f->s);
	assert_int_equal(marks_of(f, "e"), NR_MARK_READ);
	preview(f);
	expect(f, "Ecba e");
}

static void
test_unread_list_is_previewed_without_all_marks(void **state)
{
	struct fixture *f = *state;

	app_session_close(f->s);
	f->filter.show = NR_SHOW_UNREAD;
	preview(f);
	expect(f, "Cba c");
	assert_true(counts(f)->previewed);
	assert_false(counts(f)->counted);
	app_session_read_list(f->s);
	assert_true(is_listing(f));
	finish_scan(f);
	expect(f, "Cba c");
	assert_false(counts(f)->previewed);
	assert_int_equal(totals(f)->unread, 3);
}

static int
setup_files(void **state)
{
	struct fixture *f = make_home();

	for (int i = 0; i < FILES; i++) {
		char *name = util_format("n%03d", i);

		write_day(f, name, 1 + i % 28, "");
		free(name);
	}
	begin(f);
	app_session_close(f->s);
	preview(f);
	*state = f;
	return 0;
}

static void
test_preview_of_few_marks_tells_how_many_there_are(void **state)
{
	struct fixture *f = *state;

	assert_true(counts(f)->counted);
	assert_true(counts(f)->previewed);
	assert_true(length(f) < FILES);
	assert_int_equal(app_session_length(f->s), FILES);
	app_session_read_list(f->s);
	select_at(f, 5);
	finish_scan(f);
	assert_int_equal(length(f), FILES);
	assert_int_equal(cursor(f), 5);
	assert_int_equal(shown(f)->row.id, app_list_selected(&f->s->list));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_preview_knows_the_marks_it_shows_and_no_totals),
		TEST(test_cursor_moved_before_the_list_is_read_stays),
		TEST(test_marks_made_before_all_are_read_stay_and_are_undone),
		TEST(test_marks_of_another_program_are_in_the_first_totals),
		TEST(test_key_that_needs_the_list_has_it_at_once),
		TEST(test_answer_to_a_query_that_was_given_up_is_dropped),
		TEST(test_session_may_be_closed_while_the_list_is_read),
		TEST(test_unread_list_is_previewed_without_all_marks),
		cmocka_unit_test_setup_teardown(
			test_preview_of_few_marks_tells_how_many_there_are, setup_files,
			teardown),
	};

	return cmocka_run_group_tests_name("session_preview", tests, NULL, NULL);
}
