/* Grapheme clusters by the rules of UAX #29, from libunistring's properties. Its own
 * functions are not used, because their versions differ in joined emoji and Indic
 * conjuncts. */
#include "config.h"

#include <limits.h>
#include <unictype.h>
#include <unigbrk.h>

#include "base/utf8_parts.h"
#include "newsreader/utf8.h"

enum { VIRAMA = 9 };	/* combining class */

/* Consonants that a linker joins to one cluster (GB9c), and those of other scripts with
 * invisible linkers: without the next consonant these would be displayed as a mark of
 * their own. */
static const struct {
	uint32_t first, last;
} consonants[] = {
	{ 0x0915, 0x0939 }, { 0x0958, 0x095f }, { 0x0978, 0x097f },	/* Devanagari */
	{ 0x0995, 0x09b9 }, { 0x09dc, 0x09df }, { 0x09f0, 0x09f1 },	/* Bengali */
	{ 0x0a95, 0x0ab9 }, { 0x0af9, 0x0af9 },				/* Gujarati */
	{ 0x0b15, 0x0b39 }, { 0x0b5c, 0x0b5f }, { 0x0b71, 0x0b71 },	/* Oriya */
	{ 0x0c15, 0x0c39 }, { 0x0c58, 0x0c5a },				/* Telugu */
	{ 0x0d15, 0x0d3a },						/* Malayalam */
	{ 0x1000, 0x1021 },						/* Myanmar */
	{ 0x1780, 0x17a2 },						/* Khmer */
	{ 0x1b13, 0x1b33 },						/* Balinese */
	{ 0xa98f, 0xa9b2 },						/* Javanese */
};

static const uint32_t linkers[] = {
	0x094d, 0x09cd, 0x0acd, 0x0b4d, 0x0c4d, 0x0d4d, 0x1039, 0x17d2, 0x1b44, 0xa9c0
};

static bool
is_consonant(uint32_t cp)
{
	for (size_t i = 0; i < sizeof consonants / sizeof consonants[0]; i++) {
		if (cp < consonants[i].first)
			return false;
		if (cp <= consonants[i].last)
			return true;
	}
	return false;
}

static bool
is_linker(uint32_t cp)
{
	for (size_t i = 0; i < sizeof linkers / sizeof linkers[0]; i++) {
		if (cp == linkers[i])
			return true;
	}
	return false;
}

/* A cluster up to its character `last`. */
struct cluster {
	uint32_t last;
	int property;		/* Grapheme_Cluster_Break of `last` */
	int width;
	bool half_flag;		/* an odd number of regional indicators at the end */
	bool emoji;		/* an emoji, and its sequence has not ended */
	bool virama;		/* ends with a virama, perhaps followed by a ZWJ */
	enum { NO_CONJUNCT, CONSONANT, LINKED } conjunct;
};

static int
property_of(uint32_t cp)
{
	if (cp >= 0x20 && cp < 0x7f)
		return GBP_OTHER;
	return uc_graphemeclusterbreak_property(cp);
}

static bool
is_control(int property)
{
	return property == GBP_CR || property == GBP_LF || property == GBP_CONTROL;
}

static bool
joins_hangul(int last, int next)
{
	switch (last) {
	case GBP_L:
		return next == GBP_L || next == GBP_V || next == GBP_LV || next == GBP_LVT;
	case GBP_LV:
	case GBP_V:
		return next == GBP_V || next == GBP_T;
	case GBP_LVT:
	case GBP_T:
		return next == GBP_T;
	default:
		return false;
	}
}

/* After a virama and a ZWJ any non-ASCII character is included, because some terminals
 * join it. */
static bool
joins_zwj(const struct cluster *c, uint32_t cp)
{
	return c->emoji ? nr_utf8_is_pictograph(cp) : c->virama && cp >= 0x80;
}

static bool
joins(const struct cluster *c, uint32_t cp, int property)
{
	if (is_control(c->property) || is_control(property))
		return c->property == GBP_CR && property == GBP_LF;
	if (property == GBP_EXTEND || property == GBP_ZWJ || property == GBP_SPACINGMARK)
		return true;
	/* a limit must not split a flag, so each flag begins a cluster */
	if (property == GBP_RI)
		return c->property == GBP_RI && c->half_flag;
	if (c->property == GBP_PREPEND)
		return true;
	if (c->property == GBP_ZWJ && joins_zwj(c, cp))
		return true;
	if (c->conjunct == LINKED && is_consonant(cp))
		return true;
	return joins_hangul(c->property, property);
}

/* The width with one more character. An emoji joined by a ZWJ is drawn in the cells of
 * the first one. */
static int
width_with(const struct cluster *c, uint32_t cp, int property)
{
	if (c->emoji && c->property == GBP_ZWJ && property == GBP_OTHER)
		return c->width;
	return c->width + nr_utf8_char_width(cp);
}

