/* Counts the articles, and the unread ones, of each topic and provider; how hot they
 * are. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "store/private.h"

static int
read_counts(struct nr_store *s, enum nr_sql sql, struct nr_counts *out, struct nr_error *err)
{
	struct nr_counts c = { NULL, 0 };
	size_t cap = 0;
	sqlite3_stmt *st;

	nr_totals_refresh(s);
	st = nr_db_query(&s->db, sql, "");
	for (; st; st = nr_db_next(&s->db, st)) {
		c.v = nr_grow(c.v, &cap, c.n + 1, sizeof *c.v);
		c.v[c.n++] = (struct nr_count){ nr_db_text(st, 0),
			(size_t)sqlite3_column_int64(st, 1),
			(size_t)sqlite3_column_int64(st, 2) };
	}
	if (nr_index_check(s, err) < 0) {
		nr_counts_release(&c);
		return -1;
	}
	*out = c;
	return 0;
}

int
nr_store_topics(struct nr_store *s, struct nr_counts *out, struct nr_error *err)
{
	return read_counts(s, NR_SQL_TOPIC_COUNTS, out, err);
}

int
nr_store_providers(struct nr_store *s, struct nr_counts *out, struct nr_error *err)
{
	return read_counts(s, NR_SQL_PROVIDER_COUNTS, out, err);
}

char *
nr_store_topic(struct nr_store *s, const char *name, struct nr_error *err)
{
	char *fold = nr_utf8_fold(name, strlen(name));
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_TOPIC_NAME, "t", fold);
	char *found = st ? nr_db_text(st, 0) : NULL;

	nr_db_done(st);
	free(fold);
	if (nr_index_check(s, err) < 0)
		NR_FREE(found);
	return found;
}

void
nr_counts_release(struct nr_counts *c)
{
	for (size_t i = 0; i < c->n; i++)
		free(c->v[i].name);
	free(c->v);
	memset(c, 0, sizeof *c);
}

int
nr_store_problems(struct nr_store *s, struct nr_diags *out, struct nr_error *err)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_DIAG_ALL, "");

	for (; st; st = nr_db_next(&s->db, st)) {
		char *path = nr_db_path_of(st, 0, 1), *text = nr_db_text(st, 5);

		nr_diag_add(out, sqlite3_column_int(st, 2) ? NR_FAILURE : NR_WARNING,
			path, (unsigned)sqlite3_column_int64(st, 3),
			(unsigned)sqlite3_column_int64(st, 4), "%s", text);
		free(path);
		free(text);
	}
	return nr_index_check(s, err);
}

static int
compare(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

int64_t
nr_store_high_heat(struct nr_store *s, const struct nr_ids *ids)
{
	enum { SAMPLE = 64, ABOVE = 20 };
	size_t step = (ids->n + SAMPLE - 1) / SAMPLE, n = 0;
	int64_t heat[SAMPLE];

	for (size_t i = 0; i < ids->n; i += step) {
		sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_ARTICLE_HEAT, "i", ids->v[i]);

		if (st)
			heat[n++] = sqlite3_column_int64(st, 0);
		nr_db_done(st);
	}
	qsort(heat, n, sizeof(heat[0]), compare);
	return n ? heat[n - 1 - n / ABOVE] : 0;
}
