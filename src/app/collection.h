/*
 * Collection: which files and folders are read, and the store that holds them.
 */
#ifndef APP_COLLECTION_H
#define APP_COLLECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/diag.h"
#include "newsreader/error.h"
#include "newsreader/filter.h"
#include "newsreader/options.h"
#include "newsreader/store.h"

struct app_roots {
	char **v;		/* absolute paths with symbolic links resolved, or "-" */
	size_t n;
	bool in_memory;		/* the index is kept there: none of them was a folder when they
				 * were looked for, or one is standard input */
	char *source;		/* where they come from, for people: "option path",
				 * "$NEWSREADER_PATH", "the data folder", "the sample
				 * articles"; "" for operands */
	char *label;		/* a short name of them: "~/news", "seeds and 2 more" */
	struct nr_diags missing;	/* operands that cannot be opened, with the reason */
};

/* The operands; without any the option path, $NEWSREADER_PATH, the reader's data folder,
 * the installed samples ($NEWSREADER_SAMPLES, where that is set), the first that is there.
 * Each path once, and none that a walk of another one meets anyway. NR_ERR_INPUT when no
 * operand can be opened (all are named), NR_ERR_NOT_FOUND when nothing is at any of those
 * places (which are named). */
int app_roots_resolve(const struct nr_options *options, char *const *operands, size_t n,
	struct app_roots *out, struct nr_error *err);
/* For a job: what opens their store, without source, label and missing, which may be NULL. */
void app_roots_copy(const struct app_roots *from, struct app_roots *to);
void app_roots_release(struct app_roots *r);

enum {
	APP_STORE_READ_ONLY = 1,	/* as in nr_store_config */
	APP_STORE_QUICK = 2
};

/* Open index and state for these roots, as APP_STORE_* say. The index is a file of the cache folder, one a
 * set of roots, or in memory. Further calls with the same
 * roots in one process see the same index. Notes as of nr_store_open. */
int app_store_open(const struct app_roots *roots, unsigned how, struct nr_store **out,
	struct nr_diags *notes, struct nr_error *err);

/* Spell those topics of the filter as the store does that it has; false if it has not all
 * of them. */
bool app_topics_spell(struct nr_store *store, struct nr_filter *filter);
/* The same; NR_ERR_NOT_FOUND names the first one that the store does not have and the
 * nearest three that it has. */
int app_topics_check(struct nr_store *store, struct nr_filter *filter,
	struct nr_error *err);

#endif
