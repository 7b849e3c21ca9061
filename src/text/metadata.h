/*
 * Facts: title, byline and the rest of a page, from what it says of itself.
 */
#ifndef TEXT_METADATA_H
#define TEXT_METADATA_H

#include "newsreader/extract.h"
#include "text/meta_tags.h"
#include "text/json_ld.h"

/* Fill the strings of *page. `url` may be NULL. */
void nr_text_metadata_fill(struct nr_page *page, const struct text_meta_tags *head,
	const struct text_json_ld *ld, const char *url);

/* Append what the page's addresses are relative to; nothing if that is not known. */
void nr_text_metadata_base(const struct text_meta_tags *head, const char *url, struct nr_buf *out);

/* The absolute address that a "refresh" points to. NULL: there is none, or it is that of the
 * page. `base` may be NULL; the caller frees it. */
char *nr_text_metadata_refresh(const struct text_meta_tags *head, const char *base);

#endif
