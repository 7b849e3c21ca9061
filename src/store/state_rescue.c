/* Recovers the readable rows of a damaged state.db into a new file. */
#include "config.h"

#include "store/state_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "newsreader/buf.h"
#include "newsreader/mem.h"
#include "store/state_pages.h"

enum {
	ASIDE_TRIES = 100,
	PROBES_MAX = 20000	/* id ranges tried for one table */
};

/* A table to recover. */
struct table {
	/* rows from id ?1 to ?2, id first, ascending and descending */
	const char *up, *down;
	const char *put, *count;
	const char *types;	/* of the columns: i integer, n integer or NULL, t, b */
};

#define TABLE(name, columns, values, types) { \
	"SELECT " columns " FROM " name " WHERE id BETWEEN ?1 AND ?2 ORDER BY id", \
	"SELECT " columns " FROM " name " WHERE id BETWEEN ?1 AND ?2 ORDER BY id DESC", \
	"INSERT OR IGNORE INTO " name "(" columns ") VALUES(" values ")", \
	"SELECT count(*) FROM " name, types }

static const struct table tables[] = {
	TABLE("mark", "id, key, read_at, starred_at, hidden_at, version", "?, ?, ?, ?, ?, ?",
		"itnnnn"),
	TABLE("seen", "id, data", "?, ?", "ib"),
	TABLE("place", "id, view, block, offset, above, at, key", "?, ?, ?, ?, ?, ?, ?",
		"itiiiit"),
};

/* Ids not read yet, both ends included. */
struct range {
	int64_t from, to;
};

struct rescue {
	const struct table *table;
	sqlite3_stmt *up, *down, *put;
	struct range *open;	/* ranges from `next` on are to be tried, widest first */
	size_t n, cap, next;
	bool lost;		/* some of the ids could not be read */
	int64_t carried;
};

/* False for a row that cannot be ours: a broken page may return any values. */
static bool
is_sane(const struct table *t, sqlite3_stmt *row)
{
	for (int c = 0; t->types[c]; c++) {
		int type = sqlite3_column_type(row, c);

		if (t->types[c] == 't' ? type != SQLITE_TEXT
			: t->types[c] == 'b' ? type != SQLITE_BLOB
			: type != SQLITE_INTEGER && (type != SQLITE_NULL || t->types[c] == 'i'))
			return false;
	}
	return sqlite3_column_int64(row, 0) > 0;
}

static void
carry_row(struct rescue *r, sqlite3_stmt *row)
{
	if (!is_sane(r->table, row))
		return;
	for (int c = 0; r->table->types[c]; c++)
		sqlite3_bind_value(r->put, c + 1, sqlite3_column_value(row, c));
	sqlite3_step(r->put);
	sqlite3_reset(r->put);
	r->carried++;
}

/* If the definition of the table is broken, its rows exist but have no ids. */
static bool
has_more(sqlite3 *from, const struct rescue *r)
{
	sqlite3_stmt *st = NULL;
	bool more = true;

	if (sqlite3_prepare_v2(from, r->table->count, -1, &st, NULL) == SQLITE_OK
		&& sqlite3_step(st) == SQLITE_ROW)
		more = sqlite3_column_int64(st, 0) > r->carried;
	sqlite3_finalize(st);
	return more;
}

/* Read from one end of the range. True if all of it was read; otherwise *end is the first
 * id after the last one read. */
static bool
read_from(struct rescue *r, sqlite3_stmt *st, const struct range *range, int step,
	int64_t *end)
{
	int rc;

	*end = step > 0 ? range->from : range->to;
	sqlite3_bind_int64(st, 1, range->from);
	sqlite3_bind_int64(st, 2, range->to);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		int64_t id = sqlite3_column_int64(st, 0);

		/* Ids out of order: the page is broken, although SQLite did not
		 * notice. */
		if (step > 0 ? id < *end || id >= range->to : id > *end || id <= range->from)
			break;
		carry_row(r, st);
		*end = id + step;
	}
	if (rc == SQLITE_ROW && sqlite3_column_int64(st, 0) ==
		(step > 0 ? range->to : range->from)) {
		carry_row(r, st);
		rc = SQLITE_DONE;
	}
	sqlite3_reset(st);
	return rc == SQLITE_DONE;
}

static void
add_range(struct rescue *r, int64_t from, int64_t to)
{
	if (from > to || r->n == PROBES_MAX)
		return;
	r->open = nr_grow(r->open, &r->cap, r->n + 1, sizeof *r->open);
	r->open[r->n++] = (struct range){ from, to };
}

/* Read each range from both ends as far as possible; if a broken part is left between
 * them, its halves are tried. Within one broken page that could continue forever, so the
 * widest ranges come first, and their number is limited. */
static void
read_ranges(struct rescue *r)
{
	add_range(r, 1, INT64_MAX);
	while (r->next < r->n) {
		struct range range = r->open[r->next++];
		int64_t from, to, middle;

		if (read_from(r, r->up, &range, 1, &from))
			continue;
		r->lost = true;
		if (read_from(r, r->down, &range, -1, &to) || from >= to)
			continue;
		middle = from + (to - from) / 2;
		add_range(r, from, middle);
		add_range(r, middle + 1, to);
	}
}

/* True if all of the table was read. */
static bool
rescue_table(sqlite3 *from, sqlite3 *to, const struct table *t)
{
	struct rescue r = { .table = t };
	bool complete;

	sqlite3_prepare_v2(from, t->up, -1, &r.up, NULL);
	sqlite3_prepare_v2(from, t->down, -1, &r.down, NULL);
	sqlite3_prepare_v2(to, t->put, -1, &r.put, NULL);
	if (r.up && r.down && r.put)
		read_ranges(&r);
	complete = r.next > 0 && !r.lost && !has_more(from, &r);
	sqlite3_finalize(r.up);
	sqlite3_finalize(r.down);
	sqlite3_finalize(r.put);
	free(r.open);
	return complete;
}

