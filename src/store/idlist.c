/* Growing lists and hash sets of ids. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "store/private.h"

void
nr_idlist_add(struct nr_idlist *l, int64_t id)
{
	l->v = nr_grow(l->v, &l->cap, l->n + 1, sizeof *l->v);
	l->v[l->n++] = id;
}

static int
by_value(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

void
nr_idlist_sort(struct nr_idlist *l)
{
	if (l->n)
		qsort(l->v, l->n, sizeof *l->v, by_value);
}

void
nr_idlist_release(struct nr_idlist *l)
{
	free(l->v);
	memset(l, 0, sizeof *l);
}

void
nr_idlist_move(struct nr_idlist *l, struct nr_ids *out)
{
	out->v = l->v;
	out->n = l->n;
	memset(l, 0, sizeof *l);
}

static int64_t *
member(const struct nr_idset *set, int64_t id)
{
	size_t at = (size_t)id & (set->size - 1);

	while (set->v[at] && set->v[at] != id)
		at = (at + 1) & (set->size - 1);
	return &set->v[at];
}

bool
nr_idset_has(const struct nr_idset *set, int64_t id)
{
	return set->used && id && *member(set, id);
}

bool
nr_idset_add(struct nr_idset *set, int64_t id)
{
	struct nr_idset old = *set;
	int64_t *place;

	if (set->used * 2 >= set->size) {
		set->size = old.size ? old.size * 2 : 256;
		set->v = nr_calloc(set->size, sizeof *set->v);
		for (size_t i = 0; i < old.size; i++)
			if (old.v[i])
				*member(set, old.v[i]) = old.v[i];
		free(old.v);
	}
	place = member(set, id);
	if (*place || !id)
		return false;
	*place = id;
	set->used++;
	return true;
}

void
nr_idset_release(struct nr_idset *set)
{
	free(set->v);
	memset(set, 0, sizeof *set);
}

void
nr_ids_release(struct nr_ids *ids)
{
	free(ids->v);
	memset(ids, 0, sizeof *ids);
}
