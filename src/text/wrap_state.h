/*
 * Wrap state: shared by the files that lay out a document. Private to them.
 */
#ifndef TEXT_WRAP_STATE_H
#define TEXT_WRAP_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/wrap.h"

enum {
	TEXT_WRAP_NARROW = 20,	/* cells; narrower layouts have no margins */
	TEXT_WRAP_STEP = 2,	/* cells of a list's margin */
	TEXT_WRAP_LEVELS_MAX = 16
};

struct nr_wrap {
	const struct nr_doc *doc;
	struct nr_layout *out;
	bool ascii;
	bool whole_code;
	char *breaks;	/* for each byte of the text: whether a line may begin there */
	size_t cap_breaks;
	/* For each level of lists: cells of the widest marker and the space after it, and
	 * the block up to which this applies. */
	int hang[TEXT_WRAP_LEVELS_MAX + 1];
	size_t hang_end[TEXT_WRAP_LEVELS_MAX + 1];
	bool loose;			/* items have blank lines between them */
	size_t loose_end;		/* block up to which `loose` applies */
	/* Current block: */
	size_t index;
	const struct nr_block *block;
	int bars;		/* quote bars shown */
	int outer;		/* of these, at the left edge */
	int inner;		/* cells from there to the other bars */
	int before;		/* of these, before the marker */
	int text;		/* column of the text */
	int avail;		/* cells for the text */
	bool marked;		/* the marker is still to be shown */
	size_t span;		/* first span that may reach into the line */
	struct nr_wrap_table *table;	/* reused memory; NULL until the first table */
};

/* A planned line: it shows bytes [start, end); the next line begins at `next`. */
struct nr_cut {
	size_t start, end, next;
	size_t span;		/* first span that may reach into it */
};

/* Begin a line at this offset of the block's text. */
struct nr_line *nr_wrap_line(struct nr_wrap *w, size_t offset);
void nr_wrap_piece(struct nr_wrap *w, const struct nr_piece *piece);
/* Add a piece with text of the layout. */
void nr_wrap_made(struct nr_wrap *w, int col, int width, const char *s, size_t n);
/* Add the bars of quotes and, on the first line, the marker. */
void nr_wrap_margin(struct nr_wrap *w);

/* Find the break opportunities of the block. */
void nr_wrap_find_breaks(struct nr_wrap *w);
/* Find the longest line from `start` that fits, at most up to the newline at `stop`.
 * White space at its end takes no room. */
void nr_wrap_cut(struct nr_wrap *w, size_t start, size_t stop, struct nr_cut *cut);
/* End of the whole clusters from `start` to `stop` that fit into `cells`. */
size_t nr_wrap_fit(struct nr_wrap *w, size_t start, size_t stop, int cells);
/* Measure in cells the bytes [start, stop), which are one line, and their longest
 * unbreakable part. */
void nr_wrap_measure(struct nr_wrap *w, size_t start, size_t stop, int *line, int *word);
/* Add the pieces of a cut, from column col to at most `right`. */
void nr_wrap_text(struct nr_wrap *w, const struct nr_cut *cut, int col, int right);

/* In wrap_table.c: lay out a table block. */
void nr_wrap_table(struct nr_wrap *w);
void nr_wrap_table_free(struct nr_wrap_table *t);

/* In layout.c: remove all lines, keep the memory. */
void nr_layout_clear(struct nr_layout *l);

#endif
