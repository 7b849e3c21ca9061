/* Hash table of topic numbers by folded name. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/url.h"
#include "store/private.h"

static struct nr_topic *
place_of(const struct nr_topics *t, const char *fold)
{
	size_t at = (size_t)nr_url_id(fold) & (t->size - 1);

	while (t->v[at].fold && strcmp(t->v[at].fold, fold) != 0)
		at = (at + 1) & (t->size - 1);
	return &t->v[at];
}

static void
grow(struct nr_topics *t)
{
	struct nr_topics old = *t;

	t->size = old.size ? old.size * 2 : 64;
	t->v = nr_calloc(t->size, sizeof *t->v);
	for (size_t i = 0; i < old.size; i++)
		if (old.v[i].fold)
			*place_of(t, old.v[i].fold) = old.v[i];
	free(old.v);
}

struct nr_topic *
nr_topics_at(struct nr_topics *t, const char *fold)
{
	struct nr_topic *topic;

	if (t->used * 2 >= t->size)
		grow(t);
	topic = place_of(t, fold);
	if (!topic->fold) {
		topic->fold = nr_strdup(fold);
		t->used++;
	}
	return topic;
}

void
nr_topics_release(struct nr_topics *t)
{
	for (size_t i = 0; i < t->size; i++)
		free(t->v[i].fold);
	free(t->v);
	memset(t, 0, sizeof *t);
}