/* Put a row found in a raw page. Rows that SQLite read came first and are not
 * replaced. */
static void
carry_found(void *ctx, const struct nr_kept *k)
{
	nr_db_do(ctx, NR_STATE_FOUND, "itpppi", k->id, k->key, k->read ? &k->read : NULL,
		k->starred ? &k->starred : NULL, k->hidden ? &k->hidden : NULL,
		k->seen.version);
}

static int
rescue_rows(struct nr_db *from, struct nr_db *to, const char *path)
{
	bool complete = from->h;
	int rc;

	nr_state_file_adapt(from);
	nr_db_begin(to);
	for (size_t i = 0; from->h && i < sizeof tables / sizeof tables[0]; i++)
		complete = rescue_table(from->h, to->h, &tables[i]) && complete;
	if (!complete)
		nr_state_read_pages(path, carry_found, to);
	nr_db_exec(to, "COMMIT");
	rc = to->rc;
	to->rc = SQLITE_OK;
	return rc;
}

static char *
aside_name(const char *path)
{
	char suffix[64];
	time_t now = time(NULL);
	struct tm tm;

	gmtime_r(&now, &tm);
	for (int i = 0; i < ASIDE_TRIES; i++) {
		char *name;
		size_t n = strftime(suffix, sizeof suffix,
			".damaged-%Y%m%dT%H%M%SZ", &tm);

		if (i)
			snprintf(suffix + n, sizeof suffix - n, "-%d", i);
		name = nr_db_path(path, suffix);
		if (access(name, F_OK) < 0)
			return name;
		free(name);
	}
	return NULL;
}

static int
move_aside(const char *path, const char *aside)
{
	char *wal = nr_db_path(path, "-wal"), *shm = nr_db_path(path, "-shm");
	char *aside_wal = nr_db_path(aside, "-wal");
	struct stat st;
	int rc = rename(path, aside);

	if (rc == 0 && stat(wal, &st) == 0 && st.st_size > 0)
		rename(wal, aside_wal);
	if (rc == 0) {
		unlink(wal);
		unlink(shm);
	}
	free(wal);
	free(shm);
	free(aside_wal);
	return rc;
}

size_t
nr_state_recall(struct nr_state *st, const struct nr_marks *before)
{
	size_t n = 0;

	for (size_t i = 0; i < before->size; i++) {
		const struct nr_mark *m = &before->v[i];
		unsigned lost = m->id ? m->bits & ~nr_marks_get(&st->marks, m->id)
			& NR_MARKS_STORED & ~(unsigned)m->pending : 0;

		if (!lost)
			continue;
		nr_state_set(st, "", &(struct nr_snapshot){ .id = m->id,
			.version = m->version }, lost, 0);
		st->recalled = nr_grow(st->recalled, &st->recalled_cap, st->n_recalled + 1,
			sizeof *st->recalled);
		st->recalled[st->n_recalled++] = m->id;
		n++;
	}
	return n;
}

static void
tell(struct nr_state *st, size_t carried, size_t recalled, const char *aside,
	struct nr_diags *notes)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_buf_addf(&b, "the reader's state was damaged: the marks of %zu articles were"
		" recovered from it", carried);
	if (recalled)
		nr_buf_addf(&b, " and of %zu from memory", recalled);
	nr_buf_addf(&b, ", what cannot be read is lost; the old file is %s", aside);
	nr_diag_add(notes, NR_WARNING, st->path, 0, 0, "%s", nr_buf_str(&b));
	nr_buf_release(&b);
}

static size_t
count_kept(const struct nr_marks *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->size; i++)
		n += m->v[i].id && m->v[i].bits & ~m->v[i].pending & NR_MARKS_STORED;
	return n;
}

/* Remove the -wal and -shm files made while reading. */
static void
clean_up(const char *aside)
{
	char *wal = nr_db_path(aside, "-wal"), *shm = nr_db_path(aside, "-shm");
	struct stat st;

	unlink(shm);
	if (stat(wal, &st) == 0 && st.st_size == 0)
		unlink(wal);
	free(wal);
	free(shm);
}

static int
carry_over(const char *aside, struct nr_db *to)
{
	struct nr_db old;
	int rc;

	nr_db_open(&old, aside, SQLITE_OPEN_READONLY, nr_state_sql, NR_STATE_SQL_COUNT);
	rc = rescue_rows(&old, to, aside);
	nr_db_abandon(&old);
	clean_up(aside);
	return rc;
}

int
nr_state_rescue(struct nr_state *st, struct nr_diags *notes)
{
	char *aside = aside_name(st->path);
	struct nr_marks before = nr_marks_copy(&st->marks);
	size_t carried;
	int rc = SQLITE_CANTOPEN;

	/* Closed before the file is renamed: SQLite finds logs by name, and would use the
	 * new file's log for the old file. */
	nr_db_abandon(&st->db);
	if (aside && move_aside(st->path, aside) == 0)
		rc = nr_state_file_open_writable(st, false);
	if (rc == SQLITE_OK)
		rc = carry_over(aside, &st->db);
	if (rc == SQLITE_OK)
		rc = nr_state_file_load(st);
	if (rc == SQLITE_OK) {
		carried = count_kept(&st->marks);
		tell(st, carried, nr_state_recall(st, &before), aside, notes);
	}
	nr_marks_release(&before);
	free(aside);
	return rc;
}
