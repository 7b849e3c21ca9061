/*
 * Markdown to HTML: writes the HTML of Markdown parsed by md4c, for the sanitizer (see
 * sanitize.h).
 */
#ifndef MARKUP_MARKDOWN_HTML_H
#define MARKUP_MARKDOWN_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/buf.h"

enum {
	/* The HTML is at most this many times as long as the Markdown: a long link
	 * definition may be used often, and a table may have many columns and short
	 * rows. */
	TEXT_MARKDOWN_GROWTH = 32,
	TEXT_MARKDOWN_HTML_MIN = 16 * 1024	/* minimum limit in bytes */
};

/* Append the HTML of the Markdown to *out. False if it was cut at the limit. */
bool nr_text_markdown_html(struct nr_buf *out, const char *markdown, size_t n);

#endif
