/* Writes a document as Markdown. */
#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "newsreader/doc.h"

struct writer {
	const struct nr_doc *doc;
	struct nr_buf *out;
	struct nr_buf prefix;	/* prefix of each line of the block */
	bool head;		/* inside a table heading, which is strong anyway */
	bool cell;		/* inside a table: a cell stays on one line, between
				 * bars */
	bool begins;		/* at the beginning of a line, after digits at most */
	bool counts;		/* there were digits */
};

/* True if the character would be markup in this place. */
static bool
is_markup(const struct writer *w, char c)
{
	return strchr("\\`*_[]<>&~", c) != NULL || (w->cell && c == '|')
		|| (w->begins && strchr(w->counts ? ".)" : "#+-=~", c) != NULL);
}

/* Append text with characters escaped that Markdown would read as markup. */
static void
put_escaped(struct writer *w, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '\n' && w->cell) {
			nr_buf_addz(w->out, "<br>");
			continue;
		}
		if (s[i] == '\n') {
			nr_buf_addz(w->out, "  \n");
			nr_buf_addz(w->out, nr_buf_str(&w->prefix));
			w->begins = true;
			w->counts = false;
			continue;
		}
		if (is_markup(w, s[i]))
			nr_buf_addch(w->out, '\\');
		nr_buf_addch(w->out, s[i]);
		w->counts = s[i] >= '0' && s[i] <= '9';
		w->begins &= w->counts;
	}
}

/* Append a URL with parentheses and bars escaped; a bar would end a table cell. */
static void
put_url(struct writer *w, const char *url)
{
	for (; *url != '\0'; url++) {
		if (strchr("()|", *url) != NULL)
			nr_buf_addf(w->out, "%%%02X", (unsigned)(unsigned char)*url);
		else
			nr_buf_addch(w->out, *url);
	}
}

static const char *
mark_of(unsigned style)
{
	switch (style) {
	case NR_SPAN_STRONG:
		return "**";
	case NR_SPAN_EMPHASIS:
		return "*";
	default:
		return "";
	}
}

/* Make a fence of at least `least` backticks that is longer than any run of them in the
 * text. */
static void
make_fence(struct nr_buf *fence, const char *s, size_t n, size_t least)
{
	size_t most = least - 1, row = 0;

	for (size_t i = 0; i < n; i++) {
		row = s[i] == '`' ? row + 1 : 0;
		most = row > most ? row : most;
	}
	nr_buf_clear(fence);
	while (fence->len <= most)
		nr_buf_addch(fence, '`');
}

static void
put_code(struct writer *w, const char *s, size_t n)
{
	const char *pad = *s == '`' || s[n - 1] == '`' ? " " : "";
	struct nr_buf fence = NR_BUF_INIT;

	make_fence(&fence, s, n, 1);
	nr_buf_addf(w->out, "%s%s", nr_buf_str(&fence), pad);
	for (size_t i = 0; i < n; i++) {
		/* The only escape in code, because tables are split at bars first. */
		if (w->cell && s[i] == '|')
			nr_buf_addch(w->out, '\\');
		nr_buf_addch(w->out, s[i]);
	}
	nr_buf_addf(w->out, "%s%s", pad, nr_buf_str(&fence));
	nr_buf_release(&fence);
	w->begins = false;
}

/* Begin a link. A "!" before it is escaped, as it would make it an image. */
static void
begin_link(struct nr_buf *out)
{
	if (out->len > 0 && out->data[out->len - 1] == '!') {
		nr_buf_truncate(out, out->len - 1);
		nr_buf_addz(out, "\\!");
	}
	nr_buf_addch(out, '[');
}

