/*
 * Yaml: the events of a front matter one by one, with the limits of load.h, and what is
 * wrong with them told by place. Functions that return -1 have filled the reader's err;
 * nothing may be read after that.
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
	struct nr_plain events;	/* all of them, */
	size_t next;		/* and which is next */
	struct nr_yaml_event event;	/* the current one */
	unsigned depth;		/* collections around what comes next */
	struct nr_yaml_mark key_mark;	/* of the key read last */
	const char *path;	/* borrowed, as is all below up to err */
	const struct nr_front *front;
	struct nr_arena *arena;	/* for what is read */
	struct nr_error *err;
	struct nr_diags diags;	/* warnings so far */
	size_t unkept;		/* warnings over NR_DIAGS_PER_FILE */
	bool extras_told;	/* of too many unknown keys */
	struct nr_buf tmp;	/* scratch of whoever runs */
	struct nr_buf text;	/* a scalar, character references in it decoded */
	char found[64];		/* of nr_yaml_describe */
};

/* Cleaned, and cut so that it fits. */
enum { NR_YAML_KEY = 128 };

/* Read the events of a front matter; of one in JSON also find the end. A line that is
 * not YAML is read as text, or left out, with a warning. A front matter that no line
 * closes ends before the first line that is surely text, with a warning. The reader
 * has to be closed after an error, too. */
int nr_yaml_open(struct nr_yaml *y, const char *path, struct nr_front *front,
	struct nr_arena *arena, struct nr_error *err);
void nr_yaml_close(struct nr_yaml *y);

/* Go to the next event. */
int nr_yaml_next(struct nr_yaml *y);
/* Go to the root node: 1 a mapping, 0 there is none, -1 an error, or something else. */
int nr_yaml_root(struct nr_yaml *y);
/* Go to the last event of the node whose first event is the current one. */
int nr_yaml_skip(struct nr_yaml *y);

/* Called with the first event of a value or an entry; has to go to its last one. Negative
 * ends the reading. */
typedef int nr_yaml_visit(struct nr_yaml *y, void *ctx, const char *key);

/* Visit the pairs of the mapping that begins with the current event. A key that was there
 * before is visited again, with a warning. Those that "<<" merges are visited where no other
 * pair has their key; such a pair may come later, and is visited then. */
int nr_yaml_pairs(struct nr_yaml *y, nr_yaml_visit *visit, void *ctx);
/* Visit the first `max` entries of the sequence that begins with the current event; a
 * warning that names `key` tells of more. */
int nr_yaml_items(struct nr_yaml *y, const char *key, size_t max, nr_yaml_visit *visit,
	void *ctx);

bool nr_yaml_is_scalar(const struct nr_yaml *y);
bool nr_yaml_is_list(const struct nr_yaml *y);
bool nr_yaml_is_mapping(const struct nr_yaml *y);
/* The current event is null: nothing, "~" or "null" without quotes. */
bool nr_yaml_is_null(const struct nr_yaml *y);
/* The current scalar. */
const char *nr_yaml_str(const struct nr_yaml *y, size_t *n);
/* The line in the file where the current event begins. */
unsigned nr_yaml_line(const struct nr_yaml *y);

/* Add a warning at a mark, or at the beginning of the current event. */
void nr_yaml_warn_at(struct nr_yaml *y, struct nr_yaml_mark at, const char *fmt, ...)
	NR_PRINTF(3, 4);
void nr_yaml_warn(struct nr_yaml *y, const char *fmt, ...) NR_PRINTF(2, 3);
/* What the current node is, for a message; valid until the next one is described. */
const char *nr_yaml_describe(struct nr_yaml *y);
/* "KEY: expected WHAT, found ..." about the current node, which is then skipped. */
int nr_yaml_unexpected(struct nr_yaml *y, const char *key, const char *what);

#endif
