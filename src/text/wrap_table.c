/* Lays out a table, as columns or, if these do not fit, as a list of cells. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "text/wrap_table.h"

void
nr_wrap_table_free(struct nr_wrap_table *t)
{
	if (t != NULL)
		free(t->cuts);
	free(t);
}

/* Keep a string as long as the layout lives. */
static const char *
keep(struct nr_wrap *w, struct nr_buf *s)
{
	struct nr_layout *out = w->out;

	out->made = nr_grow(out->made, &out->cap_made, out->n_made + 1, sizeof *out->made);
	out->made[out->n_made] = nr_strndup(nr_buf_str(s), s->len);
	nr_buf_release(s);
	return out->made[out->n_made++];
}

/* Build a row of `fill` with `between` between the columns, and record the byte ranges of
 * the columns. */
static const char *
make_row(struct nr_wrap *w, const char *fill, const char *between, size_t *n)
{
	struct nr_wrap_table *t = w->table;
	struct nr_buf row = NR_BUF_INIT;
	int left = 0;

	for (int i = 0; i < t->n; i++) {
		struct nr_wrap_column *c = &t->columns[i];

		if (c->width > 0 && left > 0) {
			nr_buf_addz(&row, between);
			left += TEXT_WRAP_GAP;
		}
		c->byte = row.len;
		c->left = left;
		for (int k = 0; k < c->width; k++)
			nr_buf_addz(&row, fill);
		c->end = row.len;
		left += c->width;
	}
	*n = row.len;
	return keep(w, &row);
}

/* Begin a line with its position; the first line has the position of the table. */
static struct nr_line *
add_line(struct nr_wrap *w, size_t offset)
{
	bool first = w->out->n == w->table->first;
	struct nr_line *line = nr_wrap_line(w, first ? 0 : offset);

	nr_wrap_margin(w);
	return line;
}

static void
cut_cell(struct nr_wrap *w, const struct nr_cell *cell, int width)
{
	struct nr_wrap_table *t = w->table;
	int avail = w->avail;
	struct nr_cut cut;

	w->avail = width;
	nr_wrap_seek(w, cell->start);
	for (size_t start = cell->start, stop; start < cell->end; start = stop + 1) {
		stop = nr_wrap_line_end(w, cell, start);
		cut.next = start;
		do {
			nr_wrap_cut(w, cut.next, stop, &cut);
			t->cuts = nr_grow(t->cuts, &t->cap_cuts, t->n_cuts + 1,
				sizeof *t->cuts);
			t->cuts[t->n_cuts++] = cut;
			nr_wrap_seek(w, cut.next);
		} while (cut.next < stop);
	}
	w->avail = avail;
}

static void
add_part(struct nr_wrap *w, const struct nr_cell *cell)
{
	struct nr_wrap_table *t = w->table;
	struct nr_wrap_part *p = &t->parts[t->n_parts++];
	const struct nr_wrap_column *c = &t->columns[cell->col];

	*p = (struct nr_wrap_part){ .cell = cell, .first = c, .last = c, .cut = t->n_cuts };
	for (int i = 1; i < cell->cols; i++)
		p->last = c[i].width > 0 ? &c[i] : p->last;
	cut_cell(w, cell, p->last->left + p->last->width - c->left);
	p->n = t->n_cuts - p->cut;
}

static void
add_part_text(struct nr_wrap *w, const struct nr_wrap_part *p, const struct nr_cut *cut)
{
	enum nr_align align = p->cell->align;
	int left = p->first->left, right = p->last->left + p->last->width;
	int spare, line, word;

	if (align == NR_ALIGN_AUTO && p->first == p->last && p->first->numbers
			&& !p->first->texts)
		align = NR_ALIGN_RIGHT;
	w->span = cut->span;
	if (align == NR_ALIGN_RIGHT || align == NR_ALIGN_CENTER) {
		nr_wrap_measure(w, cut->start, cut->end, &line, &word);
		spare = right - left > line ? right - left - line : 0;
		left += align == NR_ALIGN_RIGHT ? spare : spare / 2;
	}
	nr_wrap_text(w, cut, w->text + left, w->text + right);
}

/* Add bars and blanks from the end of column `from` to the beginning of `to`. */
static void
add_blank(struct nr_wrap *w, const struct nr_wrap_column *from, const struct nr_wrap_column *to)
{
	const struct nr_wrap_table *t = w->table;
	size_t start = from != NULL ? from->end : 0;
	int left = from != NULL ? from->left + from->width : 0;
	const struct nr_wrap_column *last = &t->columns[t->n - 1];
	size_t stop = to != NULL ? to->byte : last->end;
	int right = to != NULL ? to->left : last->left + last->width;

	if (right > left)
		nr_wrap_made(w, w->text + left, right - left, t->blank + start, stop - start);
}

