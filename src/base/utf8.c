#include "config.h"

#include <limits.h>
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>
#include <unistring/version.h>
#include <uniwidth.h>

#include "newsreader/utf8.h"

enum {
	CLUSTER_MAX = 32,	/* bytes */
	REPLACEMENT = 0xfffd,
	ZWJ = 0x200d
};

size_t
nr_utf8_decode(const char *s, size_t n, uint32_t *cp)
{
	if ((unsigned char)*s < 0x80) {
		*cp = (unsigned char)*s;
		return 1;
	}
	ucs4_t c;
	int used = u8_mbtouc(&c, (const uint8_t *)s, n);

	*cp = c;
	return used > 0 ? (size_t)used : 1;
}

size_t
nr_utf8_encode(uint32_t cp, char out[4])
{
	int used = u8_uctomb((uint8_t *)out, cp, 4);

	if (used < 0)
		used = u8_uctomb((uint8_t *)out, REPLACEMENT, 4);
	return (size_t)used;
}

/* Eight bytes at a time. A byte that is out of range may spoil those above it, but then
 * the loop ends anyway. */
size_t
nr_utf8_plain(const char *s, size_t n, char from)
{
	const uint64_t ones = UINT64_MAX / 255, tops = ones << 7;
	size_t i = 0;

	for (uint64_t v; i + sizeof v <= n; i += sizeof v) {
		memcpy(&v, s + i, sizeof v);
		if (((v - ones * (unsigned char)from) | v | (v + ones)) & tops)
			break;
	}
	while (i < n && s[i] >= from && s[i] < 0x7f)
		i++;
	return i;
}

/* Where libunistring and the C library's wcwidth, which curses and most terminals go by,
 * disagree; wcwidth itself depends on the locale. */
static const struct {
	uint32_t first, last;
	int width;
} wcwidth_has[] = {
	{ 0x0600, 0x0605, 1 },	/* Arabic number signs */
	{ 0x06dd, 0x06dd, 1 },
	{ 0x070f, 0x070f, 1 },
	{ 0x0890, 0x0891, 1 },
	{ 0x08e2, 0x08e2, 1 },
	{ 0x0cbf, 0x0cbf, 0 },	/* Kannada vowel signs */
	{ 0x0cc6, 0x0cc6, 0 },
	{ 0x3248, 0x324f, 2 },	/* circled numbers on black squares */
	{ 0x4dc0, 0x4dff, 2 },	/* hexagrams */
	{ 0x110bd, 0x110bd, 1 },
	{ 0x110cd, 0x110cd, 1 },
	{ 0x11a07, 0x11a08, 0 },
	{ 0x11c3f, 0x11c3f, 0 },
};

static int
char_width(uint32_t cp)
{
	if (cp < 0x300)
		return cp >= 0x20 && (cp < 0x7f || cp >= 0xa0) && cp != 0xad;
	for (size_t i = 0; i < sizeof wcwidth_has / sizeof wcwidth_has[0]; i++) {
		if (cp < wcwidth_has[i].first)
			break;
		if (cp <= wcwidth_has[i].last)
			return wcwidth_has[i].width;
	}
	int width = uc_width(cp, "UTF-8");

	return width > 0 ? width : 0;
}

static bool
is_emoji_modifier(uint32_t cp)
{
	return cp >= 0x1f3fb && cp <= 0x1f3ff;
}

/*
 * The sum of the characters' widths, as a terminal that goes by wcwidth shows them, and
 * at most 2. What a ZWJ or a skin tone appends does not count: a terminal that knows
 * emoji draws it into the same cells, and for the others it is not to be written.
 */
static int
cluster_width(const char *s, size_t n)
{
	int width = 0;

	for (size_t i = 0; i < n && width < 2;) {
		uint32_t cp;

		i += nr_utf8_decode(s + i, n - i, &cp);
		if (width > 0 && (cp == ZWJ || is_emoji_modifier(cp)))
			break;
		width += char_width(cp);
	}
	return width < 2 ? width : 2;
}

static bool
is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

/* A printable ASCII character that nothing can combine with. */
static bool
stands_alone(const char *s, size_t n)
{
	return *s >= 0x20 && *s < 0x7f && (n == 1 || is_ascii(s[1]));
}

/* The whole characters within the first CLUSTER_MAX bytes: looking no further keeps a
 * megabyte of combining marks linear. */
static size_t
cluster_limit(const char *s, size_t n)
{
	if (n <= CLUSTER_MAX)
		return n;
	size_t limit = CLUSTER_MAX;

	while (limit > CLUSTER_MAX - 4 && ((unsigned char)s[limit] & 0xc0) == 0x80)
		limit--;
	return limit;
}

static bool
is_regional_indicator(uint32_t cp)
{
	return cp >= 0x1f1e6 && cp <= 0x1f1ff;
}

/* uc_is_grapheme_break sees two characters and so cannot tell flags (GB12) and joined
 * emoji (GB11); those two rules are here. */
static size_t
cluster_bytes(const char *s, size_t n)
{
	uint32_t last, cp;
	size_t i = nr_utf8_decode(s, n, &last);
	bool emoji = uc_is_property_extended_pictographic(last);
	bool half_flag = is_regional_indicator(last);

	for (size_t len; i < n; i += len) {
		len = nr_utf8_decode(s + i, n - i, &cp);
		if (is_regional_indicator(cp) && is_regional_indicator(last)) {
			if (!half_flag)
				break;
			half_flag = false;
		} else if (uc_is_grapheme_break(last, cp)
				&& !(last == ZWJ && emoji
					&& uc_is_property_extended_pictographic(cp))) {
			break;
		}
		last = cp;
	}
	return i;
}

/* Dashes, quotes, arrows, lines and other signs of their own: ASCII behind one, which most
 * have, is never part of its cluster. */
static bool
is_sign(uint32_t cp)
{
	return cp >= 0x2010 && cp < 0x2c00;
}

size_t
nr_utf8_cluster(const char *s, size_t n, int *width)
{
	uint32_t cp;
	size_t len;

	if (stands_alone(s, n)) {
		*width = 1;
		return 1;
	}
	len = nr_utf8_decode(s, n, &cp);
	if (is_sign(cp) && (len == n || is_ascii(s[len]))) {
		*width = char_width(cp);
		return len;
	}
	len = cluster_bytes(s, cluster_limit(s, n));

	*width = cluster_width(s, len);
	return len;
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

void
nr_utf8_version(struct nr_buf *out)
{
	unsigned v = (unsigned)_libunistring_version;

	nr_buf_addf(out, "libunistring %u.%u", v >> 16, v >> 8 & 0xff);
	if ((v & 0xff) != 0)
		nr_buf_addf(out, ".%u", v & 0xff);
}
