/* Reading positions, in an array sorted by article id. */
#include "config.h"

#include "app/positions.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"

/* The index of the article, or where to insert it. */
static size_t
find(const struct app_positions *p, int64_t id)
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
app_positions_find(const struct app_positions *p, int64_t id, struct app_article_position *out)
{
	size_t at = find(p, id);

	if (at == p->n || p->v[at].id != id)
		return false;
	*out = p->v[at];
	return true;
}

void
app_positions_set(struct app_positions *p, const struct app_article_position *kept)
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
app_positions_release(struct app_positions *p)
{
	free(p->v);
	*p = (struct app_positions)APP_POSITIONS_INIT;
}
