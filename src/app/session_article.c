#include "config.h"

#include "app/session.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "newsreader/mem.h"

/* All 0 if there is no such file. */
static struct nr_fs_stamp
stamp_of(const char *path)
{
	struct stat st;

	if (!path || stat(path, &st) < 0)
		return (struct nr_fs_stamp){ .size = 0 };
	return (struct nr_fs_stamp){
		.dev = (uint64_t)st.st_dev,
		.ino = (uint64_t)st.st_ino,
		.size = (int64_t)st.st_size,
		.mtime = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec,
	};
}

static bool
same_stamp(const struct nr_fs_stamp *a, const struct nr_fs_stamp *b)
{
	return a->dev == b->dev && a->ino == b->ino && a->size == b->size
		&& a->mtime == b->mtime;
}

static void
take_article(struct app_session *s, struct app_article *a, const struct nr_fs_stamp *stamp)
{
	app_session_keep_changes(s, a);
	app_article_release(&s->article);
	s->article = *a;
	s->article_stamp = *stamp;
	s->article_version++;
}

/* False if there is no such article. */
static bool
load(struct app_session *s, int64_t id, struct app_article *out, struct nr_fs_stamp *stamp)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_row row;

	/* Before the file is read: what changes afterwards has another stamp. */
	if (!app_session_row(s, id, &row))
		return false;
	*stamp = stamp_of(row.path);
	nr_row_release(&row);
	if (app_article_load(s->store, id, out, &err) == 0)
		return true;
	if (err.code != NR_ERR_NOT_FOUND)
		app_session_say(s, APP_ERROR, "%s", err.text);
	return false;
}

bool
app_session_show(struct app_session *s, int64_t id)
{
	struct nr_fs_stamp stamp;
	struct app_article a;

	if (!load(s, id, &a, &stamp))
		return false;
	take_article(s, &a, &stamp);
	return true;
}

void
app_session_show_nothing(struct app_session *s)
{
	app_article_release(&s->article);
	s->article_version++;
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
	struct nr_fs_stamp stamp = stamp_of(row->path);
	struct nr_edges edges = { NULL, 0 };
	bool same;

	if (s->article.problem || !same_row(row, &s->article.row)
		|| !same_stamp(&stamp, &s->article_stamp)
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
	struct nr_fs_stamp stamp;
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
	if (gone || (!current && !load(s, s->article.row.id, &a, &stamp)))
		keep_gone(s);
	else if (!current)
		take_article(s, &a, &stamp);
}
