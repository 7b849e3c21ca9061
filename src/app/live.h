/*
 * Decides when changes on the disk are processed: collects them and computes when a scan
 * or a look at the marks is due. Times are milliseconds of a monotonic clock that the
 * caller reads.
 */
#ifndef APP_LIVE_H
#define APP_LIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "newsreader/watch.h"

enum {
	APP_LIVE_QUIET = 50,	/* ms without a change before changed folders are
				 * scanned, */
	APP_LIVE_LATEST = 500,	/* but at most this long after the first change */
	APP_LIVE_MARKS = 50,	/* ms to wait after another program wrote marks */
	APP_LIVE_ROUND = 60000	/* ms between two scans of folders that cannot be
				 * watched */
};

struct app_live {
	struct nr_changes pending;
	bool folders;		/* pending holds folders, or all */
	int64_t first, last;	/* time of the first and of the last of these changes */
	bool marks;		/* another program may have changed marks */
	int64_t marked;		/* time of the first such change */
	bool rounds;		/* some folders cannot be watched and are polled */
	int64_t round;		/* time of the last poll */
};

/* Move *found to the pending changes. */
void app_live_note(struct app_live *l, struct nr_changes *found, int64_t now);
/* Start or stop polling folders that cannot be watched. */
void app_live_set_polling(struct app_live *l, bool rounds, int64_t now);
/* Milliseconds until something is due: 0 for now, -1 for never. `busy`: a scan is
 * running, so that folders are not due yet. */
int app_live_timeout(const struct app_live *l, bool busy, int64_t now);
/* Each returns true once when its part is due: folders, moved to *out, to be scanned (the
 * file flag is unused); marks to be looked at; a poll of unwatched folders. */
bool app_live_take_folders(struct app_live *l, int64_t now, struct nr_changes *out);
bool app_live_take_marks(struct app_live *l, int64_t now);
bool app_live_take_round(struct app_live *l, int64_t now);
void app_live_release(struct app_live *l);

#endif
