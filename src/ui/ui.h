/*
 * The interactive program.
 */
#ifndef UI_UI_H
#define UI_UI_H

#include <stdbool.h>

#include "app/session.h"
#include "newsreader/diag.h"
#include "newsreader/error.h"
#include "ui/event.h"

/* All borrowed. */
struct ui_start {
	const struct ui_terminal *terminal;
	struct app_session_config session;
	struct app_config *config;	/* its options are those of the session */
	const struct nr_diags *notes;	/* problems found before the screen was opened */
	bool ascii;
};

/* Run until the user quits. -1 if it could not start, or on an error in the loop or in
 * keeping marks. */
int ui_run(const struct ui_start *start, struct nr_error *err);

#endif