static void
append(struct cluster *c, uint32_t cp, int property)
{
	bool extends = property == GBP_EXTEND || property == GBP_ZWJ;

	if (is_consonant(cp))
		c->conjunct = CONSONANT;
	else if (!extends || cp == NR_CP_ZWNJ)
		c->conjunct = NO_CONJUNCT;
	else if (c->conjunct == CONSONANT && is_linker(cp))
		c->conjunct = LINKED;
	c->virama = (property == GBP_ZWJ && c->virama)
		|| (extends && cp >= 0x900 && uc_combining_class(cp) == VIRAMA);
	c->half_flag = property == GBP_RI && !(c->property == GBP_RI && c->half_flag);
	c->emoji = nr_utf8_is_pictograph(cp) || (c->emoji && extends);
	c->last = cp;
	c->property = property;
}

/* A cluster that is cut must not end with a ZWJ. */
static size_t
cut(const struct cluster *c, size_t len)
{
	return c->property == GBP_ZWJ && len > 3 ? len - 3 : len;
}

static size_t
measure(const char *s, size_t n, struct cluster *c)
{
	uint32_t cp;
	size_t i = nr_utf8_decode(s, n, &cp);
	int property = property_of(cp);

	c->width = nr_utf8_char_width(cp);
	append(c, cp, property);
	for (size_t len; i < n; i += len) {
		len = nr_utf8_decode(s + i, n - i, &cp);
		property = property_of(cp);
		if (!joins(c, cp, property))
			break;
		int width = width_with(c, cp, property);

		if (i + len > NR_UTF8_CLUSTER_MAX || width > NR_UTF8_CELLS_MAX)
			return cut(c, i);
		c->width = width;
		append(c, cp, property);
	}
	return i;
}

static bool
is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

/* True for printable ASCII that cannot combine with what follows. */
static bool
stands_alone(const char *s, size_t n)
{
	return *s >= 0x20 && *s < 0x7f && (n == 1 || is_ascii(s[1]));
}

/* Dashes, quotes, arrows, lines and other symbols: ASCII after one of these, the usual
 * case, is never part of its cluster. */
static bool
is_sign(uint32_t cp)
{
	return cp >= 0x2010 && cp < 0x2c00;
}

size_t
nr_utf8_cluster(const char *s, size_t n, int *width)
{
	struct cluster c = { 0 };
	uint32_t cp;
	size_t len;

	if (stands_alone(s, n)) {
		*width = 1;
		return 1;
	}
	len = nr_utf8_decode(s, n, &cp);
	if (is_sign(cp) && (len == n || is_ascii(s[len]))) {
		*width = nr_utf8_char_width(cp);
		return len;
	}
	len = measure(s, n, &c);
	*width = c.width;
	return len;
}

int
nr_utf8_reach(const char *s, size_t n)
{
	bool all_agreed = true;
	int most = 0;
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		bool agreed;

		i += nr_utf8_decode(s + i, n - i, &cp);
		most += nr_utf8_char_reach(cp, &agreed);
		all_agreed &= agreed;
	}
	return all_agreed ? 0 : most;
}

int
nr_utf8_width(const char *s, size_t n)
{
	int used;

	nr_utf8_fit(s, n, INT_MAX, &used);
	return used;
}

size_t
nr_utf8_fit(const char *s, size_t n, int cells, int *used)
{
	int total = 0;
	size_t i = 0;

	while (i < n) {
		int width = 1;
		size_t len = stands_alone(s + i, n - i)
			? 1 : nr_utf8_cluster(s + i, n - i, &width);

		if (width > cells - total)
			break;
		total += width;
		i += len;
	}
	if (used != NULL)
		*used = total;
	return i;
}

size_t
nr_utf8_cut(const char *s, size_t n, size_t max)
{
	size_t end = 0;
	int width;

	while (end < n) {
		size_t len = nr_utf8_cluster(s + end, n - end, &width);

		if (end + len > max)
			break;
		end += len;
	}
	/* Remove joiners that have no effect because the text after them is cut off. */
	while (end < n && end >= 3) {
		uint32_t cp;

		nr_utf8_decode(s + end - 3, 3, &cp);
		struct nr_utf8_gap gap = { .before = s, .n_before = end - 3, .after = "" };

		if ((cp != NR_CP_ZWJ && cp != NR_CP_ZWNJ) || nr_utf8_shapes(cp, &gap))
			break;
		end -= 3;
	}
	return end;
}

/* A position from which clusters can be counted up to `at`: between two ASCII characters,
 * or a limited distance before it. */
static size_t
safe_start(const char *s, size_t at)
{
	size_t low = at > 4 * NR_UTF8_CLUSTER_MAX ? at - 4 * NR_UTF8_CLUSTER_MAX : 0;

	while (at > low && !(is_ascii(s[at]) && is_ascii(s[at - 1])))
		at--;
	return nr_utf8_start(s, at);
}

void
nr_utf8_whole(const char *s, size_t n, size_t *at, size_t *len)
{
	size_t end = *at + *len, i;
	int width;

	if (end == *at)
		return;
	i = safe_start(s, *at);
	for (;;) {
		size_t next = i + nr_utf8_cluster(s + i, n - i, &width);

		if (next > *at)
			break;
		i = next;
	}
	*at = i;
	while (i < end)
		i += nr_utf8_cluster(s + i, n - i, &width);
	*len = i - *at;
}
