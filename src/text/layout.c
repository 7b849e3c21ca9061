/* Lines of a layout: lookup by position, conversion to text. */
#include "config.h"

#include <stdlib.h>

#include "text/wrap_state.h"

/* True if the line shows this byte of the block's text. */
static bool
shows(const struct nr_layout *l, const struct nr_line *line, size_t offset)
{
	for (size_t i = 0; i < line->n; i++) {
		const struct nr_piece *p = &l->pieces[line->first + i];

		if (p->at != NR_PIECE_MADE && p->at <= offset && offset < p->at + p->n)
			return true;
	}
	return false;
}

size_t
nr_layout_line_at(const struct nr_layout *l, size_t block, size_t offset)
{
	size_t low = 0, high = l->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct nr_line *line = &l->lines[middle];

		if (line->block < block
				|| (line->block == block && line->offset <= offset))
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return 0;
	/* In a table row, each line shows a part of each cell. */
	for (size_t up = 0; l->lines[low - 1].block == block
			&& up <= l->lines[low - 1].above; up++) {
		if (shows(l, &l->lines[low - 1 - up], offset))
			return low - 1 - up;
	}
	return low - 1;
}

void
nr_layout_line_text(const struct nr_layout *l, size_t line, struct nr_buf *out)
{
	size_t start = out->len;
	int col = 0;

	for (size_t i = 0; i < l->lines[line].n; i++) {
		const struct nr_piece *p = &l->pieces[l->lines[line].first + i];

		for (; col < p->col; col++)
			nr_buf_addch(out, ' ');
		nr_buf_add(out, p->s, p->n);
		col += p->width;
	}
	while (out->len > start && out->data[out->len - 1] == ' ')
		nr_buf_truncate(out, out->len - 1);
}

static void
drop_made(struct nr_layout *l)
{
	for (size_t i = 0; i < l->n_made; i++)
		free(l->made[i]);
	l->n_made = 0;
}

void
nr_layout_clear(struct nr_layout *l)
{
	l->n = l->n_pieces = 0;
	drop_made(l);
}

void
nr_layout_release(struct nr_layout *l)
{
	drop_made(l);
	free(l->lines);
	free(l->pieces);
	free(l->made);
	*l = (struct nr_layout)NR_LAYOUT_INIT;
}
