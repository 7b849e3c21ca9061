/*
 * What the tests of store, state and scan share: a temporary folder, articles made by
 * hand.
 */
#ifndef TESTS_STORE_UTIL_H
#define TESTS_STORE_UTIL_H

#include <fcntl.h>
#include <ftw.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "newsreader/article.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"
#include "newsreader/store.h"
#include "newsreader/url.h"

static inline int
util_remove(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

static inline char *
util_make_folder(void)
{
	char *dir = nr_strdup("/tmp/newsreader-test-XXXXXX");

	assert_non_null(mkdtemp(dir));
	return dir;
}

static inline void
util_drop_folder(char *dir)
{
	nftw(dir, util_remove, 16, FTW_DEPTH | FTW_PHYS);
	free(dir);
}

/* Remove what is in the folder `name`. */
static inline void
util_empty_folder(const char *dir, const char *name)
{
	char *path = nr_fs_join(dir, name);

	assert_int_equal(nftw(path, util_remove, 16, FTW_DEPTH | FTW_PHYS), 0);
	assert_int_equal(mkdir(path, 0700), 0);
	free(path);
}

static inline int
util_setup(void **state)
{
	*state = util_make_folder();
	return 0;
}

static inline int
util_teardown(void **state)
{
	util_drop_folder(*state);
	return 0;
}

static inline NR_PRINTF(1, 2) char *
util_format(const char *fmt, ...)
{
	struct nr_buf b = NR_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	nr_buf_vaddf(&b, fmt, ap);
	va_end(ap);
	return nr_buf_take(&b);
}

static inline void
util_write(const char *dir, const char *name, const char *text)
{
	char *path = nr_fs_join(dir, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
	free(path);
}

/* xorshift64: the same numbers for the same seed, which is not 0. */
static inline uint64_t
util_random(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* A store on dir/index.db and dir/state/state.db; the notes, joined by newlines, go to
 * *said if not NULL. */
static inline struct nr_store *
util_open(const char *dir, bool read_only, char **said)
{
	char *index = nr_fs_join(dir, "index.db");
	char *state = nr_fs_join(dir, "state/state.db");
	struct nr_store_config config = {
		.index_path = index, .state_path = state, .read_only = read_only
	};
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf b = NR_BUF_INIT;
	struct nr_store *s = NULL;

	assert_int_equal(nr_store_open(&config, &s, &notes, &err), 0);
	for (size_t i = 0; i < notes.n; i++)
		nr_buf_addf(&b, "%s\n", notes.v[i].text);
	if (said)
		*said = nr_buf_take(&b);
	nr_buf_release(&b);
	nr_diags_release(&notes);
	free(index);
	free(state);
	return s;
}

/* Change dir/state/state.db as another program could. */
static inline void
util_sql(const char *dir, const char *sql)
{
	char *path = nr_fs_join(dir, "state/state.db");
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	free(path);
}

/* Overwrite a page of dir/state/state.db. */
static inline void
util_hurt_page(const char *dir, off_t page)
{
	enum { PAGE = 4096 };
	char *path = nr_fs_join(dir, "state/state.db"), junk[PAGE];
	int fd = open(path, O_WRONLY);

	memset(junk, 0xa5, sizeof junk);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, junk, sizeof junk, page * PAGE), sizeof junk);
	close(fd);
	free(path);
}

/* One article of a test. Lists end with NULL. */
struct util_article {
	const char *path, *title, *url, *provider, *amp, *excerpt;
	int64_t date, heat, quality;	/* 0: none */
	bool unpublished;
	const char *topics[5];
	const char *related[5];		/* URLs */
};

static inline struct nr_article *
util_article(const struct util_article *t)
{
	struct nr_article *a = nr_article_new();

	a->title = t->title ? t->title : "Some title";
	a->web_url = t->url;
	a->amp_url = t->amp;
	a->provider.name = t->provider;
	a->excerpt = t->excerpt;
	a->published = !t->unpublished;
	if (t->date)
		a->date = (struct nr_date){ t->date, NR_DATE_TIME };
	a->heat = t->heat;
	a->quality = t->quality;
	a->has |= t->heat ? UINT64_C(1) << NR_FIELD_HEAT : 0;
	a->has |= t->quality ? UINT64_C(1) << NR_FIELD_QUALITY : 0;
	a->topics.v = nr_arena_alloc(&a->arena, sizeof t->topics);
	for (; t->topics[a->topics.n]; a->topics.n++)
		a->topics.v[a->topics.n] = t->topics[a->topics.n];
	a->related.v = nr_arena_alloc(&a->arena, 5 * sizeof *a->related.v);
	for (; t->related[a->related.n]; a->related.n++) {
		struct nr_article *r = &a->related.v[a->related.n];

		r->title = nr_arena_strndup(&a->arena, "Related", 7);
		r->web_url = t->related[a->related.n];
		r->published = true;
	}
	nr_article_identify(a, t->path);
	return a;
}

static inline struct nr_fs_stamp
util_stamp(int64_t mtime)
{
	return (struct nr_fs_stamp){ 1, 2, 3, mtime };
}

static inline int64_t
util_put(struct nr_store *s, const struct util_article *t)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_fs_stamp stamp = util_stamp(4);
	struct nr_article *a = util_article(t);
	int64_t id = a->id;

	assert_int_equal(nr_store_scan_put(s, t->path, &stamp, a, NULL, &err), 0);
	nr_article_free(a);
	return id;
}

