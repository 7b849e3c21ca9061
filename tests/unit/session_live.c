#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <poll.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "session_util.h"
#include "newsreader/clock.h"

/* Do what the user interface does until nothing is left to do. */
static void
settle(struct fixture *f)
{
	int timeout;

	app_session_follow(f->s);
	while ((timeout = app_session_timeout(f->s)) >= 0 || is_scanning(f) || is_listing(f)) {
		struct pollfd fds[] = {
			{ .fd = nr_jobs_fd(f->s->jobs), .events = POLLIN },
			{ .fd = nr_watch_fd(f->s->scanner.watch), .events = POLLIN },
		};

		assert_true(poll(fds, 2, timeout >= 0 ? timeout : 30000) >= 0);
		app_session_take_messages(f->s);
		app_session_follow(f->s);
	}
}

/* Which of the list are new, by title. */
static void
expect_fresh(struct fixture *f, const char *expected)
{
	struct nr_buf b = NR_BUF_INIT;

	for (size_t i = 0; i < length(f); i++) {
		struct nr_row row;

		assert_true(app_session_row(f->s, *ids_from(f, i), &row));
		if (app_list_is_fresh(&f->s->list, &row))
			nr_buf_addz(&b, row.title);
		nr_row_release(&row);
	}
	assert_string_equal(nr_buf_str(&b), expected);
	nr_buf_release(&b);
}

static void
test_changes_on_the_disk_are_followed(void **state)
{
	struct fixture *f = *state;

	select_at(f, 1);
	write_day(f, "z", 9, "");
	settle(f);
	expect(f, "zeDcba d");
	expect_message(f, APP_INFO, "1 new");
	drop(f, "z.md");
	drop(f, "a.md");
	write_day(f, "d", 4, "excerpt: changed\n");
	write_day(f, "y", 8, "");
	settle(f);
	expect(f, "yeDcb d");
	/* Nobody has pressed a key. */
	expect_message(f, APP_INFO, "2 new, 1 updated, 2 gone");
	app_messages_clear(&f->s->messages);
	drop(f, "y.md");
	settle(f);
	expect_message(f, APP_INFO, "1 gone");
	app_say(&f->s->messages, APP_INFO, "an answer");
	write_day(f, "y", 8, "");
	settle(f);
	expect_message(f, APP_INFO, "an answer");
	assert_string_equal(shown(f)->row.excerpt, "changed");
}

static void
test_nothing_is_done_when_nothing_changed(void **state)
{
	struct fixture *f = *state;
	const void *list = list_version(f);
	unsigned article = article_version(f);

	settle(f);
	util_write(f->news, "picture.jpg", "x");
	settle(f);
	assert_int_equal(app_session_timeout(f->s), -1);
	assert_ptr_equal(list_version(f), list);
	assert_int_equal(article_version(f), article);
}

static void
test_other_articles_do_not_read_the_one_shown_again(void **state)
{
	struct fixture *f = *state;
	unsigned article = article_version(f);

	select_at(f, 0);
	write_day(f, "a", 1, "excerpt: changed\n");
	settle(f);
	expect(f, "Edcba e");
	assert_int_equal(article_version(f), article);
}

static void
test_touched_and_moved_files_are_no_news(void **state)
{
	struct fixture *f = *state;
	char *a = nr_fs_join(f->news, "a.md"), *z = nr_fs_join(f->news, "z.md");

	settle(f);
	assert_int_equal(utimensat(AT_FDCWD, a, NULL, 0), 0);
	settle(f);
	expect_message(f, APP_INFO, "");
	assert_int_equal(rename(a, z), 0);
	settle(f);
	expect_message(f, APP_INFO, "");
	assert_int_equal(rename(z, a), 0);
	settle(f);
	expect_message(f, APP_INFO, "");
	expect(f, "Edcba e");
	expect_fresh(f, "");
	free(a);
	free(z);
}

