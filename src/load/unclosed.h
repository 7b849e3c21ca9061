/*
 * Unclosed: finds the end of a front matter without a closing line.
 */
#ifndef LOAD_UNCLOSED_H
#define LOAD_UNCLOSED_H

#include <stdbool.h>
#include <stddef.h>

#include "load/front.h"

/* Set *line to the line in f->text, from 0, where the body begins; false if all of the
 * text may be front matter. For front matters that are not valid YAML. */
bool nr_unclosed_body(const struct nr_front *f, size_t *line);

#endif
