/*
 * Href: addresses found in text and attributes.
 */
#ifndef TEXT_HREF_H
#define TEXT_HREF_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/buf.h"

enum { TEXT_HREF_MAX = 4096 };

/* Append the address in an attribute as one may show and open it: clean, without spaces,
 * "//host" with https. False, and nothing appended, if it is not http, https, mailto or
 * relative, is a place in the same page, or has more than TEXT_HREF_MAX bytes. */
bool nr_text_href_clean(struct nr_buf *out, const char *s);

/* Append the page to watch for the address of a player: YouTube's, Vimeo's, and what
 * embedly wraps. False if the address is none to open. */
bool nr_text_href_player(struct nr_buf *out, const char *s);

/* Append what an address in a page from `base` (may be NULL) stands for. False, and
 * nothing appended, if that is no absolute http or https address. */
bool nr_text_href_resolve(struct nr_buf *out, const char *base, const char *s);

/* Bytes of the bare http or https URL, or of the host and path that begin with "www.", at
 * the beginning of s, without the punctuation that ends a sentence; 0 if there is none. */
size_t nr_text_href_bare(const char *s, size_t n);

#endif
