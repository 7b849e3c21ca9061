/*
 * Copies standard input to a temporary file that replaces it, because an article from
 * there is read more than once: by the scan and when it is shown.
 */
#ifndef CLI_STDIN_SPOOL_H
#define CLI_STDIN_SPOOL_H

#include <stdbool.h>

#include "app/collection.h"
#include "newsreader/error.h"

/* True if one of the roots is "-". */
bool cli_stdin_spool_is_needed(const struct app_roots *roots);
int cli_stdin_spool(struct nr_error *err);

#endif
