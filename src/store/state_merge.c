/* Exports the rows of state.db and merges rows of another file into it. */
#include "config.h"

#include <stdlib.h>

#include "newsreader/mem.h"
#include "store/private.h"
#include "store/snapshot.h"
#include "store/state_file.h"

static void
read_kept(sqlite3_stmt *row, struct nr_kept *k)
{
	int64_t version = sqlite3_column_int64(row, 5);

	*k = (struct nr_kept){
		.id = sqlite3_column_int64(row, 0),
		.key = nr_db_text(row, 1),
		.read = sqlite3_column_int64(row, 2),
		.starred = sqlite3_column_int64(row, 3),
		.hidden = sqlite3_column_int64(row, 4),
	};
	k->seen = (struct nr_snapshot){ .id = k->id, .version = k->read ? version : 0 };
	if (k->seen.version)
		nr_snapshot_decode(sqlite3_column_blob(row, 6),
			(size_t)sqlite3_column_bytes(row, 6), version, &k->seen);
	if (sqlite3_column_count(row) <= 7)	/* marks alone */
		return;
	k->place = nr_state_position_read(row, 7);
	k->placed = sqlite3_column_int64(row, 11);
}

static int
each_of(struct nr_state *st, enum nr_state_sql sql, bool (*each)(void *ctx,
	struct nr_kept *kept), void *ctx)
{
	sqlite3_stmt *row = nr_db_query(&st->db, sql, "");
	bool going = true;
	int rc;

	while (row && going) {
		struct nr_kept kept;

		read_kept(row, &kept);
		going = each(ctx, &kept);
		free(kept.key);
		nr_snapshot_release(&kept.seen);
		if (going)
			row = nr_db_next(&st->db, row);
	}
	if (row)
		nr_db_done(row);
	rc = st->db.rc;
	st->db.rc = SQLITE_OK;
	return rc;
}

int
nr_state_each(struct nr_state *st, bool (*each)(void *ctx, struct nr_kept *kept), void *ctx)
{
	return each_of(st, NR_STATE_EXPORT, each, ctx);
}

int
nr_state_each_mark(struct nr_state *st, bool (*each)(void *ctx, struct nr_kept *kept),
	void *ctx)
{
	return each_of(st, NR_STATE_EXPORT_MARKS, each, ctx);
}

struct exporter {
	bool (*each)(void *ctx, const struct nr_kept *kept);
	void *ctx;
};

static bool
export_row(void *ctx, struct nr_kept *kept)
{
	const struct exporter *e = ctx;

	return e->each(e->ctx, kept);
}

int
nr_store_state_export(struct nr_store *s, bool (*each)(void *ctx, const struct nr_kept *kept),
	void *ctx, struct nr_error *err)
{
	struct exporter e = { each, ctx };
	struct nr_state *st = &s->state;
	int rc = st->db.h ? nr_state_each(st, export_row, &e) : SQLITE_OK;

	if (rc == SQLITE_OK)
		return 0;
	return nr_error_set(err, NR_ERR_STATE, "%s: the marks cannot be read to the end: %s",
		st->path, nr_db_reason(rc));
}

/* ---- merging ---- */

static bool
take_newer(int64_t *have, int64_t new)
{
	if (new <= *have)
		return false;
	*have = new;
	return true;
}

/* The following functions return whether they changed anything. */

static bool
merge_place(struct nr_state *st, const struct nr_kept *k)
{
	sqlite3_stmt *row = nr_db_query(&st->db, NR_STATE_PLACE, "i", k->id);
	int64_t at = row ? sqlite3_column_int64(row, 4) : 0;

	if (row)
		nr_db_done(row);
	if (k->placed <= at)
		return false;
	nr_state_position_write(st, k->id, k->key, k->placed, &k->place);
	return true;
}

static bool
merge_marks(struct nr_state *st, const struct nr_kept *k)
{
	sqlite3_stmt *row = nr_db_query(&st->db, NR_STATE_TIMES, "i", k->id);
	int64_t read = row ? sqlite3_column_int64(row, 0) : 0;
	int64_t starred = row ? sqlite3_column_int64(row, 1) : 0;
	int64_t hidden = row ? sqlite3_column_int64(row, 2) : 0;
	int64_t version = row ? sqlite3_column_int64(row, 3) : 0;
	struct nr_buf seen = NR_BUF_INIT;
	bool newer, other;

	if (row)
		nr_db_done(row);
	newer = take_newer(&read, k->read);
	other = take_newer(&starred, k->starred);
	other = take_newer(&hidden, k->hidden) || other;
	if (!newer && !other)
		return false;
	if (newer)
		version = k->seen.version;
	nr_db_do(&st->db, NR_STATE_MERGE, "itpppp", k->id, k->key, read ? &read : NULL,
		starred ? &starred : NULL, hidden ? &hidden : NULL, read ? &version : NULL);
	if (newer)
		nr_snapshot_encode(&k->seen, &seen);
	if (seen.len)
		nr_db_do(&st->db, NR_STATE_SEEN_PUT, "ib", k->id, &seen);
	nr_buf_release(&seen);
	return true;
}

bool
nr_state_merge_row(struct nr_state *st, const struct nr_kept *k)
{
	bool marks = merge_marks(st, k), place = merge_place(st, k);

	return marks || place;
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
	int64_t *ids = nr_calloc(m->n + 1, sizeof *ids);
	size_t n_ids = 0;
	int rc;

	nr_db_begin(&st->db);
	for (size_t i = 0; i < m->n && st->db.rc == SQLITE_OK; i++)
		if (nr_state_merge_row(st, &m->v[i]))
			ids[n_ids++] = m->v[i].id;
	nr_db_do(&st->db, NR_STATE_PLACE_TRIM, "i", (int64_t)NR_PLACES_MAX);
	nr_state_log(st, ids, n_ids);
	rc = nr_state_end(st);
	if (rc == SQLITE_OK)
		m->changed = n_ids;
	free(ids);
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
