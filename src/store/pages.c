/* Opens pages.db, which keeps fetched full texts, and handles its errors. */
#include "config.h"

#include "store/pages.h"

#include <stdlib.h>
#include <unistd.h>

#include "newsreader/mem.h"
#include "newsreader/url.h"

enum {
	PAGES_APPLICATION = 0x4e525047,	/* "NRPG" */
	PAGES_VERSION = 1,
	NOTES_MAX = 100
};

/*
 * An article's id is a hash; row is an increasing number, so that the full-text index is
 * small and grows at its end. The documents are in a table of their own, apart from the
 * columns that are queried for many pages. auto_vacuum, which shrinks the file when pages
 * are dropped, has to be set before the first table.
 */
static const char schema[] =
	"CREATE TABLE page(row INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE,"
	" key TEXT NOT NULL, url TEXT NOT NULL, rung INTEGER NOT NULL,"
	" status INTEGER NOT NULL, fetched INTEGER NOT NULL, etag TEXT NOT NULL,"
	" modified TEXT NOT NULL, title TEXT NOT NULL, byline TEXT NOT NULL,"
	" site TEXT NOT NULL, date TEXT NOT NULL, canonical TEXT NOT NULL,"
	" language TEXT NOT NULL, length INTEGER NOT NULL, bytes INTEGER NOT NULL);"
	"CREATE INDEX page_fetched ON page(fetched, id, bytes);"
	"CREATE TABLE body(row INTEGER PRIMARY KEY, doc BLOB NOT NULL,"
	" text TEXT NOT NULL);"
	/* Prefix indexes: a prefix of one or two letters matches thousands of words. */
	"CREATE VIRTUAL TABLE words USING fts5(text, content='body', content_rowid='row',"
	" columnsize=0, prefix='1 2', tokenize='" NR_WORDS_NAME "');"
	"CREATE TABLE report(id INTEGER PRIMARY KEY, at INTEGER NOT NULL,"
	" text TEXT NOT NULL);"
	"CREATE INDEX report_at ON report(at);"
	"CREATE TABLE host(name TEXT NOT NULL, rung INTEGER NOT NULL,"
	" good INTEGER NOT NULL, bad INTEGER NOT NULL, at INTEGER NOT NULL,"
	" PRIMARY KEY(name, rung));"
	"CREATE INDEX host_at ON host(at);";

#define PAGE_COLUMNS "id, rung, status, fetched, length, key, url, etag, modified, title," \
	" byline, site, date, canonical, language"

static const char *const sql_text[NR_PAGES_SQL_COUNT] = {
	[NR_PAGES_HOLD] = "BEGIN",
	[NR_PAGES_COMMIT] = "COMMIT",
	[NR_PAGES_DATA_VERSION] = "PRAGMA data_version",
	[NR_PAGES_GET] = "SELECT " PAGE_COLUMNS ", doc FROM page JOIN body USING(row)"
		" WHERE id = ?",
	[NR_PAGES_HAS] = "SELECT 1 FROM page WHERE id = ?",
	[NR_PAGES_FIND] = "SELECT row FROM page WHERE id = ?",
	[NR_PAGES_ADD] = "INSERT INTO page(" PAGE_COLUMNS ", bytes)"
		" VALUES(?, ?, ?, ?, ?, ifnull(?, ''), ifnull(?, ''), ifnull(?, ''),"
		" ifnull(?, ''), ifnull(?, ''), ifnull(?, ''), ifnull(?, ''), ifnull(?, ''),"
		" ifnull(?, ''), ifnull(?, ''), ?)",
	[NR_PAGES_ADD_BODY] = "INSERT INTO body(row, doc, text) VALUES(?, ?, ?)",
	[NR_PAGES_ADD_WORDS] = "INSERT INTO words(rowid, text) VALUES(?, ?)",
	[NR_PAGES_DROP] = "DELETE FROM page WHERE row = ?",
	[NR_PAGES_DROP_BODY] = "DELETE FROM body WHERE row = ?",
	[NR_PAGES_DROP_WORDS] = "INSERT INTO words(words, rowid, text)"
		" SELECT 'delete', row, text FROM body WHERE row = ?",
	[NR_PAGES_TOUCH] = "UPDATE page SET fetched = ? WHERE id = ?",
	[NR_PAGES_SIZE] = "SELECT count(*), sum(bytes) FROM page INDEXED BY page_fetched",
	[NR_PAGES_OLDEST] = "SELECT id, bytes FROM page ORDER BY fetched, id",
	[NR_PAGES_MATCH] = "SELECT p.id FROM words w JOIN page p ON p.row = w.rowid"
		" WHERE words MATCH ?",
	[NR_PAGES_REPORT_PUT] = "INSERT OR REPLACE INTO report(id, at, text)"
		" VALUES(?, ?, ?)",
	[NR_PAGES_REPORT_TRIM] = "DELETE FROM report WHERE (at, id) <= (SELECT at, id"
		" FROM report ORDER BY at DESC, id DESC LIMIT 1 OFFSET ?)",
	[NR_PAGES_REPORT] = "SELECT text, at FROM report WHERE id = ?",
	[NR_PAGES_REPORT_DROP] = "DELETE FROM report WHERE id = ?",
	/* host, source, 1 and 0 or 0 and 1, now; with 16 the older ones count half */
	[NR_PAGES_HOST_PUT] = "INSERT INTO host(name, rung, good, bad, at)"
		" VALUES(?, ?, ?, ?, ?) ON CONFLICT(name, rung) DO UPDATE SET"
		" good = iif(good + bad < 16, good, good / 2) + excluded.good,"
		" bad = iif(good + bad < 16, bad, bad / 2) + excluded.bad,"
		" at = max(at, excluded.at)",
	[NR_PAGES_HOST_TRIM] = "DELETE FROM host WHERE (at, rowid) <= (SELECT at, rowid"
		" FROM host ORDER BY at DESC, rowid DESC LIMIT 1 OFFSET ?)",
	[NR_PAGES_HOST] = "SELECT rung, good, bad FROM host WHERE name = ? AND at >= ?",
};

