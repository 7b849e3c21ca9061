/* Shows a laid-out document: scrolling, search, links in view. */
#include "config.h"

#include "ui/pager.h"

#include <stdlib.h>
#include <string.h>

#include "app/scroll.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

static size_t
last_top(const struct ui_pager *p)
{
	size_t rows = p->rows > 0 ? (size_t)p->rows : 1;

	return p->layout.n > rows ? p->layout.n - rows : 0;
}

struct app_text_position
ui_pager_position(const struct ui_pager *p)
{
	const struct nr_line *line;

	if (!p->fitted || p->top >= p->layout.n)
		return p->place;
	/* A blank line has the position of the text below it. */
	line = &p->layout.lines[p->top];
	return (struct app_text_position){ line->block, line->offset,
		nr_layout_line_at(&p->layout, line->block, line->offset) - p->top };
}

void
ui_pager_go(struct ui_pager *p, struct app_text_position place)
{
	p->place = place;
	if (!p->fitted)
		return;
	p->top = place.block || place.offset
		? nr_layout_line_at(&p->layout, place.block, place.offset) : 0;
	p->top -= place.above < p->top ? place.above : p->top;
	if (p->top > last_top(p))
		p->top = last_top(p);
}

static bool
same_text(const struct nr_block *a, const struct nr_block *b)
{
	return a->kind == b->kind && a->len == b->len
		&& (a->len == 0 || memcmp(a->text, b->text, a->len) == 0);
}

/* The block of `new` with the same text as block `at` of `old`, the nearest one; else
 * `at`. */
static size_t
find_block(const struct nr_doc *old, size_t at, const struct nr_doc *new)
{
	for (size_t far = 0; at < old->n && (far <= at || at + far < new->n); far++) {
		if (at + far < new->n && same_text(&old->blocks[at], &new->blocks[at + far]))
			return at + far;
		if (far <= at && at - far < new->n
			&& same_text(&old->blocks[at], &new->blocks[at - far]))
			return at - far;
	}
	return at;
}

void
ui_pager_set_laid(struct ui_pager *p, struct nr_doc *doc, struct nr_layout *layout,
	bool same)
{
	struct app_text_position place = { 0, 0, 0 };

	if (same && p->top > 0) {
		place = ui_pager_position(p);
		place.block = find_block(&p->doc, place.block, doc);
	} else {
		p->top = 0;
	}
	if (same && p->matched)
		p->match.block = find_block(&p->doc, p->match.block, doc);
	p->matched = same && p->matched && p->match.block < doc->n
		&& p->match.offset < doc->blocks[p->match.block].len;
	nr_layout_release(&p->layout);
	nr_doc_release(&p->doc);
	ui_pager_find(p, NULL);
	p->doc = *doc;
	*doc = (struct nr_doc)NR_DOC_INIT;
	p->layout = *layout;
	*layout = (struct nr_layout)NR_LAYOUT_INIT;
	p->fitted = false;
	p->place = place;
}

void
ui_pager_set(struct ui_pager *p, struct nr_doc *doc, bool same)
{
	struct nr_layout none = NR_LAYOUT_INIT;

	ui_pager_set_laid(p, doc, &none, same);
}

static int
column(const struct ui_rect *rect)
{
	int cols = rect->cols - 2;	/* one blank cell on each side */

	if (cols > UI_PAGER_COLS)
		cols = UI_PAGER_COLS;
	return cols < 1 ? 1 : cols;
}

void
ui_pager_fit(struct ui_pager *p, const struct ui_rect *rect, bool ascii)
{
	struct app_text_position place;

	if (p->fitted && p->layout.width == column(rect)) {
		p->rows = rect->rows;
		if (p->top > last_top(p))
			p->top = last_top(p);
		return;
	}
	place = p->top > 0 || !p->fitted ? ui_pager_position(p)
		: (struct app_text_position){ 0, 0, 0 };
	if (p->layout.width != column(rect)) {
		nr_layout_release(&p->layout);
		nr_layout_make(&p->doc, column(rect), ascii ? NR_LAYOUT_ASCII : 0, &p->layout);
	}
	p->fitted = true;
	p->rows = rect->rows;
	ui_pager_go(p, place);
}

