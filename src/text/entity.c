#include "config.h"

#include "load/entity.h"

#include <stdint.h>
#include <string.h>

#include "newsreader/utf8.h"

enum { REFERENCE_MAX = 10 };	/* bytes between '&' and ';' */

static const struct {
	const char *name;
	uint32_t cp;
} names[] = {
	{ "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' },
	{ "nbsp", 0xa0 }, { "ndash", 0x2013 }, { "mdash", 0x2014 }, { "lsquo", 0x2018 },
	{ "rsquo", 0x2019 }, { "sbquo", 0x201a }, { "ldquo", 0x201c }, { "rdquo", 0x201d },
	{ "bdquo", 0x201e }, { "laquo", 0xab }, { "raquo", 0xbb }, { "hellip", 0x2026 },
	{ "bull", 0x2022 }, { "middot", 0xb7 }, { "copy", 0xa9 }, { "reg", 0xae },
	{ "trade", 0x2122 }, { "euro", 0x20ac }, { "pound", 0xa3 }, { "deg", 0xb0 },
};

static int
digit(char c, unsigned base)
{
	int d = c >= '0' && c <= '9' ? c - '0'
		: (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : 99;

	return d < (int)base ? d : -1;
}

/* 0 if it is no number of a character. */
static uint32_t
number(const char *s, size_t n)
{
	unsigned base = 10;
	uint32_t cp = 0;
	size_t i = 0;

	if (n && (*s | 32) == 'x') {
		base = 16;
		i = 1;
	}
	if (i == n)
		return 0;
	for (; i < n; i++) {
		int d = digit(s[i], base);

		if (d < 0)
			return 0;
		cp = cp * base + (uint32_t)d;
		if (cp > 0x10ffff)
			return 0;
	}
	return cp >= 0xd800 && cp < 0xe000 ? 0 : cp;
}

static uint32_t
character(const char *s, size_t n)
{
	if (n > 1 && *s == '#')
		return number(s + 1, n - 1);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strlen(names[i].name) == n && memcmp(names[i].name, s, n) == 0)
			return names[i].cp;
	return 0;
}

/* Bytes of the reference at s, which begins with '&'; 0 if it is none. */
static size_t
reference(const char *s, size_t n, uint32_t *cp)
{
	size_t most = n < REFERENCE_MAX + 2 ? n : REFERENCE_MAX + 2;
	const char *end = memchr(s, ';', most);

	if (!end)
		return 0;
	*cp = character(s + 1, (size_t)(end - s) - 1);
	return *cp ? (size_t)(end - s) + 1 : 0;
}

void
nr_entity_decode(const char *s, size_t n, struct nr_buf *out)
{
	size_t from = 0, i = 0;

	while (i < n) {
		const char *amp = memchr(s + i, '&', n - i);
		uint32_t cp;
		size_t len;

		if (!amp)
			break;
		i = (size_t)(amp - s);
		len = reference(amp, n - i, &cp);
		if (len) {
			char utf8[4];

			nr_buf_add(out, s + from, i - from);
			nr_buf_add(out, utf8, nr_utf8_encode(cp, utf8));
			from = i + len;
		}
		i += len ? len : 1;
	}
	nr_buf_add(out, s + from, n - from);
}
