#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "newsreader/date.h"

#define N(array) (sizeof (array) / sizeof (array)[0])

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

/* 2021-04-13T18:15:00Z, a Tuesday. */
static const int64_t tuesday = 1618337700;

static int
set_zone(const char *zone)
{
	int rc = setenv("TZ", zone, 1);

	tzset();
	return rc;
}

static int
setup(void **state)
{
	(void)state;
	return set_zone("UTC0");
}

static void
test_iso_dates_are_read(void **state)
{
	static const struct {
		const char *s;
		int64_t seconds;
		enum nr_date_kind kind;
	} cases[] = {
		{ "2021-04-13", 1618272000, NR_DATE_DAY },
		{ "1970-01-01", 0, NR_DATE_DAY },
		{ "2020-02-29", 1582934400, NR_DATE_DAY },
		{ "2000-02-29", 951782400, NR_DATE_DAY },
		{ "0001-01-01", -62135596800, NR_DATE_DAY },
		{ "9999-12-31T23:59:59Z", 253402300799, NR_DATE_TIME },
		{ "2021-04-13T18:15:00Z", 1618337700, NR_DATE_TIME },
		{ "2021-04-13t18:15:00z", 1618337700, NR_DATE_TIME },
		{ "2021-04-13T18:15:00", 1618337700, NR_DATE_TIME },
		{ "2021-04-13T18:15", 1618337700, NR_DATE_TIME },
		{ "2021-04-13 18:15:00", 1618337700, NR_DATE_TIME },
		{ "2021-04-13T18:15:00.1234567Z", 1618337700, NR_DATE_TIME },
		{ "2021-04-13T20:15:00+02:00", 1618337700, NR_DATE_TIME },
		{ "2021-04-13T20:15:00+0200", 1618337700, NR_DATE_TIME },
		{ "2021-04-13T20:15:00+02", 1618337700, NR_DATE_TIME },
		{ "2021-04-13 13:45:00 -0430", 1618337700, NR_DATE_TIME },
		{ "2021-04-13 18:15:00 +0000", 1618337700, NR_DATE_TIME },
		{ "2016-12-31T23:59:60Z", 1483228800, NR_DATE_TIME },
		{ "20210413", 1618272000, NR_DATE_DAY },
		{ "20210413T181500Z", 1618337700, NR_DATE_TIME },
		{ "20210413T1815", 1618337700, NR_DATE_TIME },
		{ "20210413T201500+0200", 1618337700, NR_DATE_TIME },
		{ "20210413 18:15:00", 1618337700, NR_DATE_TIME },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_date d = { 1, NR_DATE_NONE };

		if (nr_date_parse(cases[i].s, strlen(cases[i].s), &d) < 0
				|| d.seconds != cases[i].seconds
				|| d.kind != cases[i].kind)
			fail_msg("%s: %lld, kind %d", cases[i].s, (long long)d.seconds,
				d.kind);
	}
}

