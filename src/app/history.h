/*
 * The back and forward history of articles, as in a browser.
 */
#ifndef APP_HISTORY_H
#define APP_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/positions.h"

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
bool app_history_back(struct app_history *h, const struct app_history_entry *here,
	struct app_history_entry *to);
bool app_history_forward(struct app_history *h, const struct app_history_entry *here,
	struct app_history_entry *to);
void app_history_release(struct app_history *h);

#endif
