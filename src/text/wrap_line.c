/* Breaks text into lines and adds their pieces. */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include <unilbrk.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "text/wrap_state.h"

struct nr_line *
nr_wrap_line(struct nr_wrap *w, size_t offset)
{
	struct nr_layout *out = w->out;

	out->lines = nr_grow(out->lines, &out->cap, out->n + 1, sizeof *out->lines);
	out->lines[out->n] = (struct nr_line){ w->index, offset, out->n_pieces, 0, 0 };
	return &out->lines[out->n++];
}

void
nr_wrap_piece(struct nr_wrap *w, const struct nr_piece *piece)
{
	struct nr_layout *out = w->out;

	out->pieces = nr_grow(out->pieces, &out->cap_pieces, out->n_pieces + 1,
		sizeof *out->pieces);
	out->pieces[out->n_pieces++] = *piece;
	out->lines[out->n - 1].n++;
}

void
nr_wrap_made(struct nr_wrap *w, int col, int width, const char *s, size_t n)
{
	nr_wrap_piece(w, &(struct nr_piece){ .s = s, .n = n, .col = col, .width = width,
		.at = NR_PIECE_MADE, .style = NR_SPAN_DIM });
}

/* The end of the range with one style that begins at `at`, and its span, or NULL.
 * Advances w->span. */
static const struct nr_span *
span_at(struct nr_wrap *w, size_t at, size_t *end)
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

void
nr_wrap_text(struct nr_wrap *w, const struct nr_cut *cut, int col, int right)
{
	w->span = cut->span;
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
			.at = at,
			.style = span != NULL ? span->style : NR_SPAN_PLAIN,
			.link = span != NULL ? span->link : 0,
		};

		/* A character of two cells on a screen of one. */
		if (piece.width > right - col)
			piece.width = right - col;
		nr_wrap_piece(w, &piece);
		col += piece.width;
		at = end;
	}
}

size_t
nr_wrap_fit(struct nr_wrap *w, size_t start, size_t stop, int cells)
{
	size_t first = w->span;

	while (start < stop) {
		size_t end, n;
		int used;

		span_at(w, start, &end);
		end = end < stop ? end : stop;
		n = nr_utf8_fit(w->block->text + start, end - start, cells, &used);
		start += n;
		cells -= used;
		if (start < end)
			break;
	}
	w->span = first;
	return start;
}

/* Length in bytes of the cluster at i, which ends at the end of a span at the latest,
 * because pieces do. *style_end is the end of the span that i is in. */
static size_t
next_cluster(struct nr_wrap *w, size_t i, size_t stop, size_t *style_end, int *width)
{
	if (i == *style_end)
		span_at(w, i, style_end);
	return nr_utf8_cluster(w->block->text + i,
		(*style_end < stop ? *style_end : stop) - i, width);
}

void
nr_wrap_measure(struct nr_wrap *w, size_t start, size_t stop, int *line, int *word)
{
	const char *s = w->block->text;
	size_t style_end = start;
	int used = 0, whole = 0;

	*line = *word = 0;
	for (size_t i = start; i < stop;) {
		int width;
		size_t len = next_cluster(w, i, stop, &style_end, &width);

		if (w->breaks[i] == UC_BREAK_POSSIBLE)
			whole = 0;
		used += width;
		if (s[i] != ' ' || len != 1) {
			whole += width;
			*line = used;
		}
		*word = whole > *word ? whole : *word;
		i += len;
	}
}

/* True if a long URL may be cut after c. */
static bool
is_joint(char c)
{
	return c != '\0' && strchr("/?&=-_.,;:+%#", c) != NULL;
}

void
nr_wrap_cut(struct nr_wrap *w, size_t start, size_t stop, struct nr_cut *cut)
{
	const char *s = w->block->text;
	size_t first = w->span, style_end = start;
	/* The last break opportunity, and the end of the visible text for it. */
	size_t good = start, good_end = start;
	size_t joint = start;	/* in the second half of a word too long for the line */
	size_t end = start;
	int used = 0;

	*cut = (struct nr_cut){ start, stop, stop, w->span };
	for (size_t i = start; i < stop;) {
		int width;
		size_t len = next_cluster(w, i, stop, &style_end, &width);

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
			*cut = (struct nr_cut){ start, good_end, good, first };
			break;
		} else {
			if (joint > start)
				end = i = joint;
			*cut = (struct nr_cut){ start, end, i, first };
			break;
		}
		i += len;
	}
	if (cut->next == stop)
		cut->end = end;
	w->span = first;
}

static bool
is_graph(char c)
{
	return c > 0x20 && c < 0x7f;
}

/* UAX #14 allows breaks at punctuation in "and/or" and in URLs. They are easier to read
 * unbroken, and those longer than a line are cut anyway. In ASCII text only words such as
 * "well-known" are broken. */
static bool
is_within_word(const char *s, size_t i)
{
	if (!is_graph(s[i - 1]) || !is_graph(s[i]))
		return false;
	return !(s[i - 1] == '-' && i > 1 && nr_utf8_is_latin(s[i - 2])
		&& nr_utf8_is_latin(s[i]));
}

void
nr_wrap_find_breaks(struct nr_wrap *w)
{
	const struct nr_block *b = w->block;

	w->breaks = nr_grow(w->breaks, &w->cap_breaks, b->len, 1);
	u8_possible_linebreaks((const uint8_t *)b->text, b->len, "UTF-8", w->breaks);
	for (size_t i = 1; i < b->len; i++) {
		if (w->breaks[i] == UC_BREAK_POSSIBLE && is_within_word(b->text, i))
			w->breaks[i] = UC_BREAK_PROHIBITED;
	}
	/* Keep the number of a link together with the link. */
	for (size_t i = 0; i < b->n_spans; i++) {
		size_t start = b->spans[i].start;

		if (b->spans[i].style != NR_SPAN_REF)
			continue;
		w->breaks[start] = UC_BREAK_PROHIBITED;
		if (b->text[start] == ' ')
			w->breaks[start + 1] = UC_BREAK_PROHIBITED;
	}
}
