/*
 * Words: vocabularies whose n-th word comes up about 1/n times as often as the first, as
 * in real texts, made with whole numbers only.
 */
#ifndef BENCH_WORDS_H
#define BENCH_WORDS_H

#include <stddef.h>

#include "bench/random.h"

struct bench_zipf {
	uint64_t *sums;
	size_t n;
};

/* n ranks; the larger `flat`, the less the first ones stand out. */
void bench_zipf_init(struct bench_zipf *z, size_t n, unsigned flat);
size_t bench_zipf_pick(const struct bench_zipf *z, struct bench_random *r);
void bench_zipf_release(struct bench_zipf *z);

struct bench_words {
	char **v;
	struct bench_zipf ranks;
};

void bench_words_init(struct bench_words *w, size_t n);
const char *bench_words_pick(const struct bench_words *w, struct bench_random *r);
void bench_words_release(struct bench_words *w);

#endif
