/*
 * Entity: character references of HTML in text that has no other markup.
 */
#ifndef NEWSREADER_ENTITY_H
#define NEWSREADER_ENTITY_H

#include <stddef.h>

#include "newsreader/buf.h"

/*
 * Append s with its character references decoded as in HTML5 text: all names, those of
 * HTML 4 also without a semicolon ("&copy 2021"), numbers, and &#128; to &#159; as
 * Windows-1252. It decodes once, except that "&amp;#8217;" becomes a quote: a number was
 * surely encoded twice. Other text stays; '\0' is dropped and "\r\n" becomes "\n". The
 * result is no cleaner than the input.
 */
void nr_entity_decode(const char *s, size_t n, struct nr_buf *out);

#endif
