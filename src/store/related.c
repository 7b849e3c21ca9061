/* Related articles: those that an article lists and those that list it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "store/private.h"

/* Hash table of positions in the edges by article id, so that merging thousands of edges
 * stays linear. */
struct places {
	size_t *v;		/* position + 1, 0 if empty */
	size_t mask;
};

static size_t *
place_of(const struct places *p, const struct nr_edges *e, int64_t id)
{
	size_t at = (size_t)id & p->mask;	/* ids are hashes */

	while (p->v[at] && e->v[p->v[at] - 1].id != id)
		at = (at + 1) & p->mask;
	return &p->v[at];
}

static void
add_edges(const struct nr_ids *ids, unsigned dir, int64_t self, struct places *p,
	struct nr_edges *e)
{
	for (size_t i = 0; i < ids->n; i++) {
		size_t *place = place_of(p, e, ids->v[i]);

		if (ids->v[i] == self)
			continue;
		if (!*place) {
			e->v[e->n] = (struct nr_edge){ .id = ids->v[i] };
			*place = ++e->n;
		}
		e->v[*place - 1].dir |= dir;
	}
}

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
	struct nr_ids to = NR_IDS_INIT, from = NR_IDS_INIT;
	struct places p = { NULL, 0 };
	struct nr_edges e = { NULL, 0 };
	size_t size = 8;
	int rc = -1;

	nr_db_ids(&s->db, &to, NR_SQL_RELATED_OUT, "i", id);
	if (finds_listers(s))
		nr_db_ids(&s->db, &from, NR_SQL_RELATED_IN, "i", id);
	if (nr_index_check(s, err) < 0)
		goto out;
	while (size < 2 * (to.n + from.n))
		size *= 2;
	p.mask = size - 1;
	p.v = nr_calloc(size, sizeof *p.v);
	e.v = nr_calloc(to.n + from.n + 1, sizeof *e.v);
	add_edges(&to, NR_EDGE_OUT, id, &p, &e);
	add_edges(&from, NR_EDGE_IN, id, &p, &e);
	*out = e;
	rc = 0;
out:
	free(p.v);
	nr_ids_release(&to);
	nr_ids_release(&from);
	return rc;
}

void
nr_edges_release(struct nr_edges *e)
{
	free(e->v);
	memset(e, 0, sizeof *e);
}
