/* List queries: a list and the totals, read on a worker while the store stays in use. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "store/pages.h"
#include "store/private.h"
#include "store/state_file.h"

struct nr_list_query {
	struct nr_connection at;
	char *state_path;	/* NULL if the store had read all marks */
	/* those at the begin; after the query with NR_MARK_UPDATED */
	struct nr_marks marks;
	unsigned reload_count;	/* reload count of the marks */
	int64_t version;	/* data_version of the index when it began */
	struct nr_totals totals;
	struct nr_found found;	/* with the words of the filter, */
	uint64_t epoch;		/* at this epoch or later */
	bool (*cancelled)(void *ctx);
	void *ctx;
	bool done;
};

static char *
copy(const char *s)
{
	return s ? nr_strdup(s) : NULL;
}

struct nr_list_query *
nr_list_query_begin(struct nr_store *s)
{
	struct nr_list_query *l = nr_calloc(1, sizeof *l);

	nr_totals_hear(s);
	nr_connection_init(&l->at, s);
	l->version = nr_db_int(&s->db, NR_SQL_DATA_VERSION, "");
	l->epoch = nr_store_epoch(s);
	l->reload_count = s->state.reload_count;
	if (s->state.partial)
		l->state_path = copy(s->state.path);
	else
		l->marks = nr_marks_copy(&s->state.marks);
	s->looked = true;
	s->touched.n = 0;
	/* Another thread may write these to the file before the query reads it. */
	for (size_t i = 0; i < s->state.n_pending; i++)
		nr_ids_add(&s->touched, s->state.pending[i].id);
	return l;
}

void
nr_list_query_set_cancel(struct nr_list_query *l, bool (*cancelled)(void *ctx), void *ctx)
{
	l->cancelled = cancelled;
	l->ctx = ctx;
}

static int
is_cancelled(void *p)
{
	const struct nr_list_query *l = p;

	return l->cancelled(l->ctx);
}

static void
stop_if_cancelled(struct nr_list_query *l, struct nr_db *db)
{
	/* SQLite's virtual machine steps; less than a millisecond */
	enum { STEPS = 10000 };

	if (l->cancelled && db->h)
		sqlite3_progress_handler(db->h, STEPS, is_cancelled, l);
}

/* Take the copy of the marks, or read them from the file. False if it cannot be read. */
static bool
have_marks(struct nr_list_query *l, struct nr_state *st, struct nr_diags *notes)
{
	if (!l->state_path) {
		st->marks = l->marks;
		l->marks = (struct nr_marks){ .v = NULL };
		return true;
	}
	st->read_only = st->quick = true;
	nr_state_open(st, l->state_path, notes);
	stop_if_cancelled(l, &st->db);
	return st->db.h && nr_state_file_load(st) == SQLITE_OK;
}

static int
read_index(struct nr_list_query *l, struct nr_store *s, const struct nr_filter *f,
	struct nr_ids *out, struct nr_error *err)
{
	struct nr_diags notes = NR_DIAGS_INIT;
	int rc = nr_index_open(s, &notes, err);

	stop_if_cancelled(l, &s->db);
	nr_store_begin_read(s);
	if (rc == 0)
		rc = nr_store_list(s, f, out, err);
	if (rc == 0)
		rc = nr_store_totals(s, &l->totals, err);
	nr_store_end_read(s);
	nr_diags_release(&notes);
	return rc;
}

/* Runs on a store of its own. Damage of the state file is ignored here: the caller's
 * store reports it. */
int
nr_list_query_read(struct nr_list_query *l, const struct nr_filter *f, struct nr_ids *out,
	struct nr_error *err)
{
	struct nr_store *s = nr_connection_store(&l->at);
	struct nr_diags notes = NR_DIAGS_INIT;
	int rc = 0;

	if (have_marks(l, &s->state, &notes)) {
		rc = read_index(l, s, f, out, err);
		l->done = rc == 0;
		nr_found_move(&s->found, &l->found);
	}
	l->marks = s->state.marks;
	s->state.marks = (struct nr_marks){ .v = NULL };
	nr_store_close(s);
	nr_diags_release(&notes);
	return rc;
}

bool
nr_list_query_end(struct nr_store *s, struct nr_list_query *l)
{
	nr_totals_hear(s);
	s->looked = false;
	nr_found_take(s, &l->found, l->epoch);
	if (!l->done || l->reload_count != s->state.reload_count)
		return false;
	for (size_t i = 0; i < s->touched.n; i++)
		nr_totals_carry(s, nr_marks_at(&l->marks, s->touched.v[i]), &l->totals);
	nr_marks_release(&s->state.marks);
	s->state.marks = l->marks;
	s->state.partial = false;
	l->marks = (struct nr_marks){ .v = NULL };
	s->totals = (struct nr_totals_cache){ true, l->version, l->reload_count, l->totals };
	l->done = false;
	return true;
}

void
nr_list_query_free(struct nr_list_query *l)
{
	if (!l)
		return;
	nr_marks_release(&l->marks);
	nr_connection_release(&l->at);
	nr_found_release(&l->found);
	free(l->state_path);
	free(l);
}
