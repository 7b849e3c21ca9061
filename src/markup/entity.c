/* Decodes HTML character references with gumbo. */
#include "config.h"

#include "newsreader/entity.h"

#include <gumbo.h>
#include <stdbool.h>
#include <string.h>

#include "newsreader/arena.h"
#include "newsreader/utf8.h"
#include "markup/tree.h"

/* True for "amp;#8217;" after '&', a number that was encoded twice. */
static bool
is_number_encoded_twice(const char *s, const char *end)
{
	static const char amp[] = "&amp;#";
	size_t n = sizeof(amp) - 1;

	return (size_t)(end - s) > n && memcmp(s, amp, n) == 0 &&
		((s[n] >= '0' && s[n] <= '9') || (s[n] | 0x20) == 'x');
}

/* Escape all but the references, so that gumbo decodes only these. */
static bool
add_source(struct nr_buf *out, const char *s, size_t n)
{
	const char *end = s + n;
	bool any = false;

	nr_buf_addz(out, "<title>");
	while (s < end) {
		const char *from = s;

		while (s < end && *s != '&' && *s != '<' && *s != '\0')
			s++;
		nr_buf_add(out, from, (size_t)(s - from));
		if (s == end)
			break;
		any |= *s == '&' && s + 1 < end && (s[1] == '#' || nr_utf8_is_latin(s[1]));
		if (*s == '<')
			nr_buf_addz(out, "&lt;");
		else if (*s == '&')
			nr_buf_addch(out, '&');	/* otherwise a NUL, which is dropped */
		s += is_number_encoded_twice(s, end) ? 5 : 1;
	}
	return any;
}

/* The first text node below node. */
static const GumboNode *
find_text(const GumboNode *node)
{
	while (node && node->type != GUMBO_NODE_TEXT && node->type != GUMBO_NODE_WHITESPACE) {
		const GumboVector *children = &node->v.element.children;

		if (node->type == GUMBO_NODE_DOCUMENT)
			children = &node->v.document.children;
		node = children->length > 0 ? children->data[0] : NULL;
	}
	return node;
}

void
nr_entity_decode(const char *s, size_t n, struct nr_buf *out)
{
	struct nr_buf source = NR_BUF_INIT;
	struct nr_arena arena = NR_ARENA_INIT;
	GumboOptions options = nr_text_tree_options(&arena);
	const GumboNode *text;

	if (!add_source(&source, s, n)) {
		nr_buf_add(out, s, n);
		nr_buf_release(&source);
		return;
	}
	text = find_text(gumbo_parse_with_options(&options, source.data, source.len)->root);
	if (text)
		nr_buf_addz(out, text->v.text.text);
	nr_arena_release(&arena);
	nr_buf_release(&source);
}
