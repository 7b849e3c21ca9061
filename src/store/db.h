/*
 * Database connections: one SQLite connection with its prepared statements.
 *
 * Errors are sticky: after a statement failed, later ones do nothing and rc keeps the
 * first failure, so a sequence of writes is checked once, at its end.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/diag.h"
#include "newsreader/error.h"
#include "newsreader/ids.h"

struct nr_db {
	sqlite3 *h;		/* NULL if closed */
	const char *const *sql;	/* texts of the statements, by number */
	sqlite3_stmt **stmt;	/* prepared on first use */
	size_t n;
	int rc;			/* SQLITE_OK, or the first failure */
	int patience;		/* milliseconds to wait for another writer */
};

enum { NR_DB_PATIENCE = 5000 };	/* patience of a new connection */

/* Error codes in addition to SQLite's, which are positive. */
enum {
	NR_DB_OTHER_VERSION = -1,
	NR_DB_NOT_REGULAR = -2,		/* the file is a folder, FIFO, socket or device */
	NR_DB_LOG_NOT_REGULAR = -3	/* its -wal, -shm or -journal is one */
};

/* Open with safe settings. Without SQLITE_OPEN_URI `uri` is a path; then the file and the
 * files that SQLite keeps next to it are made private to the owner, existing ones too.
 * Returns SQLITE_OK, or an error code with *db closed. */
int nr_db_open(struct nr_db *db, const char *uri, int flags, const char *const *sql,
	size_t n);
/* Does nothing if *db is closed already. */
void nr_db_close(struct nr_db *db);
/* Close without a last checkpoint: the file and its log stay as they are. */
void nr_db_abandon(struct nr_db *db);
/* Describes an error code; static. */
const char *nr_db_reason(int rc);

/* Run statements without parameters; errors are sticky. */
void nr_db_exec(struct nr_db *db, const char *sql);
/* BEGIN IMMEDIATE; waits up to `patience` for another writer. */
void nr_db_begin(struct nr_db *db);

/* The definition of a database that can be rebuilt at any time. */
struct nr_db_cache {
	int application, version;
	const char *first;			/* run in an empty file; may be NULL */
	const char *settings;	/* run for each connection; must not write */
	const char *schema;
	void (*make_more)(struct nr_db *db);	/* called after the schema; may be NULL */
	const char *const *sql;			/* n statements, as for nr_db_open */
	size_t n;
	const char *memory;	/* begin of its name in memory */
	/* messages: the file is deleted and made again; it is kept in memory instead */
	const char *other_version, *damaged, *unwritable;
};

/* Open the file *path, or make it; a damaged one, or one of another version or
 * application, is replaced. If it cannot be written, or *path is NULL, open one in memory,
 * which connections of the same `name` share (0: none does), and set *path to NULL. Adds
 * what went wrong to *notes. *db is closed unless this returns SQLITE_OK. */
int nr_db_cache_open(struct nr_db *db, const struct nr_db_cache *cache, char **path,
	int64_t name, struct nr_diags *notes);
/* Run statement number `id` to its end. Parameters by type: i int64_t, p pointer to
 * int64_t or NULL, t text or NULL, s text of a sort column (NULL sorts after every text),
 * b nr_buf. */
void nr_db_do(struct nr_db *db, unsigned id, const char *types, ...);
/* Run a statement to its first row. Returns NULL on failure or without a row. Then call
 * nr_db_next until it returns NULL, or nr_db_done: an unfinished statement holds a read
 * transaction. */
sqlite3_stmt *nr_db_query(struct nr_db *db, unsigned id, const char *types, ...);
sqlite3_stmt *nr_db_next(struct nr_db *db, sqlite3_stmt *st);
/* st may be NULL. */
void nr_db_done(sqlite3_stmt *st);
/* First column of the first row; 0 if there is no row. */
int64_t nr_db_int(struct nr_db *db, unsigned id, const char *types, ...);
/* Append the first column of each row that is not NULL. */
void nr_db_ids(struct nr_db *db, struct nr_ids *out, unsigned id, const char *types, ...);
/* Value of "PRAGMA <name>"; 0 on failure. */
int64_t nr_db_pragma(struct nr_db *db, const char *name);
/* Copy of a text column, "" for NULL; the caller frees it. */
char *nr_db_text(sqlite3_stmt *st, int column);
/* Path joined from the columns of the folder and of the file name; the caller frees
 * it. */
char *nr_db_path_of(sqlite3_stmt *st, int folder, int name);

/* True for error codes that mean a damaged file. */
bool nr_db_is_damage(int rc);
/* True if the file was deleted or replaced since it was opened. */
bool nr_db_has_moved(struct nr_db *db);

/* Sleep for a millisecond before trying again what another program prevented. */
void nr_db_nap(void);
/* Call this before SQLite opens the file with these flags. Checks that the file and its
 * log are regular files, because opening a FIFO would block; with SQLITE_OPEN_READWRITE
 * makes them private to the owner. Returns SQLITE_OK or NR_DB_..._NOT_REGULAR. */
int nr_db_prepare(const char *path, int flags);
/* Lock the folder of `path` against other programs that open or replace files in it,
 * waiting up to 3 s. Returns a descriptor for nr_db_unlock, or -1 on failure. */
int nr_db_lock(const char *path);
void nr_db_unlock(int fd);
/* `path` with the suffix appended; the caller frees it. */
char *nr_db_path(const char *path, const char *suffix);
/* Delete the database and the files that SQLite keeps next to it. Needs nr_db_lock. */
void nr_db_delete(const char *path);
/* Make the folder of `path`, with its parents. */
int nr_db_make_folder(const char *path, struct nr_error *err);
/* Make the folder of `path`. Returns whether files can be made in it. */
bool nr_db_has_folder(const char *path);

#endif
