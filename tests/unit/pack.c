#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "newsreader/doc.h"
#include "newsreader/html.h"
#include "newsreader/utf8.h"

static const char html[] = "<h2>Title</h2><p>Some <b>strong</b> and <a href=https://a.example/>"
	"linked</a> text, ä, 漢<br>a <s>line</s></p><ul><li>one<ol><li>two<blockquote>three</blockquote></ol></ul><blockquote>"
	"<p>quoted<p>more</blockquote><pre>int\n  main</pre><hr><table><tr><th>a<th align=right>b"
	"<tr><td colspan=2>1<br>x<tr><td><td>é</table><img src=https://a.example/i.jpg alt=picture>";

static void
make(struct nr_doc *d, struct nr_buf *bytes)
{
	*d = (struct nr_doc)NR_DOC_INIT;
	nr_html_to_doc(html, strlen(html), d);
	nr_doc_end(d);
	nr_doc_pack(d, bytes);
}

static void
assert_same(const struct nr_doc *a, const struct nr_doc *b)
{
	assert_int_equal(a->n, b->n);
	assert_int_equal(a->n_links, b->n_links);
	for (size_t i = 0; i < a->n_links; i++)
		assert_string_equal(a->links[i], b->links[i]);
	for (size_t i = 0; i < a->n; i++) {
		const struct nr_block *x = &a->blocks[i], *y = &b->blocks[i];

		assert_int_equal(x->kind, y->kind);
		assert_int_equal(x->level, y->level);
		assert_int_equal(x->quote, y->quote);
		assert_int_equal(x->same_quote, y->same_quote);
		assert_int_equal(x->inner_quote, y->inner_quote);
		assert_int_equal(x->quote_indent, y->quote_indent);
		assert_int_equal(x->indent, y->indent);
		assert_int_equal(x->marker == NULL, y->marker == NULL);
		if (x->marker != NULL)
			assert_string_equal(x->marker, y->marker);
		assert_int_equal(x->len, y->len);
		assert_string_equal(x->text, y->text);
		assert_int_equal(x->n_spans, y->n_spans);
		for (size_t k = 0; k < x->n_spans; k++) {
			assert_int_equal(x->spans[k].start, y->spans[k].start);
			assert_int_equal(x->spans[k].end, y->spans[k].end);
			assert_int_equal(x->spans[k].style, y->spans[k].style);
			assert_int_equal(x->spans[k].link, y->spans[k].link);
		}
		assert_int_equal(x->n_cells, y->n_cells);
		for (size_t k = 0; k < x->n_cells; k++) {
			assert_int_equal(x->cells[k].start, y->cells[k].start);
			assert_int_equal(x->cells[k].end, y->cells[k].end);
			assert_int_equal(x->cells[k].row, y->cells[k].row);
			assert_int_equal(x->cells[k].col, y->cells[k].col);
			assert_int_equal(x->cells[k].cols, y->cells[k].cols);
			assert_int_equal(x->cells[k].align, y->cells[k].align);
			assert_int_equal(x->cells[k].head, y->cells[k].head);
		}
	}
}

static void
test_a_document_comes_back_as_it_was(void **state)
{
	struct nr_doc a, b, none = NR_DOC_INIT;
	struct nr_buf bytes = NR_BUF_INIT;
	struct nr_error err = NR_ERROR_INIT;

	(void)state;
	make(&a, &bytes);
	assert_true(a.n > 8 && a.n_links == 2);
	assert_true(bytes.len < sizeof html);
	assert_int_equal(nr_doc_unpack(bytes.data, bytes.len, &b, &err), 0);
	assert_same(&a, &b);
	nr_doc_release(&a);
	nr_doc_release(&b);
	nr_buf_clear(&bytes);
	nr_doc_pack(&none, &bytes);
	assert_int_equal(nr_doc_unpack(bytes.data, bytes.len, &b, &err), 0);
	assert_int_equal(b.n, 0);
	nr_doc_release(&b);
	nr_buf_release(&bytes);
}

static bool
is_inside(const struct nr_block *b, size_t at)
{
	return at < b->len && (b->text[at] & 0xc0) == 0x80;
}

