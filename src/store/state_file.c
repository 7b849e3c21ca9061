#include "config.h"

#include "store/state_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "newsreader/fs.h"
#include "newsreader/mem.h"
#include "newsreader/store.h"

enum {
	STATE_APPLICATION = 0x4e525354,	/* "NRST" */
	STATE_VERSION = 1,
	LATER_VERSION = -1,	/* beside SQLite's codes, which are positive */
	ASIDE_TRIES = 100
};

static const char *const sql_text[NR_STATE_SQL_COUNT] = {
	[NR_STATE_DATA_VERSION] = "PRAGMA data_version",
	[NR_STATE_LOAD] = "SELECT id, read_at IS NOT NULL, starred_at IS NOT NULL,"
		" hidden_at IS NOT NULL FROM mark",
	/* id, key, now, bits to set, bits to clear */
	[NR_STATE_PUT] = "INSERT INTO mark(id, key, read_at, starred_at, hidden_at)"
		" VALUES(?1, ?2, iif(?4 & 1, ?3, NULL), iif(?4 & 2, ?3, NULL),"
		" iif(?4 & 4, ?3, NULL)) ON CONFLICT(id) DO UPDATE SET"
		" key = iif(?2 = '', key, ?2),"
		" read_at = iif(?4 & 1, coalesce(read_at, ?3),"
		" iif(?5 & 1, NULL, read_at)),"
		" starred_at = iif(?4 & 2, coalesce(starred_at, ?3),"
		" iif(?5 & 2, NULL, starred_at)),"
		" hidden_at = iif(?4 & 4, coalesce(hidden_at, ?3),"
		" iif(?5 & 4, NULL, hidden_at))",
	[NR_STATE_CLEAN] = "DELETE FROM mark WHERE id = ? AND read_at IS NULL"
		" AND starred_at IS NULL AND hidden_at IS NULL",
};

static const char schema[] =
	"CREATE TABLE mark(id INTEGER PRIMARY KEY, key TEXT NOT NULL,"
	" read_at INTEGER, starred_at INTEGER, hidden_at INTEGER);";

static int
check_schema(struct nr_db *db)
{
	int64_t app = nr_db_pragma(db, "application_id");
	int64_t version = nr_db_pragma(db, "user_version");
	bool empty = nr_db_pragma(db, "schema_version") == 0;
	char mark[128];

	if (db->rc != SQLITE_OK)
		return db->rc;
	if (!empty && app == STATE_APPLICATION)
		return version > STATE_VERSION ? LATER_VERSION : SQLITE_OK;
	if (!empty || app || version)
		return SQLITE_NOTADB;
	snprintf(mark, sizeof mark, "PRAGMA application_id=%d; PRAGMA user_version=%d;"
		" COMMIT", STATE_APPLICATION, STATE_VERSION);
	nr_db_begin(db);
	if (nr_db_pragma(db, "schema_version") == 0)
		nr_db_exec(db, schema);
	nr_db_exec(db, mark);
	return db->rc;
}