static void
test_folders_that_come_are_followed_too(void **state)
{
	struct fixture *f = *state;
	char *sub = nr_fs_join(f->news, "sub"), *away = nr_fs_join(f->dir, "away");
	char *below = nr_fs_join(sub, "below");

	select_at(f, 0);
	assert_int_equal(mkdir(sub, 0700), 0);
	settle(f);
	util_write(sub, "z.md", "---\ntitle: z\npublishedDateTime: 2021-05-09\n---\n");
	settle(f);
	expect(f, "zEdcba e");
	assert_int_equal(rename(sub, away), 0);
	settle(f);
	expect(f, "Edcba e");
	assert_int_equal(rename(away, sub), 0);
	settle(f);
	expect(f, "zEdcba e");
	util_write(sub, "y.md", "---\ntitle: y\npublishedDateTime: 2021-05-08\n---\n");
	settle(f);
	expect(f, "zyEdcba e");
	assert_int_equal(mkdir(below, 0700), 0);
	util_write(below, "x.md", "---\ntitle: x\npublishedDateTime: 2021-05-07\n---\n");
	settle(f);
	expect(f, "zyxEdcba e");
	app_messages_clear(&f->s->messages);
	util_drop_folder(nr_strdup(sub));
	settle(f);
	expect(f, "Edcba e");
	expect_message(f, APP_INFO, "3 gone");
	assert_int_equal(totals(f)->failed, 0);
	assert_int_equal(mkdir(sub, 0700), 0);
	settle(f);
	util_write(sub, "z.md", "---\ntitle: z\npublishedDateTime: 2021-05-09\n---\n");
	settle(f);
	expect(f, "zEdcba e");
	free(sub);
	free(below);
	free(away);
}

static void
move_state(const struct fixture *f, const char *from, const char *to)
{
	char *a = nr_fs_join(f->dir, from), *b = nr_fs_join(f->dir, to);

	assert_int_equal(rename(a, b), 0);
	free(a);
	free(b);
}

/* No key is pressed, and all marks are in the new file; also for the second time, when the
 * folder is another one. */
static void
test_marks_that_are_taken_away_are_written_again_and_it_is_told(void **state)
{
	struct fixture *f = *state;
	int64_t id = *ids_from(f, 0);

	settle(f);
	app_session_mark(f->s, &id, 1, NR_MARK_STARRED, 0);
	settle(f);
	for (int i = 0; i < 3; i++) {
		size_t before = logged(f)->n;
		struct nr_store *other = NULL;
		struct nr_diags notes = NR_DIAGS_INIT;
		struct nr_error err = NR_ERROR_INIT;

		app_messages_clear(&f->s->messages);
		if (i == 0)
			move_state(f, "state/newsreader/state.db", "state.db");
		else
			move_state(f, "state/newsreader", i == 1 ? "first" : "second");
		settle(f);
		settle(f);
		assert_int_equal(tone_of_message(f), APP_WARNING);
		assert_non_null(strstr(message(f), "was removed or replaced"));
		assert_int_equal(logged(f)->n, before + 1);
		expect(f, "Edcba e");
		assert_int_equal(app_store_open(&f->roots, APP_STORE_READ_ONLY, &other, &notes,
			&err), 0);
		assert_int_equal(nr_store_marks(other, id), NR_MARK_STARRED);
		nr_store_close(other);
		nr_diags_release(&notes);
	}
}

/* Its articles stay, and why nothing more comes is told; what took its place is no folder. */
static void
test_a_root_that_is_gone_is_a_problem_with_its_reason(void **state)
{
	struct fixture *f = *state;
	char *away = nr_fs_join(f->dir, "away");

	for (int i = 0; i < 2; i++) {
		struct nr_diags problems = NR_DIAGS_INIT;
		struct nr_error err = NR_ERROR_INIT;

		settle(f);
		assert_int_equal(rename(f->news, away), 0);
		if (i == 1)
			assert_int_equal(symlink("nothing", f->news), 0);
		settle(f);
		expect(f, "Edcba e");
		assert_int_equal(totals(f)->failed, 1);
		assert_int_equal(nr_store_problems(f->s->store, &problems, &err), 0);
		assert_int_equal(problems.n, 1);
		assert_string_equal(problems.v[0].path, f->news);
		assert_string_equal(problems.v[0].text, "No such file or directory");
		nr_diags_release(&problems);
		unlink(f->news);
		assert_int_equal(rename(away, f->news), 0);
		settle(f);
		expect(f, "Edcba e");
		assert_int_equal(totals(f)->failed, 0);
	}
	free(away);
}

