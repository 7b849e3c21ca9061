/*
 * Live: what has changed on the disk and is still to be looked at, and when that is to
 * happen. Times are milliseconds of a clock that only goes forward; it knows none itself.
 */
#ifndef APP_LIVE_H
#define APP_LIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "newsreader/watch.h"

enum {
	APP_LIVE_QUIET = 50,	/* milliseconds without a change before folders are read, */
	APP_LIVE_LATEST = 500,	/* but no longer than this after the first change */
	APP_LIVE_MARKS = 50,	/* after another program wrote marks */
	APP_LIVE_ROUND = 60000	/* between two looks at folders that cannot be watched */
};

struct app_live {
	struct nr_changes pending;
	bool folders;		/* pending has some, or all, */
	int64_t first, last;	/* since the first of these changes, until the last one */
	bool marks;		/* the marks may be others, */
	int64_t marked;		/* since then */
	bool rounds;		/* there are folders that cannot be watched, */
	int64_t round;		/* looked at last then */
};

/* Take over what has changed; *found is empty afterwards. */
void app_live_note(struct app_live *l, struct nr_changes *found, int64_t now);
/* From now on, or no longer: look at some folders again and again. */
void app_live_set_polling(struct app_live *l, bool rounds, int64_t now);
/* Milliseconds until something is due: 0 for now, -1 if nothing waits. `busy`: no folder
 * is to be read yet, because a scan is running. */
int app_live_timeout(const struct app_live *l, bool busy, int64_t now);
/* Each is told once: that folders are to be read now, and moved to *out (the file flag is
 * unused); that the marks are to be looked at; that a round is due. */
bool app_live_take_folders(struct app_live *l, int64_t now, struct nr_changes *out);
bool app_live_take_marks(struct app_live *l, int64_t now);
bool app_live_take_round(struct app_live *l, int64_t now);
void app_live_release(struct app_live *l);

#endif