int
nr_state_file_load(struct nr_state *st)
{
	sqlite3_stmt *row;
	int rc;

	nr_marks_reset(&st->marks);
	row = nr_db_query(&st->db, NR_STATE_LOAD, "");
	for (; row; row = nr_db_next(&st->db, row)) {
		int64_t id = sqlite3_column_int64(row, 0);
		struct nr_mark *m = id ? nr_marks_at(&st->marks, id) : NULL;
		int bits = (sqlite3_column_int(row, 1) ? NR_MARK_READ : 0)
			| (sqlite3_column_int(row, 2) ? NR_MARK_STARRED : 0)
			| (sqlite3_column_int(row, 3) ? NR_MARK_HIDDEN : 0);

		if (m)
			m->bits = (uint8_t)((m->bits & m->pending)
				| (bits & ~m->pending));
	}
	rc = st->db.rc;
	st->db.rc = SQLITE_OK;
	st->version = nr_db_int(&st->db, NR_STATE_DATA_VERSION, "");
	st->db.rc = SQLITE_OK;
	return rc;
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

/* Whatever it returns, the file is open afterwards if SQLite could open it at all. */
static int
open_writable(struct nr_state *st, bool suspect)
{
	int rc = nr_db_open(&st->db, st->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
		sql_text, NR_STATE_SQL_COUNT);

	if (rc != SQLITE_OK)
		return rc;
	/* A mark is on disk when it is said to be. */
	nr_db_exec(&st->db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
	rc = check_schema(&st->db);
	if (rc == SQLITE_OK && sqlite3_db_readonly(st->db.h, "main"))
		rc = SQLITE_READONLY;
	if (rc == SQLITE_OK && suspect)
		rc = check_pages(&st->db);
	return rc == SQLITE_OK ? nr_state_file_load(st) : rc;
}

/* Without a write-ahead log the file is all there is, and looking at it as immutable
 * leaves nothing behind in its folder. With one, another program has it open or crashed. */
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
	rc = nr_db_open(&st->db, nr_buf_str(&uri), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
		sql_text, NR_STATE_SQL_COUNT);
	if (rc == SQLITE_OK)
		rc = nr_state_file_load(st);
	nr_buf_release(&uri);
	free(wal);
	return rc;
}

/* ---- damage ---- */

/* From both ends, each as far as it goes: what is lost is around one broken page. */
static void
rescue_rows(struct nr_db *from, struct nr_db *to)
{
	static const char *const read[] = {
		"SELECT id, key, read_at, starred_at, hidden_at FROM mark ORDER BY id",
		"SELECT id, key, read_at, starred_at, hidden_at FROM mark"
		" ORDER BY id DESC",
	};
	sqlite3_stmt *put = NULL;

	sqlite3_prepare_v2(to->h, "INSERT OR IGNORE INTO mark VALUES(?, ?, ?, ?, ?)", -1,
		&put, NULL);
	nr_db_begin(to);
	for (size_t i = 0; put && from->h && i < 2; i++) {
		sqlite3_stmt *row = NULL;

		sqlite3_prepare_v2(from->h, read[i], -1, &row, NULL);
		while (row && sqlite3_step(row) == SQLITE_ROW) {
			for (int c = 0; c < 5; c++)
				sqlite3_bind_value(put, c + 1,
					sqlite3_column_value(row, c));
			sqlite3_step(put);
			sqlite3_reset(put);
		}
		sqlite3_finalize(row);
	}
	sqlite3_finalize(put);
	nr_db_exec(to, "COMMIT");
}

static char *
aside_name(const char *path)
{
	char suffix[64];
	time_t now = time(NULL);
	struct tm tm;

	gmtime_r(&now, &tm);
	for (int i = 0; i < ASIDE_TRIES; i++) {
		char *name;
		size_t n = strftime(suffix, sizeof suffix,
			".damaged-%Y%m%dT%H%M%SZ", &tm);

		if (i)
			snprintf(suffix + n, sizeof suffix - n, "-%d", i);
		name = nr_db_path(path, suffix);
		if (access(name, F_OK) < 0)
			return name;
		free(name);
	}
	return NULL;
}

static int
move_aside(const char *path, const char *aside)
{
	char *wal = nr_db_path(path, "-wal"), *shm = nr_db_path(path, "-shm");
	char *aside_wal = nr_db_path(aside, "-wal");
	struct stat st;
	int rc = rename(path, aside);

	if (rc == 0 && stat(wal, &st) == 0 && st.st_size > 0)
		rename(wal, aside_wal);
	if (rc == 0) {
		unlink(wal);
		unlink(shm);
	}
	free(wal);
	free(shm);
	free(aside_wal);
	return rc;
}

/* The damaged file stays open over the renaming, to be read from. */
static int
replace_damaged(struct nr_state *st, struct nr_diags *notes)
{
	char *aside = aside_name(st->path);
	struct nr_db old = st->db;
	int rc = SQLITE_CANTOPEN;

	st->db = (struct nr_db){ .h = NULL };
	if (!old.h)
		nr_db_open(&old, st->path, SQLITE_OPEN_READONLY, sql_text,
			NR_STATE_SQL_COUNT);
	if (aside && move_aside(st->path, aside) == 0)
		rc = open_writable(st, false);
	if (rc == SQLITE_OK) {
		rescue_rows(&old, &st->db);
		rc = nr_state_file_load(st);
		nr_diag_add(notes, NR_WARNING, st->path, 0, 0,
			"the reader's state was damaged: %zu marked articles were carried"
			" over, the old file is %s",
			st->marks.used, aside);
	}
	nr_db_close(&old);
	free(aside);
	return rc;
}

/* ---- opening ---- */

static void
open_kept(struct nr_state *st, bool suspect, struct nr_diags *notes)
{
	int lock = nr_db_lock(st->path);
	int rc = open_writable(st, suspect);

	if (nr_db_is_damage(rc))
		rc = replace_damaged(st, notes);
	nr_db_unlock(lock);
	st->kept = rc == SQLITE_OK;
	if (st->kept)
		return;
	nr_diag_add(notes, NR_WARNING, st->path, 0, 0,
		"%s: marks are kept for this run only", rc == LATER_VERSION
		? "a later version of the program wrote the reader's state"
		: "the reader's state cannot be written");
	if (open_for_reading(st) != SQLITE_OK)
		nr_db_close(&st->db);
}

void
nr_state_file_open(struct nr_state *st, bool suspect, struct nr_diags *notes)
{
	struct nr_error err = NR_ERROR_INIT;

	st->kept = false;
	if (!st->read_only && nr_db_make_folder(st->path, &err) == 0) {
		open_kept(st, suspect, notes);
		return;
	}
	if (!st->read_only)
		nr_diag_add(notes, NR_WARNING, st->path, 0, 0,
			"the reader's state cannot be written: marks are kept for this"
			" run only: %s", err.text);
	if (access(st->path, F_OK) == 0 && open_for_reading(st) != SQLITE_OK) {
		nr_diag_add(notes, NR_WARNING, st->path, 0, 0,
			"the reader's state cannot be read in full");
		nr_db_close(&st->db);
	}
}
