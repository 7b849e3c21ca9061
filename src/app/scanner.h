/*
 * The scans of a session, and the watch that says when one is due.
 */
#ifndef APP_SCANNER_H
#define APP_SCANNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/live.h"
#include "newsreader/job.h"
#include "newsreader/scan.h"
#include "newsreader/watch.h"

struct app_scanner {
	struct nr_job *job;		/* the running scan, or NULL */
	int64_t began;			/* when it began: ms of nr_clock_ms */
	bool all;			/* it scans all roots */
	bool again;			/* scan everything again when it has ended, */
	bool reparse;			/* and read unchanged files too */
	bool asked;			/* a key asked for the scan and gets an answer */
	bool untidy;			/* a scan wrote much, and no checkpoint was made
					 * since */
	bool complete;			/* a full scan has been completed in this run */
	bool had_articles;		/* the index had articles before the first scan */
	bool index_lost;		/* the index was lost and is empty until the next
					 * scan */
	size_t to_scan;			/* number of files that the first scan will find;
					 * 0: not known yet */
	struct nr_scan_progress progress;	/* of the running scan, or the last one */

	struct nr_watch *watch;
	struct app_live live;
	bool blind_reported;		/* the user was informed that some folders cannot
					 * be watched */
	bool marks_blind;		/* the state file cannot be watched: marks of other
					 * programs are looked for at every wakeup */
};

#endif
