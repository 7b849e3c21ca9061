/*
 * Shelf: a few articles that have been read from their files: those shown lately, and those
 * that the next key may show.
 */
#ifndef APP_SHELF_H
#define APP_SHELF_H

#include <stdbool.h>
#include <stdint.h>

#include "app/article.h"

enum { APP_SHELF = 10 };	/* articles */

struct app_shelf {
	struct app_article v[APP_SHELF];	/* row.id 0: a free place */
	uint64_t used[APP_SHELF];
	uint64_t clock;
};

/* Where it is, if the index, its file and its marks are what they were when it was read;
 * else NULL. Borrowed until the next call. */
struct app_article *app_shelf_find(struct app_shelf *shelf, struct nr_store *store,
	int64_t id);
/* Take it away: the caller releases *out. False if it is not there like that. */
bool app_shelf_take(struct app_shelf *shelf, struct nr_store *store, int64_t id,
	struct app_article *out);
/* Takes *a, in the place of what was used the longest time ago. One that has something of
 * the moment to tell is not kept. Where it is then, or NULL; borrowed likewise. */
struct app_article *app_shelf_put(struct app_shelf *shelf, struct app_article *a);
void app_shelf_release(struct app_shelf *shelf);

#endif
