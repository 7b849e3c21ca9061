/*
 * Filter: which articles a list shows, and in which order.
 */
#ifndef NEWSREADER_FILTER_H
#define NEWSREADER_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/buf.h"
#include "newsreader/ids.h"
#include "newsreader/orders.def"

enum nr_show {
	NR_SHOW_ALL, NR_SHOW_UNREAD, NR_SHOW_UPDATED, NR_SHOW_STARRED, NR_SHOW_HIDDEN, NR_SHOWS
};
enum nr_order {
#define NR_ORDER_ID(id, name, sql, reverse) NR_ORDER_##id,
	NR_EACH_ORDER(NR_ORDER_ID)
#undef NR_ORDER_ID
	NR_ORDERS
};

struct nr_filter {
	char **topics;		/* names as typed; compared folded */
	size_t n_topics;
	bool all_topics;	/* an article must have all of them, not any */
	char *provider;		/* NULL: all */
	char *text;		/* words as for nr_store_search; NULL: all */
	enum nr_show show;
	bool with_unpublished;	/* also show those with published: false */
	enum nr_order order;	/* newest or hottest first; names from A */
	bool reverse;
	struct nr_ids keep;	/* pass `show` anyway; freed with the filter, not copied */
};

/* All articles, including unpublished ones, newest first. */
#define NR_FILTER_INIT { .topics = NULL, .with_unpublished = true }

void nr_filter_add_topic(struct nr_filter *f, const char *name);
bool nr_filter_has_topic(const struct nr_filter *f, const char *name);
void nr_filter_copy(struct nr_filter *to, const struct nr_filter *from);
/* Leaves a filter without topics, provider, text and ids to keep. */
void nr_filter_release(struct nr_filter *f);

/* "all", "unread", ... */
const char *nr_show_name(enum nr_show show);
/* Its name in orders.def. */
const char *nr_order_name(enum nr_order order);

/* Append a description for the user: "Joe Biden or Election · unread · by heat". Appends
 * nothing for the whole collection in the default order. */
void nr_filter_describe(const struct nr_filter *f, struct nr_buf *out);

#endif
