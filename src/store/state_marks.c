/* Marks and snapshots of the store's articles, combined from index and state. */
#include "config.h"

#include <stdlib.h>

#include "newsreader/mem.h"
#include "newsreader/pages.h"
#include "store/private.h"
#include "store/snapshot.h"

/* Read the snapshot of an article with a file. Returns its key, or NULL; the caller frees
 * it. */
static char *
read_seen(struct nr_store *s, int64_t id, struct nr_snapshot *seen)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_ARTICLE_SEEN, "i", id);
	int64_t row;
	char *key;

	*seen = (struct nr_snapshot){ .id = id };
	if (!st)
		return NULL;
	key = nr_db_text(st, 0);
	seen->title = nr_db_text(st, 1);
	seen->excerpt = nr_snapshot_hash((const char *)sqlite3_column_text(st, 2));
	seen->heat = sqlite3_column_int64(st, 3);
	seen->has_heat = sqlite3_column_type(st, 3) != SQLITE_NULL;
	seen->version = sqlite3_column_int64(st, 4);
	row = sqlite3_column_int64(st, 5);
	nr_db_done(st);
	nr_db_ids(&s->db, &seen->related, NR_SQL_RELATED_DST, "i", row);
	nr_ids_sort(&seen->related);
	return key;
}

char *
nr_store_key(struct nr_store *s, int64_t id)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_ARTICLE_KEY, "i", id);
	char *key = st ? nr_db_text(st, 0) : nr_strdup("");

	nr_db_done(st);
	s->db.rc = SQLITE_OK;	/* marks do not depend on the index */
	return key;
}

/* Set marks with the article's key, and with its snapshot if the index has this version of
 * it. */
static void
set_from_index(struct nr_store *s, int64_t id, int64_t version, unsigned set,
	unsigned clear)
{
	struct nr_snapshot seen = { .id = id };
	char *key = version ? read_seen(s, id, &seen) : NULL;

	if (!key)
		key = nr_store_key(s, id);
	s->db.rc = SQLITE_OK;
	if (seen.version != version) {
		nr_snapshot_release(&seen);
		seen = (struct nr_snapshot){ .id = id, .version = version };
	}
	nr_state_set(&s->state, key, &seen, set, clear);
	nr_snapshot_release(&seen);
	free(key);
}

static int64_t
version_of(struct nr_store *s, int64_t id)
{
	int64_t version = nr_db_int(&s->db, NR_SQL_ARTICLE_STATE, "i", id);

	s->db.rc = SQLITE_OK;
	return version;
}

/* An article that is already read keeps its snapshot, unless it was updated. */
static void
set_marks(struct nr_store *s, int64_t id, unsigned set, unsigned clear)
{
	int64_t version = set & NR_MARK_READ ? version_of(s, id) : 0;
	unsigned old = nr_state_classify(&s->state, id, version);

	if (!nr_is_unread(old) && nr_store_version_read(s, id))
		set &= ~(unsigned)NR_MARK_READ;
	if (set | clear)
		set_from_index(s, id, version, set, clear);
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

	if (seen->title) {
		char *key = nr_store_key(s, id);

		nr_state_set(&s->state, key, seen, NR_MARK_READ, 0);
		free(key);
	} else {
		set_from_index(s, id, seen->version, NR_MARK_READ, 0);
	}
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

/* Marks that are recalled while they are written are on disk without their keys and
 * snapshots first. */
static int
write_marks(struct nr_store *s, int patience, struct nr_error *err)
{
	struct nr_state *st = &s->state;
	int rc;

	do {
		for (size_t i = 0; i < st->recalled.n; i++) {
			int64_t id = st->recalled.v[i];

			set_from_index(s, id, nr_state_version(st, id), nr_state_get(st, id), 0);
		}
		nr_ids_release(&st->recalled);
		rc = nr_state_write(st, patience, err);
	} while (rc == 0 && st->recalled.n);
	return rc;
}

int
nr_store_retry(struct nr_store *s, struct nr_error *err)
{
	return write_marks(s, NR_STATE_PATIENCE, err);
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
	return write_marks(s, NR_DB_PATIENCE, err);
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
	struct nr_snapshot seen;
	int rc;

	free(read_seen(s, id, &seen));
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
