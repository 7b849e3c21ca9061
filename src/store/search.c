/* Search in a list for words or for the next unread article. */
#include "config.h"

#include <string.h>

#include "store/pages.h"
#include "store/private.h"

/* A frequent word is found within the next NEAR rows without the full-text index, which
 * would first list all its articles. Kept full texts are few, so they are searched at
 * once. A short list of related articles may contain ghosts, which the full-text
 * index lacks, so it is compared row by row. */
enum { NEAR = 256, SHORT_LIST = 2048 };

/* A cursor in a list that wraps around. */
struct place {
	const struct nr_ids *ids;
	size_t at;
	int step;
	size_t left;		/* positions not visited yet */
};

static struct place
place_at(const struct nr_ids *ids, size_t from, int step)
{
	size_t at = from < ids->n ? from : step > 0 && ids->n ? ids->n - 1 : 0;

	return (struct place){ ids, at, step, ids->n };
}

static bool
go_on(struct place *p)
{
	if (!p->left)
		return false;
	p->left--;
	if (p->step > 0)
		p->at = p->at + 1 < p->ids->n ? p->at + 1 : 0;
	else
		p->at = p->at > 0 ? p->at - 1 : p->ids->n - 1;
	return true;
}

int64_t
nr_store_next_unread(struct nr_store *s, const struct nr_ids *ids, size_t from, int step)
{
	struct place p = place_at(ids, from, step);

	nr_totals_follow(s);
	while (go_on(&p))
		if (nr_is_unread(nr_state_get(&s->state, ids->v[p.at])))
			return (int64_t)p.at;
	return -1;
}

void
nr_store_unread(struct nr_store *s, const struct nr_ids *ids, struct nr_ids *out)
{
	nr_totals_follow(s);
	for (size_t i = 0; i < ids->n; i++)
		if (nr_is_unread(nr_state_get(&s->state, ids->v[i])))
			nr_ids_add(out, (int64_t)i);
}

static bool
text_matches(struct nr_store *s, int64_t id)
{
	sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_ARTICLE_TEXT, "i", id);
	bool found = false;
	uint32_t parts = 0;

	for (int i = 0; st && !found && i < 2; i++)
		found = nr_words_match(s->words, (const char *)sqlite3_column_text(st, i),
			(size_t)sqlite3_column_bytes(st, i), &parts);
	nr_db_done(st);
	return found;
}

/* The query for the full-text indexes, and the articles whose full text it finds. */
struct sought {
	struct nr_buf query;
	const struct nr_idset *pages;
};

/* Compare up to `n` positions. */
static bool
look_near(struct nr_store *s, const struct sought *w, struct place *p, size_t n)
{
	for (size_t i = 0; i < n && go_on(p); i++) {
		int64_t id = p->ids->v[p->at];

		if (nr_idset_has(w->pages, id) || text_matches(s, id))
			return true;
	}
	return false;
}

static void
ask_index(struct nr_store *s, const struct sought *w)
{
	struct nr_buf query = NR_BUF_INIT;
	struct nr_idset *out = &s->found.ids;
	sqlite3_stmt *st;

	nr_buf_addf(&query, "{title excerpt} : (%s)", nr_buf_str(&w->query));
	nr_idset_release(out);
	st = nr_db_query(&s->db, NR_SQL_TEXT_SEARCH, "t", nr_buf_str(&query));
	for (; st; st = nr_db_next(&s->db, st))
		nr_idset_add(out, sqlite3_column_int64(st, 0));
	nr_buf_release(&query);
}

/* Prepare a search; false if the text has no words. The caller releases w->query. */
static bool
seek(struct nr_store *s, const char *text, struct sought *w)
{
	*w = (struct sought){ NR_BUF_INIT, NULL };
	if (!s->words)
		s->words = nr_words_new(s->db.h);
	if (!s->words || !nr_words_seek(s->words, text))
		return false;
	nr_words_add_query(s->words, &w->query);
	w->pages = nr_pages_match(s->pages, nr_buf_str(&w->query));
	return true;
}

static bool
is_found(const struct nr_found *f, const struct sought *w)
{
	return f->valid && strcmp(nr_buf_str(&f->query), nr_buf_str(&w->query)) == 0;
}

/* The articles that the full-text index finds; it is not asked again while it is the same.
 * NULL if it cannot be read, as in memory while it is uncommitted: then rows have to be
 * compared. */
