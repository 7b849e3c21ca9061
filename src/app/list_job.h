/*
 * List job: the list of a session is read again in a worker.
 */
#ifndef APP_LIST_JOB_H
#define APP_LIST_JOB_H

#include <stddef.h>
#include <stdint.h>

#include "newsreader/filter.h"
#include "newsreader/job.h"
#include "newsreader/store.h"

struct app_list_task {
	const struct nr_filter *filter;	/* copied; `keep` is not used */
	int64_t *keep;			/* taken over: instead of it, in any order */
	size_t n_keep;
	struct nr_list_query *look;		/* taken over */
	unsigned wanted;		/* handed back */
};

/* The only message of such a job. */
struct app_list_msg {
	struct nr_msg base;
	struct nr_list_query *look;		/* read, if there is no error */
	struct nr_ids ids;
	unsigned wanted;
	struct nr_error error;		/* code NR_ERR_NONE when all is well */
};

struct nr_job *app_list_start(struct nr_jobs *jobs, const struct app_list_task *task);
/* Bring ids into the order that a filter wants of those to be kept. Returns `ids`. */
int64_t *app_list_sort(int64_t *ids, size_t n);
/* Where an id is in that order; NULL if it is not there. */
int64_t *app_list_find(const int64_t *ids, size_t n, int64_t id);

#endif
