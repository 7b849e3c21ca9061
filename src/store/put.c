#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/url.h"
#include "newsreader/utf8.h"
#include "store/private.h"

/* What depends on an article's file and is made anew with it. */
static void
drop_links(struct nr_store *s, int64_t article)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_RELATED_DST, "i", article);

	for (; st; st = nr_db_next(&s->db, st))
		nr_idlist_add(&s->scan.touched, sqlite3_column_int64(st, 0));
	nr_db_do(&s->db, NR_SQL_RELATED_DROP, "i", article);
	nr_db_do(&s->db, NR_SQL_TOPIC_UNLINK, "i", article);
	nr_db_do(&s->db, NR_SQL_ALIAS_DROP, "i", article);
}

void
nr_put_release(struct nr_store *s, int64_t file, int64_t article)
{
	int64_t other;

	if (!article || nr_db_int(&s->db, NR_SQL_ARTICLE_FILE, "i", article) != file)
		return;
	drop_links(s, article);
	nr_db_do(&s->db, NR_SQL_ARTICLE_TO_GHOST, "ii", article, file);
	nr_idlist_add(&s->scan.touched, article);
	other = nr_db_int(&s->db, NR_SQL_FILE_OTHER, "ii", article, file);
	if (other) {
		/* Aged on disk too: should this scan be killed, the next one reads it. */
		nr_db_do(&s->db, NR_SQL_FILE_AGE, "i", other);
		nr_idlist_add(&s->scan.stale, other);
	}
}

static void
put_diag(struct nr_store *s, int64_t file, const struct nr_diag *d)
{
	nr_db_do(&s->db, NR_SQL_DIAG_PUT, "iiiit", file, (int64_t)d->severity,
		(int64_t)d->line, (int64_t)d->col, d->text);
}

static void
put_same(struct nr_store *s, int64_t file, const char *path)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_buf_addz(&b, "the same article as ");
	nr_utf8_clean_line(&b, path, strlen(path));
	put_diag(s, file, &(struct nr_diag){ .severity = NR_WARNING, .text = b.data });
	nr_buf_release(&b);
}

/* Whether `file` stands for the article: of several files the first path does. */
static bool
wins(struct nr_store *s, int64_t file, const char *path, int64_t article)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_FILE_OWNER, "i", article);
	int64_t owner = 0;
	char *other = NULL;
	bool won;

	if (st) {
		owner = sqlite3_column_int64(st, 0);
		other = nr_db_text(st, 1);
		nr_db_done(st);
	}
	won = !owner || owner == file || strcmp(path, other) < 0;
	if (!won)
		put_same(s, file, other);
	else if (owner && owner != file)
		put_same(s, owner, path);
	free(other);
	return won;
}

static int64_t
date_value(const struct nr_date *d)
{
	return d->kind == NR_DATE_NONE ? INT64_MIN : d->seconds;
}

static char *
fold(const char *s)
{
	return s && *s ? nr_utf8_fold(s, strlen(s)) : NULL;
}

static void
put_row(struct nr_store *s, int64_t file, const struct nr_article *a)
{
	const char *title = nr_article_title(a);
	char *title_fold = fold(title);
	char *provider_fold = fold(a->provider.name);
	const int64_t *heat = nr_article_has(a, NR_FIELD_HEAT) ? &a->heat : NULL;
	const int64_t *quality = nr_article_has(a, NR_FIELD_QUALITY) ? &a->quality : NULL;

	nr_db_do(&s->db, NR_SQL_ARTICLE_PUT, "iitttttsttiippi", a->id, file, a->key,
		title, title_fold ? title_fold : "", a->excerpt, a->provider.name,
		provider_fold, a->type, nr_article_url(a), date_value(&a->date),
		(int64_t)a->date.kind, heat, quality, (int64_t)!a->published);
	free(title_fold);
	free(provider_fold);
}

