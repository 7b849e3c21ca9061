/* Recovers the readable rows of a damaged state.db into a new file. */
#include "config.h"

#include "store/state_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "newsreader/buf.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"
#include "newsreader/url.h"

enum { ASIDE_TRIES = 100, TABLES = 4 };

struct table {
	const char *name;
	const char *up, *down;	/* its rows, by ascending and descending id */
	const char *put;
	/* of the columns: i integer, n integer or NULL, t text, k key, b blob */
	const char *types;
};

#define TABLE(name, columns, values, types) { name, \
	"SELECT " columns " FROM " name " ORDER BY id", \
	"SELECT " columns " FROM " name " ORDER BY id DESC", \
	"INSERT OR IGNORE INTO " name "(" columns ") VALUES(" values ")", types }

static const struct table tables[TABLES] = {
	TABLE("mark", "id, key, read_at, starred_at, hidden_at, version", "?, ?, ?, ?, ?, ?",
		"iknnnn"),
	TABLE("place", "id, view, block, offset, above, at, key", "?, ?, ?, ?, ?, ?, ?",
		"itiiiik"),
	TABLE("seen", "id, data", "?, ?", "ib"),
	TABLE("setting", "id, name, value", "?, ?, ?", "itt"),
};

/* ---- rows ---- */

/* Where a row was found, and so what its key must be: anything, the key of its id or
 * unknown, the key of its id. */
enum source { TREE, PAGE, CELL };

static bool
is_key(sqlite3_stmt *row, int column, enum source source)
{
	const char *key = (const char *)sqlite3_column_text(row, column);

	return source == TREE || (source == PAGE && !*key)
		|| nr_url_id(key) == sqlite3_column_int64(row, 0);
}

/* False for a row that cannot be ours: a broken page may return any values. */
static bool
is_sane(const char *types, sqlite3_stmt *row, enum source source)
{
	for (int c = 0; types[c]; c++) {
		int type = sqlite3_column_type(row, c);

		if (types[c] == 't' || types[c] == 'k' ? type != SQLITE_TEXT
			: types[c] == 'b' ? type != SQLITE_BLOB
			: type != SQLITE_INTEGER && (type != SQLITE_NULL || types[c] == 'i'))
			return false;
		if (types[c] == 'k' && !is_key(row, c, source))
			return false;
	}
	return sqlite3_column_int64(row, 0) > 0;
}

/* Copy rows that are not there yet. False if some may be missing: an error, a row that is
 * not ours, or ids not in ascending order, which SQLite does not notice. */
static bool
copy_rows(sqlite3_stmt *from, sqlite3_stmt *put, const char *types, enum source source)
{
	int64_t last = 0;
	bool complete = true;
	int rc;

	while ((rc = sqlite3_step(from)) == SQLITE_ROW) {
		bool sane = is_sane(types, from, source);

		complete = complete && sane && sqlite3_column_int64(from, 0) > last;
		last = sqlite3_column_int64(from, 0);
		for (int c = 0; sane && types[c]; c++)
			sqlite3_bind_value(put, c + 1, sqlite3_column_value(from, c));
		if (sane)
			sqlite3_step(put);
		sqlite3_reset(put);
	}
	sqlite3_reset(from);
	return rc == SQLITE_DONE && complete;
}

/* ---- what SQLite finds through a table's tree ---- */

static bool
copy_sorted(sqlite3 *from, const char *sql, const struct table *t, sqlite3_stmt *put)
{
	sqlite3_stmt *rows = NULL;
	bool complete = sqlite3_prepare_v2(from, sql, -1, &rows, NULL) == SQLITE_OK
		&& copy_rows(rows, put, t->types, TREE);

	sqlite3_finalize(rows);
	return complete;
}

/* True if all of the table was read. */
static bool
copy_table(sqlite3 *from, const struct table *t, sqlite3_stmt *put)
{
	bool complete = copy_sorted(from, t->up, t, put);

	if (!complete)		/* up to a broken page from the other end, too */
		copy_sorted(from, t->down, t, put);
	return complete;
}

