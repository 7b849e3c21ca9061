/*
 * The jobs of a session but for full texts: each is started here, and the messages of its
 * worker are declared. A scan uses a store of its own.
 */
#ifndef APP_JOBS_H
#define APP_JOBS_H

#include <stdbool.h>

#include "app/article.h"
#include "app/collection.h"
#include "newsreader/filter.h"
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

/* ---- the list (list_job.c) ---- */

/* The only message of a list query. */
struct app_list_msg {
	struct nr_msg base;
	struct nr_list_query *look;		/* has been run, if there is no error */
	struct nr_ids ids;
	struct nr_error error;		/* NR_ERR_NONE on success */
};

/* Start a job that runs a list query; filter and query are moved to it. */
struct nr_job *app_list_start(struct nr_jobs *jobs, const struct nr_filter *filter,
	struct nr_list_query *look, nr_msg_fn *handler);

/* ---- the matches of a search (match_job.c) ---- */

/* The only message of a match query. */
struct app_match_msg {
	struct nr_msg base;
	struct nr_match_query *query;	/* has been run */
	struct nr_ids positions;
	bool failed;		/* or cancelled */
};

/* Start a job that runs a match query, which is moved to it. */
struct nr_job *app_match_start(struct nr_jobs *jobs, struct nr_match_query *query,
	nr_msg_fn *handler);

/* ---- the file of an article (read_job.c) ---- */

/* The only message of the reading of a file. */
struct app_read_msg {
	struct nr_msg base;
	struct app_article a;		/* to be passed to app_article_take_file; empty if
					 * the job was cancelled before it started */
};

/* Start a job that reads the file of an article and makes its text; the parts of *a that
 * it needs are copied. */
struct nr_job *app_read_start(struct nr_jobs *jobs, const struct app_article *a,
	nr_msg_fn *handler);

#endif
