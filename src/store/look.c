#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "store/private.h"

struct nr_look {
	char *path, *name;	/* of the index */
	struct nr_marks marks;	/* as they were; once it was read with those updated */
	unsigned generation;	/* of the marks */
	int64_t version;	/* data_version of the index when it began */
	struct nr_totals totals;
	bool done;
};

static char *
copy(const char *s)
{
	return s ? nr_strdup(s) : NULL;
}

struct nr_look *
nr_look_begin(struct nr_store *s)
{
	struct nr_look *l = nr_calloc(1, sizeof *l);

	nr_totals_follow(s);
	l->path = copy(s->path);
	l->name = copy(s->name);
	l->version = nr_db_int(&s->db, NR_SQL_DATA_VERSION, "");
	l->generation = s->state.generation;
	l->marks = nr_marks_copy(&s->state.marks);
	s->looked = true;
	s->touched.n = 0;
	/* They may be written meanwhile. */
	for (size_t i = 0; i < s->state.n_pending; i++)
		nr_idlist_add(&s->touched, s->state.pending[i].id);
	return l;
}

/* A store of its own, whose marks are the copy, and have no file. */
int
nr_look_read(struct nr_look *l, const struct nr_filter *f, struct nr_ids *out,
	struct nr_error *err)
{
	struct nr_store *s = nr_calloc(1, sizeof *s);
	struct nr_diags notes = NR_DIAGS_INIT;
	int rc;

	s->path = copy(l->path);
	s->name = copy(l->name);
	s->state.marks = l->marks;
	l->marks = (struct nr_marks){ .v = NULL };
	rc = nr_index_open(s, &notes, err);
	nr_store_hold(s);
	if (rc == 0)
		rc = nr_store_list(s, f, 0, out, err);
	if (rc == 0)
		rc = nr_store_totals(s, &l->totals, err);
	nr_store_release(s);
	l->marks = s->state.marks;
	s->state.marks = (struct nr_marks){ .v = NULL };
	l->done = rc == 0;
	nr_store_close(s);
	nr_diags_release(&notes);
	return rc;
}

bool
nr_look_end(struct nr_store *s, struct nr_look *l)
{
	nr_totals_follow(s);
	s->looked = false;
	if (!l->done || l->generation != s->state.generation)
		return false;
	for (size_t i = 0; i < s->touched.n; i++)
		nr_totals_carry(s, nr_marks_at(&l->marks, s->touched.v[i]), &l->totals);
	nr_marks_release(&s->state.marks);
	s->state.marks = l->marks;
	l->marks = (struct nr_marks){ .v = NULL };
	s->totals = (struct nr_totals_cache){ true, l->version, l->generation, l->totals };
	l->done = false;
	return true;
}

void
nr_look_free(struct nr_look *l)
{
	if (!l)
		return;
	nr_marks_release(&l->marks);
	free(l->path);
	free(l->name);
	free(l);
}
