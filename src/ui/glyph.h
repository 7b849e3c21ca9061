/*
 * Glyphs: text taken apart into what goes into cells. Whatever the text holds, a glyph is
 * clean and takes at least one cell.
 */
#ifndef UI_GLYPH_H
#define UI_GLYPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ui_glyph {
	const char *text;	/* of the text itself, or static */
	size_t len;		/* at most NR_UTF8_CLUSTER_MAX */
	int width;		/* 1 to NR_UTF8_CELLS_MAX */
};

/* Most text is ASCII, and nearly all the rest clean: looked at once, when it is
 * needed. */
enum ui_glyphs_state { UI_GLYPHS_NEW, UI_GLYPHS_CLEAN, UI_GLYPHS_DIRTY };

struct ui_glyphs {
	const char *s;
	size_t n;
	enum ui_glyphs_state state;	/* of the rest of the text */
	bool ascii;
	int pad;		/* so many spaces fill up the cells of the last one */
};

struct ui_glyphs ui_glyphs_of(const char *s, size_t n, bool ascii);
/* One byte of ASCII that no combining mark can follow. */
static inline bool
ui_glyphs_is_plain(const char *s, size_t n)
{
	return *s >= 0x20 && *s < 0x7f && (n == 1 || (unsigned char)s[1] < 0x80);
}

/* False at the end. */
bool ui_glyphs_next(struct ui_glyphs *it, struct ui_glyph *out);

/* The sign that stands for a character where there is only ASCII: quotes, dashes,
 * arrows and lines have one, for others it is '?'. */
char ui_glyph_ascii(uint32_t cp);

#endif
