/*
 * The article shown: reads its file on a worker, prefetches the next ones and keeps
 * recent ones in the cache.
 */
#include "config.h"

#include "app/jobs.h"
#include "app/session.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/clock.h"
#include "newsreader/mem.h"

enum {
	RELATED = 16,		/* related rows to prefetch: as many as the related panel
				 * shows */
	READ_MS = 5000,		/* time limit for the file of the article shown, */
	LOOK_MS = 500		/* and for another one that a key needs, in ms */
};

static const char too_complex[] = "text left out: too complex";

static nr_msg_fn take_file;

static void
say_failure(struct app_session *s, const struct nr_error *err)
{
	if (err->code != NR_ERR_NOT_FOUND)
		app_tell(&s->messages, APP_ERROR, err->text);
}

const struct nr_row *
app_session_cached_row(struct app_session *s, int64_t id)
{
	struct nr_error err = NR_ERROR_INIT;
	const struct nr_row *row = nr_store_cached_row(s->store, id, &err);

	if (!row)
		say_failure(s, &err);
	return row;
}

bool
app_session_row(struct app_session *s, int64_t id, struct nr_row *out)
{
	struct nr_error err = NR_ERROR_INIT;

	if (nr_store_get(s->store, id, out, &err) == 0)
		return true;
	say_failure(s, &err);
	return false;
}

/* Keep the description of what changed as long as an updated article stays open, although
 * opening it marks it read: move it to `a`, which is about to replace the article
 * shown. */
static void
keep_changes(struct app_article *shown, struct app_article *a)
{
	if (a->row.id != shown->row.id || a->changes || nr_is_unread(a->row.marks))
		return;
	a->changes = shown->changes;
	shown->changes = NULL;
}

static void
take_article(struct app_session *s, struct app_article *a)
{
	struct app_shown *sh = &s->shown;

	keep_changes(&sh->article, a);
	if (sh->article.row.id == a->row.id) {
		app_article_release(&sh->article);
	} else {
		app_session_drop_answer(s);
		app_article_cache_put(&sh->cache, &sh->article);
	}
	sh->article = *a;
	sh->version++;
	app_session_find_page(s);
}

/* ---- reading files ---- */

/* Cancel a reading; a late answer is ignored. */
static void
forget(struct app_reading *r)
{
	if (r->job)
		nr_job_cancel(r->job);
	r->job = NULL;
	app_article_release(&r->a);
}

/* Start reading the file of *a, which is moved to the reading. */
static void
begin(struct app_session *s, struct app_reading *r, struct app_article *a)
{
	forget(r);
	r->a = *a;
	r->ahead = false;
	r->job = app_read_start(s->jobs, a, take_file);
	r->until = nr_clock_ms() + READ_MS;
}

/* End a reading and return the complete article, with the file from the message. */
static struct app_article
end(struct app_session *s, struct app_reading *r, struct nr_msg *msg)
{
	struct app_article a = r->a;

	/* A key may have changed the marks since. */
	a.row.marks = nr_store_marks(s->store, a.row.id);
	app_article_take_file(&a, &((struct app_read_msg *)msg)->a);
	app_article_explain(s->store, &a);
	r->a = (struct app_article){ .file = NULL };
	r->job = NULL;
	return a;
}

/* Load the article from the index; false if not found. */
static bool
load_index(struct app_session *s, int64_t id, struct app_article *out)
{
	struct nr_error err = NR_ERROR_INIT;

	if (app_article_load_index(s->store, id, out, &err) == 0)
		return true;
	if (err.code != NR_ERR_NOT_FOUND)
		app_fail(&s->messages, &err);
	return false;
}

/* Keep the article shown, with a notice that its file is gone. */
static void
keep_gone(struct app_shown *shown)
{
	static const char text[] = "its file is gone";
	struct app_article *a = &shown->article;

	a->reading = false;
	if (a->problem && strcmp(a->problem, text) == 0)
		return;
	free(a->problem);
	a->problem = nr_strdup(text);
	shown->version++;
}

