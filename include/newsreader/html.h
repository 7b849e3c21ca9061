/*
 * HTML and Markdown to documents. HTML is parsed by gumbo (HTML5); Markdown becomes HTML
 * by cmark (CommonMark 0.30) first. Nothing is fetched or run.
 */
#ifndef NEWSREADER_HTML_H
#define NEWSREADER_HTML_H

#include <stddef.h>

#include "newsreader/doc.h"

enum {
	NR_HTML_DEPTH_MAX = 200,	/* nested elements; deeper text is added to the last level */
	NR_HTML_LINKS_MAX = 10000	/* further links are plain text */
};

/* Append the text of an HTML fragment or page to *doc: paragraphs, headings, lists
 * (numbered, nested), quotes, pre, rules, emphasis, code, tables (a row a line, cells parted by " │ "), images as "[image: alt, 640×480]",
 * players and frames as "[video: address]", links numbered with NR_SPAN_REF "[1]" behind their text (only http, https, mailto, and relative ones; javascript: and data: are dropped,
 * the text stays). script, style, template, noscript, head, hidden elements and comments are left out. */
void nr_html_to_doc(const char *html, size_t n, struct nr_doc *doc);
void nr_markdown_to_doc(const char *markdown, size_t n, struct nr_doc *doc);
/* Plain text: blank lines part paragraphs, line breaks stay; bare http(s) URLs become links. */
void nr_text_to_doc(const char *text, size_t n, struct nr_doc *doc);

/* "gumbo 0.10.1, cmark 0.30.2". */
const char *nr_html_version(void);

#endif
