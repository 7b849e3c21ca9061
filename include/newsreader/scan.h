/*
 * Scan: bring the index up to date with folders of article files.
 */
#ifndef NEWSREADER_SCAN_H
#define NEWSREADER_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/error.h"
#include "newsreader/store.h"

struct nr_scan_progress {
	size_t seen;		/* files met so far */
	size_t total;		/* files to come, 0 while the walk goes on */
	size_t parsed;		/* of them new or changed */
	size_t failed;		/* gave no article */
	size_t problems;	/* diagnostics */
	bool changed;		/* the index changed */
};

struct nr_scan {
	const char *const *roots;	/* files, folders, or "-" for standard input */
	size_t n_roots;
	void *ctx;
	/* May be NULL. Asked between files: true ends the scan and keeps what is done. */
	bool (*cancelled)(void *ctx);
	/* May be NULL. Called after a flush, 4 to 20 times a second, and at the end. */
	void (*progress)(void *ctx, const struct nr_scan_progress *p);
};

/* Walk the roots and put what is new or changed into the store. A root that cannot be
 * opened is a diagnostic in the index, and the files known below it stay. Article files
 * are those nr_load_is_article_name knows; a root that is a file is read whatever its
 * name is. Folders named _data and hidden ones are left out. NR_ERR_CANCELLED if
 * cancelled. */
int nr_scan_run(struct nr_store *store, const struct nr_scan *scan,
	struct nr_scan_progress *done, struct nr_error *err);

#endif
