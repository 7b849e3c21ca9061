/*
 * Full text: from an article's addresses to the text of its page, kept in pages.db. The
 * thread that made an engine asks and hears; one job fetches, extracts and keeps. It runs
 * only while there is something to fetch.
 */
#ifndef APP_FULLTEXT_H
#define APP_FULLTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/collection.h"
#include "app/source_list.h"
#include "newsreader/article.h"
#include "newsreader/diag.h"
#include "newsreader/error.h"
#include "newsreader/job.h"
#include "newsreader/options.h"
#include "newsreader/store.h"

struct app_fulltext;

/* Nothing is opened or loaded before something is asked for. Options are read now and
 * once. The jobs must live until app_fulltext_stop; roots are copied. */
struct app_fulltext *app_fulltext_new(struct nr_jobs *jobs, const struct nr_options *options,
	const struct app_roots *roots);
/* End what is going on at once, without waiting for the network: before nr_jobs_free. */
void app_fulltext_stop(struct app_fulltext *f);
/* False if the texts are in memory, and go with it. After nr_jobs_free. */
bool app_fulltext_is_kept(const struct app_fulltext *f);
/* After nr_jobs_free. */
void app_fulltext_free(struct app_fulltext *f);

/* ---- asking ---- */

enum app_fulltext_how {
	APP_FULLTEXT_WANT,		/* from the first source on; nothing if a page is kept */
	APP_FULLTEXT_NEXT,		/* from the source after the one whose text is kept, around */
	APP_FULLTEXT_AGAIN		/* from the source whose text is kept: has it changed? */
};

/* Ask for the text of one article, known from its file or as a related entry. Goes before
 * what is fetched ahead, also if it is itself by now. NR_ERR_NOT_FOUND: it has no address;
 * NR_ERR_USAGE: offline. One that is waited for already is not asked for twice. */
int app_fulltext_ask(struct app_fulltext *f, const struct nr_article *a, enum app_fulltext_how how,
	struct nr_error *err);
/* Fetch what is not kept yet of n articles of the index; reads their files in the job.
 * What was asked for before goes on too. NR_ERR_USAGE: offline. */
int app_fulltext_prefetch(struct app_fulltext *f, const int64_t *ids, size_t n,
	struct nr_error *err);
/* Forget what is not fetched yet; what is kept stays. */
void app_fulltext_cancel(struct app_fulltext *f);

/* ---- hearing ---- */

enum app_fulltext_kind {
	APP_FULLTEXT_AT,		/* this article's source `source` is being asked */
	APP_FULLTEXT_DROPPED,	/* and is not any more: it was forgotten */
	APP_FULLTEXT_ENDED,		/* its sources has ended, and pages.db says how */
	APP_FULLTEXT_IDLE		/* nothing is left; of no article */
};

struct app_fulltext_msg {
	struct nr_msg base;	/* kind: of app_fulltext_kind */
	int64_t id;
	char *title;		/* NULL where there is none */
	enum app_source_kind source;	/* being asked; or that the kept text is from, APP_SOURCES: none */
	bool found;		/* there is a text: a new one, or still the one kept before */
	bool fresh;		/* it is a new one */
	char *report;		/* "web 403 · amp 200, 4,120 words"; "" if nothing was asked */
	struct nr_error error;	/* no answer's: the page cannot be kept, the file cannot be
				 * read, no libcurl (then of APP_FULLTEXT_IDLE too), ... */
	struct nr_diags notes;	/* of APP_FULLTEXT_IDLE: what was done instead with the pages */
	size_t done, failed;	/* as of app_fulltext_state */
	uint64_t bytes;
};

/* Is it a message of this engine's job? Then hand it to app_fulltext_take before it is
 * released. */
bool app_fulltext_is_mine(const struct app_fulltext *f, const struct nr_msg *msg);
void app_fulltext_take(struct app_fulltext *f, const struct app_fulltext_msg *msg);

/* What is going on, as of the messages taken: at no cost. */
struct app_fulltext_state {
	bool running;
	size_t total;		/* articles asked for since it was idle last */
	size_t done;		/* of them with a text, also from before */
	size_t failed;
	uint64_t bytes;		/* received */
	int64_t began;		/* nr_clock_ms() */
};

void app_fulltext_state(const struct app_fulltext *f, struct app_fulltext_state *out);
/* True if the article waits for its text; *source (may be NULL) is APP_SOURCES while nothing
 * is asked yet. */
bool app_fulltext_is_asked(const struct app_fulltext *f, int64_t id, enum app_source_kind *source);

#endif
