#include "config.h"

#include <dirent.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/reader.h"

enum {
	IDLE_MS = 2000,
	MANY = 60,
	REWRITES = 400,
	BURST = 300
};

static void
write_article(const struct reader *r, int number, const char *title)
{
	char name[32];

	snprintf(name, sizeof(name), "a/%03d.md", number);
	reader_writef(r, name, "---\ntitle: %s %03d\ndate: 2021-05-%02d\n"
		"webUrl: https://x.example/%d\n---\nThe text of %s %03d.\n", title, number,
		number % 28 + 1, number, title, number);
}

static void
write_many(const struct reader *r, int n, const char *title)
{
	for (int i = 0; i < n; i++)
		write_article(r, i, title);
}

static void
test_written_files_appear_without_a_key(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	write_many(r, 3, "Story");
	p = reader_open(r, "a", "1/3, 3 unread");
	pty_keys(p, "j");
	pty_wait_text(p, "2/3, 3 unread");
	write_article(r, 1, "Changed");
	pty_wait_text(p, "Changed 001");
	pty_wait_text(p, "1 updated");
	write_article(r, 27, "Story");
	pty_wait_text(p, "3/4, 4 unread");
	pty_wait_text(p, "1 new");
	reader_wait_row(p, 2, " ●+     28 May");
	reader_remove(r, "a/027.md");
	pty_wait_text(p, "2/3, 3 unread");
	pty_wait_text(p, "1 gone");
	reader_quit(p);
}

static void
test_a_burst_is_one_update(void **state)
{
	struct reader *r = *state;
	char text[32];
	struct pty *p;

	write_many(r, 1, "Story");
	p = reader_open(r, "a", "1/1, 1 unread");
	write_many(r, BURST, "Story");
	snprintf(text, sizeof(text), "/%d, %d unread", BURST, BURST);
	pty_wait_text(p, text);
	reader_quit(p);
}

/* The first word behind the marks of every row. */
static void
test_the_view_stays_where_it_is(void **state)
{
	struct reader *r = *state;
	char top[256], *article;
	struct pty *p;

	write_many(r, MANY, "Story");
	p = reader_open(r, "a", "1/60,");
	pty_keys(p, "3 0 j");
	pty_wait_text(p, "31/60,");
	pty_settle(p);
	snprintf(top, sizeof(top), "%s", pty_row(p, 2));
	article = strdup(pty_row(p, 9));
	assert_non_null(article);
	for (int i = 0; i < 5; i++) {
		char name[32];

		snprintf(name, sizeof(name), "a/new%d.md", i);
		reader_writef(r, name, "---\ntitle: New %d\ndate: 2021-06-0%d\n---\n", i, i + 1);
	}
	pty_wait_text(p, "36/65,");
	pty_wait_row(p, 2, top);
	pty_wait_row(p, 9, article);
	free(article);
	reader_quit(p);
}

static void
test_what_is_read_stays_when_its_file_is_gone(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	write_many(r, 3, "Story");
	p = reader_open(r, "a", "1/3, 3 unread");
	pty_keys(p, "Enter");
	pty_wait_text(p, "The text of Story 002.");
	reader_remove(r, "a/002.md");
	pty_wait_text(p, "File gone, last version shown");
	pty_wait_text(p, "The text of Story 002.");
	pty_wait_text(p, "1/2, 2 unread");
	pty_keys(p, "/ s t o r y Enter");
	pty_wait_text(p, "The text of Story 002.");
	pty_keys(p, "q");
	pty_wait_text(p, "The text of Story 001.");
	pty_wait_gone(p, "File gone, last version shown");
	reader_clean(p);
	reader_quit(p);
}

/* Whatever leads on from it leads to the one that took its place in the list. */
static void
test_reading_on_from_a_file_that_is_gone_skips_nothing(void **state)
{
	static const char *const keys[] = { "Space", "J", "n" };
	struct reader *r = *state;

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct pty *p;

		write_many(r, 3, "Story");
		/* The cursor is where the run before left it. */
		p = reader_open(r, "a", "/3,");
		pty_keys(p, "g");
		pty_wait_text(p, "1/3,");
		pty_keys(p, "j Enter");
		pty_wait_text(p, "The text of Story 001.");
		reader_remove(r, "a/001.md");
		pty_wait_text(p, "File gone, last version shown");
		pty_wait_text(p, "2/2,");
		pty_keys(p, keys[i]);
		pty_wait_text(p, "The text of Story 000.");
		pty_wait_text(p, "2/2,");
		pty_keys(p, "m");
		reader_quit(p);
	}
}

