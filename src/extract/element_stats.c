/* Counts the text of each element of a page by kind: linked, in lists, in headings. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "extract/element_stats.h"
#include "extract/hints.h"
#include "markup/media.h"
#include "markup/sanitize.h"
#include "markup/walk.h"

enum { RUNNING_MIN = 60 };	/* letters of a paragraph of running text */

static bool
is_inline(GumboTag tag)
{
	return tag == GUMBO_TAG_BR || tag == GUMBO_TAG_IMG || nr_text_sanitize_is_inline(tag);
}

static bool
is_comma(const unsigned char *s)
{
	return *s == ',' || (s[0] == 0xd8 && s[1] == 0x8c)		/* U+060C */
		|| (s[0] == 0xe3 && s[1] == 0x80 && s[2] == 0x81)	/* U+3001 */
		|| (s[0] == 0xef && s[1] == 0xbc && s[2] == 0x8c);	/* U+FF0C */
}

/* Three-byte characters from U+3000 on count as two letters. */
static void
count_text(struct text_node *node, const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	bool space = true;

	for (; *s != '\0'; s++) {
		if (*s <= ' ') {
			node->text += !space;
			space = true;
			continue;
		}
		if ((*s & 0xc0) == 0x80)
			continue;
		node->text += *s >= 0xe3 && *s < 0xf0 ? 2 : 1;
		node->commas += is_comma(s);
		node->cookies += *s == 'o' && strncmp((const char *)s, "ookie", 5) == 0;
		space = false;
	}
}

/* Fragment links do not count as links. */
static bool
is_link(const GumboElement *e)
{
	const char *href;

	if (e->tag != TEXT_TAG_LINK)
		return false;
	href = nr_text_media_attr(e, "href");
	return *href != '\0' && *href != '#';
}

static void
init_node(struct text_element_stats *o, size_t at, size_t parent, const GumboNode *gumbo)
{
	const GumboElement *e = &gumbo->v.element;
	struct text_node *node = &o->v[at];
	const struct text_node *up = &o->v[parent];
	const char *class = nr_text_media_attr(e, "class");
	const char *id = nr_text_media_attr(e, "id");

	*node = (struct text_node){ .node = gumbo, .e = e,
		.parent = (uint32_t)parent };
	node->is_inline = is_inline(e->tag);
	node->block = node->is_inline && at > 0 ? up->block : (uint32_t)at;
	node->in_link = is_link(e) || (at > 0 && up->in_link);
	node->in_list = e->tag == GUMBO_TAG_UL || e->tag == GUMBO_TAG_OL
		|| (at > 0 && up->in_list);
	node->in_heading = nr_text_is_heading(e->tag) || (at > 0 && up->in_heading);
	node->hints = (uint16_t)(nr_text_hints(class) | nr_text_hints(id));
}

static void
add_node(struct text_element_stats *o, GumboNode *gumbo, size_t parent)
{
	const GumboElement *e = &gumbo->v.element;
	size_t at = o->n++, before = 0;

	gumbo->index_within_parent = at;
	init_node(o, at, parent, gumbo);
	for (unsigned i = 0; i < e->children.length; i++) {
		GumboNode *child = e->children.data[i];

		if (child->type == GUMBO_NODE_ELEMENT) {
			size_t next = o->n;

			add_node(o, child, at);
			o->v[next].before = (uint32_t)before;
			before = next;
		} else if (child->type == GUMBO_NODE_TEXT) {
			count_text(&o->v[at], child->v.text.text);
		}
	}
	o->v[at].end = (uint32_t)o->n;
}

static size_t
count_elements(const GumboElement *e)
{
	size_t n = 1;

	for (unsigned i = 0; i < e->children.length; i++) {
		const GumboNode *child = e->children.data[i];

		if (child->type == GUMBO_NODE_ELEMENT)
			n += count_elements(&child->v.element);
	}
	return n;
}

static void
start_counts(struct text_node *node)
{
	GumboTag tag = node->e->tag;

	node->own = (struct text_own){ .text = node->text, .commas = node->commas,
		.linked = node->in_link ? node->text : 0 };
	node->all = (struct text_stats){
		.text = node->text,
		.linked = node->own.linked,
		.headed = node->in_heading ? node->text : 0,
		.listed = node->in_list ? node->text : 0,
		.commas = node->commas,
		.cookies = node->cookies,
		.paras = tag == GUMBO_TAG_P,
		.items = tag == GUMBO_TAG_LI,
		.images = tag == GUMBO_TAG_IMG,
	};
}

static void
add_stats(struct text_stats *to, const struct text_stats *from)
{
	to->text += from->text;
	to->linked += from->linked;
	to->headed += from->headed;
	to->listed += from->listed;
	to->running += from->running;
	to->commas += from->commas;
	to->cookies += from->cookies;
	to->paras += from->paras;
	to->items += from->items;
	to->images += from->images;
}

void
nr_text_element_stats_count(struct text_element_stats *o)
{
	for (size_t i = 0; i < o->n; i++)
		start_counts(&o->v[i]);
	for (size_t i = o->n; i-- > 0;) {
		struct text_node *node = &o->v[i];

		if (!node->is_inline && !node->in_heading && node->own.text >= RUNNING_MIN
				&& node->own.linked * 2 < node->own.text)
			node->all.running += node->own.text - node->own.linked;
		if (i == 0 || o->gone[i])
			continue;
		add_stats(&o->v[node->parent].all, &node->all);
		if (node->is_inline) {
			struct text_own *own = &o->v[node->parent].own;

			own->text += node->own.text;
			own->linked += node->own.linked;
			own->commas += node->own.commas;
		}
	}
}

void
nr_text_element_stats_make(struct text_element_stats *o, GumboNode *root)
{
	size_t n = count_elements(&root->v.element);

	*o = (struct text_element_stats){ .v = nr_calloc(n, sizeof *o->v),
		.gone = nr_calloc(n, sizeof *o->gone) };
	add_node(o, root, 0);
	for (size_t i = 1; i < o->n; i++)
		o->gone[i] = nr_text_walk_hides(o->v[i].e);
	nr_text_element_stats_count(o);
}

void
nr_text_element_stats_release(struct text_element_stats *o)
{
	free(o->v);
	free(o->gone);
	*o = (struct text_element_stats){ .v = NULL };
}

void
nr_text_element_stats_text(const GumboElement *e, struct nr_buf *out, size_t max)
{
	for (unsigned i = 0; i < e->children.length && out->len < max; i++) {
		const GumboNode *child = e->children.data[i];

		if (child->type == GUMBO_NODE_ELEMENT)
			nr_text_element_stats_text(&child->v.element, out, max);
		else if (child->type == GUMBO_NODE_TEXT)
			nr_buf_addz(out, child->v.text.text);
		else if (child->type == GUMBO_NODE_WHITESPACE)
			nr_buf_addch(out, ' ');
	}
}

float
nr_text_element_stats_links(const struct text_stats *s)
{
	return s->text > 0 ? (float)s->linked / (float)s->text : 0;
}
