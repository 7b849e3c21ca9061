/*
 * Visits: when the reader was here last. Keys with no long pause between them belong to one
 * visit, whatever runs of the program they were pressed in.
 */
#ifndef APP_VISIT_H
#define APP_VISIT_H

#include <stdint.h>

#include "newsreader/buf.h"

enum { APP_VISIT_PAUSE = 30 * 60 };	/* seconds without a key that end a visit */

/* Times are in seconds since the epoch. */
struct app_visit {
	int64_t since;		/* the last key of the visit before this one; 0: none */
	int64_t last;		/* the last key of this visit; 0: none yet */
};

/* Begin at `now`, with what app_visit_write wrote at the end of an earlier run, "" if there
 * was none: that visit goes on, or is the one before. */
void app_visit_read(struct app_visit *v, const char *text, int64_t now);
/* Note a key, which may begin another visit. */
void app_visit_touch(struct app_visit *v, int64_t now);
/* Append what the next run is to read, which is `text` if that is of a later key than
 * those of this run, up to `now`. */
void app_visit_write(const struct app_visit *v, const char *text, int64_t now,
	struct nr_buf *out);

#endif
