/* Related articles: those that an article lists and those that list it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "store/private.h"

/* During the bulk load the index by target is missing, and the query would scan all
 * edges. */
static bool
finds_listers(struct nr_store *s)
{
	if (!s->listers)
		s->listers = nr_db_int(&s->db, NR_SQL_HAS_LISTERS, "") != 0;
	return s->listers;
}

int
nr_store_related(struct nr_store *s, int64_t id, struct nr_edges *out,
	struct nr_error *err)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_RELATED, "ii", id,
		(int64_t)finds_listers(s));
	struct nr_edges e = { NULL, 0 };
	size_t cap = 0;

	for (; st; st = nr_db_next(&s->db, st)) {
		e.v = nr_grow(e.v, &cap, e.n + 1, sizeof *e.v);
		e.v[e.n++] = (struct nr_edge){ sqlite3_column_int64(st, 0),
			(unsigned)sqlite3_column_int(st, 1) };
	}
	if (nr_index_check(s, err) < 0) {
		nr_edges_release(&e);
		return -1;
	}
	*out = e;
	return 0;
}

void
nr_edges_release(struct nr_edges *e)
{
	free(e->v);
	memset(e, 0, sizeof *e);
}
