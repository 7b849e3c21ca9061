/* The job that reads the list on a worker. */
#include "config.h"

#include "app/jobs.h"

#include <stdlib.h>

#include "newsreader/log.h"
#include "newsreader/mem.h"

struct list_arg {
	struct nr_filter filter;
	struct nr_list_query *look;
};

static void
free_arg(void *p)
{
	struct list_arg *arg = p;

	nr_filter_release(&arg->filter);
	nr_list_query_free(arg->look);
	free(arg);
}

static void
release_msg(struct nr_msg *base)
{
	struct app_list_msg *msg = (struct app_list_msg *)base;

	nr_list_query_free(msg->look);
	nr_ids_release(&msg->ids);
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
	struct list_arg *arg = p;
	struct app_list_msg *msg = nr_calloc(1, sizeof(*msg));
	int rc;

	msg->base.release = release_msg;
	nr_list_query_set_cancel(arg->look, is_cancelled, job);
	rc = nr_list_query_read(arg->look, &arg->filter, &msg->ids, &msg->error);
	nr_log("list", "read with %d, %zu articles", rc, msg->ids.n);
	msg->look = arg->look;
	arg->look = NULL;
	return &msg->base;
}

struct nr_job *
app_list_start(struct nr_jobs *jobs, const struct nr_filter *filter,
	struct nr_list_query *look, nr_msg_fn *handler)
{
	struct list_arg *arg = nr_calloc(1, sizeof(*arg));

	*arg = (struct list_arg){ *filter, look };
	return nr_jobs_start(jobs, run, arg, free_arg, handler);
}
