/* SQLite connections, prepared statements and transactions, with sticky errors. */
#include "config.h"

#include "store/db.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/buf.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"
#include "store/words.h"

/* The pause between two transactions of a scan is shorter than a millisecond: SQLite's
 * own handler, which sleeps up to 100 ms at a time, would miss it for seconds. */
static int
wait_for_other(void *ctx, int tries)
{
	const struct nr_db *db = ctx;

	nr_db_nap();
	return tries < db->patience;
}

/* SQLite's own allocator, wrapped so that it ends the program instead of returning
 * NULL. */
static sqlite3_mem_methods usual;

static void *
allocate(int n)
{
	void *p = usual.xMalloc(n);

	if (!p)
		nr_out_of_memory();
	return p;
}

static void *
reallocate(void *old, int n)
{
	void *p = usual.xRealloc(old, n);

	if (!p)
		nr_out_of_memory();
	return p;
}

/* Takes effect before the first database is opened; SQLite refuses later calls. */
static void
configure(void)
{
	sqlite3_mem_methods checked;

	/* Memory statistics take a lock for each allocation. */
	if (sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) != SQLITE_OK
		|| sqlite3_config(SQLITE_CONFIG_GETMALLOC, &checked) != SQLITE_OK
		|| checked.xMalloc == allocate)
		return;
	usual = checked;
	checked.xMalloc = allocate;
	checked.xRealloc = reallocate;
	sqlite3_config(SQLITE_CONFIG_MALLOC, &checked);
}

