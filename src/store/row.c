#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "store/private.h"

void
nr_row_release(struct nr_row *row)
{
	free(row->key);
	free(row->title);
	free(row->excerpt);
	free(row->provider);
	free(row->type);
	free(row->url);
	free(row->path);
	memset(row, 0, sizeof *row);
}

static void
read_row(sqlite3_stmt *st, struct nr_row *row)
{
	int kind = sqlite3_column_int(st, 7);

	row->key = nr_db_text(st, 0);
	row->title = nr_db_text(st, 1);
	row->excerpt = nr_db_text(st, 2);
	row->provider = nr_db_text(st, 3);
	row->type = nr_db_text(st, 4);
	row->url = nr_db_text(st, 5);
	if (kind == NR_DATE_DAY || kind == NR_DATE_TIME) {
		row->date.seconds = sqlite3_column_int64(st, 6);
		row->date.kind = kind == NR_DATE_DAY ? NR_DATE_DAY : NR_DATE_TIME;
	}
	row->heat = sqlite3_column_int64(st, 8);
	row->has_heat = sqlite3_column_type(st, 8) != SQLITE_NULL;
	row->unpublished = sqlite3_column_int(st, 9);
	row->ghost = sqlite3_column_type(st, 10) == SQLITE_NULL;
	row->path = row->ghost ? NULL : nr_db_text(st, 10);
	row->n_related = (unsigned)sqlite3_column_int64(st, 11);
}

static void
read_source(struct nr_store *s, struct nr_row *row)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_GHOST_SOURCE, "i", row->id);

	row->path = st ? nr_db_text(st, 0) : nr_strdup("");
	if (st) {
		row->entry = (size_t)sqlite3_column_int64(st, 1);
		nr_db_done(st);
	}
}

int
nr_store_get(struct nr_store *s, int64_t id, struct nr_row *out, struct nr_error *err)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_ARTICLE_ROW, "i", id);
	struct nr_row row = { .id = id };

	if (!st) {
		if (nr_index_check(s, err) < 0)
			return -1;
		return nr_error_set(err, NR_ERR_NOT_FOUND,
			"no article with the id %016llx", (unsigned long long)id);
	}
	read_row(st, &row);
	nr_db_done(st);
	if (row.ghost)
		read_source(s, &row);
	row.marks = nr_state_get(&s->state, id);
	if (nr_index_check(s, err) < 0) {
		nr_row_release(&row);
		return -1;
	}
	*out = row;
	return 0;
}

/* ---- searching ---- */

static bool
holds(const char *s, int n, const char *text)
{
	size_t at, len;

	return s && nr_utf8_find(s, (size_t)n, 0, text, &at, &len);
}

static bool
text_matches(struct nr_store *s, int64_t id, const char *text)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_ARTICLE_TEXT, "i", id);
	bool found = false;

	for (int i = 0; st && !found && i < 2; i++)
		found = holds((const char *)sqlite3_column_text(st, i),
			sqlite3_column_bytes(st, i), text);
	if (st)
		nr_db_done(st);
	return found;
}

static bool
is_unread(struct nr_store *s, int64_t id, const char *unused)
{
	(void)unused;
	return !(nr_state_get(&s->state, id) & NR_MARK_READ);
}

static int64_t
look(struct nr_store *s, const struct nr_ids *ids, size_t from, int step,
	const char *text, bool (*match)(struct nr_store *, int64_t, const char *))
{
	size_t at = from < ids->n ? from : step > 0 ? ids->n - 1 : 0;

	for (size_t i = 0; i < ids->n; i++) {
		if (step > 0)
			at = at + 1 < ids->n ? at + 1 : 0;
		else
			at = at > 0 ? at - 1 : ids->n - 1;
		if (match(s, ids->v[at], text))
			return (int64_t)at;
	}
	return -1;
}

int64_t
nr_store_search(struct nr_store *s, const struct nr_ids *ids, size_t from, int step,
	const char *text)
{
	struct nr_error err = NR_ERROR_INIT;
	int64_t at;

	if (!*text)
		return -1;
	at = look(s, ids, from, step, text, text_matches);
	nr_index_check(s, &err);
	return at;
}

int64_t
nr_store_next_unread(struct nr_store *s, const struct nr_ids *ids, size_t from, int step)
{
	nr_state_sync(&s->state);
	return look(s, ids, from, step, "", is_unread);
}
