/*
 * Lead: what stands before the article's text and is of it: the paragraph that sums it up.
 */
#ifndef TEXT_STANDFIRST_H
#define TEXT_STANDFIRST_H

#include "newsreader/buf.h"
#include "text/article.h"

/* Put leads before the picks. `summary` is the letters (nr_text_same_letters) of what the
 * page says of itself. */
void nr_text_standfirst_find(const struct text_element_stats *o, const struct nr_buf *summary,
	struct text_article *article);

#endif
