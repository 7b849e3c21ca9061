#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "bench/proc.h"
#include "bench/session.h"
#include "bench/term.h"

enum {
	ROUNDS = 5,
	J = 40, PAGES = 20, JUMPS = 20, NEXT = 20,	/* keys of a round */
	BUSY_ROUNDS = 6,
	BUSY_KEYS = 500,	/* of a round, if the scan takes that long */
	BUSY_ENOUGH = 10,	/* of each key, in all rounds */
	CHOICES = 10,
	REWRITES = 5,
	LIVE_MS = 2000,
	IDLE_ROUNDS = 5,
	IDLE_MS = 2000
};

struct keys {
	const struct bench_session *s;
	struct bench_term *t;
	long at;		/* the position */
	long count;		/* articles */
};

static void
add(struct keys *k, enum bench_figure figure, double value)
{
	bench_add(k->s->results, figure, value);
}

/* Key to repaint. */
static double
press(struct keys *k, const char *keys, const struct bench_screen *want,
	enum bench_time kind)
{
	double at;

	if (bench_term_shows(k->t, want))
		bench_fail("'%s' has nothing to change", keys);
	at = bench_term_send(k->t, keys);
	return bench_term_wait(k->t, want, kind) - at;
}

/* From first to last: where the key leads to. */
static void
go(struct keys *k, enum bench_figure figure, const char *key, long first, long last,
	enum bench_time kind)
{
	struct bench_screen want = { .first = first, .last = last };
	long count;

	add(k, figure, press(k, key, &want, kind));
	bench_term_position(k->t, &k->at, &count);
}

/* ---- moving ---- */

static void
move(struct keys *k)
{
	for (int i = 0; i < J; i++)
		go(k, BENCH_J, "j", k->at + 1, k->at + 1, BENCH_COMPLETE);
	for (int i = 0; i < PAGES; i++)
		go(k, BENCH_PAGE_DOWN, "\x06", k->at + 2, k->at + BENCH_ROWS,
			BENCH_COMPLETE);
	for (int i = 0; i < JUMPS; i++) {
		go(k, BENCH_LAST, "G", k->count, k->count, BENCH_COMPLETE);
		go(k, BENCH_FIRST, "g", 1, 1, BENCH_COMPLETE);
	}
	for (int i = 0; i < NEXT; i++)
		go(k, BENCH_NEXT, "J", k->at + 1, k->at + 1, BENCH_COMPLETE);
	go(k, BENCH_FIRST, "g", 1, 1, BENCH_COMPLETE);
}

/* One of five keys in turn. The article that comes and goes is the last one. */
static void
press_busy(struct keys *k, int turn)
{
	switch (turn % 5) {
	case 0:
		go(k, BENCH_BUSY_J, "j", k->at + 1, k->at + 1, BENCH_BURST);
		break;
	case 1:
		go(k, BENCH_BUSY_PAGE_DOWN, "\x06", k->at + 2, k->at + BENCH_ROWS,
			BENCH_BURST);
		break;
	case 2:
		go(k, BENCH_BUSY_NEXT, "J", k->at + 1, k->at + 1, BENCH_BURST);
		break;
	case 3:
		go(k, BENCH_BUSY_LAST, "G", k->count, k->count + 1, BENCH_BURST);
		break;
	case 4:
		go(k, BENCH_BUSY_FIRST, "g", 1, 1, BENCH_BURST);
		break;
	}
}

/* Change files and press keys until the top line has the count that the scan leads to. */
static void
move_during_scan(struct keys *k, bool more)
{
	struct bench_screen done = { .count = k->count + more };
	double began = bench_now();

	bench_collection_change(k->s->collection, more);
	bench_term_send(k->t, "r");
	for (int i = 0; i < BUSY_KEYS && !bench_term_shows(k->t, &done); i++)
		press_busy(k, i);
	add(k, BENCH_CHANGED, bench_term_wait(k->t, &done, BENCH_APPEARED) - began);
	bench_term_idle(k->t);
	done = (struct bench_screen){ .first = 1, .last = 1, .count = k->count + more };
	if (!bench_term_shows(k->t, &done))
		press(k, "g", &done, BENCH_COMPLETE);
	k->at = 1;
}

