/* The jobs that scan the roots, count their files and checkpoint the index. */
#include "config.h"

#include "app/jobs.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/fs.h"
#include "newsreader/load.h"
#include "newsreader/mem.h"

struct scan_arg {
	struct app_roots roots;
	struct nr_changes only;		/* empty: all of */
	struct nr_watch *watch;
	bool reparse;
	struct nr_job *job;
};

static void
free_arg(void *p)
{
	struct scan_arg *arg = p;

	app_roots_release(&arg->roots);
	nr_changes_release(&arg->only);
	free(arg);
}

static void
release_msg(struct nr_msg *base)
{
	struct app_scan_msg *msg = (struct app_scan_msg *)base;

	nr_scan_summary_release(&msg->news);
	free(msg);
}

static struct app_scan_msg *
new_msg(const struct nr_scan_progress *p)
{
	struct app_scan_msg *msg = nr_calloc(1, sizeof(*msg));

	msg->base.release = release_msg;
	msg->progress = *p;
	return msg;
}

static bool
is_cancelled(void *ctx)
{
	return nr_job_cancelled(((struct scan_arg *)ctx)->job);
}

static void
post_progress(void *ctx, const struct nr_scan_progress *p)
{
	nr_job_post(((struct scan_arg *)ctx)->job, &new_msg(p)->base);
}

static void
watch_folder(void *ctx, const char *path)
{
	nr_watch_folder(((struct scan_arg *)ctx)->watch, path);
}

static struct nr_msg *
run(struct nr_job *job, void *p)
{
	struct scan_arg *arg = p;
	struct nr_scan_progress progress = { .seen = 0 };
	struct nr_error err = NR_ERROR_INIT;
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_scan_summary news = { .updated = 0 };
	struct nr_store *store = NULL;
	struct app_scan_msg *msg;
	struct nr_scan scan = {
		.roots = (const char *const *)arg->roots.v,
		.n_roots = arg->roots.n,
		.folders = arg->only.n ? (const char *const *)arg->only.folders : NULL,
		.n_folders = arg->only.n,
		.reparse = arg->reparse,
		.ctx = arg,
		.cancelled = is_cancelled,
		.progress = post_progress,
		.folder = arg->watch ? watch_folder : NULL,
	};

	arg->job = job;
	if (app_store_open(&arg->roots, APP_STORE_READ_ONLY | APP_STORE_QUICK, &store,
			&notes, &err) == 0) {
		nr_scan_run(store, &scan, &progress, &err);
		nr_store_scan_summary(store, &news);
	}
	nr_store_close(store);
	nr_diags_release(&notes);
	nr_mem_trim();
	msg = new_msg(&progress);
	msg->news = news;
	msg->error = err;
	return &msg->base;
}

static struct scan_arg *
new_arg(const struct app_roots *roots)
{
	struct scan_arg *arg = nr_calloc(1, sizeof(*arg));

	app_roots_copy(roots, &arg->roots);
	return arg;
}

struct nr_job *
app_scan_start(struct nr_jobs *jobs, const struct app_scan_task *task, nr_msg_fn *handler)
{
	struct scan_arg *arg = new_arg(task->roots);

	arg->watch = task->watch;
	arg->reparse = task->reparse;
	if (task->only)
		nr_changes_move(&arg->only, task->only);
	return nr_jobs_start(jobs, run, arg, free_arg, handler);
}

/* ---- counting ---- */

static bool
enter(void *ctx, const char *path, const char *name)
{
	(void)ctx;
	(void)path;
	return strcmp(name, "_data") != 0;
}

struct count {
	struct nr_job *job;
	size_t n;
};

static int
visit(void *ctx, const struct nr_fs_entry *entry)
{
	struct count *c = ctx;

	c->n += entry->stamp && nr_load_is_article_name(entry->name);
	return nr_job_cancelled(c->job);
}

static struct nr_msg *
run_count(struct nr_job *job, void *p)
{
	const struct scan_arg *arg = p;
	struct count c = { .job = job };
	const struct nr_fs_walker walker = {
		.ctx = &c, .visit = visit, .enter = enter, .names_only = true
	};
	size_t i;

	for (i = 0; i < arg->roots.n; i++) {
		struct nr_error ignored = NR_ERROR_INIT;

		if (nr_fs_walk(arg->roots.v[i], &walker, &ignored) > 0)
			break;
	}
	return &new_msg(&(struct nr_scan_progress){ .total = c.n })->base;
}

struct nr_job *
app_count_start(struct nr_jobs *jobs, const struct app_roots *roots, nr_msg_fn *handler)
{
	return nr_jobs_start(jobs, run_count, new_arg(roots), free_arg, handler);
}

/* ---- checkpoint ---- */

static struct nr_msg *
run_tidy(struct nr_job *job, void *index_path)
{
	(void)job;
	nr_store_checkpoint(index_path);
	return &new_msg(&(struct nr_scan_progress){ .seen = 0 })->base;
}

struct nr_job *
app_checkpoint_start(struct nr_jobs *jobs, const char *index_path)
{
	return nr_jobs_start(jobs, run_tidy, nr_strdup(index_path), free, NULL);
}
