/* Builds blocks of a document from inline text: white space, links, tables. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "text/bare.h"
#include "text/build.h"
#include "text/href.h"

enum {
	LIKE_HEADING_MAX = 80,		/* bytes */
	RESOLVED_MAX = 2 << 20		/* bytes of all URLs made absolute */
};

static const char bar[] = " \xe2\x94\x82 ";	/* " │ " */

static unsigned
style_now(const struct nr_text_build *b)
{
	unsigned struck = b->struck > 0 ? NR_SPAN_STRUCK : 0;

	if (b->linked)
		return NR_SPAN_LINK | struck;
	if (b->code > 0)
		return NR_SPAN_CODE | struck;
	if (b->strong > 0)
		return NR_SPAN_STRONG | struck;
	return (b->emphasis > 0 ? NR_SPAN_EMPHASIS : NR_SPAN_PLAIN) | struck;
}

static void
begin(struct nr_text_build *b, enum nr_block_kind kind)
{
	struct nr_block *block = nr_doc_begin(b->doc, kind);

	block->level = kind == NR_BLOCK_HEADING ? b->level : 0;
	block->quote = b->quote;
	block->same_quote = b->low_quote < b->quote ? b->low_quote : b->quote;
	b->low_quote = b->quote;
	block->inner_quote = b->inner_quote;
	block->quote_indent = b->quote_indent;
	/* The marker of an item is in the margin of the other blocks of its list. */
	block->indent = b->indent - (kind == NR_BLOCK_ITEM && b->indent > 0);
	if (b->marker[0] != '\0' && kind == NR_BLOCK_ITEM) {
		block->marker = nr_strdup(b->marker);
		b->marker[0] = '\0';
	}
	b->open = true;
	b->space = false;
	b->breaks = 0;
}

static void
add_ref(struct nr_text_build *b)
{
	if (b->ref && b->open)
		nr_doc_addf(b->doc, b->link, NR_SPAN_REF, " [%zu]", b->link);
	b->ref = false;
}

/* True if all text of the block is strong: `<p><strong>Set-up</strong></p>`. */
static bool
is_like_heading(const struct nr_doc *doc, const struct nr_block *block)
{
	const struct nr_buf *text = &doc->text;
	size_t at = 0;

	if (block->kind != NR_BLOCK_PARA || block->indent > 0 || block->n_spans == 0
			|| text->len > LIKE_HEADING_MAX
			|| memchr(text->data, '\n', text->len) != NULL
			|| strchr(".,;!", text->data[text->len - 1]) != NULL)
		return false;
	for (size_t i = 0; i < block->n_spans; i++) {
		const struct nr_span *span = &block->spans[i];

		if (span->style != NR_SPAN_STRONG
				|| strspn(text->data + at, " ") < span->start - at)
			return false;
		at = span->end;
	}
	return at == text->len;
}

/* Remove empty lines at the end, also from spans. */
static void
trim_lines(struct nr_buf *text, struct nr_block *block)
{
	while (text->len > 0 && text->data[text->len - 1] == '\n')
		nr_buf_truncate(text, text->len - 1);
	while (block->n_spans > 0 && block->spans[block->n_spans - 1].start >= text->len)
		block->n_spans--;
	if (block->n_spans > 0 && block->spans[block->n_spans - 1].end > text->len)
		block->spans[block->n_spans - 1].end = text->len;
}

void
nr_text_build_border(struct nr_text_build *b)
{
	if (b->table.on) {
		b->breaks = b->table.filled;
		return;
	}
	if (!b->open)
		return;
	add_ref(b);
	struct nr_block *block = &b->doc->blocks[b->doc->n - 1];

	if (block->kind == NR_BLOCK_PRE)
		trim_lines(&b->doc->text, block);
	if (b->strong == 0 && is_like_heading(b->doc, block)) {
		block->kind = NR_BLOCK_HEADING;
		block->level = 4;
		block->n_spans = 0;
	}
	b->open = false;
	b->space = false;
	b->breaks = 0;
}

/* Begin the text of a cell, with the line break or bars before it. */
static void
fill_cell(struct nr_text_build *b)
{
	struct nr_text_table *t = &b->table;

	if (!t->begun)
		nr_text_build_cell(b, &(struct nr_cell){ .cols = 1 }, 1);
	if (!t->row_filled && b->doc->text.len > 0)
		nr_doc_addz(b->doc, NR_SPAN_PLAIN, "\n");
	for (; t->bars > 0; t->bars--)
		nr_doc_addz(b->doc, NR_SPAN_PLAIN, bar);
	t->cell.start = b->doc->text.len;
	t->filled = t->row_filled = true;
	t->joined = false;
}