static void
measure_busy(struct keys *k)
{
	for (int i = 0; i < BUSY_ROUNDS; i++)
		move_during_scan(k, i % 2 == 0);
	for (int i = BENCH_BUSY_J; i <= BENCH_BUSY_NEXT; i++)
		if (k->s->results->series[i].n < BUSY_ENOUGH)
			bench_fail("a scan of changed files is too short for keys");
}

/* ---- choosing ---- */

static void
measure_topic(struct keys *k)
{
	static const struct bench_screen picker = { .text = "Topics 1/60" };
	static const struct bench_screen narrowed = { .text = "Topics 1/1 " };
	static const struct bench_screen first = { .first = 1, .last = 1 };
	struct bench_screen chosen = { .first = 1, .last = 1,
		.count = k->s->collection->in_topic, .list_is_full = true };
	struct bench_screen all = { .first = 1, .count = k->count };

	for (int i = 0; i < CHOICES; i++) {
		add(k, BENCH_PICKER, press(k, "t", &picker, BENCH_COMPLETE));
		press(k, "election", &narrowed, BENCH_COMPLETE);
		add(k, BENCH_TOPIC, press(k, "\r", &chosen, BENCH_COMPLETE));
		press(k, "T", &all, BENCH_COMPLETE);
		if (!bench_term_shows(k->t, &first))
			press(k, "g", &first, BENCH_COMPLETE);
	}
}

static void
measure_search(struct keys *k)
{
	static const char word[] = "/zyzzyva";
	static const struct bench_screen first = { .first = 1, .last = 1 };
	static const struct bench_screen given_up = {
		.first = 1, .last = 1, .bottom = "help"
	};

	for (int i = 0; i < CHOICES; i++) {
		press(k, "/", &(struct bench_screen){ .prompt = "/" }, BENCH_COMPLETE);
		for (size_t n = 2; n < sizeof(word); n++) {
			char typed[sizeof(word)] = "", letter[2] = { word[n - 1], '\0' };
			bool is_last = n == sizeof(word) - 1;
			struct bench_screen want = { .prompt = typed };

			memcpy(typed, word, n);
			want.first = want.last = is_last ? k->count : 0;
			add(k, is_last ? BENCH_FOUND : BENCH_LETTER,
				press(k, letter, &want, BENCH_COMPLETE));
		}
		press(k, "\033", &given_up, BENCH_COMPLETE);
		if (!bench_term_shows(k->t, &first))
			bench_fail("a search given up does not go back");
	}
}

/* ---- waiting ---- */

static void
measure_live(struct keys *k)
{
	struct bench_screen new = { .first = 1, .last = 1 };
	char mark[64], title[80];

	for (int i = 1; i <= REWRITES; i++) {
		double began, at;

		snprintf(mark, sizeof(mark), "Rewritten %d", i);
		snprintf(title, sizeof(title), "%s | ", mark);
		new.text = mark;
		began = bench_now();
		bench_collection_retitle(k->s->collection, title);
		at = bench_term_wait_ms(k->t, &new, BENCH_APPEARED, LIVE_MS);
		if (at < 0)
			break;
		add(k, BENCH_LIVE, at - began);
	}
	bench_collection_retitle(k->s->collection, "");
	bench_term_send(k->t, "r");
	bench_term_idle(k->t);
}

static void
measure_sleeps(struct keys *k)
{
	static const struct bench_screen never = { .first = -1, .last = -1 };

	for (int i = 0; i < IDLE_ROUNDS; i++) {
		double before = bench_proc_sleeps(bench_term_pid(k->t));

		bench_term_wait_ms(k->t, &never, BENCH_APPEARED, IDLE_MS);
		add(k, BENCH_SLEEPS, bench_proc_sleeps(bench_term_pid(k->t)) - before);
	}
}

void
bench_keys(const struct bench_session *s)
{
	struct keys k = { .s = s, .at = 1, .count = (long)s->collection->n };
	struct bench_screen all = { .first = 1, .last = 1, .count = k.count,
		.list_is_full = true };

	k.t = bench_session_start(s);
	bench_term_wait(k.t, &all, BENCH_COMPLETE);
	bench_term_idle(k.t);
	for (int i = 0; i < ROUNDS; i++)
		move(&k);
	measure_topic(&k);
	measure_search(&k);
	measure_sleeps(&k);
	measure_busy(&k);
	measure_live(&k);
	bench_term_quit(k.t, "Q");
}