static void
test_new_ones_are_new_until_the_cursor_was_there(void **state)
{
	struct fixture *f = *state;

	expect_fresh(f, "");
	select_at(f, 0);
	write_day(f, "x", 7, "");
	write_day(f, "y", 8, "");
	write_day(f, "z", 9, "");
	settle(f);
	expect(f, "zyxEdcba e");
	expect_fresh(f, "zyx");
	select_at(f, 1);
	expect_fresh(f, "zx");
	write_day(f, "z", 9, "excerpt: changed\n");
	settle(f);
	expect_fresh(f, "zx");
	drop(f, "y.md");
	settle(f);
	write_day(f, "y", 8, "");
	settle(f);
	expect_fresh(f, "zyx");
}

static void
test_one_that_was_read_is_not_new(void **state)
{
	struct fixture *f = *state;

	select_at(f, 1);
	app_session_mark_read(f->s, *ids_from(f, 1));
	app_session_mark_read(f->s, *ids_from(f, 3));
	drop(f, "a.md");
	drop(f, "b.md");
	drop(f, "d.md");
	settle(f);
	expect(f, "eC c");
	write_day(f, "a", 1, "");
	write_day(f, "b", 2, "excerpt: needle\n");
	write_day(f, "d", 4, "excerpt: needle\n");
	settle(f);
	expect(f, "eDcba d");
	expect_fresh(f, "a");
	app_session_mark(f->s, ids_from(f, 0), length(f), NR_MARK_READ, 0);
	expect_fresh(f, "");
	app_session_undo(f->s);
	expect_fresh(f, "a");
}

/* Until a key is pressed the cursor is wherever the top is, and nobody has looked. */
static void
test_new_one_at_the_top_is_new_until_a_key_is_pressed(void **state)
{
	struct fixture *f = *state;

	write_day(f, "z", 9, "");
	settle(f);
	expect(f, "Zedcba z");
	expect_fresh(f, "z");
	select_at(f, 1);
	expect_fresh(f, "");
}

static void
test_article_that_is_read_stays_when_it_is_gone(void **state)
{
	struct fixture *f = *state;

	select_at(f, 1);
	begin_to_read(f);
	drop(f, "d.md");
	settle(f);
	expect(f, "eCba d");
	assert_string_equal(shown(f)->problem, "its file is gone");
	assert_non_null(shown(f)->full);
	write_day(f, "a", 1, "excerpt: changed\n");
	settle(f);
	expect(f, "eCba d");
	select_at(f, 2);
	expect(f, "ecBa b");
}

/* The list has "eCba" when d is gone, "edcB" when a is; K and J then go to its neighbours. */
static void
test_the_next_one_of_an_article_that_is_gone_took_its_place(void **state)
{
	struct fixture *f = *state;

	select_at(f, 1);
	begin_to_read(f);
	assert_int_equal(distance(f, 1), 1);
	drop(f, "d.md");
	settle(f);
	expect(f, "eCba d");
	assert_int_equal(distance(f, 1), 0);
	assert_int_equal(distance(f, 3), 2);
	assert_int_equal(distance(f, -1), -1);
	app_session_refresh(f->s);
	assert_true(app_session_select_unread(f->s, 1));
	expect(f, "eCba c");
	assert_int_equal(distance(f, 1), 1);
	drop(f, "c.md");
	settle(f);
	drop(f, "b.md");
	settle(f);
	expect(f, "eA c");
	assert_true(app_session_select_unread(f->s, -1));
	expect(f, "Ea e");
}

