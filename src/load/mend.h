/*
 * Mend: a front matter that is no YAML, without the lines that make it none.
 */
#ifndef LOAD_MEND_H
#define LOAD_MEND_H

#include "load/events.h"
#include "load/yaml.h"
#include "newsreader/article.h"
#include "newsreader/buf.h"

/* Append the lines of y->front->text to *out. The value of a line that libyaml refuses is put
 * in quotes, so that it is read as text, and tabs that indent become spaces; a line that
 * libyaml still refuses is left empty. There is a warning for each such line. Returns 0, or
 * -1 with *fault if a limit is exceeded. */
int nr_mend(struct nr_yaml *y, struct nr_buf *out, struct nr_fault *fault);

/* Bytes of the key at the beginning of a line up to its colon, 0 if there is none: a word, or
 * text in quotes. */
size_t nr_mend_key_length(const char *s, size_t n);
/* The field with the key at s, n bytes as nr_mend_key_length returned; NULL if there is none. */
const struct nr_field_info *nr_mend_field(const char *s, size_t n);

#endif
