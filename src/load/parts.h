/*
 * Parts: fields that are lists or mappings. They return as value.h says, and replace *out
 * only when they return 1.
 */
#ifndef LOAD_PARTS_H
#define LOAD_PARTS_H

#include "load/yaml.h"
#include "newsreader/article.h"

/* Unknown keys that are kept of one article; a warning tells of more. */
enum { NR_PARTS_EXTRAS_MAX = 100 };

/* Room for entry number n (from 0) in an array that lives in an arena and was grown by
 * this function alone; entries are zeroed. Returns the array. */
void *nr_parts_grow(struct nr_arena *arena, void *v, size_t n, size_t size);

/* Add a text that lives in the arena, or longer. */
void nr_parts_push(struct nr_yaml *y, struct nr_strs *out, const char *s);

/* A scalar, or a list of them. */
int nr_parts_lines(struct nr_yaml *y, const char *key, struct nr_strs *out);
/* The same, added to *out. A scalar is split: at its commas if `separators` has a
 * comma, and at its spaces if `separators` has a space and the scalar no comma. */
int nr_parts_words(struct nr_yaml *y, const char *key, const char *separators,
	struct nr_strs *out);
/* Keep the first of entries that are the same but for their case. */
void nr_parts_drop_repeated(struct nr_strs *list);
int nr_parts_images(struct nr_yaml *y, const char *key, struct nr_images *out);
/* Keys that it does not know go to *extras as "KEY.name". */
int nr_parts_provider(struct nr_yaml *y, const char *key, struct nr_provider *out,
	struct nr_extras *extras);
int nr_parts_actions(struct nr_yaml *y, const char *key, struct nr_actions *out);
int nr_parts_ratings(struct nr_yaml *y, const char *key, struct nr_ratings *out);

/* Keep the current node under this key. 0, or -1 on an error. */
int nr_parts_extra(struct nr_yaml *y, const char *key, struct nr_extras *extras);

#endif
