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
	int64_t *keep;			/* ids to keep, used as the filter's `keep`;
					 * ownership passes, any order */
	size_t n_keep;
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
/* Sort ids into the order that a filter requires of `keep`. Returns `ids`. */
int64_t *app_list_sort(int64_t *ids, size_t n);
/* Find an id among ids sorted by app_list_sort; NULL if it is not there. */
int64_t *app_list_find(const int64_t *ids, size_t n, int64_t id);

#endif
