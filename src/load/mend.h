/*
 * Mend: repairs a front matter that is not valid YAML.
 */
#ifndef LOAD_MEND_H
#define LOAD_MEND_H

#include "load/events.h"
#include "load/yaml.h"
#include "newsreader/article.h"
#include "newsreader/buf.h"

/* Append the lines of y->front->text to *out. If libyaml refuses a line, its value is
 * quoted, to be read as text, and tabs in the indentation become spaces; a line that
 * libyaml still refuses is replaced by an empty one. Each such line gets a warning.
 * Returns 0, or -1 with *fault if a limit is exceeded. */
int nr_mend(struct nr_yaml *y, struct nr_buf *out, struct nr_fault *fault);

/* Length in bytes of the key at the beginning of a line, up to its colon, or 0. A key is a
 * word, or text in quotes. */
size_t nr_mend_key_length(const char *s, size_t n);
/* The field with the key of n bytes at s, or NULL. n is from
 * nr_mend_key_length. */
const struct nr_field_info *nr_mend_field(const char *s, size_t n);

#endif
