/* The job that finds all matches of a search in the list on a worker. */
#include "config.h"

#include "app/jobs.h"

#include <stdlib.h>

#include "newsreader/log.h"
#include "newsreader/mem.h"

struct match_arg {
	struct nr_match_query *query;
};

static void
free_arg(void *p)
{
	struct match_arg *arg = p;

	nr_match_query_free(arg->query);
	free(arg);
}

static void
release_msg(struct nr_msg *base)
{
	struct app_match_msg *msg = (struct app_match_msg *)base;

	nr_match_query_free(msg->query);
	nr_ids_release(&msg->positions);
	free(msg);
}

static bool
is_cancelled(void *job)
{
	return nr_job_cancelled(job);
}

static struct nr_msg *
run(struct nr_job *job, void *p)
{
	struct match_arg *arg = p;
	struct app_match_msg *msg = nr_calloc(1, sizeof(*msg));
	struct nr_error ignored = NR_ERROR_INIT;

	msg->base.release = release_msg;
	msg->query = arg->query;
	arg->query = NULL;
	nr_match_query_set_cancel(msg->query, is_cancelled, job);
	msg->failed = nr_match_query_read(msg->query, &msg->positions, &ignored) < 0
		|| nr_job_cancelled(job);
	nr_log("matches", "found %zu", msg->positions.n);
	return &msg->base;
}

struct nr_job *
app_match_start(struct nr_jobs *jobs, struct nr_match_query *query, nr_msg_fn *handler)
{
	struct match_arg *arg = nr_malloc(sizeof(*arg));

	arg->query = query;
	return nr_jobs_start(jobs, run, arg, free_arg, handler);
}
