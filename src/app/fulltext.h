/*
 * Full texts: fetches the page of an article from its sources, extracts the text and
 * keeps it in pages.db. The thread that made the engine makes requests and takes
 * messages; one job fetches, extracts and stores. The job runs only while there is
 * something to fetch.
 */
#ifndef APP_FULLTEXT_H
#define APP_FULLTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/collection.h"
#include "app/online.h"
#include "app/source_list.h"
#include "newsreader/article.h"
#include "newsreader/diag.h"
#include "newsreader/error.h"
#include "newsreader/job.h"
#include "newsreader/options.h"
#include "newsreader/store.h"

struct app_fulltext;

/* Create an engine. It opens and loads nothing before the first request, and reads the
 * options only now. `jobs` must live until app_fulltext_stop, `online` until
 * app_fulltext_free; roots are copied. `handler` gets each struct app_fulltext_msg and
 * passes it to app_fulltext_take first. */
struct app_fulltext *app_fulltext_new(struct nr_jobs *jobs, const struct nr_options *options,
	const struct app_roots *roots, struct app_online *online, nr_msg_fn *handler);
/* Cancel all fetching at once, without waiting for the network. To be called before
 * nr_jobs_free. */
void app_fulltext_stop(struct app_fulltext *f);
/* False if the texts are only in memory, and lost with it. To be called after
 * nr_jobs_free. */
bool app_fulltext_is_kept(const struct app_fulltext *f);
/* To be called after nr_jobs_free. */
void app_fulltext_free(struct app_fulltext *f);

/* ---- requests ---- */

enum app_fulltext_how {
	APP_FULLTEXT_WANT,		/* start at the first source; do nothing if a page
					 * is kept */
	APP_FULLTEXT_NEXT,		/* start at the source after that of the kept
					 * text, and wrap around */
	APP_FULLTEXT_AGAIN		/* start at the source of the kept text: has it
					 * changed? */
};

/* Request the full text of one article, known from its file or as a related entry. It
 * goes ahead of prefetched articles, also if it is being prefetched itself. An article
 * that is already waited for is not requested twice. NR_ERR_NOT_FOUND: it has no address.
 * NR_ERR_USAGE: offline. */
int app_fulltext_ask(struct app_fulltext *f, const struct nr_article *a, enum app_fulltext_how how,
	struct nr_error *err);
/* Prefetch those of n articles of the index that have no kept text; the job reads their
 * files. Earlier requests stay queued. NR_ERR_USAGE: offline. */
int app_fulltext_prefetch(struct app_fulltext *f, const int64_t *ids, size_t n,
	struct nr_error *err);
/* Drop all requests that are not finished; kept texts stay. */
void app_fulltext_cancel(struct app_fulltext *f);

/* ---- messages ---- */

enum app_fulltext_kind {
	APP_FULLTEXT_AT,		/* source `source` of this article is being
					 * fetched */
	APP_FULLTEXT_DROPPED,	/* the request was dropped */
	APP_FULLTEXT_ENDED,		/* its sources were tried, and pages.db has the
					 * result */
	APP_FULLTEXT_IDLE		/* no requests are left; belongs to no article */
};

struct app_fulltext_msg {
	struct nr_msg base;
	enum app_fulltext_kind kind;
	int64_t id;
	char *title;		/* NULL if it has none */
	enum app_source_kind source;	/* the source being fetched, or the source of the
					 * kept text; APP_SOURCES: none */
	bool found;		/* there is a text: a new one, or the one kept before */
	bool fresh;		/* the text is a new one */
	char *report;		/* "web 403 · amp 200, 4,120 words"; "" if no source was
				 * tried */
	struct nr_error error;	/* an error that is not a source's answer: the page cannot
				 * be stored, the file cannot be read, no libcurl (then
				 * also in APP_FULLTEXT_IDLE), ... */
	struct nr_diags notes;	/* in APP_FULLTEXT_IDLE: what was done instead with
				 * pages.db */
	size_t done, failed;	/* as in app_fulltext_state */
	uint64_t bytes;
};

/* Take over the progress that a message tells of. */
void app_fulltext_take(struct app_fulltext *f, const struct app_fulltext_msg *msg);

/* Progress as of the last message taken; costs nothing. */
struct app_fulltext_state {
	bool running;
	size_t total;		/* articles requested since the engine was last idle */
	size_t done;		/* those with a text, including texts kept before */
	size_t failed;
	uint64_t bytes;		/* received */
	int64_t began;		/* nr_clock_ms() */
};

void app_fulltext_state(const struct app_fulltext *f, struct app_fulltext_state *out);
/* True if the article waits for its text; *source (may be NULL) is set to APP_SOURCES
 * before the first source is tried. */
bool app_fulltext_is_asked(const struct app_fulltext *f, int64_t id, enum app_source_kind *source);

#endif
