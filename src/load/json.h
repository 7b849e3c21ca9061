/*
 * Json: a front matter of JSON as the events of the same YAML.
 */
#ifndef LOAD_JSON_H
#define LOAD_JSON_H

#include "load/front.h"
#include "load/plain.h"
#include "newsreader/error.h"

/* Append the events of the object that f->raw begins with to *out, which is empty, and set
 * raw_len and the body of *f by where it ends; marks are its beginning. NR_ERR_INPUT with
 * the place, NR_ERR_LIMIT for more levels than NR_LOAD_DEPTH_MAX. */
int nr_json_read(struct nr_plain *out, struct nr_front *f, const char *path,
	struct nr_error *err);

#endif
