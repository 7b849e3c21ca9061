/*
 * Pages: full texts that were fetched (pages.db, a cache shared by all collections),
 * reports of failed fetches, and the sources that worked for a host.
 *
 * A handle is used by one thread. Several handles, in one process or in several, may have
 * the same file open; reading never waits for a writer. The file is opened on first use,
 * and made on the first write. A file that is damaged or of another version is recreated;
 * if none can be written, pages are kept in memory, shared by all handles of the process
 * with this path until the last of them is freed.
 *
 * Writing may wait some seconds for other programs and for the disk, so it belongs on a
 * worker. Sources are numbers defined by the caller, from 0.
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
	NR_PAGES_REPORTS_MAX = 10000,	/* older ones are dropped */
	NR_PAGES_HOSTS_MAX = 10000,	/* pairs of host and source, likewise */
	NR_PAGES_RUNGS_MAX = 16		/* sources in nr_pages_order */
};

struct nr_pages;

/* path is NULL for pages in memory. */
struct nr_pages *nr_pages_new(const char *path);
void nr_pages_free(struct nr_pages *p);
/* Append the diagnostics that were collected since the last call, one line each. */
void nr_pages_take_notes(struct nr_pages *p, struct nr_diags *out);
/* False if the pages are in memory. */
bool nr_pages_is_kept(const struct nr_pages *p);
/* The epoch: changes when the pages may have changed. Does not make the file. */
uint64_t nr_pages_epoch(struct nr_pages *p);

/* ---- the pages ---- */

/* The kept full text of an article. For strings "" means not known; when read none is
 * NULL, when written NULL counts as "". */
struct nr_saved {
	int64_t id;		/* id of the article */
	char *key;		/* its key */
	char *url;		/* URL of the page, after redirects */
	unsigned source, status;	/* status of the HTTP response */
	/* seconds, UTC; when it was last fetched or not modified */
	int64_t fetched;
	char *etag, *last_modified;	/* as sent by the server */
	char *title, *byline, *site, *date, *canonical, *language;
	size_t words;
	struct nr_buf doc;	/* the document in its binary form (nr_doc_pack) */
	struct nr_buf text;	/* plain text for the search; empty when read */
};

void nr_saved_release(struct nr_saved *page);

/* NR_ERR_NOT_FOUND if there is no page. */
int nr_pages_get(struct nr_pages *p, int64_t id, struct nr_saved *out,
	struct nr_error *err);
/* Set out[i] for each of n articles: whether it has a page. */
void nr_pages_which(struct nr_pages *p, const int64_t *ids, size_t n, bool *out);
/* Write or replace a page. NR_ERR_LIMIT: over NR_PAGES_DOC_MAX. */
int nr_pages_put(struct nr_pages *p, const struct nr_saved *page, struct nr_error *err);
/* Set the time of a page that was not modified; does nothing without a page. */
int nr_pages_touch(struct nr_pages *p, int64_t id, int64_t fetched, struct nr_error *err);

/* Number of pages, and their approximate size on disk. */
struct nr_pages_size {
	size_t pages;
	int64_t bytes;
};

int nr_pages_measure(struct nr_pages *p, struct nr_pages_size *out, struct nr_error *err);
/* If they take more than max_bytes, drop those fetched first, with their reports, until
 * they do not, but none that keep() is true for; it may be NULL. *dropped is how many. */
int nr_pages_trim(struct nr_pages *p, int64_t max_bytes,
	bool (*keep)(void *ctx, int64_t id), void *ctx, size_t *dropped,
	struct nr_error *err);

/* ---- reports ---- */

/* Set the report of an article: the outcome for each of its URLs, one a line ("web
 * 403"). */
int nr_pages_put_report(struct nr_pages *p, int64_t id, int64_t when, const char *text,
	struct nr_error *err);
/* The report, or NULL; the caller frees it. *when may be NULL. */
char *nr_pages_report(struct nr_pages *p, int64_t id, int64_t *when);

/* ---- sources that worked ---- */

/* Record whether this source gave the text of an article of this host. */
int nr_pages_source_results(struct nr_pages *p, const char *host, unsigned source, bool worked,
	int64_t when, struct nr_error *err);
/* Sort the sources: first those that worked for this host, last those that failed;
 * otherwise their order stays. Results older than 90 days are ignored. */
void nr_pages_order(struct nr_pages *p, const char *host, int64_t now, unsigned *sources,
	size_t n);

#endif
