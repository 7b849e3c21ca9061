/* Summary of a scan: articles added, updated and gone. */
#include "config.h"

#include <stdlib.h>

#include "newsreader/mem.h"
#include "store/private.h"

/* Sort and remove duplicates. */
static void
tidy(struct nr_idlist *l)
{
	size_t n = 0;

	nr_idlist_sort(l);
	for (size_t i = 0; i < l->n; i++)
		if (n == 0 || l->v[n - 1] != l->v[i])
			l->v[n++] = l->v[i];
	l->n = n;
}

/* Remove from `from` the ids that are in `other`; both are tidy. */
static void
subtract(struct nr_idlist *from, const struct nr_idlist *other)
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

/* Remove the ids that are in both lists from both; both are tidy. */
static void
cancel(struct nr_idlist *a, struct nr_idlist *b)
{
	struct nr_idlist before = { NULL, 0, 0 };

	for (size_t i = 0; i < a->n; i++)
		nr_idlist_add(&before, a->v[i]);
	subtract(a, b);
	subtract(b, &before);
	nr_idlist_release(&before);
}

void
nr_store_scan_summary(struct nr_store *s, struct nr_scan_summary *out)
{
	struct nr_scan_state *scan = &s->scan;

	tidy(&scan->added);
	tidy(&scan->updated);
	tidy(&scan->lost);
	/* A file was moved, or another file has the article now: it is in both lists,
	 * because whether the new file is found before the old one is missed depends on
	 * their names. */
	cancel(&scan->added, &scan->lost);
	subtract(&scan->updated, &scan->added);
	subtract(&scan->updated, &scan->lost);
	out->updated = scan->updated.n;
	out->gone = scan->lost.n;
	scan->updated.n = scan->lost.n = 0;
	nr_idlist_move(&scan->added, &out->added);
}

void
nr_scan_summary_release(struct nr_scan_summary *news)
{
	nr_ids_release(&news->added);
	news->updated = news->gone = 0;
}
