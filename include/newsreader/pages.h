/*
 * Pages: the full texts that were fetched (pages.db, a cache, one for all collections),
 * why others could not be, and where texts were found before.
 *
 * A handle is used by one thread. Any number of them, in one process or in several, may
 * have the same file open; readers never wait for a writer. The file is opened, or made,
 * when it is first needed: a handle that is only asked for what is there makes none. A
 * damaged file, or one of another version, is set up again; where none can be written the
 * pages are kept in memory, in one place for all handles of the process with this path,
 * until the last of these is freed.
 *
 * What writes waits for other programs and for the disk, up to some seconds: it is for
 * workers. Rungs are numbers given by the caller, from 0 on.
 */
#ifndef NEWSREADER_PAGES_H
#define NEWSREADER_PAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/buf.h"
#include "newsreader/diag.h"
#include "newsreader/error.h"

enum {
	NR_PAGES_DOC_MAX = 16 << 20,	/* bytes of a document, and of its text */
	NR_PAGES_REPORTS_MAX = 10000,	/* the newest are kept */
	NR_PAGES_HOSTS_MAX = 10000,	/* sources of hosts, likewise */
	NR_PAGES_RUNGS_MAX = 16		/* of nr_pages_order */
};

struct nr_pages;

/* path may be NULL: in memory. */
struct nr_pages *nr_pages_new(const char *path);
void nr_pages_free(struct nr_pages *p);
/* Move the notes on what was done instead of what was asked to the end of *out, one line
 * each. */
void nr_pages_take_notes(struct nr_pages *p, struct nr_diags *out);
/* False if they are in memory. */
bool nr_pages_is_kept(const struct nr_pages *p);
/* Another number whenever the pages may be others than before; makes no file. */
uint64_t nr_pages_epoch(struct nr_pages *p);

/* ---- the pages ---- */

/* The full text of an article. Of strings "" is not known; none is NULL when it was read,
 * and for writing NULL is "". */
struct nr_saved {
	int64_t id;		/* of the article */
	char *key;		/* its canonical URL or the substitute */
	char *url;		/* that gave the page, after redirects */
	unsigned source, status;	/* status: of HTTP */
	int64_t fetched;	/* seconds, UTC; so it was, or was still the same */
	char *etag, *last_modified;	/* as they were sent */
	char *title, *byline, *site, *date, *canonical, *language;
	size_t words;
	struct nr_buf doc;	/* the document, as bytes of the caller's */
	struct nr_buf text;	/* for the search; left out when it is read */
};

void nr_saved_release(struct nr_saved *page);

/* NR_ERR_NOT_FOUND if there is none. */
int nr_pages_get(struct nr_pages *p, int64_t id, struct nr_saved *out,
	struct nr_error *err);
/* For each of n articles whether there is a page. */
void nr_pages_which(struct nr_pages *p, const int64_t *ids, size_t n, bool *out);
/* Write, or replace. NR_ERR_LIMIT: over NR_PAGES_DOC_MAX. */
int nr_pages_put(struct nr_pages *p, const struct nr_saved *page, struct nr_error *err);
/* It was asked for again, and is still the same; nothing if there is none. */
int nr_pages_touch(struct nr_pages *p, int64_t id, int64_t fetched, struct nr_error *err);
/* Forget the page and the report of an article. */
int nr_pages_drop(struct nr_pages *p, int64_t id, struct nr_error *err);

/* How many there are, and what they take on the disk, more or less. */
struct nr_pages_size {
	size_t pages;
	int64_t bytes;
};

int nr_pages_measure(struct nr_pages *p, struct nr_pages_size *out, struct nr_error *err);
/* If they take more than max_bytes, forget those fetched first until they do not, but none
 * that keep() is true for; it may be NULL. *dropped is how
 * many. */
int nr_pages_trim(struct nr_pages *p, int64_t max_bytes,
	bool (*keep)(void *ctx, int64_t id), void *ctx, size_t *dropped,
	struct nr_error *err);

/* ---- reports ---- */

/* What became of an article's addresses, one line each ("web 403"), replaces the last
 * report. */
int nr_pages_put_report(struct nr_pages *p, int64_t id, int64_t when, const char *text,
	struct nr_error *err);
/* It, or NULL; the caller frees it. *when may be NULL. */
char *nr_pages_report(struct nr_pages *p, int64_t id, int64_t *when);

/* ---- what worked ---- */

/* This source gave, or did not give, the text of an article of this host. */
int nr_pages_source_results(struct nr_pages *p, const char *host, unsigned source, bool worked,
	int64_t when, struct nr_error *err);
/* Put those sources first that worked for this host, and those last that did not; else they
 * stay in order. What is older than 90 days does not count. */
void nr_pages_order(struct nr_pages *p, const char *host, int64_t now, unsigned *sources,
	size_t n);

#endif
