/* Distinguishes data tables from layout tables. */
#include "config.h"

#include "markup/sanitize.h"
#include "markup/table.h"

enum {
	CELLS_MIN = 2,		/* cells of a row */
	LEVELS_MAX = 1000,	/* far above the depth of sanitized HTML */
	CELL_TEXT_MAX = 400,	/* bytes of a cell in a data table */
	HEADED_TEXT_MAX = 2000	/* the same in a table with header cells */
};

struct look {
	unsigned cells;		/* of the widest row */
	bool blocks;		/* has elements that a cell cannot show */
	bool lists;	/* has elements that only tables with header cells may have */
	bool heads;
	size_t text;		/* bytes of the current cell */
	size_t most;		/* bytes of the longest cell */
};

static bool
is_list(GumboTag tag)
{
	return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DL;
}

static bool
needs_blocks(GumboTag tag)
{
	return tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_BLOCKQUOTE
		|| tag == GUMBO_TAG_FIGURE || tag == GUMBO_TAG_HR || tag == TEXT_TAG_FRAME
		|| (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H4);
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
		/* Checked before the content, so that a nested table ends the search: it
		 * is classified by itself. */
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
