/*
 * Sanitize: reduces HTML to a form that is safe for a tree builder.
 *
 * gumbo implements the HTML5 tree construction exactly, which is quadratic or worse in
 * the depth of the tree, in unclosed formatting elements and in the attributes of a tag:
 * a page of 300 kB can take minutes and all memory. The sanitized form is parsed in
 * linear time and memory: balanced tags, at most NR_HTML_DEPTH_MAX deep, only the needed
 * attributes, no formatting elements, scripts, styles and comments.
 */
#ifndef MARKUP_SANITIZE_H
#define MARKUP_SANITIZE_H

#include <stdbool.h>

#include <gumbo.h>

#include "newsreader/buf.h"
#include "markup/tag.h"

/* Elements are renamed to others for which HTML5 has no special rules. */
#define TEXT_TAG_LINK GUMBO_TAG_DATA		/* a, with its href */
#define TEXT_TAG_STRONG GUMBO_TAG_MARK		/* b, strong */
#define TEXT_TAG_EMPHASIS GUMBO_TAG_CITE	/* i, em */
#define TEXT_TAG_CODE GUMBO_TAG_SAMP		/* code, tt, kbd */
#define TEXT_TAG_STRUCK GUMBO_TAG_DEL		/* del, s, strike */
#define TEXT_TAG_READING GUMBO_TAG_ACRONYM	/* rt: reading of a word */
#define TEXT_TAG_CHECKBOX GUMBO_TAG_OUTPUT	/* in a form or a task list */
#define TEXT_TAG_FRAME GUMBO_TAG_VIDEO		/* iframe, embed; with src */
#define TEXT_TAG_FORM GUMBO_TAG_FIELDSET	/* form, fieldset */
#define TEXT_TAG_SKIPPED GUMBO_TAG_CANVAS	/* svg, select, button: not displayed */

enum {
	TEXT_SANITIZE_BYTES_MAX = 8 * 1024 * 1024,
	/* Limits of elements and pieces of text: each costs some hundred bytes in
	 * gumbo and later steps. A page may have one for every
	 * TEXT_SANITIZE_NODE_BYTES bytes. */
	TEXT_SANITIZE_NODES_MIN = 20000,
	TEXT_SANITIZE_NODES_MAX = 400000,
	TEXT_SANITIZE_NODE_BYTES = 10
};

/* A handler that collects metadata. It gets each <html>, <meta>, <link> and other
 * elements that are left out; <title> and <script> with their content; other elements
 * with the text up to the next tag. */
struct nr_text_tag_handler {
	void *ctx;
	void (*see)(void *ctx, const struct nr_text_tag *tag, const char *content, size_t n);
	bool noscript;		/* treat the content of <noscript> as part of the page */
};

/* True for an element of sanitized HTML that is part of a paragraph and has content. */
bool nr_text_sanitize_is_inline(GumboTag tag);

/* Append the sanitized html to *out. False if it was cut at a limit. head may be NULL. */
bool nr_text_sanitize(struct nr_buf *out, const char *html, size_t n,
	const struct nr_text_tag_handler *head);

#endif