/* ---- what is in the leaves of the trees ---- */

/*
 * If an inner page is broken, SQLite does not find the intact leaves below it. So in a
 * copy of the file that begins with the pages of an empty one, each page is made the only
 * one of each table, and if SQLite does not read all of it, so is each of its cells, that
 * is rows. The layout of a leaf is that of https://www.sqlite.org/fileformat2.html, section
 * 1.6. Pages that are free count too, so rows may be outdated.
 */
enum {
	SIZE = 4096,		/* of a page */
	LEAF = 0x0d,		/* first byte of a table leaf */
	CELLS = 3,		/* where their number is, and from HEADER on their offsets */
	HEADER = 8,
	ROOM = (SIZE - HEADER) / 2,
	CHANGES = 24, CHANGES_END = 28,	/* the file's change counter */
	FILE_MAX = 1 << 30
};

struct leaf_reader {
	struct nr_db db;
	unsigned char *file;		/* the content of `db`: the copy */
	unsigned char *root[TABLES];	/* the tables' pages in it */
	sqlite3_stmt *rows[TABLES];
	sqlite3_stmt *const *put;
};

static size_t
get_short(const unsigned char *p)
{
	return (size_t)p[0] << 8 | p[1];
}

/* Make an empty file of this version, and let the damaged one follow its pages. */
static void
open_reader(struct leaf_reader *r, const struct nr_buf *damaged, int64_t version)
{
	sqlite3_int64 size = 0, total;
	unsigned char *empty;

	nr_db_open(&r->db, "file::memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI,
		nr_state_sql, NR_STATE_SQL_COUNT);
	nr_db_exec(&r->db, "PRAGMA page_size=4096");
	nr_state_upgrade(&r->db, version);
	empty = r->db.rc == SQLITE_OK ? sqlite3_serialize(r->db.h, "main", &size, 0) : NULL;
	if (!empty)
		return;
	total = (sqlite3_int64)(damaged->len + SIZE - 1) / SIZE * SIZE;
	total = total > size ? total : size;
	r->file = nr_calloc((size_t)total, 1);
	memcpy(r->file, damaged->data, damaged->len);
	memcpy(r->file, empty, (size_t)size);
	sqlite3_free(empty);
	sqlite3_deserialize(r->db.h, "main", r->file, total, total, SQLITE_DESERIALIZE_READONLY);
	nr_state_file_adapt(&r->db);
	for (int i = 0; i < TABLES; i++) {
		int64_t page = nr_db_int(&r->db, NR_STATE_ROOT, "t", tables[i].name);

		if (page <= 0)
			continue;
		r->root[i] = r->file + (page - 1) * SIZE;
		sqlite3_prepare_v2(r->db.h, tables[i].up, -1, &r->rows[i], NULL);
	}
}

static void
close_reader(struct leaf_reader *r)
{
	for (int i = 0; i < TABLES; i++)
		sqlite3_finalize(r->rows[i]);
	nr_db_close(&r->db);
	free(r->file);
}

/* Read n cells of the page. True if they are all the rows of a table. */
static bool
read_cells(struct leaf_reader *r, const unsigned char *page, size_t first, size_t n,
	enum source source)
{
	bool complete = false;

	for (int i = 0; i < TABLES && !complete; i++) {
		unsigned char *root = r->root[i];

		/* A broken snapshot looks like an intact one. */
		if (!r->rows[i] || (source == CELL && !strchr(tables[i].types, 'k')))
			continue;
		memcpy(root, page, SIZE);
		memset(root, 0, HEADER);
		root[0] = LEAF;
		root[CELLS] = (unsigned char)(n >> 8);
		root[CELLS + 1] = (unsigned char)n;
		memcpy(root + HEADER, page + HEADER + 2 * first, 2 * n);
		/* Otherwise SQLite would use the pages in its cache. */
		for (int at = CHANGES_END - 1; at >= CHANGES && !++r->file[at]; at--)
			;
		complete = copy_rows(r->rows[i], r->put[i], tables[i].types, source);
	}
	return complete;
}

