/*
 * Shortcode links: replaces embedded content of other sites by a link.
 */
#ifndef MARKUP_SHORTCODE_LINK_H
#define MARKUP_SHORTCODE_LINK_H

#include "newsreader/buf.h"
#include "markup/shortcode_args.h"

/* Append a URL in the form of a Markdown link target. */
void nr_text_shortcode_address(struct nr_buf *out, const struct nr_text_arg *address);
/* Append a link to the video, post or file that the tag embeds; nothing if its name is
 * unknown or the arguments are invalid. */
void nr_text_shortcode_link(struct nr_buf *out, const struct nr_text_args *args);

#endif
