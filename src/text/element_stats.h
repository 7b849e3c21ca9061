/*
 * Outline: the elements of a tree in a row, each with what is to be known of the text in
 * it to tell an article from what surrounds it.
 */
#ifndef TEXT_ELEMENT_STATS_H
#define TEXT_ELEMENT_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <gumbo.h>

#include "newsreader/buf.h"

/* Text is counted in letters, white space once; a letter of Chinese, Japanese or Korean
 * is two. */
struct text_stats {
	uint32_t text;
	uint32_t linked;	/* of it in links to other places */
	uint32_t headed;	/* of it in headings */
	uint32_t listed;	/* of it in lists */
	uint32_t running;	/* of it in paragraphs of sentences outside of links */
	uint32_t commas;
	uint32_t cookies;	/* how often it speaks of them */
	uint32_t paras, items, images;
};

/* The text of a block outside of the blocks in it. */
struct text_own {
	uint32_t text, linked, commas;
};

struct text_node {
	const GumboNode *node;
	const GumboElement *e;	/* of it */
	uint32_t parent, end;	/* end: the first one after what is in it */
	uint32_t before;	/* the one before it in its parent, 0: none */
	uint32_t block;		/* the innermost block it is in, or itself */
	uint32_t text, commas, cookies;	/* outside of the elements in it */
	struct text_stats all;
	struct text_own own;
	uint16_t hints;
	bool is_inline, in_link, in_list, in_heading;
	float score;
};

struct text_element_stats {
	struct text_node *v;	/* in the order of the page; v[0] is <html> */
	bool *gone;		/* left out, with all in it; by number */
	size_t n;
};

static inline bool
nr_text_is_heading(GumboTag tag)
{
	return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

/* Numbers the elements by index_within_parent. */
void nr_text_element_stats_make(struct text_element_stats *o, GumboNode *root);
/* Count what is not gone, again from 0. */
void nr_text_element_stats_count(struct text_element_stats *o);
void nr_text_element_stats_release(struct text_element_stats *o);

/* Append the text in an element, at least `max` bytes of it if it has more. */
void nr_text_element_stats_text(const GumboElement *e, struct nr_buf *out, size_t max);

/* Part of the text that is in links, 0 to 1. */
float nr_text_element_stats_links(const struct text_stats *s);

#endif
