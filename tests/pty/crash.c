#include "config.h"

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

/* Marks that were on the screen are there at the next start, whatever happened. */

enum {
	ARTICLES = 120,
	RELATED = 40,
	REWRITES = 30,		/* files that change between two starts */
	FRESH = 7,		/* every so many starts there is no index */
	DELAY_MS = 200,
	READ = 1, STARRED = 2
};

struct world {
	struct reader *r;
	uint32_t seed;
	unsigned marks[ARTICLES];	/* seen on the screen */
	unsigned doubt[ARTICLES];	/* asked for and never seen */
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
write_article(struct world *w, int i, unsigned version)
{
	struct nr_buf text = NR_BUF_INIT;
	char name[32];

	/* Only what does not make it an updated article changes. */
	nr_buf_addf(&text, "---\ntitle: Article %03d.\nprice: %u\n"
		"date: 2021-01-01T%02d:%02d:00Z\nwebUrl: https://x.com/%d\nrelated:\n", i,
		version, 23 - i / 60, 59 - i % 60, i);
	for (int k = 0; k < RELATED; k++)
		nr_buf_addf(&text, "  - title: Related %d\n"
			"    webUrl: https://y.com/%d/%d\n", k, i, k);
	nr_buf_addz(&text, "---\n");
	snprintf(name, sizeof(name), "many/%03d.md", i);
	reader_write(w->r, name, nr_buf_str(&text), text.len);
	nr_buf_release(&text);
}

/* All articles are on the screen at once: one pane of so many rows. */
static void
make_world(struct world *w, struct reader *r)
{
	*w = (struct world){ .r = r, .seed = 20210413 };
	r->rows = ARTICLES + 2;
	r->cols = 58;
	for (int i = 0; i < ARTICLES; i++)
		write_article(w, i, 0);
}

static struct pty *
start(const struct world *w)
{
	static const char *const args[] = { "many", NULL };

	return reader_start(w->r, args);
}

/* ---- what the screen shows ---- */

static int
article_of(const char *row)
{
	const char *title = strstr(row, "Article ");

	return title != NULL ? (int)strtol(title + strlen("Article "), NULL, 10) : -1;
}

static unsigned
marks_of(const char *row)
{
	return (strstr(row, "●") == NULL ? READ : 0)
		| (strstr(row, "★") != NULL ? STARRED : 0);
}

static int
row_of(struct pty *p, int article)
{
	char title[32];

	snprintf(title, sizeof(title), "Article %03d.", article);
	return pty_find(p, title);
}

static bool
has_all(struct pty *p, void *ctx)
{
	char count[16];

	(void)ctx;
	snprintf(count, sizeof(count), "/%d,", ARTICLES);
	if (strstr(pty_row(p, 0), count) == NULL)
		return false;
	for (int row = 1; row <= ARTICLES; row++) {
		if (article_of(pty_row(p, row)) != row - 1)
			return false;
	}
	return true;
}

static void
verify(struct world *w, struct pty *p)
{
	pty_wait(p, has_all, NULL, "all articles");
	assert_int_equal(pty_find(p, "damaged"), -1);
	for (int i = 0; i < ARTICLES; i++) {
		unsigned have = marks_of(pty_row(p, i + 1));
		if (((have ^ w->marks[i]) & ~w->doubt[i]) != 0)
			fail_msg("article %d has the marks %u and had %u:\n%s", i, have,
				w->marks[i], pty_row(p, i + 1));
		w->marks[i] = have;
		w->doubt[i] = 0;
	}
}

/* ---- marking ---- */

struct wanted {
	int article;
	unsigned bit, marks;
};

static bool
has_marks(struct pty *p, void *ctx)
{
	const struct wanted *want = ctx;
	int row = row_of(p, want->article);

	return row > 0 && (marks_of(pty_row(p, row)) & want->bit) == want->marks;
}

/* Go to a line. '$' is no key: when the message says so, all keys before it are done.
 * Returns the article at the cursor, -1 if not found yet. */
static int
go_to(struct pty *p, unsigned line)
{
	char keys[32];
	int row;

	snprintf(keys, sizeof(keys), "%uG", line);
	pty_send(p, keys);
	pty_wait_gone(p, "$ is not bound");
	pty_send(p, "$");
	pty_wait_text(p, "$ is not bound");
	row = pty_find(p, "▸");
	return row > 0 ? article_of(pty_row(p, row)) : -1;
}

/* Change a mark; once that is seen it counts. */
static void
change(struct world *w, struct pty *p, int i, unsigned bit, bool wait)
{
	struct wanted want = { i, bit, ~w->marks[i] & bit };

	pty_send(p, bit == READ ? "m" : "f");
	w->doubt[i] |= bit;
	if (!wait)
		return;
	pty_wait(p, has_marks, &want, "the mark");
	w->marks[i] ^= bit;
	w->doubt[i] &= ~bit;
}

static void
mark(struct world *w, struct pty *p, bool wait)
{
	unsigned bit = next_random(w, 2) == 0 ? READ : STARRED;
	int i = go_to(p, 1 + next_random(w, ARTICLES));

	if (i >= 0 && (w->doubt[i] & bit) == 0)
		change(w, p, i, bit, wait);
}

static void
mark_some(struct world *w, struct pty *p)
{
	for (unsigned n = 1 + next_random(w, 4); n > 0; n--)
		mark(w, p, true);
	if (next_random(w, 2) == 0)
		mark(w, p, false);
}

/* ---- the tests ---- */

static void
change_files(struct world *w, unsigned version)
{
	struct reader *r = w->r;

	for (int i = 0; i < REWRITES; i++)
		write_article(w, (int)next_random(w, ARTICLES), version);
	if (version % FRESH == 0)
		reader_remove(r, ".cache");
}

static void
live_and_be_killed(struct world *w)
{
	struct pty *p = start(w);

	switch (next_random(w, 3)) {
	case 0:		/* while it starts or scans */
		break;
	case 1:		/* while it is being used, the scan going on */
		pty_wait_text(p, "? help");
		mark_some(w, p);
		break;
	default:	/* while it is being used */
		verify(w, p);
		mark_some(w, p);
	}
	poll(NULL, 0, (int)next_random(w, DELAY_MS) * (int)next_random(w, 2));
	pty_free(p);
}

static void
test_no_mark_seen_is_lost_when_the_program_is_killed(void **state)
{
	unsigned kills = (unsigned)effort(50, 100);
	struct world w;
	struct pty *p;

	make_world(&w, *state);
	for (unsigned i = 0; i < kills; i++) {
		change_files(&w, i);
		live_and_be_killed(&w);
	}
	p = start(&w);
	verify(&w, p);
	reader_quit(p);
}

/* Both mark other articles, and the same articles in another way. */
static void
test_two_instances_at_once_lose_no_mark(void **state)
{
	struct world w;
	struct pty *p[2];

	make_world(&w, *state);
	p[0] = start(&w);
	p[1] = start(&w);
	verify(&w, p[0]);
	verify(&w, p[1]);
	for (unsigned i = 0; i < 20; i++) {
		int k = (int)(i % 2);

		change(&w, p[k], go_to(p[k], 1 + i), READ, true);
		change(&w, p[k], go_to(p[k], 1 + i / 2), k == 0 ? READ : STARRED, true);
	}
	/* Without a wait between the two. */
	for (unsigned i = 40; i < 80; i += 2) {
		go_to(p[0], 1 + i);
		go_to(p[1], 2 + i);
		change(&w, p[0], (int)i, STARRED, false);
		change(&w, p[1], (int)i + 1, STARRED, false);
		w.marks[i] = w.marks[i + 1] = STARRED;
		w.doubt[i] = w.doubt[i + 1] = 0;
	}
	reader_quit(p[0]);
	reader_quit(p[1]);
	p[0] = start(&w);
	verify(&w, p[0]);
	reader_quit(p[0]);
}

static bool
shows_marks(struct pty *p, void *ctx)
{
	const struct world *w = ctx;

	for (int i = 0; i < ARTICLES; i++)
		if (marks_of(pty_row(p, i + 1)) != w->marks[i])
			return false;
	return true;
}

/* Each has its own mark; what the other one has made meanwhile is seen in the end. */
static void
test_two_instances_that_mark_at_random_agree(void **state)
{
	struct world w;
	struct pty *p[2];
	time_t end;

	make_world(&w, *state);
	p[0] = start(&w);
	p[1] = start(&w);
	verify(&w, p[0]);
	verify(&w, p[1]);
	end = time(NULL) + (time_t)effort(2, 10);
	do {
		unsigned k = next_random(&w, 2);

		change(&w, p[k], go_to(p[k], 1 + next_random(&w, ARTICLES)),
			k == 0 ? READ : STARRED, true);
	} while (time(NULL) < end);
	pty_wait(p[0], shows_marks, &w, "all marks");
	pty_wait(p[1], shows_marks, &w, "all marks");
	reader_quit(p[0]);
	reader_quit(p[1]);
	p[0] = start(&w);
	verify(&w, p[0]);
	reader_quit(p[0]);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, reader_setup, reader_teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_no_mark_seen_is_lost_when_the_program_is_killed),
		TEST(test_two_instances_at_once_lose_no_mark),
		TEST(test_two_instances_that_mark_at_random_agree),
	};

	return cmocka_run_group_tests_name("crash", tests, NULL, NULL);
}
