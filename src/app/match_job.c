/* The job that finds all matches of a search in the list on a worker. */
#include "config.h"

#include "app/jobs.h"

#include <stdlib.h>

#include "newsreader/log.h"
#include "newsreader/mem.h"

static void
free_query(void *query)
{
	nr_match_query_free(query);
}

static void
release_msg(struct nr_msg *base)
{
	struct app_match_msg *msg = (struct app_match_msg *)base;

	nr_ids_release(&msg->positions);
	free(msg);
}

static bool
is_cancelled(void *job)
{
	return nr_job_cancelled(job);
}

static struct nr_msg *
run(struct nr_job *job, void *query)
{
	struct app_match_msg *msg = nr_calloc(1, sizeof(*msg));
	struct nr_error ignored = NR_ERROR_INIT;

	msg->base.release = release_msg;
	nr_match_query_set_cancel(query, is_cancelled, job);
	msg->failed = nr_match_query_read(query, &msg->positions, &ignored) < 0
		|| nr_job_cancelled(job);
	nr_log("matches", "found %zu", msg->positions.n);
	return &msg->base;
}

struct nr_job *
app_match_start(struct nr_jobs *jobs, struct nr_match_query *query, nr_msg_fn *handler)
{
	return nr_jobs_start(jobs, run, query, free_query, handler);
}
