/*
 * Article: finds the elements of a page that are its article.
 */
#ifndef EXTRACT_ARTICLE_H
#define EXTRACT_ARTICLE_H

#include <stddef.h>

#include "extract/element_stats.h"

/* How strictly to leave out elements; each rule may be wrong for a page. */
enum {
	TEXT_STRIP = 1,		/* leave out elements with unlikely names */
	TEXT_WEIGH = 2,		/* score names that suggest text, or other content */
	TEXT_CLEAN = 4,		/* leave out elements by the kind of text in them */
	TEXT_WHOLE = 8,		/* treat the whole page as the article */
	TEXT_COOKIES = 16	/* the article is about cookies */
};

enum { TEXT_PICKS_MAX = 256 };

struct text_article {
	size_t picks[TEXT_PICKS_MAX];	/* numbers of elements, ascending */
	size_t n;
};

/* Mark elements that are not article text by their name or role. */
void nr_text_article_strip(struct text_element_stats *o, unsigned flags);
/* Find the elements that contain the article. */
void nr_text_article_find(struct text_element_stats *o, unsigned flags, struct text_article *out);
/* Mark elements within one of the picks that are not article text. */
void nr_text_article_clean(struct text_element_stats *o, size_t pick, unsigned flags);

/* The number of the byline element, or 0. */
size_t nr_text_article_byline(const struct text_element_stats *o);

/* The part of an element's score that is based on its names. */
int nr_text_article_weight(const struct text_node *node, unsigned flags);

#endif
