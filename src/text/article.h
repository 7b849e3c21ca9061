/*
 * Article: which elements of a page are its article.
 */
#ifndef TEXT_ARTICLE_H
#define TEXT_ARTICLE_H

#include <stddef.h>

#include "text/element_stats.h"

/* How much is left out; each may be wrong for a page. */
enum {
	TEXT_STRIP = 1,		/* elements that are unlikely by their names */
	TEXT_WEIGH = 2,		/* by names that tell of text or of none */
	TEXT_CLEAN = 4,		/* by the kind of text in them */
	TEXT_WHOLE = 8,		/* the page is the article */
	TEXT_COOKIES = 16	/* which is about cookies */
};

enum { TEXT_PICKS_MAX = 256 };

struct text_article {
	size_t picks[TEXT_PICKS_MAX];	/* numbers of elements, in their order */
	size_t n;
};

/* Mark what is no article by its name or role. */
void nr_text_article_strip(struct text_element_stats *o, unsigned flags);
/* Find the elements that hold the article. */
void nr_text_article_find(struct text_element_stats *o, unsigned flags, struct text_article *out);
/* Mark what is no text of the article in one of its elements. */
void nr_text_article_clean(struct text_element_stats *o, size_t pick, unsigned flags);

/* The element that tells who wrote it; 0 if there is none. */
size_t nr_text_article_byline(const struct text_element_stats *o);

/* What the names of an element add to its score. */
int nr_text_article_weight(const struct text_node *node, unsigned flags);

#endif
