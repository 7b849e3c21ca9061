/*
 * Splits text into glyphs, the units that go into cells. A glyph is always clean and
 * takes at least one cell, whatever the text contains.
 */
#ifndef UI_GLYPH_H
#define UI_GLYPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ui_glyph {
	const char *text;	/* points into the text, or static */
	size_t len;		/* at most NR_UTF8_CLUSTER_MAX */
	int width;		/* 1 to NR_UTF8_CELLS_MAX */
};

/* Whether the rest of the text is clean. Checked at most once and only when needed,
 * because most text is ASCII and nearly all other text is clean. */
enum ui_glyphs_state { UI_GLYPHS_NEW, UI_GLYPHS_CLEAN, UI_GLYPHS_DIRTY };

struct ui_glyphs {
	const char *s;			/* the rest of the text; borrowed */
	size_t n;
	enum ui_glyphs_state state;	/* state of the rest of the text */
	bool ascii;
	int pad;		/* number of spaces still to return to fill the cells of
				 * the last glyph */
};

/* The glyphs of n bytes of any text, which has to last as long; `ascii`: as ASCII characters
 * only (ui_glyph_ascii). */
struct ui_glyphs ui_glyphs_of(const char *s, size_t n, bool ascii);
/* True for one ASCII character that no combining mark follows. */
static inline bool
ui_glyphs_is_plain(const char *s, size_t n)
{
	return *s >= 0x20 && *s < 0x7f && (n == 1 || (unsigned char)s[1] < 0x80);
}

/* Get the next glyph; false at the end of the text. */
bool ui_glyphs_next(struct ui_glyphs *it, struct ui_glyph *out);

/* The ASCII substitute for a character: quotes, dashes, arrows and lines have one, others
 * become '?'. */
char ui_glyph_ascii(uint32_t cp);

#endif
