/*
 * Shortcodes: what site generators put into Markdown: shortcodes of Hugo, Liquid of Jekyll
 * and its kin, attribute lists of kramdown, Pandoc and Goldmark. Nothing of it is run: what
 * can be shown becomes Markdown, the rest is left out.
 */
#ifndef TEXT_SHORTCODE_H
#define TEXT_SHORTCODE_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/buf.h"

enum {
	TEXT_SHORTCODE_MAX = 4096,	/* bytes; longer ones are text */
	TEXT_SHORTCODE_ENDS = 11,	/* see shortcode.c */
	TEXT_SHORTCODE_BLOCKS = 7,
	TEXT_SHORTCODE_END_FORMS = 2
};

struct nr_text_shortcodes {
	const char *begin, *end;	/* the whole text */
	bool raw;			/* within {% raw %} */
	/* Private. Where what ends a shortcode stands next: each is looked for once. */
	const char *next[TEXT_SHORTCODE_ENDS];
	const char *blank_line;
	const char *end_names[TEXT_SHORTCODE_BLOCKS][TEXT_SHORTCODE_END_FORMS];
};

/* Take what begins at s with '{'; s never goes back. Its Markdown is appended to *out,
 * which has what is before it. Returns where the text goes on, NULL if s is just text. */
const char *nr_text_shortcode_take(struct nr_text_shortcodes *c, struct nr_buf *out,
	const char *s);
/* The blank line, or the end, after s. */
const char *nr_text_shortcode_paragraph(struct nr_text_shortcodes *c, const char *s);
/* Append code: only what makes a generator leave shortcodes alone is taken off. */
void nr_text_shortcode_code(struct nr_buf *out, const char *s, size_t n);
/* Append text so that Markdown shows it as it is. */
void nr_text_shortcode_literal(struct nr_buf *out, const char *s, size_t n);

#endif
