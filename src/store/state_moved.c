/* Detects that state.db was removed, replaced or overwritten, and moves its rows to the
 * new file. */
#include "config.h"

#include "store/state_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "newsreader/fs.h"
#include "newsreader/log.h"
#include "newsreader/mem.h"

/* The file's header (https://sqlite.org/fileformat2.html#the_database_header). */
enum { HEADER = 100, CHANGES_AT = 24 };
#define MAGIC "SQLite format 3"

enum { COPY_MAX = 1 << 30 };	/* bytes */

/*
 * A file that is removed or replaced stays readable through its open connection, and so
 * do its log and the log's index. The times of the marks are only there, not in memory,
 * so its rows are merged into the new file of that name, as if an export of it were
 * imported.
 *
 * A file that is emptied or overwritten in place keeps its inode, and SQLite does not
 * notice, because it has the pages in its cache. In WAL mode the file's change counter
 * never decreases: a transaction of the marks raises it (NR_STATE_STAMP) or leaves it as
 * it is.
 */

static struct nr_file_id
identify(const char *path)
{
	struct stat st;

	if (!path || stat(path, &st) < 0)
		return (struct nr_file_id){ 0, 0 };
	return (struct nr_file_id){ (uint64_t)st.st_dev, (uint64_t)st.st_ino };
}

static bool
is_same(const char *path, const struct nr_file_id *id)
{
	struct nr_file_id now = identify(path);

	return now.dev == id->dev && now.ino == id->ino;
}

/* Reads by SQLite's own descriptor: closing another one of this file would release the
 * locks of this process. Returns false if the file cannot be read. */
static bool
read_head(struct nr_db *db, struct nr_file_head *head)
{
	sqlite3_file *f = NULL;
	unsigned char b[HEADER];
	sqlite3_int64 size;
	int rc;

	*head = (struct nr_file_head){ 0, 0 };
	sqlite3_file_control(db->h, "main", SQLITE_FCNTL_FILE_POINTER, &f);
	if (!f || !f->pMethods || f->pMethods->xFileSize(f, &size) != SQLITE_OK)
		return false;
	rc = f->pMethods->xRead(f, b, HEADER, 0);
	if (rc == SQLITE_OK && memcmp(b, MAGIC, sizeof MAGIC) == 0) {
		head->size = size;
		for (int i = 0; i < 4; i++)
			head->changes = head->changes << 8 | b[CHANGES_AT + i];
	}
	return rc == SQLITE_OK || rc == SQLITE_IOERR_SHORT_READ;
}

/* Only in WAL mode: otherwise rolling back a transaction also restores the counter. */
static bool
is_overwritten(struct nr_state *st)
{
	struct nr_file_head now;

	if (!st->kept || !st->wal.ino || !st->head.size || !read_head(&st->db, &now))
		return false;
	/* The counter may wrap around. */
	if (!now.size || now.changes - st->head.changes > UINT32_MAX / 2
		|| (now.changes == st->head.changes && now.size < st->head.size))
		return true;
	st->head = now;
	return false;
}

/* Move the new content of an overwritten file to an inode of its own: connections to the
 * old inode have a log that does not belong to this content. On failure the file stays as
 * it is. */
static void
split_off(const char *path)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf b = NR_BUF_INIT;
	char *copy = nr_db_path(path, ".new");
	int fd = -1;

	if (nr_fs_read(path, COPY_MAX, &b, &err) == 0) {
		unlink(copy);
		fd = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	}
	if (fd >= 0) {
		bool whole = nr_fs_put(fd, nr_buf_str(&b), b.len) == 0 && fsync(fd) == 0;

		if (close(fd) < 0 || !whole || rename(copy, path) < 0)
			unlink(copy);
	}
	nr_buf_release(&b);
	free(copy);
}