/* Add the pending breaks, bars and white space before visible content. */
static void
settle(struct nr_text_build *b)
{
	bool begins = b->table.on && !b->table.filled;

	if (begins)
		fill_cell(b);
	else if (b->open && b->breaks > 1 && !b->table.on)
		nr_text_build_border(b);
	if (!b->open)
		begin(b, b->kind);
	if (begins) {
		;
	} else if (b->table.joined) {
		nr_doc_addz(b->doc, NR_SPAN_PLAIN, bar);
		b->table.joined = false;
	} else if (b->breaks > 0 && b->doc->text.len > 0) {
		nr_doc_addz(b->doc, NR_SPAN_PLAIN, "\n");
	} else if (b->space && b->doc->text.len > 0) {
		unsigned style = style_now(b);
		bool same = b->space_style == style && b->space_link == b->link;

		nr_doc_add_link(b->doc, same ? b->link : 0, same ? style
			: style & b->space_style & NR_SPAN_STRUCK, " ", 1);
	}
	b->breaks = 0;
	b->space = false;
}

static void
add_word(struct nr_text_build *b, const char *s, size_t n)
{
	if (b->linked && b->link == 0)
		b->link = nr_doc_link(b->doc, b->url.data);
	settle(b);
	if (b->linked || b->code > 0)
		nr_doc_add_link(b->doc, b->link, style_now(b), s, n);
	else
		nr_text_bare_add(b->doc, style_now(b), s, n);
	b->ref = b->linked;
}

/* Length in bytes of the white space at s, in clean text, or 0. */
static size_t
white(const char *s, size_t n)
{
	uint32_t cp;

	if ((unsigned char)*s < 0x80)
		return *s == ' ' || *s == '\n';
	if (strchr("\xc2\xe1\xe2\xe3", *s) == NULL)
		return 0;
	size_t len = nr_utf8_decode(s, n, &cp);

	return cp == 0xa0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a)
		|| cp == 0x202f || cp == 0x205f || cp == 0x3000 ? len : 0;
}

void
nr_text_build_text(struct nr_text_build *b, const char *s, size_t n)
{
	nr_buf_clear(&b->clean);
	nr_utf8_clean_text(&b->clean, s, n);
	s = nr_buf_str(&b->clean);
	n = b->clean.len;
	for (size_t i = 0, start = 0; i < n; start = i) {
		size_t len = white(s + i, n - i);

		if (len > 0) {
			if (!b->space) {
				b->space = true;
				b->space_style = style_now(b);
				b->space_link = b->link;
			}
			i += len;
			continue;
		}
		while (i < n && white(s + i, n - i) == 0)
			i++;
		add_word(b, s + start, i - start);
	}
}

void
nr_text_build_pre(struct nr_text_build *b, const char *s, size_t n)
{
	if (!b->open)
		begin(b, NR_BLOCK_PRE);
	nr_buf_clear(&b->clean);
	nr_utf8_clean_text(&b->clean, s, n);
	nr_doc_add(b->doc, b->struck > 0 ? NR_SPAN_PLAIN | NR_SPAN_STRUCK : NR_SPAN_PLAIN,
		nr_buf_str(&b->clean), b->clean.len);
}

void
nr_text_build_break(struct nr_text_build *b)
{
	if (b->table.on) {
		b->breaks = b->table.filled;
	} else if (b->kind == NR_BLOCK_HEADING) {
		b->space = true;
		b->space_style = NR_SPAN_PLAIN;
	} else if (b->open && b->breaks < 2) {
		b->breaks++;
	}
}

/* Get a URL for the document: absolute if possible. The total is limited, because each
 * absolute URL repeats the base. */
static bool
take_url(struct nr_text_build *b, struct nr_buf *out, const char *url)
{
	struct nr_buf full = NR_BUF_INIT;

	if (b->doc->n_links >= NR_DOC_LINKS_MAX || b->resolved > RESOLVED_MAX
			|| !nr_text_href_clean(out, url))
		return false;
	if (b->base != NULL && nr_text_href_resolve(&full, b->base, out->data)) {
		nr_buf_release(out);
		*out = full;
		b->resolved += full.len;
	}
	return true;
}

