#include "config.h"

#include "text/table.h"
#include "text/tame.h"

enum {
	CELLS_MIN = 2,		/* of some row */
	LEVELS_MAX = 1000,	/* far over what tamed HTML has */
	CELL_TEXT_MAX = 400	/* bytes of a cell that is not running text */
};

struct look {
	unsigned cells;		/* of the widest row */
	bool blocks;		/* something does not fit into one line */
	size_t text;		/* bytes of the cell so far */
};

static bool
needs_lines(GumboTag tag)
{
	switch (tag) {
	case GUMBO_TAG_TABLE:
	case GUMBO_TAG_UL:
	case GUMBO_TAG_OL:
	case GUMBO_TAG_DL:
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
		/* Before what is in it: tables may be nested, and each is looked at. */
		look->blocks = needs_lines(tag);
		if (!look->blocks && level < LEVELS_MAX)
			look_at(&node->v.element, level + 1, look);
		if (look->text > CELL_TEXT_MAX)
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
	return !look.blocks && look.cells >= CELLS_MIN;
}
