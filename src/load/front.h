/*
 * Front: finds the front matter of a file, and cleans its text for libyaml, which stops
 * at the first control character or invalid byte.
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
	const char *raw;	/* text between the --- lines, borrowed */
	size_t raw_len;
	unsigned line;		/* line of its first byte in the file, from 1 */
	unsigned opening;	/* number of the opening line */
	/* text after the closing line; the end of the data if no line closes */
	const char *body;
	size_t body_len;
	bool closed;		/* it has a closing line, or needs none */

	/* Set by nr_front_clean: */
	const char *text;	/* the cleaned text: raw or `clean` */
	size_t len;
	struct nr_buf clean;
	size_t dirty;		/* number of bytes dropped or characters replaced */
	unsigned dirty_line, dirty_col;	/* position of the first of these */
};

#define NR_FRONT_INIT { .raw = NULL }

/* Find the front matter in n bytes of a file, and its format. NR_FRONT_NONE if there is
 * none, with *f unchanged. For JSON at the beginning of the file, raw is the whole file:
 * nr_json_read finds the end. */
enum nr_front_format nr_front_find(const char *data, size_t n, struct nr_front *f);
/* Treat the whole file as front matter without a body. */
void nr_front_whole(const char *data, size_t n, struct nr_front *f);

/* Drop control characters, replace invalid UTF-8 by U+FFFD and a lone '\r' by a space;
 * line numbers stay the same. The text of a long secret is cut, because it is not
 * used. */
void nr_front_clean(struct nr_front *f);
/* Convert a position in the cleaned text (line, and characters before it in that line,
 * both from 0) to line and column in the file, from 1, columns in characters. A position
 * after the end becomes the end. */
void nr_front_locate(const struct nr_front *f, size_t at_line, size_t at_char,
	unsigned *line, unsigned *col);

/* End an unclosed front matter before its line `line`, counted from 0; the body begins
 * there. The front matter is cleaned again. */
void nr_front_end(struct nr_front *f, size_t line);

void nr_front_release(struct nr_front *f);

#endif
