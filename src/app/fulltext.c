/*
 * The side of the full-text engine that the UI thread uses: requests, and the progress
 * known from messages.
 */
#include "config.h"

#include "app/fulltext.h"

#include <stdlib.h>

#include "app/fulltext_work.h"
#include "newsreader/clock.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

/* An article that is being fetched, on request or ahead. */
struct asked {
	int64_t id;
	enum app_source_kind source;
	bool waited;		/* requested by the user */
};

struct app_fulltext {
	struct app_fulltext_shared shared;
	struct nr_jobs *jobs;
	nr_msg_fn *handler;
	struct nr_job *job;		/* the running job, or NULL */
	bool stopped;			/* no job is started any more */
	struct asked *asked;
	size_t n_asked, cap_asked;
	size_t total;
	struct app_fulltext_counts reported;	/* counts in the last message */
	int64_t began;
};

/* ---- creation ---- */

struct app_fulltext *
app_fulltext_new(struct nr_jobs *jobs, const struct nr_options *options,
	const struct app_roots *roots, struct app_online *online, nr_msg_fn *handler)
{
	struct app_fulltext *f = nr_calloc(1, sizeof(*f));
	struct app_fulltext_setup *setup = &f->shared.setup;

	f->jobs = jobs;
	f->handler = handler;
	app_roots_copy(roots, &setup->roots);
	setup->online = online;
	setup->pages_path = nr_fs_xdg(NR_FS_CACHE, "pages.db");
	setup->pages_limit = nr_options_size(options, NR_OPT_PAGES_LIMIT);
	return f;
}

static void
wake(struct app_fulltext *f)
{
	struct nr_fetcher *fetcher = atomic_load(&f->shared.setup.online->fetcher);

	if (fetcher)
		nr_fetcher_wake(fetcher);
}

void
app_fulltext_stop(struct app_fulltext *f)
{
	f->stopped = true;
	if (!f->job)
		return;
	nr_job_cancel(f->job);
	wake(f);
}

void
app_fulltext_free(struct app_fulltext *f)
{
	struct nr_mail *mail;

	if (!f)
		return;
	mail = nr_mailbox_take(&f->shared.commands);
	while (mail) {
		struct nr_mail *next = mail->next;

		app_fulltext_command_free((struct app_fulltext_command *)mail);
		mail = next;
	}
	app_roots_release(&f->shared.setup.roots);
	free(f->shared.setup.pages_path);
	free(f->asked);
	free(f);
}

bool
app_fulltext_is_kept(const struct app_fulltext *f)
{
	return !f->shared.in_memory;
}

/* ---- requests ---- */

static void
start(struct app_fulltext *f)
{
	if (!f->job && !f->stopped && !nr_mailbox_is_empty(&f->shared.commands))
		f->job = app_fulltext_start(f->jobs, &f->shared, f->handler);
}

/* Add n to the requests. Counting restarts if no job is running, and then no job uses the
 * counts. */
static void
add_total(struct app_fulltext *f, size_t n)
{
	if (!f->job) {
		f->reported = f->shared.counts = (struct app_fulltext_counts){ .bytes = 0 };
		f->total = 0;
		f->began = nr_clock_ms();
	}
	f->total += n;
}

static void
put(struct app_fulltext *f, const struct app_fulltext_command *content)
{
	struct app_fulltext_command *command = nr_malloc(sizeof(*command));

	*command = *content;
	nr_mailbox_put(&f->shared.commands, &command->mail);
	start(f);
	wake(f);
}

static struct asked *
find_asked(const struct app_fulltext *f, int64_t id)
{
	for (size_t i = 0; i < f->n_asked; i++)
		if (f->asked[i].id == id)
			return &f->asked[i];
	return NULL;
}

static struct asked *
get_asked(struct app_fulltext *f, int64_t id)
{
	struct asked *asked = find_asked(f, id);

	if (!asked) {
		f->asked = nr_grow(f->asked, &f->cap_asked, f->n_asked + 1,
			sizeof(*f->asked));
		asked = &f->asked[f->n_asked++];
		*asked = (struct asked){ id, APP_SOURCES, false };
	}
	return asked;
}

int
app_fulltext_ask(struct app_fulltext *f, const struct nr_article *a, enum app_fulltext_how how,
	struct nr_error *err)
{
	const struct asked *asked = find_asked(f, a->id);
	struct app_fulltext_item *item;

	if (app_online_check(f->shared.setup.online, err) < 0)
		return -1;
	if (asked && asked->waited)
		return 0;
	item = app_fulltext_item_new(a, f->shared.setup.online->archive_url, how);
	if (!a->id || !item->sources.n) {
		app_fulltext_item_free(item);
		return nr_error_set(err, NR_ERR_NOT_FOUND,
			"the article has no address to fetch its text from");
	}
	add_total(f, 1);
	get_asked(f, a->id)->waited = true;
	put(f, &(struct app_fulltext_command){ .item = item });
	return 0;
}

int
app_fulltext_prefetch(struct app_fulltext *f, const int64_t *ids, size_t n, struct nr_error *err)
{
	struct nr_ids copied = NR_IDS_INIT;

	if (app_online_check(f->shared.setup.online, err) < 0)
		return -1;
	if (!n)
		return 0;
	nr_ids_append(&copied, ids, n);
	add_total(f, n);
	put(f, &(struct app_fulltext_command){ .ids = copied });
	return 0;
}

void
app_fulltext_cancel(struct app_fulltext *f)
{
	f->n_asked = 0;
	if (f->job)
		put(f, &(struct app_fulltext_command){ .item = NULL });
}

/* ---- messages ---- */

void
app_fulltext_take(struct app_fulltext *f, const struct app_fulltext_msg *msg)
{
	struct asked *asked;

	f->reported = (struct app_fulltext_counts){ msg->done, msg->failed, msg->bytes };
	if (msg->kind == APP_FULLTEXT_AT) {
		get_asked(f, msg->id)->source = msg->source;
	} else if (msg->kind != APP_FULLTEXT_IDLE) {
		asked = find_asked(f, msg->id);
		if (asked)
			*asked = f->asked[--f->n_asked];
	} else {
		f->job = NULL;
		start(f);	/* for requests made while the job was about to end */
		if (!f->job)
			f->n_asked = 0;
	}
}

void
app_fulltext_state(const struct app_fulltext *f, struct app_fulltext_state *out)
{
	*out = (struct app_fulltext_state){
		.running = f->job != NULL,
		.total = f->total,
		.done = f->reported.done,
		.failed = f->reported.failed,
		.bytes = f->reported.bytes,
		.began = f->began,
	};
}

bool
app_fulltext_is_asked(const struct app_fulltext *f, int64_t id, enum app_source_kind *source)
{
	const struct asked *asked = find_asked(f, id);

	if (asked && source)
		*source = asked->source;
	return asked != NULL;
}
