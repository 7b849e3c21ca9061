/*
 * Front: where the front matter of a file is, and its text made fit for libyaml, which
 * gives up at the first control character or invalid byte.
 */
#ifndef LOAD_FRONT_H
#define LOAD_FRONT_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/buf.h"

enum nr_front_format { NR_FRONT_NONE, NR_FRONT_YAML, NR_FRONT_JSON, NR_FRONT_TOML,
	NR_FRONT_ORG };

struct nr_front {
	enum nr_front_format format;
	const char *raw;	/* between the --- lines, borrowed */
	size_t raw_len;
	unsigned line;		/* of its first byte in the file, from 1 */
	unsigned opening;	/* the line that opens it */
	const char *body; /* behind the closing line; at the end of the data if none */
	size_t body_len;
	bool closed;		/* a line closes it, or none has to */

	/* Set by nr_front_clean: */
	const char *text;	/* raw, or `clean` */
	size_t len;
	struct nr_buf clean;
	size_t dirty;		/* bytes dropped, or characters replaced */
	unsigned dirty_line, dirty_col;	/* of the first one */
};

#define NR_FRONT_INIT { .raw = NULL }

/* Find the front matter in n bytes of a file, and its format. NR_FRONT_NONE if there is
 * none: *f is then unchanged. JSON that begins with the file is the whole file: its end is
 * found when it is read. */
enum nr_front_format nr_front_find(const char *data, size_t n, struct nr_front *f);
/* Take the whole file as front matter, without a body. */
void nr_front_whole(const char *data, size_t n, struct nr_front *f);

/* Drop control characters, replace invalid UTF-8 by U+FFFD and a lone '\r' by a space, so
 * that every line keeps its number. A long secret is cut, for nobody asks for it. */
void nr_front_clean(struct nr_front *f);
/* The line and column in the file, from 1, columns in characters, of a place in the
 * cleaned text: its line in `text` and the characters before it in that line, both from
 * 0. A place behind the end is the end. */
void nr_front_locate(const struct nr_front *f, size_t at_line, size_t at_char,
	unsigned *line, unsigned *col);

/* End a front matter that is not closed before its line `line`, counted from 0; the body
 * begins there. The front matter is cleaned again. */
void nr_front_end(struct nr_front *f, size_t line);

void nr_front_release(struct nr_front *f);

#endif
