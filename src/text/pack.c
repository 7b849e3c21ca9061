/* Binary form of documents for pages.db. */
#include "config.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/doc.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

/*
 * Binary form: the version, then numbers with 7 bits in each byte, low bits first, the
 * top bit set in all bytes but the last; strings are preceded by their length. First the
 * links; then each block: kind, level, quote, quotes shared with the previous block,
 * inner quotes, their indent, indent, marker (its length + 1; 0: none), text, spans
 * (bytes from the end of the previous one, length, style, link), and for a table the
 * cells (rows from the previous one, column, columns, alignment and head, bytes from the
 * end of the previous one, length). Version 1 had no shared and inner quotes and no
 * tables; kept pages of it are still read.
 */

enum {
	PACKED = 2,
	PACKED_BEFORE = 1,
	LEVEL_MAX = 6,
	DEPTH_MAX = 255,
	MARKER_MAX = 16,
	HEAD = 4,		/* flag in addition to the alignment */
	BITS = 7,
	MORE = 0x80
};

static void
put_number(struct nr_buf *out, size_t n)
{
	for (; n >= MORE; n >>= BITS)
		nr_buf_addch(out, (char)((n & (MORE - 1)) | MORE));
	nr_buf_addch(out, (char)n);
}

static void
put_string(struct nr_buf *out, const char *s, size_t n)
{
	put_number(out, n);
	nr_buf_add(out, s, n);
}

static void
put_cells(struct nr_buf *out, const struct nr_block *b)
{
	size_t at = 0;
	int row = 0;

	put_number(out, b->n_cells);
	for (size_t i = 0; i < b->n_cells; i++) {
		const struct nr_cell *cell = &b->cells[i];

		put_number(out, (size_t)(cell->row - row));
		put_number(out, (size_t)cell->col);
		put_number(out, (size_t)cell->cols);
		put_number(out, (size_t)cell->align | (cell->head ? HEAD : 0));
		put_number(out, cell->start - at);
		put_number(out, cell->end - cell->start);
		row = cell->row;
		at = cell->end;
	}
}

static void
put_block(struct nr_buf *out, const struct nr_block *b)
{
	size_t at = 0;

	put_number(out, b->kind);
	put_number(out, (size_t)b->level);
	put_number(out, (size_t)b->quote);
	put_number(out, (size_t)b->same_quote);
	put_number(out, (size_t)b->inner_quote);
	put_number(out, (size_t)b->quote_indent);
	put_number(out, (size_t)b->indent);
	put_number(out, b->marker != NULL ? strlen(b->marker) + 1 : 0);
	if (b->marker != NULL)
		nr_buf_addz(out, b->marker);
	put_string(out, b->text, b->len);
	put_number(out, b->n_spans);
	for (size_t i = 0; i < b->n_spans; i++) {
		const struct nr_span *span = &b->spans[i];

		put_number(out, span->start - at);
		put_number(out, span->end - span->start);
		put_number(out, span->style);
		put_number(out, span->link);
		at = span->end;
	}
	if (b->kind == NR_BLOCK_TABLE)
		put_cells(out, b);
}

void
nr_doc_pack(const struct nr_doc *d, struct nr_buf *out)
{
	put_number(out, PACKED);
	put_number(out, d->n_links);
	for (size_t i = 0; i < d->n_links; i++)
		put_string(out, d->links[i], strlen(d->links[i]));
	put_number(out, d->n);
	for (size_t i = 0; i < d->n; i++)
		put_block(out, &d->blocks[i]);
}

struct reader {
	const char *s, *end;
	size_t version;
	bool bad;
};

/* Read a number; values over max and missing ones make the data invalid. */
static size_t
take_number(struct reader *r, size_t max)
{
	size_t n = 0;

	for (unsigned shift = 0; shift < 5 * BITS && r->s < r->end; shift += BITS) {
		unsigned char byte = (unsigned char)*r->s++;

		n |= (size_t)(byte & (MORE - 1)) << shift;
		if (byte < MORE) {
			r->bad |= n > max;
			return n > max ? 0 : n;
		}
	}
	r->bad = true;
	return 0;
}

/* Read the length of a string that must fit into the rest. */
static size_t
take_length(struct reader *r)
{
	size_t left = (size_t)(r->end - r->s);
	size_t n = take_number(r, left);

	if (n > (size_t)(r->end - r->s)) {
		r->bad = true;
		n = 0;
	}
	return n;
}

/* True for lines of clean text without NUL. */
static bool
is_clean(const char *s, size_t n)
{
	const char *end = s + n;

	while (s < end) {
		const char *newline = memchr(s, '\n', (size_t)(end - s));
		const char *stop = newline != NULL ? newline : end;

		if (!nr_utf8_is_clean(s, (size_t)(stop - s)))
			return false;
		s = stop + (newline != NULL);
	}
	return true;
}

static void
take_links(struct reader *r, struct nr_doc *d)
{
	size_t n = take_number(r, NR_DOC_LINKS_MAX);

	for (size_t i = 0; i < n && !r->bad; i++) {
		size_t len = take_length(r);
		char *url;

		r->bad |= len == 0 || !nr_utf8_is_clean(r->s, len);
		if (r->bad)
			return;
		url = nr_strndup(r->s, len);
		r->bad = nr_doc_link(d, url) != i + 1;
		r->s += len;
		free(url);
	}
}

