#include "config.h"

#include "app/marks.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"

enum { MARK_STATES = 8 };	/* every combination of NR_MARK_* */

struct app_change {
	char *what;
	int64_t *ids;
	uint8_t *before;	/* marks of each */
	size_t n;
	unsigned set, clear;
};

static void
change_release(struct app_change *c)
{
	free(c->what);
	free(c->ids);
	free(c->before);
}

static void
forget_from(struct app_marks *m, size_t from)
{
	while (m->n > from)
		change_release(&m->changes[--m->n]);
}

static void
remember(struct app_marks *m, const struct app_change *c)
{
	forget_from(m, m->at);
	if (m->n == APP_UNDO_MAX) {
		change_release(&m->changes[0]);
		memmove(m->changes, m->changes + 1, (m->n - 1) * sizeof(*m->changes));
		m->n--;
	}
	m->changes = nr_grow(m->changes, &m->cap, m->n + 1, sizeof(*m->changes));
	m->changes[m->n++] = *c;
	m->at = m->n;
}

int
app_marks_change(struct app_marks *m, struct nr_store *store, const int64_t *ids, size_t n,
	unsigned set, unsigned clear, const char *what, size_t *changed, struct nr_error *err)
{
	struct app_change c = { .set = set, .clear = clear };
	size_t i;
	int rc;

	c.ids = nr_calloc(n + 1, sizeof(*c.ids));
	c.before = nr_calloc(n + 1, sizeof(*c.before));
	for (i = 0; i < n; i++) {
		unsigned old = nr_store_marks(store, ids[i]);

		if (((old | set) & ~clear) == old)
			continue;
		c.ids[c.n] = ids[i];
		c.before[c.n++] = (uint8_t)old;
	}
	if (changed)
		*changed = c.n;
	if (c.n == 0) {
		change_release(&c);
		return 0;
	}
	c.what = nr_strdup(what);
	rc = nr_store_mark(store, c.ids, c.n, set, clear, err);
	remember(m, &c);
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
		if (n && nr_store_mark(store, ids, n, state, ~state & (MARK_STATES - 1),
			err) < 0)
			rc = -1;
	}
	free(ids);
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

	*what = NULL;
	if (m->at == m->n)
		return 0;
	c = &m->changes[m->at++];
	*what = c->what;
	return nr_store_mark(store, c->ids, c->n, c->set, c->clear, err);
}

void
app_marks_release(struct app_marks *m)
{
	forget_from(m, 0);
	NR_FREE(m->changes);
	*m = (struct app_marks)APP_MARKS_INIT;
}
