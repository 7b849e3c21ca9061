/* Opens state.db: upgrades it, sets it aside if it is damaged, or opens it read-only. */
#include "config.h"

#include "store/state_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "newsreader/buf.h"
#include "newsreader/mem.h"

enum {
	LATER_VERSION = -1	/* in addition to SQLite's codes, which are positive */
};

#define UNPACKED "id, iif(view % 2, 'fulltext', 'excerpt') AS view, block, offset," \
	" view / 2 AS above, at, key"

/* Upgrades from each version of the file to the next one; a new file runs all of them. */
static const char *const steps[NR_STATE_VERSION] = {
	"CREATE TABLE mark(id INTEGER PRIMARY KEY, key TEXT NOT NULL,"
	" read_at INTEGER, starred_at INTEGER, hidden_at INTEGER);",

	/* Snapshots are apart from the marks, which are all read at every start. */
	"ALTER TABLE mark ADD COLUMN version INTEGER;"
	"CREATE TABLE seen(id INTEGER PRIMARY KEY, data BLOB NOT NULL);"
	"CREATE TABLE log(seq INTEGER PRIMARY KEY, id INTEGER NOT NULL);",

	"CREATE TABLE place(id INTEGER PRIMARY KEY, view INTEGER NOT NULL,"
	" block INTEGER NOT NULL, offset INTEGER NOT NULL, at INTEGER NOT NULL,"
	" key TEXT NOT NULL);"
	"CREATE INDEX place_at ON place(at);",

	/* `view` was 1 for the full text, plus 2 for each blank line above. The default lets
	 * a program of version 3 that has the file open write on. */
	"ALTER TABLE place RENAME TO packed; DROP INDEX place_at;"
	"CREATE TABLE place(id INTEGER PRIMARY KEY, view TEXT NOT NULL,"
	" block INTEGER NOT NULL, offset INTEGER NOT NULL, above INTEGER NOT NULL DEFAULT 0,"
	" at INTEGER NOT NULL, key TEXT NOT NULL);"
	"INSERT INTO place SELECT " UNPACKED " FROM packed; DROP TABLE packed;"
	"CREATE INDEX place_at ON place(at);",
};

#define NO_PLACES "CREATE TEMP VIEW place AS SELECT 0 AS id, '' AS view, 0 AS block," \
	" 0 AS offset, 0 AS above, 0 AS at, '' AS key WHERE 0;"

/* Views that stand for the tables of a file of each older version. */
static const char *const views[NR_STATE_VERSION] = {
	[1] = "CREATE TEMP VIEW mark AS SELECT *, NULL AS version FROM main.mark;"
		"CREATE TEMP VIEW seen AS SELECT 0 AS id, x'' AS data WHERE 0;"
		"CREATE TEMP VIEW log AS SELECT 0 AS seq, 0 AS id WHERE 0;" NO_PLACES,
	[2] = NO_PLACES,
	[3] = "CREATE TEMP VIEW place AS SELECT " UNPACKED " FROM main.place;",
};

void
nr_state_upgrade(struct nr_db *db, int64_t version)
{
	char mark[128];
	int64_t from;

	snprintf(mark, sizeof mark, "PRAGMA application_id=%d; PRAGMA user_version=%d;",
		NR_STATE_APPLICATION, (int)version);
	nr_db_begin(db);
	/* another program may have upgraded it */
	from = nr_db_pragma(db, "user_version");
	for (; from >= 0 && from < version; from++)
		nr_db_exec(db, steps[from]);
	if (from == version)
		nr_db_exec(db, mark);
	nr_db_exec(db, "COMMIT");
}

static int
check_schema(struct nr_db *db)
{
	int64_t app = nr_db_pragma(db, "application_id");
	int64_t version = nr_db_pragma(db, "user_version");
	bool empty = nr_db_pragma(db, "schema_version") == 0;

	if (db->rc != SQLITE_OK)
		return db->rc;
	if (empty ? app || version : app != NR_STATE_APPLICATION || version < 1)
		return SQLITE_NOTADB;
	if (version > NR_STATE_VERSION)
		return LATER_VERSION;
	if (version < NR_STATE_VERSION)
		nr_state_upgrade(db, NR_STATE_VERSION);
	return db->rc;
}

static int
check_pages(struct nr_db *db)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(db->h, "PRAGMA quick_check(1)", -1, &st, NULL);
	const char *text;

	if (rc == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW) {
		text = (const char *)sqlite3_column_text(st, 0);
		rc = text && sqlite3_stricmp(text, "ok") == 0 ? SQLITE_OK
			: SQLITE_CORRUPT;
	}
	sqlite3_finalize(st);
	return rc;
}

