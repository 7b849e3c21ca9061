/*
 * The text of dates, of ISO 8601 and of other people and programs. Private to src/base/.
 */
#ifndef BASE_DATE_READ_H
#define BASE_DATE_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

/* Read a date of ISO 8601, extended or basic; one with the month as a word ("March 4,
 * 2019", "Mon, 04 Mar 2019 05:06:07 +0100", "Mon Mar 4 05:06:07 UTC 2019"); or one with it
 * as a number if the order is unambiguous ("2019/3/4", "4.3.2019"). A 24-hour or 12-hour
 * clock time with a zone may follow. *has_clock is whether there is a time, *offset is the
 * zone in seconds east of UTC. False for anything else; ranges of values are not
 * checked. */
bool nr_date_read(const char *s, size_t n, struct tm *tm, bool *has_clock, int *offset);

#endif
