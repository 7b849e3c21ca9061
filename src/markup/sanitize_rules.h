/*
 * Rules of the sanitizer for each HTML element (see sanitize.h).
 */
#ifndef MARKUP_SANITIZE_RULES_H
#define MARKUP_SANITIZE_RULES_H

#include <gumbo.h>

enum sanitize_action {
	NEST = 0,	/* keep and balance */
	INLINE,		/* the same; a paragraph continues after it */
	VOID,		/* keep; has no end tag */
	EMPTY,		/* keep the tag, add an end tag, drop the content */
	GONE,		/* drop the tags, keep the content */
	RAW		/* drop with its content, which is not HTML */
};

/* A start tag closes open elements of its family, up to the innermost `scope`. */
enum sanitize_family { NO_FAMILY, PARAGRAPH, ITEM, TERM, READING, CELL, ROW, ROWS };

struct sanitize_rule {
	enum sanitize_action what;
	GumboTag as;	/* new name; 0: unchanged (GUMBO_TAG_HTML is never kept) */
	enum sanitize_family family;
};

/* Indexed by tag. */
extern const struct sanitize_rule sanitize_rules[GUMBO_TAG_LAST];

#endif
