/*
 * What the tests of fetched pages share.
 */
#ifndef TESTS_PAGES_UTIL_H
#define TESTS_PAGES_UTIL_H

#include <sqlite3.h>

#include "newsreader/pages.h"
#include "store/words.h"
#include "store_util.h"

/* For a moment another program that has the file open. */
static inline void
util_pages_sql(const char *path, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	/* SQLite 3.44 and later look into full-text tables when they check a file. */
	assert_int_equal(nr_words_register(db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static inline struct nr_pages *
util_pages(const char *dir)
{
	char *path = nr_fs_join(dir, "pages.db");
	struct nr_pages *p = nr_pages_new(path);

	free(path);
	return p;
}

/* Page number i, fetched at `fetched`. */
static inline int
util_try_page(struct nr_pages *p, size_t i, int64_t fetched, const char *text,
	struct nr_error *err)
{
	char *key = util_format("https://x.com/%zu", i);
	char *url = util_format("https://www.x.com/%zu.html", i);
	char *title = util_format("Title %zu", i);
	struct nr_saved page = { .id = util_id(i), .key = key, .url = url, .source = 2,
		.status = 200, .fetched = fetched, .title = title, .words = 3 };
	int rc;

	nr_buf_add(&page.doc, "\0doc", 4);
	nr_buf_addz(&page.doc, text);
	nr_buf_addz(&page.text, text);
	rc = nr_pages_put(p, &page, err);
	nr_buf_release(&page.doc);
	nr_buf_release(&page.text);
	free(key);
	free(url);
	free(title);
	return rc;
}

static inline void
util_put_page(struct nr_pages *p, size_t i, int64_t fetched, const char *text)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(util_try_page(p, i, fetched, text, &err), 0);
}

static inline bool
util_is_other(void *id, int64_t other)
{
	return other != *(const int64_t *)id;
}

static inline void
util_drop_page(struct nr_pages *p, size_t i)
{
	struct nr_error err = NR_ERROR_INIT;
	int64_t id = util_id(i);
	size_t dropped;

	assert_int_equal(nr_pages_trim(p, 0, util_is_other, &id, &dropped, &err), 0);
	assert_int_equal(dropped, 1);
}

/* Which of the pages 0 to n - 1 there are: "0 2 3"; the caller frees it. */
static inline char *
util_which(struct nr_pages *p, size_t n)
{
	struct nr_buf b = NR_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		const int64_t id = util_id(i);
		bool there = false;

		nr_pages_which(p, &id, 1, &there);
		if (there)
			nr_buf_addf(&b, "%s%zu", b.len ? " " : "", i);
	}
	return nr_buf_take(&b);
}

static inline void
util_expect_pages(struct nr_pages *p, size_t n, const char *which)
{
	char *have = util_which(p, n);

	assert_string_equal(have, which);
	free(have);
}

/* What there is to say, joined; the caller frees it. */
static inline char *
util_pages_notes(struct nr_pages *p)
{
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_buf b = NR_BUF_INIT;

	nr_pages_take_notes(p, &notes);
	for (size_t i = 0; i < notes.n; i++)
		nr_buf_addf(&b, "%s\n", notes.v[i].text);
	nr_diags_release(&notes);
	return nr_buf_take(&b);
}

static inline void
util_expect_notes(struct nr_pages *p, const char *notes)
{
	char *have = util_pages_notes(p);

	assert_string_equal(have, notes);
	free(have);
}

#endif
