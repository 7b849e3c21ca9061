/*
 * Finds the arguments of a command that an interpreter would run as code.
 */
#ifndef APP_SCRIPT_H
#define APP_SCRIPT_H

#include <stddef.h>

#include "app/command.h"

/* The program in the command that runs argument i as code, or NULL: "sh"
 * for i = 2 of "sh -c 'w3m %u'", "bash" for i = 3 of "env bash -lc CODE". i may be a->n,
 * for an argument to be appended. Borrowed. */
const char *app_script_program(const struct app_argv *a, size_t i);

#endif
