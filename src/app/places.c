#include "config.h"

#include "app/places.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"

/* Where the article is, or belongs. */
static size_t
find(const struct app_places *p, int64_t id)
{
	size_t from = 0, to = p->n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (p->v[middle].id < id)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

bool
app_places_find(const struct app_places *p, int64_t id, struct app_kept *out)
{
	size_t at = find(p, id);

	if (at == p->n || p->v[at].id != id)
		return false;
	*out = p->v[at];
	return true;
}

void
app_places_set(struct app_places *p, const struct app_kept *kept)
{
	size_t at = find(p, kept->id);

	if (at == p->n || p->v[at].id != kept->id) {
		p->v = nr_grow(p->v, &p->cap, p->n + 1, sizeof(*p->v));
		memmove(p->v + at + 1, p->v + at, (p->n - at) * sizeof(*p->v));
		p->n++;
	}
	p->v[at] = *kept;
}

void
app_places_release(struct app_places *p)
{
	free(p->v);
	*p = (struct app_places)APP_PLACES_INIT;
}
