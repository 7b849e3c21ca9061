/*
 * Dump: a canvas as text, for golden screens.
 */
#ifndef TESTS_DUMP_H
#define TESTS_DUMP_H

#include "newsreader/buf.h"
#include "ui/canvas.h"

/* Append the text of all rows without trailing spaces, a newline after each. */
void canvas_dump(const struct ui_canvas *c, struct nr_buf *out);
/* The same with a line of styles below each row, trailing '.' cut: one letter per cell,
 * 'a' for the second role of roles.def and so on, digits after 'z', '.' for normal; upper
 * case, or '#' for normal, if the cell has attributes of its own. */
void canvas_dump_styles(const struct ui_canvas *c, struct nr_buf *out);

#endif
