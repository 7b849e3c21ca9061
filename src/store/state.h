/*
 * State: what the reader marked, in memory and on disk. It works without its file too:
 * the index never depends on it.
 */
#ifndef STORE_STATE_H
#define STORE_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/diag.h"
#include "newsreader/error.h"
#include "store/db.h"
#include "store/marks.h"

struct nr_state {
	struct nr_db db;	/* closed: marks are in memory only */
	char *path;
	bool read_only;		/* asked for */
	bool kept;		/* marks go to the disk */
	bool changed;		/* by another connection, and nobody asked since */
	int64_t version;	/* data_version at the last look */
	struct nr_marks marks;
	int64_t *pending;	/* ids with pending bits */
	size_t n_pending, pending_cap;
};

/* What the article's canonical URL is; the caller frees it. */
typedef char *nr_state_key(void *ctx, int64_t id);

/* path may be NULL. Never fails: what cannot be had is said in *notes. */
void nr_state_open(struct nr_state *st, const char *path, bool read_only,
	struct nr_diags *notes);
void nr_state_close(struct nr_state *st);

/* Take over what others wrote. */
void nr_state_sync(struct nr_state *st);
unsigned nr_state_get(const struct nr_state *st, int64_t id);
/* Change marks in memory. */
void nr_state_set(struct nr_state *st, int64_t id, unsigned set, unsigned clear);
/* Write what is pending, in one transaction. NR_ERR_STATE: it stays pending. */
int nr_state_write(struct nr_state *st, nr_state_key *key, void *ctx,
	struct nr_error *err);

#endif
