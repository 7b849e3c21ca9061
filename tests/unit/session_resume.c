#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "session_util.h"

/* End the run and begin the next one, up to its first screen. */
static void
restart_with(struct fixture *f, unsigned given)
{
	struct app_session_config config = { f->options, &f->roots, &f->filter, false, 60000,
		NULL, given };
	struct nr_error err = NR_ERROR_INIT;

	if (f->s)
		app_session_leave(f->s, f->s->options);
	app_session_close(f->s);
	assert_int_equal(app_session_open(&config, &f->s, &err), 0);
	app_session_preview(f->s);
}

static void
restart(struct fixture *f)
{
	restart_with(f, 0);
}

static void
read_all(struct fixture *f)
{
	app_session_read_list(f->s);
	scan(f);
}

static void
set_show(struct fixture *f, enum nr_show show)
{
	struct nr_filter filter = f->s->filter;

	touch(f);
	filter.show = show;
	app_session_set_filter(f->s, &filter);
}

static void
set_order(struct fixture *f, enum nr_order order, bool reverse)
{
	struct nr_filter filter = f->s->filter;

	touch(f);
	filter.order = order;
	filter.reverse = reverse;
	app_session_set_filter(f->s, &filter);
}

static void
test_first_screen_has_order_and_place_of_the_last_run(void **state)
{
	struct fixture *f = *state;

	expect(f, "Edcba e");
	set_order(f, NR_ORDER_TITLE, false);
	select_at(f, 3);
	expect(f, "abcDe d");
	restart(f);
	expect(f, "abcDe d");
	read_all(f);
	expect(f, "abcDe d");
	set_order(f, NR_ORDER_TITLE, true);
	restart(f);
	expect(f, "eDcba d");
	read_all(f);
	expect(f, "eDcba d");
}

static void
test_reader_at_the_top_is_at_the_top_again(void **state)
{
	struct fixture *f = *state;

	select_at(f, 2);
	select_at(f, 0);
	app_session_leave(f->s, f->s->options);
	write_day(f, "f", 6, "");
	restart(f);
	read_all(f);
	expect(f, "Fedcba f");
}

/* A key holds the cursor on its article, even if it does not move it. */
static void
test_article_that_others_came_above_is_the_place(void **state)
{
	struct fixture *f = *state;

	touch(f);
	write_day(f, "f", 6, "");
	read_all(f);
	expect(f, "fEdcba e");
	restart(f);
	expect(f, "fEdcba e");
	read_all(f);
	expect(f, "fEdcba e");
}

static void
test_new_articles_come_in_above_the_place(void **state)
{
	struct fixture *f = *state;

	select_at(f, 2);
	write_day(f, "f", 6, "");
	write_day(f, "d", 4, "excerpt: other\n");
	restart(f);
	expect(f, "edCba c");
	read_all(f);
	expect(f, "fedCba c");
}

static void
test_filter_is_that_of_the_last_run(void **state)
{
	struct fixture *f = *state;
	struct nr_filter filter = f->s->filter;

	touch(f);
	nr_filter_copy(&filter, &f->s->filter);
	nr_filter_add_topic(&filter, "odd");
	filter.show = NR_SHOW_UNREAD;
	app_session_set_filter(f->s, &filter);
	nr_filter_release(&filter);
	expect(f, "Ca c");
	select_at(f, 1);
	restart(f);
	expect(f, "cA a");
	assert_true(counts(f)->previewed);
	read_all(f);
	expect(f, "cA a");
	assert_false(counts(f)->previewed);
	assert_true(counts(f)->counted);
}

/* Of the unread ones, those that were read are not listed again. */
static void
test_place_is_that_of_the_next_article_that_is_still_listed(void **state)
{
	struct fixture *f = *state;

	set_show(f, NR_SHOW_UNREAD);
	app_session_mark_read(f->s, *ids_from(f, 0));
	app_session_mark_read(f->s, *ids_from(f, 2));
	select_at(f, 2);
	expect(f, "edCba c");
	restart(f);
	expect(f, "dBa b");
	select_at(f, 2);
	app_session_mark_read(f->s, *ids_from(f, 2));
	restart(f);
	expect(f, "dB b");
}

