/*
 * Pages as the files of the store see them.
 */
#ifndef STORE_PAGES_H
#define STORE_PAGES_H

#include "newsreader/pages.h"
#include "store/db.h"
#include "store/private.h"

enum nr_pages_sql {
	NR_PAGES_HOLD, NR_PAGES_COMMIT, NR_PAGES_DATA_VERSION,
	NR_PAGES_GET, NR_PAGES_HAS, NR_PAGES_FIND, NR_PAGES_ADD, NR_PAGES_ADD_BODY,
	NR_PAGES_ADD_WORDS, NR_PAGES_DROP, NR_PAGES_DROP_BODY, NR_PAGES_DROP_WORDS,
	NR_PAGES_TOUCH, NR_PAGES_SIZE, NR_PAGES_OLDEST, NR_PAGES_MATCH,
	NR_PAGES_REPORT_PUT, NR_PAGES_REPORT_TRIM, NR_PAGES_REPORT, NR_PAGES_REPORT_DROP,
	NR_PAGES_HOST_PUT, NR_PAGES_HOST_TRIM, NR_PAGES_HOST,
	NR_PAGES_SQL_COUNT
};

struct nr_pages {
	struct nr_db db;	/* closed until it is needed */
	char *path;		/* NULL: in memory */
	int64_t name;		/* of what is in memory, a hash of the path */
	bool has_folder;	/* the path's: what is not there yet may come */
	uint64_t epoch;
	int64_t version;	/* data_version at the last look */
	struct nr_diags notes;
	struct nr_buf sought;	/* the search whose answer `hits` is */
	struct nr_idset hits;
	uint64_t hits_epoch;
};

/* Open the file if there is one; with `make`, in any case. False: there is none. */
bool nr_pages_ready(struct nr_pages *p, bool make);
/* What failed since, if anything did. NR_ERR_INPUT: damage, and the file is gone. */
int nr_pages_check(struct nr_pages *p, struct nr_error *err);
/* One transaction. If the file is found damaged try(p, ctx) is called again, with a new
 * one. */
int nr_pages_write(struct nr_pages *p, void (*try)(struct nr_pages *p, void *ctx),
	void *ctx, struct nr_error *err);

/* The articles whose full text has the words of this phrase of the full-text index;
 * borrowed until the next call. */
const struct nr_idset *nr_pages_match(struct nr_pages *p, const char *phrase);

#endif
