/* Marks in memory, kept in step with state.db, and the writing of changed ones. */
#include "config.h"

#include "store/state.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "newsreader/date.h"
#include "newsreader/log.h"
#include "newsreader/mem.h"
#include "store/snapshot.h"
#include "store/state_file.h"

/* A transaction with more marks leaves a gap in the log, and other programs that have the
 * file open then read all marks. */
enum { LOG_EACH = 1024, NOTES_MAX = 100 };

void
nr_state_open(struct nr_state *st, const char *path, struct nr_diags *notes)
{
	if (!path)
		return;
	st->path = nr_strdup(path);
	nr_state_file_open(st, false, notes);
	st->quick = false;
}

static void
forget_pending(struct nr_state *st)
{
	for (size_t i = 0; i < st->n_pending; i++) {
		free(st->pending[i].key);
		nr_buf_release(&st->pending[i].seen);
	}
	st->n_pending = 0;
}

void
nr_state_close(struct nr_state *st)
{
	nr_db_close(&st->db);
	nr_marks_release(&st->marks);
	nr_diags_release(&st->notes);
	forget_pending(st);
	nr_state_positions_release(st);
	nr_state_release_carried(st);
	free(st->recalled);
	free(st->carried);
	free(st->wal_path);
	free(st->shm_path);
	free(st->path);
	free(st->pending);
	free(st->places);
	free(st->followed);
	memset(st, 0, sizeof *st);
}

/* Takes over the diagnostics in *notes. */
static void
note(struct nr_state *st, struct nr_diags *notes)
{
	if (st->notes.n < NOTES_MAX)
		nr_diags_move(&st->notes, notes);
	nr_diags_release(notes);
	st->changed = true;
}

static void
reopen(struct nr_state *st, bool suspect)
{
	struct nr_diags notes = NR_DIAGS_INIT;
	bool again = st->retry, moved = st->kept && nr_state_has_moved(st);
	struct nr_marks before;

	if (moved)
		nr_state_leave(st);
	before = nr_marks_copy(&st->marks);
	nr_db_close(&st->db);
	st->partial = false;
	nr_state_file_open(st, suspect, &notes);
	if (moved || st->n_carried)
		nr_state_arrive(st, &before, &notes);
	/* The user knows already that it cannot be written. */
	if (again && !st->kept)
		nr_diags_release(&notes);
	note(st, &notes);
	nr_marks_release(&before);
}

static void
replace(struct nr_state *st)
{
	struct nr_diags notes = NR_DIAGS_INIT;

	st->partial = false;
	nr_state_file_replace(st, &notes);
	note(st, &notes);
}

void
nr_state_sync(struct nr_state *st)
{
	unsigned reload_count = st->reload_count;
	size_t followed = st->n_followed;
	int64_t version;
	int rc;

	if (!st->db.h)
		return;
	if (nr_state_has_moved(st)) {
		reopen(st, false);
		return;
	}
	version = nr_db_int(&st->db, NR_STATE_DATA_VERSION, "");
	rc = st->db.rc;
	st->db.rc = SQLITE_OK;
	if (rc == SQLITE_OK && version != st->version)
		rc = nr_state_file_follow(st);
	if (st->reload_count != reload_count || st->n_followed != followed)
		st->changed = true;
	if (nr_db_is_damage(rc) && st->kept)
		reopen(st, true);
}

void
nr_state_load_rest(struct nr_state *st)
{
	int rc;

	if (!st->partial)
		return;
	rc = nr_state_file_load(st);
	if (rc != SQLITE_OK)
		reopen(st, nr_db_is_damage(rc));
	st->partial = false;	/* marks that cannot be read do not exist */
}

static struct nr_mark *
find(struct nr_state *st, int64_t id)
{
	struct nr_mark *m = nr_marks_find(&st->marks, id);

	return m || !st->partial ? m : nr_state_file_find(st, id);
}

unsigned
nr_state_get(struct nr_state *st, int64_t id)
{
	const struct nr_mark *m = find(st, id);

	return m ? m->bits : 0;
}

int64_t
nr_state_version(struct nr_state *st, int64_t id)
{
	const struct nr_mark *m = find(st, id);

	return m && m->bits & NR_MARK_READ ? m->version : 0;
}

unsigned
nr_state_classify(struct nr_state *st, int64_t id, int64_t version)
{
	const struct nr_mark *m = find(st, id);
	unsigned bits = m ? m->bits & NR_MARKS_STORED : 0;

	if (bits & NR_MARK_READ && version && m->version && m->version != version)
		bits |= NR_MARK_UPDATED;
	return bits;
}

void
nr_state_snapshot(struct nr_state *st, int64_t id, struct nr_snapshot *out)
{
	const struct nr_mark *m = find(st, id);
	const struct nr_buf *b = m && m->pending ? &st->pending[m->place].seen : NULL;
	sqlite3_stmt *row;

	*out = (struct nr_snapshot){ .id = id };
	if (!m || !(m->bits & NR_MARK_READ) || !m->version)
		return;
	out->version = m->version;
	if (b && nr_snapshot_decode(b->data, b->len, m->version, out))
		return;
	row = st->db.h ? nr_db_query(&st->db, NR_STATE_SEEN, "i", id) : NULL;
	if (row) {
		nr_snapshot_decode(sqlite3_column_blob(row, 0),
			(size_t)sqlite3_column_bytes(row, 0), m->version, out);
		nr_db_done(row);
	}
	st->db.rc = SQLITE_OK;
}

