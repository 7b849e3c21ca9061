#include "config.h"

#include "store/state_file.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "newsreader/mem.h"

/*
 * A file that is removed or replaced stays readable through its open connection, and so do
 * its log and the log's index. The times of the marks are in there, and in memory they are
 * not, so its rows are merged into the file that has the name now: the same as importing an
 * export of it.
 */

static struct nr_file_id
identify(const char *path)
{
	struct stat st;

	if (!path || stat(path, &st) < 0)
		return (struct nr_file_id){ 0, 0 };
	return (struct nr_file_id){ (uint64_t)st.st_dev, (uint64_t)st.st_ino };
}

static bool
is_same(const char *path, const struct nr_file_id *id)
{
	struct nr_file_id now = identify(path);

	return now.dev == id->dev && now.ino == id->ino;
}

void
nr_state_note_files(struct nr_state *st)
{
	/* Where a link leads to: the log lies there. */
	const char *path = st->db.h ? sqlite3_db_filename(st->db.h, "main") : NULL;

	free(st->wal_path);
	free(st->shm_path);
	st->wal_path = path ? nr_db_path(path, "-wal") : NULL;
	st->shm_path = path ? nr_db_path(path, "-shm") : NULL;
	st->file = identify(st->path);
	st->wal = identify(st->wal_path);
	st->shm = identify(st->shm_path);
}

bool
nr_state_has_moved(struct nr_state *st)
{
	if (!st->db.h)
		return false;
	if (!is_same(st->path, &st->file) || nr_db_has_moved(&st->db))
		return true;
	/* Who only reads has no log of its own. */
	return st->kept && !(is_same(st->wal_path, &st->wal)
		&& is_same(st->shm_path, &st->shm));
}

static bool
carry(void *ctx, struct nr_kept *row)
{
	struct nr_state *st = ctx;

	st->carried = nr_grow(st->carried, &st->carried_cap, st->n_carried + 1,
		sizeof *st->carried);
	st->carried[st->n_carried++] = *row;
	*row = (struct nr_kept){ .key = NULL };
	return true;
}

void
nr_state_release_carried(struct nr_state *st)
{
	for (size_t i = 0; i < st->n_carried; i++) {
		free(st->carried[i].key);
		nr_seen_release(&st->carried[i].seen);
	}
	st->n_carried = 0;
}

static void
unlink_same(const char *path, const struct nr_file_id *id)
{
	if (id->ino && is_same(path, id))
		unlink(path);
}

/* SQLite finds logs by their names, and would take the old file's for the new one's, or the
 * index of a log that is gone for that of a new log. */
void
nr_state_leave(struct nr_state *st)
{
	int lock = nr_db_lock(st->path);
	bool moved = nr_db_has_moved(&st->db);

	nr_state_each(st, carry, st);
	if (moved || !is_same(st->wal_path, &st->wal))
		unlink_same(st->shm_path, &st->shm);
	if (moved)
		unlink_same(st->wal_path, &st->wal);
	nr_db_abandon(&st->db);
	nr_db_unlock(lock);
}

size_t
nr_state_merge_carried(struct nr_state *st)
{
	int64_t *ids = nr_calloc(st->n_carried + 1, sizeof *ids);
	size_t n = 0;

	for (size_t i = 0; i < st->n_carried && st->db.rc == SQLITE_OK; i++)
		if (nr_state_merge_row(st, &st->carried[i]))
			ids[n++] = st->carried[i].id;
	if (n) {
		nr_db_do(&st->db, NR_STATE_PLACE_TRIM, "i", (int64_t)NR_PLACES_MAX);
		nr_state_log(st, ids, n);
	}
	free(ids);
	return n;
}

void
nr_state_arrive(struct nr_state *st, const struct nr_marks *before, struct nr_diags *notes)
{
	int rc = SQLITE_CANTOPEN;
	size_t n = 0;

	if (st->kept) {
		nr_db_begin(&st->db);
		n = nr_state_merge_carried(st);
		rc = nr_state_end(st);
	}
	if (rc == SQLITE_OK) {
		nr_state_release_carried(st);
		rc = nr_state_file_load(st);
	}
	n += nr_state_recall(st, before);
	if (st->kept)
		nr_diag_add(notes, NR_WARNING, st->path, 0, 0, "the file of the marks was"
			" removed or replaced: the marks of %zu article%s are written to it"
			" again", n, n == 1 ? "" : "s");
}
