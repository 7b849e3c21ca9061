/* Opens state.db to write or only to read it. */
#include "config.h"

#include "store/state_file.h"

#include <stdlib.h>
#include <unistd.h>

#include "newsreader/buf.h"

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
		return NR_STATE_LATER_VERSION;
	if (version < NR_STATE_VERSION)
		nr_state_upgrade(db, NR_STATE_VERSION);
	return db->rc;
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
	if (rc == SQLITE_OK && suspect && !nr_db_int(&st->db, NR_STATE_WHOLE, ""))
		rc = st->db.rc != SQLITE_OK ? st->db.rc : SQLITE_CORRUPT;
	return rc == SQLITE_OK ? nr_state_file_begin(st) : rc;
}

/* If there is no write-ahead log, the file is complete, and opening it as immutable
 * leaves no files in its folder. If there is one, another program has the file open or
 * crashed. */
int
nr_state_file_open_reading(struct nr_state *st)
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
