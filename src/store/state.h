/*
 * State: what the reader marked, in memory and on disk. It works without its file too:
 * the index never depends on it.
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

/* An article whose marks are to be written. */
struct nr_pending {
	int64_t id;
	struct nr_buf seen;	/* what was read, as bytes; empty: ask for it */
};

/* A reading place that is to be written. */
struct nr_new_place {
	int64_t id, at;
	struct nr_position place;
	bool none;		/* it is to be forgotten */
};

/* An article whose marks another program changed. */
struct nr_followed {
	int64_t id;
	uint8_t old;		/* NR_MARK_*, as they were here */
};

/* The file that has a name; all 0: there is no such file. */
struct nr_file_id {
	uint64_t dev, ino;
};

/* From the file's header; size 0: it is not a database, or too short for one. */
struct nr_file_head {
	int64_t size;		/* bytes */
	uint32_t changes;	/* SQLite's change counter */
};

/* Milliseconds to wait for another program while the reader waits for a key's effect. */
enum { NR_STATE_PATIENCE = 200 };

struct nr_state {
	struct nr_db db;	/* closed: marks are in memory only */
	char *path;
	char *wal_path, *shm_path;	/* SQLite's log and its index; NULL: closed */
	struct nr_file_id file, wal, shm;	/* when it was opened */
	struct nr_file_head head;	/* at the last look */
	bool read_only;		/* asked for */
	bool quick;		/* while it is opened: do not wait for many marks */
	bool partial;		/* some marks were not read; each is looked up */
	bool kept;		/* marks go to the disk */
	bool was_kept;		/* they did earlier in this run: try again whatever fails */
	bool retry;		/* they do not now, but a later try may succeed */
	int why;		/* why they do not: SQLite's code */
	int format;		/* version of the file; an old one cannot be written */
	bool changed;		/* by another connection, and nobody asked since */
	unsigned reload_count;	/* another one whenever all marks were read from the disk */
	int64_t version;	/* data_version at the last look */
	int64_t seq;		/* last entry of the file's log that was taken over */
	struct nr_marks marks;
	struct nr_pending *pending;
	size_t n_pending, pending_cap;
	struct nr_new_place *places;	/* in no order */
	size_t n_places, places_cap;
	struct nr_kept *carried;	/* rows of a lost file, until they are written */
	size_t n_carried, carried_cap;
	struct nr_followed *followed;	/* in their order, not counted yet */
	size_t n_followed, followed_cap;
	struct nr_diags notes;	/* not taken by nr_store_take_notes yet */
};

/* Append the article's key to *key and, if the index has `version` of it, its encoded nr_snapshot
 * to *seen. */
typedef void nr_state_fill(void *ctx, int64_t id, int64_t version, struct nr_buf *key,
	struct nr_buf *seen);

/* st is zero except for read_only and quick; path may be NULL. Never fails: problems are
 * added to *notes. */
void nr_state_open(struct nr_state *st, const char *path, struct nr_diags *notes);
void nr_state_close(struct nr_state *st);

/* Read the changes that other programs wrote. */
void nr_state_sync(struct nr_state *st);
/* Have all marks: for what goes through the table. What is pending stays. */
void nr_state_load_rest(struct nr_state *st);
unsigned nr_state_get(struct nr_state *st, int64_t id);
/* The same, of an article of which the index has this version. */
unsigned nr_state_classify(struct nr_state *st, int64_t id, int64_t version);
/* The version of it that was read; 0: not known, or not read. */
int64_t nr_state_version(struct nr_state *st, int64_t id);
/* What was read, but for its id; version 0 if that is not known. */
void nr_state_snapshot(struct nr_state *st, int64_t id, struct nr_snapshot *out);

/* Change marks in memory. */
void nr_state_set(struct nr_state *st, int64_t id, unsigned set, unsigned clear);
/* Mark read in this version; `seen` may have a version alone. */
void nr_state_set_read(struct nr_state *st, int64_t id, int64_t version,
	const struct nr_snapshot *seen);
/* Write what is pending in one transaction, waiting up to `patience` milliseconds for another
 * program. NR_ERR_STATE: it stays pending. */
int nr_state_write(struct nr_state *st, int patience, nr_state_fill *fill, void *ctx,
	struct nr_error *err);

#endif
