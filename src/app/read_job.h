/*
 * A job that reads the file of an article and makes its text on a worker.
 */
#ifndef APP_READ_JOB_H
#define APP_READ_JOB_H

#include "app/article.h"
#include "newsreader/job.h"

/* The only message of the job. */
struct app_read_msg {
	struct nr_msg base;
	struct app_article a;		/* to be passed to app_article_take_file; empty if
					 * the job was cancelled before it started */
};

/* Start the job; the parts of *a that it needs are copied. */
struct nr_job *app_read_start(struct nr_jobs *jobs, const struct app_article *a,
	nr_msg_fn *handler);

#endif
