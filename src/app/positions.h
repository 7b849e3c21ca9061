/*
 * Where the reader was: how far each article was read, whether as excerpt or as full
 * text, and the back and forward history of articles, as in a browser.
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

/* ---- the history ---- */

/* A place in the history. It uses ids and positions in the text, so that it is valid at
 * any screen size. */
struct app_history_entry {
	int64_t article;	/* id of the article shown */
	int64_t selected;	/* id of the article selected in the list */
	int64_t related;	/* id selected in the related panel; 0 for none */
	struct app_text_position place;
	enum app_text view;	/* the text that the position refers to */
	int focus;		/* focused panel, as numbered by the user interface */
};

enum { APP_HISTORY_MAX = 1000 };	/* entries; the oldest are dropped */

struct app_history {
	struct app_history_entry *v;
	size_t n, cap;
	size_t at;		/* entries before it are reached by going back, the others
				 * by going forward */
};

#define APP_HISTORY_INIT { .v = NULL }

/* Add `here` because the user goes to a new place; drops the entries ahead. */
void app_history_push(struct app_history *h, const struct app_history_entry *here);
/* Go back or forward to *to; `here` replaces that entry, for the way back. False: there
 * is no entry in that direction. */
bool app_history_go(struct app_history *h, bool back, const struct app_history_entry *here,
	struct app_history_entry *to);
void app_history_release(struct app_history *h);

#endif
