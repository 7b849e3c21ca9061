/*
 * Collection: N generated articles in a folder of their own, beside the home folder of
 * the programs that read them.
 */
#ifndef BENCH_COLLECTION_H
#define BENCH_COLLECTION_H

#include <stdbool.h>
#include <stddef.h>

struct bench_collection {
	size_t n;
	char *folder;		/* absolute */
	char *articles;		/* folder/articles */
	char *home;		/* folder/home */
	double bytes;		/* of the articles */
	long in_topic;		/* articles with the topic "Election" */
};

/* Use the one in data/N if it is whole, else run `generate` to make it; programs that are
 * run from here on have its home folder and begin in its folder. */
void bench_collection_open(struct bench_collection *c, const char *data, size_t n,
	const char *generate);
/* File number i, the newest first; the caller frees it. */
char *bench_collection_path(const struct bench_collection *c, size_t i);
/* Give 1,000 files, or all, another time; let one more file be there, or not. */
void bench_collection_change(const struct bench_collection *c, bool more);
/* Let the title of the newest article begin with this; "" for the title it had. */
void bench_collection_retitle(const struct bench_collection *c, const char *title);
/* Index and state go. */
void bench_collection_forget(const struct bench_collection *c);
void bench_collection_release(struct bench_collection *c);

#endif
