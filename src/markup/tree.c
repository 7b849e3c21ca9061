/* Parses sanitized HTML with gumbo, into an arena. */
#include "config.h"

#include "markup/tree.h"

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

GumboOptions
nr_text_tree_options(struct nr_arena *arena)
{
	GumboOptions options = kGumboDefaultOptions;

	options.allocator = allocate;
	options.deallocator = keep;
	options.userdata = arena;
	options.max_errors = 0;
	return options;
}

void
nr_text_tree_parse(struct nr_text_tree *tree, const char *html, size_t n,
	const struct nr_text_tag_handler *head)
{
	GumboOptions options;

	*tree = (struct nr_text_tree){ .source = NR_BUF_INIT, .arena = NR_ARENA_INIT };
	tree->whole = nr_text_sanitize(&tree->source, html, n, head);
	options = nr_text_tree_options(&tree->arena);
	tree->root = gumbo_parse_with_options(&options, nr_buf_str(&tree->source),
		tree->source.len)->root;
}

/* Does not call gumbo_destroy_output, which recurses: all memory is in the arena. */
void
nr_text_tree_release(struct nr_text_tree *tree)
{
	nr_arena_release(&tree->arena);
	nr_buf_release(&tree->source);
}
