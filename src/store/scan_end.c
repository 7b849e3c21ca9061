/* Ends a scan: forgets files that were not seen, commits, and checks the index. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "store/private.h"

/* Add the ids in the first column of a statement that are not known. */
static void
find_missing(struct nr_db *db, sqlite3_stmt *st, const struct nr_ids *known,
	struct nr_ids *out)
{
	for (; st; st = nr_db_next(db, st)) {
		int64_t id = sqlite3_column_int64(st, 0);

		if (!nr_ids_has(known, id))
			nr_ids_add(out, id);
	}
}

static void
forget_file(struct nr_store *s, int64_t file)
{
	int64_t article = nr_db_int(&s->db, NR_SQL_FILE_ARTICLE, "i", file);

	nr_put_drop_diags(s, file);
	nr_db_do(&s->db, NR_SQL_FILE_DROP, "i", file);
	s->scan.add.failed -= !article;
	nr_put_release(s, file, article);
}

/* Drop these folders if they hold no file, so that later scans do not ask for them. */
static void
forget_folders(struct nr_store *s, const struct nr_ids *folders)
{
	for (size_t i = 0; i < folders->n; i++)
		nr_db_do(&s->db, NR_SQL_FOLDER_DROP, "i", folders->v[i]);
	free(s->scan.folder);
	s->scan.folder = NULL;
}

int
nr_store_scan_forget(struct nr_store *s, bool complete, size_t *n, struct nr_error *err)
{
	struct nr_ids gone = NR_IDS_INIT, folders = NR_IDS_INIT;
	struct nr_db *db = &s->db;

	nr_ids_sort(&s->scan.seen);
	nr_ids_sort(&s->scan.listed);
	if (complete) {
		find_missing(db, nr_db_query(db, NR_SQL_FILE_IDS, ""), &s->scan.seen, &gone);
		nr_ids_sort(&s->scan.kept);
		find_missing(db, nr_db_query(db, NR_SQL_FOLDER_IDS, ""), &s->scan.kept,
			&folders);
	}
	for (size_t i = 0; !complete && i < s->scan.listed.n; i++)
		find_missing(db, nr_db_query(db, NR_SQL_FILE_LIST, "i", s->scan.listed.v[i]),
			&s->scan.seen, &gone);
	/* The files of a folder that vanished with its parent are listed twice. */
	nr_ids_sort(&gone);
	if (gone.n || folders.n || s->scan.gone.n)
		nr_scan_write(s);
	for (size_t i = 0; i < gone.n; i++)
		forget_file(s, gone.v[i]);
	forget_folders(s, complete ? &folders : &s->scan.gone);
	s->scan.forgot = true;
	*n = gone.n;
	nr_ids_release(&gone);
	nr_ids_release(&folders);
	return nr_index_check(s, err);
}

char *
nr_store_scan_stale(struct nr_store *s)
{
	struct nr_ids *stale = &s->scan.stale;
	sqlite3_stmt *st = NULL;
	char *path = NULL;

	while (!st && stale->n)
		st = nr_db_query(&s->db, NR_SQL_FILE_AGED, "i", stale->v[--stale->n]);
	if (st) {
		path = nr_db_path_of(st, 0, 1);
		nr_db_done(st);
	}
	return path;
}

int
nr_store_scan_end(struct nr_store *s, bool complete, struct nr_error *err)
{
	bool filled = s->scan.fill.active;
	size_t n;
	int rc;

	if (complete && !s->scan.forgot && nr_store_scan_forget(s, true, &n, err) < 0)
		return -1;
	nr_bulk_load_give_up(s);
	/* Also missing if the process that did an earlier bulk load was killed. */
	if (nr_db_int(&s->db, NR_SQL_LATE_MISSING, "")) {
		nr_scan_write(s);
		nr_bulk_load_make_indexes(&s->db);
	}
	if (s->scan.wrote) {
		nr_scan_write(s);
		nr_db_do(&s->db, NR_SQL_TOPIC_SWEEP, "");
		NR_FREE(s->scan.topics);
	}
	/* No checkpoint in this commit, so that callers of the scan do not wait for the
	 * disk. */
	if (filled)
		nr_db_exec(&s->db, "PRAGMA wal_autocheckpoint=0");
	rc = nr_store_scan_flush(s, err);
	nr_scan_settle(s);
	return rc;
}

int
nr_store_scan_check(struct nr_store *s, struct nr_error *err)
{
	/* SQLite's integrity check, and a comparison of the redundant columns and counts.
	 * Not in memory: there the check would see another connection's uncommitted
	 * writes. */
	bool whole = !s->path || (nr_db_int(&s->db, NR_SQL_INTEGRITY, "")
		&& nr_db_int(&s->db, NR_SQL_CONSISTENT, ""));

	if (!whole && s->db.rc == SQLITE_OK)
		s->db.rc = SQLITE_CORRUPT;
	return nr_index_check(s, err);
}
