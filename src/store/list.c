/* Lists the ids of the articles that pass a filter: all of them, or a part. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/utf8.h"
#include "store/private.h"

/* Matches the column order of the indexes; the reverse order reads the same index
 * backwards. */
static const char *const order_sql[NR_ORDERS][2] = {
#define SQL(id, name, sql, reverse) [NR_ORDER_##id] = { sql, reverse },
	NR_EACH_ORDER(SQL)
#undef SQL
};

static const char *const show_sql[NR_SHOWS] = {
	[NR_SHOW_ALL] = NR_SQL_VISIBLE, [NR_SHOW_UNREAD] = NR_SQL_UNREAD,
	[NR_SHOW_UPDATED] = NR_SQL_UPDATED, [NR_SHOW_STARRED] = NR_SQL_STARRED,
	[NR_SHOW_HIDDEN] = NR_SQL_HIDDEN,
};

/* For one topic in date order, the topic's range of article_topic is the list. */
static bool
is_topic_list(const struct nr_filter *f)
{
	return f->n_topics == 1 && f->order == NR_ORDER_DATE && !f->provider;
}

/* The ids that a statement needs. */
struct sets {
	struct nr_idset keep, topics;
	struct nr_text_found text;
};

/* The articles that pass the filter and this condition on their marks. Parameters: the ids
 * to keep, those of the topics, a folded name, what has the words. */
static void
list_sql(const struct nr_filter *f, const char *marks, struct nr_buf *sql)
{
	nr_buf_addf(sql, "SELECT id FROM %s WHERE", is_topic_list(f) ? "article_topic"
		: "article");
	if (is_topic_list(f))
		nr_buf_addz(sql, " topic = (SELECT id FROM topic WHERE fold = ?3) AND");
	else if (f->n_topics)
		nr_buf_addz(sql, " member(?2, id) AND");
	if (f->provider)
		nr_buf_addz(sql, " provider_fold = ?3 AND");
	if (f->text)
		nr_buf_addz(sql, " has_words(?4, id) AND");
	if (!f->with_unpublished)
		nr_buf_addz(sql, " unpublished = 0 AND");
	nr_buf_addf(sql, f->keep.n && f->show != NR_SHOW_HIDDEN
		? " (%s OR member(?1, id) AND " NR_SQL_VISIBLE ")" : " %s", marks);
	nr_buf_addf(sql, " ORDER BY %s", order_sql[f->order][f->reverse]);
}

/* A statement for the rows after the first `from`, which SQLite skips in half of the time
 * that it takes to step through them. Binding a parameter that the statement lacks fails,
 * and does no harm. */
static sqlite3_stmt *
prepare(struct nr_store *s, const struct nr_filter *f, const char *marks,
	struct sets *sets, size_t from)
{
	const char *name = f->provider ? f->provider : is_topic_list(f) ? f->topics[0] : "";
	struct nr_buf sql = NR_BUF_INIT;
	sqlite3_stmt *st = NULL;

	list_sql(f, marks, &sql);
	if (from)
		nr_buf_addz(&sql, " LIMIT -1 OFFSET ?5");
	if (!s->db.h)
		s->db.rc = SQLITE_CANTOPEN;
	else
		s->db.rc = sqlite3_prepare_v2(s->db.h, sql.data, (int)sql.len, &st, NULL);
	nr_buf_release(&sql);
	if (!st)
		return NULL;
	sqlite3_bind_pointer(st, 1, &sets->keep, "nr_idset", NULL);
	sqlite3_bind_pointer(st, 2, &sets->topics, "nr_idset", NULL);
	sqlite3_bind_text(st, 3, nr_utf8_fold(name, strlen(name)), -1, free);
	sqlite3_bind_pointer(st, 4, &sets->text, "nr_text_found", NULL);
	sqlite3_bind_int64(st, 5, (int64_t)from);
	return st;
}

/* Ids of the articles of any of the topics, or of all of them. For a topic of a third of
 * all articles this lookup takes a tenth of the time of SQLite's. */
static void
find_in_topics(struct nr_store *s, const struct nr_filter *f, struct nr_idset *out)
{
	for (size_t i = 0; i < f->n_topics; i++) {
		char *fold = nr_utf8_fold(f->topics[i], strlen(f->topics[i]));
		int64_t topic = nr_db_int(&s->db, NR_SQL_TOPIC_FIND, "t", fold);
		sqlite3_stmt *st = nr_db_query(&s->db, NR_SQL_TOPIC_ARTICLES, "i", topic);
		struct nr_idset both = { NULL, 0, 0 };

		for (; st; st = nr_db_next(&s->db, st)) {
			int64_t id = sqlite3_column_int64(st, 0);

			if (!f->all_topics)
				nr_idset_add(out, id);
			else if (i == 0 || nr_idset_has(out, id))
				nr_idset_add(&both, id);
		}
		if (f->all_topics) {
			nr_idset_release(out);
			*out = both;
		}
		free(fold);
	}
}

static void
find_sets(struct nr_store *s, const struct nr_filter *f, struct sets *sets)
{
	if (!is_topic_list(f))
		find_in_topics(s, f, &sets->topics);
	for (size_t i = 0; i < f->keep.n; i++)
		nr_idset_add(&sets->keep, f->keep.v[i]);
	if (f->text)
		nr_text_find(s, f->text, &sets->text);
}

