#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "session_util.h"

static void
mark(struct fixture *f, size_t position, unsigned set)
{
	app_session_mark(f->s, ids_from(f, position), 1, set, 0);
}

static void
test_article_follows_the_cursor(void **state)
{
	struct fixture *f = *state;

	expect(f, "Edcba e");
	select_at(f, 2);
	expect(f, "edCba c");
	select_at(f, 99);
	expect(f, "edcbA a");
	assert_true(app_session_select_id(f->s, *ids_from(f, 1)));
	expect(f, "eDcba d");
	assert_false(app_session_select_id(f->s, 12345));
	expect(f, "eDcba d");
}

/* Its file, behind the back of the index. */
static void
expect_excerpt(struct fixture *f, const char *excerpt)
{
	assert_non_null(shown(f)->full);
	assert_string_equal(shown(f)->full->excerpt, excerpt);
}

static void
test_error_told_begins_with_a_capital_where_that_is_no_name(void **state)
{
	static const char *const cases[][2] = {
		{ "no browser found", "No browser found" }, { "", "" },
		{ "a.md:1:1: no front matter", "a.md:1:1: no front matter" },
		{ "sh failed (exit status 1)", "sh failed (exit status 1)" },
		{ "state.db: cannot be read", "state.db: cannot be read" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		app_tell(&f->s->messages, APP_ERROR, cases[i][0]);
		assert_string_equal(message(f), cases[i][1]);
	}
}

static void
test_what_was_read_ahead_is_shown_as_its_file_is(void **state)
{
	struct fixture *f = *state;

	app_session_prefetch(f->s, 1);
	app_session_prefetch(f->s, 3);
	app_session_prefetch(f->s, 99);
	expect(f, "Edcba e");
	write_day(f, "b", 2, "excerpt: another\n");
	select_at(f, 1);
	expect(f, "eDcba d");
	expect_excerpt(f, "needle");
	select_at(f, 3);
	expect_excerpt(f, "another");
	select_at(f, 1);
	write_day(f, "d", 4, "excerpt: changed\n");
	select_at(f, 0);
	select_at(f, 1);
	expect_excerpt(f, "changed");
}

static void
test_what_was_read_ahead_has_the_marks_and_relations_of_now(void **state)
{
	struct fixture *f = *state;

	app_session_prefetch(f->s, 2);
	mark(f, 2, NR_MARK_STARRED);
	select_at(f, 2);
	assert_int_equal(shown(f)->row.marks, NR_MARK_STARRED);
	assert_int_equal(shown(f)->edges.n, 1);
	select_at(f, 1);
	write_day(f, "e", 5, "");
	scan(f);
	select_at(f, 2);
	expect(f, "edCba c");
	assert_int_equal(shown(f)->edges.n, 0);
}

/* More than are kept, over and over. */
static void
test_any_number_may_be_read_ahead(void **state)
{
	struct fixture *f = *state;

	for (int day = 6; day < 30; day++) {
		char name[] = { (char)('a' + day), '\0' };

		write_day(f, name, day, "");
	}
	scan(f);
	for (size_t i = 0; i < 200; i++) {
		app_session_prefetch(f->s, i * 7 % 30);
		if (i % 5 == 0)
			select_at(f, i % 26);
		assert_int_equal(shown(f)->row.id, app_list_selected(&f->s->list));
	}
}

static void
test_new_article_moves_the_list_but_not_the_reader(void **state)
{
	struct fixture *f = *state;

	select_at(f, 1);
	write_day(f, "z", 9, "");
	scan(f);
	expect(f, "zeDcba d");
}

/* Whoever has not touched a key yet sees the newest. */
static void
test_list_stays_at_the_top_until_a_key_is_pressed(void **state)
{
	struct fixture *f = *state;

	write_day(f, "z", 9, "");
	scan(f);
	expect(f, "Zedcba z");
}

static void
test_article_that_went_away_gives_the_place_to_the_next(void **state)
{
	struct fixture *f = *state;
	char *b = nr_fs_join(f->news, "b.md"), *a = nr_fs_join(f->news, "a.md");

	select_at(f, 3);
	assert_int_equal(unlink(b), 0);
	scan(f);
	expect(f, "edcA a");
	assert_int_equal(unlink(a), 0);
	scan(f);
	expect(f, "edC c");
	free(b);
	free(a);
}

static void
test_changed_article_is_shown_again(void **state)
{
	struct fixture *f = *state;
	unsigned version = article_version(f);

	write_day(f, "e", 5, "excerpt: a longer one\n");
	scan(f);
	expect(f, "Edcba e");
	assert_string_equal(shown(f)->row.excerpt, "a longer one");
	assert_int_not_equal(article_version(f), version);
}

static void
test_article_followed_stays_when_the_list_is_read_again(void **state)
{
	struct fixture *f = *state;

	touch(f);
	assert_true(app_session_show(f->s,
		nr_store_find(f->s->store, "https://x.example/g")));
	expect(f, "Edcba G");
	app_session_refresh(f->s);
	expect(f, "Edcba G");
	assert_false(app_session_show(f->s, 12345));
	expect(f, "Edcba G");
}

static void
test_filter_keeps_the_selected_article_or_takes_the_next(void **state)
{
	struct fixture *f = *state;

	select_at(f, 2);
	nr_filter_add_topic(&f->s->filter, "odd");
	app_session_set_filter(f->s, &f->s->filter);
	expect(f, "Ca c");
	nr_filter_release(&f->s->filter);
	app_session_set_filter(f->s, &f->s->filter);
	expect(f, "edCba c");
	select_at(f, 3);
	nr_filter_add_topic(&f->s->filter, "odd");
	app_session_set_filter(f->s, &f->s->filter);
	expect(f, "cA a");
}

static void
test_place_comes_back_with_the_filter_it_had(void **state)
{
	static const enum nr_show shows[] = { NR_SHOW_STARRED, NR_SHOW_UNREAD,
		NR_SHOW_HIDDEN, NR_SHOW_ALL };
	struct fixture *f = *state;
	int64_t hidden;

	select_at(f, 0);
	hidden = app_list_selected(&f->s->list);
	app_session_mark(f->s, &hidden, 1, NR_MARK_HIDDEN, 0);
	app_session_refresh(f->s);
	select_at(f, 2);
	expect(f, "dcBa b");
	for (size_t i = 0; i < sizeof(shows) / sizeof(shows[0]); i++) {
		f->s->filter.show = shows[i];
		app_session_set_filter(f->s, &f->s->filter);
	}
	expect(f, "dcBa b");
	/* But not when the reader has gone elsewhere. */
	nr_filter_add_topic(&f->s->filter, "odd");
	app_session_set_filter(f->s, &f->s->filter);
	expect(f, "cA a");
	select_at(f, 0);
	nr_filter_release(&f->s->filter);
	app_session_set_filter(f->s, &f->s->filter);
	expect(f, "dCba c");
}

static void
test_nothing_is_shown_when_nothing_passes(void **state)
{
	struct fixture *f = *state;

	f->s->filter.show = NR_SHOW_STARRED;
	app_session_set_filter(f->s, &f->s->filter);
	expect(f, " -");
	assert_int_equal(app_list_selected(&f->s->list), 0);
	assert_false(app_session_search(f->s, "needle", 1, true));
	assert_false(app_session_select_unread(f->s, 1));
	f->s->filter.show = NR_SHOW_ALL;
	app_session_set_filter(f->s, &f->s->filter);
	expect(f, "Edcba e");
}

static void
test_article_just_read_stays_until_the_filter_is_chosen_again(void **state)
{
	struct fixture *f = *state;

	f->s->filter.show = NR_SHOW_UNREAD;
	app_session_set_filter(f->s, &f->s->filter);
	select_at(f, 1);
	app_session_mark_read(f->s, app_list_selected(&f->s->list));
	app_session_refresh(f->s);
	expect(f, "eDcba d");
	scan(f);
	expect(f, "eDcba d");
	app_session_set_filter(f->s, &f->s->filter);
	expect(f, "eCba c");
}

static void
test_search_goes_on_from_the_cursor_and_wraps(void **state)
{
	struct fixture *f = *state;

	assert_true(app_session_search(f->s, "NEEDLE", 1, true));
	expect(f, "eDcba d");
	assert_true(app_session_search(f->s, "needle", 1, true));
	expect(f, "eDcba d");
	assert_true(app_session_search(f->s, "needle", 1, false));
	expect(f, "edcBa b");
	assert_true(app_session_search(f->s, "needle", 1, false));
	expect(f, "eDcba d");
	assert_true(app_session_search(f->s, "needle", -1, false));
	expect(f, "edcBa b");
	assert_false(app_session_search(f->s, "haystack", 1, true));
	expect(f, "edcBa b");
}

/* By its articles, not by its rows; those that leave the list leave it. */
static void
test_selection_survives_updates(void **state)
{
	struct fixture *f = *state;
	struct app_list *l = &f->s->list;
	struct nr_ids picked = NR_IDS_INIT;
	int64_t b = *ids_from(f, 3), c = *ids_from(f, 2);

	app_list_pick(l, 1, 2);
	app_list_pick(l, 1, 1);
	assert_int_equal(l->picked.n, 1);
	assert_false(app_list_pick_range(l, 3));
	assert_true(app_list_pick_range(l, 2));
	write_day(f, "f", 6, "");
	write_day(f, "g", 7, "");
	scan(f);
	app_list_picked(l, &picked);
	assert_int_equal(picked.n, 2);
	assert_int_equal(picked.v[0], c);
	assert_int_equal(picked.v[1], b);
	nr_ids_release(&picked);
	app_session_mark(f->s, &b, 1, NR_MARK_HIDDEN, 0);
	app_session_refresh(f->s);
	assert_int_equal(l->picked.n, 1);
	assert_true(app_list_is_picked(l, c));
	assert_true(app_list_unpick(l));
	assert_false(app_list_unpick(l));
	app_session_pick_all(f->s, "needle");
	assert_int_equal(l->picked.n, 1);
	app_session_pick_all(f->s, NULL);
	assert_int_equal(l->picked.n, length(f));
}

static void
test_next_unread_is_found_in_both_directions(void **state)
{
	struct fixture *f = *state;

	mark(f, 1, NR_MARK_READ);
	mark(f, 4, NR_MARK_READ);
	assert_true(app_session_select_unread(f->s, 1));
	expect(f, "edCba c");
	select_at(f, 0);
	assert_true(app_session_select_unread(f->s, -1));
	expect(f, "edcBa b");
}

static void
test_marks_are_told_counted_and_undone(void **state)
{
	struct fixture *f = *state;

	app_session_mark(f->s, ids_from(f, 0), 5, NR_MARK_READ, 0);
	expect_message(f, APP_INFO, "Marked 5 articles read; U undoes");
	assert_int_equal(totals(f)->unread, 0);
	assert_int_equal(shown(f)->row.marks, NR_MARK_READ);
	app_session_mark(f->s, ids_from(f, 0), 5, NR_MARK_READ, 0);
	expect_message(f, APP_INFO, "Nothing to change");
	app_session_undo(f->s);
	expect_message(f, APP_INFO, "Undid: mark 5 articles read");
	assert_int_equal(totals(f)->unread, 5);
	assert_int_equal(shown(f)->row.marks, 0);
	app_session_redo(f->s);
	expect_message(f, APP_INFO, "Redid: mark 5 articles read");
	assert_int_equal(totals(f)->unread, 0);
	mark(f, 2, NR_MARK_STARRED);
	expect_message(f, APP_INFO, "Starred; U undoes");
}

/* What the filter leaves out, or the reader has hidden, is not counted. */
static void
test_unread_articles_of_the_list_are_counted(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(counts(f)->unread, 5);
	mark(f, 1, NR_MARK_READ);
	assert_int_equal(counts(f)->unread, 4);
	mark(f, 2, NR_MARK_HIDDEN);
	app_session_refresh(f->s);
	assert_int_equal(app_session_length(f->s), 4);
	assert_int_equal(counts(f)->unread, 3);
	f->s->filter.show = NR_SHOW_HIDDEN;
	app_session_set_filter(f->s, &f->s->filter);
	assert_int_equal(app_session_length(f->s), 1);
	assert_int_equal(counts(f)->unread, 1);
	f->s->filter.show = NR_SHOW_UNREAD;
	app_session_set_filter(f->s, &f->s->filter);
	assert_int_equal(app_session_length(f->s), 3);
	app_session_mark_read(f->s, *ids_from(f, 0));
	assert_int_equal(app_session_length(f->s), 3);
	assert_int_equal(counts(f)->unread, 2);
	app_session_undo(f->s);
	assert_int_equal(counts(f)->unread, 3);
	assert_int_equal(totals(f)->hidden, 1);
	f->s->filter.show = NR_SHOW_ALL;
	f->s->filter.provider = nr_strdup("Nobody");
	app_session_set_filter(f->s, &f->s->filter);
	assert_int_equal(counts(f)->unread, 0);
}

static void
expect_unread(struct fixture *f, size_t listed, size_t unread)
{
	assert_true(counts(f)->unread_counted);
	assert_int_equal(app_session_length(f->s), listed);
	assert_int_equal(counts(f)->unread, unread);
}

static void
reopen(struct fixture *f)
{
	app_session_close(f->s);
	open_session(f);
}

/* Before any scan, and of the list read last, not of the one before. */
static void
test_unread_articles_are_counted_in_the_first_list_and_each_later_one(void **state)
{
	struct fixture *f = *state;

	nr_filter_add_topic(&f->filter, "Odd");
	reopen(f);
	expect_unread(f, 2, 2);
	nr_filter_add_topic(&f->filter, "Even");
	reopen(f);
	expect_unread(f, 2, 2);
	mark(f, 0, NR_MARK_READ);
	reopen(f);
	expect_unread(f, 2, 1);
	nr_filter_release(&f->s->filter);
	app_session_refresh(f->s);
	expect_unread(f, 5, 4);
	nr_filter_add_topic(&f->s->filter, "Odd");
	app_session_refresh(f->s);
	expect_unread(f, 2, 1);
	write_day(f, "z", 9, "topics: [Odd]\n");
	scan(f);
	expect_unread(f, 3, 2);
	f->filter.show = NR_SHOW_UNREAD;
	reopen(f);
	expect_unread(f, 2, 2);
}

static void
test_messages_are_clean_and_only_bad_ones_are_kept(void **state)
{
	struct fixture *f = *state;
	size_t before = logged(f)->n;

	app_say(&f->s->messages, APP_INFO, "all %s", "well");
	assert_int_equal(logged(f)->n, before);
	app_say(&f->s->messages, APP_ERROR, "a\x1b[2J\nb");
	expect_message(f, APP_ERROR, "a b");
	assert_int_equal(logged(f)->n, before + 1);
	app_messages_clear(&f->s->messages);
	expect_message(f, APP_INFO, "");
	for (int i = 0; i < APP_LOG_MAX + 1; i++)
		app_say(&f->s->messages, APP_WARNING, "%d", i);
	assert_int_equal(logged(f)->n, APP_LOG_MAX);
	assert_string_equal(logged(f)->v[0].text, "1");
}

static void
test_problems_of_the_start_are_counted_with_those_of_files(void **state)
{
	struct fixture *f = *state;
	struct nr_diags notes = NR_DIAGS_INIT;

	nr_diag_add(&notes, NR_FAILURE, "/home/config", 3, 1, "unknown option");
	app_messages_report_start(&f->s->messages, f->s->roots, &notes);
	expect_message(f, APP_ERROR, "/home/config:3:1: unknown option");
	nr_diag_add(&notes, NR_FAILURE, "/home/news", 0, 0, "No such file or directory");
	app_messages_report_start(&f->s->messages, f->s->roots, &notes);
	expect_message(f, APP_WARNING, "3 problems: E lists them");
	assert_int_equal(logged(f)->n, 3);
	assert_string_equal(logged(f)->v[2].text, "No such file or directory");
	util_write(f->news, "one.md", "no article");
	scan(f);
	expect_message(f, APP_WARNING, "4 problems: E lists them");
	assert_int_equal(logged(f)->n, 3);
	nr_diags_release(&notes);
}

/* Of an index that knows them no less. */
static void
test_broken_file_of_an_earlier_run_is_told_at_the_start(void **state)
{
	struct fixture *f = *state;

	util_write(f->news, "one.md", "no article");
	scan(f);
	app_session_close(f->s);
	open_session(f);
	scan(f);
	expect_message(f, APP_ERROR, "one.md:1:1: no front matter");
	assert_int_equal(logged(f)->n, 0);
}

static void
test_files_that_broke_are_counted_when_the_scan_ends(void **state)
{
	struct fixture *f = *state;

	util_write(f->news, "one.md", "no article");
	scan(f);
	expect_message(f, APP_ERROR, "one.md:1:1: no front matter");
	util_write(f->news, "two.md", "no article");
	util_write(f->news, "three.md", "no article");
	scan(f);
	expect_message(f, APP_WARNING, "3 problems: E lists them");
	app_messages_clear(&f->s->messages);
	scan(f);
	expect_message(f, APP_INFO, "");
}

static void
test_scan_that_was_asked_for_is_answered(void **state)
{
	struct fixture *f = *state;

	ask_for_scan(f);
	scan(f);
	expect_message(f, APP_INFO, "Nothing has changed");
	app_messages_clear(&f->s->messages);
	scan(f);
	expect_message(f, APP_INFO, "");
	util_write(f->news, "one.md", "no article");
	ask_for_scan(f);
	scan(f);
	expect_message(f, APP_ERROR, "one.md:1:1: no front matter");
}

static void
test_unknown_topic_is_told_when_the_scan_ends(void **state)
{
	struct fixture *f = *state;

	nr_filter_add_topic(&f->s->filter, "Ode");
	scan(f);
	expect_message(f, APP_WARNING, "No topic \"Ode\"; did you mean \"Odd\"?");
}

static void
test_second_scan_at_once_is_refused(void **state)
{
	struct fixture *f = *state;

	app_session_start_scan(f->s, false);
	app_session_start_scan(f->s, false);
	expect_message(f, APP_INFO, "Already scanning");
	finish_scan(f);
	expect(f, "Edcba e");
}

/* However far it came, the list is whole. */
static void
test_cancelled_scan_loses_nothing(void **state)
{
	struct fixture *f = *state;

	app_session_start_scan(f->s, false);
	app_session_cancel_scan(f->s);
	finish_scan(f);
	expect(f, "Edcba e");
	app_session_cancel_scan(f->s);
	scan(f);
	expect(f, "Edcba e");
}

static void
test_session_may_be_closed_during_a_scan(void **state)
{
	struct fixture *f = *state;

	app_session_start_scan(f->s, false);
	app_session_close(f->s);
	open_session(f);
	expect(f, "Edcba e");
}

static void
test_next_session_shows_the_index_before_any_scan(void **state)
{
	struct fixture *f = *state;

	mark(f, 0, NR_MARK_READ);
	app_session_close(f->s);
	open_session(f);
	assert_false(is_scanning(f));
	expect(f, "Edcba e");
	assert_int_equal(shown(f)->row.marks, NR_MARK_READ);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup_five, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_article_follows_the_cursor),
		TEST(test_error_told_begins_with_a_capital_where_that_is_no_name),
		TEST(test_what_was_read_ahead_is_shown_as_its_file_is),
		TEST(test_what_was_read_ahead_has_the_marks_and_relations_of_now),
		TEST(test_any_number_may_be_read_ahead),
		TEST(test_new_article_moves_the_list_but_not_the_reader),
		TEST(test_list_stays_at_the_top_until_a_key_is_pressed),
		TEST(test_article_that_went_away_gives_the_place_to_the_next),
		TEST(test_changed_article_is_shown_again),
		TEST(test_article_followed_stays_when_the_list_is_read_again),
		TEST(test_filter_keeps_the_selected_article_or_takes_the_next),
		TEST(test_place_comes_back_with_the_filter_it_had),
		TEST(test_nothing_is_shown_when_nothing_passes),
		TEST(test_article_just_read_stays_until_the_filter_is_chosen_again),
		TEST(test_search_goes_on_from_the_cursor_and_wraps),
		TEST(test_selection_survives_updates),
		TEST(test_next_unread_is_found_in_both_directions),
		TEST(test_marks_are_told_counted_and_undone),
		TEST(test_unread_articles_of_the_list_are_counted),
		TEST(test_unread_articles_are_counted_in_the_first_list_and_each_later_one),
		TEST(test_messages_are_clean_and_only_bad_ones_are_kept),
		TEST(test_problems_of_the_start_are_counted_with_those_of_files),
		TEST(test_broken_file_of_an_earlier_run_is_told_at_the_start),
		TEST(test_files_that_broke_are_counted_when_the_scan_ends),
		TEST(test_scan_that_was_asked_for_is_answered),
		TEST(test_unknown_topic_is_told_when_the_scan_ends),
		TEST(test_second_scan_at_once_is_refused),
		TEST(test_cancelled_scan_loses_nothing),
		TEST(test_session_may_be_closed_during_a_scan),
		TEST(test_next_session_shows_the_index_before_any_scan),
	};

	return cmocka_run_group_tests_name("session", tests, NULL, NULL);
}
