/* Writes a document as HTML. */
#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "newsreader/doc.h"
#include "newsreader/url.h"

enum { DEPTH_MAX = 64 };	/* containers around a block; further ones are left out */

enum container { QUOTE, BULLETS, NUMBERS };

static const char *const opening[] = {
	[QUOTE] = "<blockquote>", [BULLETS] = "<ul><li>", [NUMBERS] = "<ol><li>"
};
static const char *const closing[] = {
	[QUOTE] = "</blockquote>\n", [BULLETS] = "</li></ul>\n", [NUMBERS] = "</li></ol>\n"
};

struct writer {
	const struct nr_doc *doc;
	struct nr_buf *out;
	enum container open[DEPTH_MAX];	/* around the last block, the outermost first */
	size_t n;
};

static void
put_escaped(struct nr_buf *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		switch (s[i]) {
		case '&':
			nr_buf_addz(out, "&amp;");
			break;
		case '<':
			nr_buf_addz(out, "&lt;");
			break;
		case '>':
			nr_buf_addz(out, "&gt;");
			break;
		case '"':
			nr_buf_addz(out, "&quot;");
			break;
		default:
			nr_buf_addch(out, s[i]);
		}
	}
}

static const char *
element_of(unsigned style)
{
	switch (style) {
	case NR_SPAN_STRONG:
		return "strong";
	case NR_SPAN_EMPHASIS:
		return "em";
	case NR_SPAN_CODE:
		return "code";
	default:
		return NULL;
	}
}

/* Append text with its line breaks. */
static void
put_text(struct nr_buf *out, const struct nr_block *b, size_t at, size_t end)
{
	while (at < end) {
		const char *newline = b->kind != NR_BLOCK_PRE
			? memchr(b->text + at, '\n', end - at) : NULL;
		size_t stop = newline != NULL ? (size_t)(newline - b->text) : end;

		put_escaped(out, b->text + at, stop - at);
		if (stop < end)
			nr_buf_addz(out, "<br>\n");
		at = stop + 1;
	}
}

static void
put_span(struct writer *w, const struct nr_block *b, const struct nr_span *span)
{
	const char *element = element_of(span->style & ~(unsigned)NR_SPAN_STRUCK);
	const char *url = span->link > 0 ? w->doc->links[span->link - 1] : "";
	bool links = nr_url_is_web(url);

	if (span->style == NR_SPAN_REF)
		return;
	if (links) {
		nr_buf_addz(w->out, "<a href=\"");
		put_escaped(w->out, url, strlen(url));
		nr_buf_addz(w->out, "\">");
	}
	if (element != NULL)
		nr_buf_addf(w->out, "<%s>", element);
	nr_buf_addz(w->out, span->style & NR_SPAN_STRUCK ? "<del>" : "");
	put_text(w->out, b, span->start, span->end);
	nr_buf_addz(w->out, span->style & NR_SPAN_STRUCK ? "</del>" : "");
	if (element != NULL)
		nr_buf_addf(w->out, "</%s>", element);
	nr_buf_addz(w->out, links ? "</a>" : "");
}

/* Append the text from `at` to `end`, which no span crosses. */
static void
put_part(struct writer *w, const struct nr_block *b, size_t at, size_t end)
{
	for (size_t i = 0; i < b->n_spans && b->spans[i].start < end; i++) {
		if (b->spans[i].end <= at)
			continue;
		put_text(w->out, b, at, b->spans[i].start);
		put_span(w, b, &b->spans[i]);
		at = b->spans[i].end;
	}
	put_text(w->out, b, at, end);
}

static void
put_table(struct writer *w, const struct nr_block *b)
{
	int row = -1;

	nr_buf_addz(w->out, "<table>\n");
	for (size_t i = 0; i < b->n_cells; i++) {
		const struct nr_cell *cell = &b->cells[i];
		const char *name = cell->head ? "th" : "td";

		if (cell->row != row)
			nr_buf_addz(w->out, row < 0 ? "<tr>" : "</tr>\n<tr>");
		row = cell->row;
		if (cell->cols > 1)
			nr_buf_addf(w->out, "<%s colspan=\"%d\">", name, cell->cols);
		else
			nr_buf_addf(w->out, "<%s>", name);
		put_part(w, b, cell->start, cell->end);
		nr_buf_addf(w->out, "</%s>", name);
	}
	nr_buf_addz(w->out, row < 0 ? "</table>\n" : "</tr>\n</table>\n");
}