static void
test_given_topic_is_for_one_run(void **state)
{
	struct fixture *f = *state;

	set_show(f, NR_SHOW_STARRED);
	set_show(f, NR_SHOW_ALL);
	select_at(f, 3);
	nr_filter_add_topic(&f->filter, "Odd");
	restart_with(f, APP_GIVEN_TOPICS);
	expect(f, "Ca c");
	select_at(f, 1);
	nr_filter_release(&f->filter);
	restart(f);
	expect(f, "edcBa b");
}

static void
test_nothing_is_remembered_without_the_option(void **state)
{
	struct fixture *f = *state;
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_options_set(f->options, "remember", "no", &err), 0);
	set_order(f, NR_ORDER_TITLE, false);
	select_at(f, 3);
	restart(f);
	expect(f, "Edcba e");
	set_order(f, NR_ORDER_TITLE, false);
	assert_int_equal(nr_options_set(f->options, "remember", "yes", &err), 0);
	restart(f);
	expect(f, "Abcde a");
	assert_int_equal(nr_options_set(f->options, "remember", "no", &err), 0);
	restart(f);
	expect(f, "Edcba e");
}

static void
test_layout_and_zoom_are_those_of_the_last_run(void **state)
{
	struct fixture *f = *state;
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(f->s->resume.layout, 0);
	f->s->resume.layout = 2;
	f->s->resume.zoomed = true;
	restart(f);
	assert_int_equal(f->s->resume.layout, 2);
	assert_true(f->s->resume.zoomed);
	app_session_leave(f->s, f->s->options);
	app_session_close(f->s);
	f->s = NULL;
	assert_int_equal(nr_options_set(f->options, "layout", "wide", &err), 0);
	restart(f);
	assert_int_equal(f->s->resume.layout, 1);
}

/* What an option was set to in the run does not count as what the next one begins with. */
static void
test_order_set_in_the_run_is_kept(void **state)
{
	struct fixture *f = *state;
	struct nr_options *configured = nr_options_new();
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_options_set(f->options, "order", "title", &err), 0);
	set_order(f, NR_ORDER_TITLE, false);
	app_session_leave(f->s, configured);
	app_session_close(f->s);
	f->s = NULL;
	assert_int_equal(nr_options_set(f->options, "order", "date", &err), 0);
	restart(f);
	expect(f, "Abcde a");
	nr_options_free(configured);
}

/* The list of another set of roots is another list. */
static void
test_each_set_of_roots_has_its_own(void **state)
{
	struct fixture *f = *state;
	struct nr_error err = NR_ERROR_INIT;
	char *more = nr_fs_join(f->dir, "more");
	char *both[] = { f->news, more };

	assert_int_equal(mkdir(more, 0700), 0);
	select_at(f, 3);
	app_session_leave(f->s, f->s->options);
	app_session_close(f->s);
	app_roots_release(&f->roots);
	assert_int_equal(app_roots_resolve(f->options, both, 2, &f->roots, &err), 0);
	open_session(f);
	scan(f);
	expect(f, "Edcba e");
	app_session_leave(f->s, f->s->options);
	app_session_close(f->s);
	app_roots_release(&f->roots);
	assert_int_equal(app_roots_resolve(f->options, both, 1, &f->roots, &err), 0);
	open_session(f);
	expect(f, "edcBa b");
	free(more);
}

/* ---- visits ---- */

/* May, UTC */
static void
set_clock(const char *time)
{
	char *now = util_format("2021-05-%s:00Z", time);

	assert_int_equal(setenv("NEWSREADER_NOW", now, 1), 0);
	free(now);
}

/* d and e are of after the last visit; f has come since. */
static void
test_first_scan_says_what_is_new_since_the_last_visit(void **state)
{
	struct fixture *f = *state;

	set_clock("03T12:00");
	app_session_touch(f->s);
	write_day(f, "f", 2, "");
	set_clock("05T09:00");
	restart(f);
	read_all(f);
	expect_message(f, APP_INFO, "3 new since Mon 12:00");
	assert_int_equal(f->s->list.fresh.n, 3);
	unsetenv("NEWSREADER_NOW");
}