static void
read_page(struct leaf_reader *r, const unsigned char *page)
{
	size_t n = get_short(page + CELLS);
	bool leaf = page[0] == LEAF && n <= ROOM;

	if (leaf && read_cells(r, page, 0, n, PAGE))
		return;
	/* The head of the page may be wrong: a row is then verified by its key. */
	for (size_t i = 0; i < (leaf ? n : ROOM); i++) {
		size_t at = get_short(page + HEADER + 2 * i);

		if (at >= HEADER && at < SIZE)
			read_cells(r, page, i, 1, leaf ? PAGE : CELL);
	}
}

/* The pages that SQLite finds, which may be newer ones in the log, then those of the
 * file. */
static void
read_files(sqlite3 *from, const char *path, struct nr_buf *out)
{
	struct nr_error err = NR_ERROR_INIT;
	sqlite3_int64 size = 0;
	unsigned char *found = NULL;

	if (from)
		sqlite3_serialize(from, "main", &size, SQLITE_SERIALIZE_NOCOPY);
	if (size > 0 && size <= FILE_MAX)
		found = sqlite3_serialize(from, "main", &size, 0);
	if (found)
		nr_buf_add(out, (char *)found, (size_t)size / SIZE * SIZE);
	sqlite3_free(found);
	nr_fs_read(path, FILE_MAX, out, &err);
}

static void
copy_leaves(sqlite3 *from, const char *path, int64_t version, sqlite3_stmt *const *put)
{
	struct leaf_reader r = { .put = put };
	struct nr_buf file = NR_BUF_INIT;
	unsigned char page[SIZE];

	if (version < 1 || version > NR_STATE_VERSION)
		version = NR_STATE_VERSION;
	read_files(from, path, &file);
	if (file.len)
		open_reader(&r, &file, version);
	/* The first page has the definitions. The last one may be truncated. */
	for (size_t at = SIZE; r.file && at < file.len; at += SIZE) {
		size_t n = file.len - at < SIZE ? file.len - at : SIZE;

		memset(page, 0, SIZE);
		memcpy(page, file.data + at, n);
		read_page(&r, page);
	}
	close_reader(&r);
	nr_buf_release(&file);
}

static int
rescue_rows(struct nr_db *from, struct nr_db *to, const char *path)
{
	int64_t version = nr_db_pragma(from, "user_version");
	sqlite3_stmt *put[TABLES] = { NULL };
	bool complete = from->h;
	int rc;

	nr_state_file_adapt(from);
	nr_db_begin(to);
	for (int i = 0; i < TABLES; i++) {
		sqlite3_prepare_v2(to->h, tables[i].put, -1, &put[i], NULL);
		complete = from->h && copy_table(from->h, &tables[i], put[i]) && complete;
	}
	if (!complete)
		copy_leaves(from->h, path, version, put);
	for (int i = 0; i < TABLES; i++)
		sqlite3_finalize(put[i]);
	nr_db_exec(to, "COMMIT");
	rc = to->rc;
	to->rc = SQLITE_OK;
	return rc;
}

/* ---- the files ---- */

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

char *
nr_state_set_aside(const char *path)
{
	char *aside = aside_name(path);

	if (aside && move_aside(path, aside) == 0)
		return aside;
	free(aside);
	return NULL;
}

/* Remove the -wal and -shm files made while reading. */
static void
clean_up(const char *aside)
{
	char *wal = nr_db_path(aside, "-wal"), *shm = nr_db_path(aside, "-shm");
	struct stat st;

	unlink(shm);
	if (stat(wal, &st) == 0 && st.st_size == 0)
		unlink(wal);
	free(wal);
	free(shm);
}

int
nr_state_rescue(const char *aside, struct nr_db *to)
{
	struct nr_db old;
	int rc;

	nr_db_open(&old, aside, SQLITE_OPEN_READONLY, nr_state_sql, NR_STATE_SQL_COUNT);
	rc = rescue_rows(&old, to, aside);
	nr_db_abandon(&old);
	clean_up(aside);
	return rc;
}
