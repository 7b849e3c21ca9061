/*
 * History: the articles followed, with the place in each, as a browser has it.
 */
#ifndef APP_HISTORY_H
#define APP_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/positions.h"

/* Where the reader is. All by id and by place in the text, so that it holds whatever
 * the size of the screen is when it comes back. */
struct app_history_entry {
	int64_t article;	/* shown */
	int64_t selected;	/* in the list */
	int64_t related;	/* in the related pane; 0 for none */
	size_t block, offset;	/* of the first line of text in view, */
	size_t above;		/* and the blank lines in view above it */
	enum app_text view;	/* that the place is in */
	int focus;		/* the pane, the user interface's own number */
};

enum { APP_HISTORY_MAX = 1000 };	/* places; the oldest are forgotten */

struct app_history {
	struct app_history_entry *v;
	size_t n, cap;
	size_t at;		/* places before it are behind the reader, those from it on ahead */
};

#define APP_HISTORY_INIT { .v = NULL }

/* Leave `here` for somewhere new: what was ahead is forgotten. */
void app_history_push(struct app_history *h, const struct app_history_entry *here);
/* Go back, or forward: `here` is kept for the other direction. False: nowhere to go. */
bool app_history_back(struct app_history *h, const struct app_history_entry *here,
	struct app_history_entry *to);
bool app_history_forward(struct app_history *h, const struct app_history_entry *here,
	struct app_history_entry *to);
void app_history_release(struct app_history *h);

#endif