int
nr_db_open(struct nr_db *db, const char *uri, int flags, const char *const *sql, size_t n)
{
	int rc = flags & SQLITE_OPEN_URI ? SQLITE_OK : nr_db_prepare(uri, flags);

	memset(db, 0, sizeof *db);
	if (rc != SQLITE_OK)
		return rc;
	configure();
	flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	rc = sqlite3_open_v2(uri, &db->h, flags, NULL);
	if (rc != SQLITE_OK) {
		sqlite3_close(db->h);
		db->h = NULL;
		return rc;
	}
	db->sql = sql;
	db->n = n;
	db->stmt = nr_calloc(n, sizeof *db->stmt);
	db->patience = NR_DB_PATIENCE;
	sqlite3_busy_handler(db->h, wait_for_other, db);
	sqlite3_db_config(db->h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	nr_db_exec(db, "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;");
	return SQLITE_OK;
}

void
nr_db_close(struct nr_db *db)
{
	for (size_t i = 0; i < db->n; i++)
		sqlite3_finalize(db->stmt[i]);
	free(db->stmt);
	sqlite3_close(db->h);
	memset(db, 0, sizeof *db);
}

void
nr_db_abandon(struct nr_db *db)
{
	if (db->h)
		sqlite3_db_config(db->h, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	nr_db_close(db);
}

const char *
nr_db_reason(int rc)
{
	if (rc == NR_DB_NOT_REGULAR)
		return "it is not a regular file";
	if (rc == NR_DB_LOG_NOT_REGULAR)
		return "its -wal, -shm or -journal is not a regular file";
	return sqlite3_errstr(rc);
}

void
nr_db_exec(struct nr_db *db, const char *sql)
{
	if (!db->h)
		db->rc = SQLITE_CANTOPEN;
	if (db->rc == SQLITE_OK)
		db->rc = sqlite3_exec(db->h, sql, NULL, NULL, NULL);
}

void
nr_db_begin(struct nr_db *db)
{
	/* SQLite does not call the busy handler for a locked shared cache. */
	for (int i = 0; i < db->patience; i++) {
		nr_db_exec(db, "BEGIN IMMEDIATE");
		if ((db->rc & 0xff) != SQLITE_LOCKED)
			return;
		db->rc = SQLITE_OK;
		nr_db_nap();
	}
	db->rc = SQLITE_BUSY;
}

/* Make the tables of a new database in one transaction. */
static int
make_cache(struct nr_db *db, const struct nr_db_cache *cache)
{
	char mark[128];

	snprintf(mark, sizeof mark, "PRAGMA application_id=%d; PRAGMA user_version=%d;"
		" COMMIT", cache->application, cache->version);
	nr_db_begin(db);
	if (nr_db_pragma(db, "schema_version") == 0) {
		nr_db_exec(db, cache->schema);
		if (cache->make_more)
			cache->make_more(db);
	}
	nr_db_exec(db, mark);
	return db->rc;
}

static int
check_cache(struct nr_db *db, const struct nr_db_cache *cache)
{
	int64_t app = nr_db_pragma(db, "application_id");
	int64_t version = nr_db_pragma(db, "user_version");
	bool empty = nr_db_pragma(db, "schema_version") == 0;

	if (db->rc != SQLITE_OK)
		return db->rc;
	if (empty && app == 0 && version == 0)
		return make_cache(db, cache);
	if (app != cache->application || version != cache->version)
		return NR_DB_OTHER_VERSION;
	return SQLITE_OK;
}

static int
open_cache(struct nr_db *db, const struct nr_db_cache *cache, const char *path)
{
	int rc = nr_db_open(db, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, cache->sql,
		cache->n);

	if (rc != SQLITE_OK)
		return rc;
	db->rc = nr_words_register(db->h);
	if (cache->first && nr_db_pragma(db, "schema_version") == 0)
		nr_db_exec(db, cache->first);
	nr_db_exec(db, cache->settings);
	rc = check_cache(db, cache);
	if (rc == SQLITE_OK && sqlite3_db_readonly(db->h, "main"))
		rc = SQLITE_READONLY;
	if (rc != SQLITE_OK)
		nr_db_close(db);
	return rc;
}

static int
open_or_rebuild(struct nr_db *db, const struct nr_db_cache *cache, const char *path,
	struct nr_diags *notes)
{
	int lock = nr_db_lock(path);
	int rc = open_cache(db, cache, path);

	if (rc == NR_DB_OTHER_VERSION || nr_db_is_damage(rc)) {
		nr_diag_add(notes, NR_WARNING, path, 0, 0, "%s", rc == NR_DB_OTHER_VERSION
			? cache->other_version : cache->damaged);
		nr_db_delete(path);
		rc = open_cache(db, cache, path);
	}
	nr_db_unlock(lock);
	return rc;
}

/* Shared cache with uncommitted reads: on SQLite's memdb a reading connection would wait
 * for the writer's whole transaction. Readers may see half of a scan, as always during a
 * scan. */
static int
open_memory(struct nr_db *db, const struct nr_db_cache *cache, int64_t name)
{
	char uri[128];
	int rc;

	snprintf(uri, sizeof uri, "file:%s-%llx?mode=memory&cache=shared", cache->memory,
		(unsigned long long)name);
	rc = nr_db_open(db, name ? uri : ":memory:", SQLITE_OPEN_READWRITE
		| SQLITE_OPEN_CREATE | SQLITE_OPEN_URI, cache->sql, cache->n);
	if (rc != SQLITE_OK)
		return rc;
	db->rc = nr_words_register(db->h);
	nr_db_exec(db, "PRAGMA read_uncommitted=ON; PRAGMA temp_store=MEMORY;");
	rc = make_cache(db, cache);
	if (rc != SQLITE_OK)
		nr_db_close(db);
	return rc;
}

int
nr_db_cache_open(struct nr_db *db, const struct nr_db_cache *cache, char **path,
	int64_t name, struct nr_diags *notes)
{
	struct nr_error why = NR_ERROR_INIT;
	int rc;

	if (*path && nr_db_make_folder(*path, &why) == 0) {
		rc = open_or_rebuild(db, cache, *path, notes);
		if (rc == SQLITE_OK)
			return rc;
		nr_error_set(&why, NR_ERR_SYSTEM, "%s", nr_db_reason(rc));
	}
	if (*path)
		nr_diag_add(notes, NR_WARNING, *path, 0, 0, "%s: %s", cache->unwritable,
			why.text);
	rc = open_memory(db, cache, name);
	if (rc == SQLITE_OK)
		NR_FREE(*path);
	return rc;
}

static int
bind_text(sqlite3_stmt *st, int at, const char *s)
{
	if (!s)
		return sqlite3_bind_null(st, at);
	return sqlite3_bind_text(st, at, s, -1, SQLITE_STATIC);
}

static int
bind_one(sqlite3_stmt *st, int at, char type, va_list *ap)
{
	const struct nr_buf *b;
	const int64_t *p;
	const char *s;

	switch (type) {
	case 'i':
		return sqlite3_bind_int64(st, at, va_arg(*ap, int64_t));
	case 'p':
		p = va_arg(*ap, const int64_t *);
		return p ? sqlite3_bind_int64(st, at, *p) : sqlite3_bind_null(st, at);
	case 'b':
		b = va_arg(*ap, const struct nr_buf *);
		return sqlite3_bind_blob64(st, at, nr_buf_str(b), b->len, SQLITE_STATIC);
	case 's':
		/* SQLite sorts every blob after every text. */
		s = va_arg(*ap, const char *);
		return s ? bind_text(st, at, s) : sqlite3_bind_zeroblob(st, at, 0);
	default:
		return bind_text(st, at, va_arg(*ap, const char *));
	}
}

sqlite3_stmt *
nr_db_next(struct nr_db *db, sqlite3_stmt *st)
{
	int rc = sqlite3_step(st);

	if (rc == SQLITE_ROW)
		return st;
	if (rc != SQLITE_DONE && db->rc == SQLITE_OK)
		db->rc = rc;
	nr_db_done(st);
	return NULL;
}

void
nr_db_done(sqlite3_stmt *st)
{
	sqlite3_reset(st);
}

static sqlite3_stmt *
vquery(struct nr_db *db, unsigned id, const char *types, va_list *ap)
{
	sqlite3_stmt **st;

	if (!db->h)
		db->rc = SQLITE_CANTOPEN;
	if (db->rc != SQLITE_OK)
		return NULL;
	st = &db->stmt[id];
	if (!*st)
		db->rc = sqlite3_prepare_v3(db->h, db->sql[id], -1,
			SQLITE_PREPARE_PERSISTENT, st, NULL);
	for (int i = 0; db->rc == SQLITE_OK && types[i]; i++)
		db->rc = bind_one(*st, i + 1, types[i], ap);
	return db->rc == SQLITE_OK ? nr_db_next(db, *st) : NULL;
}

sqlite3_stmt *
nr_db_query(struct nr_db *db, unsigned id, const char *types, ...)
{
	sqlite3_stmt *st;
	va_list ap;

	va_start(ap, types);
	st = vquery(db, id, types, &ap);
	va_end(ap);
	return st;
}

void
nr_db_do(struct nr_db *db, unsigned id, const char *types, ...)
{
	sqlite3_stmt *st;
	va_list ap;

	va_start(ap, types);
	st = vquery(db, id, types, &ap);
	va_end(ap);
	while (st)
		st = nr_db_next(db, st);
}

void
nr_db_ids(struct nr_db *db, struct nr_ids *out, unsigned id, const char *types, ...)
{
	sqlite3_stmt *st;
	va_list ap;

	va_start(ap, types);
	st = vquery(db, id, types, &ap);
	va_end(ap);
	for (; st; st = nr_db_next(db, st))
		if (sqlite3_column_type(st, 0) != SQLITE_NULL)
			nr_ids_add(out, sqlite3_column_int64(st, 0));
}

int64_t
nr_db_int(struct nr_db *db, unsigned id, const char *types, ...)
{
	sqlite3_stmt *st;
	int64_t v = 0;
	va_list ap;

	va_start(ap, types);
	st = vquery(db, id, types, &ap);
	va_end(ap);
	if (st) {
		v = sqlite3_column_int64(st, 0);
		nr_db_done(st);
	}
	return v;
}

int64_t
nr_db_pragma(struct nr_db *db, const char *name)
{
	struct nr_buf sql = NR_BUF_INIT;
	sqlite3_stmt *st = NULL;
	int64_t v = 0;

	nr_buf_addf(&sql, "PRAGMA %s", name);
	if (!db->h)
		db->rc = SQLITE_CANTOPEN;
	if (db->rc == SQLITE_OK)
		db->rc = sqlite3_prepare_v2(db->h, nr_buf_str(&sql), -1, &st, NULL);
	if (st && nr_db_next(db, st))
		v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	nr_buf_release(&sql);
	return v;
}

char *
nr_db_text(sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);

	return nr_strdup(s ? s : "");
}

char *
nr_db_path_of(sqlite3_stmt *st, int folder, int name)
{
	const char *dir = (const char *)sqlite3_column_text(st, folder);
	const char *base = (const char *)sqlite3_column_text(st, name);

	if (!dir || !*dir)
		return nr_strdup(base ? base : "");
	return nr_fs_join(dir, base ? base : "");
}

bool
nr_db_is_damage(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_FORMAT:
	case SQLITE_SCHEMA:
	case SQLITE_CONSTRAINT:
	case SQLITE_MISMATCH:
	case SQLITE_ERROR:	/* our statements are fixed, so a table is missing */
		return true;
	default:
		return rc == SQLITE_IOERR_SHORT_READ;
	}
}

bool
nr_db_has_moved(struct nr_db *db)
{
	int moved = 0;

	if (!db->h)
		return false;
	sqlite3_file_control(db->h, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	return moved != 0;
}
