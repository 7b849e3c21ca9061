/*
 * Random: the same numbers on every machine.
 */
#ifndef BENCH_RANDOM_H
#define BENCH_RANDOM_H

#include <stdint.h>

struct bench_random {
	uint64_t state;
};

/* SplitMix64. */
static inline uint64_t
bench_random_next(struct bench_random *r)
{
	uint64_t z = r->state += 0x9e3779b97f4a7c15U;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
	z = (z ^ z >> 27) * 0x94d049bb133111ebU;
	return z ^ z >> 31;
}

/* From 0 to n - 1. */
static inline uint32_t
bench_random_below(struct bench_random *r, uint32_t n)
{
	return (uint32_t)((bench_random_next(r) >> 32) * n >> 32);
}

#endif
