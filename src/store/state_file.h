/*
 * State file: opening and reading state.db, even if it is damaged, old or not writable.
 */
#ifndef STORE_STATE_FILE_H
#define STORE_STATE_FILE_H

#include "store/state.h"

enum nr_state_sql {
	NR_STATE_DATA_VERSION, NR_STATE_LOAD, NR_STATE_GET,
	NR_STATE_PUT, NR_STATE_CLEAN, NR_STATE_SEEN, NR_STATE_SEEN_PUT, NR_STATE_SEEN_DROP,
	NR_STATE_LOG_ADD, NR_STATE_LOG_JUMP, NR_STATE_LOG_TRIM, NR_STATE_LOG_LAST,
	NR_STATE_LOG_SINCE, NR_STATE_EXPORT, NR_STATE_EXPORT_MARKS,
	NR_STATE_PLACE, NR_STATE_PLACE_PUT, NR_STATE_PLACE_DROP, NR_STATE_PLACE_TRIM,
	NR_STATE_TIMES, NR_STATE_MERGE, NR_STATE_STAMP,
	NR_STATE_SQL_COUNT
};

enum { NR_STATE_VERSION = 4 };

#define NR_STATE_APPLICATION 0x4e525354	/* "NRST" */

extern const char *const nr_state_sql[NR_STATE_SQL_COUNT];

/* Open or make st->path; a damaged file is set aside. Sets st->db, st->marks and
 * st->kept. `suspect`: writing failed, so check all pages. */
void nr_state_file_open(struct nr_state *st, bool suspect, struct nr_diags *notes);
/* Set the open file aside because writing fails, although its check finds no damage. */
void nr_state_file_replace(struct nr_state *st, struct nr_diags *notes);

/* The following functions return SQLITE_OK or an error code. Pending marks stay. */

/* Read all marks. On failure st->marks stays as it was. */
int nr_state_file_load(struct nr_state *st);
/* The same, but only some marks if there are very many and st->quick is set. */
int nr_state_file_begin(struct nr_state *st);
/* Read the marks of an article that is not in st->marks yet. Returns NULL if id is 0. */
struct nr_mark *nr_state_file_find(struct nr_state *st, int64_t id);
/* Apply the changes of marks by other programs. */
int nr_state_file_follow(struct nr_state *st);

/* Make the tables of this version, or bring an older file up to it; errors are sticky. */
void nr_state_upgrade(struct nr_db *db, int64_t version);
/* Let the statements read a file of an older version that is open and not upgraded. */
void nr_state_file_adapt(struct nr_db *db);
/* Open, upgrade and read the file. If SQLite can open it, it stays open even on
 * failure. */
int nr_state_file_open_writable(struct nr_state *st, bool suspect);
/* Set the damaged file aside and copy its readable rows to a new file. */
int nr_state_rescue(struct nr_state *st, struct nr_diags *notes);

/* Set marks of `before` again that st->marks lacks; they become pending, and their
 * articles are added to st->recalled. Returns the number of articles. */
size_t nr_state_recall(struct nr_state *st, const struct nr_marks *before);
/* Call each() for each row in the order of nr_store_state_export until it returns false.
 * It may take over the row's texts and set them to NULL. Returns SQLITE_OK or an error
 * code. */
int nr_state_each(struct nr_state *st, bool (*each)(void *ctx, struct nr_kept *kept),
	void *ctx);

/* The same for the table of marks only, unordered. */
int nr_state_each_mark(struct nr_state *st, bool (*each)(void *ctx, struct nr_kept *kept),
	void *ctx);

/* ---- a file that is removed or replaced while it is open ---- */

/* Remember the identity of the open files. */
void nr_state_note_files(struct nr_state *st);
/* True if the file, its log or the log's index was removed or replaced, or the file was
 * emptied or overwritten. */
bool nr_state_has_moved(struct nr_state *st);
/* Copy all rows of the open file to st->carried, and marks not read yet to st->marks;
 * then close the file. */
void nr_state_leave(struct nr_state *st);
/* Called after another file was opened, or could not be: writes st->carried to it, and
 * sets the marks again that only `before` has. */
void nr_state_arrive(struct nr_state *st, const struct nr_marks *before,
	struct nr_diags *notes);
void nr_state_release_carried(struct nr_state *st);

/* ---- transactions ---- */

/* Prepare for writing: reopen the file if a retry is due, and apply the changes of
 * other programs. Returns SQLITE_OK or an error code; SQLITE_READONLY if it cannot be
 * written. */
int nr_state_ready(struct nr_state *st);
/* Run try(st, ctx), which begins and ends a transaction. If the file is damaged, its
 * readable rows are copied to a new file, and try() is called once more. */
int nr_state_try(struct nr_state *st, int (*try)(struct nr_state *st, void *ctx), void *ctx);
/* Log the changed articles, for other programs that have the file open, and raise the
 * file's change counter. */
void nr_state_log(struct nr_state *st, const int64_t *ids, size_t n);
/* A reading position from the columns of a row, the first of which is `column`. */
struct nr_position nr_state_position_read(sqlite3_stmt *row, int column);
/* Write the pending reading positions. */
void nr_state_positions_write(struct nr_state *st);
/* Forget them. */
void nr_state_positions_release(struct nr_state *st);
void nr_state_position_write(struct nr_state *st, int64_t id, const char *key, int64_t at,
	const struct nr_position *place);
/* Merge a row, or all of st->carried. Returns whether the file changed, or the number of
 * articles changed. */
bool nr_state_merge_row(struct nr_state *st, const struct nr_kept *row);
size_t nr_state_merge_carried(struct nr_state *st);
/* Commit, and set the file's time for programs that watch it; roll back if a statement
 * failed since nr_db_begin. Returns SQLITE_OK or the error code. */
int nr_state_end(struct nr_state *st);

#endif