static void
test_the_previous_one_of_a_last_article_that_is_gone_took_its_place(void **state)
{
	struct fixture *f = *state;

	select_at(f, 4);
	begin_to_read(f);
	drop(f, "a.md");
	settle(f);
	expect(f, "edcB a");
	assert_int_equal(distance(f, -1), 0);
	assert_int_equal(distance(f, -2), -1);
	assert_int_equal(distance(f, 1), 1);
	assert_true(app_session_select_unread(f->s, -1));
	expect(f, "edcB b");
	drop(f, "b.md");
	settle(f);
	expect(f, "edC b");
	assert_true(app_session_select_unread(f->s, 1));
	expect(f, "Edc e");
}

static void
test_article_that_others_still_list_stays_as_it_was(void **state)
{
	struct fixture *f = *state;

	select_at(f, 2);
	begin_to_read(f);
	drop(f, "c.md");
	settle(f);
	expect(f, "edBa c");
	assert_string_equal(shown(f)->problem, "its file is gone");
	assert_false(shown(f)->row.ghost);
}

static void
test_article_followed_stays_when_it_is_gone(void **state)
{
	struct fixture *f = *state;

	touch(f);
	assert_true(app_session_show(f->s,
		nr_store_find(f->s->store, "https://x.example/g")));
	write_day(f, "e", 5, "");
	settle(f);
	expect(f, "Edcba G");
	assert_string_equal(shown(f)->problem, "its file is gone");
}

static void
test_article_that_is_back_has_the_cursor_again(void **state)
{
	struct fixture *f = *state;

	select_at(f, 1);
	drop(f, "d.md");
	settle(f);
	expect(f, "eCba c");
	write_day(f, "d", 4, "");
	settle(f);
	expect(f, "eDcba d");
	drop(f, "d.md");
	settle(f);
	select_at(f, 2);
	write_day(f, "d", 4, "");
	settle(f);
	expect(f, "edcBa b");
}

static void
test_everything_that_goes_and_comes_back_is_as_before(void **state)
{
	struct fixture *f = *state;
	char *away = nr_fs_join(f->dir, "away");

	select_at(f, 3);
	for (char name[] = "a.md"; *name <= 'e'; (*name)++)
		drop(f, name);
	settle(f);
	expect(f, " -");
	for (int i = 0; i < 5; i++)
		write_day(f, (char[]){ (char)('a' + i), '\0' }, i + 1, "");
	settle(f);
	expect(f, "edcBa b");
	/* A root that is gone keeps what it had. */
	assert_int_equal(rename(f->news, away), 0);
	settle(f);
	expect(f, "edcBa b");
	assert_int_equal(rename(away, f->news), 0);
	write_day(f, "z", 9, "");
	settle(f);
	expect(f, "zedcBa b");
	free(away);
}

static void
test_changes_during_a_scan_are_read_after_it(void **state)
{
	struct fixture *f = *state;

	select_at(f, 0);
	app_session_start_scan(f->s, false);
	write_day(f, "z", 9, "");
	assert_false(app_session_follow(f->s));
	settle(f);
	expect(f, "zEdcba e");
}

/* Same size, same time: a scan that only looks is deceived. */
static void
test_rescan_reads_unchanged_files_too(void **state)
{
	struct fixture *f = *state;
	char *path = nr_fs_join(f->news, "b.md");
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	write_day(f, "b", 2, "excerpt: needed\n");
	assert_int_equal(utimensat(AT_FDCWD, path,
		(struct timespec[]){ st.st_atim, st.st_mtim }, 0), 0);
	settle(f);
	scan(f);
	select_at(f, 3);
	assert_string_equal(shown(f)->row.excerpt, "needle");
	app_session_start_scan(f->s, true);
	settle(f);
	expect(f, "edcBa b");
	assert_string_equal(shown(f)->row.excerpt, "needed");
	expect_message(f, APP_INFO, "1 updated");
	free(path);
}

static struct nr_store *
open_other(struct fixture *f)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_store *s = NULL;

	assert_int_equal(app_store_open(&f->roots, 0, &s, &notes, &err), 0);
	nr_diags_release(&notes);
	return s;
}

static void
test_marks_made_elsewhere_are_shown(void **state)
{
	struct fixture *f = *state;
	struct nr_store *other = open_other(f);
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_store_mark(other, ids_from(f, 0), 1, NR_MARK_READ, 0, &err), 0);
	settle(f);
	assert_int_equal(shown(f)->row.marks, NR_MARK_READ);
	assert_int_equal(totals(f)->unread, 4);
	nr_store_close(other);
	settle(f);
}

