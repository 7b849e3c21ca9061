/*
 * Rules: what a tamed page keeps of each element of HTML (see sanitize.h).
 */
#ifndef TEXT_SANITIZE_RULES_H
#define TEXT_SANITIZE_RULES_H

#include <gumbo.h>

enum sanitize_action {
	NEST = 0,	/* kept and balanced */
	INLINE,		/* so too; a paragraph goes on after it */
	VOID,		/* kept; has no end tag */
	EMPTY,		/* its tag is kept, with an end tag, its content is not */
	GONE,		/* its tags are left out, its content stays */
	RAW		/* left out with its content, which is not HTML */
};

/* A start tag ends open elements of its family, up to the innermost `scope`. */
enum sanitize_family { NO_FAMILY, PARAGRAPH, ITEM, TERM, READING, CELL, ROW, ROWS };

struct sanitize_rule {
	enum sanitize_action what;
	GumboTag as;		/* 0: itself (GUMBO_TAG_HTML is never kept) */
	enum sanitize_family family;
};

/* By the tag. */
extern const struct sanitize_rule sanitize_rules[GUMBO_TAG_LAST];

#endif
