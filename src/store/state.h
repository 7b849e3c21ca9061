/*
 * State: marks, reading positions and settings, in memory and in state.db. It also works
 * without the file; the index never depends on it.
 */
#ifndef STORE_STATE_H
#define STORE_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/buf.h"
#include "newsreader/diag.h"
#include "newsreader/error.h"
#include "newsreader/store.h"
#include "store/db.h"
#include "store/marks.h"

/* An article with marks to be written. */
struct nr_pending {
	int64_t id;
	char *key;		/* "" if not known */
	struct nr_buf seen;	/* the encoded snapshot; empty if not known */
};

/* A reading position to be written. */
struct nr_new_place {
	int64_t id, at;
	char *key;		/* "" if not known */
	struct nr_position place;
	bool none;		/* delete the position */
};

/* A setting to be written. */
struct nr_new_setting {
	char *name;
	char *value;		/* NULL: delete the setting */
	bool carried;		/* read from a lost file: the value of another file wins */
};

/* An article whose marks were changed by another program. */
struct nr_followed {
	int64_t id;
	uint8_t old;		/* NR_MARK_* before the change */
};

/* Identity of a file; all 0 if it does not exist. */
struct nr_file_id {
	uint64_t dev, ino;
};

/* Fields of the file's header; size 0 if it is not a database or too short. */
struct nr_file_head {
	int64_t size;		/* bytes */
	uint32_t changes;	/* SQLite's change counter */
};

/* Milliseconds to wait for another program while the user waits for the effect of a
 * key. */
enum { NR_STATE_PATIENCE = 200 };

struct nr_state {
	struct nr_db db;	/* closed: marks are in memory only */
	char *path;
	char *wal_path, *shm_path;	/* SQLite's log and its index; NULL if closed */
	struct nr_file_id file, wal, shm;	/* when it was opened */
	struct nr_file_head head;	/* at the last check */
	bool read_only;		/* as requested by the caller */
	bool quick;		/* do not read very many marks on opening */
	bool partial;	/* some marks are not read yet; each is looked up when needed */
	bool kept;		/* marks are written to disk */
	bool was_kept;		/* they were earlier in this run: retry after any error */
	bool retry;		/* they are not now, but a retry is possible */
	int why;		/* SQLite's code of the reason */
	bool changed;		/* by another connection, since nr_store_changed */
	unsigned reload_count;	/* incremented when all marks are read from disk */
	int64_t version;	/* data_version at the last check */
	int64_t seq;		/* last entry of the file's log that was applied */
	struct nr_marks marks;
	struct nr_pending *pending;
	size_t n_pending, pending_cap;
	/* Articles whose marks were set again because the file lost them: to be set once
	 * more with their keys and snapshots. */
	struct nr_ids recalled;
	struct nr_new_place *places;	/* unordered */
	size_t n_places, places_cap;
	struct nr_new_setting *settings;	/* unordered */
	size_t n_settings, settings_cap;
	struct nr_kept *carried;	/* rows of a lost file that are not written yet */
	size_t n_carried, carried_cap;
	struct nr_followed *followed;	/* oldest first, not in the totals yet */
	size_t n_followed, followed_cap;
	struct nr_diags notes;	/* diagnostics for nr_store_take_notes */
};

/* *st is zero except for read_only and quick; path may be NULL. Never fails: problems are
 * added to *notes. */
void nr_state_open(struct nr_state *st, const char *path, struct nr_diags *notes);
void nr_state_close(struct nr_state *st);

/* Apply the changes that other programs wrote. */
void nr_state_sync(struct nr_state *st);
/* Read all remaining marks; needed before iterating over the table. Pending marks
 * stay. */
void nr_state_load_rest(struct nr_state *st);
unsigned nr_state_get(struct nr_state *st, int64_t id);
/* Marks of an article whose indexed version is `version`, with NR_MARK_UPDATED set or
 * cleared. */
unsigned nr_state_classify(struct nr_state *st, int64_t id, int64_t version);
/* The version that was read; 0 if not known or not read. */
int64_t nr_state_version(struct nr_state *st, int64_t id);
/* The snapshot without its id; version 0 if not found. */
void nr_state_snapshot(struct nr_state *st, int64_t id, struct nr_snapshot *out);

/* Change marks of the article seen->id in memory; they become pending. key: "" if not
 * known. With NR_MARK_READ in `set`, *seen is what was read; its version may be 0, and its
 * title NULL, if not known. */
void nr_state_set(struct nr_state *st, const char *key, const struct nr_snapshot *seen,
	unsigned set, unsigned clear);
/* Write all pending changes in one transaction, waiting up to `patience` milliseconds for
 * another program. NR_ERR_STATE: they stay pending. */
int nr_state_write(struct nr_state *st, int patience, struct nr_error *err);

#endif
