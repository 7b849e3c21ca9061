/*
 * A pager: shows a document in a column of at most 76 cells, scrolled by lines.
 */
#ifndef UI_PAGER_H
#define UI_PAGER_H

#include <stdbool.h>
#include <stddef.h>

#include "app/positions.h"
#include "newsreader/doc.h"
#include "newsreader/ids.h"
#include "newsreader/wrap.h"
#include "ui/canvas.h"

enum { UI_PAGER_COLS = 76 };

struct ui_pager {
	struct nr_doc doc;
	struct nr_layout layout;
	size_t top;		/* index of the first line of the layout in view */
	int rows;		/* rows of the view that it was last fitted to */
	bool fitted;		/* layout belongs to doc */
	struct app_text_position place;	/* position of the first line in view, used while
					 * not fitted */
	struct app_text_position match;	/* position of the last match */
	bool matched;

	char *sought;			/* text that ui_pager_find was called with; NULL: none */
	bool by_words;			/* its words were found, not the whole text */
	struct nr_ids matches;		/* ascending: block << 32 | offset */
};

#define UI_PAGER_INIT { .doc = NR_DOC_INIT, .layout = NR_LAYOUT_INIT }

/* Show another document, whose ownership passes to the pager: from its beginning, or if
 * `same`, a newer version of the document shown, from the same position. */
void ui_pager_set(struct ui_pager *p, struct nr_doc *doc, bool same);
/* The same with a layout of the document, which is also moved to the pager and used if
 * its width is that of the view. */
void ui_pager_set_laid(struct ui_pager *p, struct nr_doc *doc, struct nr_layout *layout,
	bool same);
/* Lay out for this rectangle, in which the pager is then drawn. Call it after size or document
 * changed and before the functions below; cheap if nothing changed. */
void ui_pager_fit(struct ui_pager *p, const struct ui_rect *rect, bool ascii);
/* Scroll by lines, up if negative, as far as there are any; false if nothing moved. */
bool ui_pager_scroll(struct ui_pager *p, long lines);
/* Scroll to the first or last line, or with a count (from 1; 0: none) to that line. */
void ui_pager_jump(struct ui_pager *p, bool last, size_t count);
/* True if the last line is in view. */
bool ui_pager_at_end(const struct ui_pager *p);
/* The share of the text above the lower edge, 0 to 100. */
int ui_pager_percent(const struct ui_pager *p);
/* The position of the first line in view. */
struct app_text_position ui_pager_position(const struct ui_pager *p);
/* Scroll so that the view begins at this position, or at the last place that fills it. */
void ui_pager_go(struct ui_pager *p, struct app_text_position place);

/* Call ui_pager_find, and go to the next match: after (step 1) or before (-1) the last match,
 * or the top line if nothing was found yet, wrapping around. `fresh`: start at the first line
 * in view, including that line. False if nothing matches: the text stays where it is. */
bool ui_pager_search(struct ui_pager *p, const char *text, int step, bool fresh);

/* ---- pager_matches.c ---- */

/* Find all places that have the text, or if the document has it nowhere, any part of it
 * (nr_utf8_sought); none for NULL or "". Cheap if it is the text of the last call and the same
 * document. The functions below work with what was found. */
void ui_pager_find(struct ui_pager *p, const char *text);
/* *n: the number of matches. *at: which of them was searched for last, from 1; 0 before the
 * first search. */
void ui_pager_match(const struct ui_pager *p, size_t *at, size_t *n);
/* The first match at or after the place (step 1), or the last one before it (-1), wrapping
 * around. Returns false if nothing matches. */
bool ui_pager_next_match(const struct ui_pager *p, struct app_text_position from, int step,
	struct app_text_position *out);
/* The index of the first match at or after a byte of a block. */
size_t ui_pager_match_from(const struct ui_pager *p, size_t block, size_t offset);
/* Where match i begins and how many bytes it has, at most ui_pager_match_reach. False if it
 * is not in the block. */
bool ui_pager_match_in(const struct ui_pager *p, size_t i, size_t block, size_t *at,
	size_t *len);
size_t ui_pager_match_reach(const struct ui_pager *p);

/* ---- pager.c ---- */

/* A link in view, and where its text begins. */
struct ui_pager_link {
	size_t number;		/* from 1: the index in doc.links, plus 1 */
	int row, col;		/* relative to the rectangle */
};

/* Store the links in view in out, each once, at most max; returns their number. `rect` as for
 * ui_pager_fit, here and below. */
size_t ui_pager_links(const struct ui_pager *p, const struct ui_rect *rect,
	struct ui_pager_link *out, size_t max);

/* The number of the link at a cell of the rectangle; 0 for none. */
size_t ui_pager_link_at(const struct ui_pager *p, const struct ui_rect *rect, int row,
	int col);

/* Draw the text in view, with the matches highlighted. */
void ui_pager_draw(const struct ui_pager *p, struct ui_canvas *c, const struct ui_rect *rect);
void ui_pager_release(struct ui_pager *p);

#endif
