/*
 * Standfirst: finds the summary paragraph before the text of an article.
 */
#ifndef EXTRACT_STANDFIRST_H
#define EXTRACT_STANDFIRST_H

#include "newsreader/buf.h"
#include "extract/article.h"

/* Insert standfirsts before the picks. `summary` has the letters (nr_text_same_letters)
 * of the page's own summary. */
void nr_text_standfirst_find(const struct text_element_stats *o, const struct nr_buf *summary,
	struct text_article *article);

#endif
