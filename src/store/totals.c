/* Totals of the articles by mark, cached and adjusted with each change. */
#include "config.h"

#include "store/private.h"

/* Add `by` (1 or -1) articles with these marks. */
static void
count(struct nr_totals *t, unsigned marks, bool unpublished, int by)
{
	if (marks & NR_MARK_HIDDEN) {
		t->hidden += (size_t)by;
		t->unread -= (size_t)by;
		t->unpublished -= unpublished ? (size_t)by : 0;
		return;
	}
	t->unread -= nr_is_unread(marks) ? 0 : (size_t)by;
	t->updated += marks & NR_MARK_UPDATED ? (size_t)by : 0;
	t->starred += marks & NR_MARK_STARRED ? (size_t)by : 0;
}

/* The indexed facts that an article's marks depend on. */
struct state {
	bool known, unpublished;
	int64_t version;
};

static struct state
find_state(struct nr_store *s, int64_t id)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_ARTICLE_STATE, "i", id);
	struct state state = { .known = st };

	if (st) {
		state.version = sqlite3_column_int64(st, 0);
		state.unpublished = sqlite3_column_int(st, 1);
		nr_db_done(st);
	}
	return state;
}

void
nr_totals_adjust(struct nr_store *s, int64_t id, unsigned old, unsigned new)
{
	struct state state;

	if (s->looked && id)
		nr_ids_add(&s->touched, id);
	if (!s->totals.valid || old == new)
		return;
	state = find_state(s, id);
	if (s->db.rc != SQLITE_OK) {
		s->db.rc = SQLITE_OK;	/* marks do not depend on the index */
		s->totals.valid = false;
	}
	if (!state.known)
		return;
	count(&s->totals.t, old, state.unpublished, -1);
	count(&s->totals.t, new, state.unpublished, 1);
}

void
nr_totals_carry(struct nr_store *s, struct nr_mark *mark, struct nr_totals *t)
{
	const struct nr_mark *now = nr_marks_find(&s->state.marks, mark->id);
	struct state state = find_state(s, mark->id);
	unsigned old = mark->bits;

	s->db.rc = SQLITE_OK;
	if (now)
		*mark = *now;
	if (!state.known)
		return;
	mark->bits = (uint8_t)nr_state_classify(&s->state, mark->id, state.version);
	count(t, old, state.unpublished, -1);
	count(t, mark->bits, state.unpublished, 1);
}

/* Each changed mark is classified and counted. */
void
nr_totals_hear(struct nr_store *s)
{
	struct nr_state *st = &s->state;

	nr_state_sync(st);
	for (size_t i = 0; i < st->n_followed; i++) {
		struct nr_mark *m = nr_marks_find(&st->marks, st->followed[i].id);
		struct state state = find_state(s, m->id);

		if (state.known)
			m->bits = (uint8_t)nr_state_classify(st, m->id, state.version);
		nr_totals_adjust(s, m->id, st->followed[i].old, m->bits);
	}
	st->n_followed = 0;
}

/* Looking up one mark costs as much as reading about 16 articles in one pass. */
enum { WALK_PER_LOOK = 16 };

static void
look_at(struct nr_store *s, struct nr_mark *m, const struct state *state,
	struct nr_totals *t)
{
	m->bits = (uint8_t)nr_state_classify(&s->state, m->id, state->version);
	count(t, m->bits, state->unpublished, 1);
}

/* Count the marks, and find out which of the articles are updated. */
static void
count_marks(struct nr_store *s, struct nr_totals *t)
{
	struct nr_marks *m = &s->state.marks;
	bool walk = m->used >= t->articles / WALK_PER_LOOK;
	sqlite3_stmt *st;

	for (size_t i = 0; i < m->size; i++) {
		struct state state = { .known = false };

		m->v[i].bits &= NR_MARKS_STORED;
		if (!walk && m->v[i].bits)
			state = find_state(s, m->v[i].id);
		if (state.known)
			look_at(s, &m->v[i], &state, t);
	}
	st = walk && m->used ? nr_db_query(&s->db, NR_SQL_ARTICLE_ALL, "") : NULL;
	for (; st; st = nr_db_next(&s->db, st)) {
		struct nr_mark *mark = nr_marks_find(m, sqlite3_column_int64(st, 0));
		struct state state = { true, sqlite3_column_int(st, 1),
			sqlite3_column_int64(st, 2) };

		if (mark && mark->bits)
			look_at(s, mark, &state, t);
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

void
nr_totals_refresh(struct nr_store *s)
{
	struct nr_totals_cache *c = &s->totals;
	int64_t version = nr_db_int(&s->db, NR_SQL_DATA_VERSION, "");

	nr_totals_hear(s);
	nr_state_load_rest(&s->state);
	if (c->valid && c->version == version && c->reload_count == s->state.reload_count)
		return;
	read_totals(s, &c->t);
	c->version = version;
	c->reload_count = s->state.reload_count;
	c->valid = s->db.rc == SQLITE_OK;
}

void
nr_totals_follow(struct nr_store *s)
{
	struct nr_totals_cache *c = &s->totals;

	nr_totals_hear(s);
	if (!c->valid || c->reload_count != s->state.reload_count)
		nr_totals_refresh(s);
}

int
nr_store_counted(struct nr_store *s, struct nr_totals *out, struct nr_error *err)
{
	nr_totals_follow(s);
	if (nr_index_check(s, err) < 0)
		return -1;
	*out = s->totals.t;
	return 0;
}

int
nr_store_count_problems(struct nr_store *s, size_t *problems, size_t *failed,
	struct nr_error *err)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_TOTAL, "");

	*problems = *failed = 0;
	if (st) {
		*failed = (size_t)sqlite3_column_int64(st, 2);
		*problems = (size_t)sqlite3_column_int64(st, 3);
		nr_db_done(st);
	}
	return nr_index_check(s, err);
}

size_t
nr_store_count_unread(struct nr_store *s, const struct nr_ids *ids)
{
	size_t n = 0;

	for (size_t i = 0; i < ids->n; i++)
		n += nr_is_unread(nr_state_get(&s->state, ids->v[i]));
	return n;
}

int
nr_store_totals(struct nr_store *s, struct nr_totals *out, struct nr_error *err)
{
	nr_totals_refresh(s);
	if (nr_index_check(s, err) < 0)
		return -1;
	*out = s->totals.t;
	return 0;
}
