/*
 * Wrap state: what the files that lay a document out share. Private to them.
 */
#ifndef TEXT_WRAP_STATE_H
#define TEXT_WRAP_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/wrap.h"

enum {
	TEXT_WRAP_NARROW = 20,	/* cells under which there is no room for margins */
	TEXT_WRAP_STEP = 2,	/* cells of a list's margin */
	TEXT_WRAP_LEVELS_MAX = 16
};

struct nr_wrap {
	const struct nr_doc *doc;
	struct nr_layout *out;
	bool ascii;
	bool whole_code;
	char *breaks;		/* for each byte of the text: may a line begin */
	size_t cap_breaks;
	/* Of each level of lists: cells of the widest marker and the space after it, and
	 * the block up to which that is so. */
	int hang[TEXT_WRAP_LEVELS_MAX + 1];
	size_t hang_end[TEXT_WRAP_LEVELS_MAX + 1];
	bool loose;			/* items have blank lines between them, */
	size_t loose_end;		/* up to this block */
	/* Of the block at hand: */
	size_t index;
	const struct nr_block *block;
	int bars;		/* quotes shown, */
	int outer;		/* those of them that stand at the left, */
	int inner;		/* cells from there to the others, */
	int before;		/* and those that stand before the marker */
	int text;		/* where the text begins */
	int avail;		/* cells for the text */
	bool marked;		/* the marker is still to be shown */
	size_t span;		/* the first one that may reach into the line */
	struct nr_wrap_table *table;	/* memory for those, NULL until one is there */
};

/* A line to be: bytes [start, end) are shown, the next line begins at `next`. */
struct nr_cut {
	size_t start, end, next;
	size_t span;		/* the first one that may reach into it */
};

/* Begin a line. */
struct nr_line *nr_wrap_line(struct nr_wrap *w, size_t offset);
void nr_wrap_piece(struct nr_wrap *w, const struct nr_piece *piece);
/* A piece that is not of the block's text. */
void nr_wrap_made(struct nr_wrap *w, int col, int width, const char *s, size_t n);
/* The bars of quotes and, once, the marker. */
void nr_wrap_margin(struct nr_wrap *w);

/* Find where lines of the block may begin. */
void nr_wrap_find_breaks(struct nr_wrap *w);
/* The longest line from `start` that fits, at most up to the newline at `stop`. White
 * space at its end takes no room. */
void nr_wrap_cut(struct nr_wrap *w, size_t start, size_t stop, struct nr_cut *cut);
/* The end of the whole clusters from `start` to `stop` that fit into `cells`. */
size_t nr_wrap_fit(struct nr_wrap *w, size_t start, size_t stop, int cells);
/* The cells of bytes [start, stop), which are one line, and of the longest part that is
 * not to be broken. */
void nr_wrap_measure(struct nr_wrap *w, size_t start, size_t stop, int *line, int *word);
/* The pieces of a cut, from column col on, which are not to reach `right`. */
void nr_wrap_text(struct nr_wrap *w, const struct nr_cut *cut, int col, int right);

/* wrap_table.c: a block that is a table. */
void nr_wrap_table(struct nr_wrap *w);
void nr_wrap_table_free(struct nr_wrap_table *t);

/* layout.c: no lines, memory kept. */
void nr_layout_clear(struct nr_layout *l);

#endif
