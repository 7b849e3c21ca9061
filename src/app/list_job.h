/*
 * A job that runs a session's list query on a worker.
 */
#ifndef APP_LIST_JOB_H
#define APP_LIST_JOB_H

#include <stddef.h>
#include <stdint.h>

#include "newsreader/filter.h"
#include "newsreader/job.h"
#include "newsreader/store.h"

struct app_list_task {
	const struct nr_filter *filter;	/* copied, except `keep` */
	struct nr_ids keep;		/* for the filter's `keep`; ownership
					 * passes */
	struct nr_list_query *look;		/* ownership passes to the job */
};

/* The only message of the job. */
struct app_list_msg {
	struct nr_msg base;
	struct nr_list_query *look;		/* has been run, if there is no error */
	struct nr_ids ids;
	struct nr_error error;		/* NR_ERR_NONE on success */
};

struct nr_job *app_list_start(struct nr_jobs *jobs, const struct app_list_task *task,
	nr_msg_fn *handler);

#endif
