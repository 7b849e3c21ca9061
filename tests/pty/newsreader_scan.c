#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lib/reader.h"

enum { FILES = 3000, FEW = 12, MANY = 60 };

/* So many that the first scan takes a while, however fast the disk is. */
static void
write_articles(const struct reader *r, const char *folder, int related)
{
	struct nr_buf text = NR_BUF_INIT;
	char name[64];

	for (int i = 0; i < FILES; i++) {
		nr_buf_clear(&text);
		nr_buf_addf(&text, "---\ntitle: Article %04d\ndate: 2021-01-01\nheat: %d\n"
			"webUrl: https://x.com/%d\ntopics: [One, Topic %d]\nrelated:\n", i,
			i % 300, i, i % 50);
		for (int k = 0; k < related; k++)
			nr_buf_addf(&text, "  - title: Related %d of %d\n    excerpt: Some text\n"
				"    webUrl: https://y.com/%d/%d\n    quality: %d\n", k, i, i, k,
				100 - k);
		nr_buf_addz(&text, "---\nThe body of an article.\n");
		snprintf(name, sizeof(name), "%s/%02d/%04d.md", folder, i % 30, i);
		reader_write(r, name, nr_buf_str(&text), text.len);
	}
	nr_buf_release(&text);
}

static bool
is_reading(struct pty *p, void *ctx)
{
	int row = pty_find(p, "^C stops");

	(void)ctx;
	return row == 23 && strncmp(pty_row(p, row), " Reading ", 9) == 0
		&& strstr(pty_row(p, row), "/3000 ") != NULL;
}

static void
wait_reading(struct pty *p)
{
	pty_wait(p, is_reading, NULL, "the progress of the scan");
}

static bool
has_moved(struct pty *p, void *ctx)
{
	(void)ctx;
	return strstr(pty_row(p, 0), " 1/") == NULL;
}

static void
test_the_first_scan_shows_progress_and_answers_keys(void **state)
{
	static const char *const args[] = { "many", NULL };
	struct reader *r = *state;
	struct pty *p;

	write_articles(r, "many", MANY);
	p = reader_start(r, args);
	wait_reading(p);
	pty_keys(p, "j");
	pty_wait(p, has_moved, NULL, "the cursor to move");
	wait_reading(p);
	pty_keys(p, "?");
	pty_wait_text(p, "─ Keys 1/");
	pty_keys(p, "q");
	pty_wait_gone(p, "─ Keys 1/");
	wait_reading(p);
	pty_keys(p, "^C");
	pty_wait_text(p, "Stopped after ");
	pty_wait_text(p, " of 3000 files; r goes on");
	assert_true(has_moved(p, NULL));
	assert_int_equal(pty_find(p, "/3000,"), -1);
	pty_keys(p, "r");
	wait_reading(p);
	pty_wait_text(p, "/3000, 3000 unread");
	pty_wait_gone(p, "^C stops");
	reader_clean(p);
	reader_quit(p);
	/* At the second start everything is there at once. */
	p = reader_start(r, args);
	pty_wait_text(p, "1/3000, 3000 unread");
	assert_int_equal(pty_find(p, "^C stops"), -1);
	reader_quit(p);
}

static void
test_the_first_scan_of_the_usual_folder_shows_progress(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	write_articles(r, ".local/share/newsreader/articles", FEW);
	p = reader_start(r, NULL);
	wait_reading(p);
	pty_wait_text(p, "1/3000, 3000 unread");
	pty_wait_text(p, " Reading ~/.local/share/newsreader/articles (the data folder)");
	reader_quit(p);
}

static void
test_a_file_edited_during_a_scan_is_read_again(void **state)
{
	static const char *const args[] = { "many", NULL };
	struct reader *r = *state;
	struct pty *p;

	write_articles(r, "many", FEW);
	reader_script(r, "edit", "sed -i 's/^title:.*/title: Renamed by hand/' \"$1\"");
	reader_setenv(r, "EDITOR=edit");
	p = reader_start(r, args);
	wait_reading(p);
	pty_keys(p, "e");
	pty_wait_text(p, "Renamed by hand");
	pty_wait_text(p, "3000 unread");
	reader_quit(p);
}

static void
test_quitting_does_not_wait_for_the_scan(void **state)
{
	static const char *const args[] = { "many", NULL };
	struct reader *r = *state;
	struct pty *p;

	write_articles(r, "many", FEW);
	p = reader_start(r, args);
	wait_reading(p);
	pty_keys(p, "q");
	pty_wait_exit(p);
	/* Nothing tells that the scan came to its end. */
	size_t n;
	const char *out = pty_output(p, &n);
	assert_null(memmem(out, n, "/3000,", 6));
	reader_ended(p, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, reader_setup, reader_teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_the_first_scan_shows_progress_and_answers_keys),
		TEST(test_the_first_scan_of_the_usual_folder_shows_progress),
		TEST(test_a_file_edited_during_a_scan_is_read_again),
		TEST(test_quitting_does_not_wait_for_the_scan),
	};

	return cmocka_run_group_tests_name("newsreader_scan", tests, NULL, NULL);
}
