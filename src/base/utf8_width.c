/* Width of characters in terminal cells. */
#include "config.h"

#include <unictype.h>
#include <unigbrk.h>
#include <uniwidth.h>

#include "base/utf8_parts.h"

struct range {
	uint32_t first, last;
};

/*
 * Widths come from libunistring, not from the C library, whose wcwidth depends on locale
 * and version. This table has the characters for which libunistring differs from nearly
 * all terminals, or between its versions.
 */
static const struct {
	uint32_t first, last;
	int width;
} own_width[] = {
	{ 0x0600, 0x0605, 1 },	/* Arabic number signs, visible format characters */
	{ 0x06dd, 0x06dd, 1 },
	{ 0x070f, 0x070f, 1 },
	{ 0x0890, 0x0891, 1 },
	{ 0x08e2, 0x08e2, 1 },
	{ 0x0cbf, 0x0cbf, 0 },	/* Kannada vowel signs */
	{ 0x0cc6, 0x0cc6, 0 },
	{ 0x2630, 0x2637, 1 },	/* trigrams, wide since Unicode 16 */
	{ 0x268a, 0x268f, 1 },
	{ 0x3248, 0x324f, 2 },	/* circled numbers on black squares */
	{ 0x4dc0, 0x4dff, 2 },	/* hexagrams */
	{ 0x110bd, 0x110bd, 1 },
	{ 0x110cd, 0x110cd, 1 },
	{ 0x11a07, 0x11a08, 0 },
	{ 0x11c3f, 0x11c3f, 0 },
};

/* Combining marks that are old enough to be supported by every terminal. */
static const struct range old_marks[] = {
	{ 0x0300, 0x036f }, { 0x0591, 0x05c7 }, { 0x064b, 0x065e }, { 0x0670, 0x0670 },
	{ 0x0901, 0x0902 }, { 0x093c, 0x093c }, { 0x0941, 0x0948 }, { 0x094d, 0x094d },
	{ 0x0e31, 0x0e31 }, { 0x0e34, 0x0e3a }, { 0x0e47, 0x0e4e }, { 0x20d0, 0x20ea },
};

/* Ranges of the most common text, with the same width in every terminal. */
static const struct range plain[] = {
	{ 0x00a0, 0x02ff }, { 0x0370, 0x0482 }, { 0x048a, 0x0590 }, { 0x05d0, 0x05ff },
	{ 0x0620, 0x064a }, { 0x0660, 0x066f }, { 0x0671, 0x06d5 }, { 0x0904, 0x0939 },
	{ 0x0e01, 0x0e30 }, { 0x10a0, 0x10ff }, { 0x1e00, 0x1fff }, { 0x2010, 0x2027 },
	{ 0x2030, 0x205e }, { 0x2190, 0x21ff }, { 0x2500, 0x25fc }, { 0x2605, 0x2606 },
	{ 0x3001, 0x3029 }, { 0x3041, 0x3096 }, { 0x309b, 0x30ff }, { 0x3400, 0x4dbf },
	{ 0x4e00, 0x9fff }, { 0xac00, 0xd7a3 }, { 0xff01, 0xff9d }, { 0xfffd, 0xfffd },
	{ 0x20000, 0x2fffd },
};

static bool
is_in(const struct range *ranges, size_t n, uint32_t cp)
{
	for (size_t i = 0; i < n && cp >= ranges[i].first; i++) {
		if (cp <= ranges[i].last)
			return true;
	}
	return false;
}

/* The width in the table of exceptions, or -1. */
static int
find_own_width(uint32_t cp)
{
	for (size_t i = 0; i < sizeof own_width / sizeof own_width[0]; i++) {
		if (cp < own_width[i].first)
			break;
		if (cp <= own_width[i].last)
			return own_width[i].width;
	}
	return -1;
}

int
nr_utf8_char_width(uint32_t cp)
{
	if (cp < 0x300)
		return cp >= 0x20 && (cp < 0x7f || cp >= 0xa0) && cp != 0xad;
	if (cp >= 0x4e00 && cp <= 0x9fff)
		return 2;
	int width = find_own_width(cp);

	if (width < 0)
		width = uc_width(cp, "UTF-8");
	return width > 0 ? width : 0;
}

/* True for a letter, digit or symbol that does not combine and is not an emoji. */
static bool
is_plain_sign(uint32_t cp)
{
	const uint32_t kinds = UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N | UC_CATEGORY_MASK_P
		| UC_CATEGORY_MASK_S;

	return cp < 0x1f000 && uc_is_general_category_withtable(cp, kinds)
		&& uc_graphemeclusterbreak_property(cp) == GBP_OTHER
		&& !(nr_utf8_is_pictograph(cp) && nr_utf8_char_width(cp) == 2);
}

int
nr_utf8_char_reach(uint32_t cp, bool *agreed)
{
	*agreed = cp < 0x7f || is_in(plain, sizeof plain / sizeof plain[0], cp)
		|| is_in(old_marks, sizeof old_marks / sizeof old_marks[0], cp)
		|| (is_plain_sign(cp) && find_own_width(cp) < 0);
	if (*agreed)
		return nr_utf8_char_width(cp);
	if (cp == NR_CP_VS16)
		return 1;
	if (nr_utf8_is_shaper(cp))
		return 0;
	/* A terminal that does not know the character uses one cell, or two if it is not
	 * a mark or is in a range of wide characters. */
	return cp < 0x3000 && uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_M) ? 1 : 2;
}
