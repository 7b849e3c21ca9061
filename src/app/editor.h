/*
 * Editor: the command that edits a file at a line.
 */
#ifndef APP_EDITOR_H
#define APP_EDITOR_H

#include "app/command.h"
#include "newsreader/error.h"
#include "newsreader/options.h"

/* EDITOR +LINE FILE, where EDITOR is the option editor, $VISUAL, $EDITOR or vi, the first
 * that is not empty, split by app_argv_split. Line 0: no "+LINE". */
int app_editor_argv(const struct nr_options *o, const char *file, unsigned line,
	struct app_argv *out, struct nr_error *err);

#endif
