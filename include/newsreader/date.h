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
	NR_DATE_DAY,		/* a date without time; seconds is its midnight in UTC */
	NR_DATE_TIME
};

struct nr_date {
	int64_t seconds;
	enum nr_date_kind kind;
};

/* buffer size for any formatted date or duration, in bytes */
enum { NR_DATE_TEXT = 48 };

/* Parse a date as found in articles: ISO 8601 ("2021-04-13", "2021-04-13T18:15:00Z",
 * "20210413", "20210413T181500Z", with fractions, with +hh:mm, +hhmm or without zone
 * (UTC), with blanks for the T, without seconds, with one digit instead of two), slashes
 * instead of dashes, "13.4.2021", English month names in any usual order ("April 13,
 * 2021", "13 Apr 2021"), RFC 822, the output of date(1), AM and PM, UTC, GMT and the
 * usual names of zones. "3/4/2021" is refused, because the month is ambiguous. Years 1 to
 * 9999. Returns 0, or -1 for anything else (month 13, February 30, hour 25, trailing
 * text). */
int nr_date_parse(const char *s, size_t n, struct nr_date *out);

/* The current time; NEWSREADER_NOW (an ISO 8601 time) overrides it if set and valid. */
int64_t nr_date_now(void);

/* For a list, at most 9 cells, in local time (a date without time is never shifted by the
 * zone): "13:05" today, "Mon 13:05" up to six days ago, then "2 Jun", in another year
 * "2 Jun 21", in one 50 or more years away "Jun 1921". A date without time is "today", or
 * "Mon". Days to come are shown as those long ago. "" for none. */
void nr_date_short(const struct nr_date *d, int64_t now, char out[NR_DATE_TEXT]);
/* Its age in at most 4 cells: "now", "5m", "3h", "6d", "40w", "5y"; a day to come as by
 * nr_date_short. "" for none. */
void nr_date_brief_age(const struct nr_date *d, int64_t now, char out[NR_DATE_TEXT]);
/* Local time: "Tue 13 Apr 2021, 20:15"; a date without time as its day. */
void nr_date_long(const struct nr_date *d, char out[NR_DATE_TEXT]);
/* A time in a sentence, in local time: "22:40" today, "yesterday 22:40", "Mon 22:40" up to six
 * days ago, else "2 Jun, 22:40", with the year if it is another one. */
void nr_date_moment(int64_t seconds, int64_t now, char out[NR_DATE_TEXT]);
/* "5 minutes ago", "3 days ago", "in 2 hours", "5 years ago"; "today" for a date without
 * time. */
void nr_date_age(const struct nr_date *d, int64_t now, char out[NR_DATE_TEXT]);
/* "2021-04-13T18:15:00Z", or "2021-04-13", or "" for none. */
void nr_date_iso(const struct nr_date *d, char out[NR_DATE_TEXT]);

/* Convert an ISO 8601 duration ("PT15M28S", "P1DT2H") to seconds; -1 if invalid. */
int64_t nr_duration_parse(const char *s, size_t n);
/* "15:28", "1:02:03", "3 days 4:00:00". */
void nr_duration_format(int64_t seconds, char out[NR_DATE_TEXT]);

#endif
