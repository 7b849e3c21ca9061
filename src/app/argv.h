/*
 * Argv: how the argument vectors of commands are made. The rest is in app/command.h.
 */
#ifndef APP_ARGV_H
#define APP_ARGV_H

#include <stdbool.h>
#include <stddef.h>

#include "app/command.h"

/* Takes arg. */
void app_argv_add(struct app_argv *a, char *arg);

/* "%<letter>" stands for `value`. */
struct app_sequence {
	char letter;
	bool is_file;
	const char *value;
};

/* As app_argv_substitute with these sequences; `last` is added when none of them
 * occurs. */
int app_argv_expand(const struct app_argv *template, const struct app_sequence *sequences,
	size_t n, const char *last, struct app_argv *out, struct nr_error *err);

#endif
