/*
 * Tree: sanitized HTML parsed by gumbo into an arena.
 */
#ifndef MARKUP_TREE_H
#define MARKUP_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include <gumbo.h>

#include "newsreader/arena.h"
#include "newsreader/buf.h"
#include "markup/sanitize.h"

struct nr_text_tree {
	struct nr_buf source;	/* the sanitized HTML, which the tree points into */
	struct nr_arena arena;
	GumboNode *root;	/* the <html> element */
	bool whole;		/* false if the source was cut at a limit */
};

/* Options that make gumbo allocate from the arena. */
GumboOptions nr_text_tree_options(struct nr_arena *arena);

/* head may be NULL. */
void nr_text_tree_parse(struct nr_text_tree *tree, const char *html, size_t n,
	const struct nr_text_tag_handler *head);
void nr_text_tree_release(struct nr_text_tree *tree);

#endif
