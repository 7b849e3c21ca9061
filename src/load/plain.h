/*
 * Plain: front matter as programs write it, read without libyaml in a tenth of its time.
 *
 * That is block mappings and block sequences, a key or an entry a line, and scalars of one
 * line: plain ones, in single quotes, in double quotes with the escapes of JSON strings
 * but \u. Whatever else YAML 1.1 has, comments too, and all that is wrong, is declined as
 * a whole: it is for libyaml, which also tells what is wrong. What is read gives the same
 * events as libyaml's, marks included; a test target of its own compares them.
 */
#ifndef LOAD_PLAIN_H
#define LOAD_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <yaml.h>

#include "newsreader/arena.h"
#include "newsreader/buf.h"

/* A place in the cleaned text: lines, and characters in the line, from 0. */
struct nr_yaml_mark {
	uint32_t line, col;
};

/* What is used of a yaml_event_t. */
struct nr_yaml_event {
	uint8_t type;			/* yaml_event_type_t */
	uint8_t style;			/* yaml_scalar_style_t, of a scalar */
	uint32_t len;			/* bytes of its value */
	struct nr_yaml_mark at;		/* where it begins */
	const char *value;		/* of a scalar, with a NUL behind */
};

/* Events are scalars, start and end of sequences and mappings, end of the document and of
 * the stream. Ends have the line they are found on, and no column. */
struct nr_plain {
	struct nr_yaml_event *v;
	size_t n, cap;
	struct nr_buf values;
	struct nr_arena texts;	/* of values that are not in the buffer */
};

#define NR_PLAIN_INIT { .v = NULL }

/* Append an event of this type, zeroed otherwise; valid until the next one is added. */
struct nr_yaml_event *nr_plain_add(struct nr_plain *p, yaml_event_type_t type);
/* Append a scalar with a copy of the n bytes at s, likewise. */
struct nr_yaml_event *nr_plain_add_scalar(struct nr_plain *p, yaml_scalar_style_t style,
	const char *s, size_t n);

/* Read n bytes of front matter that nr_front_clean has cleaned. True: v holds its events,
 * from the start of the mapping that it is. False: it is for libyaml. */
bool nr_plain_read(struct nr_plain *p, const char *text, size_t n);
/* Empty, memory kept. */
void nr_plain_clear(struct nr_plain *p);
void nr_plain_release(struct nr_plain *p);

#endif
