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

enum { APP_UNDO_MAX = 100 };	/* changes that can be undone */

struct app_change;

struct app_marks {
	struct app_change *changes;
	size_t n, cap;
	size_t at;		/* changes before it can be undone, those from it on redone */
};

#define APP_MARKS_INIT { .changes = NULL }

/* Set and clear marks of n articles and remember it as one change called `what`
 * ("read", "starred 3 articles"). An updated article that is marked read was read as it
 * is now. Articles that have the marks already are left out;
 * *changed (may be NULL) is how many have not. On NR_ERR_STATE the change holds all the
 * same, for this run. */
int app_marks_change(struct app_marks *m, struct nr_store *store, const int64_t *ids,
	size_t n, unsigned set, unsigned clear, const char *what, size_t *changed,
	struct nr_error *err);

/* Mark one article read that was read as `seen` tells; the change is called "read". */
int app_marks_read(struct app_marks *m, struct nr_store *store, const struct nr_seen *seen,
	struct nr_error *err);

/* Undo the last change, or redo the next one, also which version of an article was read;
 * *what is its name, borrowed until the next
 * change, NULL if there is none. */
int app_marks_undo(struct app_marks *m, struct nr_store *store, const char **what,
	struct nr_error *err);
int app_marks_redo(struct app_marks *m, struct nr_store *store, const char **what,
	struct nr_error *err);
void app_marks_release(struct app_marks *m);

#endif
