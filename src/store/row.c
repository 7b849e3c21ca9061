/* Reads the row that a list shows of an article or a ghost. */
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

/* Read an article, or else the ghost; *file is the number of the article's file. */
static bool
read_columns(struct nr_store *s, struct nr_row *row, int64_t *file)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_ARTICLE_ROW, "i", row->id);
	int kind;

	row->ghost = !st;
	if (!st)
		st = nr_db_query(&s->db, NR_SQL_GHOST_ROW, "i", row->id);
	if (!st)
		return false;
	row->key = nr_db_text(st, 0);
	row->title = nr_db_text(st, 1);
	row->provider = nr_db_text(st, 2);
	row->type = nr_db_text(st, 3);
	/* NULL if it equals the key */
	row->url = nr_db_text(st, sqlite3_column_type(st, 4) == SQLITE_NULL ? 0 : 4);
	kind = sqlite3_column_int(st, 6);
	if (kind == NR_DATE_DAY || kind == NR_DATE_TIME) {
		row->date.seconds = sqlite3_column_int64(st, 5);
		row->date.kind = kind == NR_DATE_DAY ? NR_DATE_DAY : NR_DATE_TIME;
	}
	row->heat = sqlite3_column_int64(st, 7);
	row->has_heat = sqlite3_column_type(st, 7) != SQLITE_NULL;
	*file = sqlite3_column_int64(st, 8);
	row->unpublished = sqlite3_column_int(st, 9);
	row->n_related = (unsigned)sqlite3_column_int64(st, 10);
	row->version = sqlite3_column_int64(st, 11);
	row->excerpt = nr_db_text(st, 12);
	nr_db_done(st);
	return true;
}

static void
find_path(struct nr_store *s, struct nr_row *row, int64_t file)
{
	sqlite3_stmt *st;

	if (!row->ghost) {
		row->path = nr_store_file_path(s, file);
		return;
	}
	st = nr_db_query(&s->db, NR_SQL_GHOST_SOURCE, "i", row->id);
	if (!st)
		return;
	row->path = nr_db_path_of(st, 0, 1);
	row->entry = (size_t)sqlite3_column_int64(st, 2);
	nr_db_done(st);
}

static int
read_row(struct nr_store *s, int64_t id, bool with_path, struct nr_row *out,
	struct nr_error *err)
{
	struct nr_row row = { .id = id };
	int64_t file = 0;
	bool found = read_columns(s, &row, &file);

	if (found && with_path)
		find_path(s, &row, file);
	if (nr_index_check(s, err) < 0) {
		nr_row_release(&row);
		return -1;
	}
	if (!found)
		return nr_error_set(err, NR_ERR_NOT_FOUND,
			"no article with the id %016llx", (unsigned long long)id);
	if (!row.path)
		row.path = nr_strdup("");
	row.marks = nr_state_classify(&s->state, id, row.version);
	*out = row;
	return 0;
}

int
nr_row_read(struct nr_store *s, int64_t id, struct nr_row *out, struct nr_error *err)
{
	return read_row(s, id, false, out, err);
}

int
nr_store_get(struct nr_store *s, int64_t id, struct nr_row *out, struct nr_error *err)
{
	return read_row(s, id, true, out, err);
}
