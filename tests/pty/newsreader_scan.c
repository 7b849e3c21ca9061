#include "config.h"

#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/reader.h"

enum { FILES = 3000, RELATED = 12, SIGNS = 1500 };

/* So many, and each with so many small things in it, that the first scan takes a
 * while. */
static void
write_articles(const struct reader *r, const char *folder)
{
	struct nr_buf text = NR_BUF_INIT;
	char signs[2 * SIGNS + 1] = "";
	char name[64];

	for (int i = 0; i < SIGNS; i++)
		memcpy(signs + 2 * i, ",a", 3);

	for (int i = 0; i < FILES; i++) {
		nr_buf_clear(&text);
		nr_buf_addf(&text, "---\ntitle: Article %04d\ndate: 2021-01-01\n"
			"heat: %d\nwebUrl: https://x.com/%d\n"
			"topics: [One, Topic %d]\nrelated:\n", i, i % 300, i, i % 50);
		for (int k = 0; k < RELATED; k++)
			nr_buf_addf(&text, "  - title: Related %d of %d\n"
				"    excerpt: Some text\n    quality: %d\n"
				"    webUrl: https://y.com/%d/%d\n", k, i, 100 - k, i, k);
		nr_buf_addf(&text, "signs: [a%s]\n---\nThe body of an article.\n", signs);
		snprintf(name, sizeof(name), "%s/%02d/%04d.md", folder, i % 30, i);
		reader_write(r, name, nr_buf_str(&text), text.len);
	}
	nr_buf_release(&text);
}

static bool
is_reading(struct pty *p, void *ctx)
{
	static const char said[] = " Scanning ";
	const char *row = pty_row(p, 23);

	(void)ctx;
	return strncmp(row, said, strlen(said)) == 0
		&& strtol(row + strlen(said), NULL, 10) > 0
		&& strstr(row, "  ^C cancels") != NULL;
}

static void
wait_reading(struct pty *p)
{
	pty_wait(p, is_reading, NULL, "the progress of the scan");
}

static bool
is_at_first(struct pty *p, void *ctx)
{
	(void)ctx;
	return strstr(pty_row(p, 0), " 1/") != NULL;
}

/* Of a list that has articles. */
static bool
has_moved(struct pty *p, void *ctx)
{
	(void)ctx;
	return strstr(pty_row(p, 0), " 1/") == NULL && strstr(pty_row(p, 0), " 0/") == NULL;
}

/* Until the first scan of these articles is on its way, and the first of them are there. */
static struct pty *
start_reading(const struct reader *r)
{
	static const char *const args[] = { "many", NULL };
	struct pty *p;

	write_articles(r, "many");
	p = reader_start(r, args);
	wait_reading(p);
	pty_wait(p, is_at_first, NULL, "the first articles");
	return p;
}

static void
test_the_first_scan_shows_progress_and_answers_keys(void **state)
{
	struct reader *r = *state;
	struct pty *p = start_reading(r);
	char top[256];

	pty_keys(p, "j");
	pty_wait(p, has_moved, NULL, "the cursor to move");
	wait_reading(p);
	pty_keys(p, "^C");
	pty_wait_text(p, "Stopped after ");
	pty_wait_text(p, " files; r resumes");
	assert_true(has_moved(p, NULL));
	assert_int_equal(pty_find(p, "/3000,"), -1);
	pty_keys(p, "r");
	wait_reading(p);
	pty_wait_text(p, "/3000, 3000 unread");
	pty_wait_gone(p, "^C cancels");
	reader_clean(p);
	snprintf(top, sizeof(top), "%s", pty_row(p, 0));
	reader_quit(p);
	/* At the second start everything is there at once, and the cursor where it was. */
	p = reader_open(r, "many", "/3000, 3000 unread");
	assert_string_equal(pty_row(p, 0), top);
	assert_int_equal(pty_find(p, "^C cancels"), -1);
	reader_quit(p);
}

static void
test_the_first_scan_of_the_usual_folder_shows_progress(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	write_articles(r, ".local/share/newsreader/articles");
	p = reader_start(r, NULL);
	wait_reading(p);
	pty_wait_text(p, "1/3000, 3000 unread");
	pty_wait_text(p, " Reading ~/.local/share/newsreader/articles (the data folder)");
	reader_quit(p);
}

static void
test_a_file_edited_during_a_scan_is_read_again(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	reader_script(r, "edit", "sed -i 's/^title:.*/title: Renamed by hand/' \"$1\"");
	reader_setenv(r, "EDITOR=edit");
	p = start_reading(r);
	pty_keys(p, "e");
	pty_wait_text(p, "Renamed by hand");
	pty_wait_text(p, "3000 unread");
	reader_quit(p);
}

static void
test_quitting_does_not_wait_for_the_scan(void **state)
{
	struct pty *p = start_reading(*state);

	pty_keys(p, "q");
	pty_wait_exit(p);
	/* Nothing tells that the scan came to its end. */
	size_t n;
	const char *out = pty_output(p, &n);
	assert_null(memmem(out, n, "/3000,", 6));
	reader_ended(p, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, reader_setup, reader_teardown)

/* On one processor: the more of them, the sooner the scan would be over. */
static void
use_one_processor(void)
{
	cpu_set_t all, one;

	if (sched_getaffinity(0, sizeof(all), &all) < 0)
		return;
	for (size_t i = 0; i < CPU_SETSIZE; i++) {
		if (!CPU_ISSET(i, &all))
			continue;
		CPU_ZERO(&one);
		CPU_SET(i, &one);
		sched_setaffinity(0, sizeof(one), &one);
		return;
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_the_first_scan_shows_progress_and_answers_keys),
		TEST(test_the_first_scan_of_the_usual_folder_shows_progress),
		TEST(test_a_file_edited_during_a_scan_is_read_again),
		TEST(test_quitting_does_not_wait_for_the_scan),
	};

	use_one_processor();
	return cmocka_run_group_tests_name("newsreader_scan", tests, NULL, NULL);
}
