/*
 * Element statistics: a flat list of the elements of a tree, with counts of the text in
 * each, used to distinguish the article from the navigation around it.
 */
#ifndef EXTRACT_ELEMENT_STATS_H
#define EXTRACT_ELEMENT_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <gumbo.h>

#include "newsreader/buf.h"

/* Text is counted in letters, runs of white space as one; CJK letters count as two. */
struct text_stats {
	uint32_t text;
	uint32_t linked;	/* of `text`, in links to other pages */
	uint32_t headed;	/* of `text`, in headings */
	uint32_t listed;	/* of `text`, in lists */
	/* of `text`, in paragraphs of sentences outside of links */
	uint32_t running;
	uint32_t commas;
	uint32_t cookies;	/* mentions of cookies */
	uint32_t paras, items, images;
};

/* Text of a block without that of blocks inside of it. */
struct text_own {
	uint32_t text, linked, commas;
};

struct text_node {
	const GumboNode *node;
	const GumboElement *e;	/* the node's element */
	uint32_t parent, end;	/* end: the first element after its descendants */
	uint32_t before;	/* previous sibling element, 0: none */
	uint32_t block;		/* innermost block around it, or itself */
	uint32_t text, commas, cookies;	/* without child elements */
	struct text_stats all;
	struct text_own own;
	uint16_t hints;
	bool is_inline, in_link, in_list, in_heading;
	float score;
};

struct text_element_stats {
	struct text_node *v;	/* in document order; v[0] is <html> */
	bool *gone;		/* left out with its descendants; by number */
	size_t n;
};

static inline bool
nr_text_is_heading(GumboTag tag)
{
	return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

/* Sets index_within_parent of each node to the element's number. */
void nr_text_element_stats_make(struct text_element_stats *o, GumboNode *root);
/* Count all elements that are not gone, starting from 0. */
void nr_text_element_stats_count(struct text_element_stats *o);
void nr_text_element_stats_release(struct text_element_stats *o);

/* Append the text in an element, up to its end or until at least `max` bytes were
 * added. */
void nr_text_element_stats_text(const GumboElement *e, struct nr_buf *out, size_t max);

/* Share of the text that is in links, 0 to 1. */
float nr_text_element_stats_links(const struct text_stats *s);

#endif
