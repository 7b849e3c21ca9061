#include "config.h"

#include "text/table.h"
#include "text/sanitize.h"

enum {
	CELLS_MIN = 2,		/* of some row */
	LEVELS_MAX = 1000,	/* far over what tamed HTML has */
	CELL_TEXT_MAX = 400,	/* bytes of a cell that is not running text, */
	HEADED_TEXT_MAX = 2000	/* and of one in a table whose columns or rows have names */
};

struct look {
	unsigned cells;		/* of the widest row */
	bool blocks;		/* something cannot stand in a cell */
	bool lists;		/* something does only in tables with heads */
	bool heads;
	size_t text;		/* bytes of the cell so far */
	size_t most;		/* of the longest one */
};

static bool
is_list(GumboTag tag)
{
	return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DL;
}

static bool
needs_blocks(GumboTag tag)
{
	switch (tag) {
	case GUMBO_TAG_TABLE:
	case GUMBO_TAG_PRE:
	case GUMBO_TAG_BLOCKQUOTE:
	case GUMBO_TAG_FIGURE:
	case GUMBO_TAG_HR:
	case GUMBO_TAG_H1:
	case GUMBO_TAG_H2:
	case GUMBO_TAG_H3:
	case GUMBO_TAG_H4:
	case TEXT_TAG_FRAME:
		return true;
	default:
		return false;
	}
}

static void
look_at(const GumboElement *e, int level, struct look *look)
{
	unsigned cells = 0;

	for (unsigned i = 0; i < e->children.length && !look->blocks; i++) {
		const GumboNode *node = e->children.data[i];

		if (node->type == GUMBO_NODE_TEXT)
			look->text += node->v.text.original_text.length;
		if (node->type != GUMBO_NODE_ELEMENT)
			continue;
		GumboTag tag = node->v.element.tag;

		if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) {
			cells++;
			look->text = 0;
		}
		look->heads |= tag == GUMBO_TAG_TH;
		look->lists |= is_list(tag);
		/* Before what is in it: tables may be nested, and each is looked at. */
		look->blocks = needs_blocks(tag);
		if (!look->blocks && level < LEVELS_MAX)
			look_at(&node->v.element, level + 1, look);
		look->most = look->text > look->most ? look->text : look->most;
		if (look->most > HEADED_TEXT_MAX)
			look->blocks = true;
	}
	if (cells > look->cells)
		look->cells = cells;
}

bool
nr_text_table_is_data(const GumboElement *table)
{
	struct look look = { 0 };

	look_at(table, 0, &look);
	if (look.blocks)
		return false;
	return look.heads || (look.cells >= CELLS_MIN && !look.lists
		&& look.most <= CELL_TEXT_MAX);
}