static bool
is_inside(const char *text, size_t n, size_t at)
{
	return at < n && ((unsigned char)text[at] & 0xc0) == 0x80;
}

static void
take_spans(struct reader *r, struct nr_doc *d, const char *text, size_t len)
{
	size_t n = take_number(r, len), at = 0;

	for (size_t i = 0; i < n && !r->bad; i++) {
		size_t start = at + take_number(r, len - at);
		size_t end = start + take_number(r, len - start);
		size_t style = take_number(r, NR_SPAN_DIM | NR_SPAN_STRUCK);
		size_t link = take_number(r, d->n_links);

		if (end == start || is_inside(text, len, start) || is_inside(text, len, end)
				|| (style & ~(size_t)NR_SPAN_STRUCK) > NR_SPAN_DIM)
			r->bad = true;
		if (r->bad)
			return;
		nr_doc_add(d, NR_SPAN_PLAIN, text + at, start - at);
		nr_doc_add_link(d, link, (unsigned)style, text + start, end - start);
		at = end;
	}
	nr_doc_add(d, NR_SPAN_PLAIN, text + at, len - at);
}

/* Checks that the first cell is in the first row, no row is skipped, and cells do not
 * overlap. */
static void
take_cell(struct reader *r, struct nr_doc *d, const struct nr_cell *before,
	struct nr_cell *cell)
{
	const char *text = nr_buf_str(&d->text);
	size_t len = d->text.len, look;
	int down = (int)take_number(r, before != NULL);

	cell->row = before != NULL ? before->row + down : 0;
	cell->col = (int)take_number(r, NR_DOC_COLUMNS_MAX - 1);
	cell->cols = (int)take_number(r, (size_t)(NR_DOC_COLUMNS_MAX - cell->col));
	look = take_number(r, HEAD | NR_ALIGN_RIGHT);
	cell->align = (enum nr_align)(look & (HEAD - 1));
	cell->head = (look & HEAD) != 0;
	cell->start = before != NULL ? before->end : 0;
	cell->start += take_number(r, len - cell->start);
	cell->end = cell->start + take_number(r, len - cell->start);
	if (cell->cols == 0 || cell->row >= NR_DOC_ROWS_MAX || cell->end == cell->start
			|| is_inside(text, len, cell->start) || is_inside(text, len, cell->end)
			|| (before != NULL && down == 0 && cell->col < before->col + before->cols))
		r->bad = true;
}

static void
take_cells(struct reader *r, struct nr_doc *d)
{
	size_t n = take_number(r, d->text.len);
	struct nr_cell cell, before;

	r->bad |= n == 0;
	for (size_t i = 0; i < n && !r->bad; i++) {
		take_cell(r, d, i > 0 ? &before : NULL, &cell);
		if (!r->bad)
			nr_doc_add_cell(d, &cell);
		before = cell;
	}
}

static char *
take_marker(struct reader *r)
{
	size_t n = take_number(r, MARKER_MAX);
	char *marker = NULL;

	if (n > 0 && n - 1 <= (size_t)(r->end - r->s) && nr_utf8_is_clean(r->s, n - 1)) {
		marker = nr_strndup(r->s, n - 1);
		r->s += n - 1;
	} else if (n > 0) {
		r->bad = true;
	}
	return marker;
}

static void
take_quotes(struct reader *r, struct nr_block *b)
{
	b->quote = (int)take_number(r, DEPTH_MAX);
	if (r->version == PACKED_BEFORE)
		return;
	b->same_quote = (int)take_number(r, (size_t)b->quote);
	b->inner_quote = (int)take_number(r, (size_t)b->quote);
	b->quote_indent = (int)take_number(r, DEPTH_MAX);
	r->bad |= (b->inner_quote > 0) != (b->quote_indent > 0);
}

static void
take_block(struct reader *r, struct nr_doc *d)
{
	enum nr_block_kind kind = (enum nr_block_kind)take_number(r,
		r->version == PACKED_BEFORE ? NR_BLOCK_META : NR_BLOCK_TABLE);
	struct nr_block *b = nr_doc_begin(d, kind);
	const char *text;
	size_t n;

	b->level = (int)take_number(r, LEVEL_MAX);
	take_quotes(r, b);
	b->indent = (int)take_number(r, DEPTH_MAX);
	b->marker = take_marker(r);
	n = take_length(r);
	text = r->s;
	r->s += n;
	r->bad |= !is_clean(text, n) || (kind == NR_BLOCK_RULE) != (n == 0 && b->marker == NULL);
	if (!r->bad)
		take_spans(r, d, text, n);
	if (!r->bad && kind == NR_BLOCK_TABLE)
		take_cells(r, d);
}

int
nr_doc_unpack(const void *bytes, size_t n, struct nr_doc *out, struct nr_error *err)
{
	struct reader r = { .s = bytes, .end = (const char *)bytes + n };
	size_t blocks;

	*out = (struct nr_doc)NR_DOC_INIT;
	r.version = take_number(&r, PACKED);
	r.bad |= r.version < PACKED_BEFORE;
	take_links(&r, out);
	blocks = take_number(&r, n);
	for (size_t i = 0; i < blocks && !r.bad; i++)
		take_block(&r, out);
	nr_doc_end(out);
	if (!r.bad && r.s == r.end)
		return 0;
	nr_doc_release(out);
	return nr_error_set(err, NR_ERR_INPUT, "the kept document is damaged");
}
