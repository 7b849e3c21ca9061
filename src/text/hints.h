/*
 * Hints: what the class and the id of an element tell of its content. The table is
 * hints.def.
 */
#ifndef TEXT_HINTS_H
#define TEXT_HINTS_H

#include <stdint.h>

enum {
	TEXT_HINT_UNLIKELY = 1,		/* none of the article, unless MAYBE */
	TEXT_HINT_MAYBE = 2,
	TEXT_HINT_POSITIVE = 4,		/* more, and less likely to be text */
	TEXT_HINT_NEGATIVE = 8,
	TEXT_HINT_JUNK = 16,		/* none of the article, even within it */
	TEXT_HINT_SHARE = 32,		/* so too, if it is small */
	TEXT_HINT_COMMENTS = 64,
	TEXT_HINT_BYLINE = 128,
	TEXT_HINT_META = 256,		/* date, credit and their like, if it is short */
	TEXT_HINT_LEAD = 512,		/* what stands before an article and sums it up */
	TEXT_HINT_HEADER = 1024		/* of the page or of the article */
};

/* What a class or an id tells: TEXT_HINT_* joined. */
unsigned nr_text_hints(const char *name);

#endif