static void
put_element(struct writer *w, const struct nr_block *b, const char *begin, const char *end)
{
	nr_buf_addz(w->out, begin);
	put_part(w, b, 0, b->len);
	nr_buf_addz(w->out, end);
}

static void
put_block(struct writer *w, const struct nr_block *b)
{
	bool is_title = b->n_spans > 0 && b->spans[0].style == NR_SPAN_TITLE;

	switch (b->kind) {
	case NR_BLOCK_RULE:
		nr_buf_addz(w->out, "<hr>\n");
		break;
	case NR_BLOCK_TABLE:
		put_table(w, b);
		break;
	case NR_BLOCK_PRE:
		put_element(w, b, "<pre>", "</pre>\n");
		break;
	case NR_BLOCK_HEADING:
		nr_buf_addf(w->out, "<h%d>", b->level);
		put_part(w, b, 0, b->len);
		nr_buf_addf(w->out, "</h%d>\n", b->level);
		break;
	case NR_BLOCK_META:
		if (is_title)
			put_element(w, b, "<h1>", "</h1>\n");
		else
			put_element(w, b, "<p><small>", "</small></p>\n");
		break;
	case NR_BLOCK_PARA:
	case NR_BLOCK_ITEM:
	case NR_BLOCK_IMAGE:
		put_element(w, b, "<p>", "</p>\n");
		break;
	}
}

static void
close_to(struct writer *w, size_t n)
{
	while (w->n > n)
		nr_buf_addz(w->out, closing[w->open[--w->n]]);
}

/* The containers around the block, the outermost first: its outer quotes, the lists
 * around its inner quotes, these, and the other lists. */
static size_t
containers_of(const struct writer *w, const struct nr_block *b, enum container *out)
{
	int lists = b->indent + (b->kind == NR_BLOCK_ITEM), outer = b->quote - b->inner_quote;
	int before = b->inner_quote > 0 ? b->quote_indent : lists;
	size_t n = 0;

	for (int i = 0; i < outer + lists + b->inner_quote && n < DEPTH_MAX; i++) {
		bool is_quote = i < outer || (i >= outer + before
			&& i < outer + before + b->inner_quote);
		bool was_list = n < w->n && w->open[n] != QUOTE;

		out[n] = is_quote ? QUOTE : was_list ? w->open[n] : BULLETS;
		n++;
	}
	for (size_t i = n; b->marker != NULL && i > 0; i--) {
		if (out[i - 1] == QUOTE)
			continue;
		out[i - 1] = b->marker[0] >= '0' && b->marker[0] <= '9' ? NUMBERS : BULLETS;
		break;
	}
	return n;
}

/* Close and open containers for the block. An item ends the one before it. */
static void
enter(struct writer *w, const struct nr_block *b)
{
	enum container to[DEPTH_MAX];
	size_t n = containers_of(w, b, to), same = 0, list;

	while (same < n && same < w->n && to[same] == w->open[same])
		same++;
	for (list = n; list > 0 && to[list - 1] == QUOTE; list--)
		;
	close_to(w, b->marker != NULL && list > 0 && same > list ? list : same);
	if (b->marker != NULL && list > 0 && same >= list)
		nr_buf_addz(w->out, "</li>\n<li>");
	for (; w->n < n; w->n++) {
		w->open[w->n] = to[w->n];
		nr_buf_addz(w->out, opening[to[w->n]]);
	}
}

void
nr_doc_to_html(const struct nr_doc *d, const char *title, struct nr_buf *out)
{
	struct writer w = { .doc = d, .out = out };

	nr_buf_addz(out, "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>");
	put_escaped(out, title, strlen(title));
	nr_buf_addz(out, "</title>\n");
	for (size_t i = 0; i < d->n; i++) {
		enter(&w, &d->blocks[i]);
		put_block(&w, &d->blocks[i]);
	}
	close_to(&w, 0);
}