bool
ui_pager_scroll(struct ui_pager *p, long lines)
{
	size_t old = p->top;
	size_t back = lines < 0 ? (size_t)-lines : 0;

	if (lines < 0)
		p->top -= back < p->top ? back : p->top;
	else
		p->top = (size_t)lines < last_top(p) - p->top ? p->top + (size_t)lines
			: last_top(p);
	/* The next search starts from the text in view. */
	if (p->top != old)
		p->matched = false;
	return p->top != old;
}

void
ui_pager_jump(struct ui_pager *p, bool last, size_t count)
{
	ui_pager_scroll(p, (long)app_scroll_line(p->layout.n, last, count) - (long)p->top);
}

bool
ui_pager_at_end(const struct ui_pager *p)
{
	return p->fitted && p->top >= last_top(p);
}

int
ui_pager_percent(const struct ui_pager *p)
{
	size_t below = p->top + (p->rows > 0 ? (size_t)p->rows : 0);

	if (p->layout.n == 0 || below >= p->layout.n)
		return 100;
	return (int)(below * 100 / p->layout.n);
}

static void
show_match(struct ui_pager *p)
{
	size_t line = nr_layout_line_at(&p->layout, p->match.block, p->match.offset);
	size_t rows = p->rows > 0 ? (size_t)p->rows : 1;

	if (line < p->top || line >= p->top + rows)
		p->top = line > rows / 3 ? line - rows / 3 : 0;
	if (p->top > last_top(p))
		p->top = last_top(p);
}

bool
ui_pager_search(struct ui_pager *p, const char *text, int step, bool fresh)
{
	struct app_text_position from = ui_pager_position(p);

	ui_pager_find(p, text);
	if (!fresh && p->matched) {
		from = p->match;
		from.offset += step > 0;
	}
	p->matched = ui_pager_next_match(p, from, step, &p->match);
	if (p->matched)
		show_match(p);
	return p->matched;
}

static int
left_edge(const struct ui_rect *rect)
{
	return (rect->cols - column(rect)) / 2;
}

static bool
has_link(const struct ui_pager_link *links, size_t n, size_t number)
{
	while (n > 0 && links[n - 1].number != number)
		n--;
	return n > 0;
}

size_t
ui_pager_links(const struct ui_pager *p, const struct ui_rect *rect,
	struct ui_pager_link *out, size_t max)
{
	size_t n = 0, i;
	int row;

	for (row = 0; row < rect->rows && p->top + (size_t)row < p->layout.n; row++) {
		const struct nr_line *line = &p->layout.lines[p->top + (size_t)row];

		for (i = 0; i < line->n && n < max; i++) {
			const struct nr_piece *piece = &p->layout.pieces[line->first + i];

			if (piece->link && !has_link(out, n, piece->link))
				out[n++] = (struct ui_pager_link){ piece->link, row,
					left_edge(rect) + piece->col };
		}
	}
	return n;
}

size_t
ui_pager_link_at(const struct ui_pager *p, const struct ui_rect *rect, int row, int col)
{
	const struct nr_line *line;

	col -= left_edge(rect);
	if (row < 0 || p->top + (size_t)row >= p->layout.n)
		return 0;
	line = &p->layout.lines[p->top + (size_t)row];
	for (size_t i = 0; i < line->n; i++) {
		const struct nr_piece *piece = &p->layout.pieces[line->first + i];

		if (col >= piece->col && col < piece->col + piece->width)
			return piece->link;
	}
	return 0;
}

static unsigned
plain_style(const struct nr_block *b)
{
	switch (b->kind) {
	case NR_BLOCK_HEADING:
		return UI_STYLE_HEADING;
	case NR_BLOCK_PRE:
		return UI_STYLE_CODE;
	case NR_BLOCK_IMAGE:
		return UI_STYLE_DIM;
	default:
		return UI_STYLE_NORMAL;
	}
}