static void
test_marks_made_here_do_not_read_the_list_again(void **state)
{
	struct fixture *f = *state;
	const void *version;

	settle(f);
	version = list_version(f);
	app_session_mark(f->s, ids_from(f, 0), 1, NR_MARK_STARRED, 0);
	settle(f);
	assert_ptr_equal(list_version(f), version);
	assert_int_equal(app_session_timeout(f->s), -1);
}

/* What could not be read stays on the status line until it can be, or a key is pressed. */
static void
test_bad_news_come_with_the_good(void **state)
{
	struct fixture *f = *state;

	write_day(f, "z", 9, "");
	util_write(f->news, "bad.md", "no article");
	settle(f);
	expect_message(f, APP_ERROR, "1 new; bad.md:1:1: no front matter");
	write_day(f, "y", 8, "");
	settle(f);
	expect_message(f, APP_ERROR, "2 new; bad.md:1:1: no front matter");
	app_messages_clear(&f->s->messages);
	write_day(f, "x", 7, "");
	settle(f);
	expect_message(f, APP_INFO, "1 new");
}

static void
test_bad_news_go_once_they_are_no_longer_true(void **state)
{
	struct fixture *f = *state;

	select_at(f, 0);
	settle(f);
	app_messages_clear(&f->s->messages);
	util_write(f->news, "a.md", "");
	settle(f);
	expect_message(f, APP_ERROR, "1 gone; a.md:1:1: no front matter");
	write_day(f, "a", 1, "");
	settle(f);
	expect_message(f, APP_INFO, "1 new, 1 gone");
	app_messages_clear(&f->s->messages);
	util_write(f->news, "bad.md", "no article");
	settle(f);
	expect_message(f, APP_ERROR, "bad.md:1:1: no front matter");
	drop(f, "bad.md");
	settle(f);
	expect_message(f, APP_INFO, "");
	util_write(f->news, "bad.md", "no article");
	settle(f);
	app_say(&f->s->messages, APP_INFO, "an answer");
	drop(f, "bad.md");
	settle(f);
	expect_message(f, APP_INFO, "an answer");
}

/* Wait until the list begins to be read again, and no longer. */
static void
wait_for_listing(struct fixture *f)
{
	while (!is_listing(f)) {
		struct pollfd fd = { .fd = nr_jobs_fd(f->s->jobs), .events = POLLIN };

		assert_true(poll(&fd, 1, 30000) > 0);
		app_session_take_messages(f->s);
	}
}

static void
test_keys_are_answered_before_an_update_is_read(void **state)
{
	struct fixture *f = *state;

	write_day(f, "z", 9, "");
	app_session_start_scan(f->s, false);
	wait_for_listing(f);
	expect(f, "Edcba e");
	select_at(f, 2);
	expect(f, "edCba c");
	finish_scan(f);
	expect(f, "zedCba c");
	assert_int_equal(totals(f)->articles, 6);
}

static void
test_update_that_a_key_has_outrun_is_dropped(void **state)
{
	struct fixture *f = *state;

	write_day(f, "z", 9, "");
	app_session_start_scan(f->s, false);
	wait_for_listing(f);
	select_at(f, 1);
	f->s->filter.reverse = true;
	app_session_set_filter(f->s, &f->s->filter);
	assert_true(is_listing(f));
	finish_scan(f);
	expect(f, "abcDez d");
	app_session_update(f->s);
	app_session_mark(f->s, ids_from(f, 0), 1, NR_MARK_HIDDEN, 0);
	app_session_refresh(f->s);
	finish_scan(f);
	expect(f, "bcDez d");
}

