/*
 * Scan jobs: a scan of the folders in a worker, with a store of its own, and what stands
 * beside it: counting, and tidying up.
 */
#ifndef APP_SCAN_JOB_H
#define APP_SCAN_JOB_H

#include <stdbool.h>

#include "app/collection.h"
#include "newsreader/job.h"
#include "newsreader/scan.h"
#include "newsreader/watch.h"

enum app_scan_kind {
	APP_SCAN_PROGRESS,
	APP_SCAN_COUNT,		/* of a count: progress.total is all that it tells */
	APP_SCAN_TIDY		/* of a checkpoint: it tells nothing */
};

/* Every message of these jobs is one, of an app_scan_kind. */
struct app_scan_msg {
	struct nr_msg base;
	struct nr_scan_progress progress;
	struct nr_scan_summary news;	/* of the last message */
	struct nr_error error;	/* of the last message: code NR_ERR_NONE when all is well,
				 * NR_ERR_CANCELLED when it was stopped */
};

struct app_scan_task {
	const struct app_roots *roots;	/* copied */
	struct nr_changes *only;	/* NULL: everything; else taken over: these folders */
	struct nr_watch *watch;		/* NULL, or what folders are added to; it must live
					 * until the job has ended */
	bool anew;			/* unchanged files too */
};

struct nr_job *app_scan_start(struct nr_jobs *jobs, const struct app_scan_task *task);
/* Count the article files below the roots, which are copied: a scan reads while it walks,
 * and so does not know how far it is. */
struct nr_job *app_count_start(struct nr_jobs *jobs, const struct app_roots *roots);

/* Let nr_store_checkpoint look after the index at the path, which is copied. */
struct nr_job *app_checkpoint_start(struct nr_jobs *jobs, const char *index_path);

#endif
