/* Fills an empty index: tables sorted by id or date are written in that order, and their
 * indexes last. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "store/private.h"

enum { TOPICS_MAX = 1 << 16, GHOSTS_MAX = 1 << 14 };

/* Indexes that are faster to build once at the end. Queries also work without them,
 * slowly. */
static const char late_schema[] =
#define INDEX(id, name, sql, reverse) \
	"CREATE INDEX IF NOT EXISTS article_" name " ON article(" sql ", unpublished);"
	NR_EACH_ORDER_BUT_FIRST(INDEX)
#undef INDEX
	"CREATE INDEX IF NOT EXISTS related_dst ON related(dst, src);";

static const char late_drop[] =
#define DROP(id, name, sql, reverse) "DROP INDEX IF EXISTS article_" name ";"
	NR_EACH_ORDER_BUT_FIRST(DROP)
#undef DROP
	"DROP INDEX IF EXISTS related_dst;";

void
nr_bulk_load_make_indexes(struct nr_db *db)
{
	nr_db_exec(db, late_schema);
}

/* If another process wrote to the index meanwhile, the bulk load ends: its ids are
 * incomplete. */
void
nr_bulk_load_begin(struct nr_store *s)
{
	struct nr_bulk_load *f = &s->scan.fill;
	int64_t version = nr_db_int(&s->db, NR_SQL_DATA_VERSION, "");

	if (f->active && version != f->version)
		nr_bulk_load_release(f);
	if (s->scan.wrote || nr_db_int(&s->db, NR_SQL_EMPTY, ""))
		return;
	f->active = true;
	f->version = version;
	/* In memory this is not possible: other connections hold locks on the schema. */
	if (s->path)
		nr_db_exec(&s->db, late_drop);
}

void
nr_bulk_load_article(struct nr_store *s, int64_t id)
{
	nr_idset_add(&s->scan.fill.articles, id);
	nr_idset_add(&s->scan.fill.met, id);
}

void
nr_bulk_load_topic(struct nr_store *s, const struct nr_bulk_load_topic *t)
{
	struct nr_bulk_load *f = &s->scan.fill;

	f->topics = nr_grow(f->topics, &f->cap_topics, f->n_topics + 1, sizeof *f->topics);
	f->topics[f->n_topics++] = *t;
	if (f->n_topics == TOPICS_MAX)
		nr_bulk_load_write(s);
}

static const char *
keep(struct nr_bulk_load *f, const char *text)
{
	return text ? nr_arena_strndup(&f->arena, text, strlen(text)) : NULL;
}

/* The first related entry of an article defines its ghost. */
void
nr_bulk_load_ghost(struct nr_store *s, const struct nr_article *entry)
{
	struct nr_bulk_load *f = &s->scan.fill;
	struct nr_ghost *g;

	if (!nr_idset_add(&f->met, entry->id))
		return;
	f->ghosts = nr_grow(f->ghosts, &f->cap_ghosts, f->n_ghosts + 1, sizeof *f->ghosts);
	g = &f->ghosts[f->n_ghosts++];
	*g = nr_ghost_of(entry);
	g->key = keep(f, g->key);
	g->title = keep(f, g->title);
	g->provider = keep(f, g->provider);
	g->type = keep(f, g->type);
	g->url = keep(f, g->url);
	if (f->n_ghosts == GHOSTS_MAX)
		nr_bulk_load_write(s);
}

/* ---- writing ---- */

static int
compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
by_topic(const void *a, const void *b)
{
	const struct nr_bulk_load_topic *x = a, *y = b;
	int order = compare(x->topic, y->topic);

	if (!order)
		order = compare(y->date, x->date);
	return order ? order : compare(x->article, y->article);
}

static int
by_id(const void *a, const void *b)
{
	const struct nr_ghost *x = a, *y = b;

	return compare(x->id, y->id);
}

static void
write_topics(struct nr_store *s, struct nr_bulk_load *f)
{
	if (f->n_topics)
		qsort(f->topics, f->n_topics, sizeof *f->topics, by_topic);
	for (size_t i = 0; i < f->n_topics; i++)
		nr_put_topic(s, &f->topics[i]);
	f->n_topics = 0;
}

/* Most entries get a file later in the scan; those that have one by now need no ghost. */
static void
write_ghosts(struct nr_store *s, struct nr_bulk_load *f)
{
	if (f->n_ghosts)
		qsort(f->ghosts, f->n_ghosts, sizeof *f->ghosts, by_id);
	for (size_t i = 0; i < f->n_ghosts; i++)
		if (!nr_idset_has(&f->articles, f->ghosts[i].id))
			nr_put_ghost(s, &f->ghosts[i]);
	f->n_ghosts = 0;
	nr_arena_release(&f->arena);
}

void
nr_bulk_load_write(struct nr_store *s)
{
	struct nr_bulk_load *f = &s->scan.fill;

	if (!f->active)
		return;
	write_topics(s, f);
	write_ghosts(s, f);
}

void
nr_bulk_load_give_up(struct nr_store *s)
{
	nr_bulk_load_write(s);
	nr_bulk_load_release(&s->scan.fill);
}

void
nr_bulk_load_release(struct nr_bulk_load *f)
{
	nr_idset_release(&f->articles);
	nr_idset_release(&f->met);
	free(f->topics);
	free(f->ghosts);
	nr_arena_release(&f->arena);
	memset(f, 0, sizeof *f);
}
