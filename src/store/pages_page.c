/* Reads and writes full texts, and keeps pages.db below its size limit. */
#include "config.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "store/pages.h"

/* The texts of a page, in the order of their columns from FIRST_TEXT on. */
static const size_t texts[] = {
	offsetof(struct nr_saved, key), offsetof(struct nr_saved, url),
	offsetof(struct nr_saved, etag), offsetof(struct nr_saved, last_modified),
	offsetof(struct nr_saved, title), offsetof(struct nr_saved, byline),
	offsetof(struct nr_saved, site), offsetof(struct nr_saved, date),
	offsetof(struct nr_saved, canonical), offsetof(struct nr_saved, language),
};

enum { FIRST_TEXT = 5, TEXTS = sizeof texts / sizeof texts[0] };

static char **
text_of(struct nr_saved *page, size_t i)
{
	void *text = (char *)page + texts[i];

	return text;
}

void
nr_saved_release(struct nr_saved *page)
{
	for (size_t i = 0; i < TEXTS; i++)
		free(*text_of(page, i));
	nr_buf_release(&page->doc);
	nr_buf_release(&page->text);
	*page = (struct nr_saved){ .id = 0 };
}

/* ---- reading ---- */

static void
read_page(sqlite3_stmt *row, struct nr_saved *out)
{
	*out = (struct nr_saved){
		.id = sqlite3_column_int64(row, 0),
		.source = (unsigned)sqlite3_column_int64(row, 1),
		.status = (unsigned)sqlite3_column_int64(row, 2),
		.fetched = sqlite3_column_int64(row, 3),
		.words = (size_t)sqlite3_column_int64(row, 4),
	};
	for (int i = 0; i < TEXTS; i++)
		*text_of(out, (size_t)i) = nr_db_text(row, FIRST_TEXT + i);
	nr_buf_add(&out->doc, sqlite3_column_blob(row, FIRST_TEXT + TEXTS),
		(size_t)sqlite3_column_bytes(row, FIRST_TEXT + TEXTS));
}

int
nr_pages_get(struct nr_pages *p, int64_t id, struct nr_saved *out, struct nr_error *err)
{
	sqlite3_stmt *row;

	if (nr_pages_ready(p, false)) {
		row = nr_db_query(&p->db, NR_PAGES_GET, "i", id);
		if (row) {
			read_page(row, out);
			nr_db_done(row);
			return 0;
		}
		if (nr_pages_check(p, err) < 0)
			return -1;
	}
	return nr_error_set(err, NR_ERR_NOT_FOUND, "there is no page of this article");
}

void
nr_pages_which(struct nr_pages *p, const int64_t *ids, size_t n, bool *out)
{
	struct nr_error err = NR_ERROR_INIT;
	bool ready = nr_pages_ready(p, false);

	if (ready)
		nr_db_do(&p->db, NR_PAGES_HOLD, "");
	for (size_t i = 0; i < n; i++)
		out[i] = ready && nr_db_int(&p->db, NR_PAGES_HAS, "i", ids[i]);
	if (ready) {
		nr_db_do(&p->db, NR_PAGES_COMMIT, "");
		nr_pages_check(p, &err);
	}
}

/* ---- writing ---- */

static void
drop_page(struct nr_pages *p, int64_t id)
{
	int64_t row = nr_db_int(&p->db, NR_PAGES_FIND, "i", id);

	if (!row)
		return;
	nr_db_do(&p->db, NR_PAGES_DROP_WORDS, "i", row);
	nr_db_do(&p->db, NR_PAGES_DROP_BODY, "i", row);
	nr_db_do(&p->db, NR_PAGES_DROP, "i", row);
}

/* The full-text index of a text takes a little more than the text. */
static int64_t
bytes_of(struct nr_saved page)
{
	enum { ROW = 512 };
	size_t n = page.doc.len + 2 * page.text.len + page.text.len / 4 + ROW;

	for (size_t i = 0; i < TEXTS; i++)
		n += *text_of(&page, i) ? strlen(*text_of(&page, i)) : 0;
	return (int64_t)n;
}