static void
add_object(struct nr_text_build *b, size_t link)
{
	nr_doc_add_link(b->doc, link, link != 0 ? NR_SPAN_LINK : NR_SPAN_DIM,
		nr_buf_str(&b->clean), b->clean.len);
	if (link != 0)
		nr_doc_addf(b->doc, link, NR_SPAN_REF, " [%zu]", link);
}

void
nr_text_build_object(struct nr_text_build *b, const char *s, const char *url)
{
	struct nr_buf href = NR_BUF_INIT;
	size_t link = 0;

	if (url != NULL && take_url(b, &href, url))
		link = nr_doc_link(b->doc, href.data);
	nr_buf_release(&href);
	nr_buf_clear(&b->clean);
	nr_utf8_clean_line(&b->clean, s, strlen(s));
	if (b->table.on) {
		add_ref(b);
		settle(b);
		add_object(b, link);
		return;
	}
	nr_text_build_border(b);
	begin(b, NR_BLOCK_IMAGE);
	add_object(b, link);
	nr_text_build_border(b);
}

void
nr_text_build_rule(struct nr_text_build *b)
{
	if (b->table.on)
		return;
	nr_text_build_border(b);
	if (b->doc->n > 0 && b->doc->blocks[b->doc->n - 1].kind == NR_BLOCK_RULE)
		return;
	begin(b, NR_BLOCK_RULE);
	nr_text_build_border(b);
}

void
nr_text_build_table(struct nr_text_build *b)
{
	nr_text_build_border(b);
	begin(b, NR_BLOCK_TABLE);
	b->table = (struct nr_text_table){ .on = true };
}

static void
end_cell(struct nr_text_build *b)
{
	struct nr_text_table *t = &b->table;

	add_ref(b);
	if (t->filled) {
		t->cell.end = b->doc->text.len;
		nr_doc_add_cell(b->doc, &t->cell);
	}
	t->filled = t->joined = false;
	b->breaks = 0;
	b->space = false;
}

void
nr_text_build_table_end(struct nr_text_build *b)
{
	end_cell(b);
	b->table.on = false;
	nr_text_build_border(b);
}

void
nr_text_build_row(struct nr_text_build *b)
{
	struct nr_text_table *t = &b->table;

	end_cell(b);
	t->row += t->row_filled;
	if (t->row == NR_DOC_ROWS_MAX) {
		nr_text_build_table_end(b);
		nr_text_build_table(b);
	}
	t->begun = t->row_filled = false;
	t->col = t->bars = 0;
	for (int i = 0; i < NR_DOC_COLUMNS_MAX; i++)
		t->busy[i] -= t->busy[i] > 0;
}

void
nr_text_build_cell(struct nr_text_build *b, const struct nr_cell *cell, int rows)
{
	struct nr_text_table *t = &b->table;

	while (t->col < NR_DOC_COLUMNS_MAX && t->busy[t->col] > 0)
		t->col++;
	if (t->col == NR_DOC_COLUMNS_MAX) {
		add_ref(b);
		t->joined = true;
		return;
	}
	end_cell(b);
	t->bars += t->begun;
	t->begun = true;
	t->cell = *cell;
	t->cell.row = t->row;
	t->cell.col = t->col;
	t->cell.cols = 0;
	do {
		t->busy[t->col++] = rows;
		t->cell.cols++;
	} while (t->cell.cols < cell->cols && t->col < NR_DOC_COLUMNS_MAX
		&& t->busy[t->col] == 0);
}

void
nr_text_build_link(struct nr_text_build *b, const char *url)
{
	nr_text_build_unlink(b);
	nr_buf_clear(&b->url);
	b->linked = url != NULL && take_url(b, &b->url, url);
}

void
nr_text_build_unlink(struct nr_text_build *b)
{
	add_ref(b);
	b->link = 0;
	b->linked = false;
}

void
nr_text_build_cut(struct nr_text_build *b)
{
	nr_text_build_border(b);
	nr_doc_begin(b->doc, NR_BLOCK_PARA);
	nr_doc_addz(b->doc, NR_SPAN_DIM,
		"[The text is longer; the rest is left out here.]");
}

void
nr_text_build_finish(struct nr_text_build *b)
{
	if (b->table.on)
		nr_text_build_table_end(b);
	nr_text_build_border(b);
	nr_buf_release(&b->clean);
	nr_buf_release(&b->url);
}
