/*
 * Wrap table: a table that is laid out, and its columns. Private to the files that do that.
 */
#ifndef TEXT_WRAP_TABLE_H
#define TEXT_WRAP_TABLE_H

#include "text/wrap_state.h"

enum { TEXT_WRAP_GAP = 3 };	/* cells between two columns */

struct nr_wrap_column {
	int natural, word;	/* cells that its text wants, and its longest word */
	int width, left;	/* that it gets, and where; 0 cells: it is not there */
	size_t byte, end;	/* where that is in the blank row, and where it ends */
	bool numbers, texts;	/* what there is in it */
	/* What names it where each cell has a line, or NULL; the bytes and cells of that which
	 * are shown, and whether that is all of it. */
	const struct nr_cell *name;
	size_t name_end;
	int name_width;
	bool whole, used;
};

/* A cell of the row at hand. */
struct nr_wrap_part {
	const struct nr_cell *cell;
	const struct nr_wrap_column *first, *last;
	size_t cut, n;		/* its lines */
};

struct nr_wrap_table {
	struct nr_wrap_column columns[NR_DOC_COLUMNS_MAX];
	int n;
	struct nr_wrap_part parts[NR_DOC_COLUMNS_MAX];
	size_t n_parts;
	struct nr_cut *cuts;	/* of the row */
	size_t n_cuts, cap_cuts;
	const char *blank;	/* a row of empty cells */
	size_t heads;		/* cells of the rows that name the columns */
	size_t first;		/* line */
};

/* Begin to look at the text at this place. */
void nr_wrap_seek(struct nr_wrap *w, size_t at);
/* The end of the line of the cell that begins at `start`. */
size_t nr_wrap_line_end(const struct nr_wrap *w, const struct nr_cell *cell, size_t start);
/* Find the columns of the block at hand, and how wide they are to be. False if the line is
 * too short for them. */
bool nr_wrap_columns(struct nr_wrap *w);

#endif
