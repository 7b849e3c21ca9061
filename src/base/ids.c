/* Growing lists of ids: sort, find, subtract. */
#include "config.h"

#include "newsreader/ids.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"

uint64_t
nr_ids_hash(const char *text)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return h;
}

void
nr_ids_add(struct nr_ids *ids, int64_t id)
{
	nr_ids_append(ids, &id, 1);
}

void
nr_ids_append(struct nr_ids *ids, const int64_t *v, size_t n)
{
	if (n == 0)
		return;
	ids->v = nr_grow(ids->v, &ids->cap, ids->n + n, sizeof *ids->v);
	memcpy(ids->v + ids->n, v, n * sizeof *v);
	ids->n += n;
}

bool
nr_ids_find(const struct nr_ids *ids, int64_t id, size_t *at)
{
	for (size_t i = 0; i < ids->n; i++) {
		if (ids->v[i] == id) {
			*at = i;
			return true;
		}
	}
	return false;
}

static int
by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

void
nr_ids_sort(struct nr_ids *ids)
{
	size_t n = 0;

	if (ids->n > 0)
		qsort(ids->v, ids->n, sizeof *ids->v, by_value);
	for (size_t i = 0; i < ids->n; i++) {
		if (n == 0 || ids->v[n - 1] != ids->v[i])
			ids->v[n++] = ids->v[i];
	}
	ids->n = n;
}

size_t
nr_ids_from(const struct nr_ids *sorted, int64_t id)
{
	size_t low = 0, high = sorted->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (sorted->v[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool
nr_ids_has(const struct nr_ids *sorted, int64_t id)
{
	return sorted->n > 0
		&& bsearch(&id, sorted->v, sorted->n, sizeof id, by_value) != NULL;
}

void
nr_ids_subtract(struct nr_ids *from, const struct nr_ids *other)
{
	size_t n = 0, k = 0;

	for (size_t i = 0; i < from->n; i++) {
		while (k < other->n && other->v[k] < from->v[i])
			k++;
		if (k == other->n || other->v[k] != from->v[i])
			from->v[n++] = from->v[i];
	}
	from->n = n;
}

void
nr_ids_move(struct nr_ids *ids, struct nr_ids *out)
{
	*out = *ids;
	*ids = (struct nr_ids)NR_IDS_INIT;
}

void
nr_ids_release(struct nr_ids *ids)
{
	free(ids->v);
	*ids = (struct nr_ids)NR_IDS_INIT;
}
