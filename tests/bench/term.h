/*
 * Term: a program in a terminal of 40 rows and 140 columns, and when what was on it.
 *
 * The bytes a program writes are kept with the times they came at and are made a screen
 * of only when it has become quiet, so that doing so is not measured. Whatever goes wrong
 * ends the bench with the screen as it was.
 */
#ifndef BENCH_TERM_H
#define BENCH_TERM_H

#include <stdbool.h>
#include <sys/types.h>

enum { BENCH_ROWS = 40, BENCH_COLS = 140 };

struct bench_term;

/* What has to be on the screen; what is 0 or NULL does not count. */
struct bench_screen {
	long first, last;	/* the position in "position/count" of the top line */
	long count;
	bool list_is_full;	/* has an article in its last row */
	bool is_calm;		/* the bottom line tells of no scan */
	const char *bottom;	/* in the bottom line */
	const char *prompt;	/* all that is typed in the bottom line */
	const char *text;	/* in the rows between */
};

enum bench_time {
	BENCH_APPEARED,		/* when the bytes came that made it so */
	BENCH_BURST,		/* when the last bytes came that followed those closely */
	BENCH_COMPLETE		/* when the last bytes came before it was quiet again */
};

/* Milliseconds. */
double bench_now(void);
void bench_fail(const char *fmt, ...) __attribute__((noreturn, format(printf, 1, 2)));

struct bench_term *bench_term_start(const char *const *argv);
pid_t bench_term_pid(const struct bench_term *t);
/* When the program was executed. */
double bench_term_began(const struct bench_term *t);
/* Returns the time just before. */
double bench_term_send(struct bench_term *t, const char *keys);
bool bench_term_shows(struct bench_term *t, const struct bench_screen *s);
/* As the top line has them; 0 if it does not. */
void bench_term_position(struct bench_term *t, long *at, long *count);
/* Wait until it is on the screen; the time, or a negative number after so many ms. */
double bench_term_wait_ms(struct bench_term *t, const struct bench_screen *s,
	enum bench_time kind, int ms);
/* The same for at most 20 s, after which the bench fails. */
double bench_term_wait(struct bench_term *t, const struct bench_screen *s,
	enum bench_time kind);
/* The same for at most 10 minutes. */
double bench_term_wait_long(struct bench_term *t, const struct bench_screen *s);
/* Until the program neither writes nor computes. */
void bench_term_idle(struct bench_term *t);
/* Send the keys, see the program end with status 0, and release t; how long it took. */
double bench_term_quit(struct bench_term *t, const char *keys);

#endif
