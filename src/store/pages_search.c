/* Searches the kept full texts, with a cache of the last result. */
#include "config.h"

#include <string.h>

#include "store/pages.h"

static void
ask(struct nr_pages *p)
{
	struct nr_error err = NR_ERROR_INIT;
	const char *phrase = nr_buf_str(&p->sought);
	sqlite3_stmt *row = nr_db_query(&p->db, NR_PAGES_MATCH, "t", phrase);

	for (; row; row = nr_db_next(&p->db, row))
		nr_idset_add(&p->hits, sqlite3_column_int64(row, 0));
	if (nr_pages_check(p, &err) < 0)
		nr_idset_release(&p->hits);
}

const struct nr_idset *
nr_pages_match(struct nr_pages *p, const char *phrase)
{
	uint64_t epoch = nr_pages_epoch(p);

	if (epoch == p->hits_epoch && strcmp(nr_buf_str(&p->sought), phrase) == 0)
		return &p->hits;
	nr_idset_release(&p->hits);
	nr_buf_clear(&p->sought);
	nr_buf_addz(&p->sought, phrase);
	p->hits_epoch = epoch;
	if (p->db.h)
		ask(p);
	return &p->hits;
}
