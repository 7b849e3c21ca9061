/*
 * Internals of argument vectors and of their templates. The public part is app/command.h.
 */
#ifndef APP_ARGV_H
#define APP_ARGV_H

#include <stdbool.h>
#include <stddef.h>

#include "app/command.h"
#include "newsreader/buf.h"

/* Append arg, whose ownership passes to *a. */
void app_argv_add(struct app_argv *a, char *arg);

/* Append a URL with escapes for hosts and paths that are not ASCII, as links in texts may
 * have them. One with blanks or control characters is copied as it is: nr_net_check_url
 * refuses it. */
void app_argv_add_url(const char *url, struct nr_buf *out);

/* Replaces "%<letter>" by `value`; is_file: the value is a file name. */
struct app_sequence {
	char letter;
	bool is_file;
	const char *value;
};

/* Replace the sequences by the rules of app_argv_substitute, but for these n sequences;
 * `last`, unless NULL, is appended if none of them occurs. */
int app_argv_expand(const struct app_argv *template, const struct app_sequence *sequences,
	size_t n, const char *last, struct app_argv *out, struct nr_error *err);

/* The program in the command that runs argument i as code, or NULL: "sh"
 * for i = 2 of "sh -c 'w3m %u'", "bash" for i = 3 of "env bash -lc CODE". i may be a->n,
 * for an argument to be appended. Borrowed. */
const char *app_script_program(const struct app_argv *a, size_t i);
/* True if such a program joins its arguments to the command of a shell, as ssh does. */
bool app_script_joins(const char *program);

#endif