static void
test_marks_made_during_an_update_are_counted(void **state)
{
	struct fixture *f = *state;
	const void *version = list_version(f);

	f->s->filter.show = NR_SHOW_UNREAD;
	app_session_set_filter(f->s, &f->s->filter);
	app_session_update(f->s);
	app_session_mark(f->s, ids_from(f, 1), 2, NR_MARK_READ, 0);
	finish_scan(f);
	assert_int_equal(totals(f)->unread, 3);
	assert_true(list_version(f) != version);
	expect(f, "Edcba e");
	app_session_undo(f->s);
	assert_int_equal(totals(f)->unread, 5);
}

static void
test_undo_puts_the_cursor_on_what_came_back(void **state)
{
	struct fixture *f = *state;

	app_session_mark(f->s, ids_from(f, 1), 1, NR_MARK_HIDDEN, 0);
	app_session_refresh(f->s);
	select_at(f, 3);
	expect(f, "ecbA a");
	app_session_undo(f->s);
	expect(f, "eDcba d");
	app_session_redo(f->s);
	expect(f, "eCba c");
	f->s->filter.show = NR_SHOW_UNREAD;
	app_session_set_filter(f->s, &f->s->filter);
	app_session_mark(f->s, ids_from(f, 0), 1, NR_MARK_READ, 0);
	app_session_set_filter(f->s, &f->s->filter);
	expect(f, "Cba c");
	app_session_undo(f->s);
	expect(f, "Ecba e");
	app_session_mark(f->s, ids_from(f, 3), 1, NR_MARK_STARRED, 0);
	app_session_undo(f->s);
	expect(f, "Ecba e");
}

/* Of another topic than those listed; the reader is elsewhere when it is listed again. */
static void
test_undo_of_an_article_that_is_not_listed_leaves_the_cursor(void **state)
{
	struct fixture *f = *state;
	struct nr_filter odd = NR_FILTER_INIT, all = NR_FILTER_INIT;
	int64_t b = *ids_from(f, 3);

	nr_filter_add_topic(&odd, "Odd");
	app_session_mark(f->s, &b, 1, NR_MARK_STARRED, 0);
	touch(f);
	app_session_set_filter(f->s, &odd);
	select_at(f, 0);
	assert_true(app_session_show(f->s, b));
	app_session_undo(f->s);
	expect(f, "Ca b");
	assert_int_equal(distance(f, 1), 1);
	app_session_set_filter(f->s, &all);
	expect(f, "edCba b");
	nr_filter_release(&odd);
}

static char *
index_path(const struct fixture *f)
{
	char *dir = nr_fs_join(f->dir, "cache/newsreader"), *folder, *path;
	DIR *d = opendir(dir);
	struct dirent *e;

	assert_non_null(d);
	while ((e = readdir(d)) && *e->d_name == '.')
		;
	assert_non_null(e);
	folder = nr_fs_join(dir, e->d_name);
	closedir(d);
	path = nr_fs_join(folder, "index.db");
	free(folder);
	free(dir);
	return path;
}

static void
expect_restored(struct fixture *f)
{
	settle(f);
	expect(f, "edCba c");
	expect_fresh(f, "");
	expect_message(f, APP_WARNING, "Index damaged or missing; rebuilding it");
	assert_int_equal(totals(f)->articles, 5);
	assert_int_equal(logged(f)->n, 1);
}

static void
test_index_that_was_removed_is_rebuilt(void **state)
{
	struct fixture *f = *state;
	char *path = index_path(f);

	select_at(f, 2);
	app_messages_clear(&f->s->messages);
	assert_int_equal(unlink(path), 0);
	expect_restored(f);
	free(path);
}

static void
test_index_that_is_damaged_is_rebuilt(void **state)
{
	struct fixture *f = *state;
	char *path = index_path(f);
	sqlite3 *db = NULL;
	int fd;

	select_at(f, 2);
	app_messages_clear(&f->s->messages);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL,
		NULL), SQLITE_OK);
	sqlite3_close(db);
	fd = open(path, O_WRONLY);
	assert_int_equal(pwrite(fd, "broken", 6, 0), 6);
	close(fd);
	app_session_update(f->s);
	expect_restored(f);
	free(path);
}

