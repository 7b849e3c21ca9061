/*
 * Walk: converts elements of a tree to blocks of a document.
 */
#ifndef MARKUP_WALK_H
#define MARKUP_WALK_H

#include <stdbool.h>
#include <stddef.h>

#include <gumbo.h>

#include "newsreader/doc.h"

struct nr_text_picks {
	const GumboNode *const *nodes;	/* in order, each with blocks of its own */
	size_t n;
	/* Elements to leave out with their descendants, by index_within_parent, which
	 * must be the element's number in the tree; NULL: none. */
	const bool *left_out;
	const char *base;		/* as in nr_text_build */
	bool cut;			/* add a line that says that the text is longer */
};

/* Append the picked elements to *doc and end it. */
void nr_text_walk(const struct nr_text_picks *picks, struct nr_doc *doc);
/* True if a browser would not show the element. */
bool nr_text_walk_hides(const GumboElement *e);

#endif
