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

static int
read_any(struct nr_store *s, int64_t id, struct nr_row *out, int64_t *file,
	struct nr_error *err)
{
	struct nr_row row = { .id = id };
	bool found = read_columns(s, &row, file);

	if (nr_index_check(s, err) < 0) {
		nr_row_release(&row);
		return -1;
	}
	if (!found)
		return nr_error_set(err, NR_ERR_NOT_FOUND,
			"no article with the id %016llx", (unsigned long long)id);
	row.marks = nr_state_classify(&s->state, id, row.version);
	*out = row;
	return 0;
}

int
nr_row_read(struct nr_store *s, int64_t id, struct nr_row *out, struct nr_error *err)
{
	int64_t file;

	if (read_any(s, id, out, &file, err) < 0)
		return -1;
	out->path = nr_strdup("");
	return 0;
}

static void
find_source(struct nr_store *s, struct nr_row *ghost)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_GHOST_SOURCE, "i", ghost->id);

	if (!st)
		return;
	ghost->path = nr_db_path_of(st, 0, 1);
	ghost->entry = (size_t)sqlite3_column_int64(st, 2);
	nr_db_done(st);
}

int
nr_store_get(struct nr_store *s, int64_t id, struct nr_row *out, struct nr_error *err)
{
	struct nr_row row;
	int64_t file;

	if (read_any(s, id, &row, &file, err) < 0)
		return -1;
	if (row.ghost)
		find_source(s, &row);
	else
		row.path = nr_store_file_path(s, file);
	if (nr_index_check(s, err) < 0) {
		nr_row_release(&row);
		return -1;
	}
	if (!row.path)
		row.path = nr_strdup("");
	*out = row;
	return 0;
}
