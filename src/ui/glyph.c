/* Splits text into clean clusters, with substitutes in ASCII mode. */
#include "config.h"

#include "ui/glyph.h"

#include "newsreader/utf8.h"

static const struct {
	uint32_t first, last;
	char sign;
} signs[] = {
	{ 0xa0, 0xa0, ' ' },
	{ 0xab, 0xab, '"' },
	{ 0xad, 0xad, '-' },
	{ 0xb7, 0xb7, '-' },
	{ 0xbb, 0xbb, '"' },
	{ 0xd7, 0xd7, 'x' },
	{ 0x2000, 0x200a, ' ' },
	{ 0x2010, 0x2015, '-' },
	{ 0x2018, 0x201b, '\'' },
	{ 0x201c, 0x201f, '"' },
	{ 0x2022, 0x2022, '*' },
	{ 0x2026, 0x2026, '~' },
	{ 0x202f, 0x202f, ' ' },
	{ 0x2032, 0x2032, '\'' },
	{ 0x2033, 0x2033, '"' },
	{ 0x2039, 0x2039, '<' },
	{ 0x203a, 0x203a, '>' },
	{ 0x2190, 0x2190, '<' },
	{ 0x2191, 0x2191, '^' },
	{ 0x2192, 0x2192, '>' },
	{ 0x2193, 0x2193, 'v' },
	{ 0x2194, 0x2194, '=' },
	{ 0x21b5, 0x21b5, '\\' },
	{ 0x2212, 0x2212, '-' },
	{ 0x2500, 0x2501, '-' },
	{ 0x2502, 0x2503, '|' },
	{ 0x250c, 0x254b, '+' },
	{ 0x2581, 0x2588, '#' },
	{ 0x2589, 0x258f, '#' },
	{ 0x2591, 0x2591, '.' },
	{ 0x2592, 0x2593, '#' },
	{ 0x25cb, 0x25cb, 'o' },
	{ 0x25cf, 0x25cf, '*' },
	{ 0x2605, 0x2606, '*' },
	{ 0x2610, 0x2610, '-' },
	{ 0x2611, 0x2611, 'x' },
	{ 0x2713, 0x2714, 'v' },
	{ 0x3000, 0x3000, ' ' },
};

char
ui_glyph_ascii(uint32_t cp)
{
	if (cp >= 0x20 && cp < 0x7f)
		return (char)cp;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if (cp >= signs[i].first && cp <= signs[i].last)
			return signs[i].sign;
	}
	return '?';
}

struct ui_glyphs
ui_glyphs_of(const char *s, size_t n, bool ascii)
{
	return (struct ui_glyphs){ s, n, UI_GLYPHS_NEW, ascii, 0 };
}

static void
set_ascii(struct ui_glyph *out, char c)
{
	static const char table[] =
		" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

	*out = (struct ui_glyph){ &table[c - ' '], 1, 1 };
}

static bool
is_space(uint32_t cp)
{
	return cp == '\t' || cp == '\n' || cp == 0xa0 || (cp >= 0x2000 && cp <= 0x200a)
		|| cp == 0x2028 || cp == 0x2029 || cp == 0x202f || cp == 0x205f
		|| cp == 0x3000;
}

/* The replacement for a character that is not clean; false if it is dropped. */
static bool
replace(uint32_t cp, bool ascii, struct ui_glyph *out)
{
	if (is_space(cp))
		set_ascii(out, ' ');
	else if (cp == 0xfffd && ascii)
		set_ascii(out, '?');
	else if (cp == 0xfffd)
		*out = (struct ui_glyph){ "\xef\xbf\xbd", 3, 1 };
	else
		return false;
	return true;
}

/* True for common characters that are not ASCII (dashes and quotes, arrows, lines,
 * shapes): three bytes, one cell, and not followed by a character that could join them. A
 * fast path. */
static bool
is_sign(const char *s, size_t n)
{
	const unsigned char *u = (const unsigned char *)s;
	unsigned cp;

	if (n < 3 || u[0] != 0xe2 || (u[1] & 0xc0) != 0x80 || (u[2] & 0xc0) != 0x80
		|| (n > 3 && u[3] >= 0x80))
		return false;
	cp = 0x2000 | (u[1] & 0x3fu) << 6 | (u[2] & 0x3fu);
	return (cp >= 0x2010 && cp <= 0x2027) || (cp >= 0x2190 && cp <= 0x21ff)
		|| (cp >= 0x2500 && cp <= 0x25fc) || cp == 0x2605;
}

/* True for joiners and variation selectors. Whether they are clean depends on the text
 * around them, and a piece of clean text may begin or end with one. */
static bool
is_shaper(uint32_t cp)
{
	return cp == 0x200c || cp == 0x200d || (cp >= 0x180b && cp <= 0x180f && cp != 0x180e)
		|| (cp >= 0xfe00 && cp <= 0xfe0f) || (cp >= 0xe0100 && cp <= 0xe01ef);
}

/* The number of bytes at the beginning of unclean text that are clean, character by
 * character. */
static size_t
clean_run(const char *s, size_t n)
{
	size_t i = 0, len;
	uint32_t cp, last = 0;

	for (; i < n && i <= NR_UTF8_CLUSTER_MAX; i += len, last = cp) {
		len = nr_utf8_decode(s + i, n - i, &cp);
		if (!nr_utf8_is_clean(s + i, len) && (last < 0x80 || !is_shaper(cp)))
			break;
	}
	return i;
}

/* Take the next cluster, or the next character of unclean text; false if it gives no
 * glyph. */
static bool
take(struct ui_glyphs *it, struct ui_glyph *out)
{
	const char *s = it->s;
	size_t n = it->n;
	uint32_t cp;
	int width;
	size_t used = nr_utf8_decode(s, n, &cp);

	if (it->state == UI_GLYPHS_NEW)
		it->state = nr_utf8_is_clean(s, n) ? UI_GLYPHS_CLEAN : UI_GLYPHS_DIRTY;
	size_t clean = it->state == UI_GLYPHS_DIRTY ? clean_run(s, n) : n;

	if (clean > 0)
		used = nr_utf8_cluster(s, clean, &width);
	it->s += used;
	it->n -= used;
	if (clean == 0)
		return replace(cp, it->ascii, out);
	*out = (struct ui_glyph){ s, used, width };
	if (it->ascii && width > 0) {
		set_ascii(out, ui_glyph_ascii(cp));
		it->pad = width - 1;
	}
	return width > 0;
}

bool
ui_glyphs_next(struct ui_glyphs *it, struct ui_glyph *out)
{
	if (it->pad > 0) {
		it->pad--;
		set_ascii(out, ' ');
		return true;
	}
	while (it->n > 0) {
		if (ui_glyphs_is_plain(it->s, it->n)) {
			*out = (struct ui_glyph){ it->s, 1, 1 };
			it->s++;
			it->n--;
			return true;
		}
		if (!it->ascii && is_sign(it->s, it->n)) {
			*out = (struct ui_glyph){ it->s, 3, 1 };
			it->s += 3;
			it->n -= 3;
			return true;
		}
		if (take(it, out))
			return true;
	}
	return false;
}
