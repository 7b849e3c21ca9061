/* Changes of marks in steps, with undo and redo. */
#include "config.h"

#include "app/marks.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"

enum {
	READ = NR_MARK_READ,
	IDS_MAX = 1 << 18	/* limit of the articles in the undo history, the last
				 * change excluded */
};

struct app_change {
	int64_t *ids;
	uint8_t *before;	/* old marks of each article */
	int64_t *read_before, *read_after;	/* version of each article that was read,
						 * before and after */
	size_t n;
	struct nr_snapshot *old;	/* snapshots of those that were updated, in the
					 * order of ids: the index no longer has what was
					 * read */
	size_t n_old, cap_old;
	unsigned set, clear;
};

static void
change_release(struct app_change *c)
{
	for (size_t i = 0; i < c->n_old; i++)
		nr_snapshot_release(&c->old[i]);
	free(c->old);
	free(c->ids);
	free(c->before);
	free(c->read_before);
	free(c->read_after);
}

static void
forget_from(struct app_marks *m, size_t from)
{
	while (m->n > from)
		change_release(&m->changes[--m->n]);
}

static void
forget_first(struct app_marks *m)
{
	change_release(&m->changes[0]);
	memmove(m->changes, m->changes + 1, (m->n - 1) * sizeof(*m->changes));
	m->n--;
}

static void
remember(struct app_marks *m, const struct app_change *c)
{
	size_t ids = 0;

	forget_from(m, m->at);
	for (size_t i = 0; i < m->n; i++)
		ids += m->changes[i].n;
	while (m->n && (m->n == APP_UNDO_MAX || ids > IDS_MAX)) {
		ids -= m->changes[0].n;
		forget_first(m);
	}
	m->changes = nr_grow(m->changes, &m->cap, m->n + 1, sizeof(*m->changes));
	m->changes[m->n++] = *c;
	m->at = m->n;
}

static struct app_change
new_change(size_t n, unsigned set, unsigned clear)
{
	return (struct app_change){
		.set = set & ~clear, .clear = clear,
		.ids = nr_calloc(n + 1, sizeof(int64_t)),
		.before = nr_calloc(n + 1, sizeof(uint8_t)),
		.read_before = nr_calloc(n + 1, sizeof(int64_t)),
		.read_after = nr_calloc(n + 1, sizeof(int64_t)),
	};
}

/* True if the change modifies an article with these marks. */
static bool
would_change(const struct app_change *c, unsigned old)
{
	if (c->set & READ && old & NR_MARK_UPDATED)
		return true;
	old &= NR_MARKS_STORED;
	return ((old | c->set) & ~c->clear) != old;
}

static void
add_article(struct app_change *c, struct nr_store *store, int64_t id, unsigned old)
{
	c->ids[c->n] = id;
	c->before[c->n] = (uint8_t)(old & NR_MARKS_STORED);
	c->read_before[c->n++] = nr_store_version_read(store, id);
	if (!(old & NR_MARK_UPDATED) || !((c->set | c->clear) & READ))
		return;
	c->old = nr_grow(c->old, &c->cap_old, c->n_old + 1, sizeof(*c->old));
	nr_store_snapshot(store, id, &c->old[c->n_old++]);
}

/* Mark the articles of wanted[from] to wanted[to - 1] that do not have the marks yet. */
static int
change(struct app_marks *m, struct nr_store *store, size_t from, size_t to,
	struct nr_error *err)
{
	struct app_change *c = m->change;
	size_t first = c->n;
	int rc;

	for (size_t i = from; i < to; i++) {
		unsigned old = nr_store_marks(store, m->wanted.v[i]);

		if (would_change(c, old))
			add_article(c, store, m->wanted.v[i], old);
	}
	if (c->n == first)
		return 0;
	m->changed = c->n;
	rc = nr_store_mark(store, c->ids + first, c->n - first, c->set, c->clear, err);
	for (size_t i = first; i < c->n; i++)
		c->read_after[i] = nr_store_version_read(store, c->ids[i]);
	return rc;
}

/* Restore which version was read: mark those articles read, in that version, that were
 * read before the change, or when redoing all of them. */
static void
restore_read(struct app_marks *m, struct nr_store *store, size_t from, size_t to)
{
	const struct app_change *c = m->change;
	bool again = m->doing == APP_MARKS_REDO;

	for (size_t i = from; i < to; i++) {
		struct nr_snapshot seen = { .id = c->ids[i] };
		const struct nr_snapshot *old = m->old < c->n_old
			&& c->old[m->old].id == c->ids[i] ? &c->old[m->old++] : NULL;

		seen.version = again ? c->read_after[i] : c->read_before[i];
		if (again || c->before[i] & READ)
			nr_store_set_read(store, !again && old ? old : &seen);
	}
}

