/*
 * HTML and Markdown to documents. HTML is parsed by gumbo (HTML5); md4c (CommonMark 0.30
 * and the tables, strikethrough and task lists of GitHub) first converts Markdown to HTML.
 * Nothing is fetched or run.
 */
#ifndef NEWSREADER_HTML_H
#define NEWSREADER_HTML_H

#include <stddef.h>

#include "newsreader/doc.h"

enum {
	NR_HTML_DEPTH_MAX = 200,	/* nested elements; deeper ones are left out */
	NR_HTML_LINKS_MAX = 10000,	/* further links are plain text */
	NR_MARKDOWN_MAX = 1024 * 1024	/* bytes; longer Markdown is shown as plain text */
};

/*
 * Append the text of an HTML fragment or page to *doc: paragraphs, headings, lists
 * (numbered, nested, of tasks), quotes, pre, rules, emphasis, code, struck text, tables of
 * data (as NR_BLOCK_TABLE; those that arrange a page are blocks), pictures as
 * "[image: alt, 640×480]", small ones that stand for a sign as their alt text, players and
 * frames as "[video: address]", links followed by their number as NR_SPAN_REF "[1]"
 * (http, https, mailto, and relative ones; javascript: and data: are dropped, the text
 * stays). Bare addresses in text, http://, https:// and www., are links, too. A short
 * paragraph that is all strong is a heading. Quotations have their marks, powers and
 * indices are characters or follow "^" and "_", readings of ruby are in parentheses,
 * formulas are their TeX, abbreviations are explained once. Script, style, template,
 * noscript, head, hidden elements, controls and comments are left out.
 *
 * Time and memory are linear in n, whatever the markup. After 8 MiB, or more than 20,000
 * elements and pieces of text plus one for every 10 bytes, the rest is left out, and a last
 * dim line says so.
 */
void nr_html_to_doc(const char *html, size_t n, struct nr_doc *doc);

/*
 * The same for Markdown. Footnotes stand at the end, those that nothing refers to are left
 * out; "Term" and ": meaning" are a definition list. Shortcodes of Hugo, Liquid tags and
 * attribute lists of kramdown are left out, or what can be shown of them stays;
 * mathematics stays as it was written.
 *
 * Text over NR_MARKDOWN_MAX, and a paragraph over 64 kB, 4096 lines or 16384 brackets, is
 * plain text, and a dim line before the text says so.
 */
void nr_markdown_to_doc(const char *markdown, size_t n, struct nr_doc *doc);
/* Plain text: blank lines part paragraphs, line breaks stay; bare addresses become
 * links, as in HTML. */
void nr_text_to_doc(const char *text, size_t n, struct nr_doc *doc);

/* "gumbo 0.10.1, md4c 0.4.8". */
const char *nr_html_version(void);

#endif
