#include "config.h"

#include "store/state.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/date.h"
#include "newsreader/mem.h"
#include "store/state_file.h"

void
nr_state_open(struct nr_state *st, const char *path, bool read_only,
	struct nr_diags *notes)
{
	memset(st, 0, sizeof *st);
	st->read_only = read_only;
	if (!path)
		return;
	st->path = nr_strdup(path);
	nr_state_file_open(st, false, notes);
}

void
nr_state_close(struct nr_state *st)
{
	nr_db_close(&st->db);
	nr_marks_release(&st->marks);
	free(st->path);
	free(st->pending);
	memset(st, 0, sizeof *st);
}

/* Silently: there is no place for a note in the middle of a session. */
static void
reopen(struct nr_state *st, bool suspect)
{
	struct nr_diags notes = NR_DIAGS_INIT;

	nr_db_close(&st->db);
	nr_state_file_open(st, suspect, &notes);
	nr_diags_release(&notes);
	st->changed = true;
}

void
nr_state_sync(struct nr_state *st)
{
	int64_t version;

	if (!st->db.h)
		return;
	if (nr_db_has_moved(&st->db)) {
		reopen(st, false);
		return;
	}
	version = nr_db_int(&st->db, NR_STATE_DATA_VERSION, "");
	if (st->db.rc == SQLITE_OK && version != st->version) {
		st->changed = true;
		nr_state_file_load(st);
	}
	st->db.rc = SQLITE_OK;
}

unsigned
nr_state_get(const struct nr_state *st, int64_t id)
{
	return nr_marks_get(&st->marks, id);
}

void
nr_state_set(struct nr_state *st, int64_t id, unsigned set, unsigned clear)
{
	struct nr_mark *m;

	if (!id)
		return;
	m = nr_marks_at(&st->marks, id);
	m->bits = (uint8_t)((m->bits | set) & ~clear);
	if (!m->pending) {
		st->pending = nr_grow(st->pending, &st->pending_cap, st->n_pending + 1,
			sizeof *st->pending);
		st->pending[st->n_pending++] = id;
	}
	m->pending |= (uint8_t)(set | clear);
}

static void
write_pending(struct nr_state *st, nr_state_key *key, void *ctx)
{
	nr_db_begin(&st->db);
	for (size_t i = 0; i < st->n_pending && st->db.rc == SQLITE_OK; i++) {
		const struct nr_mark *m = nr_marks_at(&st->marks, st->pending[i]);
		char *k = key(ctx, m->id);

		nr_db_do(&st->db, NR_STATE_PUT, "itiii", m->id, k, nr_date_now(),
			(int64_t)(m->pending & m->bits),
			(int64_t)(m->pending & ~m->bits));
		if (!m->bits)
			nr_db_do(&st->db, NR_STATE_CLEAN, "i", m->id);
		free(k);
	}
	nr_db_exec(&st->db, "COMMIT");
}

static int
try_write(struct nr_state *st, nr_state_key *key, void *ctx)
{
	int rc;

	write_pending(st, key, ctx);
	rc = st->db.rc;
	st->db.rc = SQLITE_OK;
	if (rc == SQLITE_OK) {
		for (size_t i = 0; i < st->n_pending; i++)
			nr_marks_at(&st->marks, st->pending[i])->pending = 0;
		st->n_pending = 0;
	} else if (st->db.h && !sqlite3_get_autocommit(st->db.h)) {
		nr_db_exec(&st->db, "ROLLBACK");
		st->db.rc = SQLITE_OK;
	}
	return rc;
}

int
nr_state_write(struct nr_state *st, nr_state_key *key, void *ctx, struct nr_error *err)
{
	int rc;

	if (!st->kept || !st->n_pending)
		return 0;
	nr_state_sync(st);
	rc = try_write(st, key, ctx);
	if (nr_db_is_damage(rc)) {
		reopen(st, true);
		rc = st->kept ? try_write(st, key, ctx) : SQLITE_CANTOPEN;
	}
	if (rc == SQLITE_OK)
		return 0;
	return nr_error_set(err, NR_ERR_STATE, "%s: the marks cannot be written and hold"
		" for this run: %s", st->path, sqlite3_errstr(rc));
}