static void
put_span(struct writer *w, const struct nr_block *b, const struct nr_span *span)
{
	const char *s = b->text + span->start;
	size_t n = span->end - span->start;
	unsigned struck = span->style & NR_SPAN_STRUCK;
	const char *mark = w->head ? "" : mark_of(span->style & ~struck);

	if (span->style == NR_SPAN_REF)
		return;
	if (struck)
		nr_buf_addz(w->out, "~~");
	if ((span->style & ~struck) == NR_SPAN_CODE) {
		put_code(w, s, n);
		nr_buf_addz(w->out, struck ? "~~" : "");
		return;
	}
	if (span->link != 0)
		begin_link(w->out);
	nr_buf_addz(w->out, mark);
	w->begins &= span->link == 0 && *mark == '\0' && !struck;
	put_escaped(w, s, n);
	nr_buf_addz(w->out, mark);
	if (span->link != 0) {
		nr_buf_addz(w->out, "](");
		put_url(w, w->doc->links[span->link - 1]);
		nr_buf_addch(w->out, ')');
	}
	nr_buf_addz(w->out, struck ? "~~" : "");
}

/* Append the text from `at` to `end`, which no span crosses, with its spans, from index
 * *i on. */
static void
put_part(struct writer *w, const struct nr_block *b, size_t at, size_t end, size_t *i)
{
	for (; *i < b->n_spans && b->spans[*i].start < end; ++*i) {
		if (b->spans[*i].end <= at)
			continue;
		put_escaped(w, b->text + at, b->spans[*i].start - at);
		put_span(w, b, &b->spans[*i]);
		at = b->spans[*i].end;
	}
	put_escaped(w, b->text + at, end - at);
}

static void
put_spans(struct writer *w, const struct nr_block *b)
{
	size_t i = 0;

	put_part(w, b, 0, b->len, &i);
}

static void
end_row(struct writer *w, int col, int columns)
{
	for (; col < columns; col++)
		nr_buf_addz(w->out, " |");
}

/* Append the line below the head that sets the alignment of columns. */
static void
put_alignment(struct writer *w, const struct nr_block *b, int columns)
{
	static const char *const marks[] = {
		[NR_ALIGN_AUTO] = " --- |", [NR_ALIGN_LEFT] = " :-- |",
		[NR_ALIGN_CENTER] = " :-: |", [NR_ALIGN_RIGHT] = " --: |",
	};
	enum nr_align align[NR_DOC_COLUMNS_MAX] = { NR_ALIGN_AUTO };

	for (size_t i = b->n_cells; i > 0; i--)
		align[b->cells[i - 1].col] = b->cells[i - 1].align;
	nr_buf_addf(w->out, "\n%s|", nr_buf_str(&w->prefix));
	for (int i = 0; i < columns; i++)
		nr_buf_addz(w->out, marks[align[i]]);
}

/* Append a table in GitHub's Markdown; its first row is the head. */
static void
put_table(struct writer *w, const struct nr_block *b)
{
	int columns = 0, row = 0, col = 0;
	size_t span = 0;

	for (size_t i = 0; i < b->n_cells; i++) {
		const struct nr_cell *cell = &b->cells[i];

		columns = cell->col + cell->cols > columns ? cell->col + cell->cols : columns;
	}
	nr_buf_addch(w->out, '|');
	w->cell = true;
	for (size_t i = 0; i < b->n_cells; i++) {
		const struct nr_cell *cell = &b->cells[i];

		for (; row < cell->row; row++) {
			end_row(w, col, columns);
			if (row == 0)
				put_alignment(w, b, columns);
			nr_buf_addf(w->out, "\n%s|", nr_buf_str(&w->prefix));
			col = 0;
		}
		end_row(w, col, cell->col);
		nr_buf_addch(w->out, ' ');
		w->begins = false;
		w->head = cell->head;
		put_part(w, b, cell->start, cell->end, &span);
		nr_buf_addz(w->out, " |");
		col = cell->col + 1;
	}
	end_row(w, col, columns);
	if (row == 0)
		put_alignment(w, b, columns);
	w->cell = w->head = false;
}

