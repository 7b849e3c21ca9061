/*
 * Build: a document made from inline text as HTML means it: white space collapsed across
 * elements, blocks begun when there is something to show and ended at borders.
 */
#ifndef TEXT_BUILD_H
#define TEXT_BUILD_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/buf.h"
#include "newsreader/doc.h"

/* A table that is being made. */
struct nr_text_table {
	bool on;
	int row, col;		/* of the next cell, as far as no other one reaches there */
	int busy[NR_DOC_COLUMNS_MAX];	/* rows from this one on that a cell reaches into */
	struct nr_cell cell;
	bool begun;		/* the row has a cell, */
	bool row_filled;	/* one with text */
	bool filled;		/* the cell has text */
	bool joined;		/* it is the last one that fits, and more follows in it */
	int bars;		/* between the cell and the last one with text */
};

struct nr_text_build {
	struct nr_doc *doc;
	const char *base;	/* what relative addresses are relative to; may be NULL */
	/* What the next block and the next text are to be; the caller sets these. */
	enum nr_block_kind kind;
	int level, quote;
	int low_quote;			/* the least depth since the last block */
	int inner_quote, quote_indent;	/* as in nr_block */
	int indent;			/* depth of lists */
	int strong, emphasis, code, struck;	/* depths */
	char marker[16];	/* of the item that begins; "" for none */
	/* Private. */
	bool open;		/* the last block is ours */
	bool space;		/* white space is owed before the next text */
	enum nr_span_style space_style;
	size_t space_link;
	int breaks;		/* <br> owed */
	struct nr_text_table table;
	bool linked;		/* inside of a link */
	size_t link;		/* its number; 0 until it has text, and outside */
	bool ref;		/* text of the link was added, its number not yet */
	struct nr_buf url;	/* of the link */
	size_t resolved;	/* bytes of addresses made absolute */
	struct nr_buf clean;
};

/* HTML text: cleaned, its white space collapsed. */
void nr_text_build_text(struct nr_text_build *b, const char *s, size_t n);
/* Preformatted text: cleaned, white space kept. */
void nr_text_build_pre(struct nr_text_build *b, const char *s, size_t n);
void nr_text_build_break(struct nr_text_build *b);
/* The border of a block element. */
void nr_text_build_border(struct nr_text_build *b);
/* A block of its own for a picture or player; inside of a table it is inline. `s` need not
 * be clean; `url` may be NULL. */
void nr_text_build_object(struct nr_text_build *b, const char *s, const char *url);
void nr_text_build_rule(struct nr_text_build *b);

/* A table, its rows and cells begin; the row and the cell before end. Within a cell, text
 * is one block with line breaks. Cells without text leave no trace, nor do rows of them. */
void nr_text_build_table(struct nr_text_build *b);
void nr_text_build_row(struct nr_text_build *b);
/* Takes cols, align and head from *cell. It reaches over `rows` rows, at least 1. */
void nr_text_build_cell(struct nr_text_build *b, const struct nr_cell *cell, int rows);
void nr_text_build_table_end(struct nr_text_build *b);

/* Text up to nr_text_build_unlink is of the link to url, which may be NULL for none. */
void nr_text_build_link(struct nr_text_build *b, const char *url);
void nr_text_build_unlink(struct nr_text_build *b);

/* Say that the rest of the text is left out. */
void nr_text_build_cut(struct nr_text_build *b);
void nr_text_build_finish(struct nr_text_build *b);

#endif
