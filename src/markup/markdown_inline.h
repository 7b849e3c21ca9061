/*
 * Markdown inline: rewrites inline syntax that md4c does not support (shortcodes,
 * mathematics, footnote references) to supported syntax.
 */
#ifndef MARKUP_MARKDOWN_INLINE_H
#define MARKUP_MARKDOWN_INLINE_H

#include <stddef.h>

#include "newsreader/buf.h"
#include "markup/markdown_notes.h"

enum {
	/* md4c's time for a paragraph may grow with the square of its bytes, of its lines
	 * with brackets, or of its open brackets. */
	TEXT_PARAGRAPH_MAX = 64 * 1024,
	TEXT_PARAGRAPH_LINES_MAX = 4096,
	TEXT_PARAGRAPH_BRACKETS_MAX = 16384
};

/* Append the rewritten Markdown to *out. Code is unchanged. notes may be NULL. */
void nr_text_inline_rewrite(struct nr_buf *out, struct nr_text_notes *notes, const char *s,
	size_t n);

/* Append the Markdown to *out, with paragraphs over these limits as plain text. Returns
 * the number of such paragraphs. */
size_t nr_text_inline_limit(struct nr_buf *out, const char *s, size_t n);

#endif
