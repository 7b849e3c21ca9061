/*
 * Marks: read, starred and hidden, with undo.
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
	APP_MARKS_STEP = 256	/* articles that are marked in one go */
};

enum app_marks_doing {
	APP_MARKS_NOTHING, APP_MARKS_CHANGE, APP_MARKS_UNDO, APP_MARKS_REDO
};

struct app_change;

struct app_marks {
	struct app_change *changes;
	size_t n, cap;
	size_t at;		/* changes before it can be undone, those from it on redone */
	enum app_marks_doing doing;	/* what is not over yet */
	struct app_change *change;	/* it is about this one; our own if it is a new one */
	int64_t *wanted;		/* articles that a new one is about */
	size_t done, total;	/* articles; also of what is over */
	size_t changed;		/* of them those that a new one has changed */
	size_t old;		/* of change->old the next one */
};

#define APP_MARKS_INIT { .changes = NULL }

/* More than APP_MARKS_STEP articles are marked in steps, each one transaction: the first
 * one by the call, the others by app_marks_step. As long as `doing` tells of some, marks are
 * not changed, undone or redone otherwise; app_marks_read is allowed. */

/* Set and clear marks of n articles and remember it as one change called `what`
 * ("read", "starred 3 articles"). An updated article that is marked read was read as it
 * is now. Articles that have the marks already are left out;
 * *changed (may be NULL) is how many have not so far. On NR_ERR_STATE the change holds all
 * the same, for this run. */
int app_marks_change(struct app_marks *m, struct nr_store *store, const int64_t *ids,
	size_t n, unsigned set, unsigned clear, const char *what, size_t *changed,
	struct nr_error *err);

/* Mark one article read that was read as `seen` tells; the change is called "read". */
int app_marks_read(struct app_marks *m, struct nr_store *store, const struct nr_snapshot *seen,
	struct nr_error *err);

/* Undo the last change, or redo the next one, also which version of an article was read;
 * *what is its name, borrowed until the next
 * change, NULL if there is none. */
int app_marks_undo(struct app_marks *m, struct nr_store *store, const char **what,
	struct nr_error *err);
int app_marks_redo(struct app_marks *m, struct nr_store *store, const char **what,
	struct nr_error *err);
/* Go on with as many articles. */
int app_marks_step(struct app_marks *m, struct nr_store *store, size_t max,
	struct nr_error *err);
/* Leave it at what is done. */
void app_marks_stop(struct app_marks *m);
/* The articles of the change that was undone last, or is being; borrowed. */
const int64_t *app_marks_undone(const struct app_marks *m, size_t *n);
void app_marks_release(struct app_marks *m);

#endif
