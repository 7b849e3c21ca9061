/* Reads and writes full texts, and keeps pages.db below its size limit. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "store/pages.h"

void
nr_saved_release(struct nr_saved *page)
{
	free(page->key);
	free(page->url);
	free(page->etag);
	free(page->last_modified);
	free(page->title);
	free(page->byline);
	free(page->site);
	free(page->date);
	free(page->canonical);
	free(page->language);
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
		.key = nr_db_text(row, 1),
		.url = nr_db_text(row, 2),
		.source = (unsigned)sqlite3_column_int64(row, 3),
		.status = (unsigned)sqlite3_column_int64(row, 4),
		.fetched = sqlite3_column_int64(row, 5),
		.etag = nr_db_text(row, 6),
		.last_modified = nr_db_text(row, 7),
		.title = nr_db_text(row, 8),
		.byline = nr_db_text(row, 9),
		.site = nr_db_text(row, 10),
		.date = nr_db_text(row, 11),
		.canonical = nr_db_text(row, 12),
		.language = nr_db_text(row, 13),
		.words = (size_t)sqlite3_column_int64(row, 14),
	};
	nr_buf_add(&out->doc, sqlite3_column_blob(row, 15),
		(size_t)sqlite3_column_bytes(row, 15));
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

static const char *
text_of(const char *s)
{
	return s ? s : "";
}

/* The full-text index of a text takes a little more than the text. */
static int64_t
bytes_of(const struct nr_saved *s)
{
	enum { ROW = 512 };
	const char *const texts[] = {
		s->key, s->url, s->etag, s->last_modified, s->title, s->byline, s->site,
		s->date, s->canonical, s->language
	};
	size_t n = s->doc.len + 2 * s->text.len + s->text.len / 4 + ROW;

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		n += strlen(text_of(texts[i]));
	return (int64_t)n;
}

struct put {
	const struct nr_saved *page;
};

static void
try_put(struct nr_pages *p, void *ctx)
{
	const struct nr_saved *s = ((const struct put *)ctx)->page;
	int64_t row;

	drop_page(p, s->id);
	nr_db_do(&p->db, NR_PAGES_ADD, "ittiiittttttttii", s->id, text_of(s->key),
		text_of(s->url), (int64_t)s->source, (int64_t)s->status, s->fetched,
		text_of(s->etag), text_of(s->last_modified), text_of(s->title),
		text_of(s->byline), text_of(s->site), text_of(s->date),
		text_of(s->canonical), text_of(s->language), (int64_t)s->words,
		bytes_of(s));
	row = p->db.h ? sqlite3_last_insert_rowid(p->db.h) : 0;
	nr_db_do(&p->db, NR_PAGES_ADD_BODY, "ibt", row, &s->doc, nr_buf_str(&s->text));
	nr_db_do(&p->db, NR_PAGES_ADD_WORDS, "it", row, nr_buf_str(&s->text));
}

int
nr_pages_put(struct nr_pages *p, const struct nr_saved *page, struct nr_error *err)
{
	struct put put = { page };

	if (page->doc.len > NR_PAGES_DOC_MAX || page->text.len > NR_PAGES_DOC_MAX)
		return nr_error_set(err, NR_ERR_LIMIT, "the text is too long to be kept");
	return nr_pages_write(p, try_put, &put, err);
}

struct touch {
	int64_t id, fetched;
};

static void
try_touch(struct nr_pages *p, void *ctx)
{
	const struct touch *t = ctx;

	nr_db_do(&p->db, NR_PAGES_TOUCH, "ii", t->fetched, t->id);
}

int
nr_pages_touch(struct nr_pages *p, int64_t id, int64_t fetched, struct nr_error *err)
{
	struct touch t = { id, fetched };

	return nr_pages_ready(p, false) ? nr_pages_write(p, try_touch, &t, err) : 0;
}

/* ---- the limit ---- */

struct trim {
	int64_t max_bytes;
	bool (*keep)(void *ctx, int64_t id);
	void *ctx;
	struct nr_ids dropped;
};

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
choose(struct nr_pages *p, struct trim *t)
{
	int64_t bytes = measure(p).bytes;
	sqlite3_stmt *row = nr_db_query(&p->db, NR_PAGES_OLDEST, "");

	t->dropped.n = 0;
	while (row && bytes > t->max_bytes) {
		int64_t id = sqlite3_column_int64(row, 0);

		if (!t->keep || !t->keep(t->ctx, id)) {
			nr_ids_add(&t->dropped, id);
			bytes -= sqlite3_column_int64(row, 1);
		}
		row = nr_db_next(&p->db, row);
	}
	if (row)
		nr_db_done(row);
}

static void
try_trim(struct nr_pages *p, void *ctx)
{
	struct trim *t = ctx;

	choose(p, t);
	for (size_t i = 0; i < t->dropped.n; i++) {
		drop_page(p, t->dropped.v[i]);
		nr_db_do(&p->db, NR_PAGES_REPORT_DROP, "i", t->dropped.v[i]);
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
	struct trim t = { .max_bytes = max_bytes, .keep = keep, .ctx = ctx };
	struct nr_pages_size size;
	int rc = nr_pages_measure(p, &size, err);

	*dropped = 0;
	if (rc == 0 && size.bytes > max_bytes)
		rc = nr_pages_write(p, try_trim, &t, err);
	if (rc == 0)
		*dropped = t.dropped.n;
	nr_ids_release(&t.dropped);
	return rc;
}
