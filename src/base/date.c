/* Converts dates to seconds and formats them for the user. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date_read.h"
#include "newsreader/date.h"

enum {
	MINUTE = 60,
	HOUR = 60 * MINUTE,
	DAY = 24 * HOUR
};

/* 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z. */
static const int64_t first_second = INT64_C(-62135596800);
static const int64_t last_second = INT64_C(253402300799);

/* Days from 1970-01-01 to this day, counted as in Howard Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms": years begin in March. */
static int64_t
day_number(const struct tm *tm)
{
	int64_t month = (tm->tm_mon + 10) % 12;
	int64_t year = 1900 + tm->tm_year - (month > 9);

	return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5
		+ tm->tm_mday - 1 - 719468;
}

/* Replaces timegm, which takes a lock that all threads share. */
static int64_t
utc_seconds(const struct tm *tm)
{
	return day_number(tm) * DAY + tm->tm_hour * HOUR + tm->tm_min * MINUTE + tm->tm_sec;
}

/* True if day and time exist; second 60 is a leap second. */
static bool
is_valid(const struct tm *tm)
{
	static const char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year = tm->tm_year + 1900;
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (year < 1 || tm->tm_mon < 0 || tm->tm_mon > 11 || tm->tm_mday < 1)
		return false;
	return tm->tm_mday <= days[tm->tm_mon] + (leap && tm->tm_mon == 1)
		&& tm->tm_hour < 24 && tm->tm_min < 60 && tm->tm_sec <= 60;
}

int
nr_date_parse(const char *s, size_t n, struct nr_date *out)
{
	struct tm tm = { 0 };
	bool has_clock;
	int offset;

	if (!nr_date_read(s, n, &tm, &has_clock, &offset) || !is_valid(&tm))
		return -1;
	int64_t seconds = utc_seconds(&tm) - offset;

	if (seconds < first_second || seconds > last_second)
		return -1;
	*out = (struct nr_date){ seconds, has_clock ? NR_DATE_TIME : NR_DATE_DAY };
	return 0;
}

int64_t
nr_date_now(void)
{
	const char *fixed = getenv("NEWSREADER_NOW");
	struct nr_date date;

	if (fixed != NULL && nr_date_parse(fixed, strlen(fixed), &date) == 0)
		return date.seconds;
	return (int64_t)time(NULL);
}

static int64_t
clamp(int64_t seconds)
{
	if (seconds < first_second)
		return first_second;
	return seconds < last_second ? seconds : last_second;
}

/* Local time; a date without time is the same day in every zone. */
static void
civil(const struct nr_date *d, struct tm *tm)
{
	time_t t = (time_t)clamp(d->seconds);

	if (d->kind == NR_DATE_DAY)
		gmtime_r(&t, tm);
	else
		localtime_r(&t, tm);
}

/* Number of days from the day of d to the local day of `now`. */
static int64_t
days_since(const struct nr_date *d, int64_t now)
{
	const struct nr_date today = { now, NR_DATE_TIME };
	struct tm tm, tm_now;

	civil(d, &tm);
	civil(&today, &tm_now);
	return day_number(&tm_now) - day_number(&tm);
}

static int64_t
age_of(const struct nr_date *d, int64_t now)
{
	return d->kind == NR_DATE_DAY ? days_since(d, now) * DAY
		: clamp(now) - clamp(d->seconds);
}

/* Own names, because strftime's depend on the locale and the program's language is
 * English. */
static const char weekdays[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
	"Sep", "Oct", "Nov", "Dec" };

/* The day of a date that is not of the last days, with the year unless it is that of
 * `now`. */
static void
format_day(const struct tm *tm, const struct tm *now, char out[NR_DATE_TEXT])
{
	enum { CLEAR = 50 };	/* so many years away two digits may be misread */
	int away = tm->tm_year - now->tm_year;

	if (away == 0)
		snprintf(out, NR_DATE_TEXT, "%d %s", tm->tm_mday, months[tm->tm_mon]);
	else if (away > -CLEAR && away < CLEAR)
		snprintf(out, NR_DATE_TEXT, "%d %s %02d", tm->tm_mday, months[tm->tm_mon],
			(tm->tm_year + 1900) % 100);
	else
		snprintf(out, NR_DATE_TEXT, "%s %04d", months[tm->tm_mon],
			tm->tm_year + 1900);
}

void
nr_date_short(const struct nr_date *d, int64_t now, char out[NR_DATE_TEXT])
{
	const struct nr_date today = { now, NR_DATE_TIME };
	struct tm tm, tm_now;
	int64_t days;

	out[0] = '\0';
	if (d->kind == NR_DATE_NONE)
		return;
	civil(d, &tm);
	civil(&today, &tm_now);
	days = day_number(&tm_now) - day_number(&tm);
	if (days < 0 || days > 6)
		format_day(&tm, &tm_now, out);
	else if (d->kind == NR_DATE_DAY)
		snprintf(out, NR_DATE_TEXT, "%s", days ? weekdays[tm.tm_wday] : "today");
	else
		snprintf(out, NR_DATE_TEXT, "%s%s%02d:%02d", days ? weekdays[tm.tm_wday] : "",
			days ? " " : "", tm.tm_hour, tm.tm_min);
}

