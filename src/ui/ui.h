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

/* All borrowed until ui_run returns. */
struct ui_start {
	const struct ui_terminal *terminal;
	struct app_session_config session;
	struct app_config *config;	/* its options are those of the session */
	const struct nr_diags *notes;	/* problems found before the screen was opened */
	bool ascii;		/* draw ASCII only */
};

/* Run until the user quits; the terminal stays open. -1 with *err: it could not start, the
 * loop failed, or marks of this run could not be kept. */
int ui_run(const struct ui_start *start, struct nr_error *err);

#endif
