/*
 * Unclosed: where a front matter ends that no line closes.
 */
#ifndef LOAD_UNCLOSED_H
#define LOAD_UNCLOSED_H

#include <stdbool.h>
#include <stddef.h>

#include "load/front.h"

/* The line in f->text, from 0, where the text of the article begins; false if all of it may
 * be front matter. For front matters that are no YAML. */
bool nr_unclosed_body(const struct nr_front *f, size_t *line);

#endif
