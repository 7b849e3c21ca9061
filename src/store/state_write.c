/* Writes changed marks, positions and settings to state.db, and merges rows of other files into
 * it. */
#include "config.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "newsreader/date.h"
#include "newsreader/log.h"
#include "store/private.h"
#include "store/snapshot.h"
#include "store/state_file.h"

/* A transaction with more marks leaves a gap in the log, and other programs that have the
 * file open then read all marks. */
enum { LOG_EACH = 1024 };

static void
log_changes(struct nr_state *st, const struct nr_ids *ids)
{
	for (size_t i = 0; ids->n <= LOG_EACH && i < ids->n; i++)
		nr_db_do(&st->db, NR_STATE_LOG_ADD, "i", ids->v[i]);
	if (ids->n > LOG_EACH)
		nr_db_do(&st->db, NR_STATE_LOG_JUMP, "");
	nr_db_do(&st->db, NR_STATE_LOG_TRIM, "");
	nr_db_do(&st->db, NR_STATE_STAMP, "");
}

int
nr_state_end(struct nr_state *st)
{
	int rc;

	nr_db_exec(&st->db, "COMMIT");
	rc = st->db.rc;
	st->db.rc = SQLITE_OK;
	if (rc != SQLITE_OK && st->db.h && !sqlite3_get_autocommit(st->db.h)) {
		nr_db_exec(&st->db, "ROLLBACK");
		st->db.rc = SQLITE_OK;
	}
	/* Other programs may have read the file between SQLite's write and its commit: a
	 * new file time wakes them again. */
	if (rc == SQLITE_OK && st->kept)
		utimensat(AT_FDCWD, st->path, NULL, 0);
	return rc;
}

static void
put_position(struct nr_state *st, int64_t id, const char *key, int64_t at,
	const struct nr_position *place)
{
	nr_db_do(&st->db, NR_STATE_PLACE_PUT, "iiiiiit", id, (int64_t)place->fulltext,
		(int64_t)place->block, (int64_t)place->offset, (int64_t)place->above, at, key);
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

	nr_db_done(row);
	if (k->placed <= at)
		return false;
	put_position(st, k->id, k->key, k->placed, &k->place);
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

size_t
nr_state_merge_rows(struct nr_state *st, const struct nr_kept *rows, size_t n_rows)
{
	struct nr_ids ids = NR_IDS_INIT;
	size_t n;

	for (size_t i = 0; i < n_rows && st->db.rc == SQLITE_OK; i++) {
		bool marks = merge_marks(st, &rows[i]);

		if (merge_place(st, &rows[i]) || marks)
			nr_ids_add(&ids, rows[i].id);
	}
	n = ids.n;
	if (n) {
		nr_db_do(&st->db, NR_STATE_PLACE_TRIM, "i", (int64_t)NR_PLACES_MAX);
		log_changes(st, &ids);
	}
	nr_ids_release(&ids);
	return n;
}

void
nr_state_release_carried(struct nr_state *st)
{
	for (size_t i = 0; i < st->n_carried; i++) {
		free(st->carried[i].key);
		nr_snapshot_release(&st->carried[i].seen);
	}
	st->n_carried = 0;
}

/* ---- what is pending ---- */

static void
write_one(struct nr_state *st, const struct nr_mark *m)
{
	const struct nr_pending *p = &st->pending[m->place];

	nr_db_do(&st->db, NR_STATE_PUT, "itiiii", p->id, p->key, nr_date_now(),
		(int64_t)(m->pending & m->bits), (int64_t)(m->pending & ~m->bits),
		m->version);
	if (p->seen.len)
		nr_db_do(&st->db, NR_STATE_SEEN_PUT, "ib", p->id, &p->seen);
	else if (m->pending & ~m->bits & NR_MARK_READ)
		nr_db_do(&st->db, NR_STATE_SEEN_DROP, "i", p->id);
	if (!(m->bits & NR_MARKS_STORED))
		nr_db_do(&st->db, NR_STATE_CLEAN, "i", p->id);
}

void
nr_state_positions_release(struct nr_state *st)
{
	for (size_t i = 0; i < st->n_places; i++)
		free(st->places[i].key);
	st->n_places = 0;
}

static void
write_positions(struct nr_state *st)
{
	for (size_t i = 0; i < st->n_places && st->db.rc == SQLITE_OK; i++) {
		const struct nr_new_place *new = &st->places[i];

		if (new->none)
			nr_db_do(&st->db, NR_STATE_PLACE_DROP, "i", new->id);
		else
			put_position(st, new->id, new->key, new->at, &new->place);
	}
	if (st->n_places)
		nr_db_do(&st->db, NR_STATE_PLACE_TRIM, "i", (int64_t)NR_PLACES_MAX);
}

int
nr_state_write_pending(struct nr_state *st, int patience)
{
	struct nr_ids ids = NR_IDS_INIT;
	int rc;

	for (size_t i = 0; i < st->n_pending; i++)
		nr_ids_add(&ids, st->pending[i].id);
	/* Sorted by id like the tables, so that many marks share each page written. */
	nr_ids_sort(&ids);
	st->db.patience = patience;
	nr_db_begin(&st->db);
	st->db.patience = NR_DB_PATIENCE;
	nr_state_merge_rows(st, st->carried, st->n_carried);
	for (size_t i = 0; i < st->n_pending && st->db.rc == SQLITE_OK; i++)
		write_one(st, nr_marks_find(&st->marks, ids.v[i]));
	write_positions(st);
	nr_state_settings_write(st);
	/* Log id 0 if positions or settings alone change, so that other programs see that
	 * no mark did. */
	if ((st->n_places || st->n_settings) && !st->n_pending)
		nr_ids_add(&ids, 0);
	log_changes(st, &ids);
	rc = nr_state_end(st);
	nr_log("state", "%zu marks to be written, status %d", st->n_pending, rc);
	for (size_t i = 0; rc == SQLITE_OK && i < st->n_pending; i++)
		nr_marks_at(&st->marks, ids.v[i])->pending = 0;
	if (rc == SQLITE_OK) {
		nr_state_forget_pending(st);
		nr_state_release_carried(st);
		nr_state_positions_release(st);
		nr_state_settings_release(st);
	}
	nr_ids_release(&ids);
	return rc;
}
