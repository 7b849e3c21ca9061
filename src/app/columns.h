/*
 * The columns of a list (columns.def).
 */
#ifndef APP_COLUMNS_H
#define APP_COLUMNS_H

#include <stddef.h>

#include "app/columns.def"
#include "newsreader/error.h"
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

enum app_column_form {
#define FORM(column, form, name, cells) APP_COLUMN_##column##_##form,
	APP_EACH_COLUMN_FORM(FORM)
#undef FORM
	APP_COLUMN_FORMS		/* as it is printed */
};

enum { APP_COLUMN_CELLS = 60 };		/* the most of a column on the screen */

/* The columns of the screen, in their order. */
struct app_columns {
	struct app_column_use {
		enum app_column column;
		enum app_column_form form;
		int cells;			/* APP_COLUMN_REST: what is left */
	} v[APP_COLUMNS];
	size_t n;
};

/* Read "mark date:relative provider:14 title heat:bar", the value of the option columns.
 * NR_ERR_USAGE for a mistake, with its column in err->col; a wrong name is reported with the
 * nearest one. */
int app_columns_parse(const char *text, struct app_columns *out, struct nr_error *err);

/* The text of an article in a column; a text of the row, or in `out`. */
const char *app_column_text(enum app_column column, const struct nr_row *row,
	char out[APP_COLUMN_TEXT]);

#endif
