/* Draws lines that join with the lines they meet. */
#include "config.h"

#include <string.h>

#include "newsreader/utf8.h"
#include "ui/canvas.h"

/* The arms of a line sign, as bits; for the signs from U+2500 on. */
enum { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8 };

static const char *const signs[16] = {
	[UP | DOWN] = "│",
	[LEFT | RIGHT] = "─",
	[DOWN | RIGHT] = "┌",
	[DOWN | LEFT] = "┐",
	[UP | RIGHT] = "└",
	[UP | LEFT] = "┘",
	[UP | DOWN | RIGHT] = "├",
	[UP | DOWN | LEFT] = "┤",
	[DOWN | LEFT | RIGHT] = "┬",
	[UP | LEFT | RIGHT] = "┴",
	[UP | DOWN | LEFT | RIGHT] = "┼",
};

/* The arms of the line sign in a cell, or 0. A '+' in ASCII mode has all
 * arms. */
static unsigned
arms_of(const struct ui_canvas *c, const struct ui_cell *cell)
{
	if (c->ascii && cell->len == 1) {
		switch (cell->text[0]) {
		case '-':
			return LEFT | RIGHT;
		case '|':
			return UP | DOWN;
		case '+':
			return UP | DOWN | LEFT | RIGHT;
		default:
			return 0;
		}
	}
	for (unsigned i = 1; i < 16 && cell->len > 1; i++) {
		if (signs[i] != NULL && strlen(signs[i]) == cell->len
			&& memcmp(signs[i], cell->text, cell->len) == 0)
			return i;
	}
	return 0;
}

static const char *
sign_of(const struct ui_canvas *c, unsigned arms)
{
	if (!c->ascii)
		return signs[arms];
	if (arms == (LEFT | RIGHT))
		return "-";
	return arms == (UP | DOWN) ? "|" : "+";
}

/* The arms of the sign at row, col that have another line sign next to them: a line that
 * ends there becomes a corner. */
static unsigned
linked_arms(const struct ui_canvas *c, int row, int col)
{
	static const struct {
		unsigned arm;
		int down, right;
	} sides[] = { { UP, -1, 0 }, { DOWN, 1, 0 }, { LEFT, 0, -1 }, { RIGHT, 0, 1 } };
	unsigned arms = arms_of(c, ui_canvas_at(c, row, col));

	for (size_t i = 0; i < sizeof(sides) / sizeof(sides[0]); i++) {
		const struct ui_cell *next =
			ui_canvas_at(c, row + sides[i].down, col + sides[i].right);
		if (next == NULL || arms_of(c, next) == 0)
			arms &= ~sides[i].arm;
	}
	return arms;
}

/* Put one cell of a line: arms `whole` if it is free, or if it meets another line that
 * line's arms and `joined`. */
static void
put_piece(struct ui_canvas *c, int row, int col, unsigned style, unsigned whole,
	unsigned joined)
{
	const struct ui_cell *cell = ui_canvas_at(c, row, col);

	if (cell == NULL)
		return;
	unsigned met = arms_of(c, cell);
	unsigned arms = whole;
	if (met != 0 && met != whole)
		arms = linked_arms(c, row, col) | joined;
	if (signs[arms] == NULL)
		arms = whole;
	const char *sign = sign_of(c, arms);
	struct ui_rect all = { 0, 0, c->rows, c->cols };
	ui_canvas_puts(c, &all, row, col, style, sign, strlen(sign));
}

void
ui_canvas_hline(struct ui_canvas *c, int row, int col, int cols, unsigned style)
{
	int last = col + cols - 1;

	if (c->spoken)
		return;
	for (int x = col < 0 ? 0 : col; x <= last && x < c->cols; x++) {
		unsigned joined = (x > col ? LEFT : 0) | (x < last ? RIGHT : 0);
		put_piece(c, row, x, style, LEFT | RIGHT, joined);
	}
}

void
ui_canvas_vline(struct ui_canvas *c, int row, int col, int rows, unsigned style)
{
	int last = row + rows - 1;

	if (c->spoken)
		return;
	for (int y = row < 0 ? 0 : row; y <= last && y < c->rows; y++) {
		unsigned joined = (y > row ? UP : 0) | (y < last ? DOWN : 0);
		put_piece(c, y, col, style, UP | DOWN, joined);
	}
}
