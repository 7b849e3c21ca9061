/*
 * Copy: text for the clipboard.
 */
#ifndef APP_COPY_H
#define APP_COPY_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/error.h"
#include "newsreader/options.h"

/* Hands n bytes of text to the terminal; returns whether it could. */
typedef bool app_copy_osc52(void *self, const char *text, size_t n);

/* Give n bytes of text to the option copy-command, or without one to osc52, which may be
 * NULL. */
int app_copy(const struct nr_options *o, app_copy_osc52 *osc52, void *self,
	const char *text, size_t n, struct nr_error *err);

#endif