/* A whole scan that finds these. */
static inline void
util_scan(struct nr_store *s, const struct util_article *v, size_t n)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_store_scan_begin(s, &err), 0);
	for (size_t i = 0; i < n; i++)
		util_put(s, &v[i]);
	assert_int_equal(nr_store_scan_end(s, true, &err), 0);
}

/* The titles of a list, "a b c"; the caller frees it. */
static inline char *
util_titles(struct nr_store *s, const struct nr_filter *f)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids = NR_IDS_INIT;
	struct nr_buf b = NR_BUF_INIT;

	assert_int_equal(nr_store_list(s, f, &ids, &err), 0);
	for (size_t i = 0; i < ids.n; i++) {
		struct nr_row row;

		assert_int_equal(nr_store_get(s, ids.v[i], &row, &err), 0);
		nr_buf_addf(&b, "%s%s", i ? " " : "", row.title);
		nr_row_release(&row);
	}
	nr_ids_release(&ids);
	return nr_buf_take(&b);
}

static inline void
util_expect(struct nr_store *s, const struct nr_filter *f, const char *titles)
{
	char *have = util_titles(s, f);

	assert_string_equal(have, titles);
	free(have);
}

/* What the article with the URL is related to, in order. */
static inline void
util_expect_edges(struct nr_store *s, const char *url, const struct nr_edge *v, size_t n)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_edges e;

	assert_int_equal(nr_store_related(s, nr_url_id(url), &e, &err), 0);
	assert_int_equal(e.n, n);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(e.v[i].id, v[i].id);
		assert_int_equal(e.v[i].dir, v[i].dir);
	}
	nr_edges_release(&e);
}

static inline size_t
util_count(struct nr_store *s)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_totals t = { 0 };

	assert_int_equal(nr_store_totals(s, &t, &err), 0);
	return t.articles;
}

static inline void
util_dump_rows(struct nr_store *s, const struct nr_ids *ids, struct nr_buf *out)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_edges edges = { NULL, 0 };
	struct nr_row row;

	for (size_t i = 0; i < ids->n; i++) {
		assert_int_equal(nr_store_get(s, ids->v[i], &row, &err), 0);
		nr_buf_addf(out, "%s|%s|%s|%s|%s|%s|%lld|%u|", row.key, row.title,
			row.excerpt, row.provider, row.url, row.path,
			(long long)row.version, row.n_related);
		nr_row_release(&row);
		assert_int_equal(nr_store_related(s, ids->v[i], &edges, &err), 0);
		for (size_t k = 0; k < edges.n; k++)
			nr_buf_addf(out, " %llx:%u", (unsigned long long)edges.v[k].id,
				edges.v[k].dir);
		nr_edges_release(&edges);
		nr_buf_addch(out, '\n');
	}
}

/* All that an index tells, but for marks: the same for the same files; the topics are the
 * last line. The caller frees it. */
static inline char *
util_dump(struct nr_store *s)
{
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf out = NR_BUF_INIT;
	struct nr_counts topics = { NULL, 0 };
	struct nr_ids ids = NR_IDS_INIT;
	struct nr_totals t = { 0 };

	for (int order = 0; order < NR_ORDERS; order++) {
		f.order = (enum nr_order)order;
		assert_int_equal(nr_store_list(s, &f, &ids, &err), 0);
		if (order == 0)
			util_dump_rows(s, &ids, &out);
		for (size_t i = 0; i < ids.n; i++)
			nr_buf_addf(&out, "%llx ", (unsigned long long)ids.v[i]);
		nr_ids_release(&ids);
	}
	assert_int_equal(nr_store_totals(s, &t, &err), 0);
	nr_buf_addf(&out, "%zu %zu %zu %zu\n", t.articles, t.unpublished, t.failed,
		t.problems);
	assert_int_equal(nr_store_topics(s, &topics, &err), 0);
	for (size_t i = 0; i < topics.n; i++)
		nr_buf_addf(&out, "%s:%zu ", topics.v[i].name, topics.v[i].n);
	nr_counts_release(&topics);
	return nr_buf_take(&out);
}

static inline void
util_mark(struct nr_store *s, int64_t id, unsigned set, unsigned clear)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_store_mark(s, &id, 1, set, clear, &err), 0);
}

/* The article with the i-th of these addresses. */
static inline int64_t
util_id(size_t i)
{
	char key[48];

	snprintf(key, sizeof key, "https://x.com/%zu", i);
	return nr_url_id(key);
}

static inline void
util_mark_many(struct nr_store *s, size_t from, size_t n, unsigned set, unsigned clear)
{
	struct nr_error err = NR_ERROR_INIT;
	int64_t *ids = nr_calloc(n, sizeof *ids);

	for (size_t i = 0; i < n; i++)
		ids[i] = util_id(from + i);
	assert_int_equal(nr_store_mark(s, ids, n, set, clear, &err), 0);
	free(ids);
}

/* How many of the first n have any of these marks. */
static inline size_t
util_count_marked(struct nr_store *s, size_t n, unsigned bits)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++)
		found += (nr_store_marks(s, util_id(i)) & bits) != 0;
	return found;
}

/* What the store has reported since the last call, a line each; the caller frees it. */
static inline char *
util_notes(struct nr_store *s)
{
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_buf b = NR_BUF_INIT;

	nr_store_take_notes(s, &notes);
	for (size_t i = 0; i < notes.n; i++)
		nr_buf_addf(&b, "%s\n", notes.v[i].text);
	nr_diags_release(&notes);
	return nr_buf_take(&b);
}

#endif
