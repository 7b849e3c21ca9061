/* The job that reads the list on a worker. */
#include "config.h"

#include "app/list_job.h"

#include <stdlib.h>

#include "newsreader/log.h"
#include "newsreader/mem.h"

struct list_arg {
	struct nr_filter filter;
	struct nr_ids keep;
	struct nr_list_query *look;
};

static void
free_arg(void *p)
{
	struct list_arg *arg = p;

	nr_filter_release(&arg->filter);
	nr_list_query_free(arg->look);
	nr_ids_release(&arg->keep);
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
	arg->filter.keep = &arg->keep;
	nr_list_query_set_cancel(arg->look, is_cancelled, job);
	rc = nr_list_query_read(arg->look, &arg->filter, &msg->ids, &msg->error);
	nr_log("list", "read with %d, %zu articles", rc, msg->ids.n);
	msg->look = arg->look;
	arg->look = NULL;
	return &msg->base;
}

struct nr_job *
app_list_start(struct nr_jobs *jobs, const struct app_list_task *task, nr_msg_fn *handler)
{
	struct list_arg *arg = nr_calloc(1, sizeof(*arg));

	nr_filter_copy(&arg->filter, task->filter);
	arg->keep = task->keep;
	arg->look = task->look;
	return nr_jobs_start(jobs, run, arg, free_arg, handler);
}