static void
test_marks_made_in_one_appear_in_the_other(void **state)
{
	struct reader *r = *state;
	struct pty *one, *two;

	write_many(r, 3, "Story");
	one = reader_open(r, "a", "1/3, 3 unread");
	two = reader_open(r, "a", "1/3, 3 unread");
	pty_keys(one, "A");
	pty_wait_text(one, "1/3, 0 unread");
	pty_wait_text(two, "1/3, 0 unread");
	pty_keys(two, "U");
	pty_keys(two, "j f");
	reader_wait_row(two, 3, "▸ ★");
	reader_wait_row(one, 3, "  ★");
	reader_quit(one);
	reader_quit(two);
}

/* ThreadSanitizer has a thread of its own in the program, which wakes up ten times a
 * second. */
#ifndef __SANITIZE_THREAD__

/* How often the program's threads went to sleep so far. */
static unsigned long
sleeps(const struct pty *p)
{
	char path[64], line[128];
	unsigned long sum = 0, n;
	struct dirent *e;
	DIR *d;

	snprintf(path, sizeof(path), "/proc/%ld/task", (long)pty_pid(p));
	d = opendir(path);
	assert_non_null(d);
	while ((e = readdir(d)) != NULL) {
		char status[sizeof(path) + sizeof(e->d_name) + 16];
		FILE *f;

		snprintf(status, sizeof(status), "%s/%s/status", path, e->d_name);
		f = *e->d_name != '.' ? fopen(status, "r") : NULL;
		while (f && fgets(line, sizeof(line), f))
			if (sscanf(line, "voluntary_ctxt_switches: %lu", &n) == 1)
				sum += n;
		if (f)
			fclose(f);
	}
	closedir(d);
	assert_true(sum > 0);
	return sum;
}

static void
test_nothing_wakes_it_up_while_nothing_happens(void **state)
{
	struct reader *r = *state;
	struct pty *p;
	unsigned long before;

	write_many(r, 3, "Story");
	p = reader_open(r, "a", "1/3, 3 unread");
	pty_keys(p, "m");
	pty_wait_text(p, "1/3, 2 unread");
	write_article(r, 0, "Changed");
	pty_wait_text(p, "Changed 000");
	pty_settle(p);
	assert_int_equal(poll(NULL, 0, IDLE_MS / 4), 0);
	before = sleeps(p);
	assert_int_equal(poll(NULL, 0, IDLE_MS), 0);
	assert_int_equal(sleeps(p), before);
	reader_quit(p);
}

#endif

static void
rewrite_at_random(const struct reader *r, unsigned *seed)
{
	for (int i = 0; i < REWRITES; i++) {
		int number = rand_r(seed) % MANY;
		char name[32];

		snprintf(name, sizeof(name), "a/%03d.md", number);
		switch (rand_r(seed) % 4) {
		case 0:
			unlink(name);
			break;
		case 1:
			reader_writef(r, name, "---\ntitle: [broken\n---\n");
			break;
		default:
			write_article(r, number, rand_r(seed) % 2 ? "Story" : "Tale");
		}
	}
}

static void
test_two_instances_see_the_same_in_the_end(void **state)
{
	struct reader *r = *state;
	struct pty *one, *two;
	unsigned seed = 1;

	write_many(r, MANY, "Story");
	one = reader_open(r, "a", "/60,");
	two = reader_open(r, "a", "/60,");
	for (int i = 0; i < 5; i++) {
		rewrite_at_random(r, &seed);
		pty_keys(one, "j j m J Enter h");
		pty_keys(two, "G f k k Space R");
	}
	write_many(r, MANY, "Final");
	reader_writef(r, "a/last.md", "---\ntitle: The last one\ndate: 2021-06-02\n---\n");
	for (int i = 0; i < 2; i++) {
		struct pty *p = i ? two : one;

		pty_wait_text(p, "/61, ");
		pty_keys(p, "g");
		pty_wait_text(p, "The last one");
		pty_wait_text(p, "Final 055");
		/* But an article that was read may say that its title was "Story 000". */
		pty_wait_gone(p, " Story");
		pty_wait_gone(p, " Tale");
		pty_keys(p, "G");
		pty_wait_text(p, "Final 028");
		pty_wait_gone(p, " Story");
		pty_wait_gone(p, " Tale");
		reader_clean(p);
	}
	reader_quit(one);
	reader_quit(two);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, reader_setup, reader_teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_written_files_appear_without_a_key),
		TEST(test_a_burst_is_one_update),
		TEST(test_the_view_stays_where_it_is),
		TEST(test_what_is_read_stays_when_its_file_is_gone),
		TEST(test_reading_on_from_a_file_that_is_gone_skips_nothing),
		TEST(test_marks_made_in_one_appear_in_the_other),
#ifndef __SANITIZE_THREAD__
		TEST(test_nothing_wakes_it_up_while_nothing_happens),
#endif
		TEST(test_two_instances_see_the_same_in_the_end),
	};

	return cmocka_run_group_tests_name("live", tests, NULL, NULL);
}
