/*
 * Entities: HTML character references in text without other markup.
 */
#ifndef NEWSREADER_ENTITY_H
#define NEWSREADER_ENTITY_H

#include <stddef.h>

#include "newsreader/buf.h"

/*
 * Append s with its character references decoded as in HTML5 text: all names, those of
 * HTML 4 also without a semicolon ("&copy 2021"), numbers, and &#128; to &#159; as
 * Windows-1252. Decodes once, except that "&amp;#8217;" becomes a quote, because it was
 * evidently encoded twice. Other text stays; '\0' is dropped and "\r
 * " becomes "
 * ". The result is not cleaned.
 */
void nr_entity_decode(const char *s, size_t n, struct nr_buf *out);

#endif