/* Show the article whose file has been read. False if the file was read ahead and has
 * been written since: then reading starts again. */
static bool
show_wanted(struct app_session *s, struct nr_msg *msg)
{
	struct app_shown *sh = &s->shown;
	bool ahead = sh->wanted.ahead;
	struct app_article a = end(s, &sh->wanted, msg), again;
	struct nr_fs_stamp now = app_article_stamp(a.row.path);

	if (ahead && now.ino != 0 && !app_article_same_stamp(&now, &a.stamp)
		&& load_index(s, a.row.id, &again)) {
		app_article_release(&a);
		begin(s, &sh->wanted, &again);
		return false;
	}
	if (!a.full && now.ino == 0 && sh->article.full && sh->article.row.id == a.row.id)
		app_article_release(&a);
	else
		take_article(s, &a);
	if (now.ino == 0 && sh->article.full)
		keep_gone(sh);
	return true;
}

/* Wait up to the session's patience for the file of the wanted article and show it; false
 * if it takes longer. */
static bool
wait_for_file(struct app_session *s)
{
	struct nr_msg *msg;
	bool shown;

	do {
		msg = nr_jobs_wait(s->jobs, s->shown.wanted.job, s->shown.patience);
		if (!msg)
			return false;
		shown = show_wanted(s, msg);
		nr_msg_release(msg);
	} while (!shown);
	return true;
}

/* Start reading the file of an article, or continue a prefetch of it. */
static bool
want(struct app_session *s, int64_t id)
{
	struct app_shown *sh = &s->shown;
	struct app_article a;

	if (!load_index(s, id, &a))
		return false;
	if (sh->prefetch.job && sh->prefetch.a.row.id == id) {
		forget(&sh->wanted);
		sh->wanted = sh->prefetch;
		sh->prefetch = (struct app_reading){ .job = NULL };
	}
	if (!sh->wanted.job || sh->wanted.a.row.id != id) {
		begin(s, &sh->wanted, &a);
	} else {
		app_article_release(&sh->wanted.a);
		sh->wanted.a = a;
		sh->wanted.ahead = true;
	}
	return true;
}

/* True if the article shown has changed. A late answer, to a reading that was given up,
 * changes nothing. */
static bool
take_file(void *session, struct nr_msg *msg)
{
	struct app_session *s = session;
	struct app_article a;

	if (msg->job == s->shown.wanted.job)
		return show_wanted(s, msg);
	if (msg->job == s->shown.prefetch.job) {
		a = end(s, &s->shown.prefetch, msg);
		app_article_cache_put(&s->shown.cache, &a);
	}
	return false;
}

bool
app_session_give_up_file(struct app_session *s)
{
	struct app_shown *sh = &s->shown;

	if (!sh->wanted.job || nr_clock_ms() < sh->wanted.until)
		return false;
	forget(&sh->wanted);
	if (!sh->article.reading)
		return false;
	sh->article.reading = false;
	sh->article.problem = nr_strdup(too_complex);
	sh->version++;
	return true;
}

const struct app_article *
app_session_look_at(struct app_session *s, int64_t id, struct app_article *read)
{
	struct nr_error err = NR_ERROR_INIT;
	const struct app_article *kept;
	struct nr_job *job;
	struct nr_msg *msg;

	*read = (struct app_article){ .file = NULL };
	if (id && id == s->shown.article.row.id)
		return &s->shown.article;
	kept = app_article_cache_find(&s->shown.cache, s->store, id);
	if (kept)
		return kept;
	if (app_article_load_index(s->store, id, read, &err) < 0) {
		app_tell(&s->messages, APP_WARNING, err.text);
		return NULL;
	}
	job = app_read_start(s->jobs, read, take_file);
	msg = nr_jobs_wait(s->jobs, job, LOOK_MS);
	if (msg) {
		app_article_take_file(read, &((struct app_read_msg *)msg)->a);
		app_article_explain(s->store, read);
		nr_msg_release(msg);
	} else {
		nr_job_cancel(job);
		read->problem = nr_strdup(too_complex);
	}
	return read;
}