static void
release_sets(struct sets *sets)
{
	nr_idset_release(&sets->keep);
	nr_idset_release(&sets->topics);
	nr_idset_release(&sets->text.compared);
}

int
nr_store_list(struct nr_store *s, const struct nr_filter *f, struct nr_ids *out,
	struct nr_error *err)
{
	struct nr_ids ids = NR_IDS_INIT;
	struct sets sets = { .keep = { NULL, 0, 0 } };
	sqlite3_stmt *st, *row;

	if (f->show == NR_SHOW_UNREAD || f->show == NR_SHOW_UPDATED)
		nr_totals_refresh(s);
	else
		nr_state_sync(&s->state);
	nr_state_load_rest(&s->state);
	find_sets(s, f, &sets);
	st = s->db.rc == SQLITE_OK ? prepare(s, f, show_sql[f->show], &sets, 0) : NULL;
	row = s->db.rc == SQLITE_OK ? nr_db_next(&s->db, st) : NULL;
	for (; row; row = nr_db_next(&s->db, row))
		nr_ids_add(&ids, sqlite3_column_int64(row, 0));
	sqlite3_finalize(st);
	release_sets(&sets);
	if (nr_index_check(s, err) < 0) {
		nr_ids_release(&ids);
		return -1;
	}
	nr_ids_move(&ids, out);
	return 0;
}

/* ---- a part of the list ---- */

static bool
is_listed(struct nr_store *s, enum nr_show show, int64_t id)
{
	unsigned marks = nr_state_get(&s->state, id);

	/* Only what is read can be updated. */
	if (marks & NR_MARK_READ && (show == NR_SHOW_UNREAD || show == NR_SHOW_UPDATED))
		marks = nr_state_classify(&s->state, id,
			nr_db_int(&s->db, NR_SQL_ARTICLE_STATE, "i", id));
	return nr_is_shown(show, marks);
}

/* Call each() with the articles that pass the filter but for its marks, in its order, from
 * the rank `from` on, and with their ranks, until it returns false. */
static int
each_ranked(struct nr_store *s, const struct nr_filter *f, size_t from,
	bool (*each)(void *ctx, struct nr_store *s, size_t rank, int64_t id), void *ctx,
	struct nr_error *err)
{
	struct sets sets = { .keep = { NULL, 0, 0 } };
	sqlite3_stmt *st, *row;
	struct nr_filter any = *f;
	bool more = true;

	any.keep.n = 0;
	nr_state_sync(&s->state);
	find_sets(s, &any, &sets);
	st = s->db.rc == SQLITE_OK ? prepare(s, &any, "1", &sets, from) : NULL;
	row = s->db.rc == SQLITE_OK ? nr_db_next(&s->db, st) : NULL;
	for (size_t rank = from; row && more; rank++) {
		more = each(ctx, s, rank, sqlite3_column_int64(row, 0));
		if (more)
			row = nr_db_next(&s->db, row);
	}
	sqlite3_finalize(st);
	release_sets(&sets);
	return nr_index_check(s, err);
}

struct part {
	enum nr_show show;
	size_t to, limit;		/* a rank; rows from `rank` on */
	size_t rank;
	struct nr_ids ids;
};

static bool
add_ranked(void *ctx, struct nr_store *s, size_t rank, int64_t id)
{
	struct part *p = ctx;

	if (rank >= p->to || p->limit == 0)
		return false;
	if (!is_listed(s, p->show, id))
		return true;
	nr_ids_add(&p->ids, id);
	p->limit -= rank >= p->rank;
	return true;
}

int
nr_store_list_near(struct nr_store *s, const struct nr_filter *f, size_t rank, size_t limit,
	struct nr_ids *out, struct nr_error *err)
{
	size_t from = rank > NR_NEAR_ABOVE ? rank - NR_NEAR_ABOVE : 0;
	struct part p = {
		.show = f->show,
		.to = rank + NR_NEAR_BELOW,
		.limit = limit,
		.rank = rank,
		.ids = NR_IDS_INIT,
	};

	if (each_ranked(s, f, from, add_ranked, &p, err) < 0) {
		nr_ids_release(&p.ids);
		return -1;
	}
	nr_ids_move(&p.ids, out);
	return 0;
}

struct finder {
	int64_t id;
	size_t rank;
	bool found;
};

static bool
find_ranked(void *ctx, struct nr_store *s, size_t rank, int64_t id)
{
	struct finder *f = ctx;

	(void)s;
	f->rank = rank;
	f->found = id == f->id;
	return !f->found;
}

bool
nr_store_rank(struct nr_store *s, const struct nr_filter *f, int64_t id, size_t *rank)
{
	struct finder finder = { .id = id };
	struct nr_error ignored = NR_ERROR_INIT;

	if (each_ranked(s, f, 0, find_ranked, &finder, &ignored) < 0 || !finder.found)
		return false;
	*rank = finder.rank;
	return true;
}

void
nr_store_list_since(struct nr_store *s, int64_t since, int64_t until, struct nr_ids *out)
{
	nr_db_ids(&s->db, out, NR_SQL_ARTICLE_SINCE, "ii", since, until);
	s->db.rc = SQLITE_OK;	/* a damaged index is found by who lists */
}
