/*
 * Ui: the interactive program.
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
	const struct nr_diags *notes;	/* what was odd before the screen was there */
	bool read_only;
	bool ascii;
	int patience;			/* as in struct app_session */
};

/* Run until the reader quits. -1 only if it could not start. */
int ui_run(const struct ui_start *start, struct nr_error *err);

#endif
