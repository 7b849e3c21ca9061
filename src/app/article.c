/* Loads one article from the index and from its file. */
#include "config.h"

#include "app/article.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "newsreader/load.h"
#include "newsreader/mem.h"

struct nr_fs_stamp
app_article_stamp(const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0)
		return (struct nr_fs_stamp){ .size = 0 };
	return nr_fs_stamp_of(&st);
}

bool
app_article_same_stamp(const struct nr_fs_stamp *a, const struct nr_fs_stamp *b)
{
	return a->dev == b->dev && a->ino == b->ino && a->size == b->size
		&& a->mtime == b->mtime;
}

const struct nr_article *
app_article_in_file(const struct nr_article *file, const struct nr_row *row)
{
	const struct nr_article *a = file;

	if (row->ghost)
		a = row->entry < file->related.n ? &file->related.v[row->entry] : NULL;
	return a && a->id == row->id ? a : NULL;
}

static void
load_file(struct app_article *a)
{
	struct nr_diags diags = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;

	/* Taken before the file is read, so that later changes give another stamp. */
	a->stamp = app_article_stamp(a->row.path);
	if (nr_load_file(a->row.path, &a->file, &diags, &err) < 0) {
		a->problem = nr_strdup(err.text);
		goto out;
	}
	nr_article_identify(a->file, a->row.path);
	a->full = app_article_in_file(a->file, &a->row);
	if (!a->full) {
		a->problem = nr_strdup("the file now holds another article");
		nr_article_free(a->file);
		a->file = NULL;
	}
out:
	nr_diags_release(&diags);
}

void
app_article_snapshot(const struct app_article *a, struct nr_snapshot *out)
{
	if (a->file && !a->row.ghost)
		nr_snapshot_of_article(a->file, out);
	else
		*out = (struct nr_snapshot){ .id = a->row.id, .version = a->row.version };
}

void
app_article_explain(struct nr_store *store, struct app_article *a)
{
	struct nr_snapshot seen, now;
	struct nr_buf b = NR_BUF_INIT;

	NR_FREE(a->changes);
	if (!(a->row.marks & NR_MARK_UPDATED))
		return;
	nr_store_snapshot(store, a->row.id, &seen);
	app_article_snapshot(a, &now);
	app_changes_explain(&seen, &now, &b);
	a->changes = nr_buf_take(&b);
	nr_snapshot_release(&seen);
	nr_snapshot_release(&now);
}

int
app_article_load_index(struct nr_store *store, int64_t id, struct app_article *out,
	struct nr_error *err)
{
	struct app_article index = { .file = NULL }, *a = &index;
	int rc;

	nr_store_begin_read(store);
	a->epoch = nr_store_epoch(store);
	rc = nr_store_get(store, id, &a->row, err);
	if (rc == 0 && nr_store_related(store, id, &a->edges, err) < 0) {
		nr_row_release(&a->row);
		rc = -1;
	}
	nr_store_end_read(store);
	if (rc == 0)
		*out = index;
	return rc;
}

void
app_article_read(struct app_article *a)
{
	load_file(a);
	if (a->full)
		app_article_make_body(a);
}

void
app_article_take_file(struct app_article *a, struct app_article *from)
{
	a->file = from->file;
	a->full = from->full;
	a->problem = from->problem;
	a->stamp = from->stamp;
	a->body = from->body;
	from->file = NULL;
	from->full = NULL;
	from->problem = NULL;
	from->body = (struct nr_buf)NR_BUF_INIT;
}

int
app_article_load(struct nr_store *store, int64_t id, struct app_article *out,
	struct nr_error *err)
{
	struct app_article a = { .file = NULL };

	if (app_article_load_index(store, id, &a, err) < 0)
		return -1;
	load_file(&a);
	app_article_explain(store, &a);
	*out = a;
	return 0;
}

void
app_article_release(struct app_article *a)
{
	nr_row_release(&a->row);
	nr_edges_release(&a->edges);
	nr_layout_release(&a->layout);
	nr_doc_release(&a->doc);
	nr_article_free(a->file);
	nr_buf_release(&a->body);
	free(a->problem);
	free(a->changes);
	*a = (struct app_article){ .file = NULL };
}
