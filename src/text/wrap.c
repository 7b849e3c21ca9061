#include "config.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unilbrk.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "newsreader/wrap.h"

enum {
	NARROW = 20,		/* cells under which there is no room for margins */
	STEP = 2,		/* cells of a list's margin */
	LEVELS_MAX = 16,
	RULE_MAX = 40		/* cells */
};

#define DASHES "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80" \
	"\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80"

static const char bars_utf8[] = "\xe2\x94\x82 ";	/* "│ " */
static const char bars_ascii[] = "| ";
static const char rule_utf8[] = DASHES DASHES DASHES DASHES;
static const char rule_ascii[] = "----------------------------------------";

struct wrap {
	const struct nr_doc *doc;
	struct nr_layout *out;
	bool ascii;
	char *breaks;		/* for each byte of the text: may a line begin */
	size_t cap_breaks;
	/* Of each level of lists: cells of the widest marker and the space behind it, and
	 * the block up to which that is so. */
	int hang[LEVELS_MAX + 1];
	size_t hang_end[LEVELS_MAX + 1];
	bool loose;			/* items have blank lines between them, */
	size_t loose_end;		/* up to this block */
	/* Of the block at hand: */
	size_t index;
	const struct nr_block *block;
	int bars;		/* quotes shown */
	int text;		/* where the text begins */
	int avail;		/* cells for the text */
	bool marked;		/* the marker is still to be shown */
	size_t span;		/* the first one that may reach into the line */
};

/* A line to be: bytes [start, end) are shown, the next line begins at `next`. */
struct cut {
	size_t start, end, next;
};

static struct nr_line *
add_line(struct wrap *w, size_t offset)
{
	struct nr_layout *out = w->out;

	out->lines = nr_grow(out->lines, &out->cap, out->n + 1, sizeof *out->lines);
	out->lines[out->n] = (struct nr_line){ w->index, offset, out->n_pieces, 0 };
	return &out->lines[out->n++];
}

static void
add_piece(struct wrap *w, const struct nr_piece *piece)
{
	struct nr_layout *out = w->out;

	out->pieces = nr_grow(out->pieces, &out->cap_pieces, out->n_pieces + 1,
		sizeof *out->pieces);
	out->pieces[out->n_pieces++] = *piece;
	out->lines[out->n - 1].n++;
}

static const char *
marker_text(const struct wrap *w)
{
	const char *marker = w->block->marker;

	if (w->ascii && (unsigned char)marker[0] >= 0x80)
		return "*";
	return marker;
}

static void
add_margin(struct wrap *w)
{
	const char *bar = w->ascii ? bars_ascii : bars_utf8;

	for (int i = 0; i < w->bars; i++)
		add_piece(w, &(struct nr_piece){ .s = bar, .n = strlen(bar),
			.col = i * STEP, .width = STEP, .style = NR_SPAN_DIM });
	if (!w->marked)
		return;
	const char *marker = marker_text(w);
	int width = nr_utf8_width(marker, strlen(marker));

	w->marked = false;
	add_piece(w, &(struct nr_piece){ .s = marker, .n = strlen(marker),
		.col = w->text - 1 - width, .width = width });
}

/* The end of the stretch of one style that begins at `at`, and the span that it is, or
 * NULL. Moves w->span on. */
static const struct nr_span *
span_at(struct wrap *w, size_t at, size_t *end)
{
	const struct nr_block *b = w->block;

	while (w->span < b->n_spans && b->spans[w->span].end <= at)
		w->span++;
	*end = b->len;
	if (w->span == b->n_spans)
		return NULL;
	if (b->spans[w->span].start > at) {
		*end = b->spans[w->span].start;
		return NULL;
	}
	*end = b->spans[w->span].end;
	return &b->spans[w->span];
}

static void
add_text(struct wrap *w, const struct cut *cut)
{
	int col = w->text;
	int right = w->text + w->avail;

	add_line(w, cut->start);
	add_margin(w);
	for (size_t at = cut->start; at < cut->end;) {
		size_t end;
		const struct nr_span *span = span_at(w, at, &end);

		if (end > cut->end)
			end = cut->end;
		struct nr_piece piece = {
			.s = w->block->text + at,
			.n = end - at,
			.col = col,
			.width = nr_utf8_width(w->block->text + at, end - at),
			.style = span != NULL ? span->style : NR_SPAN_PLAIN,
			.link = span != NULL ? span->link : 0,
		};

		/* A character of two cells on a screen of one. */
		if (piece.width > right - col)
			piece.width = right - col;
		add_piece(w, &piece);
		col += piece.width;
		at = end;
	}
}

