#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "newsreader/html.h"
#include "text/build.h"
#include "text/media.h"
#include "text/table.h"
#include "text/tame.h"
#include "text/walk.h"

enum {
	LEVELS_MAX = 1000,	/* far over what tamed HTML has */
	LISTS_MAX = 16,		/* deeper lists are not indented further */
	QUOTES_MAX = 16
};

struct list {
	bool ordered;
	long number;
};

struct walk {
	struct nr_text_build b;
	struct list lists[LISTS_MAX];
	int level;		/* of the tree */
	int list;		/* depth, not bounded */
	bool pre;
	const bool *left_out;	/* as in nr_text_picks */
};

static void walk_node(struct walk *w, const GumboNode *node);

static void
walk_children(struct walk *w, const GumboElement *e)
{
	if (w->level == LEVELS_MAX)
		return;
	w->level++;
	for (unsigned i = 0; i < e->children.length; i++)
		walk_node(w, e->children.data[i]);
	w->level--;
}

static void
walk_block(struct walk *w, const GumboElement *e)
{
	nr_text_build_border(&w->b);
	walk_children(w, e);
	nr_text_build_border(&w->b);
}

static void
walk_styled(struct walk *w, const GumboElement *e, int *depth)
{
	++*depth;
	walk_children(w, e);
	--*depth;
}

static void
walk_styled_block(struct walk *w, const GumboElement *e, int *depth)
{
	nr_text_build_border(&w->b);
	++*depth;
	walk_children(w, e);
	nr_text_build_border(&w->b);
	--*depth;
}

static void
walk_heading(struct walk *w, const GumboElement *e)
{
	enum nr_block_kind outer = w->b.kind;

	/* In a table, and as the first text of an item, it is no more than strong. */
	if (w->b.line || w->b.marker[0] != '\0') {
		walk_styled_block(w, e, &w->b.strong);
		return;
	}
	nr_text_build_border(&w->b);
	w->b.kind = NR_BLOCK_HEADING;
	w->b.level = (int)(e->tag - GUMBO_TAG_H1) + 1;
	walk_children(w, e);
	nr_text_build_border(&w->b);
	w->b.kind = outer;
}

static void
walk_pre(struct walk *w, const GumboElement *e)
{
	bool outer = w->pre;

	w->pre = !w->b.line;
	walk_block(w, e);
	w->pre = outer;
}

static void
walk_quote(struct walk *w, const GumboElement *e)
{
	int outer = w->b.quote;

	nr_text_build_border(&w->b);
	if (!w->b.line && outer < QUOTES_MAX)
		w->b.quote++;
	walk_children(w, e);
	nr_text_build_border(&w->b);
	w->b.quote = outer;
}

static void
set_indent(struct walk *w)
{
	w->b.indent = w->list < LISTS_MAX ? w->list : LISTS_MAX;
}

static void
walk_list(struct walk *w, const GumboElement *e)
{
	long start = strtol(nr_text_media_attr(e, "start"), NULL, 10);

	nr_text_build_border(&w->b);
	if (w->list < LISTS_MAX) {
		w->lists[w->list] = (struct list){
			.ordered = e->tag == GUMBO_TAG_OL,
			.number = start > 0 && start < 1000000 ? start : 1,
		};
	}
	w->list++;
	set_indent(w);
	walk_children(w, e);
	nr_text_build_border(&w->b);
	w->list--;
	set_indent(w);
}

static void
set_marker(struct walk *w)
{
	size_t size = sizeof w->b.marker;
	struct list *list = w->list > 0 && w->list <= LISTS_MAX
		? &w->lists[w->list - 1] : NULL;

	if (list != NULL && list->ordered)
		snprintf(w->b.marker, size, "%ld.", list->number++);
	else
		snprintf(w->b.marker, size, "%s", w->list % 2 == 0 && w->list > 0
			? "\xe2\x97\xa6" : "\xe2\x80\xa2");
}

static void
walk_item(struct walk *w, const GumboElement *e)
{
	enum nr_block_kind outer = w->b.kind;

	nr_text_build_border(&w->b);
	if (w->b.line) {
		walk_children(w, e);
		return;
	}
	set_marker(w);
	w->b.kind = NR_BLOCK_ITEM;
	walk_children(w, e);
	nr_text_build_border(&w->b);
	w->b.marker[0] = '\0';
	w->b.kind = outer;
}

/* <dd>: the text under a term, set in like that of an item. */
static void
walk_description(struct walk *w, const GumboElement *e)
{
	enum nr_block_kind outer = w->b.kind;

	nr_text_build_border(&w->b);
	w->b.kind = NR_BLOCK_ITEM;
	walk_children(w, e);
	nr_text_build_border(&w->b);
	w->b.kind = outer;
}

static void
walk_link(struct walk *w, const GumboElement *e)
{
	const char *href = nr_text_media_attr(e, "href");

	nr_text_build_link(&w->b, *href != '\0' ? href : NULL);
	walk_children(w, e);
	nr_text_build_unlink(&w->b);
}

static void
walk_table(struct walk *w, const GumboElement *e)
{
	if (w->b.line || w->b.kind != NR_BLOCK_PARA || !nr_text_table_is_data(e)) {
		walk_block(w, e);
		return;
	}
	nr_text_build_border(&w->b);
	w->b.line = true;
	walk_children(w, e);
	w->b.line = false;
	nr_text_build_border(&w->b);
}

