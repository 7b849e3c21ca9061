/*
 * The store as its own files see it.
 */
#ifndef STORE_PRIVATE_H
#define STORE_PRIVATE_H

#include "newsreader/store.h"
#include "store/db.h"
#include "store/state.h"

enum nr_sql {
#define NR_SQL(id, text) NR_SQL_##id,
#include "store/sql.def"
#undef NR_SQL
	NR_SQL_COUNT
};

/* A growing list of ids. */
struct nr_idlist {
	int64_t *v;
	size_t n, cap;
};

void nr_idlist_add(struct nr_idlist *l, int64_t id);
void nr_idlist_sort(struct nr_idlist *l);
void nr_idlist_release(struct nr_idlist *l);
/* The ids move to *out; the list is empty afterwards. */
void nr_idlist_move(struct nr_idlist *l, struct nr_ids *out);

struct nr_scan_state {
	bool active;
	bool writing;		/* in a transaction */
	bool wrote;		/* there was one */
	struct nr_idlist seen;	/* file ids */
	struct nr_idlist touched;	/* articles that may now be ghosts nobody lists */
	struct nr_idlist stale;	/* file ids to be read again */
};

struct nr_store {
	struct nr_db db;
	char *path;		/* NULL: in memory */
	char *name;
	int64_t version;	/* data_version at the last look */
	bool renewed;		/* set up anew since nr_store_changed was asked */
	struct nr_scan_state scan;
	struct nr_state state;
};

/* Open, make or rebuild the index. Without a place to write it is in memory. */
int nr_index_open(struct nr_store *s, struct nr_diags *notes, struct nr_error *err);
/* If a statement failed: fill *err and return -1. A damaged index is empty and usable
 * afterwards: that is NR_ERR_INPUT. */
int nr_index_check(struct nr_store *s, struct nr_error *err);
/* Open the file anew if another process replaced it. True if it did. */
bool nr_index_follow(struct nr_store *s);

/* `file` no longer tells `article`: that becomes a ghost until another file of it is read. */
void nr_put_release(struct nr_store *s, int64_t file, int64_t article);
/* End the transaction without its writes. */
void nr_scan_abort(struct nr_store *s);

#endif
