/* Opens index.db, defines its schema, and replaces the index if it is damaged or was
 * moved. */
#include "config.h"

#include <inttypes.h>

#include "newsreader/log.h"
#include "newsreader/url.h"
#include "store/private.h"

enum {
	INDEX_APPLICATION = 0x4e524958,	/* "NRIX" */
	INDEX_VERSION = 3
};

static const char *const sql_text[NR_SQL_COUNT] = {
#define NR_SQL(id, text) [NR_SQL_##id] = text,
#include "store/sql.def"
#undef NR_SQL
};

/*
 * A missing date is INT64_MIN and a missing heat NULL: both sort after all others. A
 * missing provider_fold is an empty blob, which sorts after every name. The indexes cover
 * all columns that a list query uses, so that SQLite need not read the table for each
 * row.
 *
 * An article's id is a hash. Its row is an increasing number, so that a scan appends to
 * the large table and to the lists of the full-text index.
 *
 * A ghost (table ghost) holds the fields of a related entry and is used only if
 * the article has no file. Its row is not deleted when the file comes, because that would
 * rewrite most pages in each transaction of a first scan. Fields that are not in the row
 * are read from the file of the article that lists it.
 */
static const char schema[] =
	"CREATE TABLE total(articles INTEGER NOT NULL, unpublished INTEGER NOT NULL,"
	" failed INTEGER NOT NULL, problems INTEGER NOT NULL);"
	"INSERT INTO total VALUES(0, 0, 0, 0);"
	"CREATE TABLE folder(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);"
	"CREATE TABLE file(id INTEGER PRIMARY KEY, folder INTEGER NOT NULL,"
	" name TEXT NOT NULL, dev INTEGER NOT NULL, ino INTEGER NOT NULL,"
	" size INTEGER NOT NULL, mtime INTEGER NOT NULL, article INTEGER NOT NULL,"
	" spare INTEGER NOT NULL DEFAULT 0, UNIQUE(folder, name));"
	"CREATE INDEX file_spare ON file(article) WHERE spare = 1;"
	"CREATE TABLE article(row INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE,"
	" file INTEGER NOT NULL, date INTEGER NOT NULL, date_kind INTEGER NOT NULL,"
	" heat INTEGER, quality INTEGER, unpublished INTEGER NOT NULL,"
	" n_related INTEGER NOT NULL, version INTEGER NOT NULL, key TEXT NOT NULL,"
	" title TEXT NOT NULL, excerpt TEXT, provider TEXT, topics TEXT, type TEXT, url TEXT,"
	" title_fold TEXT NOT NULL, provider_fold NOT NULL);"
	"CREATE INDEX article_date ON article(date DESC, id, unpublished, version);"
	"CREATE TABLE ghost(row INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE,"
	" date INTEGER NOT NULL, date_kind INTEGER NOT NULL, quality INTEGER,"
	" key TEXT NOT NULL, title TEXT NOT NULL, provider TEXT, type TEXT, url TEXT);"
	"CREATE TABLE related(src INTEGER NOT NULL, pos INTEGER NOT NULL,"
	" dst INTEGER NOT NULL, PRIMARY KEY(src, pos)) WITHOUT ROWID;"
	"CREATE TABLE url_alias(hash INTEGER NOT NULL, article INTEGER NOT NULL,"
	" PRIMARY KEY(hash, article)) WITHOUT ROWID;"
	"CREATE INDEX url_alias_article ON url_alias(article);"
	"CREATE TABLE topic(id INTEGER PRIMARY KEY, name TEXT NOT NULL,"
	" fold TEXT NOT NULL UNIQUE);"
	"CREATE TABLE article_topic(topic INTEGER NOT NULL, date INTEGER NOT NULL,"
	" id INTEGER NOT NULL, unpublished INTEGER NOT NULL,"
	" PRIMARY KEY(topic, date DESC, id)) WITHOUT ROWID;"
	"CREATE TABLE diag(file INTEGER NOT NULL, severity INTEGER NOT NULL,"
	" line INTEGER NOT NULL, col INTEGER NOT NULL, text TEXT NOT NULL);"
	"CREATE INDEX diag_file ON diag(file);"
	"CREATE VIRTUAL TABLE words USING fts5(title, excerpt, provider, topics,"
	" content='article', content_rowid='row', columnsize=0,"
	" tokenize='" NR_WORDS_NAME "');"
	/* Merge only when there are 16 segments of a size, not a little in each
	 * transaction. */
	"INSERT INTO words(words, rank) VALUES('automerge', 0);"
	"INSERT INTO words(words, rank) VALUES('hashsize', 6000000);";

