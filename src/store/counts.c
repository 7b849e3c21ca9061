/* Counts the articles, and the unread ones, of each topic and provider. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "store/private.h"

struct tally {
	struct nr_count count;
	size_t order;		/* rank by name */
	int64_t id;
};

struct tallies {
	struct tally *v;
	size_t n, cap;
};

static struct tally *
add_tally(struct tallies *t, char *name, int64_t id)
{
	t->v = nr_grow(t->v, &t->cap, t->n + 1, sizeof *t->v);
	t->v[t->n] = (struct tally){ .count.name = name, .order = t->n, .id = id };
	return &t->v[t->n++];
}

static void
count_article(struct nr_store *s, struct tally *t, int64_t article)
{
	unsigned marks = nr_state_get(&s->state, article);

	if (marks & NR_MARK_HIDDEN)
		return;
	t->count.n++;
	t->count.unread += nr_is_unread(marks);
}

static int
most_first(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	if (x->count.n != y->count.n)
		return x->count.n < y->count.n ? 1 : -1;
	return (x->order > y->order) - (x->order < y->order);
}

/* Sort the counts and leave out those of 0; the names move to *out. */
static int
finish(struct nr_store *s, struct tallies *t, struct nr_counts *out, struct nr_error *err)
{
	int rc = nr_index_check(s, err);
	struct nr_counts c = { NULL, 0 };

	if (t->n)
		qsort(t->v, t->n, sizeof *t->v, most_first);
	if (rc == 0)
		c.v = nr_calloc(t->n + 1, sizeof *c.v);
	for (size_t i = 0; i < t->n; i++) {
		if (rc == 0 && t->v[i].count.n)
			c.v[c.n++] = t->v[i].count;
		else
			free(t->v[i].count.name);
	}
	free(t->v);
	if (rc == 0)
		*out = c;
	return rc;
}

int
nr_store_topics(struct nr_store *s, struct nr_counts *out, struct nr_error *err)
{
	struct tallies t = { NULL, 0, 0 };
	sqlite3_stmt *st;

	nr_totals_refresh(s);
	st = nr_db_query(&s->db, NR_SQL_TOPIC_NAMES, "");
	for (; st; st = nr_db_next(&s->db, st))
		add_tally(&t, nr_db_text(st, 1), sqlite3_column_int64(st, 0));
	for (size_t i = 0; i < t.n; i++) {
		st = nr_db_query(&s->db, NR_SQL_TOPIC_ARTICLES, "i", t.v[i].id);
		for (; st; st = nr_db_next(&s->db, st))
			count_article(s, &t.v[i], sqlite3_column_int64(st, 0));
	}
	return finish(s, &t, out, err);
}

char *
nr_store_topic(struct nr_store *s, const char *name, struct nr_error *err)
{
	char *fold = nr_utf8_fold(name, strlen(name));
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_TOPIC_NAME, "t", fold);
	char *found = st ? nr_db_text(st, 0) : NULL;

	if (st)
		nr_db_done(st);
	free(fold);
	if (nr_index_check(s, err) < 0)
		NR_FREE(found);
	return found;
}

/* Names are spelled as in the newest article of each provider. */
static void
name_providers(struct nr_store *s, struct tallies *t)
{
	for (size_t i = 0; i < t->n; i++) {
		sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_PROVIDER_NAME, "i",
			t->v[i].id);

		free(t->v[i].count.name);
		t->v[i].count.name = st ? nr_db_text(st, 0) : nr_strdup("");
		if (st)
			nr_db_done(st);
	}
}

int
nr_store_providers(struct nr_store *s, struct nr_counts *out, struct nr_error *err)
{
	struct tallies t = { NULL, 0, 0 };
	struct tally *last = NULL;
	sqlite3_stmt *st;

	nr_totals_refresh(s);
	st = nr_db_query(&s->db, NR_SQL_PROVIDER_ARTICLES, "");
	for (; st; st = nr_db_next(&s->db, st)) {
		const char *fold = (const char *)sqlite3_column_text(st, 0);
		int64_t id = sqlite3_column_int64(st, 1);

		if (!last || strcmp(last->count.name, fold ? fold : "") != 0)
			last = add_tally(&t, nr_db_text(st, 0), id);
		count_article(s, last, id);
	}
	name_providers(s, &t);
	return finish(s, &t, out, err);
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
