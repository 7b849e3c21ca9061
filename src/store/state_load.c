/* Reads marks from state.db and follows the changes of other programs. */
#include "config.h"

#include "store/state_file.h"

#include "newsreader/log.h"
#include "newsreader/mem.h"
#include "newsreader/store.h"

#define TEXT_OF(number) #number
#define TEXT(macro) TEXT_OF(macro)

/* The columns of a reading position, for nr_state_position_read. */
#define PLACE "view = 'fulltext', block, offset, above"

/* marks; reading more may take longer than a start should */
enum { AT_ONCE = 1000 };

/*
 * `log` numbers the changes, so that other programs that have the file open read only the
 * changed marks. It keeps the last few thousand; a gap before them means: read all marks.
 */
const char *const nr_state_sql[NR_STATE_SQL_COUNT] = {
	[NR_STATE_DATA_VERSION] = "PRAGMA data_version",
	[NR_STATE_LOAD] = "SELECT read_at IS NOT NULL, starred_at IS NOT NULL,"
		" hidden_at IS NOT NULL, version, id FROM mark",
	[NR_STATE_GET] = "SELECT read_at IS NOT NULL, starred_at IS NOT NULL,"
		" hidden_at IS NOT NULL, version FROM mark WHERE id = ?",
	/* Parameters: id, key, now, bits to set, bits to clear, version read. */
	[NR_STATE_PUT] = "INSERT INTO mark(id, key, read_at, starred_at, hidden_at, version)"
		" VALUES(?1, ?2, iif(?4 & 1, ?3, NULL), iif(?4 & 2, ?3, NULL),"
		" iif(?4 & 4, ?3, NULL), iif(?4 & 1, ?6, NULL)) ON CONFLICT(id) DO UPDATE SET"
		" key = iif(?2 = '', key, ?2),"
		" read_at = iif(?4 & 1, iif(version IS ?6, coalesce(read_at, ?3), ?3),"
		" iif(?5 & 1, NULL, read_at)),"
		" version = iif(?4 & 1, ?6, iif(?5 & 1, NULL, version)),"
		" starred_at = iif(?4 & 2, coalesce(starred_at, ?3),"
		" iif(?5 & 2, NULL, starred_at)),"
		" hidden_at = iif(?4 & 4, coalesce(hidden_at, ?3),"
		" iif(?5 & 4, NULL, hidden_at))",
	[NR_STATE_CLEAN] = "DELETE FROM mark WHERE id = ? AND read_at IS NULL"
		" AND starred_at IS NULL AND hidden_at IS NULL",
	[NR_STATE_SEEN] = "SELECT data FROM seen WHERE id = ?",
	[NR_STATE_SEEN_PUT] = "INSERT OR REPLACE INTO seen(id, data) VALUES(?, ?)",
	[NR_STATE_SEEN_DROP] = "DELETE FROM seen WHERE id = ?",
	[NR_STATE_LOG_ADD] = "INSERT INTO log(id) VALUES(?)",
	[NR_STATE_LOG_JUMP] = "INSERT INTO log(seq, id)"
		" SELECT coalesce(max(seq), 0) + 8192, 0 FROM log",
	[NR_STATE_LOG_TRIM] = "DELETE FROM log WHERE seq <= (SELECT max(seq) FROM log) - 4096",
	[NR_STATE_LOG_LAST] = "SELECT max(seq) FROM log",
	[NR_STATE_LOG_SINCE] = "SELECT id, seq FROM log WHERE seq > ? ORDER BY seq",
	[NR_STATE_EXPORT] = "SELECT m.id, m.key AS name, m.read_at, m.starred_at,"
		" m.hidden_at, m.version, s.data, " PLACE ", p.at FROM mark m"
		" LEFT JOIN seen s ON s.id = m.id LEFT JOIN place p ON p.id = m.id"
		" UNION ALL SELECT id, key, NULL, NULL, NULL, NULL, NULL, " PLACE ", at"
		" FROM place p WHERE NOT EXISTS (SELECT 1 FROM mark WHERE id = p.id)"
		" ORDER BY name, id",
	[NR_STATE_EXPORT_MARKS] = "SELECT id, key, read_at, starred_at, hidden_at, version,"
		" NULL FROM mark",
	[NR_STATE_PLACE] = "SELECT " PLACE ", at FROM place WHERE id = ?",
	/* Parameters: id, whether in the full text, block, offset, above, at, key. */
	[NR_STATE_PLACE_PUT] = "INSERT INTO place(id, view, block, offset, above, at, key)"
		" VALUES(?1, iif(?2, 'fulltext', 'excerpt'), ?3, ?4, ?5, ?6, ?7)"
		" ON CONFLICT(id) DO UPDATE SET view = excluded.view, block = excluded.block,"
		" offset = excluded.offset, above = excluded.above, at = excluded.at,"
		" key = iif(excluded.key = '', key, excluded.key)",
	[NR_STATE_PLACE_DROP] = "DELETE FROM place WHERE id = ?",
	[NR_STATE_PLACE_TRIM] = "DELETE FROM place WHERE (at, id) <= (SELECT at, id"
		" FROM place ORDER BY at DESC, id DESC LIMIT 1 OFFSET ?)",
	[NR_STATE_TIMES] = "SELECT read_at, starred_at, hidden_at, version FROM mark"
		" WHERE id = ?",
	/* Parameters: id, key, read, starred, hidden, version read. */
	[NR_STATE_MERGE] = "INSERT INTO mark(id, key, read_at, starred_at, hidden_at, version)"
		" VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET"
		" key = iif(excluded.key = '', key, excluded.key),"
		" read_at = excluded.read_at, starred_at = excluded.starred_at,"
		" hidden_at = excluded.hidden_at, version = excluded.version",
	/* The value does not change, but page 1 and its change counter are written. */
	[NR_STATE_STAMP] = "PRAGMA application_id=" TEXT(NR_STATE_APPLICATION),
};

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
	if (row)
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
	if (row)
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
	if (row)
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
	if (row)
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
