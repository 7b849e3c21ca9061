/*
 * Reading positions: how far each article was read, and whether as excerpt or as full
 * text.
 */
#ifndef APP_POSITIONS_H
#define APP_POSITIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A position in the text, valid at every width: usually of the first text line in view. All
 * zero is the beginning. */
struct app_text_position {
	size_t block, offset;
	size_t above;		/* number of blank lines in view above it */
};

enum app_text { APP_TEXT_EXCERPT, APP_TEXT_FULL, APP_TEXTS };

struct app_article_position {
	int64_t id;			/* id of the article */
	enum app_text view;		/* the last one used */
	struct app_text_position spot[APP_TEXTS];
};

struct app_positions {
	struct app_article_position *v;		/* sorted by id */
	size_t n, cap;
};

#define APP_POSITIONS_INIT { .v = NULL }

/* The kept positions of the article; false if not found. */
bool app_positions_find(const struct app_positions *p, int64_t id,
	struct app_article_position *out);
void app_positions_set(struct app_positions *p, const struct app_article_position *kept);
void app_positions_release(struct app_positions *p);

#endif
