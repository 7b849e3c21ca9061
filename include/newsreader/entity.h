/*
 * Entity: character references of HTML in text that has no other markup.
 */
#ifndef NEWSREADER_ENTITY_H
#define NEWSREADER_ENTITY_H

#include <stddef.h>

#include "newsreader/buf.h"

/*
 * Append s with its character references decoded as HTML5 has it in text: all names, those
 * of HTML 4 also without a semicolon ("&copy 2021"), numbers, and &#128; to &#159; as
 * Windows-1252. Once, but "&amp;#8217;" becomes a quote: it was encoded twice, for nobody
 * writes numbers to be read. Other text stays; '\0' is dropped and "\r\n" becomes "\n". What
 * comes out is as hostile as what went in.
 */
void nr_entity_decode(const char *s, size_t n, struct nr_buf *out);

#endif
