/*
 * Ids: a growing list of ids, of articles and of rows.
 */
#ifndef NEWSREADER_IDS_H
#define NEWSREADER_IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct nr_ids {
	int64_t *v;
	size_t n, cap;
};

#define NR_IDS_INIT { NULL, 0, 0 }

/* FNV-1a, of which ids are made. */
uint64_t nr_ids_hash(const char *text);

void nr_ids_add(struct nr_ids *ids, int64_t id);
void nr_ids_append(struct nr_ids *ids, const int64_t *v, size_t n);
/* True if `id` is in the list, sorted or not; *at is its first position then. */
bool nr_ids_find(const struct nr_ids *ids, int64_t id, size_t *at);
/* Sort in ascending order, and remove duplicates. */
void nr_ids_sort(struct nr_ids *ids);
/* The index of the first id in a sorted list that is `id` or greater. If all ids are less, the
 * length of the list. */
size_t nr_ids_from(const struct nr_ids *sorted, int64_t id);
/* True if `id` is in a sorted list. */
bool nr_ids_has(const struct nr_ids *sorted, int64_t id);
/* Remove from `from` the ids that are in `other`; both are sorted. */
void nr_ids_subtract(struct nr_ids *from, const struct nr_ids *other);
/* Move the ids to *out; the list is empty afterwards. */
void nr_ids_move(struct nr_ids *ids, struct nr_ids *out);
void nr_ids_release(struct nr_ids *ids);

#endif
