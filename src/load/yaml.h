/*
 * YAML: the events of a front matter one by one, within the limits of load.h; errors and
 * warnings with their position. Functions that return -1 have set *y->err; nothing may be
 * read after that.
 */
#ifndef LOAD_YAML_H
#define LOAD_YAML_H

#include <stdbool.h>
#include <stddef.h>
#include <yaml.h>

#include "load/front.h"
#include "load/plain.h"
#include "newsreader/arena.h"
#include "newsreader/diag.h"
#include "newsreader/error.h"

struct nr_yaml {
	struct nr_plain events;	/* all events */
	size_t next;		/* index of the next event */
	struct nr_yaml_event event;	/* the current event */
	unsigned depth;		/* number of collections around the next event */
	struct nr_yaml_mark key_mark;	/* position of the last key read */
	const char *path;	/* borrowed, like the members below up to err */
	const struct nr_front *front;
	struct nr_arena *arena;	/* for values */
	struct nr_error *err;
	struct nr_diags diags;	/* warnings so far */
	size_t unkept;		/* number of warnings over NR_DIAGS_PER_FILE */
	bool extras_reported;	/* too many unknown keys were reported */
	struct nr_buf tmp;	/* scratch */
	struct nr_buf text;	/* a scalar with its character references decoded */
	char found[64];		/* result of nr_yaml_describe */
};

/* Size of a cleaned key; longer ones are cut. */
enum { NR_YAML_KEY = 128 };

/* Parse a front matter; for JSON also find its end. A line that is not valid YAML is read
 * as text, or left out, with a warning. An unclosed front matter ends before the first
 * line that is certainly body text, with a warning. nr_yaml_close has to be called after
 * an error, too. */
int nr_yaml_open(struct nr_yaml *y, const char *path, struct nr_front *front,
	struct nr_arena *arena, struct nr_error *err);
void nr_yaml_close(struct nr_yaml *y);

/* Go to the next event. */
int nr_yaml_next(struct nr_yaml *y);
/* Go to the root node. Returns 1 for a mapping, 0 if there is no node, -1 on an error or
 * for another node. */
int nr_yaml_root(struct nr_yaml *y);
/* Go to the last event of the node whose first event is the current one. */
int nr_yaml_skip(struct nr_yaml *y);

/* Called with the first event of a value or an entry; has to go to its last one. A
 * negative result ends the visit. */
typedef int nr_yaml_visit(struct nr_yaml *y, void *ctx, const char *key);

/* Visit the pairs of the mapping that begins with the current event. A repeated key is
 * visited again, with a warning. Pairs merged by "<<" are visited unless their key was
 * seen; the mapping's own pair may come later, and is then visited, too. */
int nr_yaml_pairs(struct nr_yaml *y, nr_yaml_visit *visit, void *ctx);
/* Visit the first `max` entries of the sequence that begins with the current event; a
 * warning that names `key` reports further ones, or another node than `what`. Returns 1,
 * 0 without a sequence, or -1. */
int nr_yaml_items(struct nr_yaml *y, const char *key, const char *what, size_t max,
	nr_yaml_visit *visit, void *ctx);

bool nr_yaml_is_scalar(const struct nr_yaml *y);
bool nr_yaml_is_list(const struct nr_yaml *y);
bool nr_yaml_is_mapping(const struct nr_yaml *y);
/* True if the current event is null: empty, "~" or "null" without quotes. */
bool nr_yaml_is_null(const struct nr_yaml *y);
/* Text of the current scalar; *n is its length in bytes. */
const char *nr_yaml_str(const struct nr_yaml *y, size_t *n);
/* Line in the file where the current event begins, from 1. */
unsigned nr_yaml_line(const struct nr_yaml *y);

/* Add a warning at a mark, such as that of the current event. */
void nr_yaml_warn(struct nr_yaml *y, struct nr_yaml_mark at, const char *fmt, ...)
	NR_PRINTF(3, 4);
/* Description of the current node for a message; valid until the next call. */
const char *nr_yaml_describe(struct nr_yaml *y);
/* Warn "KEY: expected WHAT, found ..." about the current node and skip it. */
int nr_yaml_unexpected(struct nr_yaml *y, const char *key, const char *what);

#endif
