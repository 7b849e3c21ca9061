/* Walks an HTML tree and builds the blocks of a document. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "newsreader/html.h"
#include "markup/media.h"
#include "markup/sanitize.h"
#include "markup/table.h"
#include "markup/walk.h"
#include "markup/walker.h"
#include "text/build.h"

enum {
	LEVELS_MAX = 1000,	/* far above the depth of sanitized HTML */
	LISTS_MAX = TEXT_WALK_LISTS_MAX,
	QUOTES_MAX = 16,
	SPAN_MAX = 65534	/* HTML's limit for rowspan */
};

static void walk_node(struct nr_text_walker *w, const GumboNode *node);

void
nr_text_walk_children(struct nr_text_walker *w, const GumboElement *e)
{
	if (w->level == LEVELS_MAX)
		return;
	w->level++;
	for (unsigned i = 0; i < e->children.length; i++)
		walk_node(w, e->children.data[i]);
	w->level--;
}

void
nr_text_walk_styled(struct nr_text_walker *w, const GumboElement *e, int *depth)
{
	++*depth;
	nr_text_walk_children(w, e);
	--*depth;
}

static void
walk_block(struct nr_text_walker *w, const GumboElement *e)
{
	nr_text_build_border(&w->b);
	nr_text_walk_children(w, e);
	nr_text_build_border(&w->b);
}

static void
walk_styled_block(struct nr_text_walker *w, const GumboElement *e, int *depth)
{
	nr_text_build_border(&w->b);
	++*depth;
	nr_text_walk_children(w, e);
	nr_text_build_border(&w->b);
	--*depth;
}

/* Walk a block whose text becomes blocks of this kind. */
static void
walk_as(struct nr_text_walker *w, const GumboElement *e, enum nr_block_kind kind)
{
	enum nr_block_kind outer = w->b.kind;

	w->b.kind = kind;
	walk_block(w, e);
	w->b.kind = outer;
}

static void
walk_emphasised(struct nr_text_walker *w, const GumboElement *e)
{
	walk_styled_block(w, e, &w->b.emphasis);
}

static void
walk_strong(struct nr_text_walker *w, const GumboElement *e)
{
	walk_styled_block(w, e, &w->b.strong);
}

static void
walk_heading(struct nr_text_walker *w, const GumboElement *e)
{
	/* In a table, and as the first text of an item, a heading is just strong text. */
	if (w->b.table.on || w->b.marker[0] != '\0') {
		walk_strong(w, e);
		return;
	}
	w->b.level = (int)(e->tag - GUMBO_TAG_H1) + 1;
	walk_as(w, e, NR_BLOCK_HEADING);
}

static void
walk_pre(struct nr_text_walker *w, const GumboElement *e)
{
	bool outer = w->pre;

	w->pre = !w->b.table.on;
	walk_block(w, e);
	w->pre = outer;
}

static void
walk_quote(struct nr_text_walker *w, const GumboElement *e)
{
	int outer = w->b.quote, inner = w->b.inner_quote, indent = w->b.quote_indent;

	if (!w->b.table.on && outer < QUOTES_MAX) {
		w->b.quote++;
		if (inner == 0)
			w->b.quote_indent = w->b.indent;
		w->b.inner_quote += w->b.quote_indent > 0;
	}
	walk_block(w, e);
	w->b.quote = outer;
	w->b.inner_quote = inner;
	w->b.quote_indent = indent;
	if (outer < w->b.low_quote)
		w->b.low_quote = outer;
}

static void
set_indent(struct nr_text_walker *w)
{
	w->b.indent = w->list < LISTS_MAX ? w->list : LISTS_MAX;
}

static void
walk_list(struct nr_text_walker *w, const GumboElement *e)
{
	long start = strtol(nr_text_media_attr(e, "start"), NULL, 10);

	if (w->list < LISTS_MAX) {
		w->lists[w->list] = (struct nr_text_list){
			.ordered = e->tag == GUMBO_TAG_OL,
			.number = start > 0 && start < 1000000 ? start : 1,
		};
	}
	w->list++;
	set_indent(w);
	walk_block(w, e);
	w->list--;
	set_indent(w);
}