static void
put_page(struct nr_pages *p, const struct nr_saved *s)
{
	int64_t row;

	drop_page(p, s->id);
	nr_db_do(&p->db, NR_PAGES_ADD, "iiiiitttttttttti", s->id, (int64_t)s->source,
		(int64_t)s->status, s->fetched, (int64_t)s->words, s->key, s->url, s->etag,
		s->last_modified, s->title, s->byline, s->site, s->date, s->canonical,
		s->language, bytes_of(*s));
	row = p->db.h ? sqlite3_last_insert_rowid(p->db.h) : 0;
	nr_db_do(&p->db, NR_PAGES_ADD_BODY, "ibt", row, &s->doc, nr_buf_str(&s->text));
	nr_db_do(&p->db, NR_PAGES_ADD_WORDS, "it", row, nr_buf_str(&s->text));
}

int
nr_pages_put(struct nr_pages *p, const struct nr_saved *page, struct nr_error *err)
{
	struct nr_pages_try t = { .err = err };

	if (page->doc.len > NR_PAGES_DOC_MAX || page->text.len > NR_PAGES_DOC_MAX)
		return nr_error_set(err, NR_ERR_LIMIT, "the text is too long to be kept");
	while (nr_pages_again(p, &t))
		put_page(p, page);
	return t.rc;
}

int
nr_pages_touch(struct nr_pages *p, int64_t id, int64_t fetched, struct nr_error *err)
{
	struct nr_pages_try t = { .err = err };

	if (!nr_pages_ready(p, false))
		return 0;
	while (nr_pages_again(p, &t))
		nr_db_do(&p->db, NR_PAGES_TOUCH, "ii", fetched, id);
	return t.rc;
}

/* ---- the limit ---- */

static struct nr_pages_size
measure(struct nr_pages *p)
{
	struct nr_pages_size size = { 0, 0 };
	sqlite3_stmt *row = nr_db_query(&p->db, NR_PAGES_SIZE, "");

	if (row) {
		size.pages = (size_t)sqlite3_column_int64(row, 0);
		size.bytes = sqlite3_column_int64(row, 1);
		nr_db_done(row);
	}
	return size;
}

int
nr_pages_measure(struct nr_pages *p, struct nr_pages_size *out, struct nr_error *err)
{
	*out = (struct nr_pages_size){ 0, 0 };
	if (!nr_pages_ready(p, false))
		return 0;
	*out = measure(p);
	return nr_pages_check(p, err);
}

static void
choose(struct nr_pages *p, int64_t max_bytes, bool (*keep)(void *ctx, int64_t id),
	void *ctx, struct nr_ids *out)
{
	int64_t bytes = measure(p).bytes;
	sqlite3_stmt *row = nr_db_query(&p->db, NR_PAGES_OLDEST, "");

	out->n = 0;
	for (; row && bytes > max_bytes; row = nr_db_next(&p->db, row)) {
		int64_t id = sqlite3_column_int64(row, 0);

		if (keep && keep(ctx, id))
			continue;
		nr_ids_add(out, id);
		bytes -= sqlite3_column_int64(row, 1);
	}
	nr_db_done(row);
}

static void
drop_pages(struct nr_pages *p, const struct nr_ids *ids)
{
	for (size_t i = 0; i < ids->n; i++) {
		drop_page(p, ids->v[i]);
		nr_db_do(&p->db, NR_PAGES_REPORT_DROP, "i", ids->v[i]);
	}
	/* Shrink the file only if more than a quarter of it is free: the next pages reuse
	 * free space. */
	if (nr_db_pragma(&p->db, "freelist_count") * 4 > nr_db_pragma(&p->db, "page_count"))
		nr_db_exec(&p->db, "INSERT INTO words(words) VALUES('optimize');"
			" PRAGMA incremental_vacuum");
}

int
nr_pages_trim(struct nr_pages *p, int64_t max_bytes, bool (*keep)(void *ctx, int64_t id),
	void *ctx, size_t *dropped, struct nr_error *err)
{
	struct nr_pages_try t = { .err = err };
	struct nr_ids ids = NR_IDS_INIT;
	struct nr_pages_size size;

	*dropped = 0;
	if (nr_pages_measure(p, &size, err) < 0)
		return -1;
	while (size.bytes > max_bytes && nr_pages_again(p, &t)) {
		choose(p, max_bytes, keep, ctx, &ids);
		drop_pages(p, &ids);
	}
	*dropped = t.rc == 0 ? ids.n : 0;
	nr_ids_release(&ids);
	return t.rc;
}
