/*
 * The interactive program.
 */
#ifndef UI_UI_H
#define UI_UI_H

#include <stdbool.h>

#include "app/collection.h"
#include "newsreader/diag.h"
#include "newsreader/error.h"
#include "newsreader/filter.h"
#include "newsreader/options.h"
#include "ui/event.h"

/* All borrowed. */
struct ui_start {
	const struct ui_terminal *terminal;
	struct nr_options *options;
	const struct app_roots *roots;
	const struct nr_filter *filter;
	const struct nr_diags *notes;	/* problems found before the screen was opened */
	bool read_only;
	bool ascii;
	int patience;			/* as in struct app_session */
};

/* Run until the user quits. -1 if it could not start, or on an error in the loop or in
 * keeping marks. */
int ui_run(const struct ui_start *start, struct nr_error *err);

#endif
