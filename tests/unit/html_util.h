/*
 * Documents made of HTML, Markdown and text, as lines to compare with.
 */
#ifndef TESTS_UNIT_HTML_UTIL_H
#define TESTS_UNIT_HTML_UTIL_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "newsreader/html.h"

typedef void (*to_doc)(const char *, size_t, struct nr_doc *);

/*
 * A document on a line: blocks parted by '|', each with the letter of its kind, a
 * heading's level, '>' for each quote, '+' for each list around it, its marker in (),
 * then its text; styled text as *strong*, _emphasis_, `code`, {link}, -struck-; newlines
 * as '/'. Of a table each cell in [] with its flags before: '!' for a head, '<', '=' or '>'
 * for its alignment, its column where it is not the next one, its columns behind 'x'; a
 * ';' between rows.
 */
static inline void
dump_text(const struct nr_block *b, size_t start, size_t end, struct nr_buf *out)
{
	static const char marks[] = " *_`{[#:~";

	for (size_t i = start, span = 0; i <= end; i++) {
		for (; span < b->n_spans && b->spans[span].end <= i; span++) {
			char mark = marks[b->spans[span].style & ~(unsigned)NR_SPAN_STRUCK];

			if (b->spans[span].end < i || i == start)
				continue;
			if (mark != '[' && mark != ' ')
				nr_buf_addch(out, mark == '{' ? '}' : mark);
			if (b->spans[span].style & NR_SPAN_STRUCK)
				nr_buf_addch(out, '-');
		}
		if (i == end)
			break;
		if (span < b->n_spans && i == b->spans[span].start) {
			char mark = marks[b->spans[span].style & ~(unsigned)NR_SPAN_STRUCK];

			if (b->spans[span].style & NR_SPAN_STRUCK)
				nr_buf_addch(out, '-');
			if (mark != '[' && mark != ' ')
				nr_buf_addch(out, mark);
		}
		nr_buf_addch(out, b->text[i] == '\n' ? '/' : b->text[i]);
	}
}

static inline void
dump_cells(const struct nr_block *b, struct nr_buf *out)
{
	int row = 0, col = 0;

	for (size_t i = 0; i < b->n_cells; i++) {
		const struct nr_cell *c = &b->cells[i];

		for (; row < c->row; row++, col = 0)
			nr_buf_addch(out, ';');
		if (c->col != col)
			nr_buf_addf(out, "%d", c->col);
		if (c->cols != 1)
			nr_buf_addf(out, "x%d", c->cols);
		col = c->col + c->cols;
		if (c->head)
			nr_buf_addch(out, '!');
		if (c->align != NR_ALIGN_AUTO)
			nr_buf_addch(out, " <=>"[c->align]);
		nr_buf_addch(out, '[');
		dump_text(b, c->start, c->end, out);
		nr_buf_addch(out, ']');
	}
}

static inline void
dump_block(const struct nr_block *b, struct nr_buf *out)
{
	for (size_t i = 0; i < b->n_spans; i++) {
		assert_true(b->spans[i].start < b->spans[i].end);
		assert_true(b->spans[i].end <= b->len);
	}
	nr_buf_addch(out, "PHIFMRmT"[b->kind]);
	if (b->level > 0)
		nr_buf_addf(out, "%d", b->level);
	for (int i = 0; i < b->quote; i++)
		nr_buf_addch(out, '>');
	for (int i = 0; i < b->indent; i++)
		nr_buf_addch(out, '+');
	if (b->marker != NULL)
		nr_buf_addf(out, "(%s)", b->marker);
	nr_buf_addch(out, ' ');
	if (b->kind == NR_BLOCK_TABLE)
		dump_cells(b, out);
	else
		dump_text(b, 0, b->len, out);
}

static inline void
dump(to_doc convert, const char *s, size_t n, struct nr_buf *out, struct nr_buf *links)
{
	struct nr_doc d = NR_DOC_INIT;

	convert(s, n, &d);
	nr_doc_end(&d);
	nr_buf_addz(out, "");
	nr_buf_addz(links, "");
	for (size_t i = 0; i < d.n; i++) {
		if (i > 0)
			nr_buf_addch(out, '|');
		dump_block(&d.blocks[i], out);
	}
	for (size_t i = 0; i < d.n_links; i++)
		nr_buf_addf(links, "%s%s", i > 0 ? " " : "", d.links[i]);
	nr_doc_release(&d);
}

struct text_case {
	const char *input, *doc, *links, *why;
};

static inline void
check(to_doc convert, const struct text_case *c, size_t n)
{
	for (; n > 0; n--, c++) {
		struct nr_buf out = NR_BUF_INIT, links = NR_BUF_INIT;

		dump(convert, c->input, strlen(c->input), &out, &links);
		if (strcmp(nr_buf_str(&out), c->doc) != 0)
			print_error("%s: %s\n", c->why, c->input);
		assert_string_equal(nr_buf_str(&out), c->doc);
		if (c->links != NULL)
			assert_string_equal(nr_buf_str(&links), c->links);
		nr_buf_release(&out);
		nr_buf_release(&links);
	}
}

#define CHECK(convert, cases) check(convert, cases, sizeof cases / sizeof cases[0])

#endif