static void
test_run_without_a_key_and_one_that_follows_soon_are_no_visits(void **state)
{
	struct fixture *f = *state;

	set_clock("03T12:00");
	app_session_touch(f->s);
	set_clock("05T09:00");
	restart(f);
	set_clock("05T10:00");
	restart(f);
	read_all(f);
	expect_message(f, APP_INFO, "2 new since Mon 12:00");
	app_session_touch(f->s);
	set_clock("05T10:20");
	restart(f);
	read_all(f);
	expect_message(f, APP_INFO, "2 new since Mon 12:00");
	set_clock("06T10:20");
	restart(f);
	read_all(f);
	expect_message(f, APP_INFO, "Nothing new since yesterday 10:00");
	assert_int_equal(f->s->list.fresh.n, 0);
	write_day(f, "a", 1, "excerpt: other\n");
	scan(f);
	expect_message(f, APP_INFO, "1 updated since yesterday 10:00");
	unsetenv("NEWSREADER_NOW");
}

/* ---- a long list ---- */

enum { MANY = 1500, DEEP = 1000 };

static int
setup_many(void **state)
{
	struct fixture *f = make_home();

	for (int i = 0; i < MANY; i++) {
		char *file = util_format("%d.md", i);
		char *text = util_format("---\ntitle: t%d\npublishedDateTime: 2021-05-01T%02d:%02d:00Z\n"
			"webUrl: https://x.example/%d\n---\n", i, i / 60, i % 60, i);

		util_write(f->news, file, text);
		free(file);
		free(text);
	}
	begin(f);
	*state = f;
	return 0;
}

static void
expect_place(const struct fixture *f, int64_t id, size_t position, size_t row)
{
	const struct app_list *l = counts(f);

	assert_int_equal(app_list_selected(&f->s->list), id);
	assert_int_equal(l->before + l->scroll.cursor, position);
	assert_int_equal(l->scroll.cursor - l->scroll.top, row);
}

static void
test_a_place_far_down_is_found_by_a_part_of_the_list(void **state)
{
	struct fixture *f = *state;
	int64_t id = *ids_from(f, DEEP);

	assert_int_equal(length(f), MANY);
	select_at(f, DEEP);
	f->s->list.scroll.top = DEEP - 7;
	restart(f);
	assert_true(length(f) < MANY && counts(f)->previewed);
	expect_place(f, id, DEEP, 7);
	read_all(f);
	assert_int_equal(length(f), MANY);
	expect_place(f, id, DEEP, 7);
}

/* By the order of a run that the command line gave, or by changes of the index. */
static void
test_a_place_that_is_not_where_it_was_is_found_later(void **state)
{
	struct fixture *f = *state;
	int64_t id = *ids_from(f, DEEP);

	select_at(f, DEEP);
	app_session_leave(f->s, f->s->options);
	f->s->resume.place.rank = 1;
	f->s->list.lost = id;
	restart(f);
	assert_int_equal(cursor(f), 0);
	assert_int_equal(counts(f)->before, 0);
	read_all(f);
	assert_int_equal(app_list_selected(&f->s->list), id);
	assert_int_equal(cursor(f), DEEP);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup_five, teardown)
#define TEST_MANY(f) cmocka_unit_test_setup_teardown(f, setup_many, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_first_screen_has_order_and_place_of_the_last_run),
		TEST(test_reader_at_the_top_is_at_the_top_again),
		TEST(test_article_that_others_came_above_is_the_place),
		TEST(test_new_articles_come_in_above_the_place),
		TEST(test_filter_is_that_of_the_last_run),
		TEST(test_place_is_that_of_the_next_article_that_is_still_listed),
		TEST(test_given_topic_is_for_one_run),
		TEST(test_nothing_is_remembered_without_the_option),
		TEST(test_layout_and_zoom_are_those_of_the_last_run),
		TEST(test_order_set_in_the_run_is_kept),
		TEST(test_each_set_of_roots_has_its_own),
		TEST(test_first_scan_says_what_is_new_since_the_last_visit),
		TEST(test_run_without_a_key_and_one_that_follows_soon_are_no_visits),
		TEST_MANY(test_a_place_far_down_is_found_by_a_part_of_the_list),
		TEST_MANY(test_a_place_that_is_not_where_it_was_is_found_later),
	};

	return cmocka_run_group_tests_name("session_resume", tests, NULL, NULL);
}
