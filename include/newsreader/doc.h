/*
 * Doc: formatted text, free of any width: blocks of text with styled spans and links.
 *
 * A block's text is clean (nr_utf8_clean_*) and one paragraph; '\n' in it is a forced
 * line break. Lists and quotes are blocks with an indent and a marker, not trees.
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
	NR_BLOCK_PRE,		/* lines kept as they are */
	NR_BLOCK_IMAGE,		/* one line that describes a picture */
	NR_BLOCK_RULE,		/* a horizontal line; no text */
	NR_BLOCK_META,		/* facts about the article, without blank lines between */
	NR_BLOCK_TABLE		/* cells; the text has a row a line, " │ " between cells */
};

enum nr_span_style {
	NR_SPAN_PLAIN,
	NR_SPAN_STRONG,
	NR_SPAN_EMPHASIS,
	NR_SPAN_CODE,
	NR_SPAN_LINK,		/* the text of a link */
	NR_SPAN_REF,		/* its number, "[3]" */
	NR_SPAN_TITLE,		/* the article's headline */
	NR_SPAN_LABEL,		/* "Topics" */
	NR_SPAN_DIM
};

enum { NR_SPAN_STRUCK = 16 };	/* added to a style: struck through */

struct nr_span {
	size_t start, end;	/* bytes in the block's text */
	unsigned style;		/* enum nr_span_style, and NR_SPAN_STRUCK */
	size_t link;		/* number of the link, from 1; 0 for none */
};

enum {
	NR_DOC_COLUMNS_MAX = 64,	/* of a table */
	NR_DOC_ROWS_MAX = 10000
};

enum nr_align { NR_ALIGN_AUTO, NR_ALIGN_LEFT, NR_ALIGN_CENTER, NR_ALIGN_RIGHT };

/* A cell of a table that has text; '\n' in it is a forced line break. */
struct nr_cell {
	size_t start, end;	/* bytes in the block's text */
	int row, col;		/* from 0 */
	int cols;		/* that it takes, at least 1 */
	enum nr_align align;
	bool head;		/* names a column or a row */
};

struct nr_block {
	enum nr_block_kind kind;
	int level;		/* of a heading */
	int quote;		/* depth of block quotes */
	int same_quote;		/* of these, those that also hold the block before */
	int inner_quote;	/* of these, the innermost ones, which stand in a list */
	int quote_indent;	/* depth of lists around the first inner quote; else 0 */
	int indent;		/* depth of lists around it, from 0 */
	char *marker;		/* of an item; NULL for its further paragraphs */
	char *text;
	size_t len;
	struct nr_span *spans;	/* in order, not overlapping; the gaps are plain */
	size_t n_spans, cap_spans;
	struct nr_cell *cells;	/* of a table, row by row, from left to right */
	size_t n_cells, cap_cells;
};

struct nr_doc {
	struct nr_block *blocks;
	size_t n, cap;
	char **links;		/* absolute or relative URLs; number = position + 1 */
	size_t n_links, cap_links;
	size_t *slots;		/* hash of the URLs: numbers of links, 0 for free */
	size_t n_slots;		/* a power of two */
	struct nr_buf text;	/* of the block being made */
	/* Set before HTML is added, for those who show no styles: "[-struck-]". */
	bool marks_struck;
};

#define NR_DOC_INIT { .blocks = NULL }

/* Begin a block; the one before it ends. Borrowed until the next call. */
struct nr_block *nr_doc_begin(struct nr_doc *d, enum nr_block_kind kind);
/* Add clean text to the block begun last. */
void nr_doc_add(struct nr_doc *d, unsigned style, const char *s, size_t n);
void nr_doc_addz(struct nr_doc *d, unsigned style, const char *s);
/* The number of the link to url (from 1), the same for the same URL. */
size_t nr_doc_link(struct nr_doc *d, const char *url);
/* Add clean text as part of link number `link`. */
void nr_doc_add_link(struct nr_doc *d, size_t link, unsigned style,
	const char *s, size_t n);
/* Add a cell to the block begun last, a TABLE. It follows the earlier cells and lies within
 * the text added so far. */
void nr_doc_add_cell(struct nr_doc *d, const struct nr_cell *cell);
/* Put the blocks of another document, which has no links, before those of this one; both
 * are ended. Nothing is left of it. */
void nr_doc_put_before(struct nr_doc *d, struct nr_doc *head);
/* End the last block. Call it once before reading the document. A block without text that
 * is not a rule, and has no marker, is dropped when it ends, and so is a table without
 * cells. */
void nr_doc_end(struct nr_doc *d);
/* Rewrite the text of an ended document for those who show nothing but ASCII: powers,
 * indices and checkboxes as "10^80", "H_2O", "[x]". Other characters stay. */
void nr_doc_ascii(struct nr_doc *d);
void nr_doc_release(struct nr_doc *d);

/* Append the text of a block without the numbers of links; a row of a table is a line. */
void nr_block_plain(const struct nr_block *b, struct nr_buf *out);

/* Append an ended document as bytes, to be kept. */
void nr_doc_pack(const struct nr_doc *d, struct nr_buf *out);
/* The document in such bytes, ended. NR_ERR_INPUT, and nothing to release, for any others:
 * what is returned keeps every promise of this header. */
int nr_doc_unpack(const void *bytes, size_t n, struct nr_doc *out, struct nr_error *err);

#endif
