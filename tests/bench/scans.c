#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/proc.h"
#include "bench/session.h"
#include "bench/term.h"
#include "newsreader/buf.h"
#include "newsreader/fs.h"

enum { SCANS = 5, RESCANS = 7, STARTS = 15, EARLY = 7, FILE_MAX = 1 << 20 };

struct bench_term *
bench_session_start(const struct bench_session *s)
{
	const char *const argv[] = { s->program, "articles", NULL };

	return bench_term_start(argv);
}

/* All articles, the first one selected. */
static struct bench_screen
whole_list(const struct bench_session *s)
{
	return (struct bench_screen){ .first = 1, .last = 1,
		.count = (long)s->collection->n, .list_is_full = true, .bottom = "help" };
}

static void
first_scan(const struct bench_session *s)
{
	static const struct bench_screen rows = { .first = 1, .last = 1 };
	struct bench_screen all = whole_list(s);
	struct bench_term *t;
	double at;

	bench_collection_forget(s->collection);
	t = bench_session_start(s);
	at = bench_term_wait(t, &rows, BENCH_APPEARED);
	bench_add(s->results, BENCH_FIRST_ROWS, at - bench_term_began(t));
	all.is_calm = true;
	at = bench_term_wait_long(t, &all);
	bench_add(s->results, BENCH_SCAN, at - bench_term_began(t));
	bench_add(s->results, BENCH_SCAN_MEMORY, bench_proc_peak(bench_term_pid(t)));
	bench_term_quit(t, "Q");
}

static void
check_one_line(const char *path)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf b = NR_BUF_INIT;
	size_t lines = 0;

	if (nr_fs_read(path, FILE_MAX, &b, &err) < 0)
		bench_fail("%s", err.text);
	for (size_t i = 0; i < b.len; i++)
		lines += b.data[i] == '\n';
	if (lines != 1)
		bench_fail("%s has %zu lines instead of one", path, lines);
	nr_buf_release(&b);
}

void
bench_scans(const struct bench_session *s)
{
	const char *const list[] = { s->program, "--list", "-n", "1", "articles", NULL };
	char *cache;

	for (int i = 0; i < SCANS; i++)
		first_scan(s);
	cache = nr_fs_join(s->collection->home, ".cache");
	bench_add(s->results, BENCH_INDEX,
		100 * bench_tree_bytes(cache) / s->collection->bytes);
	free(cache);
	for (int i = 0; i < RESCANS; i++) {
		bench_add(s->results, BENCH_RESCAN, bench_proc_run(list, "home/list"));
		check_one_line("home/list");
	}
}

static double
start(const struct bench_session *s, struct bench_term **t)
{
	struct bench_screen all = whole_list(s);

	*t = bench_session_start(s);
	return bench_term_wait(*t, &all, BENCH_APPEARED) - bench_term_began(*t);
}

void
bench_starts(const struct bench_session *s)
{
	static const struct bench_screen first = { .first = 1, .last = 1 };
	struct bench_screen last = { .first = (long)s->collection->n };
	struct bench_term *t;

	for (int i = 0; i < STARTS; i++) {
		bench_add(s->results, BENCH_START, start(s, &t));
		bench_term_idle(t);
		bench_term_send(t, "G");
		bench_term_wait(t, &last, BENCH_COMPLETE);
		bench_add(s->results, BENCH_MEMORY, bench_proc_peak(bench_term_pid(t)));
		/* The next start goes back to this place. */
		bench_term_send(t, "g");
		bench_term_wait(t, &first, BENCH_COMPLETE);
		bench_add(s->results, BENCH_QUIT, bench_term_quit(t, "Q"));
	}
	for (int i = 0; i < EARLY; i++) {
		start(s, &t);
		bench_add(s->results, BENCH_QUIT_EARLY, bench_term_quit(t, "Q"));
	}
}

void
bench_read_starts(const struct bench_session *s)
{
	static const struct bench_screen marked = { .bottom = "U undoes" };
	static const struct bench_screen rows = { .list_is_full = true, .bottom = "help" };
	struct bench_term *t;

	start(s, &t);
	bench_term_idle(t);
	bench_term_send(t, "A");
	bench_term_wait(t, &marked, BENCH_COMPLETE);
	bench_term_quit(t, "Q");
	for (int i = 0; i < STARTS; i++) {
		t = bench_session_start(s);
		bench_add(s->results, BENCH_START_READ,
			bench_term_wait(t, &rows, BENCH_APPEARED) - bench_term_began(t));
		bench_term_idle(t);
		bench_term_quit(t, "Q");
	}
}
