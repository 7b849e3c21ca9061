/* Decides where invisible characters have an effect: ZWNJ in the contexts A1 and A2 of
 * UAX #31; ZWJ in its context B, before a virama (Bengali ra with ya-phalaa, Kannada,
 * Sinhala) and between emoji; variation selectors after characters that have variants. */
#include "config.h"

#include <unictype.h>

#include "base/utf8_parts.h"
#include "newsreader/utf8.h"

enum {
	VIRAMA = 9,		/* combining class */
	/* limit of the search for a letter, so that cleaning stays linear */
	MARKS_MAX = 16
};

/* Characters that have variants, and their selectors. Emoji and Mongolian letters have
 * their own rules. */
static const struct {
	uint32_t first, last, selector, last_selector;
} variants[] = {
	{ 0x1000, 0x109f, 0xfe00, 0xfe00 },	/* Myanmar */
	{ 0x2205, 0x2aff, 0xfe00, 0xfe00 },	/* mathematics */
	{ 0x3001, 0x3002, 0xfe00, 0xfe01 },
	{ 0x3400, 0x4dbf, 0xfe00, 0xfe02 },	/* Han */
	{ 0x3400, 0x4dbf, 0xe0100, 0xe01ef },
	{ 0x4e00, 0x9fff, 0xfe00, 0xfe02 },
	{ 0x4e00, 0x9fff, 0xe0100, 0xe01ef },
	{ 0xa840, 0xa877, 0xfe00, 0xfe00 },	/* Phags-pa */
	{ 0xaa60, 0xaa7f, 0xfe00, 0xfe00 },	/* Myanmar */
	{ 0xf900, 0xfaff, 0xe0100, 0xe01ef },
	{ 0xff01, 0xff1f, 0xfe00, 0xfe01 },
	{ 0x10ac0, 0x10aff, 0xfe00, 0xfe00 },	/* Manichaean */
	{ 0x20000, 0x3ffff, 0xfe00, 0xfe02 },
	{ 0x20000, 0x3ffff, 0xe0100, 0xe01ef },
};

bool
nr_utf8_is_emoji(uint32_t cp)
{
	return uc_is_property_emoji(cp);
}

bool
nr_utf8_is_skin_tone(uint32_t cp)
{
	return cp >= 0x1f3fb && cp <= 0x1f3ff;
}

/* A quick test first, because nearly all text is below these characters. */
bool
nr_utf8_is_pictograph(uint32_t cp)
{
	if (cp < 0x203c)
		return cp == 0xa9 || cp == 0xae;
	if (cp > 0x3299 && cp < 0x1f000)
		return false;
	return uc_is_property_extended_pictographic(cp);
}

static bool
is_mongolian_selector(uint32_t cp)
{
	return (cp >= 0x180b && cp <= 0x180d) || cp == 0x180f;
}

bool
nr_utf8_is_selector(uint32_t cp)
{
	return (cp >= 0xfe00 && cp <= 0xfe0f) || (cp >= 0xe0100 && cp <= 0xe01ef)
		|| is_mongolian_selector(cp);
}

bool
nr_utf8_is_shaper(uint32_t cp)
{
	return cp == NR_CP_ZWJ || cp == NR_CP_ZWNJ || nr_utf8_is_selector(cp);
}

/* The character that ends at *n, which moves to its start; 0 at the beginning. */
static uint32_t
step_back(const char *s, size_t *n)
{
	size_t end = *n;
	uint32_t cp;

	if (end == 0)
		return 0;
	*n = nr_utf8_start(s, end - 1);
	nr_utf8_decode(s + *n, end - *n, &cp);
	return cp;
}

static bool
is_letter(uint32_t cp)
{
	return cp != 0 && uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_L);
}

static bool
is_mark(uint32_t cp)
{
	return cp >= 0x300 && !nr_utf8_is_shaper(cp)
		&& uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_Mn
			| UC_CATEGORY_MASK_Me);
}

/* The last character before the gap that is not a mark; *virama: the marks after it
 * include a virama, followed only by marks that may follow one. */
