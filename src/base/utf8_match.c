/* Case folding, search and edit distance. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/utf8_parts.h"
#include "newsreader/buf.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

/* True for dashes, quotation marks and bullets from U+2010 to U+2023, which are common in
 * headlines and do not change by folding, whatever ASCII is around them. */
static bool
is_steady(const char *s, size_t n)
{
	unsigned char last = n < 3 ? 0 : (unsigned char)s[2];

	return last >= 0x90 && last <= 0xa3 && last != 0x91 && last != 0x97 &&
		memcmp(s, "\xe2\x80", 2) == 0;
}

/* Fold ASCII and the characters above in place; false if there are others. */
static bool
fold_simple(char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] >= 'A' && s[i] <= 'Z')
			s[i] += 'a' - 'A';
		else if ((unsigned char)s[i] >= 0x80 && !is_steady(s + i, n - i))
			return false;
		else if ((unsigned char)s[i] >= 0x80)
			i += 2;
	}
	return true;
}

/* Remove variation selectors: the character is the same without them. */
static void
drop_selectors(struct nr_buf *b)
{
	size_t end = 0;

	for (size_t i = 0, len; i < b->len; i += len) {
		uint32_t cp;

		len = nr_utf8_decode(b->data + i, b->len - i, &cp);
		if (cp >= 0x80 && nr_utf8_is_selector(cp))
			continue;
		memmove(b->data + end, b->data + i, len);
		end += len;
	}
	nr_buf_truncate(b, end);
}

/* Cleans first, because names that look the same must not differ by an invisible
 * character. */
char *
nr_utf8_fold(const char *s, size_t n)
{
	struct nr_buf clean = NR_BUF_INIT;

	nr_utf8_clean_line(&clean, s, n);
	if (fold_simple(clean.data, clean.len))
		return nr_buf_take(&clean);
	drop_selectors(&clean);
	size_t len = 0;
	uint8_t *folded = u8_casefold((const uint8_t *)clean.data, clean.len, NULL,
		UNINORM_NFKC, NULL, &len);

	if (folded == NULL && errno == ENOMEM)
		nr_out_of_memory();
	if (folded != NULL) {
		nr_buf_clear(&clean);
		/* Folding compatibility characters may give spaces (U+00A8) and others
		 * that need cleaning. */
		nr_utf8_clean_line(&clean, (const char *)folded, len);
		free(folded);
	}
	return nr_buf_take(&clean);
}

static uint32_t
lower(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z' ? cp + ('a' - 'A') : cp;
	return uc_tolower(cp);
}

/* The next visible character at or after byte *i, which is advanced. */
static bool
next_seen(const char *s, size_t n, size_t *i, uint32_t *cp)
{
	while (*i < n) {
		*i += nr_utf8_decode(s + *i, n - *i, cp);
		if (*cp < 0x80 || !nr_utf8_is_shaper(*cp))
			return true;
	}
	return false;
}

/* Length in bytes of the match of the whole needle at s, or 0. */
static size_t
match_here(const char *s, size_t n, const char *needle, size_t needle_len)
{
	size_t i = 0;
	uint32_t a, b;

	for (size_t k = 0; next_seen(needle, needle_len, &k, &b);) {
		if (!next_seen(s, n, &i, &a) || (a != b && lower(a) != lower(b)))
			return 0;
	}
	return i;
}

bool
nr_utf8_find(const char *s, size_t n, size_t from, const char *needle,
	size_t *at, size_t *len)
{
	size_t needle_len = strlen(needle), skip = 0;
	uint32_t first;

	if (!next_seen(needle, needle_len, &skip, &first))
		return false;
	first = lower(first);
	for (size_t i = from, step; i < n; i += step) {
		uint32_t cp;

		step = nr_utf8_decode(s + i, n - i, &cp);
		if (lower(cp) != first)
			continue;
		size_t start = i, found = match_here(s + i, n - i, needle, needle_len);

		if (found == 0)
			continue;
		nr_utf8_whole(s, n, &start, &found);
		/* The cluster begins before `from`: this match was found before. */
		if (start < from)
			continue;
		*at = start;
		*len = found;
		return true;
	}
	return false;
}

/* The characters of s in lower case; the caller frees them. */
static uint32_t *
lower_chars(const char *s, size_t *count)
{
	size_t n = strlen(s);
	uint32_t *chars = nr_reallocarray(NULL, n, sizeof *chars);

	*count = 0;
	for (size_t i = 0; i < n;) {
		uint32_t cp;

		i += nr_utf8_decode(s + i, n - i, &cp);
		chars[(*count)++] = lower(cp);
	}
	return chars;
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/*
 * Levenshtein distance with a single row. Only cells within `max` of the diagonal can be
 * on a path of that cost, so long strings take O(n * max).
 */
static unsigned
distance(const uint32_t *a, size_t na, const uint32_t *b, size_t nb, unsigned max,
	unsigned *row)
{
	const unsigned over = max + 1;

	for (size_t j = 0; j <= nb; j++)
		row[j] = j <= max ? (unsigned)j : over;
	for (size_t i = 1; i <= na; i++) {
		size_t lo = i > max ? i - max : 1;
		size_t hi = i + max < nb ? i + max : nb;
		unsigned diagonal = row[lo - 1];
		unsigned best = over;

		row[lo - 1] = lo == 1 && i <= max ? (unsigned)i : over;
		for (size_t j = lo; j <= hi; j++) {
			unsigned above = row[j];
			unsigned cost = diagonal + (a[i - 1] != b[j - 1]);

			cost = least(cost, least(above, row[j - 1]) + 1);
			row[j] = least(cost, over);
			diagonal = above;
			best = least(best, row[j]);
		}
		if (best == over && row[lo - 1] == over)
			return over;
	}
	return row[nb];
}

unsigned
nr_utf8_distance(const char *a, const char *b, unsigned max)
{
	size_t na, nb;
	uint32_t *ca = lower_chars(a, &na);
	uint32_t *cb = lower_chars(b, &nb);
	unsigned result = max + 1;

	if ((na > nb ? na - nb : nb - na) <= max) {
		unsigned *row = nr_reallocarray(NULL, nb + 1, sizeof *row);

		result = distance(ca, na, cb, nb, max, row);
		free(row);
	}
	free(ca);
	free(cb);
	return result;
}

/* ---- several words ---- */

bool
nr_utf8_sought(const char *text, size_t *at, const char **part, size_t *n)
{
	bool quoted;

	*at += strspn(text + *at, " \t");
	quoted = text[*at] == '"';
	*part = text + *at + quoted;
	*n = strcspn(*part, quoted ? "\"" : " \t");
	*at = (size_t)(*part - text) + *n;
	if (quoted && text[*at])
		++*at;
	return quoted || *n > 0;
}

bool
nr_utf8_find_sought(const char *s, size_t n, size_t from, const char *text, size_t *at,
	size_t *len)
{
	struct nr_buf needle = NR_BUF_INIT;
	size_t next = 0, part_len, k, found_len;
	const char *part;
	bool found = false;

	while (nr_utf8_sought(text, &next, &part, &part_len)) {
		nr_buf_clear(&needle);
		nr_buf_add(&needle, part, part_len);
		if (!nr_utf8_find(s, n, from, nr_buf_str(&needle), &k, &found_len)
			|| (found && (k > *at || (k == *at && found_len <= *len))))
			continue;
		*at = k;
		*len = found_len;
		found = true;
	}
	nr_buf_release(&needle);
	return found;
}