static const struct nr_idset *
find_indexed(struct nr_store *s, const struct sought *w)
{
	struct nr_found *f = &s->found;
	uint64_t epoch = nr_store_epoch(s);

	if (is_found(f, w) && (f->taken || f->epoch == epoch))
		return &f->ids;
	ask_index(s, w);
	f->valid = s->db.rc == SQLITE_OK;
	f->taken = false;
	f->epoch = epoch;
	nr_buf_clear(&f->query);
	nr_buf_addz(&f->query, nr_buf_str(&w->query));
	if (f->valid || s->path)
		return &f->ids;
	s->db.rc = SQLITE_OK;
	return NULL;
}

bool
nr_store_has_found(struct nr_store *s, const char *text)
{
	struct sought w;
	bool found = !seek(s, text, &w)
		|| (is_found(&s->found, &w) && s->found.epoch == nr_store_epoch(s));

	nr_buf_release(&w.query);
	return found;
}

void
nr_found_ask(struct nr_store *s, const char *text)
{
	struct sought w;

	if (seek(s, text, &w))
		find_indexed(s, &w);
	nr_buf_release(&w.query);
}

void
nr_found_release(struct nr_found *f)
{
	nr_buf_release(&f->query);
	nr_idset_release(&f->ids);
	*f = (struct nr_found){ .valid = false };
}

void
nr_found_move(struct nr_found *from, struct nr_found *to)
{
	nr_found_release(to);
	*to = *from;
	*from = (struct nr_found){ .valid = false };
}

void
nr_found_take(struct nr_store *s, struct nr_found *from, uint64_t epoch)
{
	if (!from->valid)
		return;
	nr_found_move(from, &s->found);
	s->found.taken = true;
	s->found.epoch = epoch;
}

static void
compare_all(struct nr_store *s, struct nr_idset *out)
{
	struct nr_ids all = NR_IDS_INIT;

	nr_db_ids(&s->db, &all, NR_SQL_ARTICLE_IDS, "");
	for (size_t i = 0; i < all.n; i++)
		if (text_matches(s, all.v[i]))
			nr_idset_add(out, all.v[i]);
	nr_ids_release(&all);
}

void
nr_text_find(struct nr_store *s, const char *text, struct nr_text_found *out)
{
	struct sought w;

	*out = (struct nr_text_found){ .index = NULL };
	if (!seek(s, text, &w))
		return;
	out->pages = w.pages;
	out->index = find_indexed(s, &w);
	if (!out->index)
		compare_all(s, &out->compared);
	nr_buf_release(&w.query);
}

void
nr_store_matches(struct nr_store *s, const struct nr_ids *ids, const char *text,
	struct nr_ids *out)
{
	struct nr_error err = NR_ERROR_INIT;
	const struct nr_idset *set;
	struct sought w;

	if (!seek(s, text, &w))
		return;
	set = ids->n > SHORT_LIST ? find_indexed(s, &w) : NULL;
	for (size_t i = 0; i < ids->n; i++)
		if (nr_idset_has(w.pages, ids->v[i]) || (set
			? nr_idset_has(set, ids->v[i]) : text_matches(s, ids->v[i])))
			nr_ids_add(out, (int64_t)i);
	nr_buf_release(&w.query);
	/* Damage is reported by the next list. */
	nr_index_check(s, &err);
}

static bool
look_far(struct nr_store *s, const struct sought *w, struct place *p)
{
	const struct nr_idset *set = find_indexed(s, w);
	bool found = false;

	if (!set)
		return look_near(s, w, p, SIZE_MAX);
	while (!found && set->used + w->pages->used && go_on(p))
		found = nr_idset_has(set, p->ids->v[p->at])
			|| nr_idset_has(w->pages, p->ids->v[p->at]);
	return found;
}

int64_t
nr_store_search(struct nr_store *s, const struct nr_ids *ids, size_t from, int step,
	const char *text)
{
	struct nr_error err = NR_ERROR_INIT;
	struct place p = place_at(ids, from, step);
	struct sought w;
	bool found;

	if (!seek(s, text, &w))
		return -1;
	found = look_near(s, &w, &p, ids->n <= SHORT_LIST ? ids->n : NEAR) ||
		(p.left && look_far(s, &w, &p));
	nr_buf_release(&w.query);
	return nr_index_check(s, &err) == 0 && found ? (int64_t)p.at : -1;
}
