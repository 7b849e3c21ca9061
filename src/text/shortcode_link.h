/*
 * Shortcode link: what a shortcode embeds from another site, as a link to it.
 */
#ifndef TEXT_SHORTCODE_LINK_H
#define TEXT_SHORTCODE_LINK_H

#include "newsreader/buf.h"
#include "text/shortcode_args.h"

/* Append an address as Markdown wants it within a link. */
void nr_text_shortcode_address(struct nr_buf *out, const struct nr_text_arg *address);
/* Append a link to the video, post or file that the tag embeds; nothing if its name is not
 * known, or its arguments name nothing. */
void nr_text_shortcode_link(struct nr_buf *out, const struct nr_text_args *args);

#endif