/* What is in the log beside the index when the program ends has to be moved then. */
static void
test_an_index_that_was_filled_is_tidied_up(void **state)
{
	/* An empty index takes some 200 KB, one of so many articles nearly 500 KB. */
	enum { MANY = 1000, FULL = 400000, LONG_MS = 60000 };
	struct fixture *f = make_home();
	int64_t began = nr_clock_ms();
	struct stat st = { .st_size = 0 };
	char *path;

	*state = f;
	for (int i = 0; i < MANY; i++) {
		char *name = util_format("n%d", i);

		write_day(f, name, 1, "");
		free(name);
	}
	begin(f);
	path = index_path(f);
	while (st.st_size < FULL) {
		struct pollfd fd = { .fd = nr_jobs_fd(f->s->jobs), .events = POLLIN };

		assert_true(nr_clock_ms() - began < LONG_MS);
		poll(&fd, 1, 10);
		app_session_take_messages(f->s);
		assert_int_equal(stat(path, &st), 0);
	}
	assert_int_equal(f->s->scanner.progress.parsed, MANY);
	free(path);
}

static void
test_marks_made_elsewhere_are_found_where_nothing_tells_of_them(void **state)
{
	struct fixture *f = *state;
	struct nr_store *other = open_other(f);
	struct nr_error err = NR_ERROR_INIT;

	nr_watch_free(f->s->scanner.watch);
	f->s->scanner.watch = nr_watch_new();
	f->s->scanner.marks_blind = true;
	assert_int_equal(nr_store_mark(other, ids_from(f, 0), 1, NR_MARK_READ, 0, &err), 0);
	assert_true(app_session_follow(f->s));
	finish_scan(f);
	assert_int_equal(shown(f)->row.marks, NR_MARK_READ);
	assert_int_equal(totals(f)->unread, 4);
	assert_false(app_session_follow(f->s));
	nr_store_close(other);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup_five, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_changes_on_the_disk_are_followed),
		TEST(test_nothing_is_done_when_nothing_changed),
		TEST(test_other_articles_do_not_read_the_one_shown_again),
		TEST(test_touched_and_moved_files_are_no_news),
		TEST(test_folders_that_come_are_followed_too),
		TEST(test_marks_that_are_taken_away_are_written_again_and_it_is_told),
		TEST(test_a_root_that_is_gone_is_a_problem_with_its_reason),
		TEST(test_new_ones_are_new_until_the_cursor_was_there),
		TEST(test_one_that_was_read_is_not_new),
		TEST(test_new_one_at_the_top_is_new_until_a_key_is_pressed),
		TEST(test_article_that_is_read_stays_when_it_is_gone),
		TEST(test_the_next_one_of_an_article_that_is_gone_took_its_place),
		TEST(test_the_previous_one_of_a_last_article_that_is_gone_took_its_place),
		TEST(test_article_that_others_still_list_stays_as_it_was),
		TEST(test_article_followed_stays_when_it_is_gone),
		TEST(test_article_that_is_back_has_the_cursor_again),
		TEST(test_everything_that_goes_and_comes_back_is_as_before),
		TEST(test_changes_during_a_scan_are_read_after_it),
		TEST(test_rescan_reads_unchanged_files_too),
		TEST(test_marks_made_elsewhere_are_shown),
		TEST(test_marks_made_here_do_not_read_the_list_again),
		TEST(test_bad_news_come_with_the_good),
		TEST(test_bad_news_go_once_they_are_no_longer_true),
		TEST(test_index_that_was_removed_is_rebuilt),
		TEST(test_index_that_is_damaged_is_rebuilt),
		cmocka_unit_test_teardown(test_an_index_that_was_filled_is_tidied_up, teardown),
		TEST(test_marks_made_elsewhere_are_found_where_nothing_tells_of_them),
		TEST(test_undo_puts_the_cursor_on_what_came_back),
		TEST(test_undo_of_an_article_that_is_not_listed_leaves_the_cursor),
		TEST(test_keys_are_answered_before_an_update_is_read),
		TEST(test_update_that_a_key_has_outrun_is_dropped),
		TEST(test_marks_made_during_an_update_are_counted),
	};

	return cmocka_run_group_tests_name("session_live", tests, NULL, NULL);
}
