/*
 * The rows of the list: their order, the cursor, the part in view, and which rows are
 * fresh. Who shows, marks or searches rows asks for them by position; where an article
 * lies after the list was read again is decided here alone.
 */
#ifndef APP_LIST_H
#define APP_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/scroll.h"
#include "newsreader/job.h"
#include "newsreader/store.h"

enum app_row_kind { APP_ROW_NONE, APP_ROW_ARTICLE };

struct app_row {
	enum app_row_kind kind;		/* APP_ROW_NONE beyond the end of the list */
	int64_t id;			/* of the article */
};

/* The rows that a search finds. */
struct app_matches {
	char *text;			/* NULL: no search */
	unsigned version;		/* of the rows searched */
	struct nr_job *job;		/* counts them; NULL: none runs */
	bool known;
	struct nr_ids positions;	/* ascending */
};

struct app_list {
	/* list.c */
	struct nr_ids ids;
	struct app_scroll scroll;	/* cursor 0 if the list is empty */
	bool moved;			/* the user has pressed a key; until then the cursor
					 * stays at the top */
	bool placed;			/* the user has moved the cursor, in this run or the
					 * last one */
	int64_t lost;			/* article selected until it left the list, or 0 */
	bool lost_after;		/* it was after the present cursor position, not
					 * before */
	struct nr_ids fresh;		/* ascending: added by updates of this run, and not
					 * yet visited by the cursor */

	struct nr_ids picked;		/* ascending: the selection, which the next command
					 * works on */
	int64_t picked_last;		/* selected last, or 0: a range begins at it */

	unsigned version;		/* incremented when the rows are read */

	/* session_list.c: the reading of the rows, and their number */
	struct nr_job *job;		/* of the running list query, or NULL */
	bool outrun;			/* a key has read the list while it runs */
	bool due;			/* reload at the next look, without delay */
	int64_t began, next;		/* start of the last list query, and earliest time
					 * of the next one during a scan */
	bool previewed;			/* only a part of the rows was read, */
	size_t before;			/* after about so many others */
	struct nr_totals totals;	/* of all articles */
	bool counted;			/* they are valid, and the length of the list is
					 * known */
	int64_t high_heat;		/* which few of the rows reach */
	size_t unread;			/* number of rows that are unread or updated */
	bool unread_counted;		/* it is valid */

	struct app_matches matches;	/* session_matches.c */
};

void app_list_release(struct app_list *l);

size_t app_list_length(const struct app_list *l);
struct app_row app_list_row(const struct app_list *l, size_t position);
/* The articles of at most n rows from a position on, in their order. Returns how many;
 * *ids is borrowed until the list is read again. */
size_t app_list_articles(const struct app_list *l, size_t from, size_t n,
	const int64_t **ids);
/* Find an article; false if the list does not contain it. */
bool app_list_position(const struct app_list *l, int64_t id, size_t *position);

/* The article at the cursor, or 0. */
int64_t app_list_selected(const struct app_list *l);
/* Put the cursor on a row; the last one if the position is beyond it. */
void app_list_select(struct app_list *l, size_t position);
/* Put the cursor on an article once the list contains it. */
void app_list_want(struct app_list *l, int64_t id);
/* The position `by` rows after the cursor, or before it if negative, stopping at the
 * ends. */
size_t app_list_reach(const struct app_list *l, long by);
/* How many rows to move the cursor so that it ends `by` (not 0) rows after the article
 * shown, or before it if negative. One less than `by` if the article shown has left the
 * list and the cursor is on its neighbour on that side. */
long app_list_distance(const struct app_list *l, int64_t shown, long by);
/* Replace the rows by *ids, which are moved. The cursor stays on its article, else the
 * first one after it that is still in the list, else the nearest before it; its row stays
 * where it was in view. An article that left the list and comes back, because its folder
 * was replaced or another filter was used, is selected again unless the user has moved
 * the cursor meanwhile. */
void app_list_replace(struct app_list *l, struct nr_ids *ids);
/* The same for rows in another order: the cursor stays on its article only if it was placed
 * there, else it goes to the top. */
void app_list_reorder(struct app_list *l, struct nr_ids *ids);
/* Put the cursor on an article that it was on in an earlier run, on the screen row `row`,
 * as soon as the list contains it. */
void app_list_return(struct app_list *l, int64_t id, size_t row);
/* Put the cursor in view of `rows` rows. */
void app_list_fit(struct app_list *l, int rows);

/* The selection: articles of the list, by their ids, so that it survives updates. Those
 * that leave the list leave it. */

bool app_list_is_picked(const struct app_list *l, int64_t id);
/* Select the articles of n rows from a position on; if the first of them is selected,
 * unselect them. */
void app_list_pick(struct app_list *l, size_t from, size_t n);
/* Select the rows from the article selected last to this one. If no article was selected
 * before, select this row alone and return false: the next call ends the range. */
bool app_list_pick_range(struct app_list *l, size_t to);
/* Select the articles of these rows too. */
void app_list_pick_these(struct app_list *l, const struct nr_ids *positions);
/* Append the selected articles in the order of the list. */
void app_list_picked(const struct app_list *l, struct nr_ids *out);
/* Drop the selection; false if there was none. */
bool app_list_unpick(struct app_list *l);

/* True if an update has brought the article, which is not read, and the cursor has not been
 * on it. */
bool app_list_is_fresh(const struct app_list *l, const struct nr_row *row);
void app_list_add_fresh(struct app_list *l, const struct nr_ids *ids);

#endif
