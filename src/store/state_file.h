/*
 * State file: opening state.db, whatever shape it is in, and reading it.
 */
#ifndef STORE_STATE_FILE_H
#define STORE_STATE_FILE_H

#include "store/state.h"

enum nr_state_sql {
	NR_STATE_DATA_VERSION, NR_STATE_LOAD, NR_STATE_LOAD_OLD, NR_STATE_GET,
	NR_STATE_PUT, NR_STATE_CLEAN, NR_STATE_SEEN, NR_STATE_SEEN_PUT, NR_STATE_SEEN_DROP,
	NR_STATE_LOG_ADD, NR_STATE_LOG_JUMP, NR_STATE_LOG_TRIM, NR_STATE_LOG_LAST,
	NR_STATE_LOG_SINCE, NR_STATE_EXPORT, NR_STATE_EXPORT_1, NR_STATE_EXPORT_2,
	NR_STATE_EXPORT_MARKS,
	NR_STATE_PLACE, NR_STATE_PLACE_PUT, NR_STATE_PLACE_DROP, NR_STATE_PLACE_TRIM,
	NR_STATE_FOUND, NR_STATE_TIMES, NR_STATE_MERGE, NR_STATE_STAMP,
	NR_STATE_SQL_COUNT
};

/* The versions of the file that added something, and the current one. */
enum { NR_STATE_SEEN_SINCE = 2, NR_STATE_PLACES_SINCE = 3, NR_STATE_VERSION = 3 };

#define NR_STATE_APPLICATION 0x4e525354	/* "NRST" */

extern const char *const nr_state_sql[NR_STATE_SQL_COUNT];

/* Open or make st->path, or set it aside if it is damaged. Sets st->db, st->marks and
 * st->kept. `suspect`: check all pages, because writing failed. */
void nr_state_file_open(struct nr_state *st, bool suspect, struct nr_diags *notes);
/* Set the open file aside although its check finds no damage, because writing fails. */
void nr_state_file_replace(struct nr_state *st, struct nr_diags *notes);

/* These return SQLITE_OK or an error code. Pending marks stay. */

/* Read all marks. On failure st->marks stays as it was. */
int nr_state_file_load(struct nr_state *st);
/* The same, but only a part of very many marks while st->quick is set. */
int nr_state_file_begin(struct nr_state *st);
/* Read the marks of one article that is not in st->marks yet. NULL: id is 0. */
struct nr_mark *nr_state_file_find(struct nr_state *st, int64_t id);
/* Read the marks that other programs changed. */
int nr_state_file_follow(struct nr_state *st);

/* Open, set up and read the file. If SQLite can open it, it stays open even on failure. */
int nr_state_file_open_writable(struct nr_state *st, bool suspect);
/* Set the damaged file aside and copy its readable rows to a new one. */
int nr_state_rescue(struct nr_state *st, struct nr_diags *notes);

/* Set those of these marks again that are not in st->marks; they become pending. Returns the
 * number of articles. */
size_t nr_state_recall(struct nr_state *st, const struct nr_marks *before);
/* Call each() with each row in the order of nr_store_state_export until it returns false; it
 * may take the row's texts and leave NULL. Returns SQLITE_OK or an error code. */
int nr_state_each(struct nr_state *st, bool (*each)(void *ctx, struct nr_kept *kept),
	void *ctx);

/* The same for the table of marks alone, in any order. */
int nr_state_each_mark(struct nr_state *st, bool (*each)(void *ctx, struct nr_kept *kept),
	void *ctx);

/* ---- a file that goes away while it is open ---- */

/* Remember the identity of the files that are open. */
void nr_state_note_files(struct nr_state *st);
/* The file, its log or the log's index was removed or replaced, or the file was emptied or
 * overwritten. */
bool nr_state_has_moved(struct nr_state *st);
/* Copy all rows of the open file to st->carried, and marks not read yet to st->marks; close
 * the file. */
void nr_state_leave(struct nr_state *st);
/* After another file was opened, or none could be: write st->carried to it, and set the marks
 * again that only `before` has. */
void nr_state_arrive(struct nr_state *st, const struct nr_marks *before,
	struct nr_diags *notes);
void nr_state_release_carried(struct nr_state *st);

/* ---- transactions ---- */

/* Prepare for writing: reopen the file if a retry is due, and read the changes of other
 * programs. Returns SQLITE_OK or an error code; SQLITE_READONLY: it cannot be written. */
int nr_state_ready(struct nr_state *st);
/* Write: try(st, ctx) begins a transaction and ends it. If the file is damaged, the rows that
 * can be read are rescued to a new one, and try() is called again. */
int nr_state_try(struct nr_state *st, int (*try)(struct nr_state *st, void *ctx), void *ctx);
/* Log the articles that changed, for other programs that have the file open, and raise the
 * file's change counter. */
void nr_state_log(struct nr_state *st, const int64_t *ids, size_t n);
/* Write the pending places. */
void nr_state_positions_write(struct nr_state *st, nr_state_fill *fill, void *ctx);
void nr_state_position_write(struct nr_state *st, int64_t id, const char *key, int64_t at,
	const struct nr_position *place);
/* Merge a row, or all of st->carried. Return whether the file changed, or the number of
 * articles that did. */
bool nr_state_merge_row(struct nr_state *st, const struct nr_kept *row);
size_t nr_state_merge_carried(struct nr_state *st);
/* Commit and set the file's time, for programs that watch it; or roll back if a statement
 * failed since nr_db_begin. Returns SQLITE_OK or the error code. */
int nr_state_end(struct nr_state *st);

#endif
