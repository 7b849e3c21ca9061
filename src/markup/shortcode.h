/*
 * Shortcodes of site generators in Markdown: Hugo shortcodes, Liquid tags (Jekyll and
 * others), attribute lists of kramdown, Pandoc and Goldmark. Nothing is executed:
 * displayable content becomes Markdown, the rest is left out.
 */
#ifndef MARKUP_SHORTCODE_H
#define MARKUP_SHORTCODE_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/buf.h"

enum {
	TEXT_SHORTCODE_MAX = 4096,	/* bytes; longer ones are treated as text */
	TEXT_SHORTCODE_ENDS = 11,	/* see shortcode.c */
	TEXT_SHORTCODE_BLOCKS = 7,
	TEXT_SHORTCODE_END_FORMS = 2
};

struct nr_text_shortcodes {
	const char *begin, *end;	/* the whole text */
	bool raw;			/* inside of {% raw %} */
	/* Private. Next positions of the ends of shortcodes, so that each is searched
	 * once. */
	const char *next[TEXT_SHORTCODE_ENDS];
	const char *blank_line;
	const char *end_names[TEXT_SHORTCODE_BLOCKS][TEXT_SHORTCODE_END_FORMS];
};

/* Handle the construct at s, which begins with '{'; s must not decrease between calls.
 * Appends its Markdown to *out, which has the text before it. Returns the position to
 * continue at, NULL if it is ordinary text. */
const char *nr_text_shortcode_take(struct nr_text_shortcodes *c, struct nr_buf *out,
	const char *s);
/* The next blank line after s, or the end. */
const char *nr_text_shortcode_paragraph(struct nr_text_shortcodes *c, const char *s);
/* Append code without the escapes that keep a generator from running shortcodes. */
void nr_text_shortcode_code(struct nr_buf *out, const char *s, size_t n);
/* Append text so that Markdown shows it literally. */
void nr_text_shortcode_literal(struct nr_buf *out, const char *s, size_t n);

#endif