void
nr_date_long(const struct nr_date *d, char out[NR_DATE_TEXT])
{
	struct tm tm;

	out[0] = '\0';
	if (d->kind == NR_DATE_NONE)
		return;
	civil(d, &tm);
	int n = snprintf(out, NR_DATE_TEXT, "%s %d %s %04d", weekdays[tm.tm_wday],
		tm.tm_mday, months[tm.tm_mon], tm.tm_year + 1900);

	if (d->kind == NR_DATE_TIME)
		snprintf(out + n, NR_DATE_TEXT - (size_t)n, ", %02d:%02d", tm.tm_hour,
			tm.tm_min);
}

void
nr_date_moment(int64_t seconds, int64_t now, char out[NR_DATE_TEXT])
{
	const struct nr_date moment = { seconds, NR_DATE_TIME }, today = { now, NR_DATE_TIME };
	struct tm tm, tm_now;
	int64_t days;
	int n = 0;

	civil(&moment, &tm);
	civil(&today, &tm_now);
	days = day_number(&tm_now) - day_number(&tm);
	if (days == 1)
		n = snprintf(out, NR_DATE_TEXT, "yesterday ");
	else if (days > 1 && days < 7)
		n = snprintf(out, NR_DATE_TEXT, "%s ", weekdays[tm.tm_wday]);
	else if (days != 0 && tm.tm_year == tm_now.tm_year)
		n = snprintf(out, NR_DATE_TEXT, "%d %s, ", tm.tm_mday, months[tm.tm_mon]);
	else if (days != 0)
		n = snprintf(out, NR_DATE_TEXT, "%d %s %d, ", tm.tm_mday, months[tm.tm_mon],
			tm.tm_year + 1900);
	snprintf(out + n, NR_DATE_TEXT - (size_t)n, "%02d:%02d", tm.tm_hour, tm.tm_min);
}

void
nr_date_brief_age(const struct nr_date *d, int64_t now, char out[NR_DATE_TEXT])
{
	enum { YEAR = 365 * DAY };
	static const struct {
		int64_t below, size;
		char unit;
	} units[] = {
		{ HOUR, MINUTE, 'm' }, { DAY, HOUR, 'h' }, { 100 * DAY, DAY, 'd' },
		{ YEAR, 7 * DAY, 'w' }, { INT64_MAX, YEAR, 'y' },
	};
	int64_t age = d->kind == NR_DATE_NONE ? -1 : age_of(d, now);
	size_t i = 0;

	if (age < 0) {
		nr_date_short(d, now, out);
		return;
	}
	while (age >= units[i].below)
		i++;
	if (age < MINUTE)
		snprintf(out, NR_DATE_TEXT, d->kind == NR_DATE_DAY ? "0d" : "now");
	else
		snprintf(out, NR_DATE_TEXT, "%d%c", (int)(age / units[i].size), units[i].unit);
}

void
nr_date_age(const struct nr_date *d, int64_t now, char out[NR_DATE_TEXT])
{
	/* Months and years have the mean length of the Gregorian calendar. */
	enum { YEAR = 31556952 };
	static const struct {
		int64_t below, size;
		const char *name;
	} units[] = {
		{ HOUR, MINUTE, "minute" },
		{ DAY, HOUR, "hour" },
		{ 31 * DAY, DAY, "day" },
		{ YEAR, YEAR / 12, "month" },
		{ INT64_MAX, YEAR, "year" },
	};

	out[0] = '\0';
	if (d->kind == NR_DATE_NONE)
		return;
	bool day = d->kind == NR_DATE_DAY;
	int64_t age = age_of(d, now);
	int64_t size = age < 0 ? -age : age;

	if (size < MINUTE) {
		snprintf(out, NR_DATE_TEXT, day ? "today" : "just now");
		return;
	}
	size_t i = 0;

	while (size >= units[i].below)
		i++;
	int count = (int)(size / units[i].size);

	snprintf(out, NR_DATE_TEXT, "%s%d %s%s%s", age < 0 ? "in " : "", count,
		units[i].name, count == 1 ? "" : "s", age < 0 ? "" : " ago");
}

void
nr_date_iso(const struct nr_date *d, char out[NR_DATE_TEXT])
{
	struct tm tm;
	time_t t = (time_t)clamp(d->seconds);

	out[0] = '\0';
	if (d->kind == NR_DATE_NONE)
		return;
	gmtime_r(&t, &tm);
	int n = snprintf(out, NR_DATE_TEXT, "%04d-%02d-%02d", tm.tm_year + 1900,
		tm.tm_mon + 1, tm.tm_mday);

	if (d->kind == NR_DATE_TIME)
		snprintf(out + n, NR_DATE_TEXT - (size_t)n, "T%02d:%02d:%02dZ",
			tm.tm_hour, tm.tm_min, tm.tm_sec);
}