static void
assert_sound_cells(const struct nr_block *b)
{
	const struct nr_cell none = { .row = -1 }, *before = &none;

	assert_int_equal(b->kind == NR_BLOCK_TABLE, b->n_cells > 0);
	for (size_t k = 0; k < b->n_cells; before = &b->cells[k++]) {
		const struct nr_cell *c = &b->cells[k];

		assert_true(c->start >= before->end && c->end > c->start && c->end <= b->len);
		assert_false(is_inside(b, c->start) || is_inside(b, c->end));
		assert_true(c->row == before->row || c->row == before->row + 1);
		assert_true(c->cols > 0 && c->col >= 0 && c->col + c->cols <= NR_DOC_COLUMNS_MAX);
		assert_true(c->row < NR_DOC_ROWS_MAX && c->align <= NR_ALIGN_RIGHT);
		if (c->row == before->row)
			assert_true(c->col >= before->col + before->cols);
	}
}

/* What anyone who shows a document relies on. */
static void
assert_sound(const struct nr_doc *d)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct nr_block *b = &d->blocks[i];
		size_t end = 0;

		assert_true(b->kind <= NR_BLOCK_TABLE && strlen(b->text) == b->len);
		assert_sound_cells(b);
		assert_true(b->same_quote >= 0 && b->same_quote <= b->quote);
		assert_true(b->inner_quote >= 0 && b->inner_quote <= b->quote);
		assert_true((b->inner_quote > 0) == (b->quote_indent > 0));
		assert_true(b->level >= 0 && b->level <= 6 && b->quote >= 0 && b->indent >= 0);
		for (size_t k = 0; k < b->n_spans; k++) {
			assert_true(b->spans[k].start >= end);
			assert_true(b->spans[k].end > b->spans[k].start);
			assert_true((b->spans[k].style & ~(unsigned)NR_SPAN_STRUCK) <= NR_SPAN_DIM);
			assert_true(b->spans[k].link <= d->n_links);
			end = b->spans[k].end;
		}
		assert_true(end <= b->len);
		for (const char *s = b->text; *s != '\0'; s += *s == '\n') {
			assert_true(nr_utf8_is_clean(s, strcspn(s, "\n")));
			s += strcspn(s, "\n");
		}
	}
}

static void
test_damaged_bytes_are_refused_or_harmless(void **state)
{
	struct nr_doc a, b;
	struct nr_buf bytes = NR_BUF_INIT;
	struct nr_error err = NR_ERROR_INIT;

	(void)state;
	make(&a, &bytes);
	nr_doc_release(&a);
	for (size_t i = 0; i < bytes.len; i++) {
		for (int value = 0; value < 256; value++) {
			char *copy = malloc(bytes.len);

			memcpy(copy, bytes.data, bytes.len);
			copy[i] = (char)value;
			if (nr_doc_unpack(copy, bytes.len, &b, &err) == 0)
				assert_sound(&b);
			nr_doc_release(&b);
			free(copy);
		}
	}
	nr_buf_release(&bytes);
}

static void
test_cut_or_longer_bytes_are_refused(void **state)
{
	struct nr_doc a, b;
	struct nr_buf bytes = NR_BUF_INIT;
	struct nr_error err = NR_ERROR_INIT;

	(void)state;
	make(&a, &bytes);
	nr_doc_release(&a);
	for (size_t n = 0; n < bytes.len; n++) {
		char *copy = malloc(n + 1);

		memcpy(copy, bytes.data, n);
		assert_int_equal(nr_doc_unpack(copy, n, &b, &err), -1);
		assert_int_equal(err.code, NR_ERR_INPUT);
		assert_int_equal(b.n, 0);
		free(copy);
	}
	nr_buf_addch(&bytes, 0);
	assert_int_equal(nr_doc_unpack(bytes.data, bytes.len, &b, &err), -1);
	nr_buf_release(&bytes);
}

/* As version 1 had it: no shared quotes, a table as a paragraph. */
static void
test_documents_of_the_version_before_are_read(void **state)
{
	static const char bytes[] = "\1" "\0" "\2"
		"\0\0\1\0\0" "\5" "a | b" "\1" "\1\3\10\0"
		"\2\0\0\0\3" "1." "\1" "c" "\0";
	struct nr_doc d;
	struct nr_error err = NR_ERROR_INIT;

	(void)state;
	assert_int_equal(nr_doc_unpack(bytes, sizeof bytes - 1, &d, &err), 0);
	assert_int_equal(d.n, 2);
	assert_string_equal(d.blocks[0].text, "a | b");
	assert_int_equal(d.blocks[0].quote, 1);
	assert_int_equal(d.blocks[0].spans[0].style, NR_SPAN_DIM);
	assert_string_equal(d.blocks[1].marker, "1.");
	nr_doc_release(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_document_comes_back_as_it_was),
		cmocka_unit_test(test_damaged_bytes_are_refused_or_harmless),
		cmocka_unit_test(test_documents_of_the_version_before_are_read),
		cmocka_unit_test(test_cut_or_longer_bytes_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
