/* Parses and formats durations. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "newsreader/date.h"

/* In the required order; M means months before the T and minutes after it. */
static const struct {
	char letter;
	bool clock;
	int64_t seconds;
} units[] = {
	{ 'Y', false, 365 * 86400 },
	{ 'M', false, 30 * 86400 },
	{ 'W', false, 7 * 86400 },
	{ 'D', false, 86400 },
	{ 'H', true, 3600 },
	{ 'M', true, 60 },
	{ 'S', true, 1 },
};

enum { UNITS = sizeof units / sizeof units[0], DIGITS_MAX = 9 };

/* Read at least one digit at s; returns the number of digits, or 0 for none or too
 * many. */
static size_t
read_digits(const char *s, size_t n, int64_t *value)
{
	size_t i = 0;

	*value = 0;
	while (i < n && s[i] >= '0' && s[i] <= '9' && i <= DIGITS_MAX)
		*value = *value * 10 + (s[i++] - '0');
	return i <= DIGITS_MAX ? i : 0;
}

/* Read a number with its unit at s; *unit is the first unit allowed and is advanced.
 * Returns the bytes used, or 0. */
static size_t
read_part(const char *s, size_t n, bool clock, size_t *unit, int64_t *total)
{
	int64_t value, fraction;
	size_t i = read_digits(s, n, &value);
	bool has_fraction = i > 0 && i < n && (s[i] == '.' || s[i] == ',');

	if (has_fraction) {
		size_t digits = read_digits(s + i + 1, n - i - 1, &fraction);

		i = digits > 0 ? i + 1 + digits : 0;
	}
	if (i == 0 || i == n)
		return 0;
	size_t at = *unit;

	while (at < UNITS && (units[at].letter != s[i] || units[at].clock != clock))
		at++;
	if (at == UNITS || (has_fraction && at != UNITS - 1))
		return 0;
	*total += value * units[at].seconds;
	*unit = at + 1;
	return i + 1;
}

int64_t
nr_duration_parse(const char *s, size_t n)
{
	int64_t total = 0;
	size_t unit = 0;
	bool clock = false;
	size_t i = 1;

	if (n < 3 || s[0] != 'P' || s[n - 1] == 'T')
		return -1;
	while (i < n) {
		if (s[i] == 'T' && !clock) {
			clock = true;
			i++;
			continue;
		}
		size_t used = read_part(s + i, n - i, clock, &unit, &total);

		if (used == 0)
			return -1;
		i += used;
	}
	return total;
}

void
nr_duration_format(int64_t seconds, char out[NR_DATE_TEXT])
{
	if (seconds < 0) {
		out[0] = '\0';
		return;
	}
	int64_t days = seconds / 86400;
	int h = (int)(seconds / 3600 % 24), m = (int)(seconds / 60 % 60);
	int s = (int)(seconds % 60);

	if (days > 0)
		snprintf(out, NR_DATE_TEXT, "%lld day%s %d:%02d:%02d", (long long)days,
			days == 1 ? "" : "s", h, m, s);
	else if (h > 0)
		snprintf(out, NR_DATE_TEXT, "%d:%02d:%02d", h, m, s);
	else
		snprintf(out, NR_DATE_TEXT, "%d:%02d", m, s);
}
