/* Hash table of marks by article id. */
#include "config.h"

#include "store/marks.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/store.h"

static struct nr_mark *
place_of(const struct nr_marks *m, int64_t id)
{
	size_t at = (size_t)id & (m->size - 1);	/* ids are hashes */

	while (m->v[at].id && m->v[at].id != id)
		at = (at + 1) & (m->size - 1);
	return &m->v[at];
}

unsigned
nr_marks_get(const struct nr_marks *m, int64_t id)
{
	return m->size ? place_of(m, id)->bits : 0;
}

struct nr_mark *
nr_marks_find(const struct nr_marks *m, int64_t id)
{
	struct nr_mark *mark = m->size && id ? place_of(m, id) : NULL;

	return mark && mark->id ? mark : NULL;
}

static void
grow(struct nr_marks *m)
{
	struct nr_marks old = *m;

	m->size = old.size ? old.size * 2 : 64;
	m->v = nr_calloc(m->size, sizeof *m->v);
	for (size_t i = 0; i < old.size; i++) {
		if (old.v[i].id)
			*place_of(m, old.v[i].id) = old.v[i];
	}
	free(old.v);
}

struct nr_mark *
nr_marks_at(struct nr_marks *m, int64_t id)
{
	struct nr_mark *mark;

	if (m->used * 2 >= m->size)
		grow(m);
	mark = place_of(m, id);
	if (!mark->id) {
		mark->id = id;
		m->used++;
	}
	return mark;
}

void
nr_marks_put(struct nr_marks *m, int64_t id, unsigned bits, int64_t version)
{
	struct nr_mark *mark;

	if (!id)
		return;
	mark = nr_marks_at(m, id);
	mark->bits = (uint8_t)((mark->bits & mark->pending) | (bits & ~mark->pending));
	if (!(mark->pending & NR_MARK_READ))
		mark->version = bits & NR_MARK_READ ? version : 0;
}

struct nr_marks
nr_marks_copy(const struct nr_marks *m)
{
	struct nr_marks copy = *m;

	copy.v = nr_calloc(m->size + 1, sizeof *copy.v);
	if (m->size)
		memcpy(copy.v, m->v, m->size * sizeof *copy.v);
	return copy;
}

void
nr_marks_release(struct nr_marks *m)
{
	free(m->v);
	memset(m, 0, sizeof *m);
}
