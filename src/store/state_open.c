/* Keeps the marks in memory in step with state.db: opens it, sets it aside if it is damaged,
 * and opens it again after a loss. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "newsreader/mem.h"
#include "store/state_file.h"

enum { NOTES_MAX = 100 };

/* ---- opening ---- */

/* True for errors that may vanish by themselves. */
static bool
is_passing(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return true;
	default:
		return false;
	}
}

static const char *
reason(const struct nr_state *st, int rc)
{
	if (rc == NR_STATE_LATER_VERSION)
		return "a later version of the program wrote the reader's state: marks are"
			" kept for this run only";
	if (st->retry)
		return "the reader's state cannot be written now: marks are kept in memory"
			" and written as soon as that works";
	return "the reader's state cannot be written: marks are kept for this run only";
}

/* Set the fields that depend on whether the file could be opened for writing. */
static void
settle(struct nr_state *st, int rc, struct nr_diags *notes)
{
	st->kept = rc == SQLITE_OK;
	st->was_kept |= st->kept;
	if (st->kept)
		return;
	st->retry = is_passing(rc) || (st->was_kept && rc != NR_STATE_LATER_VERSION);
	st->why = rc;
	nr_diag_add(notes, NR_WARNING, st->path, 0, 0, "%s%s%s", reason(st, rc),
		rc == NR_STATE_LATER_VERSION ? "" : ": ",
		rc == NR_STATE_LATER_VERSION ? "" : nr_db_reason(rc));
	if (nr_state_file_open_reading(st) != SQLITE_OK)
		nr_db_close(&st->db);
}

static void
tell(struct nr_state *st, size_t carried, size_t recalled, const char *aside,
	struct nr_diags *notes)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_buf_addf(&b, "the reader's state was damaged: the marks of %zu articles were"
		" recovered from it", carried);
	if (recalled)
		nr_buf_addf(&b, " and of %zu from memory", recalled);
	nr_buf_addf(&b, ", what cannot be read is lost; the old file is %s", aside);
	nr_diag_add(notes, NR_WARNING, st->path, 0, 0, "%s", nr_buf_str(&b));
	nr_buf_release(&b);
}

static size_t
count_kept(const struct nr_marks *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->size; i++)
		n += m->v[i].id && m->v[i].bits & ~m->v[i].pending & NR_MARKS_STORED;
	return n;
}

static int
rescue(struct nr_state *st, struct nr_diags *notes)
{
	struct nr_marks before = nr_marks_copy(&st->marks);
	int rc = SQLITE_CANTOPEN;
	size_t carried;
	char *aside;

	/* Closed before the file is renamed: SQLite finds logs by name, and would use the
	 * new file's log for the old file. */
	nr_db_abandon(&st->db);
	aside = nr_state_set_aside(st->path);
	if (aside)
		rc = nr_state_file_open_writable(st, false);
	if (rc == SQLITE_OK)
		rc = nr_state_rescue(aside, &st->db);
	if (rc == SQLITE_OK)
		rc = nr_state_file_load(st);
	if (rc == SQLITE_OK) {
		carried = count_kept(&st->marks);
		tell(st, carried, nr_state_recall(st, &before), aside, notes);
	}
	nr_marks_release(&before);
	free(aside);
	return rc;
}

/* SUSPECT: writing failed, so all pages are checked; BROKEN: it failed again. */
enum condition { USUAL, SUSPECT, BROKEN };

static void
open_kept(struct nr_state *st, enum condition condition, struct nr_diags *notes)
{
	int lock = nr_db_lock(st->path);
	int rc = condition == BROKEN ? SQLITE_CORRUPT
		: nr_state_file_open_writable(st, condition == SUSPECT);

	if (nr_db_is_damage(rc))
		rc = rescue(st, notes);
	nr_db_unlock(lock);
	settle(st, rc, notes);
	nr_state_note_files(st);
}

/* Open or make st->path; a damaged file is set aside. */
static void
open_file(struct nr_state *st, enum condition condition, struct nr_diags *notes)
{
	struct nr_error err = NR_ERROR_INIT;

	st->kept = st->retry = false;
	if (!st->read_only && nr_db_make_folder(st->path, &err) == 0) {
		open_kept(st, condition, notes);
		return;
	}
	if (!st->read_only) {
		st->retry = st->was_kept;
		st->why = SQLITE_CANTOPEN;
		nr_diag_add(notes, NR_WARNING, st->path, 0, 0, "%s: %s",
			reason(st, st->why), err.text);
	}
	if (access(st->path, F_OK) == 0 && nr_state_file_open_reading(st) != SQLITE_OK) {
		nr_diag_add(notes, NR_WARNING, st->path, 0, 0,
			"the reader's state cannot be read in full");
		nr_db_close(&st->db);
	}
	nr_state_note_files(st);
}

void
nr_state_open(struct nr_state *st, const char *path, struct nr_diags *notes)
{
	if (!path)
		return;
	st->path = nr_strdup(path);
	open_file(st, USUAL, notes);
	st->quick = false;
}

void
nr_state_close(struct nr_state *st)
{
	nr_db_close(&st->db);
	nr_marks_release(&st->marks);
	nr_diags_release(&st->notes);
	nr_state_forget_pending(st);
	nr_state_positions_release(st);
	nr_state_settings_release(st);
	nr_state_release_carried(st);
	nr_ids_release(&st->recalled);
	free(st->carried);
	free(st->wal_path);
	free(st->shm_path);
	free(st->path);
	free(st->pending);
	free(st->places);
	free(st->settings);
	free(st->followed);
	memset(st, 0, sizeof *st);
}

/* ---- following and writing ---- */

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
reopen(struct nr_state *st, enum condition condition)
{
	struct nr_diags notes = NR_DIAGS_INIT;
	bool again = st->retry, moved = st->kept && nr_state_has_moved(st);
	struct nr_marks before;

	if (moved)
		nr_state_leave(st);
	before = nr_marks_copy(&st->marks);
	nr_db_close(&st->db);
	st->partial = false;
	open_file(st, condition, &notes);
	if (moved || st->n_carried)
		nr_state_arrive(st, &before, &notes);
	/* The user knows already that it cannot be written. */
	if (again && !st->kept)
		nr_diags_release(&notes);
	note(st, &notes);
	nr_marks_release(&before);
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
		reopen(st, USUAL);
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
		reopen(st, SUSPECT);
}

void
nr_state_load_rest(struct nr_state *st)
{
	int rc;

	if (!st->partial)
		return;
	rc = nr_state_file_load(st);
	if (rc != SQLITE_OK)
		reopen(st, nr_db_is_damage(rc) ? SUSPECT : USUAL);
	st->partial = false;	/* marks that cannot be read do not exist */
}

int
nr_state_ready(struct nr_state *st)
{
	if (!st->kept && st->retry)
		reopen(st, USUAL);
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
		reopen(st, SUSPECT);
		rc = st->kept ? try(st, ctx) : SQLITE_CANTOPEN;
	}
	if (nr_db_is_damage(rc)) {
		reopen(st, BROKEN);
		rc = st->kept ? try(st, ctx) : SQLITE_CANTOPEN;
	}
	return rc;
}

static int
try_write(struct nr_state *st, void *ctx)
{
	const int *patience = ctx;

	return nr_state_write_pending(st, *patience);
}

int
nr_state_write(struct nr_state *st, int patience, struct nr_error *err)
{
	int rc;

	if (!st->n_pending && !st->n_places && !st->n_settings && !st->n_carried)
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
