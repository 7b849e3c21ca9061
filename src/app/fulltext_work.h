/*
 * Full text work: what the files of the engine share. Its thread sends commands to the job,
 * and the job sends messages back.
 */
#ifndef APP_FULLTEXT_WORK_H
#define APP_FULLTEXT_WORK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/fulltext.h"
#include "app/online.h"
#include "app/source_list.h"
#include "newsreader/buf.h"
#include "newsreader/fetch.h"
#include "newsreader/mailbox.h"
#include "newsreader/pages.h"

/* One article whose sources are tried; owned by the job once handed over. */
struct app_fulltext_item {
	struct app_fulltext_item *next;	/* list link, used by the job */
	struct app_fulltext_work *work;
	int64_t id;
	char *key, *title, *excerpt;	/* title and excerpt may be NULL */
	struct app_source_list sources;
	enum app_fulltext_how how;
	bool ahead;			/* prefetched: no user waits for it */
	unsigned asked;			/* number of requests that this item counts for */
	size_t at;			/* index of the current source */
	uint64_t request;		/* request id of the fetcher */
	struct nr_saved kept;		/* the page kept before; id 0: none */
	bool found, fresh;
	enum app_source_kind source;		/* source of the text */
	struct nr_buf report;
	struct nr_error error;
};

struct app_fulltext_item *app_fulltext_item_new(const struct nr_article *a, const char *archive_url,
	enum app_fulltext_how how);
void app_fulltext_item_free(struct app_fulltext_item *item);

/* From the engine's thread to the job. */
struct app_fulltext_command {
	struct nr_mail mail;
	struct app_fulltext_item *item;	/* ask for it, or */
	struct nr_ids ids;		/* fetch these ahead; neither: forget everything */
};

void app_fulltext_command_free(struct app_fulltext_command *command);

struct app_fulltext_counts {
	size_t done, failed;
	uint64_t bytes;
};

/* Settings of an engine; constant. */
struct app_fulltext_setup {
	struct app_roots roots;
	struct app_online *online;
	char *pages_path;		/* may be NULL */
	int64_t pages_limit;
};

/* State shared by the engine's thread and the job. */
struct app_fulltext_shared {
	struct app_fulltext_setup setup;
	struct nr_mailbox commands;
	/* Used only by the running job. */
	bool in_memory;			/* the last job kept its pages in memory */
	struct app_fulltext_counts counts;
};

struct app_fulltext_work {
	struct app_fulltext_shared *shared;
	struct nr_job *job;
	struct nr_fetcher *fetcher;	/* NULL if it could not be created; no_fetcher
					 * says why */
	struct nr_error no_fetcher;
	struct nr_pages *pages;
	struct nr_store *store;		/* opened on first use */
	struct app_fulltext_item *going;
	size_t n_going;
	struct nr_ids ahead;		/* articles to prefetch, */
	size_t ahead_at;		/* those before it are begun */
	size_t put;			/* pages stored since the last trim */
};

/* Start the job. */
struct nr_job *app_fulltext_start(struct nr_jobs *jobs,
	struct app_fulltext_shared *shared, nr_msg_fn *handler);

/* ---- of the job: one article on its sources (fulltext_fetch.c) ---- */

struct app_fulltext_msg *app_fulltext_new_msg(const struct app_fulltext_work *w,
	enum app_fulltext_kind kind);
/* The store, opened on first use; NULL with *err set if it cannot be opened. */
struct nr_store *app_fulltext_open_store(struct app_fulltext_work *w, struct nr_error *err);
/* Drop old pages if pages.db is larger than its limit. */
void app_fulltext_trim(struct app_fulltext_work *w);
/* Start trying the sources of an item; takes ownership. The result is posted and the item
 * freed when one has answered with a text or all have failed. */
void app_fulltext_begin(struct app_fulltext_work *w, struct app_fulltext_item *item);

/* ---- of the job: what an answer is worth (fulltext_page.c) ---- */

/* Classify a source's answer and add it to the report. If it is the article's text, store
 * that in *page, which the caller releases in any case. Sets found, fresh and source. */
void app_fulltext_classify(struct app_fulltext_item *item, struct nr_response *r,
	struct nr_saved *page);
/* Add "source: why" for an address that could not be asked for. */
void app_fulltext_refuse(struct app_fulltext_item *item, const struct nr_error *why);

#endif
