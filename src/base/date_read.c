/* Parses dates. */
#include "config.h"

#include "base/date_read.h"

#include <string.h>

enum { TEXT_MAX = 100, WORD_MAX = 12 };

/* The parts read so far; -1 if a part is missing. */
struct parts {
	int year, month, day, hour;
	int minute, second;	/* 0 without a clock */
	int offset;		/* seconds east */
	const char *date_end;	/* of an ISO 8601 date, else NULL */
};

/* The rest of the text. */
struct cursor {
	const char *s, *end;
};

static const char *const months[] = {
	"january", "february", "march", "april", "may", "june", "july", "august",
	"september", "october", "november", "december",
};

static const char *const weekdays[] = {
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
};

/* Zone names that are practically unambiguous, in minutes east of UTC. */
static const struct {
	const char *name;
	int east;
} zones[] = {
	{ "z", 0 }, { "utc", 0 }, { "gmt", 0 }, { "ut", 0 }, { "wet", 0 }, { "west", 60 },
	{ "bst", 60 }, { "cet", 60 }, { "cest", 120 }, { "met", 60 }, { "mest", 120 },
	{ "eet", 120 }, { "eest", 180 }, { "msk", 180 }, { "sgt", 480 }, { "hkt", 480 },
	{ "jst", 540 }, { "kst", 540 }, { "aest", 600 }, { "aedt", 660 },
	{ "nzst", 720 }, { "nzdt", 780 }, { "est", -300 }, { "edt", -240 },
	{ "cst", -360 }, { "cdt", -300 }, { "mst", -420 }, { "mdt", -360 },
	{ "pst", -480 }, { "pdt", -420 }, { "akst", -540 }, { "akdt", -480 },
	{ "hst", -600 },
};

static bool
is_digit(const struct cursor *c)
{
	return c->s < c->end && *c->s >= '0' && *c->s <= '9';
}

static bool
is_letter(const struct cursor *c)
{
	return c->s < c->end && ((*c->s | 0x20) >= 'a' && (*c->s | 0x20) <= 'z');
}

static bool
accept(struct cursor *c, char what)
{
	if (c->s == c->end || *c->s != what)
		return false;
	c->s++;
	return true;
}

static void
skip_blanks(struct cursor *c)
{
	while (accept(c, ' ') || accept(c, '\t'))
		;
}

static int
count_digits(struct cursor c)
{
	int n = 0;

	for (; is_digit(&c); c.s++)
		n++;
	return n;
}

/* Read `digits` digits, which must be there. */
static int
take_digits(struct cursor *c, int digits)
{
	int value = 0;

	while (digits-- > 0)
		value = value * 10 + (*c->s++ - '0');
	return value;
}

/* Read a number; returns its number of digits, 0 for none or more than four. */
static int
take_number(struct cursor *c, int *out)
{
	int digits = count_digits(*c);

	*out = digits <= 4 ? take_digits(c, digits) : 0;
	return digits <= 4 ? digits : 0;
}

/* Read a word in lower case; "" if it is longer than every known word. */
static void
take_word(struct cursor *c, char word[WORD_MAX])
{
	size_t n = 0;

	for (; is_letter(c); c->s++, n++)
		if (n < WORD_MAX - 1)
			word[n] = (char)(*c->s | 0x20);
	word[n < WORD_MAX ? n : 0] = '\0';
}

/* Index of the name that begins with word, which needs three letters or more, or -1. */
static int
find_name(const char *word, const char *const *names, size_t n)
{
	size_t len = strlen(word);

	for (size_t i = 0; len >= 3 && i < n; i++)
		if (strncmp(names[i], word, len) == 0)
			return (int)i;
	return -1;
}

static bool
set(int *part, int value)
{
	if (*part >= 0)
		return false;
	*part = value;
	return true;
}

/* Read "am", "pm", "p.m." after an hour; returns 'a' or 'p', or 0. */
static char
take_half(struct cursor *c)
{
	struct cursor at = *c;
	char half;

	skip_blanks(&at);
	if (!is_letter(&at))
		return 0;
	half = (char)(*at.s++ | 0x20);
	accept(&at, '.');
	if ((half != 'a' && half != 'p') || at.s == at.end || (*at.s | 0x20) != 'm')
		return 0;
	at.s++;
	accept(&at, '.');
	if (is_letter(&at))
		return 0;
	*c = at;
	return half;
}

static void
skip_fraction(struct cursor *c)
{
	struct cursor after = *c;

	if ((accept(&after, '.') || accept(&after, ',')) && is_digit(&after))
		c->s = after.s + count_digits(after);
}

/* Read the rest of a clock time after its hour. */
static bool
read_clock(struct cursor *c, int hour, struct parts *p)
{
	char half;

	if (!set(&p->hour, hour))
		return false;
	p->minute = p->second = 0;
	if (accept(c, ':') && take_number(c, &p->minute) != 2)
		return false;
	if (accept(c, ':') && take_number(c, &p->second) != 2)
		return false;
	skip_fraction(c);
	half = take_half(c);
	if (half && (hour < 1 || hour > 12))
		return false;
	if (half)
		p->hour = hour % 12 + (half == 'p' ? 12 : 0);
	return true;
}

