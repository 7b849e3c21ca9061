/* Reports of failed fetches, and which sources worked for a host. */
#include "config.h"

#include "newsreader/mem.h"
#include "store/pages.h"

/* ---- reports ---- */

int
nr_pages_put_report(struct nr_pages *p, int64_t id, int64_t when, const char *text,
	struct nr_error *err)
{
	struct nr_pages_try t = { .err = err };

	while (nr_pages_again(p, &t)) {
		nr_db_do(&p->db, NR_PAGES_REPORT_PUT, "iit", id, when, text);
		nr_db_do(&p->db, NR_PAGES_REPORT_TRIM, "i", (int64_t)NR_PAGES_REPORTS_MAX);
	}
	return t.rc;
}

char *
nr_pages_report(struct nr_pages *p, int64_t id, int64_t *when)
{
	struct nr_error err = NR_ERROR_INIT;
	char *text = NULL;
	sqlite3_stmt *row;

	if (!nr_pages_ready(p, false))
		return NULL;
	row = nr_db_query(&p->db, NR_PAGES_REPORT, "i", id);
	if (row) {
		text = nr_db_text(row, 0);
		if (when)
			*when = sqlite3_column_int64(row, 1);
		nr_db_done(row);
	}
	nr_pages_check(p, &err);
	return text;
}

/* ---- sources that worked ---- */

int
nr_pages_source_results(struct nr_pages *p, const char *host, unsigned source, bool worked,
	int64_t when, struct nr_error *err)
{
	struct nr_pages_try t = { .err = err };

	while (nr_pages_again(p, &t)) {
		nr_db_do(&p->db, NR_PAGES_HOST_PUT, "tiiii", host, (int64_t)source,
			(int64_t)worked, (int64_t)!worked, when);
		nr_db_do(&p->db, NR_PAGES_HOST_TRIM, "i", (int64_t)NR_PAGES_HOSTS_MAX);
	}
	return t.rc;
}

/* Success rate of a source, 0 to 100; 50 if nothing is known. */
static int64_t
score_of(int64_t good, int64_t bad)
{
	return 100 * (good + 1) / (good + bad + 2);
}

/* Stable sort by falling score. */
static void
sort(unsigned *sources, int64_t *scores, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		unsigned source = sources[i];
		int64_t score = scores[i];
		size_t at = i;

		for (; at > 0 && scores[at - 1] < score; at--) {
			sources[at] = sources[at - 1];
			scores[at] = scores[at - 1];
		}
		sources[at] = source;
		scores[at] = score;
	}
}

void
nr_pages_order(struct nr_pages *p, const char *host, int64_t now, unsigned *sources,
	size_t n)
{
	enum { DAYS = 90, DAY = 24 * 60 * 60 };
	struct nr_error err = NR_ERROR_INIT;
	int64_t scores[NR_PAGES_RUNGS_MAX];
	sqlite3_stmt *row;

	if (n > NR_PAGES_RUNGS_MAX || !nr_pages_ready(p, false))
		return;
	for (size_t i = 0; i < n; i++)
		scores[i] = score_of(0, 0);
	row = nr_db_query(&p->db, NR_PAGES_HOST, "ti", host, now - (int64_t)DAYS * DAY);
	for (; row; row = nr_db_next(&p->db, row)) {
		for (size_t i = 0; i < n; i++)
			if (sources[i] == sqlite3_column_int64(row, 0))
				scores[i] = score_of(sqlite3_column_int64(row, 1),
					sqlite3_column_int64(row, 2));
	}
	if (nr_pages_check(p, &err) == 0)
		sort(sources, scores, n);
}
