/*
 * Read job: the file of an article is read, and its text made, in a worker.
 */
#ifndef APP_READ_JOB_H
#define APP_READ_JOB_H

#include "app/article.h"
#include "newsreader/job.h"

enum { APP_READ = 0x52 };	/* the kind of its message, and of no other */

/* The only message of such a job. */
struct app_read_msg {
	struct nr_msg base;
	struct app_article a;		/* for app_article_take_file; nothing of a job that was
					 * cancelled before it began */
};

/* Copies the parts of *a that it needs. */
struct nr_job *app_read_start(struct nr_jobs *jobs, const struct app_article *a);

#endif
