/* Looks up hints in the class and id of an element. */
#include "config.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "extract/hints.h"

enum where { ANY, WORD, BEGIN };
enum {
	NAME_MAX_READ = 256,	/* bytes of a class or id that are read */
	UNLIKELY = TEXT_HINT_UNLIKELY,
	MAYBE = TEXT_HINT_MAYBE,
	POSITIVE = TEXT_HINT_POSITIVE,
	NEGATIVE = TEXT_HINT_NEGATIVE,
	JUNK = TEXT_HINT_JUNK,
	SHARE = TEXT_HINT_SHARE,
	COMMENTS = TEXT_HINT_COMMENTS,
	BYLINE = TEXT_HINT_BYLINE,
	META = TEXT_HINT_META,
	LEAD = TEXT_HINT_LEAD,
	HEADER = TEXT_HINT_HEADER
};

static const struct hint {
	const char *part;
	enum where where;
	unsigned flags;
} hints[] = {
#define HINT(part, where, flags) { part, where, flags },
#include "extract/hints.def"
#undef HINT
};

enum { HINTS = sizeof hints / sizeof hints[0] };

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || is_upper(c) || (c >= '0' && c <= '9');
}

/* A word begins after a byte that is not part of a word, or with a capital:
 * "postBody". */
static bool
begins_word(const char *name, size_t at)
{
	return at == 0 || !is_word(name[at - 1])
		|| (is_upper(name[at]) && !is_upper(name[at - 1]));
}

static bool
matches(const struct hint *hint, const char *name, const char *lower, size_t at)
{
	size_t n = strlen(hint->part);

	if (strncmp(lower + at, hint->part, n) != 0)
		return false;
	if (hint->where != ANY && !begins_word(name, at))
		return false;
	return hint->where != WORD || !is_word(name[at + n]) || begins_word(name, at + n);
}

/* The first hint whose first character is c or greater. */
static size_t
first_from(char c)
{
	size_t from = 0, to = HINTS;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (hints[middle].part[0] < c)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

unsigned
nr_text_hints(const char *name)
{
	char lower[NAME_MAX_READ + 1];
	unsigned flags = 0;
	size_t n = 0;

	for (; n < NAME_MAX_READ && name[n] != '\0'; n++)
		lower[n] = is_upper(name[n]) ? (char)(name[n] | 0x20) : name[n];
	lower[n] = '\0';
	for (size_t at = 0; at < n; at++) {
		size_t i = first_from(lower[at]);

		for (; i < HINTS && hints[i].part[0] == lower[at]; i++) {
			if (matches(&hints[i], name, lower, at))
				flags |= hints[i].flags;
		}
	}
	return flags;
}
