/*
 * Wrap: a document laid out at a width, as lines of pieces. Line breaks follow UAX #14
 * (libunistring), for every script; a word longer than the line is cut between clusters.
 */
#ifndef NEWSREADER_WRAP_H
#define NEWSREADER_WRAP_H

#include <stddef.h>

#include "newsreader/doc.h"

/* Of bars, bullets and other text that the layout adds. */
#define NR_PIECE_MADE ((size_t)-1)

/* Text in one style on one line, not NUL-terminated. */
struct nr_piece {
	const char *s;
	size_t n;		/* bytes */
	int col;		/* cells from the left edge of the text */
	int width;		/* cells */
	size_t at;		/* of s in the block's text, or NR_PIECE_MADE */
	unsigned style;		/* as in nr_span */
	size_t link;		/* as in nr_span */
};

struct nr_line {
	size_t block;		/* index of the block it belongs to */
	size_t offset;		/* bytes of the block's text before it; with the block, a
				 * place that survives another width */
	size_t first, n;	/* its pieces */
	size_t above;		/* lines before it of the same row of a table */
};

struct nr_layout {
	struct nr_line *lines;
	size_t n, cap;
	struct nr_piece *pieces;
	size_t n_pieces, cap_pieces;
	char **made;		/* text of pieces that is in no block */
	size_t n_made, cap_made;
	int width;
};

#define NR_LAYOUT_INIT { .lines = NULL }

enum {
	NR_LAYOUT_ASCII = 1,	/* bullets, bars and rules from ASCII */
	NR_LAYOUT_WHOLE_CODE = 2	/* lines of code are not wrapped, whatever the width */
};

/* Lay doc out at `width` cells (at least 1), `how` being flags. Blank lines between blocks
 * have the place of the block below, and the bars of the quotes that both are in: one
 * between paragraphs and headings, two before a heading under something else unless it
 * comes first, none between META blocks, IMAGE blocks, and items of one list that are one
 * paragraph each. Quotes have "│ " before each line and items hang under their marker;
 * both give way when the width is under 20 cells. A PRE line that is longer goes on in the
 * next ones; "↵" ends those that go on. Columns of a table are as wide as their text, or
 * narrower where the width asks for it, which wraps the text of the cells; a line parts
 * the rows at the top that are heads. Where not even that fits, each cell has a line of
 * its own, after the name of its column. White space at the end of a line has no piece.
 * A character of two cells on a screen of one is a piece of width 1. Pieces point into doc,
 * which must outlive the layout. *out is NR_LAYOUT_INIT or an earlier layout, whose memory
 * is used again. */
void nr_layout_make(const struct nr_doc *doc, int width, unsigned how,
	struct nr_layout *out);
/* The line that shows this place; the last one before it if there is none. */
size_t nr_layout_line_at(const struct nr_layout *l, size_t block, size_t offset);
/* Append a line as plain text, with the spaces before its pieces, none at its end, and no
 * newline. */
void nr_layout_line_text(const struct nr_layout *l, size_t line, struct nr_buf *out);
void nr_layout_release(struct nr_layout *l);

#endif
