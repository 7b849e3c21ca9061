#include "config.h"

#include "app/session.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"

enum { RELATED = 16 };		/* rows of an article that may be shown: what a pane has */

static void
take_article(struct app_session *s, struct app_article *a)
{
	app_session_keep_changes(s, a);
	if (s->article.row.id == a->row.id)
		app_article_release(&s->article);
	else
		app_shelf_put(&s->shelf, &s->article);
	s->article = *a;
	s->article_version++;
	app_session_find_page(s);
}

/* False if there is no such article. */
static bool
load(struct app_session *s, int64_t id, struct app_article *out)
{
	struct nr_error err = NR_ERROR_INIT;

	if (app_article_load(s->store, id, out, &err) == 0)
		return true;
	if (err.code != NR_ERR_NOT_FOUND)
		app_session_fail(s, &err);
	return false;
}

bool
app_session_show(struct app_session *s, int64_t id)
{
	struct app_article a;
	bool kept;

	/* One look at the index is enough for all of it. */
	nr_store_hold(s->store);
	kept = app_shelf_take(&s->shelf, s->store, id, &a);
	nr_store_release(s->store);
	if (!kept && !load(s, id, &a))
		return false;
	take_article(s, &a);
	return true;
}

struct app_article *
app_session_prepare(struct app_session *s, size_t position)
{
	int64_t id = position < s->ids.n ? s->ids.v[position] : 0;
	struct nr_error err = NR_ERROR_INIT;
	struct app_article a, *kept;

	if (!id || id == s->article.row.id)
		return NULL;
	kept = app_shelf_find(&s->shelf, s->store, id);
	if (kept)
		return kept;
	/* What goes wrong will be told when it is asked for. */
	if (app_article_load(s->store, id, &a, &err) < 0)
		return NULL;
	nr_store_hold(s->store);
	for (size_t i = 0; i < a.edges.n && i < RELATED; i++)
		nr_store_lend(s->store, a.edges.v[i].id, &err);
	nr_store_release(s->store);
	return app_shelf_put(&s->shelf, &a);
}

void
app_session_show_nothing(struct app_session *s)
{
	app_article_release(&s->article);
	s->article_version++;
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

/* Whether reading it anew would show the same: an update mostly brings other articles. */
static bool
is_current(struct app_session *s, const struct nr_row *row)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_fs_stamp stamp = app_article_stamp(row->path);
	struct nr_edges edges = { NULL, 0 };
	bool same;

	if (s->article.problem || !same_row(row, &s->article.row)
		|| !app_article_same_stamp(&stamp, &s->article.stamp)
		|| nr_store_related(s->store, row->id, &edges, &err) < 0)
		return false;
	same = same_edges(&edges, &s->article.edges);
	nr_edges_release(&edges);
	return same;
}

/* It stays under the reader's eyes, and says what has become of it. */
static void
keep_gone(struct app_session *s)
{
	static const char text[] = "its file is gone";

	if (s->article.problem && strcmp(s->article.problem, text) == 0)
		return;
	free(s->article.problem);
	s->article.problem = nr_strdup(text);
	s->article_version++;
}

void
app_session_reload_article(struct app_session *s)
{
	struct app_article a;
	struct nr_row row;
	bool current, gone;

	if (!s->article.row.id)
		return;
	if (!app_session_row(s, s->article.row.id, &row)) {
		keep_gone(s);
		return;
	}
	/* What is left is what others say of it. */
	gone = row.ghost && !s->article.row.ghost;
	current = !gone && is_current(s, &row);
	nr_row_release(&row);
	if (gone || (!current && !load(s, s->article.row.id, &a)))
		keep_gone(s);
	else if (!current)
		take_article(s, &a);
}