static void
put_ghost(struct nr_store *s, const struct nr_article *a)
{
	const int64_t *quality = nr_article_has(a, NR_FIELD_QUALITY) ? &a->quality : NULL;

	nr_db_do(&s->db, NR_SQL_GHOST_PUT, "ittttttiip", a->id, a->key,
		nr_article_title(a), a->excerpt, a->provider.name, a->type,
		nr_article_url(a), date_value(&a->date), (int64_t)a->date.kind, quality);
}

static void
put_related(struct nr_store *s, const struct nr_article *a)
{
	for (size_t i = 0; i < a->related.n; i++) {
		const struct nr_article *r = &a->related.v[i];

		if (!r->id || !r->key || r->id == a->id)
			continue;
		put_ghost(s, r);
		nr_db_do(&s->db, NR_SQL_RELATED_PUT, "iii", a->id, (int64_t)i, r->id);
	}
}

static void
put_topics(struct nr_store *s, const struct nr_article *a)
{
	for (size_t i = 0; i < a->topics.n; i++) {
		char *name = fold(a->topics.v[i]);
		int64_t topic;

		if (!name)
			continue;
		topic = nr_db_int(&s->db, NR_SQL_TOPIC_FIND, "t", name);
		if (!topic) {
			nr_db_do(&s->db, NR_SQL_TOPIC_PUT, "tt", a->topics.v[i], name);
			topic = s->db.h ? sqlite3_last_insert_rowid(s->db.h) : 0;
		}
		nr_db_do(&s->db, NR_SQL_TOPIC_LINK, "ii", topic, a->id);
		free(name);
	}
}

static void
put_aliases(struct nr_store *s, const struct nr_article *a)
{
	const char *url[] = { a->web_url, a->original_url, a->amp_url, a->cdn_amp_url };
	struct nr_buf b = NR_BUF_INIT;

	for (size_t i = 0; i < sizeof url / sizeof url[0]; i++) {
		nr_buf_clear(&b);
		if (!url[i] || nr_url_canonical(url[i], &b) < 0)
			continue;
		if (strcmp(nr_buf_str(&b), a->key) != 0)
			nr_db_do(&s->db, NR_SQL_ALIAS_PUT, "ii", nr_url_id(b.data),
				a->id);
	}
	nr_buf_release(&b);
}

static void
put_article(struct nr_store *s, int64_t file, const char *path,
	const struct nr_article *a)
{
	if (!wins(s, file, path, a->id))
		return;
	drop_links(s, a->id);
	put_row(s, file, a);
	put_related(s, a);
	put_topics(s, a);
	put_aliases(s, a);
}

static int64_t
put_file(struct nr_store *s, const char *path, const struct nr_fs_stamp *stamp,
	int64_t article)
{
	return nr_db_int(&s->db, NR_SQL_FILE_PUT, "tiiiii", path, (int64_t)stamp->dev,
		(int64_t)stamp->ino, stamp->size, stamp->mtime, article);
}

int
nr_store_scan_put(struct nr_store *s, const char *path, const struct nr_fs_stamp *stamp,
	const struct nr_article *article, const struct nr_diags *diags,
	struct nr_error *err)
{
	int64_t id = article && article->key ? article->id : 0;
	int64_t file, before = 0;
	sqlite3_stmt *st;

	if (!s->scan.writing) {
		nr_db_begin(&s->db);
		s->scan.writing = s->scan.wrote = s->db.rc == SQLITE_OK;
	}
	st = nr_db_query(&s->db, NR_SQL_FILE_FIND, "t", path);
	if (st) {
		before = sqlite3_column_int64(st, 1);
		nr_db_done(st);
	}
	file = put_file(s, path, stamp, id);
	nr_idlist_add(&s->scan.seen, file);
	nr_db_do(&s->db, NR_SQL_DIAG_DROP, "i", file);
	for (size_t i = 0; diags && i < diags->n; i++)
		put_diag(s, file, &diags->v[i]);
	if (before != id)
		nr_put_release(s, file, before);
	if (id)
		put_article(s, file, path, article);
	return nr_index_check(s, err);
}
