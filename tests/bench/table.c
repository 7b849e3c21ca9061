#include "config.h"

#include "bench/table.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "newsreader/buf.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

enum stat { MEDIAN, P99 };
enum goal { FREE, LIMIT, RATIO, GROWTH };

enum { LABEL_COLS = 48, CELL_COLS = 34 };

static const char *const units[BENCH_FIGURES] = {
#define BENCH_FIGURE(id, unit) [BENCH_##id] = unit,
#include "bench/figures.def"
};

static const struct row {
	enum bench_figure figure, floor;
	enum stat stat;
	enum goal kind;
	double goal;
	const char *label;
} rows[] = {
#define BENCH_ROW(figure, stat, label, floor, kind, goal) \
	{ BENCH_##figure, BENCH_##floor, stat, kind, goal, label },
#include "bench/figures.def"
};

void
bench_add(struct bench_results *r, enum bench_figure figure, double value)
{
	struct bench_series *s = &r->series[figure];

	s->v = nr_grow(s->v, &s->cap, s->n + 1, sizeof(*s->v));
	s->v[s->n++] = value;
}

static int
by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The smallest value that so many hundredths of all do not exceed. */
static double
quantile(struct bench_series *s, size_t hundredths)
{
	size_t at = (s->n * hundredths + 99) / 100;

	qsort(s->v, s->n, sizeof(*s->v), by_value);
	return s->v[at > 0 ? at - 1 : 0];
}

static double
value_of(struct bench_results *r, const struct row *row)
{
	return quantile(&r->series[row->figure], row->stat == P99 ? 99 : 50);
}

static void
add_number(struct nr_buf *b, double v)
{
	nr_buf_addf(b, "%.*f", v >= 100 ? 0 : v >= 10 ? 1 : 2, v);
}

static void
add_ratio(struct nr_buf *b, const struct row *row, double ratio)
{
	nr_buf_addf(b, " ×%.*f%s", ratio >= 100 ? 0 : ratio >= 10 ? 1 : 2, ratio,
		row->kind >= RATIO && ratio >= row->goal ? " !" : "");
}

static void
add_cell(struct nr_buf *b, struct bench_results *v, size_t at, const struct row *row)
{
	struct bench_series *s = &v[at].series[row->figure];
	double value;

	if (s->n == 0) {
		nr_buf_addz(b, "n/a");
		return;
	}
	value = value_of(&v[at], row);
	if (row->kind == GROWTH) {
		add_ratio(b, row, value / value_of(&v[0], row));
		return;
	}
	add_number(b, value);
	if (row->stat == MEDIAN) {
		nr_buf_addz(b, " (");
		add_number(b, quantile(s, 0));
		nr_buf_addz(b, "–");
		add_number(b, quantile(s, 100));
		nr_buf_addz(b, ")");
	}
	if (row->floor != BENCH_NONE && v[at].series[row->floor].n > 0)
		add_ratio(b, row, value / quantile(&v[at].series[row->floor], 50));
	if (row->kind == LIMIT && value >= row->goal)
		nr_buf_addz(b, " !");
}

static void
pad(struct nr_buf *b, size_t start, int cols)
{
	int used = nr_utf8_width(b->data + start, b->len - start);

	nr_buf_addf(b, "%*s", used < cols ? cols - used : 1, "");
}

static void
add_goal(struct nr_buf *b, const struct row *row)
{
	if (row->kind == LIMIT)
		nr_buf_addf(b, "< %g %s", row->goal, units[row->figure]);
	else if (row->kind != FREE)
		nr_buf_addf(b, "< ×%g", row->goal);
}

static void
add_row(struct nr_buf *b, struct bench_results *v, size_t n, const struct row *row)
{
	size_t start = b->len;

	nr_buf_addz(b, row->label);
	if (row->kind != GROWTH && *units[row->figure])
		nr_buf_addf(b, ", %s", units[row->figure]);
	pad(b, start, LABEL_COLS + 4);
	for (size_t i = 0; i < n; i++) {
		start = b->len;
		add_cell(b, v, i, row);
		pad(b, start, CELL_COLS);
	}
	add_goal(b, row);
	nr_buf_addch(b, '\n');
}

static bool
is_measured(const struct bench_results *v, size_t n, const struct row *row)
{
	for (size_t i = 0; i < n; i++) {
		if (v[i].series[row->figure].n > 0)
			return true;
	}
	return false;
}

void
bench_table_print(struct bench_results *v, size_t n)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_buf_addf(&b, "\n%-*s", LABEL_COLS + 4, "median (spread) ×ratio to the floor");
	for (size_t i = 0; i < n; i++)
		nr_buf_addf(&b, "%zu articles%*s", v[i].articles, CELL_COLS - 9 -
			snprintf(NULL, 0, "%zu", v[i].articles), "");
	nr_buf_addz(&b, "goal\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (is_measured(v, n, &rows[i]))
			add_row(&b, v, n, &rows[i]);
	}
	fwrite(b.data, 1, b.len, stdout);
	nr_buf_release(&b);
}

void
bench_results_release(struct bench_results *r)
{
	for (int i = 0; i < BENCH_FIGURES; i++)
		free(r->series[i].v);
}
