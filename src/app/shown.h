/*
 * The article shown: how its file is read, where the reader is in its text, and which
 * articles were shown before.
 */
#ifndef APP_SHOWN_H
#define APP_SHOWN_H

#include <stdbool.h>
#include <stdint.h>

#include "app/article.h"
#include "app/positions.h"
#include "newsreader/job.h"
#include "newsreader/pages.h"

/* Articles parsed from their files: those shown last and those prefetched because the
 * next key may show them. */

enum { APP_ARTICLE_CACHE_SIZE = 10 };	/* articles */

struct app_article_cache {
	struct app_article v[APP_ARTICLE_CACHE_SIZE];	/* row.id 0: a free slot */
	uint64_t used[APP_ARTICLE_CACHE_SIZE];
	uint64_t clock;
};

/* The cached article, if index, file and marks have not changed since it was read; else
 * NULL. Borrowed until the next call. */
struct app_article *app_article_cache_find(struct app_article_cache *cache, struct nr_store *store,
	int64_t id);
/* Move a cached article that is still current to *out, which the caller releases. False
 * if not found. */
bool app_article_cache_take(struct app_article_cache *cache, struct nr_store *store, int64_t id,
	struct app_article *out);
/* Move *a into the slot that was used least recently. An article with a problem, with
 * changes since it was read, or whose file is still being read is released instead.
 * Returns the cached article, or NULL; borrowed until the next call. */
struct app_article *app_article_cache_put(struct app_article_cache *cache, struct app_article *a);
/* Drop the prefetched documents, but not the articles. */
void app_article_cache_drop_docs(struct app_article_cache *cache);
void app_article_cache_release(struct app_article_cache *cache);

/* The reading of one article file by a job. */
struct app_reading {
	struct nr_job *job;			/* NULL: no file is being read */
	struct app_article a;			/* what the index knows of it */
	int64_t until;				/* given up then: ms of nr_clock_ms */
	bool ahead;				/* begun before it was asked for last */
};

/* What a command wrote about the article shown; gone with the next article. */
struct app_answer {
	struct nr_buf program;		/* its name; empty: no command wrote anything */
	struct nr_buf text;		/* clean */
	unsigned number;		/* how many there have been with it */
};

struct app_shown {
	struct app_article article;	/* row.id 0: none */
	unsigned version;		/* reload count of the article */
	bool reading;			/* set by the UI: the user is reading it, and
					 * updates must not replace it */
	struct nr_saved page;		/* its full text; key NULL: none */
	struct app_answer answer;	/* shown in place of its text */
	struct app_article_position here;	/* its view and reading positions */
	struct app_positions positions;	/* of all articles of this run */
	struct app_history history;

	struct app_article_cache cache;		/* other articles */
	struct app_reading wanted, prefetch;	/* reading of the article to be shown, and
						 * of a prefetched one */
	int64_t prefetch_tried;		/* id of the last article prefetched */
	int patience;			/* how long a key waits for a file, in ms */
};

#endif