/* Where an address is cut if it must be. */
static bool
is_joint(char c)
{
	return c != '\0' && strchr("/?&=-_.,;:+%#", c) != NULL;
}

/*
 * The longest line from `start` that fits, at most up to the newline at `stop`. White
 * space at its end takes no room. Clusters do not reach over the end of a span, as pieces
 * do not either.
 */
static void
find_cut(struct wrap *w, size_t start, size_t stop, struct cut *cut)
{
	const char *s = w->block->text;
	size_t first = w->span, style_end = start;
	/* The last place to break, and the end of what is shown then. */
	size_t good = start, good_end = start;
	size_t joint = start;		/* of a word too long for the line, in its second half */
	size_t end = start;
	int used = 0;

	*cut = (struct cut){ start, stop, stop };
	for (size_t i = start; i < stop;) {
		int width;

		if (i == style_end)
			span_at(w, i, &style_end);
		size_t limit = style_end < stop ? style_end : stop;
		size_t len = nr_utf8_cluster(s + i, limit - i, &width);

		if (i > start && w->breaks[i] == UC_BREAK_POSSIBLE) {
			good = i;
			good_end = end;
		} else if (i > start && used * 2 >= w->avail && is_joint(s[i - 1])) {
			joint = i;
		}
		if (s[i] == ' ' && len == 1) {
			used++;
		} else if (used + width <= w->avail || i == start) {
			used += width;
			end = i + len;
		} else if (good > start) {
			*cut = (struct cut){ start, good_end, good };
			break;
		} else {
			if (joint > start)
				end = i = joint;
			*cut = (struct cut){ start, end, i };
			break;
		}
		i += len;
	}
	if (cut->next == stop)
		cut->end = end;
	w->span = first;
}

static void
add_pre_line(struct wrap *w, size_t start, size_t stop)
{
	static const char more[] = "\xe2\x80\xa6";	/* "…" */
	const char *s = w->block->text + start;
	size_t n = nr_utf8_fit(s, stop - start, w->avail, NULL);

	if (start + n == stop) {
		add_text(w, &(struct cut){ start, stop, stop });
		return;
	}
	n = nr_utf8_fit(s, n, w->avail - 1, NULL);
	add_text(w, &(struct cut){ start, start + n, stop });
	add_piece(w, &(struct nr_piece){ .s = w->ascii ? ">" : more,
		.n = w->ascii ? 1 : strlen(more), .col = w->text + w->avail - 1,
		.width = 1, .style = NR_SPAN_DIM });
}

static bool
is_graph(char c)
{
	return c > 0x20 && c < 0x7f;
}

/* UAX #14 lets "and/or" and addresses break at their punctuation. They read better
 * whole, and the ones longer than a line are cut anyhow. Of ASCII only "well-known" is
 * parted. */
static bool
is_within_word(const char *s, size_t i)
{
	if (!is_graph(s[i - 1]) || !is_graph(s[i]))
		return false;
	return !(s[i - 1] == '-' && i > 1 && nr_utf8_is_latin(s[i - 2])
		&& nr_utf8_is_latin(s[i]));
}

static void
find_breaks(struct wrap *w)
{
	const struct nr_block *b = w->block;

	w->breaks = nr_grow(w->breaks, &w->cap_breaks, b->len, 1);
	u8_possible_linebreaks((const uint8_t *)b->text, b->len, "UTF-8", w->breaks);
	for (size_t i = 1; i < b->len; i++) {
		if (w->breaks[i] == UC_BREAK_POSSIBLE && is_within_word(b->text, i))
			w->breaks[i] = UC_BREAK_PROHIBITED;
	}
	/* The number of a link stays with the link. */
	for (size_t i = 0; i < b->n_spans; i++) {
		if (b->spans[i].style == NR_SPAN_REF)
			w->breaks[b->spans[i].start] = UC_BREAK_PROHIBITED;
	}
}

static void
add_block_text(struct wrap *w)
{
	const struct nr_block *b = w->block;
	struct cut cut;
	size_t stop;

	if (b->kind != NR_BLOCK_PRE && b->len > 0)
		find_breaks(w);
	for (size_t start = 0; start <= b->len; start = stop + 1) {
		const char *newline = b->len > start
			? memchr(b->text + start, '\n', b->len - start) : NULL;

		stop = newline != NULL ? (size_t)(newline - b->text) : b->len;
		if (b->kind == NR_BLOCK_PRE) {
			add_pre_line(w, start, stop);
			continue;
		}
		cut.next = start;
		do {
			find_cut(w, cut.next, stop, &cut);
			add_text(w, &cut);
		} while (cut.next < stop);
	}
}