void
nr_state_note_files(struct nr_state *st)
{
	/* Resolves symbolic links: the log is next to the target. */
	const char *path = st->db.h ? sqlite3_db_filename(st->db.h, "main") : NULL;

	free(st->wal_path);
	free(st->shm_path);
	st->wal_path = path ? nr_db_path(path, "-wal") : NULL;
	st->shm_path = path ? nr_db_path(path, "-shm") : NULL;
	st->file = identify(st->path);
	st->wal = identify(st->wal_path);
	st->shm = identify(st->shm_path);
	st->head = (struct nr_file_head){ 0, 0 };
	if (st->db.h)
		read_head(&st->db, &st->head);
}

bool
nr_state_has_moved(struct nr_state *st)
{
	if (!st->db.h)
		return false;
	if (!is_same(st->path, &st->file) || nr_db_has_moved(&st->db))
		return true;
	if (is_overwritten(st))
		return true;
	/* A read-only connection makes no log. */
	return st->kept && !(is_same(st->wal_path, &st->wal)
		&& is_same(st->shm_path, &st->shm));
}

static bool
carry(void *ctx, struct nr_kept *row)
{
	struct nr_state *st = ctx;

	/* Marks not read yet are put in memory, because the new file may be empty or
	 * missing. */
	if (st->partial && !nr_marks_find(&st->marks, row->id))
		nr_marks_put(&st->marks, row->id, (row->read ? NR_MARK_READ : 0U)
			| (row->starred ? NR_MARK_STARRED : 0U)
			| (row->hidden ? NR_MARK_HIDDEN : 0U), row->seen.version);
	st->carried = nr_grow(st->carried, &st->carried_cap, st->n_carried + 1,
		sizeof *st->carried);
	st->carried[st->n_carried++] = *row;
	*row = (struct nr_kept){ .key = NULL };
	return true;
}

static void
unlink_same(const char *path, const struct nr_file_id *id)
{
	if (id->ino && is_same(path, id))
		unlink(path);
}

/* Also removes the log and its index if they belong to the old file: SQLite finds logs by
 * name, and would use the old file's log for the new file, or the index of a removed log
 * for a new one. */
void
nr_state_leave(struct nr_state *st)
{
	int lock = nr_db_lock(st->path);
	bool moved;

	/* SQLite's cache may still have the marks of an emptied file when other tables
	 * are lost. */
	if (nr_state_each(st, NR_STATE_EXPORT, carry, st) != SQLITE_OK && !st->n_carried)
		nr_state_each(st, NR_STATE_EXPORT_MARKS, carry, st);
	nr_state_settings_carry(st);
	st->partial = false;
	st->reload_count++;
	nr_log("state", "the file of the marks was removed or replaced");
	if (!nr_db_has_moved(&st->db) && is_overwritten(st))
		split_off(sqlite3_db_filename(st->db.h, "main"));
	moved = nr_db_has_moved(&st->db);
	if (moved || !is_same(st->wal_path, &st->wal))
		unlink_same(st->shm_path, &st->shm);
	if (moved)
		unlink_same(st->wal_path, &st->wal);
	nr_db_abandon(&st->db);
	nr_db_unlock(lock);
}

void
nr_state_arrive(struct nr_state *st, const struct nr_marks *before, struct nr_diags *notes)
{
	int rc = SQLITE_CANTOPEN;
	size_t n = 0;

	if (st->kept) {
		/* If this fails, the rows are written together with the next marks. */
		st->db.patience = NR_STATE_PATIENCE;
		nr_db_begin(&st->db);
		st->db.patience = NR_DB_PATIENCE;
		n = nr_state_merge_rows(st, st->carried, st->n_carried);
		rc = nr_state_end(st);
	}
	if (rc == SQLITE_OK) {
		nr_state_release_carried(st);
		rc = nr_state_file_load(st);
	}
	n += nr_state_recall(st, before);
	if (st->kept && n)
		nr_diag_add(notes, NR_WARNING, st->path, 0, 0, "the marks file was removed"
			" or replaced: saved %zu article%s marks", n, n == 1 ? "'s" : "s'");
	else if (st->kept && !notes->n)
		nr_diag_add(notes, NR_WARNING, st->path, 0, 0,
			"the marks file was removed or replaced");
}
