/*
 * Dates and durations. Times are seconds since 1970-01-01T00:00:00Z.
 */
#ifndef NEWSREADER_DATE_H
#define NEWSREADER_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum nr_date_kind {
	NR_DATE_NONE,
	NR_DATE_DAY,		/* a date alone; seconds is its midnight in UTC */
	NR_DATE_TIME
};

struct nr_date {
	int64_t seconds;
	enum nr_date_kind kind;
};

enum { NR_DATE_TEXT = 48 };	/* bytes that any formatted date or duration fits into */

/* A date as found in articles: ISO 8601 ("2021-04-13", "2021-04-13T18:15:00Z", "20210413",
 * "20210413T181500Z", with fractions, with +hh:mm, +hhmm or without zone, which is UTC,
 * with blanks for the T, seconds left out, one digit where two are usual), slashes for the
 * dashes, "13.4.2021", the month as an English word in any usual order ("April 13, 2021",
 * "13 Apr 2021"), RFC 822, what date(1) prints, AM and PM, UTC, GMT and the usual names of
 * zones. "3/4/2021" is refused, because the month could be either number. Years 1 to 9999.
 * Returns 0, or -1 for anything else (month 13, February 30, 25 o'clock, trailing text). */
int nr_date_parse(const char *s, size_t n, struct nr_date *out);

/* Now; fixed by NEWSREADER_NOW (an ISO 8601 time) where that is set and valid. */
int64_t nr_date_now(void);

/* For a list, at most 10 cells: "now", "5m", "3h", "6d" back to a week, else
 * "2021-04-13" in local time (a date alone is never shifted by the zone); a time in the
 * future is its day; "" for none. */
void nr_date_short(const struct nr_date *d, int64_t now, char out[NR_DATE_TEXT]);
/* Local time with the zone: "Tue 13 Apr 2021, 20:15 CEST"; a date alone without time. */
void nr_date_long(const struct nr_date *d, char out[NR_DATE_TEXT]);
/* "5 minutes ago", "3 days ago", "in 2 hours", "5 years ago", "today" for a date alone. */
void nr_date_age(const struct nr_date *d, int64_t now, char out[NR_DATE_TEXT]);
/* "2021-04-13T18:15:00Z", or "2021-04-13", or "" for none. */
void nr_date_iso(const struct nr_date *d, char out[NR_DATE_TEXT]);

/* ISO 8601 duration ("PT15M28S", "P1DT2H") to seconds, or -1. */
int64_t nr_duration_parse(const char *s, size_t n);
/* "15:28", "1:02:03", "3 days 4:00:00". */
void nr_duration_format(int64_t seconds, char out[NR_DATE_TEXT]);

#endif
