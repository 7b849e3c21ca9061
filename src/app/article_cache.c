/* A least-recently-used cache of loaded articles. */
#include "config.h"

#include "app/shown.h"

static bool
is_current(const struct app_article *a, struct nr_store *store)
{
	struct nr_fs_stamp stamp = app_article_stamp(a->row.path);

	return a->epoch == nr_store_epoch(store)
		&& a->row.marks == nr_store_marks(store, a->row.id)
		&& app_article_same_stamp(&stamp, &a->stamp);
}

/* The slot of the article, or APP_ARTICLE_CACHE_SIZE. An outdated article is dropped. */
static size_t
find(struct app_article_cache *cache, struct nr_store *store, int64_t id)
{
	for (size_t i = 0; i < APP_ARTICLE_CACHE_SIZE; i++) {
		if (cache->v[i].row.id != id)
			continue;
		if (is_current(&cache->v[i], store))
			return i;
		app_article_release(&cache->v[i]);
		break;
	}
	return APP_ARTICLE_CACHE_SIZE;
}

struct app_article *
app_article_cache_find(struct app_article_cache *cache, struct nr_store *store, int64_t id)
{
	size_t at = find(cache, store, id);

	if (at == APP_ARTICLE_CACHE_SIZE)
		return NULL;
	cache->used[at] = ++cache->clock;
	return &cache->v[at];
}

bool
app_article_cache_take(struct app_article_cache *cache, struct nr_store *store, int64_t id,
	struct app_article *out)
{
	size_t at = find(cache, store, id);

	if (at == APP_ARTICLE_CACHE_SIZE)
		return false;
	*out = cache->v[at];
	cache->v[at] = (struct app_article){ .file = NULL };
	cache->used[at] = 0;
	return true;
}

struct app_article *
app_article_cache_put(struct app_article_cache *cache, struct app_article *a)
{
	size_t at = 0;

	for (size_t i = 0; i < APP_ARTICLE_CACHE_SIZE; i++)
		if (cache->used[i] < cache->used[at])
			at = i;
	for (size_t i = 0; i < APP_ARTICLE_CACHE_SIZE; i++)
		if (cache->v[i].row.id == a->row.id)
			at = i;
	if (!a->row.id || a->problem || a->changes || a->reading) {
		app_article_release(a);
		return NULL;
	}
	app_article_release(&cache->v[at]);
	cache->v[at] = *a;
	cache->used[at] = ++cache->clock;
	*a = (struct app_article){ .file = NULL };
	return &cache->v[at];
}

void
app_article_cache_drop_docs(struct app_article_cache *cache)
{
	for (size_t i = 0; i < APP_ARTICLE_CACHE_SIZE; i++)
		app_article_doc_drop(&cache->v[i]);
}

void
app_article_cache_release(struct app_article_cache *cache)
{
	for (size_t i = 0; i < APP_ARTICLE_CACHE_SIZE; i++)
		app_article_release(&cache->v[i]);
}
