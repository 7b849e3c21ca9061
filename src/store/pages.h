/*
 * Pages: declarations for the store's own files.
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
	struct nr_db db;	/* closed until first used */
	char *path;		/* NULL if in memory */
	int64_t name;		/* names the pages in memory: a hash of the path */
	/* the path's folder exists, so another program may make the file */
	bool has_folder;
	uint64_t epoch;
	int64_t version;	/* data_version at the last check */
	struct nr_diags notes;
	struct nr_buf sought;	/* the phrase that `hits` is the result of */
	struct nr_idset hits;
	uint64_t hits_epoch;
};

/* Open the file if it exists, or in any case with `make`. False if it is not open. */
bool nr_pages_ready(struct nr_pages *p, bool make);
/* Report the first failure since the last call. NR_ERR_INPUT: damage; the file was
 * deleted. */
int nr_pages_check(struct nr_pages *p, struct nr_error *err);
/* A transaction, tried once more in a new file if the old one is damaged:
 *	while (nr_pages_again(p, &t))
 *		write(p);
 * Then t.rc is 0, or -1 with *t.err filled. */
struct nr_pages_try {
	struct nr_error *err;
	unsigned n;		/* tries so far */
	int rc;
};
bool nr_pages_again(struct nr_pages *p, struct nr_pages_try *t);

/* The articles whose full text matches this FTS5 phrase; borrowed until the next call. */
const struct nr_idset *nr_pages_match(struct nr_pages *p, const char *phrase);

#endif
