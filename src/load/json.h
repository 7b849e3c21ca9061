/*
 * Json: the events of a front matter in JSON, the same as of YAML with these values.
 */
#ifndef LOAD_JSON_H
#define LOAD_JSON_H

#include "load/front.h"
#include "load/plain.h"
#include "newsreader/error.h"

/* Append the events of the object at f->raw to *out, which is empty. Where f->body is not
 * known yet, set it and raw_len by the end of the object. All marks are 0, the object's
 * beginning. NR_ERR_INPUT with the place, NR_ERR_LIMIT for more levels than
 * NR_LOAD_DEPTH_MAX. */
int nr_json_read(struct nr_plain *out, struct nr_front *f, const char *path,
	struct nr_error *err);

#endif
