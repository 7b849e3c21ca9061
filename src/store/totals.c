#include "config.h"

#include "store/private.h"

/* One article of the index with these marks more, or less. */
static void
count(struct nr_totals *t, unsigned marks, bool unpublished, int by)
{
	if (marks & NR_MARK_HIDDEN) {
		t->hidden += (size_t)by;
		t->unread -= (size_t)by;
		t->unpublished -= unpublished ? (size_t)by : 0;
		return;
	}
	t->unread -= marks & NR_MARK_READ ? (size_t)by : 0;
	t->starred += marks & NR_MARK_STARRED ? (size_t)by : 0;
}

/* -1: the index has no such article; else whether it is unpublished. */
static int
find_state(struct nr_store *s, int64_t id)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_ARTICLE_STATE, "i", id);
	int state = -1;

	if (st) {
		state = sqlite3_column_int(st, 0) != 0;
		nr_db_done(st);
	}
	return state;
}

void
nr_totals_adjust(struct nr_store *s, int64_t id, unsigned old, unsigned new)
{
	int state;

	if (!s->totals.valid || old == new)
		return;
	state = find_state(s, id);
	if (s->db.rc != SQLITE_OK) {
		s->db.rc = SQLITE_OK;	/* marks do not depend on the index */
		s->totals.valid = false;
	}
	if (state < 0)
		return;
	count(&s->totals.t, old, state, -1);
	count(&s->totals.t, new, state, 1);
}

/* Each mark costs a look into the index, or all articles are gone through once. */
enum { WALK_PER_LOOK = 16 };

static void
count_marks(struct nr_store *s, struct nr_totals *t)
{
	const struct nr_marks *m = &s->state.marks;
	sqlite3_stmt *st;

	if (m->used < t->articles / WALK_PER_LOOK) {
		for (size_t i = 0; i < m->size; i++) {
			int state = m->v[i].id && m->v[i].bits ? find_state(s, m->v[i].id)
				: -1;

			if (state >= 0)
				count(t, m->v[i].bits, state, 1);
		}
		return;
	}
	st = m->used ? nr_db_query(&s->db, NR_SQL_ARTICLE_ALL, "") : NULL;
	for (; st; st = nr_db_next(&s->db, st)) {
		unsigned marks = nr_state_get(&s->state, sqlite3_column_int64(st, 0));

		if (marks)
			count(t, marks, sqlite3_column_int(st, 1), 1);
	}
}

static void
read_totals(struct nr_store *s, struct nr_totals *t)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_TOTAL, "");

	*t = (struct nr_totals){ .articles = 0 };
	if (!st)
		return;
	t->articles = t->unread = (size_t)sqlite3_column_int64(st, 0);
	t->unpublished = (size_t)sqlite3_column_int64(st, 1);
	t->failed = (size_t)sqlite3_column_int64(st, 2);
	t->problems = (size_t)sqlite3_column_int64(st, 3);
	nr_db_done(st);
	count_marks(s, t);
}

int
nr_store_totals(struct nr_store *s, struct nr_totals *out, struct nr_error *err)
{
	struct nr_totals_cache *c = &s->totals;
	int64_t version = nr_db_int(&s->db, NR_SQL_DATA_VERSION, "");

	nr_state_sync(&s->state);
	if (!c->valid || c->version != version || s->state.changed ||
		c->marks_version != s->state.version) {
		read_totals(s, &c->t);
		if (nr_index_check(s, err) < 0)
			return -1;
		c->version = version;
		c->marks_version = s->state.version;
		c->valid = true;
	}
	*out = c->t;
	return nr_index_check(s, err);
}
