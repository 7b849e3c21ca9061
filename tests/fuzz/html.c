#include "config.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/html.h"
#include "newsreader/utf8.h"
#include "newsreader/wrap.h"
#include "fuzz/driver.h"

static void
check_block(const struct nr_block *b)
{
	size_t end = 0;

	for (size_t i = 0; i < b->n_spans; i++) {
		require(b->spans[i].start >= end, "spans are in order");
		require(b->spans[i].end > b->spans[i].start, "spans are not empty");
		end = b->spans[i].end;
	}
	require(end <= b->len, "spans lie in the text");
	for (size_t start = 0; start < b->len;) {
		const char *newline = memchr(b->text + start, '\n', b->len - start);
		size_t stop = newline != NULL ? (size_t)(newline - b->text) : b->len;

		require(nr_utf8_is_clean(b->text + start, stop - start), "text is clean");
		start = stop + 1;
	}
}

static void
check_pieces(const struct nr_layout *l, const struct nr_line *line)
{
	int col = 0;

	for (size_t i = 0; i < line->n; i++) {
		const struct nr_piece *p = &l->pieces[line->first + i];

		require(p->col >= col, "pieces do not overlap");
		require(p->width >= 0, "widths are not negative");
		col = p->col + p->width;
		require(nr_utf8_width(p->s, p->n) == p->width || col == l->width,
			"pieces are as wide as they say");
	}
	require(col <= l->width, "pieces lie within the width");
}

/* Move *at over the white space of the text and over what the pieces show of it. */
static void
check_text(const struct nr_block *b, const struct nr_layout *l,
	const struct nr_line *line, size_t *at)
{
	for (size_t i = 0; i < line->n; i++) {
		const struct nr_piece *p = &l->pieces[line->first + i];

		if (p->s < b->text || p->s >= b->text + b->len)
			continue;
		for (size_t start = (size_t)(p->s - b->text); *at < start; ++*at)
			require(b->text[*at] == ' ' || b->text[*at] == '\n',
				"all of the text is shown");
		require(b->text + *at == p->s, "the text is shown in order");
		*at += p->n;
	}
}

/* Note which bytes of a table the line shows. */
static void
note_shown(const struct nr_layout *l, const struct nr_line *line, char *shown)
{
	for (size_t i = 0; i < line->n; i++) {
		const struct nr_piece *p = &l->pieces[line->first + i];

		if (p->at != NR_PIECE_MADE)
			memset(shown + p->at, 1, p->n);
	}
}

static void
check_cells(const struct nr_block *b, const char *shown)
{
	for (size_t i = 0; i < b->n_cells; i++) {
		for (size_t at = b->cells[i].start; at < b->cells[i].end; at++)
			require(shown[at] || b->text[at] == ' ' || b->text[at] == '\n',
				"all of each cell is shown");
	}
}

/* The lines of a block from `line` on; returns the next one. */
static size_t
check_lines(const struct nr_doc *doc, const struct nr_layout *l, size_t block, size_t line)
{
	const struct nr_block *b = &doc->blocks[block];
	char *shown = calloc(1, b->len + 1);
	size_t at = 0, before = 0;

	for (; line < l->n && l->lines[line].block == block; line++) {
		require(l->lines[line].offset <= b->len, "offsets lie in the text");
		require(l->lines[line].offset >= before, "lines are in order");
		before = l->lines[line].offset;
		check_pieces(l, &l->lines[line]);
		if (b->kind == NR_BLOCK_TABLE)
			note_shown(l, &l->lines[line], shown);
		else
			check_text(b, l, &l->lines[line], &at);
	}
	if (b->kind == NR_BLOCK_TABLE)
		check_cells(b, shown);
	else
		require(at + strspn(b->text + at, " \n") == b->len,
			"the text is shown to its end");
	free(shown);
	return line;
}

static void
check_layout(const struct nr_doc *doc, int width)
{
	struct nr_layout l = NR_LAYOUT_INIT;
	size_t line = 0;

	nr_layout_make(doc, width, width % 2, &l);
	for (size_t i = 0; i < doc->n; i++) {
		require(line < l.n && l.lines[line].block == i,
			"blocks have lines, in order");
		line = check_lines(doc, &l, i, line);
	}
	require(line == l.n, "lines belong to blocks");
	nr_layout_release(&l);
}

static void
check(void (*to_doc)(const char *, size_t, struct nr_doc *), const char *s, size_t n)
{
	static const int widths[] = { 1, 2, 3, 7, 19, 20, 33, 76, 80 };
	struct nr_doc doc = NR_DOC_INIT;

	to_doc(s, n, &doc);
	nr_doc_end(&doc);
	for (size_t i = 0; i < doc.n; i++)
		check_block(&doc.blocks[i]);
	for (size_t i = 0; i < doc.n_links; i++)
		require(nr_utf8_is_clean(doc.links[i], strlen(doc.links[i])),
			"links are clean");
	for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++)
		check_layout(&doc, widths[i]);
	nr_doc_release(&doc);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *s = (const char *)data;

	check(nr_html_to_doc, s, n);
	check(nr_markdown_to_doc, s, n);
	check(nr_text_to_doc, s, n);
	return 0;
}
