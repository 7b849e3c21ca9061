/*
 * Db: one SQLite connection with its prepared statements.
 *
 * Errors are sticky: after a statement failed, the ones that follow do nothing and rc keeps
 * the first failure, so a sequence of writes is checked once, at its end.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/error.h"

struct nr_db {
	sqlite3 *h;		/* NULL: closed */
	const char *const *sql;	/* the texts of the statements, by number */
	sqlite3_stmt **stmt;	/* prepared when first used */
	size_t n;
	int rc;			/* SQLITE_OK, or the first failure */
	int patience;		/* milliseconds that another writer is waited for */
};

enum { NR_DB_PATIENCE = 5000 };	/* until it is set to something else */

/* Beside SQLite's codes, which are positive. */
enum {
	NR_DB_OTHER_VERSION = -1,
	NR_DB_NOT_REGULAR = -2,		/* a folder, FIFO, socket or device has the file's name */
	NR_DB_LOG_NOT_REGULAR = -3	/* or that of -wal, -shm or -journal */
};

/* Open with safe settings. Without SQLITE_OPEN_URI `uri` is a path: the file and what SQLite
 * keeps beside it are then only the owner's to read and write, those that are there, too.
 * Returns SQLITE_OK, or the code with *db closed. */
int nr_db_open(struct nr_db *db, const char *uri, int flags, const char *const *sql,
	size_t n);
/* Nothing for a closed one. */
void nr_db_close(struct nr_db *db);
/* The same, but leave the file and its log as they are. */
void nr_db_abandon(struct nr_db *db);
/* What a code means; borrowed. */
const char *nr_db_reason(int rc);

/* Run statements without parameters; rc becomes sticky. */
void nr_db_exec(struct nr_db *db, const char *sql);
/* BEGIN IMMEDIATE; waits for another writer. */
void nr_db_begin(struct nr_db *db);

/* A database that can be made anew at any time. */
struct nr_db_cache {
	int application, version;
	const char *first;			/* of an empty file; may be NULL */
	const char *settings;			/* of a connection: none that writes */
	const char *schema;
	void (*make_more)(struct nr_db *db);	/* behind it; may be NULL */
	const char *const *sql;			/* as nr_db_open has it */
	size_t n;
};

/* Open the file; an empty one gets its tables. NR_DB_OTHER_VERSION: it is not what `cache`
 * says; SQLITE_READONLY: it cannot be written. It is closed if not SQLITE_OK. */
int nr_db_cache_open(struct nr_db *db, const char *path, const struct nr_db_cache *cache);
/* Tables for a new database, in one transaction, so that it has all or none. */
int nr_db_cache_make(struct nr_db *db, const struct nr_db_cache *cache);
/* Statement number `id` to its end. Parameters by type: i int64_t, p pointer to int64_t
 * or NULL, t text or NULL, s text to sort by (NULL sorts behind every text), b nr_buf. */
void nr_db_do(struct nr_db *db, unsigned id, const char *types, ...);
/* Its first row, or NULL at the end or on failure. Go on with nr_db_next until that
 * returns NULL, or nr_db_done: a statement left in the middle would hold a read
 * transaction. */
sqlite3_stmt *nr_db_query(struct nr_db *db, unsigned id, const char *types, ...);
sqlite3_stmt *nr_db_next(struct nr_db *db, sqlite3_stmt *st);
void nr_db_done(sqlite3_stmt *st);
/* First column of the first row; 0 if there is none. */
int64_t nr_db_int(struct nr_db *db, unsigned id, const char *types, ...);
/* The number that "PRAGMA <name>" gives; 0 on failure. */
int64_t nr_db_pragma(struct nr_db *db, const char *name);
/* Copy of a column's text, "" for NULL; the caller frees it. */
char *nr_db_text(sqlite3_stmt *st, int column);
/* A folder's path and a name in it, joined; the caller frees it. */
char *nr_db_path_of(sqlite3_stmt *st, int folder, int name);

/* True for codes that only a broken file gives. */
bool nr_db_is_damage(int rc);
/* The file was deleted or replaced since it was opened. */
bool nr_db_has_moved(struct nr_db *db);

/* Sleep for a millisecond, to try again what another program prevents. */
void nr_db_nap(void);
/* Before SQLite opens the file, with these flags: the files are regular ones, for opening a
 * FIFO would wait for ever, and if it is to be written, only the owner's. SQLITE_OK or
 * NR_DB_..._NOT_REGULAR. */
int nr_db_prepare(const char *path, int flags);
/* Lock the folder of `path` against others that open or replace files in it; a descriptor
 * for nr_db_unlock, or -1 where there is no such folder or the lock cannot be had. */
int nr_db_lock(const char *path);
void nr_db_unlock(int fd);
/* "PATH" + suffix; the caller frees it. */
char *nr_db_path(const char *path, const char *suffix);
/* Delete the database and what SQLite keeps beside it; to be locked. */
void nr_db_delete(const char *path);
/* Make the folder that `path` is in. */
int nr_db_make_folder(const char *path, struct nr_error *err);
/* That works, and files can be made in it. */
bool nr_db_has_folder(const char *path);

#endif
