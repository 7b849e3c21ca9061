/*
 * Canvas: a grid of cells that views draw into. Nothing drawn leaves its clip, and only
 * clean text gets in: a control character, an invalid byte or an invisible one never
 * becomes part of a cell, whatever a view passes; but a joiner or variation selector does
 * after a character that is not ASCII.
 */
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/buf.h"

enum {
	UI_BOLD = 1 << 8,
	UI_DIM = 1 << 9,
	UI_UNDERLINE = 1 << 10,
	UI_REVERSE = 1 << 11,
	UI_ITALIC = 1 << 12,
	UI_STRIKE = 1 << 13,
	UI_ATTRS = 0xff00
};

/* A role in the low byte, further attributes above it: UI_STYLE_READ | UI_REVERSE. */
enum ui_role {
#define UI_STYLE(id, name, f8, f256, frgb, b8, b256, brgb, attrs) UI_STYLE_##id,
#include "ui/styles.def"
#undef UI_STYLE
	UI_STYLE_COUNT
};

struct ui_style_info {
	const char *name;
	int fg8, fg256, fg_rgb, bg8, bg256, bg_rgb;
	unsigned attrs;
};

const struct ui_style_info *ui_style_info(enum ui_role role);

enum { UI_CELL_SHORT = 4 };	/* bytes of a grapheme cluster that has room in its cell */

struct ui_cell {
	uint16_t style;
	uint8_t width;		/* at least 1; 0: the cluster of a cell before it is here, too */
	uint8_t len;		/* bytes */
	union {
		char text[UI_CELL_SHORT];	/* zeros after it */
		uint32_t far;	/* where a longer one is in the canvas' clusters */
	};
};

struct ui_rect {
	int row, col, rows, cols;
};

struct ui_canvas {
	int rows, cols;
	struct ui_cell *cells;	/* row by row; small, as all are gone through for each key */
	struct nr_buf clusters;	/* those too long for a cell */
	int cursor_row, cursor_col;
	bool cursor_shown;
	bool ascii;		/* typographic signs become their like in ASCII, other
				 * characters '?', lines '-' '|' '+' */
};

/* More than any screen shows, so that a wild size cannot take all memory. */
enum { UI_CANVAS_ROWS_MAX = 1024, UI_CANVAS_COLS_MAX = 2048 };

#define UI_CANVAS_INIT { .rows = 0 }

/* Sizes are brought into 1 to the maximum. The content is blank afterwards. */
void ui_canvas_resize(struct ui_canvas *c, int rows, int cols);
/* All blank, no cursor. */
void ui_canvas_clear(struct ui_canvas *c);
void ui_canvas_release(struct ui_canvas *c);

/* NULL outside. */
const struct ui_cell *ui_canvas_at(const struct ui_canvas *c, int row, int col);

/* The cluster in a cell of the canvas, not NUL-terminated. */
static inline const char *
ui_canvas_text(const struct ui_canvas *c, const struct ui_cell *cell)
{
	return cell->len > UI_CELL_SHORT ? c->clusters.data + cell->far : cell->text;
}

/* Put text at row, col of the rectangle, clipped to it; of a cluster that would be cut at
 * an edge each cell becomes a space. Returns the cells the whole text takes, drawn or
 * not. Text drawn over a part of a cluster blanks the rest of it. col may be
 * negative. Tabs and newlines become one space; other characters that are not clean
 * are left out and take no cell. */
int ui_canvas_puts(struct ui_canvas *c, const struct ui_rect *clip, int row, int col,
	unsigned style, const char *s, size_t n);
/* The same for text that is to fit into `cells`: cut with "…" if it is longer, the
 * rest blank in that style. */
void ui_canvas_field(struct ui_canvas *c, const struct ui_rect *clip, int row, int col,
	int cells, unsigned style, const char *s);
/* Fill a rectangle with blanks. */
void ui_canvas_fill(struct ui_canvas *c, const struct ui_rect *rect, unsigned style);
/* Lines join those that they begin at, end at or cross. */
void ui_canvas_hline(struct ui_canvas *c, int row, int col, int cols, unsigned style);
void ui_canvas_vline(struct ui_canvas *c, int row, int col, int rows, unsigned style);
/* Clipped to the canvas; shown from then on. */
void ui_canvas_cursor(struct ui_canvas *c, int row, int col);

/* The overlap of two rectangles; rows and cols are 0 if there is none. */
struct ui_rect ui_rect_clip(const struct ui_rect *a, const struct ui_rect *b);

/* Append the text of all rows, trailing spaces cut, a newline after each. */
void ui_canvas_dump(const struct ui_canvas *c, struct nr_buf *out);
/* The same with the styles of each row below it, trailing '.' cut: a letter a cell,
 * 'a' for the second line of styles.def and on, '.' for normal; as a capital, '#' for
 * normal, if it has attributes of its own. For golden screens. */
void ui_canvas_dump_styles(const struct ui_canvas *c, struct nr_buf *out);

#endif
