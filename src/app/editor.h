/*
 * Finds the command that opens a file at a line in the user's editor.
 */
#ifndef APP_EDITOR_H
#define APP_EDITOR_H

#include "app/command.h"
#include "newsreader/error.h"
#include "newsreader/options.h"

/* Build EDITOR +LINE FILE. EDITOR is the first that is not empty of option editor,
 * $VISUAL, $EDITOR and vi, split by app_argv_split. Line 0: no "+LINE". */
int app_editor_argv(const struct nr_options *o, const char *file, unsigned line,
	struct app_argv *out, struct nr_error *err);

#endif
