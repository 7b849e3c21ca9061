/* Writes one file of a scan into the index: its article, topics, related entries,
 * diagnostics. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/url.h"
#include "newsreader/utf8.h"
#include "store/private.h"

/* The indexed row of an article. */
struct old {
	int64_t row;		/* 0: not indexed */
	int64_t file;
	int64_t date, version;
	bool unpublished;
	char *title, *excerpt, *provider, *topics;	/* NULL if missing */
};

static char *
text_of(sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);

	return s ? nr_strdup(s) : NULL;
}

static struct old
find_old(struct nr_store *s, int64_t id)
{
	struct old old = { .row = 0 };
	sqlite3_stmt *st;

	if (s->scan.fill.active && !nr_idset_has(&s->scan.fill.articles, id))
		return old;
	nr_bulk_load_write(s);
	st = nr_db_query(&s->db, NR_SQL_ARTICLE_OLD, "i", id);
	if (!st)
		return old;
	old.row = sqlite3_column_int64(st, 0);
	old.file = sqlite3_column_int64(st, 1);
	old.date = sqlite3_column_int64(st, 2);
	old.unpublished = sqlite3_column_int(st, 3);
	old.title = text_of(st, 4);
	old.excerpt = text_of(st, 5);
	old.provider = text_of(st, 6);
	old.topics = text_of(st, 7);
	old.version = sqlite3_column_int64(st, 8);
	nr_db_done(st);
	return old;
}

static void
release_old(struct old *old)
{
	free(old->title);
	free(old->excerpt);
	free(old->provider);
	free(old->topics);
}

/* ---- topics ---- */

/* The number of the topic, made if it is new and has a name. Cached, because a scan sees
 * the same few hundred topics again and again. */
static int64_t
topic_id(struct nr_store *s, const char *name, const char *fold)
{
	int64_t hash = nr_url_id(fold);
	struct nr_topic *known;

	if (!s->scan.topics)
		s->scan.topics = nr_calloc(NR_TOPICS, sizeof *s->scan.topics);
	known = &s->scan.topics[(size_t)hash & (NR_TOPICS - 1)];
	if (known->id && known->fold == hash)
		return known->id;
	known->fold = hash;
	known->id = nr_db_int(&s->db, NR_SQL_TOPIC_FIND, "t", fold);
	if (!known->id && name) {
		nr_db_do(&s->db, NR_SQL_TOPIC_PUT, "tt", name, fold);
		known->id = s->db.h ? sqlite3_last_insert_rowid(s->db.h) : 0;
	}
	return known->id;
}

static void
put_topics(struct nr_store *s, const struct nr_article *a, int64_t date)
{
	for (size_t i = 0; i < a->topics.n; i++) {
		const char *fold = a->digest->topic_folds[i];
		struct nr_bulk_load_topic t = {
			.date = date, .article = a->id, .unpublished = !a->published
		};

		if (!*fold)
			continue;
		t.topic = topic_id(s, a->topics.v[i], fold);
		if (s->scan.fill.active)
			nr_bulk_load_topic(s, &t);
		else
			nr_put_topic(s, &t);
	}
}

/* The topics, one a line, as the full-text index stores them; NULL without topics. */
static const char *
join_topics(struct nr_store *s, const struct nr_article *a)
{
	struct nr_buf *b = &s->scan.text;

	nr_buf_clear(b);
	for (size_t i = 0; i < a->topics.n; i++) {
		if (!*a->digest->topic_folds[i])
			continue;
		if (b->len)
			nr_buf_addch(b, '\n');
		nr_buf_addz(b, a->topics.v[i]);
	}
	return b->len ? nr_buf_str(b) : NULL;
}

static void
drop_topics(struct nr_store *s, int64_t id, const struct old *old)
{
	for (char *name = old->topics, *end; name && *name; name = end) {
		char *fold;

		end = name + strcspn(name, "\n");
		fold = nr_utf8_fold(name, (size_t)(end - name));
		nr_db_do(&s->db, NR_SQL_TOPIC_UNLINK, "iii", topic_id(s, NULL, fold),
			old->date, id);
		free(fold);
		end += *end == '\n';
	}
}

/* ---- articles going away ---- */

/* Drop the rows that depend on an article's file; they are written again with the new
 * one. */
static void
drop_links(struct nr_store *s, int64_t id, const struct old *old)
{
	nr_db_ids(&s->db, &s->scan.touched, NR_SQL_RELATED_DST, "i", old->row);
	nr_db_do(&s->db, NR_SQL_RELATED_DROP, "i", old->row);
	drop_topics(s, id, old);
	nr_db_do(&s->db, NR_SQL_ALIAS_DROP, "i", id);
	s->scan.add.articles--;
	s->scan.add.unpublished -= old->unpublished;
}

