/*
 * Markdown to HTML: what md4c finds, written for the sanitizer (see sanitize.h).
 */
#ifndef TEXT_MARKDOWN_HTML_H
#define TEXT_MARKDOWN_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/buf.h"

enum {
	/* A definition may be long and be referred to often, a table may have many columns
	 * and short rows: the HTML is at most this many times as long as the Markdown. */
	TEXT_MARKDOWN_GROWTH = 32,
	TEXT_MARKDOWN_HTML_MIN = 16 * 1024	/* bytes that it may have in any case */
};

/* Append the HTML of the Markdown to *out. False if it was cut at a limit. */
bool nr_text_markdown_html(struct nr_buf *out, const char *markdown, size_t n);

#endif