static uint32_t
base_before(const struct nr_utf8_gap *gap, bool *virama)
{
	size_t at = gap->n_before;
	bool open = true;

	*virama = false;
	for (int i = 0; i < MARKS_MAX; i++) {
		uint32_t cp = step_back(gap->before, &at);
		int class = cp >= 0x300 ? uc_combining_class(cp) : 0;

		if (!is_mark(cp))
			return cp;
		*virama |= open && class == VIRAMA;
		open &= class != 0 && class != VIRAMA;
	}
	return 0;
}

/* The first character after the gap that is not a mark. */
static uint32_t
base_after(const struct nr_utf8_gap *gap)
{
	uint32_t cp = gap->next;
	size_t at = 0;

	for (int i = 0; i < MARKS_MAX && is_mark(cp); i++) {
		at += nr_utf8_decode(gap->after + at, gap->n_after - at, &cp);
		if (at == gap->n_after)
			return 0;
		nr_utf8_decode(gap->after + at, gap->n_after - at, &cp);
	}
	return cp;
}

/* True if the letter joins the letters on both sides, or on the side of `type`. */
static bool
joins(uint32_t cp, int type)
{
	int its = cp < 0x600 ? UC_JOINING_TYPE_U : uc_joining_type(cp);

	return its == UC_JOINING_TYPE_D || its == type;
}

static bool
zwnj_shapes(const struct nr_utf8_gap *gap)
{
	bool virama;
	uint32_t base = base_before(gap, &virama);
	uint32_t next = base_after(gap);

	return (joins(base, UC_JOINING_TYPE_L) && joins(next, UC_JOINING_TYPE_R))
		|| (virama && is_letter(base) && is_letter(next));
}

/* True after an emoji with optional selectors and skin tone. */
static bool
is_after_pictograph(const struct nr_utf8_gap *gap)
{
	size_t at = gap->n_before;
	uint32_t cp = step_back(gap->before, &at);

	for (int i = 0; i < 2 && (nr_utf8_is_selector(cp) || nr_utf8_is_skin_tone(cp)); i++)
		cp = step_back(gap->before, &at);
	return nr_utf8_is_pictograph(cp);
}

static bool
zwj_shapes(const struct nr_utf8_gap *gap)
{
	bool virama;
	uint32_t base, next = gap->next;

	if (nr_utf8_is_pictograph(next) && is_after_pictograph(gap))
		return true;
	base = base_before(gap, &virama);
	if (!is_letter(base) || nr_utf8_is_shaper(next))
		return false;
	int class = next >= 0x300 ? uc_combining_class(next) : 0;

	if (!virama)
		return class == VIRAMA;
	/* Context B excludes vowel signs, which are marks of class 0. */
	return class != 0 || next < 0x300
		|| !uc_is_general_category_withtable(next, UC_CATEGORY_MASK_M);
}

static bool
is_keycap(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || cp == '#' || cp == '*';
}

static bool
selects(uint32_t cp, const struct nr_utf8_gap *gap)
{
	size_t at = gap->n_before;
	uint32_t base = step_back(gap->before, &at);

	if (is_mongolian_selector(cp))
		return base >= 0x1820 && base <= 0x18aa && is_letter(base);
	if (cp == NR_CP_VS16 && is_keycap(base))
		return gap->next == NR_CP_KEYCAP;
	if (cp == NR_CP_VS16 || cp == NR_CP_VS16 - 1)
		return base >= 0x80 && nr_utf8_is_emoji(base) && !nr_utf8_is_skin_tone(base)
			&& !(base >= 0x1f1e6 && base <= 0x1f1ff);
	for (size_t i = 0; i < sizeof variants / sizeof variants[0]; i++) {
		if (base >= variants[i].first && base <= variants[i].last
				&& cp >= variants[i].selector
				&& cp <= variants[i].last_selector)
			return true;
	}
	return false;
}

bool
nr_utf8_shapes(uint32_t cp, const struct nr_utf8_gap *gap)
{
	if (gap->n_before == 0)
		return false;
	if (cp == NR_CP_ZWJ)
		return zwj_shapes(gap);
	return cp == NR_CP_ZWNJ ? zwnj_shapes(gap) : selects(cp, gap);
}
