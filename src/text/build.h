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

struct nr_text_build {
	struct nr_doc *doc;
	const char *base;	/* what relative addresses are relative to; may be NULL */
	/* What the next block and the next text are to be; the caller sets these. */
	enum nr_block_kind kind;
	int level, quote;
	int indent;			/* depth of lists */
	int strong, emphasis, code;	/* depths */
	bool line;		/* in a table: borders and <br> are spaces */
	char marker[16];	/* of the item that begins; "" for none */
	/* Private. */
	bool open;		/* the last block is ours */
	bool space;		/* white space is owed before the next text */
	enum nr_span_style space_style;
	size_t space_link;
	int breaks;		/* <br> owed */
	int cells;		/* bars of a table owed */
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
/* A block of its own for a picture or player; inside of a line it is inline. `s` need not
 * be clean; `url` may be NULL. */
void nr_text_build_object(struct nr_text_build *b, const char *s, const char *url);
void nr_text_build_rule(struct nr_text_build *b);
/* In a table: what parts two cells, and the end of a row. */
void nr_text_build_cell(struct nr_text_build *b);
void nr_text_build_row(struct nr_text_build *b);

/* Text up to nr_text_build_unlink is of the link to url, which may be NULL for none. */
void nr_text_build_link(struct nr_text_build *b, const char *url);
void nr_text_build_unlink(struct nr_text_build *b);

/* Say that the rest of the text is left out. */
void nr_text_build_cut(struct nr_text_build *b);
void nr_text_build_finish(struct nr_text_build *b);

#endif
