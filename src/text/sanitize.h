/*
 * Tame: HTML made harmless for a tree builder.
 *
 * gumbo follows the HTML5 tree construction to the letter, and that is quadratic or worse
 * in the depth of the tree, in formatting elements left open and in the attributes of a
 * tag: a page of 300 kB can take it minutes and all memory. So it gets what it reads in
 * linear time and memory: balanced tags, at most NR_HTML_DEPTH_MAX deep, the attributes
 * that matter here, no formatting elements, no scripts, styles and comments.
 */
#ifndef TEXT_SANITIZE_H
#define TEXT_SANITIZE_H

#include <stdbool.h>

#include <gumbo.h>

#include "newsreader/buf.h"
#include "text/tag.h"

/* Elements that take the place of others, because HTML5 has no rules of its own for
 * them. */
#define TEXT_TAG_LINK GUMBO_TAG_DATA		/* a; with its href */
#define TEXT_TAG_STRONG GUMBO_TAG_MARK		/* b, strong */
#define TEXT_TAG_EMPHASIS GUMBO_TAG_CITE	/* i, em */
#define TEXT_TAG_CODE GUMBO_TAG_SAMP		/* code, tt, kbd */
#define TEXT_TAG_STRUCK GUMBO_TAG_DEL		/* del, s, strike */
#define TEXT_TAG_READING GUMBO_TAG_ACRONYM	/* rt: how a word is read */
#define TEXT_TAG_CHECKBOX GUMBO_TAG_OUTPUT	/* of a form or a list of tasks */
#define TEXT_TAG_FRAME GUMBO_TAG_VIDEO		/* iframe, embed; with its src */
#define TEXT_TAG_FORM GUMBO_TAG_FIELDSET	/* form, fieldset */
#define TEXT_TAG_SKIPPED GUMBO_TAG_CANVAS	/* svg, select, button: not for readers */

enum {
	TEXT_SANITIZE_BYTES_MAX = 8 * 1024 * 1024,
	/* Elements and pieces of text: each costs gumbo and its readers some hundred bytes,
	 * which a page may have for about every TEXT_SANITIZE_NODE_BYTES of it. */
	TEXT_SANITIZE_NODES_MIN = 20000,
	TEXT_SANITIZE_NODES_MAX = 400000,
	TEXT_SANITIZE_NODE_BYTES = 10
};

/* Who wants to know what a page says of itself. It sees each <html>, <meta>, <link> and
 * other elements that are left out; <title> and <script> with what is between their tags;
 * other elements with the text up to the next tag. */
struct nr_text_tag_handler {
	void *ctx;
	void (*see)(void *ctx, const struct nr_text_tag *tag, const char *content, size_t n);
	bool noscript;		/* what is in <noscript> is part of the page */
};

/* An element of a tamed page that stands within a paragraph and has content. */
bool nr_text_sanitize_is_inline(GumboTag tag);

/* How many elements and pieces of text a page of n bytes may have. */
size_t nr_text_sanitize_limit(size_t n);

/* Append the tamed form of html to *out. False if it was cut at a limit. head may be
 * NULL. */
bool nr_text_sanitize(struct nr_buf *out, const char *html, size_t n,
	const struct nr_text_tag_handler *head);

#endif
