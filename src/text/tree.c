#include "config.h"

#include "text/tree.h"

static void *
allocate(void *arena, size_t size)
{
	return nr_arena_alloc(arena, size);
}

static void
keep(void *arena, void *p)
{
	(void)arena;
	(void)p;
}

void
nr_text_tree_parse(struct nr_text_tree *tree, const char *html, size_t n,
	const struct nr_text_head *head)
{
	GumboOptions options = kGumboDefaultOptions;

	*tree = (struct nr_text_tree){ .source = NR_BUF_INIT, .arena = NR_ARENA_INIT };
	tree->whole = nr_text_tame(&tree->source, html, n, head);
	options.allocator = allocate;
	options.deallocator = keep;
	options.userdata = &tree->arena;
	options.max_errors = 0;
	tree->root = gumbo_parse_with_options(&options, nr_buf_str(&tree->source),
		tree->source.len)->root;
}

/* Without gumbo_destroy_output, which recurses: all it made is in the arena. */
void
nr_text_tree_release(struct nr_text_tree *tree)
{
	nr_arena_release(&tree->arena);
	nr_buf_release(&tree->source);
}