static void
set_marker(struct nr_text_walker *w)
{
	size_t size = sizeof w->b.marker;
	struct nr_text_list *list = w->list > 0 && w->list <= LISTS_MAX
		? &w->lists[w->list - 1] : NULL;

	if (list != NULL && list->ordered)
		snprintf(w->b.marker, size, "%ld.", list->number++);
	else
		snprintf(w->b.marker, size, "%s", w->list % 2 == 0 && w->list > 0
			? "\xe2\x97\xa6" : "\xe2\x80\xa2");
}

static void
walk_item(struct nr_text_walker *w, const GumboElement *e)
{
	nr_text_build_border(&w->b);
	set_marker(w);
	if (w->b.table.on) {
		nr_text_build_text(&w->b, w->b.marker, strlen(w->b.marker));
		nr_text_build_text(&w->b, " ", 1);
		w->b.marker[0] = '\0';
		nr_text_walk_children(w, e);
		nr_text_build_border(&w->b);
		return;
	}
	walk_as(w, e, NR_BLOCK_ITEM);
	w->b.marker[0] = '\0';
}

static void
walk_term(struct nr_text_walker *w, const GumboElement *e)
{
	w->b.indent -= w->b.indent > 0;
	walk_strong(w, e);
	set_indent(w);
}

/* <dd>: the text under a term, indented like an item. */
static void
walk_description(struct nr_text_walker *w, const GumboElement *e)
{
	walk_as(w, e, NR_BLOCK_ITEM);
}

/* A caption becomes a paragraph before its table. */
static void
walk_captions(struct nr_text_walker *w, const GumboElement *e)
{
	for (unsigned i = 0; i < e->children.length; i++) {
		const GumboNode *child = e->children.data[i];

		if (child->type == GUMBO_NODE_ELEMENT
				&& child->v.element.tag == GUMBO_TAG_CAPTION)
			walk_emphasised(w, &child->v.element);
	}
}

static void
walk_table(struct nr_text_walker *w, const GumboElement *e)
{
	bool outer = w->pre;

	if (w->b.table.on || w->b.kind == NR_BLOCK_HEADING || !nr_text_table_is_data(e)) {
		walk_block(w, e);
		return;
	}
	walk_captions(w, e);
	nr_text_build_table(&w->b);
	w->pre = false;
	nr_text_walk_children(w, e);
	w->pre = outer;
	nr_text_build_table_end(&w->b);
}

static void
walk_row(struct nr_text_walker *w, const GumboElement *e)
{
	if (!w->b.table.on) {
		walk_block(w, e);
		return;
	}
	nr_text_build_row(&w->b);
	nr_text_walk_children(w, e);
}

/* The number in an attribute, limited to 1 to max. */
static int
span_attr(const GumboElement *e, const char *name, int max)
{
	long n = strtol(nr_text_media_attr(e, name), NULL, 10);

	return n < 1 ? 1 : n < max ? (int)n : max;
}

static enum nr_align
align_attr(const GumboElement *e)
{
	const char *align = nr_text_media_attr(e, "align");
	const char *style = strcasestr(nr_text_media_attr(e, "style"), "text-align:");

	if (style != NULL) {
		align = style + strlen("text-align:");
		align += strspn(align, " ");
	}
	if (strncasecmp(align, "right", 5) == 0 || strncasecmp(align, "end", 3) == 0)
		return NR_ALIGN_RIGHT;
	if (strncasecmp(align, "center", 6) == 0)
		return NR_ALIGN_CENTER;
	return strncasecmp(align, "left", 4) == 0 ? NR_ALIGN_LEFT : NR_ALIGN_AUTO;
}

static void
walk_cell(struct nr_text_walker *w, const GumboElement *e)
{
	struct nr_cell cell = {
		.cols = span_attr(e, "colspan", NR_DOC_COLUMNS_MAX),
		.align = align_attr(e),
		.head = e->tag == GUMBO_TAG_TH,
	};

	if (!w->b.table.on) {
		walk_block(w, e);
		return;
	}
	nr_text_build_cell(&w->b, &cell, span_attr(e, "rowspan", SPAN_MAX));
	w->b.strong += cell.head;
	nr_text_walk_children(w, e);
	w->b.strong -= cell.head;
}

/* React servers send late parts of a page hidden, as <div hidden id="S:1">, and a script
 * shows them at once. */
