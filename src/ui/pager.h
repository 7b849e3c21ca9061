/*
 * Pager: a document in a column of at most 76 cells, scrolled by lines.
 */
#ifndef UI_PAGER_H
#define UI_PAGER_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/doc.h"
#include "newsreader/wrap.h"
#include "ui/canvas.h"

enum { UI_PAGER_COLS = 76 };

/* A place in the text that holds at every width. */
struct ui_text_position {
	size_t block, offset;	/* of a line of text */
	size_t above;		/* blank lines in view above it */
};

struct ui_pager {
	struct nr_doc doc;
	struct nr_layout layout;
	size_t top;		/* first line in view */
	int rows;		/* of the view it was fitted to last */
	bool fitted;		/* layout belongs to doc */
	struct ui_text_position place;	/* of the first line in view, while not fitted */
	struct ui_text_position match;	/* where the last search found something */
	bool matched;
};

#define UI_PAGER_INIT { .doc = NR_DOC_INIT, .layout = NR_LAYOUT_INIT }

/* Show another document, which becomes the pager's; from its beginning, or from the same
 * place if it is a newer version of the one shown. */
void ui_pager_set(struct ui_pager *p, struct nr_doc *doc, bool same);
/* The same with a layout of it, which becomes the pager's too and is taken if it has the
 * width that the pager is fitted to. */
void ui_pager_set_laid(struct ui_pager *p, struct nr_doc *doc, struct nr_layout *layout,
	bool same);
/* Lay out for this rectangle. To be called before what follows when size or document
 * changed; cheap otherwise. */
void ui_pager_fit(struct ui_pager *p, const struct ui_rect *rect, bool ascii);
/* False if nothing moved. */
bool ui_pager_scroll(struct ui_pager *p, long lines);
bool ui_pager_at_end(const struct ui_pager *p);
/* 0 to 100: how much of the text is above the lower edge. */
int ui_pager_percent(const struct ui_pager *p);
struct ui_text_position ui_pager_position(const struct ui_pager *p);
void ui_pager_go(struct ui_pager *p, struct ui_text_position place);

/* Go to the next match after (step 1) or before (-1) the last one, or the top line,
 * wrapping around. `fresh`: begin at the first line in view and let a match there count. */
bool ui_pager_search(struct ui_pager *p, const char *text, int step, bool fresh);

/* A link in view, and where its text begins there. */
struct ui_pager_link {
	size_t number;
	int row, col;		/* of the rectangle */
};

/* The links in view, each once, at most max of them; how many are put into out. */
size_t ui_pager_links(const struct ui_pager *p, const struct ui_rect *rect,
	struct ui_pager_link *out, size_t max);

/* Draw, matches of the text highlighted (NULL: none). */
void ui_pager_draw(const struct ui_pager *p, struct ui_canvas *c, const struct ui_rect *rect,
	const char *match);
void ui_pager_release(struct ui_pager *p);

#endif
