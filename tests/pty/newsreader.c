#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/reader.h"
#include "newsreader/mem.h"

/* Reading the sample articles from the first key to the last, at two sizes. */

/* A screen to come back to: all rows but the top line with its counts, marks of unread
 * articles left out, and the hints from the one on that names what m does to the mark. */
static char *
place(struct pty *p)
{
	struct nr_buf b = NR_BUF_INIT;
	int row, col;

	pty_settle(p);
	pty_cursor(p, &row, &col);
	nr_buf_addf(&b, "%d,%d", row, col);
	for (const char *s = strchr(pty_screen(p), '\n'); s != NULL && *s != '\0'; s++) {
		if (strncmp(s, "●", strlen("●")) == 0) {
			nr_buf_addch(&b, ' ');
			s += strlen("●") - 1;
		} else if (strncmp(s, "  m read", strlen("  m read")) == 0
			|| strncmp(s, "  m unread", strlen("  m unread")) == 0) {
			break;
		} else {
			nr_buf_addch(&b, *s);
		}
	}
	return nr_buf_take(&b);
}

static void
wait_count(struct pty *p, const char *text)
{
	pty_wait_text(p, text);
	assert_int_equal(pty_find(p, text), 0);
}

/* Open the Newsweek article, follow to U.S. News, then from Reuters to a ghost. */
static void
follow(struct pty *p, char *places[2])
{
	pty_keys(p, "j Enter");
	wait_count(p, "4 unread");
	reader_wait_row(p, 3, "▸       13 Apr  Joe Biden, Vladmir");
	pty_keys(p, "Tab");
	pty_wait_text(p, "Enter follow");
	places[0] = place(p);
	pty_keys(p, "Enter");
	pty_wait_text(p, "U.S. News & World Report · Tue 13 Apr");
	reader_wait_row(p, 4, "▸  ↷    13 Apr  Joe Biden Proposes");
	wait_count(p, "3 unread");
	pty_keys(p, "q G Enter");
	pty_wait_text(p, "Wed 27 Jan 2021, 00:13 · ");
	wait_count(p, "2 unread");
	pty_keys(p, "Tab j");
	pty_wait_text(p, "Related 2/5");
	places[1] = place(p);
	pty_keys(p, "Enter");
	pty_wait_text(p, "CBS News · Tue 26 Jan");
	pty_wait_text(p, "Only mentioned by other articles");
}

static void
assert_back(struct pty *p, const char *text, const char *before)
{
	pty_keys(p, "<");
	pty_wait_text(p, text);
	char *now = place(p);
	assert_string_equal(now, before);
	free(now);
}

static void
go_back(struct pty *p)
{
	char *places[2];

	follow(p, places);
	assert_back(p, "Wed 27 Jan 2021, 00:13 · ", places[1]);
	assert_back(p, "Newsweek · Tue 13 Apr", places[0]);
	pty_keys(p, "<");
	pty_wait_text(p, "Nothing to go back to");
	pty_keys(p, ">");
	pty_wait_text(p, "Wed 27 Jan 2021, 00:13 · ");
	free(places[0]);
	free(places[1]);
}

static void
filter_by_topic(struct pty *p)
{
	pty_keys(p, "q t");
	pty_wait_text(p, "Topics 1/3");
	pty_send(p, "DEMO");
	pty_wait_text(p, "Topics 1/1");
	pty_keys(p, "Enter");
	wait_count(p, "1/1, ");
	reader_wait_row(p, 2, "▸●      13 Apr  Biden proposes");
	pty_wait_text(p, "CNN · Tue 13 Apr");
}

static void
open_in_browser(const struct reader *r, struct pty *p)
{
	static const char want[] = "--open\0"
		"http://rss.cnn.com/~r/rss/cnn_allpolitics/~3/N95__0UZOs4/index.html\0--";
	struct nr_buf got = NR_BUF_INIT;

	pty_keys(p, "o");
	pty_wait_text(p, "Opening http://rss.cnn.com/");
	reader_wait_file(r, p, "record", &got);
	assert_int_equal(got.len, sizeof(want));
	assert_memory_equal(nr_buf_str(&got), want, sizeof(want));
	nr_buf_release(&got);
}

static void
read_the_samples(struct reader *r, int rows, int cols)
{
	static const char *const args[] = {
		"--browser", "record --open %u --", "seeds", NULL,
	};
	struct pty *p;

	r->rows = rows;
	r->cols = cols;
	reader_seeds(r);
	reader_script(r, "record", "printf '%s\\0' \"$@\" >part && mv part record");
	p = reader_start(r, args);
	wait_count(p, "1/5, 5 unread");
	assert_true(pty_altscreen(p));
	pty_wait_cursor(p, 2, 0);
	reader_wait_row(p, 2, "▸●   Mon 16:06  White House says");
	go_back(p);
	filter_by_topic(p);
	open_in_browser(r, p);
	reader_clean(p);
	pty_keys(p, "q");
	reader_ended(p, 0);
}

/* The topic is chosen as before. Opened or followed to: Newsweek, U.S. News, Reuters in
 * January and the ghost. */
static void
assert_topic_and_marks_are_kept(struct reader *r)
{
	struct pty *p = reader_open(r, "seeds", "1/1, 1 unread");

	reader_wait_row(p, 2, "▸●      13 Apr  Biden proposes");
	pty_keys(p, "T g");
	wait_count(p, "1/5, 2 unread");
	reader_wait_row(p, 2, "▸●   Mon 16:06  White House says");
	reader_wait_row(p, 3, "        13 Apr  Joe Biden, Vladmir");
	reader_wait_row(p, 4, "   ↷    13 Apr  Joe Biden Proposes");
	reader_wait_row(p, 5, " ●      13 Apr  Biden proposes");
	reader_wait_row(p, 6, "        27 Jan  Biden speaks");
	pty_keys(p, "G");
	pty_wait_text(p, " →   ◇    26 Jan  ");
	reader_quit(p);
}

static void
test_the_samples_are_read_in_a_wide_terminal(void **state)
{
	read_the_samples(*state, 40, 160);
	assert_topic_and_marks_are_kept(*state);
}

static void
test_the_samples_are_read_in_a_usual_terminal(void **state)
{
	read_the_samples(*state, 24, 80);
	assert_topic_and_marks_are_kept(*state);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, reader_setup, reader_teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_the_samples_are_read_in_a_wide_terminal),
		TEST(test_the_samples_are_read_in_a_usual_terminal),
	};

	return cmocka_run_group_tests_name("newsreader", tests, NULL, NULL);
}
