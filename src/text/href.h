/*
 * Href: URLs in text and attributes.
 */
#ifndef TEXT_HREF_H
#define TEXT_HREF_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/buf.h"

enum { TEXT_HREF_MAX = 4096 };

/* Append the URL in an attribute, prepared for display and opening: clean, without
 * spaces, "//host" with https. False, with nothing appended, if it is not http, https,
 * mailto or relative, is a fragment of the same page, or has more than TEXT_HREF_MAX
 * bytes. */
bool nr_text_href_clean(struct nr_buf *out, const char *s);

/* Append the watch page for the URL of a player: YouTube, Vimeo, and those wrapped by
 * embedly. False if the URL cannot be opened. */
bool nr_text_href_player(struct nr_buf *out, const char *s);

/* Append the absolute URL for a URL in a page at `base` (may be NULL). False, with
 * nothing appended, if that is not http or https. */
bool nr_text_href_resolve(struct nr_buf *out, const char *base, const char *s);

/* Length in bytes of the bare http or https URL, or of the host and path beginning with
 * "www.", at s, without the punctuation that ends a sentence, or 0. */
size_t nr_text_href_bare(const char *s, size_t n);

#endif