/* The entry of id, with these bits made pending. */
static struct nr_mark *
touch(struct nr_state *st, int64_t id, unsigned bits)
{
	struct nr_mark *m = find(st, id);

	if (!m)
		m = nr_marks_at(&st->marks, id);
	if (!m->pending) {
		st->pending = nr_grow(st->pending, &st->pending_cap, st->n_pending + 1,
			sizeof *st->pending);
		m->place = (uint32_t)st->n_pending;
		st->pending[st->n_pending++] = (struct nr_pending){ .id = id,
			.key = nr_strdup("") };
	}
	m->pending |= (uint8_t)bits;
	return m;
}

void
nr_state_set(struct nr_state *st, const char *key, const struct nr_snapshot *seen,
	unsigned set, unsigned clear)
{
	struct nr_pending *p;
	struct nr_mark *m;
	int64_t version;

	set &= NR_MARKS_STORED & ~clear;
	clear &= NR_MARKS_STORED;
	if (!seen->id || !(set | clear))
		return;
	m = touch(st, seen->id, set | clear);
	p = &st->pending[m->place];
	if (*key) {
		free(p->key);
		p->key = nr_strdup(key);
	}
	m->bits = (uint8_t)((m->bits | set) & ~clear);
	if (!((set | clear) & NR_MARK_READ))
		return;
	m->bits &= (uint8_t)~NR_MARK_UPDATED;
	version = set & NR_MARK_READ ? seen->version : 0;
	if (version != m->version || seen->title)
		nr_buf_release(&p->seen);
	m->version = version;
	if (version && !p->seen.len)
		nr_snapshot_encode(seen, &p->seen);
}

/* ---- writing ---- */

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
nr_state_log(struct nr_state *st, const int64_t *ids, size_t n)
{
	for (size_t i = 0; n <= LOG_EACH && i < n; i++)
		nr_db_do(&st->db, NR_STATE_LOG_ADD, "i", ids[i]);
	if (n > LOG_EACH)
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

static int
try_write(struct nr_state *st, void *ctx)
{
	const int *patience = ctx;
	struct nr_ids ids = NR_IDS_INIT;
	int rc;

	for (size_t i = 0; i < st->n_pending; i++)
		nr_ids_add(&ids, st->pending[i].id);
	/* Sorted by id like the tables, so that many marks share each page written. */
	nr_ids_sort(&ids);
	st->db.patience = *patience;
	nr_db_begin(&st->db);
	st->db.patience = NR_DB_PATIENCE;
	nr_state_merge_carried(st);
	for (size_t i = 0; i < ids.n && st->db.rc == SQLITE_OK; i++)
		write_one(st, nr_marks_find(&st->marks, ids.v[i]));
	nr_state_log(st, ids.v, ids.n);
	nr_state_positions_write(st);
	rc = nr_state_end(st);
	nr_log("state", "%zu marks to be written, status %d", st->n_pending, rc);
	for (size_t i = 0; rc == SQLITE_OK && i < ids.n; i++)
		nr_marks_at(&st->marks, ids.v[i])->pending = 0;
	if (rc == SQLITE_OK) {
		forget_pending(st);
		nr_state_release_carried(st);
		nr_state_positions_release(st);
	}
	nr_ids_release(&ids);
	return rc;
}

int
nr_state_ready(struct nr_state *st)
{
	if (!st->kept && st->retry)
		reopen(st, false);
	if (!st->kept)
		return st->retry ? st->why : SQLITE_READONLY;
	nr_state_sync(st);
	return st->kept ? SQLITE_OK : SQLITE_CANTOPEN;
}

int
nr_state_try(struct nr_state *st, int (*try)(struct nr_state *st, void *ctx), void *ctx)
{
	int rc = try(st, ctx);

	if (nr_db_is_damage(rc)) {
		reopen(st, true);
		rc = st->kept ? try(st, ctx) : SQLITE_CANTOPEN;
	}
	if (nr_db_is_damage(rc)) {
		replace(st);
		rc = st->kept ? try(st, ctx) : SQLITE_CANTOPEN;
	}
	return rc;
}

int
nr_state_write(struct nr_state *st, int patience, struct nr_error *err)
{
	int rc;

	if (!st->n_pending && !st->n_places && !st->n_carried)
		return 0;
	rc = nr_state_ready(st);
	if (!st->kept && !st->retry)	/* reported when it was opened */
		return 0;
	if (rc == SQLITE_OK)
		rc = nr_state_try(st, try_write, &patience);
	if (rc == SQLITE_OK)
		return 0;
	/* The path comes last because the UI may cut off the end of the line. */
	return nr_error_set(err, NR_ERR_STATE, "the marks cannot be written: %s;"
		" they hold for this run and are tried again: %s", nr_db_reason(rc),
		st->path);
}
