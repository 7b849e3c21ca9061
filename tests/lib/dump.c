#include "config.h"

#include "lib/dump.h"

static void
trim(struct nr_buf *out, size_t start, char c)
{
	size_t len = out->len;

	while (len > start && out->data[len - 1] == c)
		len--;
	nr_buf_truncate(out, len);
}

static void
dump_row(const struct ui_canvas *c, int row, struct nr_buf *out)
{
	size_t start = out->len;

	for (int col = 0; col < c->cols; col++) {
		const struct ui_cell *cell = ui_canvas_at(c, row, col);
		nr_buf_add(out, ui_canvas_text(c, cell), cell->len);
	}
	trim(out, start, ' ');
	nr_buf_addch(out, '\n');
}

static char
style_letter(unsigned style)
{
	unsigned role = style & 0xff;
	unsigned attrs = style & UI_ATTRS;

	if (role == UI_STYLE_NORMAL)
		return attrs != 0 ? '#' : '.';
	if (role > 26)
		return (char)('0' + (int)role - 27);
	return (char)((attrs != 0 ? 'A' : 'a') + (int)role - 1);
}

static void
dump_style_row(const struct ui_canvas *c, int row, struct nr_buf *out)
{
	size_t start = out->len;

	for (int col = 0; col < c->cols; col++)
		nr_buf_addch(out, style_letter(ui_canvas_at(c, row, col)->style));
	trim(out, start, '.');
	nr_buf_addch(out, '\n');
}

void
canvas_dump(const struct ui_canvas *c, struct nr_buf *out)
{
	for (int row = 0; row < c->rows; row++)
		dump_row(c, row, out);
}

void
canvas_dump_styles(const struct ui_canvas *c, struct nr_buf *out)
{
	for (int row = 0; row < c->rows; row++) {
		dump_row(c, row, out);
		dump_style_row(c, row, out);
	}
}