int
nr_state_file_open_writable(struct nr_state *st, bool suspect)
{
	int rc = nr_db_open(&st->db, st->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
		nr_state_sql, NR_STATE_SQL_COUNT);

	if (rc != SQLITE_OK)
		return rc;
	/* A mark that was reported as kept must be on disk: FULL syncs at every commit,
	 * so that even a power failure does not lose it. */
	nr_db_exec(&st->db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
	rc = check_schema(&st->db);
	if (rc == SQLITE_OK && sqlite3_db_readonly(st->db.h, "main"))
		rc = SQLITE_READONLY;
	if (rc == SQLITE_OK && suspect)
		rc = check_pages(&st->db);
	return rc == SQLITE_OK ? nr_state_file_begin(st) : rc;
}

void
nr_state_file_adapt(struct nr_db *db)
{
	int64_t version = nr_db_pragma(db, "user_version");

	if (version > 0 && version < NR_STATE_VERSION)
		nr_db_exec(db, views[version]);
}

/* If there is no write-ahead log, the file is complete, and opening it as immutable
 * leaves no files in its folder. If there is one, another program has the file open or
 * crashed. */
static int
open_for_reading(struct nr_state *st)
{
	char *wal = nr_db_path(st->path, "-wal");
	struct nr_buf uri = NR_BUF_INIT;
	int rc;

	nr_buf_addz(&uri, "file:");
	for (const char *p = st->path; *p; p++) {
		if (*p == '%' || *p == '?' || *p == '#')
			nr_buf_addf(&uri, "%%%02x", (unsigned)*p);
		else
			nr_buf_addch(&uri, *p);
	}
	nr_buf_addz(&uri, access(wal, F_OK) == 0 ? "?mode=ro" : "?mode=ro&immutable=1");
	nr_db_close(&st->db);
	rc = nr_db_prepare(st->path, SQLITE_OPEN_READONLY);
	if (rc == SQLITE_OK)
		rc = nr_db_open(&st->db, nr_buf_str(&uri), SQLITE_OPEN_READONLY
			| SQLITE_OPEN_URI, nr_state_sql, NR_STATE_SQL_COUNT);
	if (rc == SQLITE_OK) {
		nr_state_file_adapt(&st->db);
		rc = nr_state_file_begin(st);
	}
	nr_buf_release(&uri);
	free(wal);
	return rc;
}

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
	if (rc == LATER_VERSION)
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
	st->retry = is_passing(rc) || (st->was_kept && rc != LATER_VERSION);
	st->why = rc;
	nr_diag_add(notes, NR_WARNING, st->path, 0, 0, "%s%s%s", reason(st, rc),
		rc == LATER_VERSION ? "" : ": ",
		rc == LATER_VERSION ? "" : nr_db_reason(rc));
	if (open_for_reading(st) != SQLITE_OK)
		nr_db_close(&st->db);
}

static void
open_kept(struct nr_state *st, bool suspect, struct nr_diags *notes)
{
	int lock = nr_db_lock(st->path);
	int rc = nr_state_file_open_writable(st, suspect);

	if (nr_db_is_damage(rc))
		rc = nr_state_rescue(st, notes);
	nr_db_unlock(lock);
	settle(st, rc, notes);
	nr_state_note_files(st);
}

void
nr_state_file_replace(struct nr_state *st, struct nr_diags *notes)
{
	int lock = nr_db_lock(st->path);
	int rc = nr_state_rescue(st, notes);

	nr_db_unlock(lock);
	settle(st, rc, notes);
	nr_state_note_files(st);
}

void
nr_state_file_open(struct nr_state *st, bool suspect, struct nr_diags *notes)
{
	struct nr_error err = NR_ERROR_INIT;

	st->kept = st->retry = false;
	if (!st->read_only && nr_db_make_folder(st->path, &err) == 0) {
		open_kept(st, suspect, notes);
		return;
	}
	if (!st->read_only) {
		st->retry = st->was_kept;
		st->why = SQLITE_CANTOPEN;
		nr_diag_add(notes, NR_WARNING, st->path, 0, 0, "%s: %s",
			reason(st, st->why), err.text);
	}
	if (access(st->path, F_OK) == 0 && open_for_reading(st) != SQLITE_OK) {
		nr_diag_add(notes, NR_WARNING, st->path, 0, 0,
			"the reader's state cannot be read in full");
		nr_db_close(&st->db);
	}
	nr_state_note_files(st);
}
