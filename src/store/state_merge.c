/* Exports the rows of state.db and merges exported rows into it. */
#include "config.h"

#include "store/private.h"
#include "store/state_file.h"

int
nr_store_state_export(struct nr_store *s, bool (*each)(void *ctx, struct nr_kept *kept),
	void *ctx, struct nr_error *err)
{
	struct nr_state *st = &s->state;
	int rc = st->db.h ? nr_state_each(st, NR_STATE_EXPORT, each, ctx) : SQLITE_OK;

	if (rc == SQLITE_OK)
		return 0;
	return nr_error_set(err, NR_ERR_STATE, "%s: the marks cannot be read to the end: %s",
		st->path, nr_db_reason(rc));
}

struct merger {
	const struct nr_kept *v;
	size_t n;
	size_t changed;
};

static int
try_merge(struct nr_state *st, void *ctx)
{
	struct merger *m = ctx;
	int rc;

	nr_db_begin(&st->db);
	m->changed = nr_state_merge_rows(st, m->v, m->n);
	rc = nr_state_end(st);
	if (rc != SQLITE_OK)
		m->changed = 0;
	return rc;
}

int
nr_store_state_merge(struct nr_store *s, const struct nr_kept *v, size_t n, size_t *changed,
	struct nr_error *err)
{
	struct merger m = { v, n, 0 };
	struct nr_state *st = &s->state;
	int rc;

	if (!st->path)
		return nr_error_set(err, NR_ERR_STATE, "there is no place for marks");
	rc = nr_state_ready(st);
	if (rc == SQLITE_OK)
		rc = nr_state_try(st, try_merge, &m);
	*changed += m.changed;
	if (rc == SQLITE_OK)
		rc = nr_state_file_load(st);
	if (rc == SQLITE_OK)
		return 0;
	return nr_error_set(err, NR_ERR_STATE, "%s: the marks cannot be written: %s",
		st->path, nr_db_reason(rc));
}