/* Read "2", "02", "0200" or "02:00", an offset after its sign. */
static bool
read_offset(struct cursor *c, int sign, struct parts *p)
{
	int hours, minutes = 0;
	int digits = take_number(c, &hours);

	if (digits > 2) {
		minutes = hours % 100;
		hours /= 100;
	} else if (digits > 0 && accept(c, ':') && take_number(c, &minutes) != 2) {
		return false;
	}
	p->offset = sign * (hours * 60 + minutes) * 60;
	return digits > 0 && digits != 3 && hours < 24 && minutes < 60;
}

/* Read two more numbers after the first one and the separator `by`. */
static bool
read_numeric(struct cursor *c, char by, int first, int digits, struct parts *p)
{
	int second, third, n;

	c->s++;
	if (take_number(c, &second) == 0 || !accept(c, by))
		return false;
	n = take_number(c, &third);
	p->date_end = digits == 4 ? c->s : NULL;
	if (digits == 4 && n > 0 && n <= 2)
		return set(&p->year, first) && set(&p->month, second) && set(&p->day, third);
	/* With dots the day always comes first; with slashes the order is ambiguous. */
	return by == '.' && n == 4 && digits <= 2 && set(&p->year, third) &&
		set(&p->month, second) && set(&p->day, first);
}

/* Read "20210413". */
static bool
read_basic_date(struct cursor *c, struct parts *p)
{
	p->date_end = c->s + 8;
	return set(&p->year, take_digits(c, 4)) && set(&p->month, take_digits(c, 2))
		&& set(&p->day, take_digits(c, 2));
}

/* Read "1815" or "181500". */
static bool
read_basic_clock(struct cursor *c, int digits, struct parts *p)
{
	if (!set(&p->hour, take_digits(c, 2)))
		return false;
	p->minute = take_digits(c, 2);
	p->second = digits == 6 ? take_digits(c, 2) : 0;
	skip_fraction(c);
	return true;
}

static bool
read_number(struct cursor *c, struct parts *p)
{
	int value, digits = count_digits(*c);

	/* The basic format of ISO 8601. */
	if (digits == 8)
		return read_basic_date(c, p);
	if ((digits == 4 || digits == 6) && p->date_end && c->s == p->date_end + 1
		&& strchr("Tt ", *p->date_end))
		return read_basic_clock(c, digits, p);
	digits = take_number(c, &value);
	struct cursor after = *c;
	char next = c->s < c->end ? *c->s : '\0';
	bool number_follows = c->end - c->s > 1 && c->s[1] >= '0' && c->s[1] <= '9';

	if (digits == 0)
		return false;
	if (digits <= 2 && (next == ':' || take_half(&after)))
		return read_clock(c, value, p);
	if (number_follows && (next == '/' || next == '.' || (next == '-' && p->month < 0)))
		return read_numeric(c, next, value, digits, p);
	if (digits == 4)
		return set(&p->year, value);
	if (digits > 2)
		return false;
	if (p->day < 0)
		return set(&p->day, value);
	return digits == 2 && p->month >= 0 &&
		set(&p->year, value + (value < 70 ? 2000 : 1900));
}

static bool
is_filler(const char *word)
{
	static const char *const words[] = { "st", "nd", "rd", "th", "of", "at", "the",
		"on" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

static bool
read_word(struct cursor *c, struct parts *p)
{
	char word[WORD_MAX];
	int month;

	take_word(c, word);
	if (strcmp(word, "t") == 0)
		return is_digit(c);
	if (is_filler(word) || find_name(word, weekdays, 7) >= 0)
		return true;
	month = find_name(word, months, 12);
	if (month >= 0)
		return set(&p->month, month + 1);
	for (size_t i = 0; p->hour >= 0 && i < sizeof(zones) / sizeof(zones[0]); i++) {
		if (strcmp(zones[i].name, word) == 0) {
			p->offset = zones[i].east * 60;
			return true;
		}
	}
	return false;
}

/* Skip a remark: "+0100 (CET)", "+01:00[Europe/Paris]". */
static bool
skip_remark(struct cursor *c, char closing)
{
	const char *close = memchr(c->s, closing, (size_t)(c->end - c->s));

	if (!close)
		return false;
	c->s = close + 1;
	return true;
}

static bool
read_part(struct cursor *c, struct parts *p)
{
	char sign = *c->s;

	if (is_digit(c))
		return read_number(c, p);
	if (is_letter(c))
		return read_word(c, p);
	if (sign == '(' || sign == '[')
		return skip_remark(c, sign == '(' ? ')' : ']');
	c->s++;
	if ((sign == '+' || sign == '-') && p->hour >= 0 && is_digit(c))
		return read_offset(c, sign == '-' ? -1 : 1, p);
	if (sign == '-')
		return p->year >= 0 || p->month >= 0 || p->day >= 0;
	return sign == ' ' || sign == '\t' || sign == ',' || sign == '.';
}

bool
nr_date_read(const char *s, size_t n, struct tm *tm, bool *has_clock, int *offset)
{
	struct cursor c = { s, s + n };
	struct parts p = { .year = -1, .month = -1, .day = -1, .hour = -1 };

	if (n > TEXT_MAX)
		return false;
	while (c.s < c.end)
		if (!read_part(&c, &p))
			return false;
	if (p.year < 0 || p.month < 0 || p.day < 0)
		return false;
	*has_clock = p.hour >= 0;
	*offset = p.offset;
	*tm = (struct tm){ .tm_year = p.year - 1900, .tm_mon = p.month - 1,
		.tm_mday = p.day, .tm_hour = *has_clock ? p.hour : 0,
		.tm_min = p.minute, .tm_sec = p.second };
	return true;
}
