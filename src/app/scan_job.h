/*
 * Jobs around a scan: the scan itself, which runs on a worker with its own store,
 * counting the files, and the checkpoint of the index.
 */
#ifndef APP_SCAN_JOB_H
#define APP_SCAN_JOB_H

#include <stdbool.h>

#include "app/collection.h"
#include "newsreader/job.h"
#include "newsreader/scan.h"
#include "newsreader/watch.h"

/* The messages of a scan, and the only one of a count, in which only progress.total is
 * set. */
struct app_scan_msg {
	struct nr_msg base;
	struct nr_scan_progress progress;
	struct nr_scan_summary news;	/* set in the last message */
	struct nr_error error;	/* set in the last message: NR_ERR_NONE on success,
				 * NR_ERR_CANCELLED if it was cancelled */
};

struct app_scan_task {
	const struct app_roots *roots;	/* copied */
	struct nr_changes *only;	/* folders to scan, ownership passes; NULL: scan
					 * everything */
	struct nr_watch *watch;		/* folders are added to this watch, which must
					 * live until the job has ended; may be NULL */
	bool reparse;			/* also read unchanged files */
};

struct nr_job *app_scan_start(struct nr_jobs *jobs, const struct app_scan_task *task,
	nr_msg_fn *handler);
/* Start a count of the article files below the roots, which are copied. A scan reads
 * files while it walks, and so does not know the total. */
struct nr_job *app_count_start(struct nr_jobs *jobs, const struct app_roots *roots,
	nr_msg_fn *handler);

/* Start a job that runs nr_store_checkpoint on the index at this path, which is copied.
 * Its message needs no handling. */
struct nr_job *app_checkpoint_start(struct nr_jobs *jobs, const char *index_path);

#endif
