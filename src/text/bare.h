/*
 * Bare URLs: turns URLs in text into links.
 */
#ifndef TEXT_BARE_H
#define TEXT_BARE_H

#include <stddef.h>

#include "newsreader/doc.h"

/* Add clean text in a style to the current block, with its bare URLs as numbered links;
 * after NR_DOC_LINKS_MAX links they stay text. Takes linear time. */
void nr_text_bare_add(struct nr_doc *d, unsigned style, const char *s, size_t n);

#endif
