/*
 * Shelf: a few articles that have been read from their files: those shown lately, and those
 * that the next key may show.
 */
#ifndef APP_ARTICLE_CACHE_H
#define APP_ARTICLE_CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "app/article.h"

enum { APP_ARTICLE_CACHE_SIZE = 10 };	/* articles */

struct app_article_cache {
	struct app_article v[APP_ARTICLE_CACHE_SIZE];	/* row.id 0: a free place */
	uint64_t used[APP_ARTICLE_CACHE_SIZE];
	uint64_t clock;
};

/* Where it is, if the index, its file and its marks are what they were when it was read;
 * else NULL. Borrowed until the next call. */
struct app_article *app_article_cache_find(struct app_article_cache *cache, struct nr_store *store,
	int64_t id);
/* Take it away: the caller releases *out. False if it is not there like that. */
bool app_article_cache_take(struct app_article_cache *cache, struct nr_store *store, int64_t id,
	struct app_article *out);
/* Takes *a, in the place of what was used the longest time ago. One that has something of
 * the moment to tell is not kept. Where it is then, or NULL; borrowed likewise. */
struct app_article *app_article_cache_put(struct app_article_cache *cache, struct app_article *a);
void app_article_cache_release(struct app_article_cache *cache);

#endif
