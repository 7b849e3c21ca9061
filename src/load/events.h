/*
 * Events: all events of a YAML text from libyaml, with aliases expanded.
 */
#ifndef LOAD_EVENTS_H
#define LOAD_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "load/plain.h"
#include "newsreader/error.h"

/* The error of a text that could not be parsed. */
struct nr_fault {
	enum nr_errcode code;	/* NR_ERR_INPUT or NR_ERR_LIMIT */
	struct nr_yaml_mark at;
	/* line where the enclosing node begins; UINT32_MAX if unknown */
	uint32_t context_line;
	char text[200];
};

/* The nodes with anchors. */
struct nr_anchors {
	struct { int64_t id; size_t begin, end; } v[128];	/* event ranges */
	size_t n;
};

struct nr_events_source {
	const char *text;	/* cleaned by nr_front_clean */
	size_t n;
	unsigned line;		/* line in the file where the text begins, for messages */
	bool is_part;		/* a part of a front matter, which must be a mapping */
};

/* Parse the first document of a text into *out, which is empty. *anchors may contain
 * those of earlier parts, whose aliases become nulls. Returns 0, or -1 with *fault.
 * NR_LOAD_DEPTH_MAX limits the nesting in the text, NR_LOAD_FRONT_MATTER_MAX its bytes
 * with aliases expanded. */
int nr_events_read(struct nr_plain *out, const struct nr_events_source *source,
	struct nr_anchors *anchors, struct nr_fault *fault);

#endif
