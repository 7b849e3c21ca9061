/*
 * Converts HTML and Markdown to documents. HTML is parsed by gumbo (HTML5); Markdown is
 * first converted to HTML by md4c (CommonMark 0.30 with GitHub's tables, strikethrough
 * and task lists). Nothing is fetched or executed.
 */
#ifndef NEWSREADER_HTML_H
#define NEWSREADER_HTML_H

#include <stddef.h>

#include "newsreader/doc.h"

enum {
	NR_HTML_DEPTH_MAX = 200,	/* nested elements; deeper ones are left out */
	/* bytes; longer Markdown is shown as plain text */
	NR_MARKDOWN_MAX = 1024 * 1024
};

/*
 * Append the text of an HTML fragment or page to *doc: paragraphs, headings, lists
 * (numbered, nested, of tasks), quotes, pre, rules, emphasis, code, struck text; data
 * tables as NR_BLOCK_TABLE (layout tables become blocks); images as "[image: alt,
 * 640×480]", or as their alt text if they are small icons; players and frames as "[video:
 * address]"; links followed by their number as NR_SPAN_REF "[1]" (http, https, mailto and
 * relative ones; of javascript: and data: only the text stays). Bare URLs in text
 * (http://, https://, www.) become links, too. A short paragraph that is all strong is a
 * heading. Quotations get quotation marks, powers and indices become characters or follow
 * "^" and "_", ruby readings are in parentheses, formulas are shown as TeX, abbreviations
 * are explained once. Script, style, template, noscript, head, hidden elements, form
 * controls and comments are left out.
 *
 * Time and memory are linear in n for any markup. After 8 MiB, or more than 20,000
 * elements and pieces of text plus one for every 10 bytes, the rest is left out, and a
 * dim last line says so.
 */
void nr_html_to_doc(const char *html, size_t n, struct nr_doc *doc);

/*
 * The same for Markdown. Footnotes come at the end, without those that are not
 * referenced; "Term" and ": meaning" are a definition list. Hugo shortcodes, Liquid tags
 * and kramdown attribute lists are replaced by their displayable content, if any;
 * mathematics is not converted.
 *
 * Text over NR_MARKDOWN_MAX, and a paragraph over 64 kB, 4096 lines or 16384 brackets, is
 * shown as plain text, after a dim line that says so.
 */
void nr_markdown_to_doc(const char *markdown, size_t n, struct nr_doc *doc);

/* "gumbo 0.10.1, md4c 0.4.8". */
const char *nr_html_version(void);

#endif
