/*
 * From markup to cells: HTML and Markdown are read, wrapped and drawn, at a width of 1 to
 * 200 that the input decides.
 */
#include "config.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/driver.h"
#include "newsreader/html.h"
#include "newsreader/utf8.h"
#include "newsreader/wrap.h"
#include "ui/pager.h"

enum { ROWS = 12, WIDTHS = 200, NARROW = 12, NEEDLE = 24 };

static void
check_cell(const struct ui_canvas *c, const struct ui_cell *cell)
{
	const char *text = ui_canvas_text(c, cell);
	int width;

	require(cell->width >= 1 && cell->width <= NR_UTF8_CELLS_MAX, "cells have a width");
	require(cell->len >= 1 && cell->len <= NR_UTF8_CLUSTER_MAX, "cells are not empty");
	require(nr_utf8_cluster(text, cell->len, &width) == cell->len,
		"a cell holds one cluster");
	require(width == cell->width, "which is as wide as the cell");
	for (size_t i = 0; i < cell->len; i++)
		require((unsigned char)text[i] >= 0x20 && text[i] != 0x7f,
			"and has no control character");
}

static void
check_canvas(const struct ui_canvas *c)
{
	for (int row = 0; row < c->rows; row++) {
		for (int col = 0; col < c->cols;) {
			const struct ui_cell *cell = ui_canvas_at(c, row, col);

			check_cell(c, cell);
			require(col + cell->width <= c->cols, "clusters are whole");
			for (int i = 1; i < cell->width; i++)
				require(cell[i].width == 0 && cell[i].len == 0,
					"and nothing is drawn over a part of one");
			col += cell->width;
		}
	}
}

static void
check_layout(const struct nr_doc *doc, int width, bool ascii)
{
	struct nr_layout l = NR_LAYOUT_INIT;
	struct ui_canvas c = UI_CANVAS_INIT;
	struct ui_rect all = { 0, 0, 1, width };

	nr_layout_make(doc, width, ascii, &l);
	ui_canvas_resize(&c, 1, width);
	c.ascii = ascii;
	for (size_t i = 0; i < l.n; i++) {
		ui_canvas_clear(&c);
		for (size_t k = 0; k < l.lines[i].n; k++) {
			const struct nr_piece *p = &l.pieces[l.lines[i].first + k];
			int drawn = ui_canvas_puts(&c, &all, 0, p->col, UI_STYLE_NORMAL,
				p->s, p->n);

			require(p->col + p->width <= width, "pieces lie within the width");
			require(drawn == p->width
				|| (drawn > p->width && p->col + p->width == width),
				"pieces are as wide as they say");
		}
		check_canvas(&c);
	}
	ui_canvas_release(&c);
	nr_layout_release(&l);
}

/* Some of the text of a document, which a search finds. */
static void
take_needle(const struct nr_doc *doc, char needle[NEEDLE + 1])
{
	const struct nr_block *b = doc->n > 0 ? &doc->blocks[doc->n / 2] : NULL;
	size_t n = b != NULL ? nr_utf8_cut(b->text, strcspn(b->text, "\n"), NEEDLE) : 0;

	if (n > 0)
		memcpy(needle, b->text, n);
	needle[n] = '\0';
}

static void
check_pager(struct nr_doc *doc, int width, bool ascii)
{
	struct ui_pager p = UI_PAGER_INIT;
	struct ui_canvas c = UI_CANVAS_INIT;
	struct ui_rect all = { 0, 0, ROWS, width };
	char needle[NEEDLE + 1];

	take_needle(doc, needle);
	ui_pager_set(&p, doc, false);
	ui_pager_fit(&p, &all, ascii);
	ui_canvas_resize(&c, ROWS, width);
	c.ascii = ascii;
	for (int i = 0; i < 8; i++) {
		bool found = ui_pager_search(&p, needle, i < 6 ? 1 : -1, i == 0);

		require(found || needle[0] == '\0', "what is there is found");
		ui_canvas_clear(&c);
		ui_pager_draw(&p, &c, &all);
		check_canvas(&c);
		if (!ui_pager_scroll(&p, ROWS))
			break;
	}
	ui_canvas_release(&c);
	ui_pager_release(&p);
}

static void
check(void (*to_doc)(const char *, size_t, struct nr_doc *), const char *s, size_t n,
	int width)
{
	struct nr_doc doc = NR_DOC_INIT;

	to_doc(s, n, &doc);
	nr_doc_end(&doc);
	check_layout(&doc, width, width % 4 == 0);
	check_layout(&doc, width % NARROW + 1, false);
	check_pager(&doc, width, width % 4 == 1);
	nr_doc_release(&doc);
}

static void
check_line(const char *s, size_t n)
{
	struct nr_buf clean = NR_BUF_INIT;
	int width, sum = 0;

	nr_utf8_clean_line(&clean, s, n);
	require(nr_utf8_is_clean(clean.data, clean.len), "what was cleaned is clean");
	for (size_t i = 0, len; i < clean.len; i += len) {
		len = nr_utf8_cluster(clean.data + i, clean.len - i, &width);
		require(len > 0 && i + len <= clean.len, "clusters have bytes");
		sum += width;
	}
	require(sum == nr_utf8_width(nr_buf_str(&clean), clean.len), "widths add up");
	for (size_t max = 0; max < clean.len; max += 1 + clean.len / 50) {
		size_t len = nr_utf8_cut(clean.data, clean.len, max);

		require(len <= max && nr_utf8_is_clean(clean.data, len), "cut text is clean");
	}
	nr_buf_release(&clean);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *s = (const char *)data;
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++)
		sum = sum * 31 + data[i];
	check_line(s, n);
	check(nr_html_to_doc, s, n, 1 + (int)(sum % WIDTHS));
	check(nr_markdown_to_doc, s, n, 1 + (int)(sum / WIDTHS % WIDTHS));
	return 0;
}
