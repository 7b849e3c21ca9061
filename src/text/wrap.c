/* Lays out blocks as lines: margins, quotes, list markers, blank lines. */
#include "config.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/utf8.h"
#include "text/wrap_state.h"

enum { RULE_MAX = 40 };		/* cells */

#define DASHES "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80" \
	"\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80"

static const char bars_utf8[] = "\xe2\x94\x82 ";	/* "│ " */
static const char bars_ascii[] = "| ";
static const char rule_utf8[] = DASHES DASHES DASHES DASHES;
static const char rule_ascii[] = "----------------------------------------";

static const char *
marker_text(const struct nr_wrap *w, const char *marker)
{
	if (!w->ascii || (unsigned char)marker[0] < 0x80)
		return marker;
	if (strcmp(marker, "☐") == 0)
		return "[ ]";
	return strcmp(marker, "☑") == 0 ? "[x]" : "*";
}

static void
add_bars(struct nr_wrap *w, int first, int end)
{
	const char *bar = w->ascii ? bars_ascii : bars_utf8;

	for (int i = first; i < end; i++)
		nr_wrap_made(w, i * TEXT_WRAP_STEP + (i >= w->outer ? w->inner : 0),
			TEXT_WRAP_STEP, bar, strlen(bar));
}

static void
add_marker(struct nr_wrap *w)
{
	const char *marker = marker_text(w, w->block->marker);
	int width = nr_utf8_width(marker, strlen(marker));

	w->marked = false;
	nr_wrap_piece(w, &(struct nr_piece){ .s = marker, .n = strlen(marker),
		.col = w->text - (w->bars - w->before) * TEXT_WRAP_STEP - 1 - width,
		.width = width, .at = NR_PIECE_MADE });
}

void
nr_wrap_margin(struct nr_wrap *w)
{
	add_bars(w, 0, w->before);
	if (w->marked)
		add_marker(w);
	add_bars(w, w->before, w->bars);
}

static void
add_line(struct nr_wrap *w, const struct nr_cut *cut)
{
	nr_wrap_line(w, cut->start);
	nr_wrap_margin(w);
	nr_wrap_text(w, cut, w->text, w->text + w->avail);
}

/* Add a line of code, continued on further lines if it is too long. */
static void
add_code(struct nr_wrap *w, size_t start, size_t stop)
{
	static const char more[] = "↵";
	const char *s = w->block->text;

	while (stop > start && s[stop - 1] == ' ')
		stop--;
	if (w->whole_code) {
		nr_wrap_line(w, start);
		nr_wrap_margin(w);
		nr_wrap_text(w, &(struct nr_cut){ start, stop, stop, w->span }, w->text, INT_MAX);
		return;
	}
	while (nr_wrap_fit(w, start, stop, w->avail) < stop) {
		size_t next = nr_wrap_fit(w, start, stop, w->avail - 1);
		bool room = next > start;
		int width;

		if (!room)	/* a wide character with one cell left */
			next = start + nr_utf8_cluster(s + start, stop - start, &width);
		if (next == stop)
			break;
		add_line(w, &(struct nr_cut){ start, next, next, w->span });
		if (room)
			nr_wrap_made(w, w->text + w->avail - 1, 1, w->ascii ? "\\" : more,
				w->ascii ? 1 : strlen(more));
		start = next;
	}
	add_line(w, &(struct nr_cut){ start, stop, stop, w->span });
}

static void
add_block_text(struct nr_wrap *w)
{
	const struct nr_block *b = w->block;
	struct nr_cut cut;
	size_t stop;

	if (b->kind != NR_BLOCK_PRE && b->len > 0)
		nr_wrap_find_breaks(w);
	for (size_t start = 0; start <= b->len; start = stop + 1) {
		const char *newline = b->len > start
			? memchr(b->text + start, '\n', b->len - start) : NULL;

		stop = newline != NULL ? (size_t)(newline - b->text) : b->len;
		if (b->kind == NR_BLOCK_PRE) {
			add_code(w, start, stop);
			continue;
		}
		cut.next = start;
		do {
			nr_wrap_cut(w, cut.next, stop, &cut);
			add_line(w, &cut);
		} while (cut.next < stop);
	}
}

static int
level_of(const struct nr_block *b)
{
	if (b->indent < 0)
		return 0;
	return b->indent < TEXT_WRAP_LEVELS_MAX ? b->indent : TEXT_WRAP_LEVELS_MAX;
}

static bool
is_numbered(const struct nr_block *b)
{
	return b->marker[0] >= '0' && b->marker[0] <= '9';
}

/* True for two items of one level in different lists. */
static bool
is_other_list(const struct nr_block *a, const struct nr_block *b)
{
	return a->marker != NULL && b->marker != NULL && level_of(a) == level_of(b)
		&& is_numbered(a) != is_numbered(b);
}

static bool
is_in_list(const struct nr_block *b, int level)
{
	return b->kind == NR_BLOCK_ITEM ? level_of(b) >= level : level_of(b) > level;
}

