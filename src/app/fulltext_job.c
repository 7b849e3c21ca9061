/*
 * The job that fetches full texts: takes requests, prefetches queued articles and runs
 * the fetcher.
 */
#include "config.h"


#include "app/article.h"
#include "app/fulltext_work.h"
#include "newsreader/load.h"
#include "newsreader/mem.h"

enum {
	WINDOW = 48,		/* articles whose sources are tried at once: enough hosts
				 * for the fetcher to choose from, which has limits of its
				 * own */
	TURN = 16,		/* queued articles checked in one turn */
	WAIT_MS = 60000		/* a new request wakes the fetcher */
};

/* ---- prefetching ---- */

static void
fail_ahead(struct app_fulltext_work *w, int64_t id, const struct nr_error *err)
{
	struct app_fulltext_msg *msg;

	w->shared->counts.failed++;
	msg = app_fulltext_new_msg(w, APP_FULLTEXT_ENDED);
	msg->id = id;
	msg->report = nr_strdup("");
	msg->error = *err;
	nr_job_post(w->job, &msg->base);
}

static void
begin_ahead(struct app_fulltext_work *w, int64_t id)
{
	const struct app_fulltext_setup *setup = &w->shared->setup;
	struct nr_diags diags = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_article *file = NULL;
	const struct nr_article *a;
	struct nr_row row = { .id = 0 };
	struct app_fulltext_item *item;

	if (!app_fulltext_open_store(w, &err) || nr_store_get(w->store, id, &row, &err) < 0
		|| nr_load_file(row.path, &file, &diags, &err) < 0) {
		fail_ahead(w, id, &err);
		goto out;
	}
	nr_article_identify(file, row.path);
	a = app_article_in_file(file, &row);
	if (!a) {
		nr_error_set(&err, NR_ERR_NOT_FOUND, "%s now holds another article",
			row.path);
		fail_ahead(w, id, &err);
		goto out;
	}
	item = app_fulltext_item_new(a, setup->online->archive_url, APP_FULLTEXT_WANT);
	item->ahead = true;
	app_fulltext_begin(w, item);
out:
	nr_row_release(&row);
	nr_article_free(file);
	nr_diags_release(&diags);
}

static bool
may_go_ahead(const struct app_fulltext_work *w)
{
	return w->ahead_at < w->ahead.n && w->n_going < WINDOW;
}

/* Start queued articles, a limited number at a time: checking those already kept is
 * cheap, but there may be very many, and answers and new requests must not wait. */
static void
go_ahead(struct app_fulltext_work *w)
{
	for (int i = 0; i < TURN && may_go_ahead(w) && !nr_job_cancelled(w->job); i++) {
		int64_t id = w->ahead.v[w->ahead_at++];
		bool kept;

		nr_pages_which(w->pages, &id, 1, &kept);
		if (kept)
			w->shared->counts.done++;
		else
			begin_ahead(w, id);
	}
}

/* ---- commands ---- */

/* Drop all requests. All are gone when this returns, so that the same may be requested
 * again. */
static void
forget_all(struct app_fulltext_work *w)
{
	w->ahead_at = w->ahead.n = 0;
	for (const struct app_fulltext_item *item = w->going; item; item = item->next)
		nr_fetcher_cancel(w->fetcher, item->request);
	while (w->n_going)
		nr_fetcher_run(w->fetcher, 0);
}

static void
take_commands(struct app_fulltext_work *w)
{
	struct nr_mail *mail = nr_mailbox_take(&w->shared->commands);

	while (mail) {
		struct app_fulltext_command *command = (struct app_fulltext_command *)mail;

		mail = mail->next;
		if (command->item)
			app_fulltext_begin(w, command->item);
		else if (command->ids.n)
			nr_ids_append(&w->ahead, command->ids.v, command->ids.n);
		else
			forget_all(w);
		command->item = NULL;
		app_fulltext_command_free(command);
	}
}

/* ---- the job ---- */

static void
work(struct app_fulltext_work *w)
{
	for (;;) {
		if (!nr_job_cancelled(w->job))
			take_commands(w);
		if (nr_job_cancelled(w->job) || !w->fetcher)
			forget_all(w);
		go_ahead(w);
		if (!w->n_going && w->ahead_at == w->ahead.n)
			return;
		nr_fetcher_run(w->fetcher, may_go_ahead(w) ? 0 : WAIT_MS);
	}
}

/* Close the pages. That they are only in memory is reported once, not by each job. */
static void
close_pages(struct app_fulltext_work *w, struct nr_diags *notes)
{
	bool reported = w->shared->in_memory;

	w->shared->in_memory = !nr_pages_is_kept(w->pages);
	if (!reported || !w->shared->in_memory)
		nr_pages_take_notes(w->pages, notes);
	nr_pages_free(w->pages);
}

static struct nr_msg *
run(struct nr_job *job, void *arg)
{
	struct app_fulltext_work w = { .shared = arg, .job = job };
	struct app_fulltext_msg *last;

	w.pages = nr_pages_new(w.shared->setup.pages_path);
	w.fetcher = app_online_fetcher(w.shared->setup.online, &w.no_fetcher);
	work(&w);
	if (w.put && !nr_job_cancelled(job))
		app_fulltext_trim(&w);
	last = app_fulltext_new_msg(&w, APP_FULLTEXT_IDLE);
	last->error = w.no_fetcher;
	close_pages(&w, &last->notes);
	nr_store_close(w.store);
	nr_ids_release(&w.ahead);
	return &last->base;
}

struct nr_job *
app_fulltext_start(struct nr_jobs *jobs, struct app_fulltext_shared *shared,
	nr_msg_fn *handler)
{
	return nr_jobs_start(jobs, run, shared, NULL, handler);
}
