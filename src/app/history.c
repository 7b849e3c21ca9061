/* The back and forward history of articles. */
#include "config.h"

#include "app/history.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"

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
app_history_back(struct app_history *h, const struct app_history_entry *here,
	struct app_history_entry *to)
{
	if (h->at == 0)
		return false;
	h->at--;
	*to = h->v[h->at];
	/* The entry left replaces the one returned to, so that going back and forth is
	 * reversible. */
	h->v[h->at] = *here;
	return true;
}

bool
app_history_forward(struct app_history *h, const struct app_history_entry *here,
	struct app_history_entry *to)
{
	if (h->at == h->n)
		return false;
	*to = h->v[h->at];
	h->v[h->at] = *here;
	h->at++;
	return true;
}

void
app_history_release(struct app_history *h)
{
	NR_FREE(h->v);
	*h = (struct app_history)APP_HISTORY_INIT;
}
