/*
 * Cache of articles parsed from their files: those shown last and those prefetched
 * because the next key may show them.
 */
#ifndef APP_ARTICLE_CACHE_H
#define APP_ARTICLE_CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "app/article.h"

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
void app_article_cache_release(struct app_article_cache *cache);

#endif
