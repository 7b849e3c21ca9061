/*
 * Value: scalars of a front matter as the members of an article. Each takes the node that
 * begins with the current event and goes to its last one. Returns 1 when *out is set, 0
 * when there was nothing (null, empty) or something else (a warning names `key`), -1 on
 * an error. Strings are in the reader's arena.
 */
#ifndef LOAD_VALUE_H
#define LOAD_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "load/yaml.h"
#include "newsreader/date.h"

/* One clean line. */
int nr_value_line(struct nr_yaml *y, const char *key, const char **out);
/* A line of HTML: its character references are left to who reads it as HTML. */
int nr_value_html(struct nr_yaml *y, const char *key, const char **out);
/* Clean running text without white space at its ends. */
int nr_value_text(struct nr_yaml *y, const char *key, const char **out);
/* An address that may be relative: printable ASCII, other bytes percent-encoded. */
int nr_value_address(struct nr_yaml *y, const char *key, const char **out);
/* A web address. What is another one is appended to *refused, quoted and cut. */
int nr_value_url(struct nr_yaml *y, const char *key, const char **out,
	struct nr_buf *refused);
int nr_value_date(struct nr_yaml *y, const char *key, struct nr_date *out);
/* "134", "+5", "134.0". */
int nr_value_int(struct nr_yaml *y, const char *key, int64_t *out);
/* Digits with a fraction; the decimal sign is a point in every locale. */
int nr_value_decimal(struct nr_yaml *y, const char *key, double *out);
int nr_value_bool(struct nr_yaml *y, const char *key, bool *out);
/* Seconds. */
int nr_value_duration(struct nr_yaml *y, const char *key, int64_t *out);
/* Any node on one line, in YAML's flow style: "[a, {b: c}]", cut with "…". Returns 0, or
 * -1 on an error; *out may be empty. */
int nr_value_flat(struct nr_yaml *y, const char **out);

#endif
