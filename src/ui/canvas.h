/*
 * Canvas: a grid of cells that panels, overlays and lines are drawn into. Drawing is clipped,
 * and only clean text is stored: control characters, invalid bytes and invisible characters
 * never become part of a cell, whatever is passed. Exception: joiners and variation selectors
 * after a character that is not ASCII.
 *
 * All sizes and places are in cells, and count from 0. Where a function takes a rectangle
 * beside row and col, these count from its upper left corner, else from that of the canvas.
 */
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/theme.h"
#include "newsreader/buf.h"

enum {
	UI_BOLD = APP_BOLD,
	UI_DIM = APP_DIM,
	UI_UNDERLINE = APP_UNDERLINE,
	UI_REVERSE = APP_REVERSE,
	UI_ITALIC = APP_ITALIC,
	UI_STRIKE = APP_STRIKE,
	UI_ATTRS = 0xff00
};

/* A style: a role in the low byte, further attributes above it: UI_STYLE_READ |
 * UI_REVERSE. */
enum ui_role {
#define APP_ROLE(id, ...) UI_STYLE_##id = APP_ROLE_##id,
#include "app/roles.def"
#undef APP_ROLE
	UI_STYLE_COUNT
};

enum { UI_CELL_SHORT = 4 };	/* bytes of a grapheme cluster that is stored in the
				 * cell */

struct ui_cell {
	uint16_t style;
	uint8_t width;		/* cells of the cluster; 0: covered by the cluster of a
				 * cell to the left */
	uint8_t len;		/* bytes */
	union {
		char text[UI_CELL_SHORT];	/* padded with zeros */
		uint32_t far;	/* offset of a longer cluster in the canvas' clusters */
	};
};

struct ui_rect {
	int row, col, rows, cols;	/* row, col: of the upper left corner in the canvas */
};

struct ui_canvas {
	int rows, cols;
	struct ui_cell *cells;	/* row by row; kept small, because every key goes through
				 * all of them */
	struct nr_buf clusters;	/* clusters too long for a cell */
	int cursor_row, cursor_col;
	bool cursor_shown;
	bool spoken;		/* for a screen reader: lines, bars and blocks are left out,
				 * and words stand for signs */
	bool ascii;		/* draw ASCII only: typographic signs become similar ASCII
				 * characters, others '?', lines '-' '|' '+' */
};

/* Larger than any real screen; limits the memory for a bogus size. */
enum { UI_CANVAS_ROWS_MAX = 1024, UI_CANVAS_COLS_MAX = 2048 };

/* Has no cells before ui_canvas_resize. */
#define UI_CANVAS_INIT { .rows = 0 }

/* Resize and clear; sizes are clamped to 1 and the maximum. */
void ui_canvas_resize(struct ui_canvas *c, int rows, int cols);
/* Make all cells blank and hide the cursor. */
void ui_canvas_clear(struct ui_canvas *c);
/* Free the cells; the canvas may be resized again. */
void ui_canvas_release(struct ui_canvas *c);

/* The cell, NULL outside the canvas. */
const struct ui_cell *ui_canvas_at(const struct ui_canvas *c, int row, int col);

/* The cluster in a cell of the canvas, not NUL-terminated. */
static inline const char *
ui_canvas_text(const struct ui_canvas *c, const struct ui_cell *cell)
{
	return cell->len > UI_CELL_SHORT ? c->clusters.data + cell->far : cell->text;
}

/* Put n bytes of text at row, col of the rectangle, clipped to it and to the canvas; a
 * cluster cut by an edge becomes spaces. Overwriting a part of a cluster blanks the rest of
 * it. col may be negative. Tabs and newlines become one space; other characters that are not
 * clean are skipped. Returns the width of the whole text in cells, drawn or not. */
int ui_canvas_puts(struct ui_canvas *c, const struct ui_rect *clip, int row, int col,
	unsigned style, const char *s, size_t n);
/* Put text into a field of `cells`: cut with "…" if it is longer, padded with blanks in
 * the same style if shorter. */
void ui_canvas_field(struct ui_canvas *c, const struct ui_rect *clip, int row, int col,
	int cells, unsigned style, const char *s);
/* Underline what is drawn in a rectangle, whose styles stay otherwise. */
void ui_canvas_underline(struct ui_canvas *c, const struct ui_rect *rect);
/* Fill a rectangle with blanks. */
void ui_canvas_fill(struct ui_canvas *c, const struct ui_rect *rect, unsigned style);
/* Draw a line of so many cells; lines join those that they begin at, end at or cross. */
void ui_canvas_hline(struct ui_canvas *c, int row, int col, int cols, unsigned style);
void ui_canvas_vline(struct ui_canvas *c, int row, int col, int rows, unsigned style);
/* Place the cursor, clamped to the canvas, and show it. */
void ui_canvas_cursor(struct ui_canvas *c, int row, int col);

/* True if the cell belongs to the rectangle. */
bool ui_rect_has(const struct ui_rect *r, int row, int col);
/* The overlap of two rectangles; rows and cols are 0 if they do not overlap. */
struct ui_rect ui_rect_clip(const struct ui_rect *a, const struct ui_rect *b);

#endif
