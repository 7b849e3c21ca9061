/*
 * Value: converts scalars of a front matter to the members of an article. Each function
 * reads the node that begins with the current event, up to its last event. Returns 1 if
 * *out is set, 0 if the node is empty (null, "") or of another type (with a warning that
 * names `key`), -1 on an error. Strings are in y->arena.
 */
#ifndef LOAD_VALUE_H
#define LOAD_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "load/yaml.h"
#include "newsreader/date.h"

/* A clean line. */
int nr_value_line(struct nr_yaml *y, const char *key, const char **out);
/* A line of HTML; its character references are not decoded. */
int nr_value_html(struct nr_yaml *y, const char *key, const char **out);
/* Clean text of several lines without white space at its ends. */
int nr_value_text(struct nr_yaml *y, const char *key, const char **out);
/* A URL that may be relative, as printable ASCII; other bytes are percent-encoded. */
int nr_value_address(struct nr_yaml *y, const char *key, const char **out);
/* A web address. Another URL is appended to *refused, quoted and cut. */
int nr_value_url(struct nr_yaml *y, const char *key, const char **out,
	struct nr_buf *refused);
int nr_value_date(struct nr_yaml *y, const char *key, struct nr_date *out);
/* Accepts "134", "+5", "134.0". */
int nr_value_int(struct nr_yaml *y, const char *key, int64_t *out);
/* Accepts digits with a fraction; the decimal sign is a point in every locale. */
int nr_value_decimal(struct nr_yaml *y, const char *key, double *out);
int nr_value_bool(struct nr_yaml *y, const char *key, bool *out);
/* Result in seconds. */
int nr_value_duration(struct nr_yaml *y, const char *key, int64_t *out);
/* Any node on one line, in YAML's flow style, cut with "…": "[a, {b: c}]". Returns 0, or
 * -1 on an error; *out may be empty. */
int nr_value_flat(struct nr_yaml *y, const char **out);

#endif
