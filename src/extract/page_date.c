/* Finds the publication date in text and URLs of pages, which vary in format and
 * place. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "newsreader/date.h"
#include "newsreader/mem.h"
#include "extract/page_date.h"

enum {
	DATE_MAX = 100,		/* bytes of a text that may be a date */
	DAY_LEN = 10		/* length of "2024-05-12" */
};

static bool
is_digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
	}
	return true;
}

static bool
is_iso_day(const char *s, size_t n)
{
	return n >= DAY_LEN && is_digits(s, 4) && s[4] == '-' && is_digits(s + 5, 2)
		&& s[7] == '-' && is_digits(s + 8, 2);
}

static char *
format(const struct nr_date *d)
{
	char text[NR_DATE_TEXT];

	nr_date_iso(d, text);
	return nr_strdup(text);
}

static char *
parse(const char *s, size_t n)
{
	struct nr_date d;

	while (n > 0 && (unsigned char)*s <= ' ') {
		s++;
		n--;
	}
	while (n > 0 && (unsigned char)s[n - 1] <= ' ')
		n--;
	if (nr_date_parse(s, n, &d) == 0 && d.kind != NR_DATE_NONE)
		return is_iso_day(s, n) ? nr_strndup(s, n) : format(&d);
	/* A day followed by a time in an unknown format. */
	if (is_iso_day(s, n) && nr_date_parse(s, DAY_LEN, &d) == 0)
		return nr_strndup(s, DAY_LEN);
	return NULL;
}

char *
nr_text_page_date(const char *s, size_t n)
{
	char *date;

	if (n > DATE_MAX)
		return NULL;
	date = parse(s, n);
	/* Formats such as "Published: May 12, 2024", "Posted on 12 May 2024". */
	for (size_t i = 0; date == NULL && i < n && !isdigit((unsigned char)s[i]); i++) {
		if (s[i] == ':' || s[i] == ' ')
			date = parse(s + i + 1, n - i - 1);
	}
	return date;
}

/* The date "2024/05/12", "2024-05-12" or "20240512" at s, or "". */
static void
day_at(const char *s, char out[DAY_LEN + 1])
{
	size_t n = strlen(s);

	out[0] = '\0';
	if (n >= DAY_LEN && is_digits(s, 4) && (s[4] == '/' || s[4] == '-') && s[7] == s[4]
			&& is_digits(s + 5, 2) && is_digits(s + 8, 2)
			&& !isdigit((unsigned char)s[DAY_LEN])) {
		memcpy(out, s, DAY_LEN);
		out[4] = out[7] = '-';
	} else if (n >= 8 && is_digits(s, 8) && !isdigit((unsigned char)s[8])) {
		memcpy(out, s, 4);
		memcpy(out + 5, s + 4, 2);
		memcpy(out + 8, s + 6, 2);
		out[4] = out[7] = '-';
	}
	out[DAY_LEN] = '\0';
}

char *
nr_text_page_date_in_address(const char *url)
{
	char day[DAY_LEN + 1];
	const char *s = url != NULL ? strstr(url, "://") : NULL;

	if (s == NULL)
		return NULL;
	for (s = strchr(s + 3, '/'); s != NULL && *s != '\0'; s++) {
		if (*s == '?' || *s == '#')
			break;
		if (*s != '/' && *s != '-' && *s != '_')
			continue;
		day_at(s + 1, day);
		/* Other years mean that the number is not a date. */
		if (day[0] != '\0' && strncmp(day, "1990", 4) >= 0 && strncmp(day, "2100", 4) < 0) {
			char *date = parse(day, DAY_LEN);

			if (date != NULL)
				return date;
		}
	}
	return NULL;
}