static void
put_pre(struct writer *w, const struct nr_block *b)
{
	const char *prefix = nr_buf_str(&w->prefix);
	struct nr_buf fence = NR_BUF_INIT;

	make_fence(&fence, b->text, b->len, 3);
	nr_buf_addf(w->out, "%s\n%s", nr_buf_str(&fence), prefix);
	for (size_t i = 0; i < b->len; i++) {
		nr_buf_addch(w->out, b->text[i]);
		if (b->text[i] == '\n')
			nr_buf_addz(w->out, prefix);
	}
	nr_buf_addf(w->out, "\n%s%s", prefix, nr_buf_str(&fence));
	nr_buf_release(&fence);
}

/* Append "[image: alt] [1]" as an image; players stay links. */
static void
put_image(struct writer *w, const struct nr_block *b)
{
	static const char image[] = "[image";
	const struct nr_span *span = b->n_spans > 0 ? &b->spans[0] : NULL;
	size_t skip = strlen(image);

	if (span == NULL || span->link == 0 || strncmp(b->text, image, skip) != 0) {
		put_spans(w, b);
		return;
	}
	skip += strspn(b->text + skip, ": ");
	nr_buf_addz(w->out, "![");
	if (span->end > skip + 1)
		put_escaped(w, b->text + skip, span->end - 1 - skip);
	nr_buf_addz(w->out, "](");
	put_url(w, w->doc->links[span->link - 1]);
	nr_buf_addch(w->out, ')');
}

static void
set_prefix(struct writer *w, const struct nr_block *b)
{
	nr_buf_clear(&w->prefix);
	for (int i = 0; i < b->quote; i++)
		nr_buf_addz(&w->prefix, "> ");
	for (int i = 0; i < b->indent; i++)
		nr_buf_addz(&w->prefix, "    ");
}

static void
put_block(struct writer *w, const struct nr_block *b)
{
	set_prefix(w, b);
	w->begins = b->kind != NR_BLOCK_HEADING;
	w->counts = false;
	nr_buf_addz(w->out, nr_buf_str(&w->prefix));
	switch (b->kind) {
	case NR_BLOCK_RULE:
		nr_buf_addz(w->out, "---");
		break;
	case NR_BLOCK_PRE:
		put_pre(w, b);
		break;
	case NR_BLOCK_HEADING:
		nr_buf_addf(w->out, "%.*s ", b->level, "######");
		put_spans(w, b);
		break;
	case NR_BLOCK_ITEM:
		if (b->marker != NULL)
			nr_buf_addf(w->out, "%-4s", b->marker[0] >= '0' && b->marker[0] <= '9'
				? b->marker : "-");
		if (b->marker != NULL && strcmp(b->marker, "☐") == 0)
			nr_buf_addz(w->out, "[ ] ");
		if (b->marker != NULL && strcmp(b->marker, "☑") == 0)
			nr_buf_addz(w->out, "[x] ");
		put_spans(w, b);
		break;
	case NR_BLOCK_IMAGE:
		put_image(w, b);
		break;
	case NR_BLOCK_TABLE:
		put_table(w, b);
		break;
	case NR_BLOCK_PARA:
	case NR_BLOCK_META:
		put_spans(w, b);
		break;
	}
	nr_buf_addz(w->out, "\n\n");
}

void
nr_doc_heading_to_markdown(const char *text, struct nr_buf *out)
{
	struct writer w = { .out = out, .prefix = NR_BUF_INIT };

	nr_buf_addz(out, "# ");
	put_escaped(&w, text, strlen(text));
	nr_buf_addz(out, "\n\n");
}

void
nr_doc_to_markdown(const struct nr_doc *d, struct nr_buf *out)
{
	struct writer w = { .doc = d, .out = out, .prefix = NR_BUF_INIT };

	for (size_t i = 0; i < d->n; i++)
		put_block(&w, &d->blocks[i]);
	nr_buf_release(&w.prefix);
}
