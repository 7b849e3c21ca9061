/*
 * Plain: parser for the front matter that programs write, ten times as fast as libyaml.
 *
 * It accepts block mappings and block sequences with a key or an entry in each line, and
 * scalars of one line: plain, in single quotes, or in double quotes with the escapes of
 * JSON strings except \u. A text with anything else of YAML 1.1, including comments, or
 * with an error is declined as a whole; the caller then uses libyaml, which also reports
 * errors. The events are the same as libyaml's, including marks; a test target compares
 * them.
 */
#ifndef LOAD_PLAIN_H
#define LOAD_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <yaml.h>

#include "newsreader/arena.h"
#include "newsreader/buf.h"

/* A position in the cleaned text: line, and characters in the line, from 0. */
struct nr_yaml_mark {
	uint32_t line, col;
};

/* The used members of a yaml_event_t. */
struct nr_yaml_event {
	uint8_t type;			/* yaml_event_type_t */
	uint8_t style;			/* yaml_scalar_style_t, of a scalar */
	uint32_t len;			/* length of the value in bytes */
	struct nr_yaml_mark at;		/* position of its beginning */
	const char *value;		/* of a scalar, NUL-terminated */
};

/* Events are scalars, start and end of sequences and mappings, end of the document and of
 * the stream. End events have the line where they were detected, and no column. */
struct nr_plain {
	struct nr_yaml_event *v;
	size_t n, cap;
	struct nr_buf values;
	struct nr_arena texts;	/* owns values that are not in the buffer */
};

#define NR_PLAIN_INIT { .v = NULL }

/* Append a zeroed event of this type; valid until the next call. */
struct nr_yaml_event *nr_plain_add(struct nr_plain *p, yaml_event_type_t type);
/* Append a scalar with a copy of the n bytes at s; valid until the next call. */
struct nr_yaml_event *nr_plain_add_scalar(struct nr_plain *p, yaml_scalar_style_t style,
	const char *s, size_t n);

/* Parse n bytes of front matter cleaned by nr_front_clean. True: v has its events, from
 * the start of the root mapping. False: use libyaml. */
bool nr_plain_read(struct nr_plain *p, const char *text, size_t n);
/* Make it empty; the memory is kept. */
void nr_plain_clear(struct nr_plain *p);
void nr_plain_release(struct nr_plain *p);

#endif
