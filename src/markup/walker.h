/*
 * Walker: state of a walk through a tree. Private to the walk's files.
 */
#ifndef MARKUP_WALKER_H
#define MARKUP_WALKER_H

#include <stdbool.h>
#include <stddef.h>

#include <gumbo.h>

#include "text/build.h"
#include "text/script.h"

enum {
	TEXT_WALK_LISTS_MAX = 16,	/* deeper lists are not indented further */
	TEXT_WALK_ABBRS_MAX = 32	/* further ones are not explained */
};

struct nr_text_list {
	bool ordered;
	long number;
};

struct nr_text_walker {
	struct nr_text_build b;
	struct nr_text_list lists[TEXT_WALK_LISTS_MAX];
	int level;		/* depth in the tree */
	int list;		/* list depth, not limited */
	bool pre;
	int quotes;		/* depth of inline quotations */
	enum nr_text_script script;
	const char *abbrs[TEXT_WALK_ABBRS_MAX];	/* explained so far */
	size_t n_abbrs;
	const bool *left_out;	/* as in nr_text_picks */
};

typedef void nr_text_walk_fn(struct nr_text_walker *w, const GumboElement *e);

void nr_text_walk_children(struct nr_text_walker *w, const GumboElement *e);
/* Walk the children with *depth, a member of the builder, increased by one. */
void nr_text_walk_styled(struct nr_text_walker *w, const GumboElement *e, int *depth);
/* Add text outside of <pre>. */
void nr_text_walk_text(struct nr_text_walker *w, const char *s, size_t n);
/* Walk an element within a paragraph. Returns false if e is not one. */
bool nr_text_walk_inline(struct nr_text_walker *w, const GumboElement *e);

#endif
