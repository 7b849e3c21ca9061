/*
 * Changes marks (read, starred, hidden) with undo and redo.
 */
#ifndef APP_MARKS_H
#define APP_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/error.h"
#include "newsreader/store.h"

enum {
	APP_UNDO_MAX = 100,	/* changes that can be undone */
	APP_MARKS_STEP = 256	/* articles marked in one transaction */
};

enum app_marks_doing {
	APP_MARKS_NOTHING, APP_MARKS_CHANGE, APP_MARKS_UNDO, APP_MARKS_REDO
};

struct app_change;

struct app_marks {
	struct app_change *changes;
	size_t n, cap;
	size_t at;		/* changes before it can be undone, the others redone */
	enum app_marks_doing doing;	/* the operation in progress */
	struct app_change *change;	/* the change being made, undone or redone; owned
					 * if it is new */
	struct nr_ids wanted;		/* articles to which a new change applies */
	unsigned set, clear;		/* what the operation, or the last one, changes */
	size_t done, total;	/* number of articles; also valid after the operation has
				 * ended */
	size_t changed;		/* number of articles that a new change has modified */
	size_t old;		/* index of the next entry of change->old */
};

#define APP_MARKS_INIT { .changes = NULL }

/* More than APP_MARKS_STEP articles are marked in steps of one transaction each: the
 * first by the call itself, the others by app_marks_step. While `doing` is not
 * APP_MARKS_NOTHING no other change, undo or redo may be started; app_marks_read is
 * allowed. */

/* Set and clear marks of n articles and record it as one change. Marking an updated article
 * read stores its present version as the one read. Articles that have the marks already are
 * left out. On NR_ERR_STATE the change is valid for this run only. */
int app_marks_change(struct app_marks *m, struct nr_store *store, const int64_t *ids,
	size_t n, unsigned set, unsigned clear, struct nr_error *err);

/* Mark one article read with the snapshot `seen`. */
int app_marks_read(struct app_marks *m, struct nr_store *store, const struct nr_snapshot *seen,
	struct nr_error *err);

/* True if there is a change to undo (`back`) or to redo. */
bool app_marks_can_walk(const struct app_marks *m, bool back);
/* Undo the last change (`back`) or redo the next one, which there must be, including which
 * version of an article was read. */
int app_marks_walk(struct app_marks *m, struct nr_store *store, bool back,
	struct nr_error *err);
/* Continue the operation with at most `max` articles. */
int app_marks_step(struct app_marks *m, struct nr_store *store, size_t max,
	struct nr_error *err);
/* End the operation, keeping the part that is done. */
void app_marks_stop(struct app_marks *m);
/* The articles of the change that was undone last or is being undone; borrowed. */
const int64_t *app_marks_undone(const struct app_marks *m, size_t *n);
void app_marks_release(struct app_marks *m);

#endif
