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

/* The only message of the job. */
struct app_list_msg {
	struct nr_msg base;
	struct nr_list_query *look;		/* has been run, if there is no error */
	struct nr_ids ids;
	struct nr_error error;		/* NR_ERR_NONE on success */
};

/* Filter and query are moved to the job. */
struct nr_job *app_list_start(struct nr_jobs *jobs, const struct nr_filter *filter,
	struct nr_list_query *look, nr_msg_fn *handler);

#endif