/* ---- showing ---- */

bool
app_session_show(struct app_session *s, int64_t id)
{
	struct app_article a;
	bool kept;

	/* One read transaction is enough for all of it. */
	nr_store_begin_read(s->store);
	kept = app_article_cache_take(&s->shown.cache, s->store, id, &a);
	nr_store_end_read(s->store);
	if (kept) {
		forget(&s->shown.wanted);
		take_article(s, &a);
		return true;
	}
	if (!want(s, id))
		return false;
	if (wait_for_file(s) || !load_index(s, id, &a))
		return true;
	a.reading = true;
	take_article(s, &a);
	return true;
}

struct app_article *
app_session_prefetch(struct app_session *s, size_t position)
{
	struct app_shown *sh = &s->shown;
	int64_t id = app_list_row(&s->list, position).id;
	struct nr_error err = NR_ERROR_INIT;
	struct app_article a, *kept;

	if (!id || id == sh->article.row.id || sh->wanted.job)
		return NULL;
	kept = app_article_cache_find(&sh->cache, s->store, id);
	/* Do not read again at once an article that the cache refused. */
	if (kept || sh->prefetch_tried == id)
		return kept;
	/* Errors are reported when the article is opened. */
	if (app_article_load_index(s->store, id, &a, &err) < 0)
		return NULL;
	nr_store_begin_read(s->store);
	for (size_t i = 0; i < a.edges.n && i < RELATED; i++)
		nr_store_cached_row(s->store, a.edges.v[i].id, &err);
	nr_store_end_read(s->store);
	begin(s, &sh->prefetch, &a);
	sh->prefetch_tried = id;
	return NULL;
}

void
app_session_show_nothing(struct app_session *s)
{
	forget(&s->shown.wanted);
	app_session_drop_answer(s);
	app_article_release(&s->shown.article);
	s->shown.version++;
	app_session_find_page(s);
}

static bool
same_row(const struct nr_row *a, const struct nr_row *b)
{
	return a->ghost == b->ghost && a->entry == b->entry && a->marks == b->marks
		&& a->version == b->version && a->unpublished == b->unpublished
		&& a->n_related == b->n_related && strcmp(a->path, b->path) == 0
		&& strcmp(a->title, b->title) == 0 && strcmp(a->excerpt, b->excerpt) == 0;
}

static bool
same_edges(const struct nr_edges *a, const struct nr_edges *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (a->v[i].id != b->v[i].id || a->v[i].dir != b->v[i].dir)
			return false;
	return true;
}

/* True if reading the article again would show the same: most updates change other
 * articles. */
static bool
is_current(struct app_session *s, const struct nr_row *row)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_fs_stamp stamp = app_article_stamp(row->path);
	struct nr_edges edges = { NULL, 0 };
	bool same;

	if (s->shown.article.problem || !same_row(row, &s->shown.article.row)
		|| !app_article_same_stamp(&stamp, &s->shown.article.stamp)
		|| nr_store_related(s->store, row->id, &edges, &err) < 0)
		return false;
	same = same_edges(&edges, &s->shown.article.edges);
	nr_edges_release(&edges);
	return same;
}

void
app_session_reload_article(struct app_session *s)
{
	struct nr_row row;
	bool current, gone;

	if (!s->shown.article.row.id)
		return;
	if (!app_session_row(s, s->shown.article.row.id, &row)) {
		keep_gone(&s->shown);
		return;
	}
	/* Only the related entries of other articles are left of it. */
	gone = row.ghost && !s->shown.article.row.ghost;
	current = !gone && is_current(s, &row);
	nr_row_release(&row);
	if (gone || (!current && !want(s, s->shown.article.row.id)))
		keep_gone(&s->shown);
	else if (!current)
		wait_for_file(s);
}
