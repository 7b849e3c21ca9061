/*
 * State file: opening and reading state.db, even if it is damaged, old or not writable.
 */
#ifndef STORE_STATE_FILE_H
#define STORE_STATE_FILE_H

#include "store/state.h"

enum nr_state_sql {
	NR_STATE_DATA_VERSION, NR_STATE_WHOLE, NR_STATE_LOAD, NR_STATE_GET,
	NR_STATE_PUT, NR_STATE_CLEAN, NR_STATE_SEEN, NR_STATE_SEEN_PUT, NR_STATE_SEEN_DROP,
	NR_STATE_LOG_ADD, NR_STATE_LOG_JUMP, NR_STATE_LOG_TRIM, NR_STATE_LOG_LAST,
	NR_STATE_LOG_SINCE, NR_STATE_EXPORT, NR_STATE_EXPORT_MARKS,
	NR_STATE_PLACE, NR_STATE_PLACE_PUT, NR_STATE_PLACE_DROP, NR_STATE_PLACE_TRIM,
	NR_STATE_TIMES, NR_STATE_MERGE, NR_STATE_STAMP, NR_STATE_ROOT,
	NR_STATE_SETTING, NR_STATE_SETTINGS, NR_STATE_SETTING_PUT, NR_STATE_SETTING_ADD,
	NR_STATE_SETTING_DROP, NR_STATE_SETTING_TRIM,
	NR_STATE_SQL_COUNT
};

enum {
	NR_STATE_VERSION = 5,
	/* an error code in addition to SQLite's, which are positive */
	NR_STATE_LATER_VERSION = -1
};

#define NR_STATE_APPLICATION 0x4e525354	/* "NRST" */

extern const char *const nr_state_sql[NR_STATE_SQL_COUNT];

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
/* Open, upgrade and read the file. `suspect`: writing failed, so check all pages. If
 * SQLite can open it, it stays open even on failure. */
int nr_state_file_open_writable(struct nr_state *st, bool suspect);
/* Open and read the file as it is. */
int nr_state_file_open_reading(struct nr_state *st);

/* Rename a damaged file and its log. Returns its new path, which the caller frees, or
 * NULL. */
char *nr_state_set_aside(const char *path);
/* Copy the rows of that file that can be read to a new one. */
int nr_state_rescue(const char *aside, struct nr_db *to);

/* Forget the pending marks. */
void nr_state_forget_pending(struct nr_state *st);
/* Set marks of `before` again that st->marks lacks; they become pending, and their
 * articles are added to st->recalled. Returns the number of articles. */
size_t nr_state_recall(struct nr_state *st, const struct nr_marks *before);
/* Call each() for each row of NR_STATE_EXPORT, in the order of nr_store_state_export, or of
 * NR_STATE_EXPORT_MARKS, the table of marks only, unordered, until it returns false. It may
 * take over the row's texts and set them to NULL. Returns SQLITE_OK or an error code. */
int nr_state_each(struct nr_state *st, enum nr_state_sql rows,
	bool (*each)(void *ctx, struct nr_kept *kept), void *ctx);

/* ---- a file that is removed or replaced while it is open ---- */

/* Remember the identity of the open files. */
void nr_state_note_files(struct nr_state *st);
/* True if the file, its log or the log's index was removed or replaced, or the file was
 * emptied or overwritten. */
bool nr_state_has_moved(struct nr_state *st);
/* Copy all rows of the open file to st->carried, its settings to st->settings, and marks
 * not read yet to st->marks; then close the file. */
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
/* A reading position from the columns of a row, the first of which is `column`. */
struct nr_position nr_state_position_read(sqlite3_stmt *row, int column);
/* Forget the pending reading positions. */
void nr_state_positions_release(struct nr_state *st);
/* Write the pending settings; errors are sticky. */
void nr_state_settings_write(struct nr_state *st);
/* Read the settings of a file that is lost; those that are not pending yet become so. */
void nr_state_settings_carry(struct nr_state *st);
/* Forget the pending settings. */
void nr_state_settings_release(struct nr_state *st);
/* Merge rows and log the articles changed. Returns their number. */
size_t nr_state_merge_rows(struct nr_state *st, const struct nr_kept *rows, size_t n);
/* Write all that is pending or carried in a transaction; if that succeeds, forget it. */
int nr_state_write_pending(struct nr_state *st, int patience);
/* Commit, and set the file's time for programs that watch it; roll back if a statement
 * failed since nr_db_begin. Returns SQLITE_OK or the error code. */
int nr_state_end(struct nr_state *st);

#endif
