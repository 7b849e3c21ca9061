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
	struct nr_found found;
	uint64_t epoch;		/* of the store when it began */
	bool (*cancelled)(void *ctx);
	void *ctx;
};

struct nr_match_query *
nr_match_query_begin(struct nr_store *s, const struct nr_ids *ids, const char *text)
{
	struct nr_match_query *q = nr_calloc(1, sizeof *q);

	nr_connection_init(&q->at, s);
	nr_ids_append(&q->ids, ids->v, ids->n);
	q->text = nr_strdup(text);
	q->epoch = nr_store_epoch(s);
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
		nr_found_ask(s, q->text);
		nr_store_matches(s, &q->ids, q->text, out);
		nr_found_move(&s->found, &q->found);
	}
	nr_store_close(s);
	nr_diags_release(&notes);
	return rc;
}

void
nr_match_query_end(struct nr_store *s, struct nr_match_query *q)
{
	nr_found_take(s, &q->found, q->epoch);
}

void
nr_match_query_free(struct nr_match_query *q)
{
	if (!q)
		return;
	nr_connection_release(&q->at);
	nr_ids_release(&q->ids);
	nr_found_release(&q->found);
	free(q->text);
	free(q);
}
