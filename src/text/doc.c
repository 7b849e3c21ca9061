/* Documents: blocks, spans, cells and links. */
#include "config.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/doc.h"
#include "newsreader/ids.h"
#include "newsreader/mem.h"

enum { SLOTS_MIN = 16 };

static struct nr_block *
last_block(struct nr_doc *d)
{
	return d->n > 0 ? &d->blocks[d->n - 1] : NULL;
}

static void
release_block(struct nr_block *b)
{
	free(b->marker);
	free(b->text);
	free(b->spans);
	free(b->cells);
}

static bool
is_empty(const struct nr_doc *d, const struct nr_block *b)
{
	if (b->kind == NR_BLOCK_TABLE)
		return b->n_cells == 0;
	return d->text.len == 0 && b->kind != NR_BLOCK_RULE && b->marker == NULL;
}

void
nr_doc_end(struct nr_doc *d)
{
	struct nr_block *b = last_block(d);

	if (b == NULL || b->text != NULL)
		return;
	if (is_empty(d, b)) {
		release_block(b);
		d->n--;
		nr_buf_clear(&d->text);
		return;
	}
	b->len = d->text.len;
	b->text = nr_strndup(nr_buf_str(&d->text), b->len);
	nr_buf_clear(&d->text);
	if (b->n_spans > 0)
		b->spans = nr_reallocarray(b->spans, b->n_spans, sizeof *b->spans);
	b->cap_spans = b->n_spans;
	if (b->n_cells > 0)
		b->cells = nr_reallocarray(b->cells, b->n_cells, sizeof *b->cells);
	b->cap_cells = b->n_cells;
}

struct nr_block *
nr_doc_begin(struct nr_doc *d, enum nr_block_kind kind)
{
	nr_doc_end(d);
	d->blocks = nr_grow(d->blocks, &d->cap, d->n + 1, sizeof *d->blocks);
	d->blocks[d->n] = (struct nr_block){ .kind = kind };
	return &d->blocks[d->n++];
}

void
nr_doc_add_link(struct nr_doc *d, size_t link, unsigned style,
	const char *s, size_t n)
{
	struct nr_block *b = last_block(d);

	if (n == 0)
		return;
	if (b == NULL || b->text != NULL)
		b = nr_doc_begin(d, NR_BLOCK_PARA);
	size_t start = d->text.len;

	nr_buf_add(&d->text, s, n);
	if (style == NR_SPAN_PLAIN && link == 0)
		return;
	if (b->n_spans > 0) {
		struct nr_span *last = &b->spans[b->n_spans - 1];

		if (last->end == start && last->style == style && last->link == link) {
			last->end += n;
			return;
		}
	}
	b->spans = nr_grow(b->spans, &b->cap_spans, b->n_spans + 1, sizeof *b->spans);
	b->spans[b->n_spans++] = (struct nr_span){ start, start + n, style, link };
}

void
nr_doc_add(struct nr_doc *d, unsigned style, const char *s, size_t n)
{
	nr_doc_add_link(d, 0, style, s, n);
}

void
nr_doc_addz(struct nr_doc *d, unsigned style, const char *s)
{
	nr_doc_add(d, style, s, strlen(s));
}

void
nr_doc_addf(struct nr_doc *d, size_t link, unsigned style, const char *fmt, ...)
{
	struct nr_buf b = NR_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	nr_buf_vaddf(&b, fmt, ap);
	va_end(ap);
	nr_doc_add_link(d, link, style, nr_buf_str(&b), b.len);
	nr_buf_release(&b);
}

void
nr_doc_add_cell(struct nr_doc *d, const struct nr_cell *cell)
{
	struct nr_block *b = last_block(d);

	b->cells = nr_grow(b->cells, &b->cap_cells, b->n_cells + 1, sizeof *b->cells);
	b->cells[b->n_cells++] = *cell;
}

/* The slot with url's number, or the free slot for it. */
static size_t *
find_slot(struct nr_doc *d, const char *url)
{
	uint64_t h = nr_ids_hash(url);
	size_t i = (size_t)(h ^ h >> 32) & (d->n_slots - 1);

	while (d->slots[i] != 0 && strcmp(d->links[d->slots[i] - 1], url) != 0)
		i = (i + 1) & (d->n_slots - 1);
	return &d->slots[i];
}

static void
grow_slots(struct nr_doc *d)
{
	free(d->slots);
	d->n_slots = d->n_slots > 0 ? d->n_slots * 2 : SLOTS_MIN;
	d->slots = nr_calloc(d->n_slots, sizeof *d->slots);
	for (size_t i = 0; i < d->n_links; i++)
		*find_slot(d, d->links[i]) = i + 1;
}

size_t
nr_doc_link(struct nr_doc *d, const char *url)
{
	if ((d->n_links + 1) * 2 > d->n_slots)
		grow_slots(d);
	size_t *slot = find_slot(d, url);

	if (*slot == 0) {
		d->links = nr_grow(d->links, &d->cap_links, d->n_links + 1,
			sizeof *d->links);
		d->links[d->n_links++] = nr_strdup(url);
		*slot = d->n_links;
	}
	return *slot;
}

void
nr_doc_put_before(struct nr_doc *d, struct nr_doc *head)
{
	if (head->n > 0) {
		d->blocks = nr_grow(d->blocks, &d->cap, d->n + head->n, sizeof *d->blocks);
		memmove(d->blocks + head->n, d->blocks, d->n * sizeof *d->blocks);
		memcpy(d->blocks, head->blocks, head->n * sizeof *d->blocks);
		d->n += head->n;
		head->n = 0;
	}
	nr_doc_release(head);
}

void
nr_doc_remove(struct nr_doc *d, size_t from, size_t n)
{
	for (size_t i = from; i < from + n; i++)
		release_block(&d->blocks[i]);
	memmove(d->blocks + from, d->blocks + from + n, (d->n - from - n) * sizeof *d->blocks);
	d->n -= n;
}

/* Append bytes [start, end) of the text. In a table, line breaks separate rows, so those
 * within a cell become spaces. *cell is the cell to start the search from, and is
 * advanced. */
static void
add_plain(const struct nr_block *b, size_t start, size_t end, size_t *cell,
	struct nr_buf *out)
{
	while (start < end) {
		const char *newline = b->n_cells > 0
			? memchr(b->text + start, '\n', end - start) : NULL;
		size_t stop = newline != NULL ? (size_t)(newline - b->text) : end;

		nr_buf_add(out, b->text + start, stop - start);
		if (newline != NULL) {
			while (*cell < b->n_cells && b->cells[*cell].end <= stop)
				++*cell;
			nr_buf_addch(out, *cell < b->n_cells && b->cells[*cell].start < stop
				? ' ' : '\n');
		}
		start = stop + (newline != NULL);
	}
}

void
nr_block_plain(const struct nr_block *b, struct nr_buf *out)
{
	size_t at = 0, cell = 0;

	for (size_t i = 0; i < b->n_spans; i++) {
		if (b->spans[i].style != NR_SPAN_REF)
			continue;
		add_plain(b, at, b->spans[i].start, &cell, out);
		at = b->spans[i].end;
	}
	add_plain(b, at, b->len, &cell, out);
}

void
nr_doc_release(struct nr_doc *d)
{
	for (size_t i = 0; i < d->n; i++)
		release_block(&d->blocks[i]);
	for (size_t i = 0; i < d->n_links; i++)
		free(d->links[i]);
	free(d->blocks);
	free(d->links);
	free(d->slots);
	nr_buf_release(&d->text);
	*d = (struct nr_doc)NR_DOC_INIT;
}
