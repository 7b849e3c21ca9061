/*
 * JSON: the events of a JSON front matter, the same as of YAML with these values.
 */
#ifndef LOAD_JSON_H
#define LOAD_JSON_H

#include "load/front.h"
#include "load/plain.h"
#include "newsreader/error.h"

/* Append the events of the object at f->raw to *out, which is empty. If f->body is not
 * known yet, sets it and raw_len by the end of the object. All marks are 0, the beginning
 * of the object. NR_ERR_INPUT with the position; NR_ERR_LIMIT for more levels than
 * NR_LOAD_DEPTH_MAX. */
int nr_json_read(struct nr_plain *out, struct nr_front *f, const char *path,
	struct nr_error *err);

#endif
