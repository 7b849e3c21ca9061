/*
 * Build: builds a document from inline text with the semantics of HTML: white space is
 * collapsed across elements; blocks begin with the first visible content and end at the
 * borders of block elements.
 */
#ifndef TEXT_BUILD_H
#define TEXT_BUILD_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/buf.h"
#include "newsreader/doc.h"

/* A table being built. */
struct nr_text_table {
	bool on;
	int row, col;	/* position of the next cell, before skipping those of `busy` */
	/* rows from the current one that a cell above spans */
	int busy[NR_DOC_COLUMNS_MAX];
	struct nr_cell cell;
	bool begun;		/* the row has a cell */
	bool row_filled;	/* the row has a cell with text */
	bool filled;		/* the current cell has text */
	bool joined;	/* the last column was reached; further cells are joined to it */
	int bars;	/* bars between the current cell and the last one with text */
};

struct nr_text_build {
	struct nr_doc *doc;
	const char *base;	/* base of relative URLs; may be NULL */
	/* Properties of the next block and the next text; set by the caller. */
	enum nr_block_kind kind;
	int level, quote;
	int low_quote;			/* minimum of `quote` since the last block */
	int inner_quote, quote_indent;	/* as in nr_block */
	int indent;			/* depth of lists */
	int strong, emphasis, code, struck;	/* nesting depths */
	char marker[16];	/* of the next item; "" for none */
	/* Private. */
	bool open;		/* the last block is open for more text */
	bool space;		/* white space is pending */
	enum nr_span_style space_style;
	size_t space_link;
	int breaks;		/* pending <br> */
	struct nr_text_table table;
	bool linked;		/* inside of a link */
	size_t link;		/* number of the link; 0 until it has text, and outside */
	bool ref;		/* the link has text, its number is still to be added */
	struct nr_buf url;	/* of the link */
	size_t resolved;	/* total bytes of URLs made absolute */
	struct nr_buf clean;
};

/* Add HTML text: it is cleaned, and white space is collapsed. */
void nr_text_build_text(struct nr_text_build *b, const char *s, size_t n);
/* Add preformatted text: it is cleaned, and white space is kept. */
void nr_text_build_pre(struct nr_text_build *b, const char *s, size_t n);
void nr_text_build_break(struct nr_text_build *b);
/* End the current block, at the border of a block element. */
void nr_text_build_border(struct nr_text_build *b);
/* Add an image or player as a block, or inline inside of a table. `s` need not be clean;
 * `url` may be NULL. */
void nr_text_build_object(struct nr_text_build *b, const char *s, const char *url);
void nr_text_build_rule(struct nr_text_build *b);

/* Begin a table, a row or a cell, and end the previous row or cell. Text within a cell is
 * one block with line breaks. Cells without text, and rows of these, are dropped. */
void nr_text_build_table(struct nr_text_build *b);
void nr_text_build_row(struct nr_text_build *b);
/* Uses cols, align and head of *cell. The cell spans `rows` rows, at least 1. */
void nr_text_build_cell(struct nr_text_build *b, const struct nr_cell *cell, int rows);
void nr_text_build_table_end(struct nr_text_build *b);

/* Text up to nr_text_build_unlink belongs to the link to url; NULL for no link. */
void nr_text_build_link(struct nr_text_build *b, const char *url);
void nr_text_build_unlink(struct nr_text_build *b);

/* Add a line that says that the rest of the text is left out. */
void nr_text_build_cut(struct nr_text_build *b);
void nr_text_build_finish(struct nr_text_build *b);

#endif