/* Add line number k of the row. */
static void
add_row_line(struct nr_wrap *w, size_t k)
{
	struct nr_wrap_table *t = w->table;
	const struct nr_wrap_column *from = NULL;
	bool begun = false;

	for (size_t i = 0; i < t->n_parts; i++) {
		const struct nr_wrap_part *p = &t->parts[i];
		const struct nr_cut *cut = &t->cuts[p->cut + k];

		if (k >= p->n)
			continue;
		if (!begun)
			add_line(w, cut->start)->above = k;
		begun = true;
		add_blank(w, from, p->first);
		add_part_text(w, p, cut);
		from = p->last;
	}
	add_blank(w, from, NULL);
}

static void
add_row(struct nr_wrap *w, size_t first, size_t end)
{
	struct nr_wrap_table *t = w->table;
	size_t lines = 0;

	t->n_parts = t->n_cuts = 0;
	for (size_t i = first; i < end; i++) {
		add_part(w, &w->block->cells[i]);
		if (t->parts[i - first].n > lines)
			lines = t->parts[i - first].n;
	}
	for (size_t k = 0; k < lines; k++)
		add_row_line(w, k);
}

static size_t
row_end(const struct nr_block *b, size_t first)
{
	size_t end = first + 1;

	while (end < b->n_cells && b->cells[end].row == b->cells[first].row)
		end++;
	return end;
}

static void
add_grid(struct nr_wrap *w)
{
	const struct nr_block *b = w->block;
	struct nr_wrap_table *t = w->table;
	const struct nr_wrap_column *last = &t->columns[t->n - 1];
	size_t n, n_blank;
	const char *rule = make_row(w, w->ascii ? "-" : "─", w->ascii ? "-+-" : "─┼─", &n);

	t->blank = make_row(w, " ", w->ascii ? " | " : " │ ", &n_blank);
	for (size_t i = 0, end; i < b->n_cells; i = end) {
		end = row_end(b, i);
		if (i > 0 && i == t->heads) {
			add_line(w, b->cells[i].start);
			nr_wrap_made(w, w->text, last->left + last->width, rule, n);
		}
		add_row(w, i, end);
	}
}

/* Use a header cell as the name of its column, up to half of the line width. */
static void
set_name(struct nr_wrap *w, const struct nr_cell *head)
{
	struct nr_wrap_column *c = &w->table->columns[head->col];
	size_t stop = nr_wrap_line_end(w, head, head->start);

	nr_wrap_seek(w, head->start);
	c->name = head;
	c->name_end = nr_wrap_fit(w, head->start, stop, w->avail / 2 - 3);
	c->name_width = nr_utf8_width(w->block->text + head->start,
		c->name_end - head->start);
	c->whole = c->name_end == head->end;
	if (c->name_end == head->start)
		c->name = NULL;
}

static int
name_cells(const struct nr_wrap_column *c)
{
	return c->name != NULL ? c->name_width + (c->whole ? 2 : 3) : 0;
}

static void
add_name(struct nr_wrap *w, const struct nr_wrap_column *c)
{
	const char *end = c->whole ? ": " : w->ascii ? ".: " : "…: ";

	nr_wrap_seek(w, c->name->start);
	nr_wrap_text(w, &(struct nr_cut){ c->name->start, c->name_end, 0, w->span },
		w->text, w->text + c->name_width);
	nr_wrap_made(w, w->text + c->name_width, name_cells(c) - c->name_width, end,
		strlen(end));
}

/* Add a cell on lines of its own, after the name of its column. */
static void
add_entry(struct nr_wrap *w, const struct nr_cell *cell, bool named)
{
	struct nr_wrap_table *t = w->table;
	const struct nr_wrap_column *c = &t->columns[cell->col];
	int hang = named ? name_cells(c) : 0;

	t->n_cuts = 0;
	cut_cell(w, cell, w->avail - hang);
	for (size_t i = 0; i < t->n_cuts; i++) {
		add_line(w, t->cuts[i].start);
		if (i == 0 && hang > 0)
			add_name(w, c);
		nr_wrap_text(w, &t->cuts[i], w->text + hang, w->text + w->avail);
	}
}

/* Used if the columns do not fit. */
static void
add_list(struct nr_wrap *w)
{
	const struct nr_block *b = w->block;
	struct nr_wrap_table *t = w->table;

	for (size_t i = 0; i < t->heads; i++)
		set_name(w, &b->cells[i]);
	for (size_t i = t->heads; i < b->n_cells; i++)
		t->columns[b->cells[i].col].used = true;
	for (size_t i = 0; i < b->n_cells; i++) {
		const struct nr_cell *cell = &b->cells[i];
		const struct nr_wrap_column *c = &t->columns[cell->col];

		if (i < t->heads && c->name == cell && c->whole && c->used)
			continue;
		if (w->out->n > t->first && i >= t->heads && cell->row != cell[-1].row)
			nr_wrap_line(w, cell->start);
		add_entry(w, cell, i >= t->heads);
	}
}

void
nr_wrap_table(struct nr_wrap *w)
{
	if (w->block->n_cells == 0)
		return;
	if (w->table == NULL)
		w->table = nr_calloc(1, sizeof *w->table);
	w->table->first = w->out->n;
	nr_wrap_find_breaks(w);
	if (nr_wrap_columns(w))
		add_grid(w);
	else
		add_list(w);
}
