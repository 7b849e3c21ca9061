/*
 * Floor: what the measured things cannot be faster than.
 */
#ifndef BENCH_FLOOR_H
#define BENCH_FLOOR_H

#include "bench/collection.h"
#include "bench/table.h"

/* `bare` and `select` are the programs of this folder. */
void bench_floors(const struct bench_collection *c, const char *bare, const char *select,
	struct bench_results *r);

#endif
