/*
 * Metadata: title, byline and other facts of a page.
 */
#ifndef EXTRACT_METADATA_H
#define EXTRACT_METADATA_H

#include "newsreader/extract.h"
#include "extract/json_ld.h"
#include "extract/meta_tags.h"

/* Fill the strings of *page. `url` may be NULL. */
void nr_text_metadata_fill(struct nr_page *page, const struct text_meta_tags *head,
	const struct text_json_ld *ld, const char *url);

/* Append the base of the page's relative URLs; nothing if it is not known. */
void nr_text_metadata_base(const struct text_meta_tags *head, const char *url, struct nr_buf *out);

/* The absolute URL of a "refresh"; NULL without one, or if it is the page itself.
 * `base` may be NULL; the caller frees the result. */
char *nr_text_metadata_refresh(const struct text_meta_tags *head, const char *base);

#endif