void
nr_put_release(struct nr_store *s, int64_t file, int64_t article)
{
	struct old old = { .row = 0 };
	int64_t other;

	nr_bulk_load_give_up(s);
	if (article)
		old = find_old(s, article);
	if (!old.row || old.file != file)
		goto out;
	nr_db_do(&s->db, NR_SQL_TEXT_DROP, "i", old.row);
	drop_links(s, article, &old);
	nr_db_do(&s->db, NR_SQL_GHOST_FROM, "i", old.row);
	nr_db_do(&s->db, NR_SQL_ARTICLE_DROP, "i", old.row);
	nr_ids_add(&s->scan.touched, article);
	nr_ids_add(&s->scan.lost, article);
	other = nr_db_int(&s->db, NR_SQL_FILE_OTHER, "ii", article, file);
	if (other) {
		/* Also recorded on disk: if this scan is killed, the next one reads the
		 * file again. */
		nr_db_do(&s->db, NR_SQL_FILE_AGE, "i", other);
		nr_ids_add(&s->scan.stale, other);
	}
out:
	release_old(&old);
}

/* ---- diagnostics ---- */

static void
put_diag(struct nr_store *s, int64_t file, const struct nr_diag *d)
{
	nr_db_do(&s->db, NR_SQL_DIAG_PUT, "iiiit", file, (int64_t)d->severity,
		(int64_t)d->line, (int64_t)d->col, d->text);
	s->scan.add.problems++;
}

void
nr_put_drop_diags(struct nr_store *s, int64_t file)
{
	nr_db_do(&s->db, NR_SQL_DIAG_DROP, "i", file);
	if (s->db.rc == SQLITE_OK)
		s->scan.add.problems -= sqlite3_changes(s->db.h);
}

/* Mark `file` as a spare: the article is taken from the file at `path`. */
static void
put_same(struct nr_store *s, int64_t file, const char *path)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_buf_addz(&b, "the same article as ");
	nr_utf8_clean_line(&b, path, strlen(path));
	put_diag(s, file, &(struct nr_diag){ .severity = NR_WARNING, .text = b.data });
	nr_db_do(&s->db, NR_SQL_FILE_SPARE, "ii", INT64_C(1), file);
	nr_buf_release(&b);
}

/* True if the article is taken from `file`: of several files the first path wins. */
static bool
wins(struct nr_store *s, int64_t file, const char *path, const struct old *old)
{
	char *other = NULL;
	bool won = true;

	if (!old->row || old->file == file)
		return true;
	other = nr_store_file_path(s, old->file);
	won = !other || strcmp(path, other) < 0;
	if (!won)
		put_same(s, file, other);
	else if (other)
		put_same(s, old->file, path);
	free(other);
	return won;
}

/* ---- articles ---- */

static void
put_related(struct nr_store *s, const struct nr_article *a, int64_t row)
{
	for (size_t i = 0; i < a->related.n; i++) {
		const struct nr_article *r = &a->related.v[i];
		struct nr_ghost ghost;

		if (!r->id || !r->key || r->id == a->id)
			continue;
		nr_db_do(&s->db, NR_SQL_RELATED_PUT, "iii", row, (int64_t)i, r->id);
		if (s->scan.fill.active) {
			nr_bulk_load_ghost(s, r);
		} else if (!nr_db_int(&s->db, NR_SQL_ARTICLE_FILE, "i", r->id)) {
			ghost = nr_ghost_of(r);
			nr_put_ghost(s, &ghost);
		}
	}
}

static size_t
count_related(const struct nr_article *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->related.n; i++)
		n += a->related.v[i].key && a->related.v[i].id != a->id;
	return n;
}

static int64_t
put_row(struct nr_store *s, int64_t file, const struct nr_article *a, int64_t old,
	const char *topics)
{
	const struct nr_digest *d = a->digest;
	const int64_t *heat = nr_article_has(a, NR_FIELD_HEAT) ? &a->heat : NULL;
	const int64_t *quality = nr_article_has(a, NR_FIELD_QUALITY) ? &a->quality : NULL;

	nr_db_do(&s->db, NR_SQL_ARTICLE_ADD, "piitttttstttiippiii", old ? &old : NULL, a->id,
		file, a->key, nr_article_title(a), d->title_fold, a->excerpt,
		a->provider.name, d->provider_fold, topics, a->type, nr_put_url(a),
		nr_put_date(&a->date), (int64_t)a->date.kind, heat, quality,
		(int64_t)!a->published, (int64_t)count_related(a), d->version);
	s->scan.add.articles++;
	s->scan.add.unpublished += !a->published;
	return old || !s->db.h ? old : sqlite3_last_insert_rowid(s->db.h);
}

