/*
 * Wrap table: a table being laid out, and its columns. Private to the table's files.
 */
#ifndef TEXT_WRAP_TABLE_H
#define TEXT_WRAP_TABLE_H

#include "text/wrap_state.h"

enum { TEXT_WRAP_GAP = 3 };	/* cells between two columns */

struct nr_wrap_column {
	int natural, word;	/* cells: width of its text, and of its longest word */
	int width, left;	/* cells: final width and position; width 0: not shown */
	size_t byte, end;	/* byte range of the column in the blank row */
	bool numbers, texts;	/* it contains numbers, other texts */
	/* The header cell that names the column when each cell has its own line, or NULL;
	 * the bytes and cells of it that are shown, and whether that is all of it. */
	const struct nr_cell *name;
	size_t name_end;
	int name_width;
	bool whole, used;
};

/* A cell of the current row. */
struct nr_wrap_part {
	const struct nr_cell *cell;
	const struct nr_wrap_column *first, *last;
	size_t cut, n;		/* range of its lines in `cuts` */
};

struct nr_wrap_table {
	struct nr_wrap_column columns[NR_DOC_COLUMNS_MAX];
	int n;
	struct nr_wrap_part parts[NR_DOC_COLUMNS_MAX];
	size_t n_parts;
	struct nr_cut *cuts;	/* lines of the current row's cells */
	size_t n_cuts, cap_cuts;
	const char *blank;	/* a row of empty cells */
	size_t heads;		/* number of cells in header rows */
	size_t first;		/* first line of the table */
};

/* Set w->span for text at this position. */
void nr_wrap_seek(struct nr_wrap *w, size_t at);
/* End of the line within the cell that begins at `start`. */
size_t nr_wrap_line_end(const struct nr_wrap *w, const struct nr_cell *cell, size_t start);
/* Find the columns of the current block and their widths. False if they do not fit. */
bool nr_wrap_columns(struct nr_wrap *w);

#endif
