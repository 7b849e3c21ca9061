/* Marks and snapshots of the store's articles, combined from index and state. */
#include "config.h"

#include <stdlib.h>

#include "newsreader/mem.h"
#include "newsreader/pages.h"
#include "store/private.h"
#include "store/snapshot.h"

/* Marks do not depend on the index: ignore its errors here. */
static void
forgive(struct nr_store *s)
{
	s->db.rc = SQLITE_OK;
}

static void
add_key(sqlite3_stmt *st, struct nr_buf *key)
{
	const char *text = (const char *)sqlite3_column_text(st, 0);

	nr_buf_addz(key, text ? text : "");
}

static void
read_related(struct nr_store *s, int64_t row, struct nr_snapshot *seen)
{
	struct nr_idlist ids = { NULL, 0, 0 };
	struct nr_ids list;
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_RELATED_DST, "i", row);

	for (; st; st = nr_db_next(&s->db, st))
		nr_idlist_add(&ids, sqlite3_column_int64(st, 0));
	nr_idlist_move(&ids, &list);
	seen->related = list.v;
	seen->n_related = list.n;
	nr_snapshot_order(seen);
}

/* Read the key of an article with a file, and its snapshot if the index has `version` (0:
 * any). */
static void
read_seen(struct nr_store *s, int64_t id, int64_t version, struct nr_buf *key,
	struct nr_snapshot *seen)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_ARTICLE_SEEN, "i", id);
	int64_t row = 0;

	if (!st)
		return;
	add_key(st, key);
	if (!version || sqlite3_column_int64(st, 4) == version) {
		seen->title = nr_db_text(st, 1);
		seen->excerpt = nr_snapshot_hash((const char *)sqlite3_column_text(st, 2));
		seen->heat = sqlite3_column_int64(st, 3);
		seen->has_heat = sqlite3_column_type(st, 3) != SQLITE_NULL;
		seen->version = sqlite3_column_int64(st, 4);
		row = sqlite3_column_int64(st, 5);
	}
	nr_db_done(st);
	if (row)
		read_related(s, row, seen);
}

static void
read_key(struct nr_store *s, int64_t id, struct nr_buf *key)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_ARTICLE_KEY, "i", id);

	if (st) {
		add_key(st, key);
		nr_db_done(st);
	}
}

static void
fill(void *ctx, int64_t id, int64_t version, struct nr_buf *key, struct nr_buf *out)
{
	struct nr_store *s = ctx;
	struct nr_snapshot seen = { .id = id };

	if (version)
		read_seen(s, id, version, key, &seen);
	if (!key->len)
		read_key(s, id, key);
	forgive(s);
	nr_snapshot_encode(&seen, out);
	nr_snapshot_release(&seen);
}

static int64_t
version_of(struct nr_store *s, int64_t id)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_ARTICLE_STATE, "i", id);
	int64_t version = 0;

	if (st) {
		version = sqlite3_column_int64(st, 1);
		nr_db_done(st);
	}
	forgive(s);
	return version;
}

/* An article that is already read keeps its snapshot, unless it was updated. */
static void
set_marks(struct nr_store *s, int64_t id, unsigned set, unsigned clear)
{
	int64_t version = set & NR_MARK_READ ? version_of(s, id) : 0;
	unsigned old = nr_state_classify(&s->state, id, version);

	if (set & NR_MARK_READ && (nr_is_unread(old) || !nr_store_version_read(s, id)))
		nr_state_set_read(&s->state, id, version, NULL);
	nr_state_set(&s->state, id, set & ~(unsigned)NR_MARK_READ, clear);
}

void
nr_store_set(struct nr_store *s, int64_t id, unsigned set, unsigned clear)
{
	unsigned old = nr_state_get(&s->state, id);

	set_marks(s, id, set & ~clear, clear);
	nr_totals_adjust(s, id, old, nr_state_get(&s->state, id));
}

int
nr_store_mark(struct nr_store *s, const int64_t *ids, size_t n, unsigned set,
	unsigned clear, struct nr_error *err)
{
	for (size_t i = 0; i < n; i++)
		nr_store_set(s, ids[i], set, clear);
	return nr_store_retry(s, err);
}

void
nr_store_set_read(struct nr_store *s, const struct nr_snapshot *seen)
{
	int64_t id = seen->id;
	unsigned old = nr_state_get(&s->state, id), new;
	struct nr_mark *m;

	nr_state_set_read(&s->state, id, seen->version, seen);
	m = nr_marks_find(&s->state.marks, id);
	if (!m)
		return;
	/* The version read may be older than that of the index: the article is then
	 * updated. */
	new = nr_state_classify(&s->state, id, version_of(s, id));
	m->bits = (uint8_t)new;
	nr_totals_adjust(s, id, old, new);
}

int
nr_store_mark_read(struct nr_store *s, const struct nr_snapshot *seen, size_t n,
	struct nr_error *err)
{
	for (size_t i = 0; i < n; i++)
		nr_store_set_read(s, &seen[i]);
	return nr_store_retry(s, err);
}

int
nr_store_retry(struct nr_store *s, struct nr_error *err)
{
	return nr_state_write(&s->state, NR_STATE_PATIENCE, fill, s, err);
}

bool
nr_store_is_unkept(const struct nr_store *s)
{
	const struct nr_state *st = &s->state;

	return (st->kept || st->retry) && (st->n_pending || st->n_carried);
}

int
nr_store_keep(struct nr_store *s, struct nr_error *err)
{
	nr_state_sync(&s->state);
	return nr_state_write(&s->state, NR_DB_PATIENCE, fill, s, err);
}

unsigned
nr_store_marks(struct nr_store *s, int64_t id)
{
	unsigned bits;

	if (!s->held)
		nr_state_sync(&s->state);
	bits = nr_state_get(&s->state, id);
	return bits & NR_MARK_READ ? nr_state_classify(&s->state, id, version_of(s, id)) : bits;
}

int
nr_store_snapshot_now(struct nr_store *s, int64_t id, struct nr_snapshot *out, struct nr_error *err)
{
	struct nr_snapshot seen = { .id = id };
	struct nr_buf key = NR_BUF_INIT;
	int rc;

	read_seen(s, id, 0, &key, &seen);
	nr_buf_release(&key);
	rc = nr_index_check(s, err);
	if (rc == 0)
		*out = seen;
	else
		nr_snapshot_release(&seen);
	return rc;
}

void
nr_store_snapshot(struct nr_store *s, int64_t id, struct nr_snapshot *out)
{
	nr_state_sync(&s->state);
	nr_state_snapshot(&s->state, id, out);
}

int64_t
nr_store_version_read(struct nr_store *s, int64_t id)
{
	return nr_state_version(&s->state, id);
}

void
nr_store_take_notes(struct nr_store *s, struct nr_diags *out)
{
	nr_diags_move(out, &s->state.notes);
	nr_pages_take_notes(s->pages, out);
}
