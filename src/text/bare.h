/*
 * Bare: addresses in running text made links.
 */
#ifndef TEXT_BARE_H
#define TEXT_BARE_H

#include <stddef.h>

#include "newsreader/doc.h"

/* Add clean text in a style to the block begun last, its bare addresses as links with
 * their numbers; from NR_HTML_LINKS_MAX links on as text. In linear time. */
void nr_text_bare_add(struct nr_doc *d, unsigned style, const char *s, size_t n);

#endif