static void
test_dates_as_people_write_them_are_read(void **state)
{
	static const struct {
		const char *s;
		enum nr_date_kind kind;
	} cases[] = {
		{ "2021-4-13", NR_DATE_DAY }, { "2021/04/13", NR_DATE_DAY },
		{ "2021/4/13", NR_DATE_DAY }, { "2021.04.13", NR_DATE_DAY },
		{ "13.4.2021", NR_DATE_DAY }, { "13.04.2021", NR_DATE_DAY },
		{ "April 13, 2021", NR_DATE_DAY }, { "april 13 2021", NR_DATE_DAY },
		{ "Apr. 13th, 2021", NR_DATE_DAY }, { "13 April 2021", NR_DATE_DAY },
		{ "13th of April 2021", NR_DATE_DAY }, { "13-Apr-2021", NR_DATE_DAY },
		{ "13-Apr-21", NR_DATE_DAY }, { "2021-Apr-13", NR_DATE_DAY },
		{ "Tuesday, 13 April 2021", NR_DATE_DAY }, { "2021 Apr 13", NR_DATE_DAY },
		{ " 2021-04-13 ", NR_DATE_DAY },
		{ "2021-04-13  18:15:00", NR_DATE_TIME },
		{ "2021-04-13\t18:15", NR_DATE_TIME },
		{ "2021-4-13 18:15:00", NR_DATE_TIME },
		{ "2021/04/13 18:15:00 +0000", NR_DATE_TIME },
		{ "2021-04-13 18:15:00 UTC", NR_DATE_TIME },
		{ "2021-04-13T18:15:00 GMT", NR_DATE_TIME },
		{ "2021-04-13 20:15 CEST", NR_DATE_TIME },
		{ "2021-04-13 14:15:00 EDT", NR_DATE_TIME },
		{ "2021-04-13 20:15 UTC+2", NR_DATE_TIME },
		{ "2021-04-13T20:15:00+2", NR_DATE_TIME },
		{ "2021-04-13T20:15:00+02:00[Europe/Paris]", NR_DATE_TIME },
		{ "2021-04-13 6:15 PM", NR_DATE_TIME },
		{ "April 13, 2021 at 6:15 p.m.", NR_DATE_TIME },
		{ "Tue, 13 Apr 2021 18:15:00 +0000", NR_DATE_TIME },
		{ "Tue, 13 Apr 2021 20:15:00 +0200 (CEST)", NR_DATE_TIME },
		{ "Tuesday, 13-Apr-21 18:15:00 GMT", NR_DATE_TIME },
		{ "Tue Apr 13 18:15:00 UTC 2021", NR_DATE_TIME },
		{ "Tue Apr 13 18:15:00 2021", NR_DATE_TIME },
		{ "Tue Apr 13 18:15:00.250 +0000 2021", NR_DATE_TIME },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_date d = { 1, NR_DATE_NONE };
		int64_t day = 1618272000;

		if (nr_date_parse(cases[i].s, strlen(cases[i].s), &d) < 0
				|| d.seconds != (cases[i].kind == NR_DATE_DAY ? day : tuesday)
				|| d.kind != cases[i].kind)
			fail_msg("%s: %lld, kind %d", cases[i].s, (long long)d.seconds,
				d.kind);
	}
}

static void
test_hours_of_twelve_are_those_of_the_day(void **state)
{
	static const struct {
		const char *s;
		int hour;
	} cases[] = {
		{ "2021-04-13 12:00 AM", 0 }, { "2021-04-13 1am", 1 },
		{ "2021-04-13 11:00 am", 11 }, { "2021-04-13 12 PM", 12 },
		{ "2021-04-13 11:00PM", 23 }, { "2021-04-13 5:00", 5 },
	};
	struct nr_date d;

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		assert_int_equal(nr_date_parse(cases[i].s, strlen(cases[i].s), &d), 0);
		assert_int_equal(d.seconds, 1618272000 + cases[i].hour * HOUR);
	}
}

static void
test_days_have_the_seconds_of_timegm(void **state)
{
	struct tm tm = { .tm_year = 1 - 1900, .tm_mday = 1 };
	struct nr_date d;
	char text[48];

	(void)state;
	while (tm.tm_year <= 9999 - 1900) {
		int64_t expected = timegm(&tm);
		int n = snprintf(text, sizeof text, "%04d-%02d-%02d", tm.tm_year + 1900,
			tm.tm_mon + 1, tm.tm_mday);

		assert_int_equal(nr_date_parse(text, (size_t)n, &d), 0);
		assert_int_equal(d.seconds, expected);
		tm.tm_mday += 11;
		timegm(&tm);
	}
}

static void
test_anything_else_is_no_date(void **state)
{
	static const char *const cases[] = {
		"", "2021", "2021-04", "21-04-13", "12021-04-13",
		"0000-01-01",
		"2021-04-13-0500", "20210413-0500", "20210413,1815",
		"2021-00-13", "2021-13-01", "2021-04-00", "2021-04-31", "2021-02-29",
		"1900-02-29", "2021-02-30", "2021-04-13T", "2021-04-13T25:00",
		"2021-04-13T24:00", "2021-04-13T18", "2021-04-13T18:60",
		"2021-04-13T18:15:61",
		"2021-04-13T18:15:00Zx", "2021-04-13T18:15:00+",
		"2021-04-13T18:15:00+24:00", "2021-04-13T18:15:00+02:60",
		"2021-04-13 x", "2021-04-13x", "-021-04-13", "-2021-04-13",
		"13/4/2021", "4/13/2021", "13-4-2021", "April 2021", "13 April",
		"31 April 2021", "April 13, 2021, April 14", "April 13 14:00 15:00 2021",
		"2021-04-13 18:15 nowhere", "2021-04-13 13:15 PM", "2021-04-13 0 AM",
		"2021-04-13 18:5", "2021-04-13 (no end", "2021-04-13 UTC", "32.1.2021",
		"Ap 13 2021", "2021041", "20211313", "2021-0413", "2021-04-13 99:00",
		"2021-04-+3", "yesterday", "0001-01-01T00:00+01:00",
		"9999-12-31T23:59-01:00",
	};
	struct nr_date d = { 42, NR_DATE_NONE };

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		if (nr_date_parse(cases[i], strlen(cases[i]), &d) != -1
				|| d.seconds != 42)
			fail_msg("'%s' was taken", cases[i]);
	}
	assert_int_equal(nr_date_parse("2021-04-13\0", 11, &d), -1);
	assert_int_equal(nr_date_parse("2021-04-13T18:15", 10, &d), 0);
	assert_int_equal(d.kind, NR_DATE_DAY);
}

