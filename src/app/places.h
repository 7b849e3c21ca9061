/*
 * Places: how far articles have been read, and whether as excerpt or as full text.
 */
#ifndef APP_PLACES_H
#define APP_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In a document: of the first line of text in view. Zeroes are its beginning. */
struct app_spot {
	size_t block, offset;
	size_t above;		/* blank lines in view above it */
};

/* In the store's places APP_VIEWS is added for each blank line in view above. */
enum app_view { APP_VIEW_EXCERPT, APP_VIEW_FULL, APP_VIEWS };

struct app_kept {
	int64_t id;			/* of the article */
	enum app_view view;		/* the last one */
	struct app_spot spot[APP_VIEWS];
};

struct app_places {
	struct app_kept *v;		/* by id */
	size_t n, cap;
};

#define APP_PLACES_INIT { .v = NULL }

/* What is kept of the article; false if nothing is. */
bool app_places_find(const struct app_places *p, int64_t id, struct app_kept *out);
void app_places_set(struct app_places *p, const struct app_kept *kept);
void app_places_release(struct app_places *p);

#endif