static void
walk_row(struct walk *w, const GumboElement *e)
{
	if (!w->b.line) {
		walk_block(w, e);
		return;
	}
	nr_text_build_row(&w->b);
	walk_children(w, e);
	nr_text_build_row(&w->b);
}

static void
walk_cell(struct walk *w, const GumboElement *e)
{
	int head = e->tag == GUMBO_TAG_TH;

	if (!w->b.line) {
		walk_block(w, e);
		return;
	}
	w->b.strong += head;
	walk_children(w, e);
	w->b.strong -= head;
	nr_text_build_cell(&w->b);
}

bool
nr_text_walk_hides(const GumboElement *e)
{
	const char *style = nr_text_media_attr(e, "style");

	if (gumbo_get_attribute(&e->attributes, "hidden") != NULL
			|| strcasecmp(nr_text_media_attr(e, "aria-hidden"), "true") == 0)
		return true;
	return *style != '\0' && (strcasestr(style, "display:none") != NULL
		|| strcasestr(style, "display: none") != NULL
		|| strcasestr(style, "visibility:hidden") != NULL
		|| strcasestr(style, "visibility: hidden") != NULL);
}

/* Elements within a paragraph. Returns false if e is none. */
static bool
walk_inline(struct walk *w, const GumboElement *e)
{
	switch (e->tag) {
	case TEXT_TAG_LINK:
		walk_link(w, e);
		return true;
	case TEXT_TAG_STRONG:
		walk_styled(w, e, &w->b.strong);
		return true;
	case TEXT_TAG_EMPHASIS:
		walk_styled(w, e, &w->b.emphasis);
		return true;
	case TEXT_TAG_CODE:
		walk_styled(w, e, &w->b.code);
		return true;
	case GUMBO_TAG_BR:
		if (w->pre)
			nr_text_build_pre(&w->b, "\n", 1);
		else
			nr_text_build_break(&w->b);
		return true;
	case GUMBO_TAG_IMG:
		nr_text_media_image(&w->b, e);
		return true;
	case TEXT_TAG_SKIPPED:
		return true;
	case GUMBO_TAG_SPAN:
		if (!nr_text_media_video(&w->b, e))
			walk_children(w, e);
		return true;
	default:
		if (!nr_text_tame_is_inline(e->tag))
			return false;
		walk_children(w, e);
		return true;
	}
}

/* Lists and what they are made of. Returns false if e is none. */
static bool
walk_list_part(struct walk *w, const GumboElement *e)
{
	switch (e->tag) {
	case GUMBO_TAG_UL:
	case GUMBO_TAG_OL:
	case GUMBO_TAG_DL:
	case GUMBO_TAG_MENU:
	case GUMBO_TAG_DIR:
		walk_list(w, e);
		return true;
	case GUMBO_TAG_LI:
		walk_item(w, e);
		return true;
	case GUMBO_TAG_DT:
		w->b.indent -= w->b.indent > 0;
		walk_styled_block(w, e, &w->b.strong);
		set_indent(w);
		return true;
	case GUMBO_TAG_DD:
		walk_description(w, e);
		return true;
	default:
		return false;
	}
}

static bool
walk_table_part(struct walk *w, const GumboElement *e)
{
	switch (e->tag) {
	case GUMBO_TAG_TABLE:
		walk_table(w, e);
		return true;
	case GUMBO_TAG_TR:
		walk_row(w, e);
		return true;
	case GUMBO_TAG_TD:
	case GUMBO_TAG_TH:
		walk_cell(w, e);
		return true;
	default:
		return false;
	}
}

static void
walk_element(struct walk *w, const GumboElement *e)
{
	if (nr_text_walk_hides(e) || walk_inline(w, e) || walk_list_part(w, e)
			|| walk_table_part(w, e))
		return;
	switch (e->tag) {
	case GUMBO_TAG_H1:
	case GUMBO_TAG_H2:
	case GUMBO_TAG_H3:
	case GUMBO_TAG_H4:
	case GUMBO_TAG_H5:
	case GUMBO_TAG_H6:
		walk_heading(w, e);
		break;
	case GUMBO_TAG_FIGCAPTION:
		walk_styled_block(w, e, &w->b.emphasis);
		break;
	case GUMBO_TAG_BLOCKQUOTE:
		walk_quote(w, e);
		break;
	case GUMBO_TAG_PRE:
		walk_pre(w, e);
		break;
	case GUMBO_TAG_HR:
		nr_text_build_rule(&w->b);
		break;
	case TEXT_TAG_FRAME:
	case GUMBO_TAG_AUDIO:
		nr_text_media_frame(&w->b, e);
		break;
	default:
		walk_block(w, e);
		break;
	}
}

static void
walk_node(struct walk *w, const GumboNode *node)
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
			nr_text_build_text(&w->b, s, strlen(s));
	}
}

void
nr_text_walk(const struct nr_text_picks *picks, struct nr_doc *doc)
{
	struct walk w = { .b = { .doc = doc, .base = picks->base },
		.left_out = picks->left_out };

	for (size_t i = 0; i < picks->n; i++) {
		walk_node(&w, picks->nodes[i]);
		nr_text_build_border(&w.b);
	}
	if (picks->cut)
		nr_text_build_cut(&w.b);
	nr_text_build_finish(&w.b);
}
