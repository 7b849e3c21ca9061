/* The filter of the list: topics, provider, words, marks and order. */
#include "config.h"

#include "newsreader/filter.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"

static const char *const order_names[NR_ORDERS] = {
#define NAME(id, name, sql, reverse) [NR_ORDER_##id] = name,
	NR_EACH_ORDER(NAME)
#undef NAME
};

static const char *const show_names[NR_SHOWS] = {
	[NR_SHOW_ALL] = "all",
	[NR_SHOW_UNREAD] = "unread",
	[NR_SHOW_UPDATED] = "updated",
	[NR_SHOW_STARRED] = "starred",
	[NR_SHOW_HIDDEN] = "hidden",
};

/* The index of the topic; n_topics if it is not in the filter. */
static size_t
find_topic(const struct nr_filter *f, const char *name)
{
	char *want = nr_utf8_fold(name, strlen(name));
	size_t i;

	for (i = 0; i < f->n_topics; i++) {
		char *have = nr_utf8_fold(f->topics[i], strlen(f->topics[i]));
		bool same = strcmp(have, want) == 0;

		free(have);
		if (same)
			break;
	}
	free(want);
	return i;
}

void
nr_filter_add_topic(struct nr_filter *f, const char *name)
{
	if (find_topic(f, name) < f->n_topics)
		return;
	f->topics = nr_reallocarray(f->topics, f->n_topics + 1, sizeof *f->topics);
	f->topics[f->n_topics++] = nr_strdup(name);
}

bool
nr_filter_has_topic(const struct nr_filter *f, const char *name)
{
	return find_topic(f, name) < f->n_topics;
}

void
nr_filter_copy(struct nr_filter *to, const struct nr_filter *from)
{
	struct nr_filter copy = *from;

	copy.topics = NULL;
	copy.keep = (struct nr_ids)NR_IDS_INIT;
	if (from->n_topics)
		copy.topics = nr_calloc(from->n_topics, sizeof *copy.topics);
	for (size_t i = 0; i < from->n_topics; i++)
		copy.topics[i] = nr_strdup(from->topics[i]);
	copy.provider = from->provider ? nr_strdup(from->provider) : NULL;
	copy.text = from->text ? nr_strdup(from->text) : NULL;
	*to = copy;
}

void
nr_filter_release(struct nr_filter *f)
{
	for (size_t i = 0; i < f->n_topics; i++)
		free(f->topics[i]);
	NR_FREE(f->topics);
	NR_FREE(f->provider);
	NR_FREE(f->text);
	nr_ids_release(&f->keep);
	f->n_topics = 0;
}

const char *
nr_show_name(enum nr_show show)
{
	return show_names[show];
}

const char *
nr_order_name(enum nr_order order)
{
	return order_names[order];
}

static void
add_part(struct nr_buf *out, size_t start, const char *text)
{
	if (out->len > start)
		nr_buf_addz(out, " · ");
	nr_buf_addz(out, text);
}

void
nr_filter_describe(const struct nr_filter *f, struct nr_buf *out)
{
	size_t start = out->len;

	for (size_t i = 0; i < f->n_topics; i++) {
		if (i)
			nr_buf_addz(out, f->all_topics ? " and " : " or ");
		nr_buf_addz(out, f->topics[i]);
	}
	if (f->provider)
		add_part(out, start, f->provider);
	if (f->text) {
		add_part(out, start, "matching ");
		nr_buf_addz(out, f->text);
	}
	if (f->show != NR_SHOW_ALL)
		add_part(out, start, show_names[f->show]);
	if (!f->with_unpublished)
		add_part(out, start, "published only");
	if (f->order != NR_ORDER_DATE) {
		add_part(out, start, "by ");
		nr_buf_addz(out, order_names[f->order]);
		nr_buf_addz(out, f->reverse ? ", reversed" : "");
	} else if (f->reverse) {
		add_part(out, start, "oldest first");
	}
}
