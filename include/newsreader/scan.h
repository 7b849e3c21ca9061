/*
 * Scan: show_subject the index up to date with folders of article files.
 */
#ifndef NEWSREADER_SCAN_H
#define NEWSREADER_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/error.h"
#include "newsreader/store.h"

struct nr_scan_progress {
	size_t seen;		/* files dealt with so far */
	size_t total;		/* files there are, 0 while the walk goes on */
	size_t parsed;		/* of them new or changed */
	size_t failed;		/* gave no article */
	size_t problems;	/* diagnostics */
	bool changed;		/* the index changed */
};

struct nr_scan {
	const char *const *roots;	/* files, folders, or "-" for standard input */
	size_t n_roots;
	/* NULL: everything below the roots. Else only these folders themselves, which lie
	 * below roots, and folders in them that the index does not know yet. */
	const char *const *folders;
	size_t n_folders;
	bool anew;			/* read unchanged files as well */
	unsigned workers;		/* that parse; 0: as many as there are cores */
	void *ctx;
	/* May be NULL. Asked between files: true ends the scan and keeps what is done. */
	bool (*cancelled)(void *ctx);
	/* May be NULL. Called after a flush, the first after 30 ms, then ever
	 * fewer, about one in 1.5 seconds in the end; and at the end. */
	void (*progress)(void *ctx, const struct nr_scan_progress *p);
	/* May be NULL. Called with each folder before it is listed: to be watched. */
	void (*folder)(void *ctx, const char *path);
};

/* Walk the roots and put what is new or changed into the store. Workers parse; all
 * callbacks and the store are used by the calling thread. What is in the index already and
 * unchanged costs one stat and no write; so does a problem that is still there, but what
 * cannot be read is tried each time. A root that cannot be opened is a diagnostic in the
 * index, and the files known below it stay. Article files are those
 * nr_load_is_article_name knows; a root that is a file is read whatever its name is.
 * Folders named _data and hidden ones are left out. NR_ERR_CANCELLED if cancelled. */
int nr_scan_run(struct nr_store *store, const struct nr_scan *scan,
	struct nr_scan_progress *done, struct nr_error *err);

#endif
