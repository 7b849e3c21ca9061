/* Writes single rows that a file of a scan and a bulk load have in common: a topic of an
 * article, a ghost. */
#include "config.h"

#include <string.h>

#include "store/private.h"

void
nr_put_topic(struct nr_store *s, const struct nr_bulk_load_topic *t)
{
	nr_db_do(&s->db, NR_SQL_TOPIC_LINK, "iiii", t->topic, t->date, t->article,
		(int64_t)t->unpublished);
}

int64_t
nr_put_date(const struct nr_date *d)
{
	return d->kind == NR_DATE_NONE ? INT64_MIN : d->seconds;
}

const char *
nr_put_url(const struct nr_article *a)
{
	const char *url = nr_article_url(a);

	return url && strcmp(url, a->key) == 0 ? NULL : url ? url : "";
}

struct nr_ghost
nr_ghost_of(const struct nr_article *entry)
{
	return (struct nr_ghost){
		.id = entry->id,
		.key = entry->key,
		.title = nr_article_title(entry),
		.provider = entry->provider.name,
		.type = entry->type,
		.url = nr_put_url(entry),
		.date = entry->date,
		.has_quality = nr_article_has(entry, NR_FIELD_QUALITY),
		.quality = entry->quality,
	};
}

void
nr_put_ghost(struct nr_store *s, const struct nr_ghost *g)
{
	nr_db_do(&s->db, NR_SQL_GHOST_PUT, "itttttiip", g->id, g->key, g->title,
		g->provider, g->type, g->url, nr_put_date(&g->date),
		(int64_t)g->date.kind, g->has_quality ? &g->quality : NULL);
}
