/*
 * Document: formatted text without a width: blocks of text with styled spans and links.
 *
 * The text of a block is clean (nr_utf8_clean_*) and one paragraph; '
 * ' in it is a forced line break. Lists and quotes are blocks with an indent and a
 * marker, not trees.
 */
#ifndef NEWSREADER_DOC_H
#define NEWSREADER_DOC_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/buf.h"
#include "newsreader/error.h"

enum nr_block_kind {
	NR_BLOCK_PARA,
	NR_BLOCK_HEADING,	/* level 1 to 6 */
	NR_BLOCK_ITEM,		/* of a list; marker "•", "1." */
	NR_BLOCK_PRE,		/* preformatted lines */
	NR_BLOCK_IMAGE,		/* one line that describes a picture */
	NR_BLOCK_RULE,		/* a horizontal line; no text */
	/* facts about the article, shown without blank lines between them */
	NR_BLOCK_META,
	NR_BLOCK_TABLE	/* cells; in the text one line a row, " │ " between cells */
};

enum nr_span_style {
	NR_SPAN_PLAIN,
	NR_SPAN_STRONG,
	NR_SPAN_EMPHASIS,
	NR_SPAN_CODE,
	NR_SPAN_LINK,		/* the text of a link */
	NR_SPAN_REF,		/* the number of a link, " [3]" */
	NR_SPAN_TITLE,		/* the article's headline */
	NR_SPAN_LABEL,		/* the name of a fact, "Topics" */
	NR_SPAN_DIM
};

enum { NR_SPAN_STRUCK = 16 };	/* added to a style: struck through */

struct nr_span {
	size_t start, end;	/* bytes in the text of the block */
	unsigned style;		/* enum nr_span_style, and NR_SPAN_STRUCK */
	size_t link;		/* number of the link, from 1; 0 for none */
};

enum {
	NR_DOC_COLUMNS_MAX = 64,	/* of a table; further ones are left out */
	NR_DOC_ROWS_MAX = 10000,
	NR_DOC_LINKS_MAX = 10000	/* further links are plain text */
};

enum nr_align { NR_ALIGN_AUTO, NR_ALIGN_LEFT, NR_ALIGN_CENTER, NR_ALIGN_RIGHT };

/* A table cell that has text; '
 * ' in it is a forced line break. */
struct nr_cell {
	size_t start, end;	/* bytes in the text of the block */
	int row, col;		/* from 0 */
	int cols;		/* number of columns that it spans, at least 1 */
	enum nr_align align;
	bool head;		/* header cell of a column or row */
};

struct nr_block {
	enum nr_block_kind kind;
	int level;		/* of a heading */
	int quote;		/* number of block quotes around it */
	int same_quote;		/* how many of these also contain the previous block */
	/* how many of these, counted from the innermost, are inside of a list */
	int inner_quote;
	/* number of lists around the first inner quote; otherwise 0 */
	int quote_indent;
	int indent;		/* number of lists around the block */
	char *marker;		/* of an item; NULL for its further paragraphs */
	char *text;
	size_t len;
	struct nr_span *spans;	/* in order, not overlapping; the rest is plain */
	size_t n_spans, cap_spans;
	struct nr_cell *cells;	/* of a table, row by row, from left to right */
	size_t n_cells, cap_cells;
};

struct nr_doc {
	struct nr_block *blocks;
	size_t n, cap;
	char **links;		/* absolute or relative URLs; link number = index + 1 */
	size_t n_links, cap_links;
	size_t *slots;		/* hash table of the URLs: link numbers, 0 if free */
	size_t n_slots;		/* a power of two */
	struct nr_buf text;	/* text of the block that is being built */
	/* Write struck text as "[-struck-]", for output without styles; set before HTML
	 * is added. */
	bool marks_struck;
};

#define NR_DOC_INIT { .blocks = NULL }

/* Begin a block and end the previous one. Borrowed until the next call. */
struct nr_block *nr_doc_begin(struct nr_doc *d, enum nr_block_kind kind);
/* Add clean text to the current block. */
void nr_doc_add(struct nr_doc *d, unsigned style, const char *s, size_t n);
void nr_doc_addz(struct nr_doc *d, unsigned style, const char *s);
/* The same for formatted text, which is part of link number `link`; 0: of none. */
void nr_doc_addf(struct nr_doc *d, size_t link, unsigned style, const char *fmt, ...)
	NR_PRINTF(4, 5);
/* The number of the link to url, from 1; the same URL gets the same number. */
size_t nr_doc_link(struct nr_doc *d, const char *url);
/* Add clean text as part of link number `link`. */
void nr_doc_add_link(struct nr_doc *d, size_t link, unsigned style,
	const char *s, size_t n);
/* Add a cell to the current block, a TABLE. It comes after the earlier cells, and its
 * range is in the text added so far. */
void nr_doc_add_cell(struct nr_doc *d, const struct nr_cell *cell);
/* Move the blocks of `head`, which has no links, before those of *d; both are ended.
 * `head` is empty afterwards. */
void nr_doc_put_before(struct nr_doc *d, struct nr_doc *head);
/* Remove n blocks from `from` on of a document that is ended; links keep their numbers. */
void nr_doc_remove(struct nr_doc *d, size_t from, size_t n);
/* End the last block; call it once before using the document. A block without text and
 * marker is dropped when it ends, unless it is a rule, and so is a table without
 * cells. */
void nr_doc_end(struct nr_doc *d);
/* Append plain text: blank lines separate paragraphs, line breaks stay, bare URLs become
 * links. */
void nr_text_to_doc(const char *text, size_t n, struct nr_doc *d);
/* Rewrite an ended document for ASCII output: powers, indices and checkboxes become
 * "10^80", "H_2O", "[x]". Other characters stay. */
void nr_doc_ascii(struct nr_doc *d);
void nr_doc_release(struct nr_doc *d);

/* Append the text of a block without link numbers; table rows are lines. */
void nr_block_plain(const struct nr_block *b, struct nr_buf *out);

/* Append an ended document as Markdown; table heads, code and images as GitHub reads
 * them. */
void nr_doc_to_markdown(const struct nr_doc *d, struct nr_buf *out);
/* Append a line of clean text as a heading of the first level. */
void nr_doc_heading_to_markdown(const char *text, struct nr_buf *out);
/* Append an ended document as a page of HTML, without scripts, styles and pictures; only
 * web addresses become links. */
void nr_doc_to_html(const struct nr_doc *d, const char *title, struct nr_buf *out);

/* Append an ended document in its binary form. */
void nr_doc_pack(const struct nr_doc *d, struct nr_buf *out);
/* Decode the binary form to an ended document. Invalid data give NR_ERR_INPUT and nothing
 * to release; a decoded document satisfies all invariants of this header. */
int nr_doc_unpack(const void *bytes, size_t n, struct nr_doc *out, struct nr_error *err);

#endif
