/*
 * Session: the newsreader in a terminal, with a list of the generated articles.
 */
#ifndef BENCH_SESSION_H
#define BENCH_SESSION_H

#include "bench/collection.h"
#include "bench/table.h"

struct bench_session {
	const struct bench_collection *collection;
	const char *program;
	struct bench_results *results;
};

/* First scans, which leave an index behind, and rescans. */
void bench_scans(const struct bench_session *s);
/* Starting and quitting with that index. */
void bench_starts(const struct bench_session *s);
/* Starting with all articles marked read, which they are from then on. */
void bench_read_starts(const struct bench_session *s);
/* Keys, idle and during a scan, topics, searching, a file that is rewritten, idling. */
void bench_keys(const struct bench_session *s);

struct bench_term *bench_session_start(const struct bench_session *s);

#endif