static int
level_of(const struct nr_block *b)
{
	return b->indent < 0 ? 0 : b->indent < LEVELS_MAX ? b->indent : LEVELS_MAX;
}

static bool
is_numbered(const struct nr_block *b)
{
	return b->marker[0] >= '0' && b->marker[0] <= '9';
}

/* Two items of one level that belong to different lists. */
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

/* Markers of one list are as wide as the widest. */
static int
find_hang(struct wrap *w, int level)
{
	const struct nr_doc *doc = w->doc;
	size_t i = w->index;
	int hang = STEP;

	if (i < w->hang_end[level])
		return w->hang[level];
	for (; i < doc->n && is_in_list(&doc->blocks[i], level); i++) {
		const struct nr_block *b = &doc->blocks[i];

		if (is_other_list(w->block, b))
			break;
		if (b->marker != NULL && level_of(b) == level) {
			int width = nr_utf8_width(b->marker, strlen(b->marker)) + 1;

			hang = width > hang ? width : hang;
		}
	}
	w->hang[level] = hang;
	w->hang_end[level] = i;
	return hang;
}

/* Where the block's bars, marker and text stand. */
static void
set_margins(struct wrap *w)
{
	const struct nr_block *b = w->block;
	int width = w->out->width;
	int level = level_of(b);
	int left = 0;
	int hang = b->kind == NR_BLOCK_ITEM ? find_hang(w, level) : 0;

	for (int i = 0; i < level; i++)
		left += w->hang[i] > 0 ? w->hang[i] : STEP;
	w->bars = b->quote < width / 8 ? b->quote : width / 8;
	if (width < NARROW)
		w->bars = left = 0;
	if (w->bars * STEP + left + hang > width / 2)
		left = 0;
	if (hang > width / 2)
		hang = 0;
	w->marked = b->marker != NULL && hang > 0;
	w->text = w->bars * STEP + left + hang;
	w->avail = width - w->text;
	w->span = 0;
}

/* True if some item of the list at hand is more than one paragraph. */
static bool
is_loose(struct wrap *w)
{
	const struct nr_doc *doc = w->doc;
	size_t i = w->index;

	if (i < w->loose_end)
		return w->loose;
	w->loose = false;
	for (; i < doc->n && is_in_list(&doc->blocks[i], 0); i++)
		w->loose = w->loose || doc->blocks[i].marker == NULL;
	w->loose_end = i;
	return w->loose;
}

static int
blank_lines(struct wrap *w)
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
	if (b->marker == NULL)		/* a term and what it means stay together */
		return before->kind != NR_BLOCK_PARA;
	return before->kind != NR_BLOCK_ITEM || is_loose(w)
		|| is_other_list(before, b);
}

static void
add_block(struct wrap *w)
{
	set_margins(w);
	for (int i = blank_lines(w); i > 0; i--)
		add_line(w, 0);
	if (w->block->kind != NR_BLOCK_RULE) {
		add_block_text(w);
		return;
	}
	int width = w->avail < RULE_MAX ? w->avail : RULE_MAX;
	size_t cell = w->ascii ? 1 : 3;

	add_line(w, 0);
	add_margin(w);
	add_piece(w, &(struct nr_piece){ .s = w->ascii ? rule_ascii : rule_utf8,
		.n = (size_t)width * cell, .col = w->text, .width = width,
		.style = NR_SPAN_DIM });
}

void
nr_layout_make(const struct nr_doc *doc, int width, int ascii, struct nr_layout *out)
{
	struct wrap w = { .doc = doc, .out = out, .ascii = ascii };

	out->n = out->n_pieces = 0;
	out->width = width < 1 ? 1 : width;
	for (w.index = 0; w.index < doc->n; w.index++) {
		w.block = &doc->blocks[w.index];
		add_block(&w);
	}
	free(w.breaks);
}

size_t
nr_layout_line_at(const struct nr_layout *l, size_t block, size_t offset)
{
	size_t low = 0, high = l->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct nr_line *line = &l->lines[middle];

		if (line->block < block
				|| (line->block == block && line->offset <= offset))
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? low - 1 : 0;
}

void
nr_layout_line_text(const struct nr_layout *l, size_t line, struct nr_buf *out)
{
	int col = 0;

	for (size_t i = 0; i < l->lines[line].n; i++) {
		const struct nr_piece *p = &l->pieces[l->lines[line].first + i];

		for (; col < p->col; col++)
			nr_buf_addch(out, ' ');
		nr_buf_add(out, p->s, p->n);
		col += p->width;
	}
}

void
nr_layout_release(struct nr_layout *l)
{
	free(l->lines);
	free(l->pieces);
	*l = (struct nr_layout)NR_LAYOUT_INIT;
}
