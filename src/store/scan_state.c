/* What a scan does to the index as a whole, and the folders and files it knows. */
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
	nr_scan_reset(&s->scan);
	return nr_index_check(s, err);
}

int
nr_store_scan_flush(struct nr_store *s, struct nr_error *err)
{
	const struct nr_additions *add = &s->scan.add;

	if (!s->scan.writing)
		return nr_index_check(s, err);
	nr_bulk_load_write(s);
	/* Not during the bulk load: a ghost is written only once there, so it has to stay
	 * until all articles that may list it are known. */
	for (size_t i = 0; !s->scan.fill.active && i < s->scan.touched.n; i++)
		nr_db_do(&s->db, NR_SQL_GHOST_DROP, "i", s->scan.touched.v[i]);
	if (add->articles || add->unpublished || add->failed || add->problems)
		nr_db_do(&s->db, NR_SQL_TOTAL_ADD, "iiii", add->articles,
			add->unpublished, add->failed, add->problems);
	nr_db_do(&s->db, NR_SQL_COMMIT, "");
	if (!s->scan.fill.active)
		s->scan.touched.n = 0;
	s->totals.valid = false;
	if (s->db.rc == SQLITE_OK) {
		s->scan.writing = false;
		s->scan.add = (struct nr_additions){ .articles = 0 };
	}
	return nr_index_check(s, err);
}

/* ---- folders ---- */

static int64_t
folder_id(struct nr_store *s, const char *path, size_t n, bool make)
{
	struct nr_scan_state *scan = &s->scan;
	char *folder;
	int64_t id;

	if (scan->folder && strlen(scan->folder) == n &&
		memcmp(scan->folder, path, n) == 0)
		return scan->folder_id;
	folder = nr_strndup(path, n);
	id = nr_db_int(&s->db, NR_SQL_FOLDER_FIND, "t", folder);
	if (!id && make) {
		nr_scan_write(s);
		/* Look again inside of the transaction: another process may have made it
		 * meanwhile. */
		id = nr_db_int(&s->db, NR_SQL_FOLDER_FIND, "t", folder);
		if (!id) {
			nr_db_do(&s->db, NR_SQL_FOLDER_PUT, "t", folder);
			id = s->db.h ? sqlite3_last_insert_rowid(s->db.h) : 0;
		}
	}
	free(scan->folder);
	scan->folder = id ? folder : NULL;
	scan->folder_id = id;
	if (id)
		nr_ids_add(&scan->kept, id);
	else
		free(folder);
	return id;
}

int64_t
nr_scan_folder_of(struct nr_store *s, const char *path, bool make, const char **name)
{
	const char *slash = strrchr(path, '/');
	size_t n = slash ? (size_t)(slash - path) : 0;

	*name = slash ? slash + 1 : path;
	return folder_id(s, path, slash == path && slash ? 1 : n, make);
}

int
nr_store_scan_list(struct nr_store *s, const char *folder, struct nr_known_files *out,
	struct nr_error *err)
{
	int64_t id = folder_id(s, folder, strlen(folder), true);
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_FILE_LIST, "i", id);

	/* The folders of a scan share the memory of the list. */
	nr_arena_release(&out->arena);
	out->n = 0;
	nr_ids_add(&s->scan.listed, id);
	for (; st; st = nr_db_next(&s->db, st)) {
		const char *name = (const char *)sqlite3_column_text(st, 1);

		out->v = nr_grow(out->v, &out->cap, out->n + 1, sizeof *out->v);
		out->v[out->n++] = (struct nr_known_file){
			.id = sqlite3_column_int64(st, 0),
			.name = nr_arena_strndup(&out->arena, name ? name : "",
				(size_t)sqlite3_column_bytes(st, 1)),
			.stamp = {
				.dev = (uint64_t)sqlite3_column_int64(st, 2),
				.ino = (uint64_t)sqlite3_column_int64(st, 3),
				.size = sqlite3_column_int64(st, 4),
				.mtime = sqlite3_column_int64(st, 5),
			},
		};
	}
	return nr_index_check(s, err);
}

void
nr_known_files_release(struct nr_known_files *k)
{
	nr_arena_release(&k->arena);
	NR_FREE(k->v);
	k->n = k->cap = 0;
}

bool
nr_store_scan_knows_folder(struct nr_store *s, const char *path)
{
	return nr_db_int(&s->db, NR_SQL_FOLDER_FIND, "t", path) != 0;
}

int
nr_store_scan_below(struct nr_store *s, const char *path, bool (*is_gone)(const char *),
	struct nr_error *err)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_FOLDER_BELOW, "t", path);

	for (; st; st = nr_db_next(&s->db, st)) {
		const char *folder = (const char *)sqlite3_column_text(st, 1);

		if (!folder || !is_gone(folder))
			continue;
		nr_ids_add(&s->scan.listed, sqlite3_column_int64(st, 0));
		nr_ids_add(&s->scan.gone, sqlite3_column_int64(st, 0));
	}
	return nr_index_check(s, err);
}

/* ---- files ---- */

void
nr_store_scan_visited(struct nr_store *s, int64_t file)
{
	nr_ids_add(&s->scan.seen, file);
}

bool
nr_store_scan_is_fresh(struct nr_store *s, const char *path,
	const struct nr_fs_stamp *stamp)
{
	const char *name;
	int64_t folder = nr_scan_folder_of(s, path, false, &name);
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_FILE_FIND, "it", folder, name);
	bool fresh;

	if (!st)
		return false;
	fresh = (uint64_t)sqlite3_column_int64(st, 2) == stamp->dev
		&& (uint64_t)sqlite3_column_int64(st, 3) == stamp->ino
		&& sqlite3_column_int64(st, 4) == stamp->size
		&& sqlite3_column_int64(st, 5) == stamp->mtime;
	if (fresh)
		nr_ids_add(&s->scan.seen, sqlite3_column_int64(st, 0));
	nr_db_done(st);
	return fresh;
}

char *
nr_store_file_path(struct nr_store *s, int64_t file)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_FILE_PATH, "i", file);
	char *path;

	if (!st)
		return NULL;
	path = nr_db_path_of(st, 0, 1);
	nr_db_done(st);
	return path;
}

int
nr_store_scan_keep(struct nr_store *s, const char *path, struct nr_error *err)
{
	size_t n = strlen(path);
	char *root;
	const char *name;
	int64_t folder, file;

	while (n > 1 && path[n - 1] == '/')
		n--;
	root = nr_strndup(path, n);
	folder = nr_scan_folder_of(s, root, false, &name);
	file = nr_db_int(&s->db, NR_SQL_FILE_FIND, "it", folder, name);
	if (file)
		nr_ids_add(&s->scan.seen, file);
	nr_db_ids(&s->db, &s->scan.seen, NR_SQL_FILE_BELOW, "t", root);
	nr_db_ids(&s->db, &s->scan.kept, NR_SQL_FOLDER_BELOW, "t", root);
	free(root);
	return nr_index_check(s, err);
}
