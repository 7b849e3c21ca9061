/* Hash sets of ids. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "store/private.h"

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