static void
test_environment_fixes_now(void **state)
{
	(void)state;
	assert_int_equal(setenv("NEWSREADER_NOW", "2021-04-13T18:15:00Z", 1), 0);
	assert_int_equal(nr_date_now(), tuesday);
	assert_int_equal(setenv("NEWSREADER_NOW", "soon", 1), 0);
	assert_true(nr_date_now() > tuesday);
	assert_int_equal(unsetenv("NEWSREADER_NOW"), 0);
	assert_true(nr_date_now() > tuesday);
}

/* At 18:15 on a Tuesday in April. */
static void
test_short_date_is_a_time_then_a_weekday_then_a_day(void **state)
{
	static const struct {
		const char *date, *expected;
	} cases[] = {
		{ "2021-04-13T18:15:00Z", "18:15" }, { "2021-04-13T00:00:00Z", "00:00" },
		{ "2021-04-13T23:59:59Z", "23:59" },
		{ "2021-04-12T23:59:59Z", "Mon 23:59" },
		{ "2021-04-07T00:00:00Z", "Wed 00:00" },
		{ "2021-04-06T23:59:59Z", "6 Apr" }, { "2021-01-01T00:00:00Z", "1 Jan" },
		{ "2020-12-31T23:59:59Z", "31 Dec 20" }, { "1972-06-02", "2 Jun 72" },
		{ "1971-12-31", "Dec 1971" }, { "0001-01-01", "Jan 0001" },
		{ "2021-04-14T00:00:00Z", "14 Apr" }, { "2022-04-14", "14 Apr 22" },
		{ "2105-12-31", "Dec 2105" },
		{ "2021-04-13", "today" }, { "2021-04-12", "Mon" },
		{ "2021-04-07", "Wed" }, { "2021-04-06", "6 Apr" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_date d;
		char out[NR_DATE_TEXT];

		assert_int_equal(nr_date_parse(cases[i].date, strlen(cases[i].date), &d), 0);
		nr_date_short(&d, tuesday, out);
		assert_string_equal(out, cases[i].expected);
		assert_in_range(strlen(out), 1, 9);
	}
}

static void
test_moment_is_as_one_says_it(void **state)
{
	/* Wednesday, 9 June 2021, 12:00 UTC */
	const int64_t now = 1623240000;
	static const struct {
		int64_t ago;
		const char *text;
	} cases[] = {
		{ 5 * MINUTE, "11:55" },
		{ 12 * HOUR, "00:00" },
		{ 12 * HOUR + MINUTE, "yesterday 23:59" },
		{ 36 * HOUR, "yesterday 00:00" },
		{ 36 * HOUR + MINUTE, "Mon 23:59" },
		{ 6 * DAY, "Thu 12:00" },
		{ 7 * DAY, "2 Jun, 12:00" },
		{ 200 * DAY, "21 Nov 2020, 12:00" },
		{ -DAY, "10 Jun, 12:00" },
	};

	char text[NR_DATE_TEXT];

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		nr_date_moment(now - cases[i].ago, now, text);
		assert_string_equal(text, cases[i].text);
	}
}

