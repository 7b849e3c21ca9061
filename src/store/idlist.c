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

void
nr_ids_release(struct nr_ids *ids)
{
	free(ids->v);
	memset(ids, 0, sizeof *ids);
}
