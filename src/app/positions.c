/* Reading positions, in an array sorted by article id, and the history of articles. */
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

/* ---- the history ---- */

void
app_history_push(struct app_history *h, const struct app_history_entry *here)
{
	h->n = h->at;
	if (h->n == APP_HISTORY_MAX) {
		memmove(h->v, h->v + 1, (h->n - 1) * sizeof(*h->v));
		h->n--;
	}
	h->v = nr_grow(h->v, &h->cap, h->n + 1, sizeof(*h->v));
	h->v[h->n++] = *here;
	h->at = h->n;
}

bool
app_history_go(struct app_history *h, bool back, const struct app_history_entry *here,
	struct app_history_entry *to)
{
	if (h->at == (back ? 0 : h->n))
		return false;
	h->at -= back;
	*to = h->v[h->at];
	/* The entry left replaces the one returned to, so that going back and forth is
	 * reversible. */
	h->v[h->at] = *here;
	h->at += !back;
	return true;
}

void
app_history_release(struct app_history *h)
{
	NR_FREE(h->v);
	*h = (struct app_history)APP_HISTORY_INIT;
}
