/* The job that reads the file of an article on a worker. */
#include "config.h"

#include "app/jobs.h"

#include <stdlib.h>

#include "newsreader/mem.h"

static void
release_msg(struct nr_msg *base)
{
	struct app_read_msg *msg = (struct app_read_msg *)base;

	app_article_release(&msg->a);
	free(msg);
}

static void
free_arg(void *p)
{
	struct app_article *a = p;

	app_article_release(a);
	free(a);
}

static struct nr_msg *
run(struct nr_job *job, void *p)
{
	struct app_read_msg *msg = nr_calloc(1, sizeof(*msg));
	struct app_article *a = p;

	msg->base.release = release_msg;
	if (!nr_job_cancelled(job)) {
		app_article_read(a);
		app_article_take_file(&msg->a, a);
	}
	return &msg->base;
}

struct nr_job *
app_read_start(struct nr_jobs *jobs, const struct app_article *a, nr_msg_fn *handler)
{
	struct app_article *arg = nr_calloc(1, sizeof(*arg));

	arg->row.id = a->row.id;
	arg->row.ghost = a->row.ghost;
	arg->row.entry = a->row.entry;
	arg->row.path = nr_strdup(a->row.path);
	return nr_jobs_start_loose(jobs, run, arg, free_arg, handler);
}
