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

/* Since which version of the file something is in it. */
enum { NR_STATE_SEEN_SINCE = 2, NR_STATE_PLACES_SINCE = 3, NR_STATE_VERSION = 3 };

#define NR_STATE_APPLICATION 0x4e525354	/* "NRST" */

extern const char *const nr_state_sql[NR_STATE_SQL_COUNT];

/* Open st->path into st->db, make it, or set it aside when it is damaged; fills
 * st->marks, sets st->kept. `suspect`: look at all of it, because writing to it failed. */
void nr_state_file_open(struct nr_state *st, bool suspect, struct nr_diags *notes);
/* Set the open file aside, although nothing was found wrong with it: it takes no marks. */
void nr_state_file_replace(struct nr_state *st, struct nr_diags *notes);

/* These return SQLITE_OK or what stopped them. What is pending stays. */

/* Read the marks. If that fails those that were there stay. */
int nr_state_file_load(struct nr_state *st);
/* The same, but of many no more than are read in a moment. */
int nr_state_file_begin(struct nr_state *st);
/* Read the marks of one article, which is not among those read. NULL: id is 0. */
struct nr_mark *nr_state_file_find(struct nr_state *st, int64_t id);
/* Read those that others changed. */
int nr_state_file_follow(struct nr_state *st);

/* Open, set up and read the file. Whatever it returns, the file is open afterwards if
 * SQLite could open it at all. */
int nr_state_file_open_writable(struct nr_state *st, bool suspect);
/* Set the damaged file aside and carry over what can be read. */
int nr_state_rescue(struct nr_state *st, struct nr_diags *notes);

/* Set again those of these marks that the file does not give; they are pending then.
 * Returns of how many articles. */
size_t nr_state_recall(struct nr_state *st, const struct nr_marks *before);
/* Each row in the order of keys, as nr_store_state_export has it; each(ctx, row) may move
 * out of it what it wants to keep. */
int nr_state_each(struct nr_state *st, bool (*each)(void *ctx, struct nr_kept *kept),
	void *ctx);

/* The table of marks alone, in any order, as far as it can be read. */
int nr_state_each_mark(struct nr_state *st, bool (*each)(void *ctx, struct nr_kept *kept),
	void *ctx);

/* ---- a file that goes away while it is open ---- */

/* Remember which files are open. */
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

/* Try to be where marks go to the disk. SQLITE_READONLY: there is no such place. */
int nr_state_ready(struct nr_state *st);
/* Write: try(st, ctx) begins a transaction and ends it. If the file is found damaged it is
 * tried again, with what can be read of it. */
int nr_state_try(struct nr_state *st, int (*try)(struct nr_state *st, void *ctx), void *ctx);
/* Tell others that have the file open which articles changed, and raise the file's change
 * counter. */
void nr_state_log(struct nr_state *st, const int64_t *ids, size_t n);
/* Write the places that wait. */
void nr_state_places_write(struct nr_state *st, nr_state_fill *fill, void *ctx);
void nr_state_place_write(struct nr_state *st, int64_t id, const char *key, int64_t at,
	const struct nr_place *place);
/* Merge a row, or all that was carried. True: that changed the file. */
bool nr_state_merge_row(struct nr_state *st, const struct nr_kept *row);
size_t nr_state_merge_carried(struct nr_state *st);
/* Commit, and tell who watches the file; or roll back if anything failed since
 * nr_db_begin. */
int nr_state_end(struct nr_state *st);

#endif
