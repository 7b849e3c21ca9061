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

/* One article on its sources; the job's once it was handed over. */
struct app_fulltext_item {
	struct app_fulltext_item *next;	/* the job's */
	struct app_fulltext_work *work;
	int64_t id;
	char *key, *title, *excerpt;	/* title and excerpt may be NULL */
	struct app_source_list sources;
	enum app_fulltext_how how;
	bool ahead;			/* nobody waits for it */
	unsigned asked;			/* how often it counts */
	size_t at;			/* step of the sources */
	uint64_t request;		/* the fetcher's */
	struct nr_saved kept;		/* the page that there is; id 0: none */
	bool found, fresh;
	enum app_source_kind source;		/* that the text is from */
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
	int64_t *ids;			/* fetch these ahead; neither: forget everything */
	size_t n;
};

void app_fulltext_command_free(struct app_fulltext_command *command);

struct app_fulltext_counts {
	size_t done, failed;
	uint64_t bytes;
};

/* What an engine is made with; never changes. */
struct app_fulltext_setup {
	struct app_roots roots;
	struct app_online online;
	char *archive_url, *pages_path;	/* the last may be NULL */
	int64_t pages_limit;
};

/* What the engine's thread and the job both know. */
struct app_fulltext_shared {
	struct app_fulltext_setup setup;
	struct nr_mailbox commands;
	/* Made by the first job and kept, with its connections, for the next. */
	_Atomic(struct nr_fetcher *) fetcher;
	/* The job's, whichever it is. */
	bool in_memory;			/* so the last one kept pages */
	struct app_fulltext_counts counts;
};

/* Ids of articles to be fetched ahead. */
struct app_fulltext_queue {
	int64_t *ids;
	size_t at, n, cap;
};

struct app_fulltext_work {
	struct app_fulltext_shared *shared;
	struct nr_job *job;
	struct nr_fetcher *fetcher;	/* NULL: it could not be made, for this reason */
	struct nr_error no_fetcher;
	struct nr_pages *pages;
	struct nr_store *store;		/* opened when it is needed */
	struct app_fulltext_item *going;
	size_t n_going;
	struct app_fulltext_queue ahead;
	size_t put;			/* pages since there was room made for them */
};

/* Starts the job. */
struct nr_job *app_fulltext_start(struct nr_jobs *jobs, struct app_fulltext_shared *shared);

/* ---- of the job: one article on its sources (fulltext_fetch.c) ---- */

struct app_fulltext_msg *app_fulltext_new_msg(const struct app_fulltext_work *w,
	enum app_fulltext_kind kind);
/* NULL if it cannot be opened. */
struct nr_store *app_fulltext_open_store(struct app_fulltext_work *w, struct nr_error *err);
/* Make room if the pages take more than they may. */
void app_fulltext_trim(struct app_fulltext_work *w);
/* Takes the item, which is told of and freed when its sources has ended. */
void app_fulltext_begin(struct app_fulltext_work *w, struct app_fulltext_item *item);

/* ---- of the job: what an answer is worth (fulltext_page.c) ---- */

/* Take what a source has answered: add to the report, and if it is the article's text keep
 * that in *page, released otherwise. Sets found, fresh and source. */
void app_fulltext_classify(struct app_fulltext_item *item, struct nr_response *r,
	struct nr_saved *page);
/* Add "rung: why" for an address that could not be asked for. */
void app_fulltext_refuse(struct app_fulltext_item *item, const struct nr_error *why);

#endif
