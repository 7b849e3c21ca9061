/*
 * Events: all events of a YAML text by libyaml, aliases replaced by what they stand for.
 */
#ifndef LOAD_EVENTS_H
#define LOAD_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "load/plain.h"
#include "newsreader/error.h"

/* Why a text could not be read. */
struct nr_fault {
	enum nr_errcode code;	/* NR_ERR_INPUT or NR_ERR_LIMIT */
	struct nr_yaml_mark at;
	uint32_t context_line;	/* where the enclosing node begins; UINT32_MAX: unknown */
	char text[200];
};

/* The nodes that aliases may name. */
struct nr_anchors {
	struct { int64_t id; size_t begin, end; } v[128];	/* ranges of events */
	size_t n;
};

struct nr_events_source {
	const char *text;	/* cleaned by nr_front_clean */
	size_t n;
	unsigned line;		/* of the file, where the text begins, for messages */
	bool is_part;		/* a part of a front matter: it has to be a mapping */
};

/* Read the first document of a text into *out, which is empty. *anchors may have those
 * of earlier parts, whose aliases are nulls here. Returns 0, or -1 with *fault.
 * NR_LOAD_DEPTH_MAX limits the text as it is written, NR_LOAD_FRONT_MATTER_MAX with
 * its aliases expanded. */
int nr_events_read(struct nr_plain *out, const struct nr_events_source *source,
	struct nr_anchors *anchors, struct nr_fault *fault);

#endif
