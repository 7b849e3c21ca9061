/*
 * Hints: what the class and id of an element suggest about its content. The table is
 * hints.def.
 */
#ifndef EXTRACT_HINTS_H
#define EXTRACT_HINTS_H

#include <stdint.h>

enum {
	TEXT_HINT_UNLIKELY = 1,		/* not part of the article, unless MAYBE */
	TEXT_HINT_MAYBE = 2,
	TEXT_HINT_POSITIVE = 4,	/* more likely to be text; NEGATIVE: less likely */
	TEXT_HINT_NEGATIVE = 8,
	TEXT_HINT_JUNK = 16,		/* not article text, even within the article */
	TEXT_HINT_SHARE = 32,		/* the same if it is small */
	TEXT_HINT_COMMENTS = 64,
	TEXT_HINT_BYLINE = 128,
	TEXT_HINT_META = 256,		/* date, credit or similar, if it is short */
	TEXT_HINT_LEAD = 512,		/* summary before an article (standfirst) */
	TEXT_HINT_HEADER = 1024		/* header of the page or of the article */
};

/* The hints of a class or id: a set of TEXT_HINT_*. */
unsigned nr_text_hints(const char *name);

#endif
