/*
 * Parts: fields that are lists or mappings. Return values are those of value.h; *out is
 * replaced only if they return 1.
 */
#ifndef LOAD_PARTS_H
#define LOAD_PARTS_H

#include "load/yaml.h"
#include "newsreader/article.h"

/* Unknown keys kept of one article; a warning reports further ones. */
enum { NR_PARTS_EXTRAS_MAX = 100 };

/* Make room for entry number n (from 0) in an array in the arena that only this function
 * grows; new entries are zeroed. Returns the array. */
void *nr_parts_grow(struct nr_arena *arena, void *v, size_t n, size_t size);

/* Add a string, which must live as long as the arena. */
void nr_parts_push(struct nr_yaml *y, struct nr_strs *out, const char *s);

/* Read a scalar or a list of scalars. */
int nr_parts_lines(struct nr_yaml *y, const char *key, struct nr_strs *out);
/* The same, but append to *out. A scalar is split: at its commas if `separators` has a
 * comma, and at its spaces if `separators` has a space and the scalar no comma. */
int nr_parts_words(struct nr_yaml *y, const char *key, const char *separators,
	struct nr_strs *out);
/* Remove repeated entries, ignoring case; the first one stays. */
void nr_parts_drop_repeated(struct nr_strs *list);
int nr_parts_images(struct nr_yaml *y, const char *key, struct nr_images *out);
/* Unknown keys are added to *extras as "KEY.name". */
int nr_parts_provider(struct nr_yaml *y, const char *key, struct nr_provider *out,
	struct nr_extras *extras);
int nr_parts_actions(struct nr_yaml *y, const char *key, struct nr_actions *out);
int nr_parts_ratings(struct nr_yaml *y, const char *key, struct nr_ratings *out);

/* Keep the current node as an unknown key. Returns 0, or -1 on an error. */
int nr_parts_extra(struct nr_yaml *y, const char *key, struct nr_extras *extras);

#endif
