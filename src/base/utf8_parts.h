/*
 * Properties of single characters, shared by the UTF-8 files. Private to src/base/.
 */
#ifndef BASE_UTF8_PARTS_H
#define BASE_UTF8_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	NR_CP_ZWNJ = 0x200c,
	NR_CP_ZWJ = 0x200d,
	NR_CP_KEYCAP = 0x20e3,
	NR_CP_VS16 = 0xfe0f,
	NR_CP_REPLACEMENT = 0xfffd
};

/* Width in cells of a character on its own: 0, 1 or 2. */
int nr_utf8_char_width(uint32_t cp);
/* The maximum of cells that a terminal may use for a character; *agreed is whether all
 * terminals use nr_utf8_char_width(). */
int nr_utf8_char_reach(uint32_t cp, bool *agreed);

bool nr_utf8_is_emoji(uint32_t cp);
bool nr_utf8_is_skin_tone(uint32_t cp);
/* True for an emoji that a ZWJ can join (Extended_Pictographic). */
bool nr_utf8_is_pictograph(uint32_t cp);

/* True for ZWJ, ZWNJ and variation selectors: invisible, but they may change their
 * neighbours. */
bool nr_utf8_is_shaper(uint32_t cp);
bool nr_utf8_is_selector(uint32_t cp);

/* A position between cleaned text and the text after it. */
struct nr_utf8_gap {
	const char *before, *after;
	size_t n_before, n_after;	/* bytes */
	uint32_t next;	/* first character of `after` that is kept; 0: none */
};
/* True if a shaper has an effect there. */
bool nr_utf8_shapes(uint32_t cp, const struct nr_utf8_gap *gap);

#endif
