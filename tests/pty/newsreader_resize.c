#include "config.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/reader.h"
#include "newsreader/mem.h"

enum { SIZES = 60, ROWS_MAX = 45, COLS_MAX = 150 };

static unsigned
next_random(uint32_t *seed, unsigned below)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed % below;
}

/* Everything a person sees: texts, colours and attributes of all cells, the cursor. */
static char *
look(struct pty *p, int rows, int cols)
{
	struct nr_buf b = NR_BUF_INIT;
	int row, col;

	pty_settle(p);
	nr_buf_addz(&b, pty_screen(p));
	for (int i = 0; i < rows * cols; i++) {
		struct pty_style s = pty_style(p, i / cols, i % cols);
		nr_buf_addf(&b, "%s%d,%d,%d%d%d%d", i % cols == 0 ? "\n" : " ", s.fg,
			s.bg, s.bold, s.italic, s.underline, s.reverse);
	}
	pty_cursor(p, &row, &col);
	nr_buf_addf(&b, "\ncursor %d,%d %d\n", row, col, pty_cursor_shown(p));
	return nr_buf_take(&b);
}

/* What the reader does between sizes, one a size, over and over; altogether it comes
 * to nothing. */
struct course {
	const char *name;
	const char *keys;	/* to where the storm begins */
	const char *const *during;
	size_t n;
};

static struct pty *
start_course(struct reader *r, const struct course *c, int rows, int cols)
{
	struct pty *p;

	r->rows = rows;
	r->cols = cols;
	p = reader_open(r, "seeds", "▸");
	pty_settle(p);
	pty_keys(p, c->keys);
	pty_settle(p);
	return p;
}

/* To one cell and back before the program can see the one cell, though the terminal has
 * thrown away the rest. */
static void
flicker(struct pty *p, int rows, int cols)
{
	pty_settle(p);
	pty_resize(p, 1, 1);
	pty_resize(p, rows, cols);
}

/* The first size is 1x1 and the last one rows, cols. */
static void
storm(struct pty *p, const struct course *c, uint32_t *seed, int rows, int cols)
{
	for (size_t i = 0; i < SIZES; i++) {
		if (i % 10 == 0)
			pty_resize(p, 1, 1);
		else
			pty_resize(p, 1 + (int)next_random(seed, ROWS_MAX),
				1 + (int)next_random(seed, COLS_MAX));
		if (c->n > 0)
			pty_keys(p, c->during[i % c->n]);
		/* Now and then the program has the time to paint. */
		if (next_random(seed, 12) == 0)
			pty_settle(p);
	}
	pty_resize(p, rows, cols);
	flicker(p, rows, cols);
}

static void
end(struct pty *p)
{
	pty_signal(p, SIGTERM);
	reader_killed(p, SIGTERM);
}

static void
assert_storm_leaves_nothing(struct reader *r, const struct course *c, int rows, int cols)
{
	uint32_t seed = 20210610;
	struct pty *stormy = start_course(r, c, 24, 80), *calm;
	char *got, *want;

	storm(stormy, c, &seed, rows, cols);
	got = look(stormy, rows, cols);
	calm = start_course(r, c, rows, cols);
	want = look(calm, rows, cols);
	if (strcmp(got, want) != 0)
		fail_msg("%s at %dx%d is another screen after a storm of sizes:\n%s",
			c->name, rows, cols, pty_screen(stormy));
	free(got);
	free(want);
	reader_clean(stormy);
	end(calm);
	end(stormy);
}

static void
test_sizes_down_to_one_cell_leave_no_stale_cells(void **state)
{
	static const char *const moves[] = { "j", "j", "k", "k" };
	static const char *const turns[] = { "Tab", "Tab", "Tab" };
	static const char *const pages[] = { "j", "PgDn", "g" };
	static const struct course courses[] = {
		{ "the list", "", moves, 4 },
		{ "the panes", "", turns, 3 },
		{ "the article", "Enter", pages, 3 },
		{ "the help", "?", moves, 4 },
		{ "the topics", "t", NULL, 0 },
		{ "the info", "i", NULL, 0 },
		{ "a search", "/ p u t", NULL, 0 },
	};
	static const int sizes[][2] = { { 24, 80 }, { 40, 140 }, { 9, 31 }, { 1, 1 } };
	struct reader *r = *state;

	reader_seeds(r);
	for (size_t i = 0; i < sizeof(courses) / sizeof(courses[0]); i++) {
		const int *size = sizes[i % (sizeof(sizes) / sizeof(sizes[0]))];
		assert_storm_leaves_nothing(r, &courses[i], size[0], size[1]);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_sizes_down_to_one_cell_leave_no_stale_cells, reader_setup,
			reader_teardown),
	};

	return cmocka_run_group_tests_name("newsreader_resize", tests, NULL, NULL);
}
