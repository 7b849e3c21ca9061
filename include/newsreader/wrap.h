/*
 * Wrap: lays out a document at a width, as lines of pieces. Line breaks follow UAX #14
 * (libunistring) for every script; a word longer than the line is cut between clusters.
 */
#ifndef NEWSREADER_WRAP_H
#define NEWSREADER_WRAP_H

#include <stddef.h>

#include "newsreader/doc.h"

/* Value of `at` for bars, bullets and other text that the layout adds. */
#define NR_PIECE_MADE ((size_t)-1)

/* A piece of text in one style on one line, not NUL-terminated. */
struct nr_piece {
	const char *s;
	size_t n;		/* bytes */
	int col;		/* cells from the left edge of the layout */
	int width;		/* cells */
	size_t at;	/* byte offset of s in the text of the block, or NR_PIECE_MADE */
	unsigned style;		/* as in nr_span */
	size_t link;		/* as in nr_span */
};

struct nr_line {
	size_t block;		/* index of the block it belongs to */
	/* byte offset of the line in the text of the block; with `block` a position that
	 * does not depend on the width */
	size_t offset;
	size_t first, n;	/* range of its pieces */
	size_t above;		/* number of lines before it in the same table row */
};

struct nr_layout {
	struct nr_line *lines;
	size_t n, cap;
	struct nr_piece *pieces;
	size_t n_pieces, cap_pieces;
	char **made;		/* text added by the layout */
	size_t n_made, cap_made;
	int width;
};

#define NR_LAYOUT_INIT { .lines = NULL }

enum {
	NR_LAYOUT_ASCII = 1,	/* ASCII bullets, bars and rules */
	NR_LAYOUT_WHOLE_CODE = 2	/* do not wrap lines of code */
};

/* Lay out doc at `width` cells (at least 1); `how` is a set of flags. Blank lines between
 * blocks have the position of the block below, and the bars of the quotes that contain
 * both: one between paragraphs and headings, two before a heading unless it comes first
 * or after a heading, none between META blocks, IMAGE blocks, and items of one list that
 * are one paragraph each. Quotes have "│ " before each line, and items are indented under
 * their marker; both are dropped at a width under 20 cells. A longer PRE line is
 * continued on the next lines; "↵" ends the lines that are continued. Table columns are
 * as wide as their text, or narrower if the width requires it, with the text of the cells
 * wrapped; a line separates header rows. If even that does not fit, each cell has a line
 * of its own, after the name of its column. White space at the end of a line has no
 * piece. A character of two cells on a screen of one is a piece of width 1. Pieces point
 * into doc, which must outlive the layout. *out is NR_LAYOUT_INIT or an earlier layout,
 * whose memory is reused. */
void nr_layout_make(const struct nr_doc *doc, int width, unsigned how,
	struct nr_layout *out);
/* The line that shows this position, otherwise the last line before it. */
size_t nr_layout_line_at(const struct nr_layout *l, size_t block, size_t offset);
/* Append a line as plain text, with the spaces before its pieces, without trailing spaces
 * and newline. */
void nr_layout_line_text(const struct nr_layout *l, size_t line, struct nr_buf *out);
void nr_layout_release(struct nr_layout *l);

#endif
