/*
 * The columns of a list (columns.def).
 */
#ifndef APP_COLUMNS_H
#define APP_COLUMNS_H

#include <stddef.h>

#include "app/columns.def"
#include "newsreader/store.h"

enum app_column {
#define ID(id, ...) APP_COLUMN_##id,
	APP_EACH_COLUMN(ID)
#undef ID
	APP_COLUMNS
};

enum app_column_side { APP_COLUMN_LEFT, APP_COLUMN_RIGHT };
enum { APP_COLUMN_REST = -1 };	/* cells: those that the other columns leave */
enum { APP_COLUMN_TEXT = 256 };	/* bytes of a text that is no text of the row; a host
				 * fits */

/* The columns of the screen, in their order. */
struct app_columns {
	struct app_column_use {
		enum app_column column;
		int cells;			/* APP_COLUMN_REST: what is left */
	} v[APP_COLUMNS];
	size_t n;
};

/* The signs of an article, date, provider, title and heat. */
extern const struct app_columns app_columns_default;

/* The text of an article in a column; a text of the row, or in `out`. */
const char *app_column_text(enum app_column column, const struct nr_row *row,
	char out[APP_COLUMN_TEXT]);

#endif
