/*
 * Scan: brings the index up to date with folders of article files.
 */
#ifndef NEWSREADER_SCAN_H
#define NEWSREADER_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/error.h"
#include "newsreader/store.h"

struct nr_scan_progress {
	size_t seen;		/* files handled so far */
	size_t total;		/* number of files, 0 during the walk */
	size_t parsed;		/* of these, new or changed */
	size_t failed;		/* without an article */
	size_t problems;	/* number of diagnostics */
	bool changed;		/* the index changed */
};

struct nr_scan {
	const char *const *roots;	/* files, folders, or "-" for standard input */
	size_t n_roots;
	/* NULL: scan everything below the roots. Otherwise scan only these folders, which
	 * are below roots, and new folders in them. */
	const char *const *folders;
	size_t n_folders;
	bool reparse;			/* parse unchanged files, too */
	unsigned workers;	/* number of parsing workers; 0: one for each core */
	void *ctx;
	/* May be NULL. Polled between files: true ends the scan, and finished work is
	 * kept. */
	bool (*cancelled)(void *ctx);
	/* May be NULL. Called about every 100 ms, after each flush (the first after 30
	 * ms, then at intervals growing to 2 seconds), and at the end. */
	void (*progress)(void *ctx, const struct nr_scan_progress *p);
	/* May be NULL. Called with each folder before it is listed, so that it can be
	 * watched. */
	void (*folder)(void *ctx, const char *path);
};

/* Walk the roots and put new and changed files into the store. Workers parse; all
 * callbacks and the store are used by the calling thread. An unchanged file costs one
 * stat and no write, and so does a known problem; but files that could not be read are
 * tried each time. A root that cannot be opened is a diagnostic in the index, and the
 * known files below it stay. Article files are those with a name of
 * nr_load_is_article_name, and a root that is a file. Folders named _data and hidden ones
 * are skipped. NR_ERR_CANCELLED if cancelled. */
int nr_scan_run(struct nr_store *store, const struct nr_scan *scan,
	struct nr_scan_progress *done, struct nr_error *err);

#endif
