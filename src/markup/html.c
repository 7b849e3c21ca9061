/* Converts HTML to a document: sanitize, parse, walk. */
#include "config.h"

#include "newsreader/html.h"
#include "markup/tree.h"
#include "markup/walk.h"

void
nr_html_to_doc(const char *html, size_t n, struct nr_doc *doc)
{
	struct nr_text_tree tree;
	const GumboNode *root;

	nr_text_tree_parse(&tree, html, n, NULL);
	root = tree.root;
	nr_text_walk(&(struct nr_text_picks){ .nodes = &root, .n = 1, .cut = !tree.whole },
		doc);
	nr_text_tree_release(&tree);
}
