/*
 * Copies text to the clipboard.
 */
#ifndef APP_COPY_H
#define APP_COPY_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/error.h"
#include "newsreader/options.h"

/* Send n bytes of text to the terminal (OSC 52); false if it cannot. */
typedef bool app_copy_osc52(void *self, const char *text, size_t n);

/* Copy n bytes of text with the option copy-command, or if that is empty with osc52,
 * which may be NULL. */
int app_copy(const struct nr_options *o, app_copy_osc52 *osc52, void *self,
	const char *text, size_t n, struct nr_error *err);

#endif
