#include "config.h"

#include "app/marks.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"

enum {
	READ = NR_MARK_READ,
	MARK_STATES = NR_MARKS_STORED + 1,	/* every combination of marks */
	IDS_MAX = 1 << 18	/* articles of all changes but the last one */
};

struct app_change {
	char *what;
	int64_t *ids;
	uint8_t *before;	/* marks of each */
	int64_t *read_before, *read_after;	/* the version of it that was read */
	size_t n;
	struct nr_seen *old;	/* of those that were updated, in the order of ids: the
				 * index cannot tell any more what was read */
	size_t n_old, cap_old;
	unsigned set, clear;
};

static void
change_release(struct app_change *c)
{
	for (size_t i = 0; i < c->n_old; i++)
		nr_seen_release(&c->old[i]);
	free(c->old);
	free(c->what);
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
new_change(size_t n, unsigned set, unsigned clear, const char *what)
{
	return (struct app_change){
		.what = nr_strdup(what), .set = set & ~clear, .clear = clear,
		.ids = nr_calloc(n + 1, sizeof(int64_t)),
		.before = nr_calloc(n + 1, sizeof(uint8_t)),
		.read_before = nr_calloc(n + 1, sizeof(int64_t)),
		.read_after = nr_calloc(n + 1, sizeof(int64_t)),
	};
}

/* Whether the change is one for an article with these marks. */
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
	nr_store_seen(store, id, &c->old[c->n_old++]);
}

/* Remember the change, which has been made. */
static void
finish(struct app_marks *m, struct nr_store *store, const struct app_change *c)
{
	for (size_t i = 0; i < c->n; i++)
		c->read_after[i] = nr_store_version_read(store, c->ids[i]);
	remember(m, c);
}

int
app_marks_change(struct app_marks *m, struct nr_store *store, const int64_t *ids, size_t n,
	unsigned set, unsigned clear, const char *what, size_t *changed, struct nr_error *err)
{
	struct app_change c = new_change(n, set, clear, what);
	int rc;

	for (size_t i = 0; i < n; i++) {
		unsigned old = nr_store_marks(store, ids[i]);

		if (would_change(&c, old))
			add_article(&c, store, ids[i], old);
	}
	if (changed)
		*changed = c.n;
	if (c.n == 0) {
		change_release(&c);
		return 0;
	}
	rc = nr_store_mark(store, c.ids, c.n, set, clear, err);
	finish(m, store, &c);
	return rc;
}

int
app_marks_read(struct app_marks *m, struct nr_store *store, const struct nr_seen *seen,
	struct nr_error *err)
{
	struct app_change c = new_change(1, READ, 0, "read");
	int rc;

	add_article(&c, store, seen->id, nr_store_marks(store, seen->id));
	rc = nr_store_mark_read(store, seen, 1, err);
	finish(m, store, &c);
	return rc;
}

/* Mark those articles read that were (or, again, are to be), in the version they had. */
static int
restore_read(const struct app_change *c, struct nr_store *store, bool again,
	struct nr_error *err)
{
	struct nr_seen *seen = nr_calloc(c->n + 1, sizeof(*seen));
	size_t n = 0, at = 0;
	int rc;

	for (size_t i = 0; i < c->n; i++) {
		const struct nr_seen *old = at < c->n_old && c->old[at].id == c->ids[i]
			? &c->old[at++] : NULL;

		if (again)
			seen[n++] = (struct nr_seen){ .id = c->ids[i],
				.version = c->read_after[i] };
		else if (c->before[i] & READ)
			seen[n++] = old ? *old : (struct nr_seen){ .id = c->ids[i],
				.version = c->read_before[i] };
	}
	rc = n ? nr_store_mark_read(store, seen, n, err) : 0;
	free(seen);	/* the texts are the change's */
	return rc;
}

/* Articles that had the same marks go back together, so that undoing "all read" is a
 * handful of transactions. */
static int
restore(const struct app_change *c, struct nr_store *store, struct nr_error *err)
{
	int64_t *ids = nr_calloc(c->n, sizeof(*ids));
	unsigned state;
	int rc = 0;

	for (state = 0; state < MARK_STATES; state++) {
		size_t i, n = 0;

		for (i = 0; i < c->n; i++)
			if (c->before[i] == state)
				ids[n++] = c->ids[i];
		if (n && nr_store_mark(store, ids, n, state & ~(unsigned)READ,
			~state & NR_MARKS_STORED, err) < 0)
			rc = -1;
	}
	free(ids);
	if ((c->set | c->clear) & READ && restore_read(c, store, false, err) < 0)
		rc = -1;
	return rc;
}

int
app_marks_undo(struct app_marks *m, struct nr_store *store, const char **what,
	struct nr_error *err)
{
	*what = NULL;
	if (m->at == 0)
		return 0;
	m->at--;
	*what = m->changes[m->at].what;
	return restore(&m->changes[m->at], store, err);
}

int
app_marks_redo(struct app_marks *m, struct nr_store *store, const char **what,
	struct nr_error *err)
{
	const struct app_change *c;
	int rc;

	*what = NULL;
	if (m->at == m->n)
		return 0;
	c = &m->changes[m->at++];
	*what = c->what;
	rc = nr_store_mark(store, c->ids, c->n, c->set & ~(unsigned)READ, c->clear, err);
	if (c->set & READ && restore_read(c, store, true, err) < 0)
		rc = -1;
	return rc;
}

void
app_marks_release(struct app_marks *m)
{
	forget_from(m, 0);
	NR_FREE(m->changes);
	*m = (struct app_marks)APP_MARKS_INIT;
}