static bool
same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void
put_article(struct nr_store *s, int64_t file, const char *path,
	const struct nr_article *a)
{
	struct old old = find_old(s, a->id);
	const char *topics = join_topics(s, a);
	bool same_text = old.row && same(old.title, nr_article_title(a)) &&
		same(old.excerpt, a->excerpt) && same(old.provider, a->provider.name) &&
		same(old.topics, topics);
	int64_t row;

	if (!wins(s, file, path, &old))
		goto out;
	/* Articles of a bulk load are not reported as added. */
	if (!old.row && !s->scan.fill.active)
		nr_ids_add(&s->scan.added, a->id);
	else if (old.row && old.version != a->digest->version)
		nr_ids_add(&s->scan.updated, a->id);
	if (old.row && !same_text)
		nr_db_do(&s->db, NR_SQL_TEXT_DROP, "i", old.row);
	if (old.row) {
		drop_links(s, a->id, &old);
		nr_db_do(&s->db, NR_SQL_ARTICLE_DROP, "i", old.row);
	} else if (s->scan.fill.active) {
		nr_bulk_load_article(s, a->id);
	}
	row = put_row(s, file, a, old.row, topics);
	if (!same_text)
		nr_db_do(&s->db, NR_SQL_TEXT_ADD, "itttt", row, nr_article_title(a),
			a->excerpt, a->provider.name, topics);
	put_related(s, a, row);
	put_topics(s, a, nr_put_date(&a->date));
	for (size_t i = 0; i < a->digest->n_aliases; i++)
		nr_db_do(&s->db, NR_SQL_ALIAS_PUT, "ii", a->digest->aliases[i], a->id);
out:
	release_old(&old);
}

/* ---- files ---- */

/* Returns the number of the new file, 0 if the index has it already. */
static int64_t
add_file(struct nr_store *s, int64_t folder, const char *name,
	const struct nr_fs_stamp *stamp, int64_t article)
{
	nr_db_do(&s->db, NR_SQL_FILE_ADD, "itiiiii", folder, name, (int64_t)stamp->dev,
		(int64_t)stamp->ino, stamp->size, stamp->mtime, article);
	if (s->db.rc != SQLITE_OK || !sqlite3_changes(s->db.h))
		return 0;
	s->scan.add.failed += !article;
	return sqlite3_last_insert_rowid(s->db.h);
}

/* Returns the file's number; *before is the article that it had until now. */
static int64_t
put_file(struct nr_store *s, const char *path, const struct nr_fs_stamp *stamp,
	int64_t article, int64_t *before)
{
	const char *name;
	int64_t folder = nr_scan_folder_of(s, path, true, &name);
	int64_t file = add_file(s, folder, name, stamp, article);
	sqlite3_stmt *st;

	*before = 0;
	if (file)
		return file;
	st = nr_db_query(&s->db, NR_SQL_FILE_FIND, "it", folder, name);
	if (!st)
		return 0;
	file = sqlite3_column_int64(st, 0);
	*before = sqlite3_column_int64(st, 1);
	nr_db_done(st);
	s->scan.add.failed += !article - !*before;
	nr_put_drop_diags(s, file);
	nr_db_do(&s->db, NR_SQL_FILE_SET, "iiiiii", (int64_t)stamp->dev,
		(int64_t)stamp->ino, stamp->size, stamp->mtime, article, file);
	return file;
}

/* An article without a digest gets one for the duration of this call. */
static void
put_digested(struct nr_store *s, int64_t file, const char *path,
	const struct nr_article *article)
{
	struct nr_article a = *article;

	a.arena = (struct nr_arena)NR_ARENA_INIT;
	if (!a.digest)
		nr_article_digest(&a);
	put_article(s, file, path, &a);
	nr_arena_release(&a.arena);
}

int
nr_store_scan_put(struct nr_store *s, const char *path, const struct nr_fs_stamp *stamp,
	const struct nr_article *article, const struct nr_diags *diags,
	struct nr_error *err)
{
	int64_t id = article && article->key ? article->id : 0;
	int64_t file, before = 0;

	nr_scan_write(s);
	file = put_file(s, path, stamp, id, &before);
	nr_ids_add(&s->scan.seen, file);
	for (size_t i = 0; diags && i < diags->n; i++)
		put_diag(s, file, &diags->v[i]);
	if (before && before != id)
		nr_put_release(s, file, before);
	if (id)
		put_digested(s, file, path, article);
	return nr_index_check(s, err);
}
