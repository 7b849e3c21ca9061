/* Cache of rows, and the read transaction that a list is painted in. */
#include "config.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/log.h"
#include "newsreader/mem.h"
#include "store/private.h"

/* A set-associative cache for several screens of rows; the set is given by the last bits
 * of the id, which is a hash. With 4 rows a set, rows of one screen do not evict each
 * other at every paint. */
enum {
	SETS = 256,
	WAYS = 4,
	LENT = SETS * WAYS
};

uint64_t
nr_store_epoch(struct nr_store *s)
{
	int64_t version = nr_db_int(&s->db, NR_SQL_DATA_VERSION, "");

	/* Writes of this store do not change data_version. */
	if (s->db.rc != SQLITE_OK || version != s->epoch_version || s->scan.writing)
		s->epoch++;
	if (s->epoch_version != 0 && s->db.rc == SQLITE_OK && version != s->epoch_version)
		nr_log("index", "another connection wrote, epoch %" PRIu64, s->epoch);
	s->epoch_version = version;
	s->db.rc = SQLITE_OK;
	return s->epoch;
}

void
nr_row_cache_release(struct nr_store *s)
{
	for (size_t i = 0; s->cached && i < LENT; i++)
		nr_row_release(&s->cached[i]);
	NR_FREE(s->cached);
}

/* Drop the cached rows if the epoch changed. */
static void
renew(struct nr_store *s)
{
	uint64_t epoch = nr_store_epoch(s);

	if (s->cached && s->cached_epoch != epoch)
		nr_row_cache_release(s);
	if (!s->cached)
		s->cached = nr_calloc(LENT, sizeof *s->cached);
	s->cached_epoch = epoch;
}

/* A failure is ignored: each call then checks for changes by itself. */
void
nr_store_begin_read(struct nr_store *s)
{
	if (s->db.rc != SQLITE_OK)
		return;
	nr_db_do(&s->db, NR_SQL_HOLD, "");
	s->held = s->db.rc == SQLITE_OK;
	s->db.rc = SQLITE_OK;
	if (s->held)
		renew(s);
}

void
nr_store_end_read(struct nr_store *s)
{
	bool held = s->held;

	s->held = false;
	/* If the store is not held, an open transaction is the scan's. */
	if (!held || !s->db.h || s->db.rc != SQLITE_OK || sqlite3_get_autocommit(s->db.h))
		return;
	nr_db_do(&s->db, NR_SQL_COMMIT, "");
	s->db.rc = SQLITE_OK;
}

/* Move the entry of the row, or the least recently used one, to the front of its set. */
static struct nr_row *
place_of(struct nr_store *s, int64_t id)
{
	struct nr_row *set = &s->cached[((size_t)id & (SETS - 1)) * WAYS];
	struct nr_row row;
	size_t at = 0;

	while (at < WAYS - 1 && set[at].id != id)
		at++;
	row = set[at];
	memmove(set + 1, set, at * sizeof *set);
	set[0] = row;
	return set;
}

const struct nr_row *
nr_store_cached_row(struct nr_store *s, int64_t id, struct nr_error *err)
{
	struct nr_row *row, got;

	if (!s->held)
		renew(s);
	row = place_of(s, id);
	if (row->id != id) {
		if (nr_row_read(s, id, &got, err) < 0)
			return NULL;
		nr_row_release(row);
		*row = got;
	}
	row->marks = nr_state_classify(&s->state, id, row->version);
	return row;
}
