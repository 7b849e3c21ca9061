/*
 * Rules: what a tamed page keeps of each element of HTML (see tame.h).
 */
#ifndef TEXT_TAME_RULES_H
#define TEXT_TAME_RULES_H

#include <gumbo.h>

enum tame_what {
	NEST = 0,	/* kept and balanced */
	INLINE,		/* so too; a paragraph goes on after it */
	VOID,		/* kept; has no end tag */
	EMPTY,		/* its tag is kept, with an end tag, its content is not */
	GONE,		/* its tags are left out, its content stays */
	RAW		/* left out with its content, which is not HTML */
};

/* A start tag ends open elements of its family, up to the innermost `scope`. */
enum tame_family { NO_FAMILY, PARAGRAPH, ITEM, TERM, READING, CELL, ROW, ROWS };

struct tame_rule {
	enum tame_what what;
	GumboTag as;		/* 0: itself (GUMBO_TAG_HTML is never kept) */
	enum tame_family family;
};

/* By the tag. */
extern const struct tame_rule tame_rules[GUMBO_TAG_LAST];

#endif
