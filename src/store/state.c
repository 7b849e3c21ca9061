/* Marks in memory, and changed ones until they are written. */
#include "config.h"

#include <stdlib.h>

#include "newsreader/mem.h"
#include "store/snapshot.h"
#include "store/state_file.h"

static struct nr_mark *
find(struct nr_state *st, int64_t id)
{
	struct nr_mark *m = nr_marks_find(&st->marks, id);

	return m || !st->partial ? m : nr_state_file_find(st, id);
}

unsigned
nr_state_get(struct nr_state *st, int64_t id)
{
	const struct nr_mark *m = find(st, id);

	return m ? m->bits : 0;
}

int64_t
nr_state_version(struct nr_state *st, int64_t id)
{
	const struct nr_mark *m = find(st, id);

	return m && m->bits & NR_MARK_READ ? m->version : 0;
}

unsigned
nr_state_classify(struct nr_state *st, int64_t id, int64_t version)
{
	const struct nr_mark *m = find(st, id);
	unsigned bits = m ? m->bits & NR_MARKS_STORED : 0;

	if (bits & NR_MARK_READ && version && m->version && m->version != version)
		bits |= NR_MARK_UPDATED;
	return bits;
}

void
nr_state_snapshot(struct nr_state *st, int64_t id, struct nr_snapshot *out)
{
	const struct nr_mark *m = find(st, id);
	const struct nr_buf *b = m && m->pending ? &st->pending[m->place].seen : NULL;
	sqlite3_stmt *row;

	*out = (struct nr_snapshot){ .id = id };
	if (!m || !(m->bits & NR_MARK_READ) || !m->version)
		return;
	out->version = m->version;
	if (b && nr_snapshot_decode(b->data, b->len, m->version, out))
		return;
	row = st->db.h ? nr_db_query(&st->db, NR_STATE_SEEN, "i", id) : NULL;
	if (row) {
		nr_snapshot_decode(sqlite3_column_blob(row, 0),
			(size_t)sqlite3_column_bytes(row, 0), m->version, out);
		nr_db_done(row);
	}
	st->db.rc = SQLITE_OK;
}

/* The entry of id, with these bits made pending. */
static struct nr_mark *
touch(struct nr_state *st, int64_t id, unsigned bits)
{
	struct nr_mark *m = find(st, id);

	if (!m)
		m = nr_marks_at(&st->marks, id);
	if (!m->pending) {
		st->pending = nr_grow(st->pending, &st->pending_cap, st->n_pending + 1,
			sizeof *st->pending);
		m->place = (uint32_t)st->n_pending;
		st->pending[st->n_pending++] = (struct nr_pending){ .id = id,
			.key = nr_strdup("") };
	}
	m->pending |= (uint8_t)bits;
	return m;
}

void
nr_state_set(struct nr_state *st, const char *key, const struct nr_snapshot *seen,
	unsigned set, unsigned clear)
{
	struct nr_pending *p;
	struct nr_mark *m;
	int64_t version;

	set &= NR_MARKS_STORED & ~clear;
	clear &= NR_MARKS_STORED;
	if (!seen->id || !(set | clear))
		return;
	m = touch(st, seen->id, set | clear);
	p = &st->pending[m->place];
	if (*key) {
		free(p->key);
		p->key = nr_strdup(key);
	}
	m->bits = (uint8_t)((m->bits | set) & ~clear);
	if (!((set | clear) & NR_MARK_READ))
		return;
	m->bits &= (uint8_t)~NR_MARK_UPDATED;
	version = set & NR_MARK_READ ? seen->version : 0;
	if (version != m->version || seen->title)
		nr_buf_release(&p->seen);
	m->version = version;
	if (version && !p->seen.len)
		nr_snapshot_encode(seen, &p->seen);
}

void
nr_state_forget_pending(struct nr_state *st)
{
	for (size_t i = 0; i < st->n_pending; i++) {
		free(st->pending[i].key);
		nr_buf_release(&st->pending[i].seen);
	}
	st->n_pending = 0;
}

size_t
nr_state_recall(struct nr_state *st, const struct nr_marks *before)
{
	size_t n = 0;

	for (size_t i = 0; i < before->size; i++) {
		const struct nr_mark *m = &before->v[i];
		unsigned lost = m->id ? m->bits & ~nr_marks_get(&st->marks, m->id)
			& NR_MARKS_STORED & ~(unsigned)m->pending : 0;

		if (!lost)
			continue;
		nr_state_set(st, "", &(struct nr_snapshot){ .id = m->id,
			.version = m->version }, lost, 0);
		nr_ids_add(&st->recalled, m->id);
		n++;
	}
	return n;
}
