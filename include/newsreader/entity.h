/*
 * Entity: HTML character references in text that is no HTML. Private to load/.
 */
#ifndef LOAD_ENTITY_H
#define LOAD_ENTITY_H

#include <stddef.h>

#include "newsreader/buf.h"

/* Append s with "&amp;", "&#8217;", "&#x2019;" and the usual named references (HTML 4
 * punctuation) replaced, once; anything else stays as it is. What comes out is as hostile
 * as what went in. */
void nr_entity_decode(const char *s, size_t n, struct nr_buf *out);

#endif