static unsigned
style_of(const struct nr_block *b, enum nr_span_style style)
{
	switch (style) {
	case NR_SPAN_PLAIN:
		return plain_style(b);
	case NR_SPAN_STRONG:
		return UI_STYLE_TITLE;
	case NR_SPAN_EMPHASIS:
		return UI_STYLE_EMPHASIS;
	case NR_SPAN_CODE:
		return UI_STYLE_CODE;
	case NR_SPAN_LINK:
		return UI_STYLE_LINK;
	case NR_SPAN_REF:
		return UI_STYLE_REF;
	case NR_SPAN_TITLE:
		return UI_STYLE_TITLE;
	case NR_SPAN_LABEL:
		return UI_STYLE_LABEL;
	case NR_SPAN_DIM:
		return UI_STYLE_DIM;
	}
	return UI_STYLE_NORMAL;
}

/* The style of a piece; bars and bullets are less prominent than text. */
static unsigned
piece_style(const struct nr_block *b, const struct nr_piece *piece)
{
	unsigned struck = piece->style & NR_SPAN_STRUCK;

	if (piece->at == NR_PIECE_MADE)
		return UI_STYLE_LABEL;
	return style_of(b, (enum nr_span_style)(piece->style & ~struck))
		| (struck ? UI_STRIKE : 0);
}

struct line_pen {
	struct ui_canvas *c;
	const struct ui_rect *rect;
	int row, col;
	const struct nr_block *block;
	const size_t *current;	/* offset of the current match in the block, or NULL */
};

static unsigned
match_style(const struct line_pen *pen, size_t at)
{
	return UI_STYLE_MATCH
		| (pen->current && *pen->current == at ? UI_REVERSE | UI_BOLD : 0);
}

static void
highlight(const struct ui_pager *p, const struct line_pen *pen, const struct nr_piece *piece,
	size_t block)
{
	size_t start = piece->at, at, len;
	/* A match may begin on an earlier line. */
	size_t reach = ui_pager_match_reach(p), i;

	if (start == NR_PIECE_MADE)
		return;
	i = ui_pager_match_from(p, block, start > reach ? start - reach : 0);
	for (; ui_pager_match_in(p, i, block, &at, &len) && at < start + piece->n; i++) {
		size_t from = at > start ? at - start : 0;
		size_t to = at + len - start;

		if (at + len <= start)
			continue;
		to = to < piece->n ? to : piece->n;
		ui_canvas_puts(pen->c, pen->rect, pen->row,
			pen->col + piece->col + nr_utf8_width(piece->s, from),
			match_style(pen, at), piece->s + from, to - from);
	}
}

void
ui_pager_draw(const struct ui_pager *p, struct ui_canvas *c, const struct ui_rect *rect)
{
	int row;

	ui_canvas_fill(c, rect, UI_STYLE_NORMAL);
	for (row = 0; row < rect->rows && p->top + (size_t)row < p->layout.n; row++) {
		const struct nr_line *line = &p->layout.lines[p->top + (size_t)row];
		struct line_pen pen = {
			.c = c, .rect = rect, .row = row,
			.col = left_edge(rect),
			.block = &p->doc.blocks[line->block],
			.current = p->matched && p->match.block == line->block
				? &p->match.offset : NULL,
		};
		size_t i;

		for (i = 0; i < line->n; i++) {
			const struct nr_piece *piece = &p->layout.pieces[line->first + i];

			ui_canvas_puts(c, rect, row, pen.col + piece->col,
				piece_style(pen.block, piece), piece->s, piece->n);
			if (p->matches.n)
				highlight(p, &pen, piece, line->block);
		}
	}
}

void
ui_pager_release(struct ui_pager *p)
{
	nr_layout_release(&p->layout);
	nr_doc_release(&p->doc);
	nr_ids_release(&p->matches);
	free(p->sought);
	*p = (struct ui_pager)UI_PAGER_INIT;
}
