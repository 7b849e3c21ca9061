/*
 * Table: samples of each figure, and the table of them.
 */
#ifndef BENCH_TABLE_H
#define BENCH_TABLE_H

#include <stddef.h>

enum bench_figure {
	BENCH_NONE,
#define BENCH_FIGURE(id, unit) BENCH_##id,
#include "bench/figures.def"
	BENCH_FIGURES
};

struct bench_series {
	double *v;
	size_t n, cap;
};

/* Of one collection. */
struct bench_results {
	size_t articles;
	struct bench_series series[BENCH_FIGURES];
};

void bench_add(struct bench_results *r, enum bench_figure figure, double value);
/* Side by side; "n/a" where there are no samples, "!" behind what misses its goal. */
void bench_table_print(struct bench_results *v, size_t n);
void bench_results_release(struct bench_results *r);

#endif