static bool
is_streamed(const GumboElement *e)
{
	const char *id = nr_text_media_attr(e, "id");

	if (strncmp(id, "S:", 2) != 0 || id[2] == '\0')
		return false;
	return id[2 + strspn(id + 2, "0123456789abcdef")] == '\0';
}

bool
nr_text_walk_hides(const GumboElement *e)
{
	const char *style = nr_text_media_attr(e, "style");

	if ((gumbo_get_attribute(&e->attributes, "hidden") != NULL && !is_streamed(e))
			|| strcasecmp(nr_text_media_attr(e, "aria-hidden"), "true") == 0)
		return true;
	return *style != '\0' && (strcasestr(style, "display:none") != NULL
		|| strcasestr(style, "display: none") != NULL
		|| strcasestr(style, "visibility:hidden") != NULL
		|| strcasestr(style, "visibility: hidden") != NULL);
}

static void
walk_caption(struct nr_text_walker *w, const GumboElement *e)
{
	if (!w->b.table.on)
		walk_emphasised(w, e);
}

static void
put_rule(struct nr_text_walker *w, const GumboElement *e)
{
	(void)e;
	nr_text_build_rule(&w->b);
}

static void
put_frame(struct nr_text_walker *w, const GumboElement *e)
{
	nr_text_media_frame(&w->b, e);
}

/* Other elements are blocks without a meaning of their own. */
static nr_text_walk_fn *const walks[GUMBO_TAG_LAST] = {
	[GUMBO_TAG_H1] = walk_heading, [GUMBO_TAG_H2] = walk_heading,
	[GUMBO_TAG_H3] = walk_heading, [GUMBO_TAG_H4] = walk_heading,
	[GUMBO_TAG_H5] = walk_heading, [GUMBO_TAG_H6] = walk_heading,
	[GUMBO_TAG_UL] = walk_list, [GUMBO_TAG_OL] = walk_list, [GUMBO_TAG_DL] = walk_list,
	[GUMBO_TAG_MENU] = walk_list, [GUMBO_TAG_DIR] = walk_list,
	[GUMBO_TAG_LI] = walk_item, [GUMBO_TAG_DT] = walk_term,
	[GUMBO_TAG_DD] = walk_description,
	[GUMBO_TAG_TABLE] = walk_table, [GUMBO_TAG_CAPTION] = walk_caption,
	[GUMBO_TAG_TR] = walk_row, [GUMBO_TAG_TD] = walk_cell, [GUMBO_TAG_TH] = walk_cell,
	[GUMBO_TAG_FIGCAPTION] = walk_emphasised, [GUMBO_TAG_SUMMARY] = walk_strong,
	[GUMBO_TAG_BLOCKQUOTE] = walk_quote, [GUMBO_TAG_PRE] = walk_pre,
	[GUMBO_TAG_HR] = put_rule, [TEXT_TAG_FRAME] = put_frame, [GUMBO_TAG_AUDIO] = put_frame,
};

static void
walk_element(struct nr_text_walker *w, const GumboElement *e)
{
	if (!nr_text_walk_hides(e) && !nr_text_walk_inline(w, e))
		(walks[e->tag] != NULL ? walks[e->tag] : walk_block)(w, e);
}

static void
walk_node(struct nr_text_walker *w, const GumboNode *node)
{
	if (node->type == GUMBO_NODE_ELEMENT) {
		if (w->left_out != NULL && w->left_out[node->index_within_parent])
			return;
		walk_element(w, &node->v.element);
	} else if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) {
		const char *s = node->v.text.text;

		if (w->pre)
			nr_text_build_pre(&w->b, s, strlen(s));
		else
			nr_text_walk_text(w, s, strlen(s));
	}
}

void
nr_text_walk(const struct nr_text_picks *picks, struct nr_doc *doc)
{
	struct nr_text_walker w = { .b = { .doc = doc, .base = picks->base },
		.left_out = picks->left_out };

	for (size_t i = 0; i < picks->n; i++) {
		walk_node(&w, picks->nodes[i]);
		nr_text_build_border(&w.b);
	}
	if (picks->cut)
		nr_text_build_cut(&w.b);
	nr_text_build_finish(&w.b);
}
