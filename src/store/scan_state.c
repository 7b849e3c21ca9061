#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "store/private.h"

int
nr_store_scan_begin(struct nr_store *s, struct nr_error *err)
{
	nr_index_follow(s);
	nr_scan_abort(s);
	s->scan.active = true;
	s->scan.wrote = false;
	s->scan.seen.n = s->scan.touched.n = s->scan.stale.n = 0;
	return nr_index_check(s, err);
}

void
nr_scan_abort(struct nr_store *s)
{
	s->db.rc = SQLITE_OK;
	/* Some failures have rolled back by themselves. */
	if (s->scan.writing && s->db.h && !sqlite3_get_autocommit(s->db.h))
		nr_db_exec(&s->db, "ROLLBACK");
	s->db.rc = SQLITE_OK;
	s->scan.writing = false;
}

int
nr_store_scan_flush(struct nr_store *s, struct nr_error *err)
{
	if (s->scan.writing) {
		for (size_t i = 0; i < s->scan.touched.n; i++)
			nr_db_do(&s->db, NR_SQL_GHOST_DROP, "i", s->scan.touched.v[i]);
		nr_db_do(&s->db, NR_SQL_COMMIT, "");
		s->scan.touched.n = 0;
		if (s->db.rc == SQLITE_OK)
			s->scan.writing = false;
	}
	return nr_index_check(s, err);
}

bool
nr_store_scan_is_fresh(struct nr_store *s, const char *path,
	const struct nr_fs_stamp *stamp)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_FILE_FIND, "t", path);
	bool fresh;

	if (!st)
		return false;
	fresh = (uint64_t)sqlite3_column_int64(st, 2) == stamp->dev
		&& (uint64_t)sqlite3_column_int64(st, 3) == stamp->ino
		&& sqlite3_column_int64(st, 4) == stamp->size
		&& sqlite3_column_int64(st, 5) == stamp->mtime;
	if (fresh)
		nr_idlist_add(&s->scan.seen, sqlite3_column_int64(st, 0));
	nr_db_done(st);
	return fresh;
}

int
nr_store_scan_keep(struct nr_store *s, const char *path, struct nr_error *err)
{
	size_t n = strlen(path);
	char *root;
	sqlite3_stmt *st;

	while (n && path[n - 1] == '/')
		n--;
	root = nr_strndup(path, n);
	st = nr_db_query(&s->db, NR_SQL_FILE_BELOW, "t", root);
	for (; st; st = nr_db_next(&s->db, st))
		nr_idlist_add(&s->scan.seen, sqlite3_column_int64(st, 0));
	free(root);
	return nr_index_check(s, err);
}

static void
find_unseen(struct nr_store *s, struct nr_idlist *out)
{
	struct nr_idlist *seen = &s->scan.seen;
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_FILE_IDS, "");
	size_t i = 0;

	nr_idlist_sort(seen);
	for (; st; st = nr_db_next(&s->db, st)) {
		int64_t id = sqlite3_column_int64(st, 0);

		while (i < seen->n && seen->v[i] < id)
			i++;
		if (i == seen->n || seen->v[i] != id)
			nr_idlist_add(out, id);
	}
}

static void
forget_file(struct nr_store *s, int64_t file)
{
	int64_t article = nr_db_int(&s->db, NR_SQL_FILE_ARTICLE, "i", file);

	nr_db_do(&s->db, NR_SQL_DIAG_DROP, "i", file);
	nr_db_do(&s->db, NR_SQL_FILE_DROP, "i", file);
	nr_put_release(s, file, article);
}

int
nr_store_scan_forget(struct nr_store *s, size_t *n, struct nr_error *err)
{
	struct nr_idlist gone = { NULL, 0, 0 };

	find_unseen(s, &gone);
	if (gone.n && !s->scan.writing) {
		nr_db_begin(&s->db);
		s->scan.writing = s->scan.wrote = s->db.rc == SQLITE_OK;
	}
	for (size_t i = 0; i < gone.n; i++)
		forget_file(s, gone.v[i]);
	*n = gone.n;
	nr_idlist_release(&gone);
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
		path = nr_db_text(st, 0);
		nr_db_done(st);
	}
	return path;
}

int
nr_store_scan_end(struct nr_store *s, bool complete, struct nr_error *err)
{
	size_t n;

	if (complete && nr_store_scan_forget(s, &n, err) < 0)
		return -1;
	if (s->scan.wrote && !s->scan.writing) {
		nr_db_begin(&s->db);
		s->scan.writing = s->db.rc == SQLITE_OK;
	}
	if (s->scan.writing)
		nr_db_do(&s->db, NR_SQL_TOPIC_SWEEP, "");
	s->scan.active = false;
	return nr_store_scan_flush(s, err);
}
