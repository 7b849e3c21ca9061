/*
 * Loose dates: as people and programs write them besides ISO 8601. Private to base/.
 */
#ifndef BASE_DATE_LOOSE_H
#define BASE_DATE_LOOSE_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

/* Read a date with the month as a word ("March 4, 2019", "Mon, 04 Mar 2019 05:06:07 +0100",
 * "Mon Mar 4 05:06:07 UTC 2019") or as a number where the order is plain ("2019/3/4",
 * "4.3.2019"), and a clock of 24 or 12 hours with a zone. *has_clock says whether there is
 * a clock, *offset is the zone's in seconds east. False for anything else; values are not
 * checked for their ranges. */
bool nr_date_read_loose(const char *s, size_t n, struct tm *tm, bool *has_clock,
	int *offset);

#endif
