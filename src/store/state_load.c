/* Reads marks from state.db and follows the changes of other programs. */
#include "config.h"

#include "store/state_file.h"

#include <stdlib.h>

#include "newsreader/log.h"
#include "newsreader/mem.h"
#include "store/snapshot.h"

/* marks; reading more may take longer than a start should */
enum { AT_ONCE = 1000 };

static unsigned
bits_of(sqlite3_stmt *row)
{
	return (sqlite3_column_int(row, 0) ? NR_MARK_READ : 0U)
		| (sqlite3_column_int(row, 1) ? NR_MARK_STARRED : 0U)
		| (sqlite3_column_int(row, 2) ? NR_MARK_HIDDEN : 0U);
}

static int
take_rc(struct nr_state *st)
{
	int rc = st->db.rc;

	st->db.rc = SQLITE_OK;
	return rc;
}

/* Copy the pending marks, which override those on disk. */
static void
carry_pending(const struct nr_state *st, struct nr_marks *to)
{
	for (size_t i = 0; i < st->n_pending; i++) {
		const struct nr_mark *m = nr_marks_find(&st->marks, st->pending[i].id);
		struct nr_mark *copy = nr_marks_at(to, m->id);

		*copy = *m;
		copy->bits &= m->pending;
		if (!(m->pending & NR_MARK_READ))
			copy->version = 0;
	}
}

/* Read up to `max` marks. */
static int
load(struct nr_state *st, size_t max)
{
	struct nr_marks fresh = { .v = NULL };
	/* Read before the marks: a change during the load is then read twice, not
	 * missed. */
	int64_t version = nr_db_int(&st->db, NR_STATE_DATA_VERSION, "");
	int64_t seq = nr_db_int(&st->db, NR_STATE_LOG_LAST, "");
	sqlite3_stmt *row;
	bool ids = true;
	size_t n = 0;
	int rc;

	carry_pending(st, &fresh);
	row = nr_db_query(&st->db, NR_STATE_LOAD, "");
	for (; row && n < max; row = nr_db_next(&st->db, row), n++) {
		ids = ids && sqlite3_column_int64(row, 4) > 0;
		nr_marks_put(&fresh, sqlite3_column_int64(row, 4), bits_of(row),
			sqlite3_column_int64(row, 3));
	}
	nr_db_done(row);
	rc = take_rc(st);
	/* No row had an id: the table's own definition is broken. */
	if (rc == SQLITE_OK && !ids)
		rc = SQLITE_CORRUPT;
	st->reload_count++;
	nr_log("state", "%zu marks read%s, status %d", n, row ? ", more follow" : "", rc);
	st->n_followed = 0;
	if (rc != SQLITE_OK && st->marks.used) {
		nr_marks_release(&fresh);
		return rc;
	}
	nr_marks_release(&st->marks);
	st->marks = fresh;
	st->partial = row;
	st->version = version;
	st->seq = seq;
	return rc;
}

int
nr_state_file_load(struct nr_state *st)
{
	return load(st, SIZE_MAX);
}

int
nr_state_file_begin(struct nr_state *st)
{
	return load(st, st->quick ? AT_ONCE : SIZE_MAX);
}

struct nr_mark *
nr_state_file_find(struct nr_state *st, int64_t id)
{
	sqlite3_stmt *row = nr_db_query(&st->db, NR_STATE_GET, "i", id);

	nr_marks_put(&st->marks, id, row ? bits_of(row) : 0,
		row ? sqlite3_column_int64(row, 3) : 0);
	nr_db_done(row);
	take_rc(st);	/* loading the rest will report the damage */
	return nr_marks_find(&st->marks, id);
}

static void
read_one(struct nr_state *st, int64_t id)
{
	sqlite3_stmt *row = nr_db_query(&st->db, NR_STATE_GET, "i", id);

	if (st->db.rc != SQLITE_OK || !id)
		return;
	st->followed = nr_grow(st->followed, &st->followed_cap, st->n_followed + 1,
		sizeof *st->followed);
	st->followed[st->n_followed++] = (struct nr_followed){
		id, (uint8_t)nr_marks_get(&st->marks, id) };
	nr_marks_put(&st->marks, id, row ? bits_of(row) : 0,
		row ? sqlite3_column_int64(row, 3) : 0);
	nr_db_done(row);
}

int
nr_state_file_follow(struct nr_state *st)
{
	int64_t version = nr_db_int(&st->db, NR_STATE_DATA_VERSION, ""), seq = st->seq;
	sqlite3_stmt *row = nr_db_query(&st->db, NR_STATE_LOG_SINCE, "i", seq);
	bool complete = true;
	int rc;

	for (; row && complete; row = complete ? nr_db_next(&st->db, row) : row) {
		complete = sqlite3_column_int64(row, 1) == seq + 1;
		if (complete)
			read_one(st, sqlite3_column_int64(row, 0));
		seq++;
	}
	nr_db_done(row);
	rc = take_rc(st);
	if (rc == SQLITE_OK && (!complete || seq == st->seq))
		return nr_state_file_load(st);
	if (rc == SQLITE_OK) {
		st->version = version;
		st->seq = seq;
	}
	return rc;
}

/* ---- whole rows ---- */

struct nr_position
nr_state_position_read(sqlite3_stmt *row, int column)
{
	return (struct nr_position){
		.fulltext = sqlite3_column_int(row, column),
		.block = (size_t)sqlite3_column_int64(row, column + 1),
		.offset = (size_t)sqlite3_column_int64(row, column + 2),
		.above = (size_t)sqlite3_column_int64(row, column + 3),
	};
}

static void
read_kept(sqlite3_stmt *row, struct nr_kept *k)
{
	int64_t version = sqlite3_column_int64(row, 5);

	*k = (struct nr_kept){
		.id = sqlite3_column_int64(row, 0),
		.key = nr_db_text(row, 1),
		.read = sqlite3_column_int64(row, 2),
		.starred = sqlite3_column_int64(row, 3),
		.hidden = sqlite3_column_int64(row, 4),
	};
	k->seen = (struct nr_snapshot){ .id = k->id, .version = k->read ? version : 0 };
	if (k->seen.version)
		nr_snapshot_decode(sqlite3_column_blob(row, 6),
			(size_t)sqlite3_column_bytes(row, 6), version, &k->seen);
	if (sqlite3_column_count(row) <= 7)	/* marks alone */
		return;
	k->place = nr_state_position_read(row, 7);
	k->placed = sqlite3_column_int64(row, 11);
}

int
nr_state_each(struct nr_state *st, enum nr_state_sql rows,
	bool (*each)(void *ctx, struct nr_kept *kept), void *ctx)
{
	sqlite3_stmt *row = nr_db_query(&st->db, rows, "");
	bool going = true;

	while (row && going) {
		struct nr_kept kept;

		read_kept(row, &kept);
		going = each(ctx, &kept);
		free(kept.key);
		nr_snapshot_release(&kept.seen);
		if (going)
			row = nr_db_next(&st->db, row);
	}
	nr_db_done(row);
	return take_rc(st);
}
