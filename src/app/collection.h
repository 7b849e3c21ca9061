/*
 * The files and folders to read (roots), and the store that indexes them.
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
	bool in_memory;		/* the index is kept in memory: no root was a folder when
				 * the roots were resolved, or one is standard input */
	bool has_stdin;		/* one of them is "-" */
	char *source;		/* where the roots come from, for messages: "option path",
				 * "$NEWSREADER_PATH", "the data folder", "the sample
				 * articles"; "" for operands */
	char *label;		/* short display name: "~/news", "seeds and 2 more" */
	struct nr_diags missing;	/* operands that cannot be opened, with the reason */
};

/* Resolve the roots: the operands; without operands the first that exists of the option
 * path, $NEWSREADER_PATH, the user's data folder and the installed samples
 * ($NEWSREADER_SAMPLES if set). Each path is taken once, and paths that the walk of
 * another root reaches are left out. NR_ERR_INPUT: no operand can be opened (the error
 * names all of them). NR_ERR_NOT_FOUND: none of these places exists (the error names
 * them). */
int app_roots_resolve(const struct nr_options *options, char *const *operands, size_t n,
	struct app_roots *out, struct nr_error *err);
/* Copy for a job the members that app_store_open needs; source, label and missing stay
 * empty. */
void app_roots_copy(const struct app_roots *from, struct app_roots *to);
void app_roots_release(struct app_roots *r);

/* An id of the set of roots, whatever their order: that of its index and settings. */
int64_t app_roots_id(const struct app_roots *roots);

enum {
	APP_STORE_READ_ONLY = 1,	/* as read_only in nr_store_config */
	APP_STORE_QUICK = 2
};

/* Open index and state for these roots; `how` is a set of APP_STORE_* flags. The index is
 * a file in the cache folder, one for each set of roots, or in memory; all calls of one
 * process with the same roots share it. `notes` is filled as by nr_store_open. */
int app_store_open(const struct app_roots *roots, unsigned how, struct nr_store **out,
	struct nr_diags *notes, struct nr_error *err);

/* Replace each topic of the filter that the store knows by the store's spelling. Returns
 * the first unknown one, or NULL; borrowed from the filter. */
const char *app_topics_spell(struct nr_store *store, struct nr_filter *filter);
/* Do the same, and fail with NR_ERR_NOT_FOUND if a topic is unknown. The error names the
 * first such topic and up to three similar ones that the store has. */
int app_topics_check(struct nr_store *store, struct nr_filter *filter,
	struct nr_error *err);

#endif
