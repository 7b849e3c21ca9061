#include "config.h"

#include <glob.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "lib/effort.h"
#include "lib/reader.h"
#include "newsreader/fs.h"
#include "newsreader/store.h"

/* A first scan of thousands of files, killed on its way: the next start goes on, and what
 * was marked meanwhile is there. */

enum { FILES = 3000, RELATED = 8, FRESH = 3 /* kills to an index, at most */ };

struct world {
	struct reader *r;
	uint32_t seed;
	int ms;			/* that a whole scan takes */
	bool starred;		/* the first article */
	size_t unfinished;	/* kills that met a scan on its way */
};

static unsigned
next_random(struct world *w, unsigned below)
{
	w->seed ^= w->seed << 13;
	w->seed ^= w->seed >> 17;
	w->seed ^= w->seed << 5;
	return w->seed % below;
}

static void
write_articles(struct reader *r)
{
	struct nr_buf text = NR_BUF_INIT;
	char name[64];

	for (int i = 0; i < FILES; i++) {
		nr_buf_clear(&text);
		nr_buf_addf(&text, "---\ntitle: Article %04d.\nwebUrl: https://x.com/%d\n"
			"date: 20%02d-01-01\ntopics: [One, Topic %d]\nrelated:\n", i, i,
			i == 0 ? 20 : i % 20, i % 50);
		for (int k = 0; k < RELATED; k++)
			nr_buf_addf(&text, "  - title: Related %d of %d\n"
				"    webUrl: https://y.com/%d/%d\n", k, i, i, k);
		nr_buf_addz(&text, "---\n");
		snprintf(name, sizeof(name), "many/%02d/%04d.md", i % 30, i);
		reader_write(r, name, nr_buf_str(&text), text.len);
	}
	nr_buf_release(&text);
}

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static struct pty *
start(const struct world *w)
{
	static const char *const args[] = { "many", NULL };

	return reader_start(w->r, args);
}

/* All that the program lists in a new process, once it has looked at all files. */
static void
list(const struct world *w, const char *to)
{
	static const char *const args[] = { "--list", "many", NULL };
	char *path = reader_path(w->r, to);
	struct pty *p = reader_start_with(w->r, args, NULL, path);
	int status = pty_wait_exit(p);

	assert_int_equal(status, 0);
	pty_free(p);
	free(path);
}

static void
expect_same_list(const struct world *w)
{
	struct nr_buf want = NR_BUF_INIT, have = NR_BUF_INIT;

	list(w, "now.tsv");
	assert_true(reader_read(w->r, "fresh.tsv", &want));
	assert_true(reader_read(w->r, "now.tsv", &have));
	if (strcmp(nr_buf_str(&want), nr_buf_str(&have)) != 0)
		fail_msg("the list is another one than after one scan");
	nr_buf_release(&want);
	nr_buf_release(&have);
}

/* The number of articles in the index; 0 while there is no index. */
static size_t
count_indexed(const struct world *w)
{
	char *pattern = reader_path(w->r, ".cache/newsreader/*/index.db");
	struct nr_store_config config = { .index_path = NULL };
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_totals totals = { 0 };
	struct nr_store *s;
	glob_t found;

	if (glob(pattern, 0, NULL, &found) == 0) {
		config.index_path = found.gl_pathv[0];
		assert_int_equal(nr_store_open(&config, &s, &notes, &err), 0);
		assert_int_equal(nr_store_totals(s, &totals, &err), 0);
		assert_int_equal(notes.n, 0);
		nr_store_close(s);
	}
	globfree(&found);
	free(pattern);
	return totals.articles;
}

static bool
star_is(struct pty *p, void *ctx)
{
	return (strstr(pty_row(p, 2), "★") != NULL) == *(bool *)ctx;
}

/* The article that is first in the list stays there while others come. */
static void
toggle_star(struct world *w, struct pty *p)
{
	pty_wait_text(p, "Article 0000.");
	pty_wait(p, star_is, &w->starred, "the star as it was");
	pty_send(p, "f");
	w->starred = !w->starred;
	pty_wait(p, star_is, &w->starred, "the star");
}

/* Until it holds this many, or the time is over in which it would. */
static void
wait_indexed(const struct world *w, size_t articles)
{
	int64_t end = now_ms() + 2 * w->ms;

	while (now_ms() < end && count_indexed(w) < articles)
		poll(NULL, 0, 1);
}

static void
live_and_be_killed(struct world *w)
{
	int delay = (int)next_random(w, (unsigned)w->ms);
	size_t articles = next_random(w, FILES);
	struct pty *p = start(w);

	switch (next_random(w, 3)) {
	case 0:		/* at any time */
		poll(NULL, 0, delay);
		break;
	case 1:		/* when so much is done */
		wait_indexed(w, articles);
		break;
	default:	/* behind a mark */
		toggle_star(w, p);
	}
	pty_free(p);
	w->unfinished += count_indexed(w) < FILES;
}

static void
test_a_first_scan_that_is_killed_goes_on_at_the_next_start(void **state)
{
	struct world w = { .r = *state, .seed = 20210413 };
	size_t kills = effort(6, 50);
	int64_t began;
	struct pty *p;

	write_articles(w.r);
	began = now_ms();
	list(&w, "fresh.tsv");
	w.ms = (int)(now_ms() - began);
	reader_remove(w.r, ".cache");
	for (size_t i = 0; i < kills; i++) {
		live_and_be_killed(&w);
		if (i % FRESH < FRESH - 1 && count_indexed(&w) < FILES)
			continue;
		expect_same_list(&w);
		reader_remove(w.r, ".cache");
	}
	p = start(&w);
	pty_wait_text(p, "/3000,");
	pty_wait(p, star_is, &w.starred, "the star of the runs before");
	reader_quit(p);
	print_message("# %zu of %zu kills met an unfinished scan\n", w.unfinished, kills);
	assert_true(w.unfinished >= kills / 5);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, reader_setup, reader_teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_a_first_scan_that_is_killed_goes_on_at_the_next_start),
	};

	return cmocka_run_group_tests_name("crash_fill", tests, NULL, NULL);
}
