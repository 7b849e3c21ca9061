/*
 * Walk: elements of a tree as blocks of a document.
 */
#ifndef TEXT_WALK_H
#define TEXT_WALK_H

#include <stdbool.h>
#include <stddef.h>

#include <gumbo.h>

#include "newsreader/doc.h"

struct nr_text_picks {
	const GumboNode *const *nodes;	/* one behind the other, blocks of their own */
	size_t n;
	/* Which elements are left out with all in them, by index_within_parent, which then
	 * has to be the number of the element in the tree; NULL: none. */
	const bool *left_out;
	const char *base;		/* as in nr_text_build */
	bool cut;			/* say that the text is longer */
};

/* Append the picked elements to *doc and end it. */
void nr_text_walk(const struct nr_text_picks *picks, struct nr_doc *doc);
/* True if a browser would not show the element. */
bool nr_text_walk_hides(const GumboElement *e);

#endif
