/* Summary of a scan: articles added, updated and gone. */
#include "config.h"

#include "store/private.h"

/* Remove the ids that are in both lists from both; both are sorted. */
static void
cancel(struct nr_ids *a, struct nr_ids *b)
{
	struct nr_ids before = NR_IDS_INIT;

	nr_ids_append(&before, a->v, a->n);
	nr_ids_subtract(a, b);
	nr_ids_subtract(b, &before);
	nr_ids_release(&before);
}

void
nr_store_scan_summary(struct nr_store *s, struct nr_scan_summary *out)
{
	struct nr_scan_state *scan = &s->scan;

	nr_ids_sort(&scan->added);
	nr_ids_sort(&scan->updated);
	nr_ids_sort(&scan->lost);
	/* A file was moved, or another file has the article now: it is in both lists,
	 * because whether the new file is found before the old one is missed depends on
	 * their names. */
	cancel(&scan->added, &scan->lost);
	nr_ids_subtract(&scan->updated, &scan->added);
	nr_ids_subtract(&scan->updated, &scan->lost);
	out->updated = scan->updated.n;
	out->gone = scan->lost.n;
	scan->updated.n = scan->lost.n = 0;
	nr_ids_move(&scan->added, &out->added);
}

void
nr_scan_summary_release(struct nr_scan_summary *news)
{
	nr_ids_release(&news->added);
	news->updated = news->gone = 0;
}
