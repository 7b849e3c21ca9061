/*
 * Places: how far articles have been read, and whether as excerpt or as full text.
 */
#ifndef APP_POSITIONS_H
#define APP_POSITIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In a document: of the first line of text in view. Zeroes are its beginning. */
struct app_text_position {
	size_t block, offset;
	size_t above;		/* blank lines in view above it */
};

/* In the store's places APP_TEXTS is added for each blank line in view above. */
enum app_text { APP_TEXT_EXCERPT, APP_TEXT_FULL, APP_TEXTS };

struct app_article_position {
	int64_t id;			/* of the article */
	enum app_text view;		/* the last one */
	struct app_text_position spot[APP_TEXTS];
};

struct app_positions {
	struct app_article_position *v;		/* by id */
	size_t n, cap;
};

#define APP_POSITIONS_INIT { .v = NULL }

/* What is kept of the article; false if nothing is. */
bool app_positions_find(const struct app_positions *p, int64_t id, struct app_article_position *out);
void app_positions_set(struct app_positions *p, const struct app_article_position *kept);
void app_positions_release(struct app_positions *p);

#endif