static const struct nr_db_cache cache = {
	.application = INDEX_APPLICATION, .version = INDEX_VERSION,
	/* With 8 KB pages half as many pages go through the WAL in a first scan. */
	.first = "PRAGMA page_size=8192;",
	.settings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
		/* The size of 8000 pages: truncating the log and growing it again costs
		 * more than the checkpoint. */
		"PRAGMA journal_size_limit=67108864; PRAGMA temp_store=MEMORY;"
		"PRAGMA secure_delete=OFF;" NR_INDEX_SETTINGS,
	.schema = schema, .make_more = nr_bulk_load_make_indexes,
	.sql = sql_text, .n = NR_SQL_COUNT, .memory = "newsreader",
	.other_version = "the index is of another version; rebuilding it",
	.damaged = "the index was damaged; rebuilding it",
	.unwritable = "the index cannot be written and is kept in memory"
};

const char *
nr_store_index_path(const struct nr_store *s)
{
	return s->path;
}

void
nr_store_checkpoint(const char *path)
{
	struct nr_db db;
	int lock = nr_db_lock(path);
	int rc = nr_db_open(&db, path, SQLITE_OPEN_READWRITE, NULL, 0);

	/* SQLite opens the log with the first read; before that, it might be the log of
	 * another index. */
	if (rc == SQLITE_OK)
		nr_db_pragma(&db, "user_version");
	nr_db_unlock(lock);
	if (rc != SQLITE_OK)
		return;
	nr_db_exec(&db, "PRAGMA synchronous=NORMAL; PRAGMA wal_checkpoint(PASSIVE)");
	nr_db_close(&db);
}

int
nr_index_open(struct nr_store *s, struct nr_diags *notes, struct nr_error *err)
{
	const char *name = s->name ? s->name : s->path;
	int rc = nr_db_cache_open(&s->db, &cache, &s->path, name ? nr_url_id(name) : 0, notes);

	if (rc != SQLITE_OK)
		return nr_error_set(err, NR_ERR_SYSTEM, "index in memory: %s",
			sqlite3_errstr(rc));
	s->version = nr_db_int(&s->db, NR_SQL_DATA_VERSION, "");
	s->db.rc = nr_functions_register(s);
	return 0;
}

/* Reopen the index after damage, or when another process replaced the file. */
static void
renew(struct nr_store *s, bool damaged)
{
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	bool moved = nr_db_has_moved(&s->db);
	int lock = -1;

	nr_words_free(s->words);
	s->words = NULL;
	s->totals.valid = false;
	s->epoch++;
	s->epoch_version = 0;
	nr_log("index", "%s, epoch %" PRIu64, damaged ? "damaged, it is built again"
		: "replaced, it is opened again", s->epoch);
	nr_db_close(&s->db);
	if (s->path && damaged && !moved) {
		lock = nr_db_lock(s->path);
		nr_db_delete(s->path);
		nr_db_unlock(lock);
	}
	s->renewed = s->lost = true;
	s->listers = false;
	nr_scan_reset(&s->scan);
	nr_index_open(s, &notes, &err);
	nr_diags_release(&notes);
}

bool
nr_index_follow(struct nr_store *s)
{
	if (!s->path || !nr_db_has_moved(&s->db))
		return false;
	renew(s, false);
	return true;
}

int
nr_index_check(struct nr_store *s, struct nr_error *err)
{
	int rc = s->db.rc;

	if (rc == SQLITE_OK)
		return 0;
	nr_scan_abort(s);
	if (nr_db_is_damage(rc)) {
		renew(s, true);
		return nr_error_set(err, NR_ERR_INPUT,
			"the index was damaged; the next scan rebuilds it");
	}
	return nr_error_set(err, NR_ERR_SYSTEM, "the index cannot be used: %s",
		sqlite3_errstr(rc));
}