/* Undo or redo the change for these articles. */
static int
restore(struct app_marks *m, struct nr_store *store, size_t from, size_t to,
	struct nr_error *err)
{
	const struct app_change *c = m->change;
	bool again = m->doing == APP_MARKS_REDO;

	for (size_t i = from; i < to; i++)
		nr_store_set(store, c->ids[i], (again ? c->set : c->before[i]) & ~(unsigned)READ,
			again ? c->clear : ~(unsigned)c->before[i] & NR_MARKS_STORED);
	if ((c->set | (again ? 0 : c->clear)) & READ)
		restore_read(m, store, from, to);
	return nr_store_retry(store, err);
}

/* ---- steps ---- */

void
app_marks_stop(struct app_marks *m)
{
	if (m->doing == APP_MARKS_CHANGE) {
		if (m->change->n)
			remember(m, m->change);
		else
			change_release(m->change);
		free(m->change);
	}
	m->doing = APP_MARKS_NOTHING;
	m->change = NULL;
	nr_ids_release(&m->wanted);
}

int
app_marks_step(struct app_marks *m, struct nr_store *store, size_t max,
	struct nr_error *err)
{
	size_t from = m->done;
	int rc = 0;

	m->done = m->total - from > max ? from + max : m->total;
	nr_store_begin_read(store);
	if (m->doing == APP_MARKS_CHANGE)
		rc = change(m, store, from, m->done, err);
	else if (m->doing != APP_MARKS_NOTHING)
		rc = restore(m, store, from, m->done, err);
	nr_store_end_read(store);
	if (m->done == m->total)
		app_marks_stop(m);
	return rc;
}

static int
begin(struct app_marks *m, struct nr_store *store, enum app_marks_doing doing, size_t total,
	struct nr_error *err)
{
	m->doing = doing;
	m->total = total;
	m->set = m->change->set;
	m->clear = m->change->clear;
	m->done = m->changed = m->old = 0;
	return app_marks_step(m, store, APP_MARKS_STEP, err);
}

int
app_marks_change(struct app_marks *m, struct nr_store *store, const int64_t *ids, size_t n,
	unsigned set, unsigned clear, struct nr_error *err)
{
	m->change = nr_calloc(1, sizeof(*m->change));
	*m->change = new_change(n, set, clear);
	nr_ids_append(&m->wanted, ids, n);
	/* In the order of the tables, so that each step writes few pages instead of
	 * nearly all. */
	if (n > APP_MARKS_STEP)
		nr_ids_sort(&m->wanted);
	return begin(m, store, APP_MARKS_CHANGE, m->wanted.n, err);
}

int
app_marks_read(struct app_marks *m, struct nr_store *store, const struct nr_snapshot *seen,
	struct nr_error *err)
{
	struct app_change c = new_change(1, READ, 0);
	int rc;

	add_article(&c, store, seen->id, nr_store_marks(store, seen->id));
	rc = nr_store_mark_read(store, seen, 1, err);
	c.read_after[0] = nr_store_version_read(store, seen->id);
	/* A new change would discard the one that is being undone or redone. */
	if (m->doing == APP_MARKS_UNDO || m->doing == APP_MARKS_REDO)
		change_release(&c);
	else
		remember(m, &c);
	return rc;
}

bool
app_marks_can_walk(const struct app_marks *m, bool back)
{
	return m->at != (back ? 0 : m->n);
}

int
app_marks_walk(struct app_marks *m, struct nr_store *store, bool back, struct nr_error *err)
{
	assert(app_marks_can_walk(m, back));
	m->change = &m->changes[back ? --m->at : m->at++];
	return begin(m, store, back ? APP_MARKS_UNDO : APP_MARKS_REDO, m->change->n, err);
}

const int64_t *
app_marks_undone(const struct app_marks *m, size_t *n)
{
	*n = m->at < m->n ? m->changes[m->at].n : 0;
	return *n ? m->changes[m->at].ids : NULL;
}

void
app_marks_release(struct app_marks *m)
{
	app_marks_stop(m);
	forget_from(m, 0);
	NR_FREE(m->changes);
	*m = (struct app_marks)APP_MARKS_INIT;
}
