/* Match queries: the search for all matches in a list, on a worker while the store stays in
 * use; and what a worker needs to open index and pages. */
#include "config.h"

#include <stdlib.h>

#include "newsreader/mem.h"
#include "store/pages.h"
#include "store/private.h"

static char *
copy(const char *s)
{
	return s ? nr_strdup(s) : NULL;
}

void
nr_connection_init(struct nr_connection *c, const struct nr_store *s)
{
	c->path = copy(s->path);
	c->name = copy(s->name);
	c->pages_path = copy(s->pages->path);
	c->pages_name = s->pages->name;
}

struct nr_store *
nr_connection_store(const struct nr_connection *c)
{
	struct nr_store *s = nr_calloc(1, sizeof *s);

	s->path = copy(c->path);
	s->name = copy(c->name);
	s->pages = nr_pages_new(c->pages_path);
	s->pages->name = c->pages_name;
	return s;
}

void
nr_connection_release(struct nr_connection *c)
{
	free(c->path);
	free(c->name);
	free(c->pages_path);
}

struct nr_match_query {
	struct nr_connection at;
	struct nr_ids ids;
	char *text;
	bool (*cancelled)(void *ctx);
	void *ctx;
};

struct nr_match_query *
nr_match_query_begin(const struct nr_store *s, const struct nr_ids *ids, const char *text)
{
	struct nr_match_query *q = nr_calloc(1, sizeof *q);

	nr_connection_init(&q->at, s);
	nr_ids_append(&q->ids, ids->v, ids->n);
	q->text = nr_strdup(text);
	return q;
}

void
nr_match_query_set_cancel(struct nr_match_query *q, bool (*cancelled)(void *ctx), void *ctx)
{
	q->cancelled = cancelled;
	q->ctx = ctx;
}

static int
is_cancelled(void *p)
{
	const struct nr_match_query *q = p;

	return q->cancelled(q->ctx);
}

int
nr_match_query_read(struct nr_match_query *q, struct nr_ids *out, struct nr_error *err)
{
	/* SQLite's virtual machine steps; less than a millisecond */
	enum { STEPS = 10000 };
	struct nr_store *s = nr_connection_store(&q->at);
	struct nr_diags notes = NR_DIAGS_INIT;
	int rc = nr_index_open(s, &notes, err);

	if (rc == 0) {
		if (q->cancelled && s->db.h)
			sqlite3_progress_handler(s->db.h, STEPS, is_cancelled, q);
		nr_store_matches(s, &q->ids, q->text, out);
	}
	nr_store_close(s);
	nr_diags_release(&notes);
	return rc;
}

void
nr_match_query_free(struct nr_match_query *q)
{
	if (!q)
		return;
	nr_connection_release(&q->at);
	nr_ids_release(&q->ids);
	free(q->text);
	free(q);
}
