/*
 * Mend: a front matter that is no YAML, without the lines that make it none.
 */
#ifndef LOAD_MEND_H
#define LOAD_MEND_H

#include "load/events.h"
#include "load/yaml.h"
#include "newsreader/buf.h"

/* Append the text of y->front to *out, line by line as it is, but of a line that libyaml
 * refuses the value is quoted, so that it is the text that stands there, and tabs that
 * indent become spaces; where that does not help the line is left empty. Each is told with
 * a warning. -1 and *fault: over a limit, or no memory. */
int nr_mend(struct nr_yaml *y, struct nr_buf *out, struct nr_fault *fault);

/* Bytes of the key at the beginning of a line up to its colon, 0 if there is none: a word, or
 * text in quotes. */
size_t nr_mend_key_length(const char *s, size_t n);

#endif
