/* Ends a scan: forgets files that were not seen, commits, and checks the index. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "store/private.h"

/* Append the ids that the statement returns and `known` lacks; both are ascending. */
static void
find_missing(struct nr_store *s, sqlite3_stmt *st, struct nr_idlist *known,
	struct nr_idlist *out)
{
	size_t i = 0;

	for (; st; st = nr_db_next(&s->db, st)) {
		int64_t id = sqlite3_column_int64(st, 0);

		while (i < known->n && known->v[i] < id)
			i++;
		if (i == known->n || known->v[i] != id)
			nr_idlist_add(out, id);
	}
}

static bool
has(const struct nr_idlist *sorted, int64_t id)
{
	size_t lo = 0, hi = sorted->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (sorted->v[mid] < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < sorted->n && sorted->v[lo] == id;
}

/* Files that were not seen, of the listed folders only. */
static void
find_listed(struct nr_store *s, struct nr_idlist *out)
{
	for (size_t i = 0; i < s->scan.listed.n; i++) {
		sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_FILE_LIST, "i",
			s->scan.listed.v[i]);

		for (; st; st = nr_db_next(&s->db, st)) {
			int64_t id = sqlite3_column_int64(st, 0);

			if (!has(&s->scan.seen, id))
				nr_idlist_add(out, id);
		}
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
forget_folders(struct nr_store *s, const struct nr_idlist *folders)
{
	for (size_t i = 0; i < folders->n; i++)
		nr_db_do(&s->db, NR_SQL_FOLDER_DROP, "i", folders->v[i]);
	free(s->scan.folder);
	s->scan.folder = NULL;
}

int
nr_store_scan_forget(struct nr_store *s, bool complete, size_t *n, struct nr_error *err)
{
	struct nr_idlist gone = { NULL, 0, 0 }, folders = { NULL, 0, 0 };

	nr_idlist_sort(&s->scan.seen);
	nr_idlist_sort(&s->scan.listed);
	if (complete) {
		find_missing(s, nr_db_query(&s->db, NR_SQL_FILE_IDS, ""), &s->scan.seen,
			&gone);
		nr_idlist_sort(&s->scan.kept);
		find_missing(s, nr_db_query(&s->db, NR_SQL_FOLDER_IDS, ""),
			&s->scan.kept, &folders);
	} else {
		find_listed(s, &gone);
	}
	if (gone.n || folders.n || s->scan.gone.n)
		nr_scan_write(s);
	/* The files of a folder that vanished with its parent are listed twice. */
	nr_idlist_sort(&gone);
	for (size_t i = 0; i < gone.n; i++)
		if (i == 0 || gone.v[i] != gone.v[i - 1])
			forget_file(s, gone.v[i]);
	forget_folders(s, complete ? &folders : &s->scan.gone);
	s->scan.forgot = true;
	*n = gone.n;
	nr_idlist_release(&gone);
	nr_idlist_release(&folders);
	return nr_index_check(s, err);
}

char *
nr_store_scan_stale(struct nr_store *s)
{
	struct nr_idlist *stale = &s->scan.stale;
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
	nr_bulk_load_end(s);
	if (s->scan.wrote) {
		nr_scan_write(s);
		nr_db_do(&s->db, NR_SQL_TOPIC_SWEEP, "");
		nr_topics_release(&s->scan.topics);
	}
	s->scan.active = false;
	/* No checkpoint in this commit, so that callers of the scan do not wait for the
	 * disk. */
	if (filled)
		nr_db_exec(&s->db, "PRAGMA wal_autocheckpoint=0");
	rc = nr_store_scan_flush(s, err);
	nr_scan_settle(s);
	return rc;
}

/* SQLite's integrity check, and a comparison of the redundant columns and counts. */
static bool
is_whole(struct nr_store *s)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_INTEGRITY, "");
	const char *text = st ? (const char *)sqlite3_column_text(st, 0) : NULL;
	bool whole = text && strcmp(text, "ok") == 0;

	if (st)
		nr_db_done(st);
	return whole && nr_db_int(&s->db, NR_SQL_CONSISTENT, "");
}

int
nr_store_scan_check(struct nr_store *s, struct nr_error *err)
{
	/* Not in memory: there the check would see another connection's uncommitted
	 * writes. */
	if (s->path && !is_whole(s) && s->db.rc == SQLITE_OK)
		s->db.rc = SQLITE_CORRUPT;
	return nr_index_check(s, err);
}