/* All markers of a list get the width of the widest one. */
static int
find_hang(struct nr_wrap *w, int level)
{
	const struct nr_doc *doc = w->doc;
	size_t i = w->index;
	int hang = TEXT_WRAP_STEP;

	if (i < w->hang_end[level])
		return w->hang[level];
	for (; i < doc->n && is_in_list(&doc->blocks[i], level); i++) {
		const struct nr_block *b = &doc->blocks[i];

		if (is_other_list(w->block, b) || (w->block->marker == NULL && b->marker != NULL
				&& level_of(b) == level))
			break;
		if (b->marker != NULL && level_of(b) == level) {
			const char *marker = marker_text(w, b->marker);
			int width = nr_utf8_width(marker, strlen(marker)) + 1;

			hang = width > hang ? width : hang;
		}
	}
	w->hang[level] = hang;
	w->hang_end[level] = i;
	return hang;
}

/* True if the block is in a quote inside of its item: `- > a` */
static bool
is_quote_in_item(const struct nr_block *b)
{
	return b->kind == NR_BLOCK_ITEM && b->quote_indent > level_of(b);
}

/* Width in cells of the margins of `level` levels of lists. */
static int
margin_of(const struct nr_wrap *w, int level)
{
	int cells = 0;

	for (int i = 0; i < level; i++)
		cells += w->hang[i] > 0 ? w->hang[i] : TEXT_WRAP_STEP;
	return cells;
}

/* Compute the columns of the block's bars, marker and text. */
static void
set_margins(struct nr_wrap *w)
{
	const struct nr_block *b = w->block;
	int width = w->out->width;
	int level = level_of(b);
	int hang = b->kind == NR_BLOCK_ITEM ? find_hang(w, level) : 0;
	int left = margin_of(w, level), inner;

	inner = b->quote_indent < level ? margin_of(w, b->quote_indent) : left;
	w->bars = b->quote < width / 8 ? b->quote : width / 8;
	if (width < TEXT_WRAP_NARROW)
		w->bars = left = inner = 0;
	if (w->bars * TEXT_WRAP_STEP + left + hang > width / 2)
		left = inner = 0;
	if (hang > width / 2)
		hang = 0;
	w->outer = b->quote - b->inner_quote < w->bars ? b->quote - b->inner_quote : w->bars;
	w->inner = inner + (is_quote_in_item(b) ? hang : 0);
	w->before = is_quote_in_item(b) ? w->outer : w->bars;
	w->marked = b->marker != NULL && hang > 0;
	w->text = w->bars * TEXT_WRAP_STEP + left + hang;
	w->avail = width - w->text;
	w->span = 0;
}

/* True if an item of the current list has more than one paragraph, not counting
 * quotes. */
static bool
is_loose(struct nr_wrap *w)
{
	const struct nr_doc *doc = w->doc;
	size_t i = w->index;

	if (i < w->loose_end)
		return w->loose;
	w->loose = false;
	for (; i < doc->n && is_in_list(&doc->blocks[i], 0); i++)
		w->loose = w->loose || (doc->blocks[i].marker == NULL
			&& !is_quote_in_item(&doc->blocks[i]));
	w->loose_end = i;
	return w->loose;
}

static int
blank_lines(struct nr_wrap *w)
{
	const struct nr_block *b = w->block;

	if (w->index == 0)
		return 0;
	const struct nr_block *before = b - 1;

	if (b->kind == NR_BLOCK_HEADING)
		return before->kind == NR_BLOCK_HEADING ? 1 : 2;
	if (b->kind == before->kind
			&& (b->kind == NR_BLOCK_META || b->kind == NR_BLOCK_IMAGE))
		return 0;
	if (b->kind != NR_BLOCK_ITEM)
		return 1;
	if (b->marker == NULL)	/* no blank line between a term and its definition */
		return before->kind != NR_BLOCK_PARA;
	return before->kind != NR_BLOCK_ITEM || is_loose(w) || is_other_list(before, b)
		|| (before->marker == NULL && level_of(before) == level_of(b))
		|| (is_quote_in_item(before) && before->quote > b->quote);
}

static void
add_rule(struct nr_wrap *w)
{
	int width = w->avail < RULE_MAX ? w->avail : RULE_MAX;
	size_t cell = w->ascii ? 1 : 3;

	nr_wrap_line(w, 0);
	nr_wrap_margin(w);
	nr_wrap_made(w, w->text, width, w->ascii ? rule_ascii : rule_utf8,
		(size_t)width * cell);
}

static void
add_block(struct nr_wrap *w)
{
	int same = w->block->same_quote;

	set_margins(w);
	for (int i = blank_lines(w); i > 0; i--) {
		nr_wrap_line(w, 0);
		add_bars(w, 0, same < w->bars ? same : w->bars);
	}
	if (w->block->kind == NR_BLOCK_RULE)
		add_rule(w);
	else if (w->block->kind == NR_BLOCK_TABLE)
		nr_wrap_table(w);
	else
		add_block_text(w);
}

void
nr_layout_make(const struct nr_doc *doc, int width, unsigned how, struct nr_layout *out)
{
	struct nr_wrap w = {
		.doc = doc, .out = out,
		.ascii = (how & NR_LAYOUT_ASCII) != 0,
		.whole_code = (how & NR_LAYOUT_WHOLE_CODE) != 0,
	};

	nr_layout_clear(out);
	out->width = width < 1 ? 1 : width;
	for (w.index = 0; w.index < doc->n; w.index++) {
		w.block = &doc->blocks[w.index];
		add_block(&w);
	}
	nr_wrap_table_free(w.table);
	free(w.breaks);
}