static void
test_brief_age_has_four_cells(void **state)
{
	static const struct {
		int64_t age;
		const char *expected;
	} cases[] = {
		{ 0, "now" }, { 59, "now" }, { MINUTE, "1m" }, { HOUR - 1, "59m" },
		{ HOUR, "1h" }, { DAY - 1, "23h" }, { DAY, "1d" }, { 100 * DAY - 1, "99d" },
		{ 100 * DAY, "14w" }, { 365 * DAY - 1, "52w" }, { 365 * DAY, "1y" },
		{ 3650 * DAY, "10y" }, { -1, "18:15" }, { -DAY, "14 Apr" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_date d = { tuesday - cases[i].age, NR_DATE_TIME };
		char out[NR_DATE_TEXT];

		nr_date_brief_age(&d, tuesday, out);
		assert_string_equal(out, cases[i].expected);
	}
}

static void
test_date_alone_counts_days(void **state)
{
	static const struct {
		const char *date, *age;
	} cases[] = {
		{ "2021-04-13", "today" },
		{ "2021-04-12", "1 day ago" },
		{ "2021-04-07", "6 days ago" },
		{ "2021-04-06", "7 days ago" },
		{ "2021-04-14", "in 1 day" },
		{ "2016-04-12", "5 years ago" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_date d;
		char out[NR_DATE_TEXT];

		assert_int_equal(nr_date_parse(cases[i].date, 10, &d), 0);
		nr_date_age(&d, tuesday, out);
		assert_string_equal(out, cases[i].age);
	}
}

static void
test_years_have_four_digits(void **state)
{
	struct nr_date d = { -62135596800, NR_DATE_DAY };
	char out[NR_DATE_TEXT];

	(void)state;
	nr_date_short(&d, tuesday, out);
	assert_string_equal(out, "Jan 0001");
	nr_date_long(&d, out);
	assert_string_equal(out, "Mon 1 Jan 0001");
	nr_date_iso(&d, out);
	assert_string_equal(out, "0001-01-01");
}

static void
test_times_are_local_and_days_are_not_shifted(void **state)
{
	static const struct {
		const char *zone, *time, *day, *brief;
	} cases[] = {
		{ "UTC0", "Tue 13 Apr 2021, 18:15", "Tue 13 Apr 2021", "Tue 18:15" },
		{ "CET-1CEST,M3.5.0,M10.5.0/3", "Tue 13 Apr 2021, 20:15",
			"Tue 13 Apr 2021", "Tue 20:15" },
		{ "<+14>-14", "Wed 14 Apr 2021, 08:15", "Tue 13 Apr 2021",
			"Wed 08:15" },
		{ "<-12>12", "Tue 13 Apr 2021, 06:15", "Tue 13 Apr 2021",
			"Tue 06:15" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_date time = { tuesday, NR_DATE_TIME };
		struct nr_date day = { 1618272000, NR_DATE_DAY };
		char out[NR_DATE_TEXT];

		assert_int_equal(set_zone(cases[i].zone), 0);
		nr_date_long(&time, out);
		assert_string_equal(out, cases[i].time);
		nr_date_long(&day, out);
		assert_string_equal(out, cases[i].day);
		nr_date_short(&time, tuesday + 3 * DAY, out);
		assert_string_equal(out, cases[i].brief);
		nr_date_short(&day, tuesday + 3 * DAY, out);
		assert_string_equal(out, "Tue");
	}
	assert_int_equal(set_zone("UTC0"), 0);
}

static void
test_age_is_told_in_words(void **state)
{
	static const struct {
		int64_t age;
		const char *expected;
	} cases[] = {
		{ 0, "just now" }, { -59, "just now" }, { MINUTE, "1 minute ago" },
		{ 5 * MINUTE, "5 minutes ago" }, { HOUR, "1 hour ago" },
		{ 3 * DAY, "3 days ago" }, { 31 * DAY - 1, "30 days ago" },
		{ 31 * DAY, "1 month ago" }, { 365 * DAY, "11 months ago" },
		{ 366 * DAY, "1 year ago" }, { 1827 * DAY, "5 years ago" },
		{ -2 * HOUR, "in 2 hours" }, { -400 * DAY, "in 1 year" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_date d = { tuesday - cases[i].age, NR_DATE_TIME };
		char out[NR_DATE_TEXT];

		nr_date_age(&d, tuesday, out);
		assert_string_equal(out, cases[i].expected);
	}
}

static void
test_iso_text_reads_back(void **state)
{
	static const char *const cases[] = { "2021-04-13T18:15:00Z", "2021-04-13",
		"0001-01-01", "9999-12-31T23:59:59Z", "1969-12-31T23:59:59Z" };

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_date d;
		char out[NR_DATE_TEXT];

		assert_int_equal(nr_date_parse(cases[i], strlen(cases[i]), &d), 0);
		nr_date_iso(&d, out);
		assert_string_equal(out, cases[i]);
	}
}

static void
test_no_date_is_empty(void **state)
{
	struct nr_date d = { 0, NR_DATE_NONE };
	char out[NR_DATE_TEXT] = "x";

	(void)state;
	nr_date_short(&d, tuesday, out);
	assert_string_equal(out, "");
	out[0] = 'x';
	nr_date_long(&d, out);
	assert_string_equal(out, "");
	out[0] = 'x';
	nr_date_age(&d, tuesday, out);
	assert_string_equal(out, "");
	out[0] = 'x';
	nr_date_iso(&d, out);
	assert_string_equal(out, "");
}

static void
test_seconds_out_of_range_are_harmless(void **state)
{
	static const int64_t seconds[] = { INT64_MIN, INT64_MAX };

	(void)state;
	for (size_t i = 0; i < N(seconds); i++) {
		for (int kind = NR_DATE_DAY; kind <= NR_DATE_TIME; kind++) {
			struct nr_date d = { seconds[i], kind };
			char out[NR_DATE_TEXT];

			nr_date_short(&d, seconds[1 - i], out);
			assert_true(strlen(out) < NR_DATE_TEXT);
			nr_date_moment(seconds[i], seconds[1 - i], out);
			assert_true(strlen(out) < NR_DATE_TEXT);
			nr_date_age(&d, seconds[1 - i], out);
			assert_true(strlen(out) < NR_DATE_TEXT);
			nr_date_long(&d, out);
			assert_true(strlen(out) < NR_DATE_TEXT);
			nr_date_iso(&d, out);
			assert_true(strlen(out) < NR_DATE_TEXT);
		}
	}
}

static void
test_durations_are_read(void **state)
{
	static const struct {
		const char *s;
		int64_t seconds;
	} cases[] = {
		{ "PT15M28S", 928 }, { "P1DT2H", 93600 }, { "PT0S", 0 },
		{ "PT90M", 5400 },
		{ "P2W", 1209600 }, { "P0Y0M0DT0H5M30S", 330 }, { "P1Y", 31536000 },
		{ "P1M", 2592000 }, { "PT1M", 60 }, { "PT1.5S", 1 }, { "PT1,5S", 1 },
		{ "PT999999999S", 999999999 },
		{ "", -1 }, { "P", -1 }, { "PT", -1 }, { "P1DT", -1 }, { "15:28", -1 },
		{ "PT15", -1 }, { "PTM", -1 }, { "PT1S1M", -1 }, { "PT1M1M", -1 },
		{ "P1H", -1 },
		{ "PT1D", -1 }, { "PT-1S", -1 }, { "-PT1S", -1 }, { "PT1.5M", -1 },
		{ "PT1.S", -1 }, { "PT1Sx", -1 }, { "PTT1S", -1 }, { "pt1s", -1 },
		{ "PT9999999999S", -1 }, { "PT99999999999999999999S", -1 },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		int64_t seconds = nr_duration_parse(cases[i].s, strlen(cases[i].s));

		if (seconds != cases[i].seconds)
			fail_msg("'%s': %lld", cases[i].s, (long long)seconds);
	}
}

static void
test_durations_are_written_as_a_clock(void **state)
{
	static const struct {
		int64_t seconds;
		const char *expected;
	} cases[] = {
		{ 0, "0:00" }, { 5, "0:05" }, { 928, "15:28" }, { 3599, "59:59" },
		{ 3600, "1:00:00" }, { 3723, "1:02:03" }, { DAY, "1 day 0:00:00" },
		{ 3 * DAY + 4 * HOUR, "3 days 4:00:00" }, { -1, "" },
		{ INT64_MAX, "106751991167300 days 15:30:07" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		char out[NR_DATE_TEXT];

		nr_duration_format(cases[i].seconds, out);
		assert_string_equal(out, cases[i].expected);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_iso_dates_are_read),
		cmocka_unit_test(test_dates_as_people_write_them_are_read),
		cmocka_unit_test(test_hours_of_twelve_are_those_of_the_day),
		cmocka_unit_test(test_days_have_the_seconds_of_timegm),
		cmocka_unit_test(test_anything_else_is_no_date),
		cmocka_unit_test(test_environment_fixes_now),
		cmocka_unit_test(test_short_date_is_a_time_then_a_weekday_then_a_day),
		cmocka_unit_test(test_moment_is_as_one_says_it),
		cmocka_unit_test(test_brief_age_has_four_cells),
		cmocka_unit_test(test_date_alone_counts_days),
		cmocka_unit_test(test_years_have_four_digits),
		cmocka_unit_test(test_times_are_local_and_days_are_not_shifted),
		cmocka_unit_test(test_age_is_told_in_words),
		cmocka_unit_test(test_iso_text_reads_back),
		cmocka_unit_test(test_no_date_is_empty),
		cmocka_unit_test(test_seconds_out_of_range_are_harmless),
		cmocka_unit_test(test_durations_are_read),
		cmocka_unit_test(test_durations_are_written_as_a_clock),
	};

	return cmocka_run_group_tests_name("date", tests, setup, NULL);
}
