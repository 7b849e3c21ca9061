/* The statements on state.db, its tables, and how older files become new ones. */
#include "config.h"

#include "store/state_file.h"

#include <stdio.h>

#define TEXT_OF(number) #number
#define TEXT(macro) TEXT_OF(macro)

/* The columns of a reading position, for nr_state_position_read. */
#define PLACE "view = 'fulltext', block, offset, above"

/*
 * `log` numbers the changes, so that other programs that have the file open read only the
 * changed marks. It keeps the last few thousand; a gap before them means: read all marks.
 */
const char *const nr_state_sql[NR_STATE_SQL_COUNT] = {
	[NR_STATE_DATA_VERSION] = "PRAGMA data_version",
	[NR_STATE_WHOLE] = "SELECT quick_check = 'ok' FROM pragma_quick_check(1)",
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
	[NR_STATE_SETTING] = "SELECT value FROM setting WHERE name = ?",
	[NR_STATE_SETTINGS] = "SELECT name, value FROM setting",
	/* The row gets a new id, so that ids are in the order of time. */
	[NR_STATE_SETTING_PUT] = "INSERT OR REPLACE INTO setting(name, value) VALUES(?, ?)",
	[NR_STATE_SETTING_ADD] = "INSERT OR IGNORE INTO setting(name, value) VALUES(?, ?)",
	[NR_STATE_SETTING_DROP] = "DELETE FROM setting WHERE name = ?",
	[NR_STATE_SETTING_TRIM] = "DELETE FROM setting WHERE id <= (SELECT id FROM setting"
		" ORDER BY id DESC LIMIT 1 OFFSET ?)",
	/* The value does not change, but page 1 and its change counter are written. */
	[NR_STATE_STAMP] = "PRAGMA application_id=" TEXT(NR_STATE_APPLICATION),
	[NR_STATE_ROOT] = "SELECT rootpage FROM sqlite_master WHERE name = ?",
};

#define UNPACKED "id, iif(view % 2, 'fulltext', 'excerpt') AS view, block, offset," \
	" view / 2 AS above, at, key"

/* Upgrades from each version of the file to the next one; a new file runs all of them. */
static const char *const steps[NR_STATE_VERSION] = {
	"CREATE TABLE mark(id INTEGER PRIMARY KEY, key TEXT NOT NULL,"
	" read_at INTEGER, starred_at INTEGER, hidden_at INTEGER);",

	/* Snapshots are apart from the marks, which are all read at every start. */
	"ALTER TABLE mark ADD COLUMN version INTEGER;"
	"CREATE TABLE seen(id INTEGER PRIMARY KEY, data BLOB NOT NULL);"
	"CREATE TABLE log(seq INTEGER PRIMARY KEY, id INTEGER NOT NULL);",

	"CREATE TABLE place(id INTEGER PRIMARY KEY, view INTEGER NOT NULL,"
	" block INTEGER NOT NULL, offset INTEGER NOT NULL, at INTEGER NOT NULL,"
	" key TEXT NOT NULL);"
	"CREATE INDEX place_at ON place(at);",

	/* `view` was 1 for the full text, plus 2 for each blank line above. The default lets
	 * a program of version 3 that has the file open write on. */
	"ALTER TABLE place RENAME TO packed; DROP INDEX place_at;"
	"CREATE TABLE place(id INTEGER PRIMARY KEY, view TEXT NOT NULL,"
	" block INTEGER NOT NULL, offset INTEGER NOT NULL, above INTEGER NOT NULL DEFAULT 0,"
	" at INTEGER NOT NULL, key TEXT NOT NULL);"
	"INSERT INTO place SELECT " UNPACKED " FROM packed; DROP TABLE packed;"
	"CREATE INDEX place_at ON place(at);",

	"CREATE TABLE setting(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
	" value TEXT NOT NULL);",
};

#define NO_PLACES "CREATE TEMP VIEW place AS SELECT 0 AS id, '' AS view, 0 AS block," \
	" 0 AS offset, 0 AS above, 0 AS at, '' AS key WHERE 0;"
#define NO_SETTINGS "CREATE TEMP VIEW setting AS SELECT 0 AS id, '' AS name, '' AS value" \
	" WHERE 0;"

/* Views that stand for the tables of a file of each older version. */
static const char *const views[NR_STATE_VERSION] = {
	[1] = "CREATE TEMP VIEW mark AS SELECT *, NULL AS version FROM main.mark;"
		"CREATE TEMP VIEW seen AS SELECT 0 AS id, x'' AS data WHERE 0;"
		"CREATE TEMP VIEW log AS SELECT 0 AS seq, 0 AS id WHERE 0;" NO_PLACES
		NO_SETTINGS,
	[2] = NO_PLACES NO_SETTINGS,
	[3] = "CREATE TEMP VIEW place AS SELECT " UNPACKED " FROM main.place;" NO_SETTINGS,
	[4] = NO_SETTINGS,
};

void
nr_state_upgrade(struct nr_db *db, int64_t version)
{
	char mark[128];
	int64_t from;

	snprintf(mark, sizeof mark, "PRAGMA application_id=%d; PRAGMA user_version=%d;",
		NR_STATE_APPLICATION, (int)version);
	nr_db_begin(db);
	/* Another program may have upgraded it. */
	from = nr_db_pragma(db, "user_version");
	for (; from >= 0 && from < version; from++)
		nr_db_exec(db, steps[from]);
	if (from == version)
		nr_db_exec(db, mark);
	nr_db_exec(db, "COMMIT");
}

void
nr_state_file_adapt(struct nr_db *db)
{
	int64_t version = nr_db_pragma(db, "user_version");

	if (version > 0 && version < NR_STATE_VERSION)
		nr_db_exec(db, views[version]);
}