struct nr_pages *
nr_pages_new(const char *path)
{
	struct nr_pages *p = nr_calloc(1, sizeof *p);

	p->path = path ? nr_strdup(path) : NULL;
	p->name = nr_url_id(path ? path : "pages");
	return p;
}

void
nr_pages_free(struct nr_pages *p)
{
	if (!p)
		return;
	nr_db_close(&p->db);
	nr_diags_release(&p->notes);
	nr_buf_release(&p->sought);
	nr_idset_release(&p->hits);
	free(p->path);
	free(p);
}

void
nr_pages_take_notes(struct nr_pages *p, struct nr_diags *out)
{
	nr_diags_move(out, &p->notes);
}

bool
nr_pages_is_kept(const struct nr_pages *p)
{
	return p->path != NULL;
}

/* ---- opening ---- */

static const struct nr_db_cache cache = {
	.application = PAGES_APPLICATION, .version = PAGES_VERSION,
	/* Writes the header, whatever auto_vacuum was before. */
	.first = "PRAGMA auto_vacuum=INCREMENTAL;",
	/* NORMAL is enough: a page lost in a power failure is fetched again. */
	.settings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
		" PRAGMA journal_size_limit=4194304; PRAGMA temp_store=MEMORY;",
	.schema = schema, .sql = sql_text, .n = NR_PAGES_SQL_COUNT,
	.memory = "newsreader-pages",
	.other_version = "the fetched pages are of another version and are dropped",
	.damaged = "the fetched pages were damaged and are dropped",
	.unwritable = "fetched pages cannot be written and are kept in memory"
};

/* Takes over the diagnostics in *notes. */
static void
note(struct nr_pages *p, struct nr_diags *notes)
{
	if (p->notes.n < NOTES_MAX)
		nr_diags_move(&p->notes, notes);
	nr_diags_release(notes);
}

bool
nr_pages_ready(struct nr_pages *p, bool make)
{
	struct nr_diags notes = NR_DIAGS_INIT;
	int rc;

	if (p->db.h && p->path && nr_db_has_moved(&p->db))
		nr_db_close(&p->db);
	if (p->db.h)
		return true;
	if (!make && p->path && access(p->path, F_OK) < 0) {
		p->has_folder = p->has_folder || nr_db_has_folder(p->path);
		if (p->has_folder)
			return false;
	}
	p->epoch++;
	rc = nr_db_cache_open(&p->db, &cache, &p->path, p->name, &notes);
	note(p, &notes);
	if (rc != SQLITE_OK)
		return false;
	p->version = nr_db_int(&p->db, NR_PAGES_DATA_VERSION, "");
	return true;
}

/* ---- errors ---- */

static void
renew(struct nr_pages *p)
{
	struct nr_diags notes = NR_DIAGS_INIT;
	int lock = p->path ? nr_db_lock(p->path) : -1;
	/* Checked under the lock: another program may be about to replace the file. */
	bool moved = nr_db_has_moved(&p->db);

	nr_db_close(&p->db);
	p->epoch++;
	if (p->path && !moved) {
		nr_diag_add(&notes, NR_WARNING, p->path, 0, 0, "%s", cache.damaged);
		note(p, &notes);
		nr_db_delete(p->path);
	}
	nr_db_unlock(lock);
}

int
nr_pages_check(struct nr_pages *p, struct nr_error *err)
{
	int rc = p->db.h ? p->db.rc : SQLITE_CANTOPEN;

	p->db.rc = SQLITE_OK;
	if (rc == SQLITE_OK)
		return 0;
	if (p->db.h && !sqlite3_get_autocommit(p->db.h))
		nr_db_exec(&p->db, "ROLLBACK");
	p->db.rc = SQLITE_OK;
	if (nr_db_is_damage(rc)) {
		renew(p);
		return nr_error_set(err, NR_ERR_INPUT, "the fetched pages were damaged");
	}
	return nr_error_set(err, NR_ERR_SYSTEM, "the fetched pages cannot be used: %s",
		sqlite3_errstr(rc));
}

bool
nr_pages_again(struct nr_pages *p, struct nr_pages_try *t)
{
	enum { TRIES = 2 };
	struct nr_error why = NR_ERROR_INIT;

	if (t->n) {
		nr_db_exec(&p->db, "COMMIT");
		p->epoch++;
		t->rc = nr_pages_check(p, &why);
		if (t->rc < 0 && (why.code != NR_ERR_INPUT || t->n == TRIES))
			*t->err = why;
		if (t->rc == 0 || why.code != NR_ERR_INPUT || t->n == TRIES)
			return false;
	}
	t->n++;
	nr_pages_ready(p, true);
	nr_db_begin(&p->db);
	return true;
}

uint64_t
nr_pages_epoch(struct nr_pages *p)
{
	struct nr_error err = NR_ERROR_INIT;
	int64_t version;

	if (!nr_pages_ready(p, false))
		return p->epoch;
	version = nr_db_int(&p->db, NR_PAGES_DATA_VERSION, "");
	if (nr_pages_check(p, &err) == 0 && version != p->version) {
		p->version = version;
		p->epoch++;
	}
	return p->epoch;
}
