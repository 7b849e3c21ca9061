#include "config.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/dump.h"
#include "newsreader/buf.h"
#include "newsreader/utf8.h"
#include "ui/canvas.h"

static void
assert_canvas(const struct ui_canvas *c, const char *expected)
{
	struct nr_buf out = NR_BUF_INIT;

	canvas_dump(c, &out);
	assert_string_equal(nr_buf_str(&out), expected);
	nr_buf_release(&out);
}

static void
assert_styles(const struct ui_canvas *c, const char *expected)
{
	struct nr_buf out = NR_BUF_INIT;

	canvas_dump_styles(c, &out);
	assert_string_equal(nr_buf_str(&out), expected);
	nr_buf_release(&out);
}

/* A joiner or selector after a character may stay in text that is not clean. */
static bool
is_clean(const char *s, size_t n)
{
	uint32_t cp, last = 0;

	for (size_t i = 0, len; i < n; i += len, last = cp) {
		len = nr_utf8_decode(s + i, n - i, &cp);
		bool shapes = cp == 0x200c || cp == 0x200d || (cp >= 0xfe00 && cp <= 0xfe0f);

		if (!nr_utf8_is_clean(s + i, len) && !(shapes && last >= 0x80))
			return false;
	}
	return true;
}

/* What a broken canvas would show: parts of clusters, text that is not clean. */
static void
assert_whole(const struct ui_canvas *c)
{
	for (int row = 0; row < c->rows; row++) {
		int rest = 0;

		for (int col = 0; col < c->cols; col++) {
			const struct ui_cell *cell = ui_canvas_at(c, row, col);

			if (rest > 0) {
				assert_int_equal(cell->width, 0);
				assert_int_equal(cell->len, 0);
				rest--;
				continue;
			}
			assert_in_range(cell->width, 1, NR_UTF8_CELLS_MAX);
			assert_in_range(cell->len, 1, NR_UTF8_CLUSTER_MAX);
			assert_true(is_clean(ui_canvas_text(c, cell), cell->len));
			rest = cell->width - 1;
		}
		assert_int_equal(rest, 0);
	}
}

static struct ui_rect
whole(const struct ui_canvas *c)
{
	return (struct ui_rect){ 0, 0, c->rows, c->cols };
}

static int
puts_at(struct ui_canvas *c, int row, int col, const char *s)
{
	struct ui_rect all = whole(c);

	return ui_canvas_puts(c, &all, row, col, UI_STYLE_NORMAL, s, strlen(s));
}

static void
test_a_new_canvas_is_blank_and_has_no_cursor(void **state)
{
	struct ui_canvas c = UI_CANVAS_INIT;

	(void)state;
	ui_canvas_resize(&c, 2, 3);
	puts_at(&c, 0, 0, "abc");
	ui_canvas_cursor(&c, 1, 1);
	ui_canvas_resize(&c, 2, 3);
	assert_canvas(&c, "\n\n");
	assert_false(c.cursor_shown);
	ui_canvas_release(&c);
}

static void
test_a_size_is_brought_into_its_limits(void **state)
{
	static const struct {
		int rows, cols, want_rows, want_cols;
	} cases[] = {
		{ 0, 0, 1, 1 },
		{ -5, INT_MIN, 1, 1 },
		{ 1, 1, 1, 1 },
		{ UI_CANVAS_ROWS_MAX, 1, UI_CANVAS_ROWS_MAX, 1 },
		{ UI_CANVAS_ROWS_MAX + 1, 1, UI_CANVAS_ROWS_MAX, 1 },
		{ 1, UI_CANVAS_COLS_MAX, 1, UI_CANVAS_COLS_MAX },
		{ 1, UI_CANVAS_COLS_MAX + 1, 1, UI_CANVAS_COLS_MAX },
	};
	struct ui_canvas c = UI_CANVAS_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ui_canvas_resize(&c, cases[i].rows, cases[i].cols);
		assert_int_equal(c.rows, cases[i].want_rows);
		assert_int_equal(c.cols, cases[i].want_cols);
	}
	ui_canvas_release(&c);
}

static void
test_cells_outside_are_null(void **state)
{
	struct ui_canvas c = UI_CANVAS_INIT;

	(void)state;
	ui_canvas_resize(&c, 2, 3);
	assert_non_null(ui_canvas_at(&c, 1, 2));
	assert_null(ui_canvas_at(&c, 2, 0));
	assert_null(ui_canvas_at(&c, 0, 3));
	assert_null(ui_canvas_at(&c, -1, 0));
	assert_null(ui_canvas_at(&c, 0, -1));
	ui_canvas_release(&c);
}

static void
test_text_is_clipped_to_its_rectangle(void **state)
{
	static const struct {
		int row, col;
		const char *s, *expected, *why;
	} cases[] = {
		{ 0, 0, "abcdef", "\n abcd\n\n\n", "right edge" },
		{ 1, -2, "abcdef", "\n\n cdef\n\n", "left edge" },
		{ 0, 3, "abcdef", "\n    a\n\n\n", "begins inside" },
		{ 0, 4, "abcdef", "\n\n\n\n", "begins outside" },
		{ 2, 0, "abcdef", "\n\n\n\n", "below" },
		{ -1, 0, "abcdef", "\n\n\n\n", "above" },
		{ 0, 0, "a世世b", "\n a世\n\n\n", "a wide one cut at the right" },
		{ 0, -1, "世a世", "\n  a世\n\n\n", "a wide one cut at the left" },
		{ 0, -2, "世ab", "\n ab\n\n\n", "a wide one just outside" },
		{ 0, 0, "aक्षिb", "\n aक्षि\n\n\n", "a conjunct" },
		{ 0, 2, "क्षिb", "\n\n\n\n", "a conjunct cut at the right" },
		{ 0, -1, "क्षिab", "\n   ab\n\n\n", "a conjunct cut at the left" },
	};
	struct ui_rect clip = { 1, 1, 2, 4 };
	struct ui_canvas c = UI_CANVAS_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ui_canvas_resize(&c, 4, 8);
		int width = ui_canvas_puts(&c, &clip, cases[i].row, cases[i].col,
			UI_STYLE_NORMAL, cases[i].s, strlen(cases[i].s));
		assert_int_equal(width, nr_utf8_width(cases[i].s, strlen(cases[i].s)));
		assert_canvas(&c, cases[i].expected);
		assert_whole(&c);
	}
	ui_canvas_release(&c);
}

static void
test_a_rectangle_outside_the_canvas_draws_nothing(void **state)
{
	static const struct ui_rect rects[] = {
		{ 5, 0, 2, 2 }, { 0, 9, 2, 2 }, { -3, 0, 2, 2 }, { 0, 0, 0, 0 },
		{ 0, 0, -1, -1 },
	};
	struct ui_canvas c = UI_CANVAS_INIT;

	(void)state;
	ui_canvas_resize(&c, 2, 3);
	for (size_t i = 0; i < sizeof(rects) / sizeof(rects[0]); i++) {
		ui_canvas_puts(&c, &rects[i], 0, 0, UI_STYLE_NORMAL, "abc", 3);
		ui_canvas_field(&c, &rects[i], 0, 0, 3, UI_STYLE_NORMAL, "abc");
		ui_canvas_fill(&c, &rects[i], UI_STYLE_BAR);
	}
	ui_canvas_hline(&c, 7, 0, 3, UI_STYLE_NORMAL);
	ui_canvas_vline(&c, 0, 7, 3, UI_STYLE_NORMAL);
	assert_styles(&c, "\n\n\n\n");
	ui_canvas_release(&c);
}

static void
test_only_clean_text_gets_into_cells(void **state)
{
	static const struct {
		const char *s, *expected, *why;
	} cases[] = {
		{ "a\033[2Jb", "a[2Jb\n", "ESC" },
		{ "a\bb\rc", "abc\n", "controls of the row" },
		{ "a\nb\tc", "a b c\n", "white space is one space each" },
		{ "a\x7f\xc2\x9b" "b", "ab\n", "DEL and C1" },
		{ "a\xe2\x80\xae" "b", "ab\n", "U+202E" },
		{ "a\xe2\x80\x8b" "b", "ab\n", "U+200B" },
		{ "é\xe2\x80\x8b\xe2\x80\xae" "b", "éb\n", "both behind a character" },
		{ "é\xf3\xa0\x81\xa1" "b", "éb\n", "a tag character" },
		{ "a\xff" "b", "a\xef\xbf\xbd" "b\n", "an invalid byte" },
		{ "\xe2\x54\x80" "a", "\xef\xbf\xbdT\xef\xbf\xbd" "a\n", "no sign" },
		{ "\xe2\x94\x40", "\xef\xbf\xbd@\n", "nor this" },
		{ "é\xc3", "é\xef\xbf\xbd\n", "a cut character" },
		{ "\xcc\x81" "a", "a\n", "a mark without a letter" },
		{ "e\xcc\x81x", "e\xcc\x81x\n", "a mark with one" },
		{ "e\xcc\x81\xe2\x80\xaeक्षि\x07", "e\xcc\x81क्षि\n", "marks in text that is not clean" },
	};
	struct ui_canvas c = UI_CANVAS_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ui_canvas_resize(&c, 1, 20);
		puts_at(&c, 0, 0, cases[i].s);
		assert_canvas(&c, cases[i].expected);
		assert_whole(&c);
	}
	ui_canvas_release(&c);
}

/* Signs of three bytes have a way of their own into cells. */
static void
test_a_sign_is_what_any_character_is(void **state)
{
	struct ui_canvas c = UI_CANVAS_INIT;

	(void)state;
	ui_canvas_resize(&c, 1, 4);
	for (uint32_t cp = 0x2000; cp < 0x3000; cp++) {
		char s[8], joined[8];
		size_t n = nr_utf8_encode(cp, s);
		int width = 0;

		if (!nr_utf8_is_clean(s, n) || nr_utf8_width(s, n) == 0)
			continue;
		assert_int_equal(nr_utf8_cluster(s, n, &width), n);
		snprintf(joined, sizeof(joined), "%.*s\xcc\x81x", (int)n, s);
		ui_canvas_clear(&c);
		assert_int_equal(ui_canvas_puts(&c, &(struct ui_rect){ 0, 0, 1, 4 }, 0, 0,
			UI_STYLE_NORMAL, s, n), width);
		assert_int_equal(ui_canvas_at(&c, 0, 0)->width, width);
		ui_canvas_clear(&c);
		puts_at(&c, 0, 0, joined);
		if (cp > 0x2010 && cp < 0x2028)
			assert_int_equal(ui_canvas_at(&c, 0, 0)->len, n + 2);
		assert_whole(&c);
	}
	ui_canvas_release(&c);
}

static void
test_a_cluster_too_long_for_its_cell_is_whole(void **state)
{
	static const char *const texts[] = {
		"👩‍👩‍👧‍👦 🇩🇪 e\xcc\x81\xcc\xa3\n", "🇩🇪 👩‍👩‍👧‍👦 e\xcc\xa3\xcc\x81\n"
	};
	struct ui_canvas c = UI_CANVAS_INIT;

	(void)state;
	ui_canvas_resize(&c, 1, 10);
	for (int i = 0; i < 4; i++) {
		const char *text = texts[i % 2];

		ui_canvas_clear(&c);
		ui_canvas_puts(&c, &(struct ui_rect){ 0, 0, 1, 10 }, 0, 0, UI_STYLE_NORMAL,
			text, strlen(text) - 1);
		assert_canvas(&c, text);
		assert_whole(&c);
	}
	ui_canvas_release(&c);
}

static void
test_every_byte_leaves_the_canvas_whole(void **state)
{
	struct ui_canvas c = UI_CANVAS_INIT;
	struct ui_rect all = { 0, 0, 3, 7 };
	unsigned seed = 1;

	(void)state;
	ui_canvas_resize(&c, 3, 7);
	for (int i = 0; i < 3000; i++) {
		char s[12];
		for (size_t k = 0; k < sizeof(s); k++) {
			seed = seed * 1103515245 + 12345;
			s[k] = (char)(seed >> 16);
			/* Half of it from the bytes of wide characters and joiners. */
			if (seed >> 30 == 0)
				s[k] = "\xe4\xb8\x96\xe2\x80\x8d\xf0\x9f\x98\x80"[k % 10];
		}
		ui_canvas_puts(&c, &all, i % 3, i % 11 - 3, UI_STYLE_NORMAL, s,
			sizeof(s));
		assert_whole(&c);
	}
	ui_canvas_release(&c);
}

static void
test_half_a_wide_character_overwritten_blanks_the_other(void **state)
{
	static const struct {
		int col;
		const char *s, *expected;
	} cases[] = {
		{ 1, "x", " x世\n" },
		{ 0, "x", "x 世\n" },
		{ 1, "界", " 界\n" },
		{ 3, "x", "世 x\n" },
	};
	struct ui_canvas c = UI_CANVAS_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ui_canvas_resize(&c, 1, 4);
		puts_at(&c, 0, 0, "世世");
		puts_at(&c, 0, cases[i].col, cases[i].s);
		assert_canvas(&c, cases[i].expected);
		assert_whole(&c);
	}
	ui_canvas_release(&c);
}

static void
test_a_blanked_half_outside_keeps_its_style(void **state)
{
	struct ui_canvas c = UI_CANVAS_INIT;
	struct ui_rect all = { 0, 0, 1, 4 };
	struct ui_rect right = { 0, 1, 1, 3 };

	(void)state;
	ui_canvas_resize(&c, 1, 4);
	ui_canvas_puts(&c, &all, 0, 0, UI_STYLE_BAR, "世", strlen("世"));
	ui_canvas_fill(&c, &right, UI_STYLE_BORDER);
	assert_styles(&c, "\nabbb\n");
	assert_whole(&c);
	ui_canvas_release(&c);
}

static void
test_a_field_is_cut_with_an_ellipsis_or_padded(void **state)
{
	static const struct {
		const char *s;
		int cells;
		const char *expected;
	} cases[] = {
		{ "abcd", 4, "abcd|\n" },
		{ "abcde", 4, "abc…|\n" },
		{ "ab", 4, "ab  |\n" },
		{ "", 4, "    |\n" },
		{ "世世", 4, "世世|\n" },
		{ "世世x", 4, "世 …|\n" },
		{ "abc", 1, "…   |\n" },
		{ "a", 1, "a   |\n" },
		{ "abc", 0, "    |\n" },
		{ "abc", -3, "    |\n" },
		{ "\033\033\033abcd", 4, "abcd|\n" },
	};
	struct ui_canvas c = UI_CANVAS_INIT;
	struct ui_rect all = { 0, 0, 1, 5 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ui_canvas_resize(&c, 1, 5);
		puts_at(&c, 0, 4, "|");
		ui_canvas_field(&c, &all, 0, 0, cases[i].cells, UI_STYLE_NORMAL,
			cases[i].s);
		assert_canvas(&c, cases[i].expected);
		assert_whole(&c);
	}
	ui_canvas_release(&c);
}

static void
test_a_field_wipes_what_was_there(void **state)
{
	struct ui_canvas c = UI_CANVAS_INIT;
	struct ui_rect all = { 0, 0, 1, 6 };

	(void)state;
	ui_canvas_resize(&c, 1, 6);
	puts_at(&c, 0, 0, "uvwxyz");
	ui_canvas_field(&c, &all, 0, 1, 3, UI_STYLE_BAR, "a");
	assert_styles(&c, "ua  yz\n.aaa\n");
	ui_canvas_release(&c);
}

static void
test_a_field_at_the_edge_is_clipped(void **state)
{
	struct ui_canvas c = UI_CANVAS_INIT;
	struct ui_rect clip = { 0, 1, 1, 3 };

	(void)state;
	ui_canvas_resize(&c, 1, 6);
	ui_canvas_field(&c, &clip, 0, -1, 3, UI_STYLE_NORMAL, "abcd");
	assert_canvas(&c, " b…\n");
	ui_canvas_clear(&c);
	ui_canvas_field(&c, &clip, 0, 1, 4, UI_STYLE_NORMAL, "abcdef");
	assert_canvas(&c, "  ab\n");
	ui_canvas_release(&c);
}

static void
test_lines_join_where_they_meet(void **state)
{
	struct ui_canvas c = UI_CANVAS_INIT;

	(void)state;
	ui_canvas_resize(&c, 5, 7);
	ui_canvas_hline(&c, 0, 0, 7, UI_STYLE_BORDER);
	ui_canvas_hline(&c, 4, 0, 7, UI_STYLE_BORDER);
	ui_canvas_vline(&c, 0, 3, 5, UI_STYLE_BORDER);
	ui_canvas_vline(&c, 0, 6, 5, UI_STYLE_BORDER);
	ui_canvas_hline(&c, 2, 3, 4, UI_STYLE_BORDER);
	assert_canvas(&c,
		"───┬──┐\n"
		"   │  │\n"
		"   ├──┤\n"
		"   │  │\n"
		"───┴──┘\n");
	ui_canvas_release(&c);
}

static void
test_lines_cross_and_a_line_twice_is_a_line(void **state)
{
	struct ui_canvas c = UI_CANVAS_INIT;

	(void)state;
	ui_canvas_resize(&c, 3, 3);
	ui_canvas_vline(&c, 0, 1, 3, UI_STYLE_BORDER);
	ui_canvas_vline(&c, 0, 1, 3, UI_STYLE_BORDER);
	ui_canvas_hline(&c, 1, 0, 3, UI_STYLE_BORDER);
	assert_canvas(&c, " │\n─┼─\n │\n");
	ui_canvas_release(&c);
}

static void
test_lines_are_clipped_to_the_canvas(void **state)
{
	struct ui_canvas c = UI_CANVAS_INIT;

	(void)state;
	ui_canvas_resize(&c, 2, 3);
	ui_canvas_hline(&c, 0, -5, INT_MAX / 2, UI_STYLE_BORDER);
	ui_canvas_vline(&c, -5, 1, 100, UI_STYLE_BORDER);
	assert_canvas(&c, "─┼─\n │\n");
	ui_canvas_release(&c);
}

static void
test_ascii_mode_replaces_every_other_character(void **state)
{
	static const struct {
		const char *s, *expected;
	} cases[] = {
		{ "Trump’s “plan” – now…", "Trump's \"plan\" - now~\n" },
		{ "é ж", "? ?\n" },
		{ "e\xcc\x81x", "ex\n" },
		{ "世a", "? a\n" },
		{ "\xff", "?\n" },
		{ "→←●", "><*\n" },
	};
	struct ui_canvas c = UI_CANVAS_INIT;

	(void)state;
	c.ascii = true;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ui_canvas_resize(&c, 1, 30);
		puts_at(&c, 0, 0, cases[i].s);
		assert_canvas(&c, cases[i].expected);
	}
	ui_canvas_release(&c);
}

static void
test_ascii_mode_draws_lines_and_cuts_with_ascii(void **state)
{
	struct ui_canvas c = UI_CANVAS_INIT;
	struct ui_rect all = { 0, 0, 3, 4 };

	(void)state;
	c.ascii = true;
	ui_canvas_resize(&c, 3, 4);
	ui_canvas_vline(&c, 0, 1, 2, UI_STYLE_BORDER);
	ui_canvas_hline(&c, 1, 0, 4, UI_STYLE_BORDER);
	ui_canvas_field(&c, &all, 2, 0, 4, UI_STYLE_NORMAL, "abcdef");
	assert_canvas(&c, " |\n-+--\nabc~\n");
	ui_canvas_release(&c);
}

static void
test_the_cursor_stays_inside(void **state)
{
	struct ui_canvas c = UI_CANVAS_INIT;

	(void)state;
	ui_canvas_resize(&c, 2, 3);
	ui_canvas_cursor(&c, 5, -1);
	assert_true(c.cursor_shown);
	assert_int_equal(c.cursor_row, 1);
	assert_int_equal(c.cursor_col, 0);
	ui_canvas_cursor(&c, -1, 3);
	assert_int_equal(c.cursor_row, 0);
	assert_int_equal(c.cursor_col, 2);
	ui_canvas_release(&c);
}

static void
test_rectangles_overlap_or_do_not(void **state)
{
	struct ui_rect a = { 1, 1, 3, 3 };
	struct ui_rect b = { 2, 0, 9, 3 };
	struct ui_rect beside = { 1, 4, 3, 3 };
	struct ui_rect both = ui_rect_clip(&a, &b);
	struct ui_rect none = ui_rect_clip(&a, &beside);

	(void)state;
	assert_int_equal(both.row, 2);
	assert_int_equal(both.col, 1);
	assert_int_equal(both.rows, 2);
	assert_int_equal(both.cols, 2);
	assert_int_equal(none.rows, 0);
	assert_int_equal(none.cols, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_new_canvas_is_blank_and_has_no_cursor),
		cmocka_unit_test(test_a_size_is_brought_into_its_limits),
		cmocka_unit_test(test_cells_outside_are_null),
		cmocka_unit_test(test_text_is_clipped_to_its_rectangle),
		cmocka_unit_test(test_a_rectangle_outside_the_canvas_draws_nothing),
		cmocka_unit_test(test_only_clean_text_gets_into_cells),
		cmocka_unit_test(test_a_sign_is_what_any_character_is),
		cmocka_unit_test(test_a_cluster_too_long_for_its_cell_is_whole),
		cmocka_unit_test(test_every_byte_leaves_the_canvas_whole),
		cmocka_unit_test(test_half_a_wide_character_overwritten_blanks_the_other),
		cmocka_unit_test(test_a_blanked_half_outside_keeps_its_style),
		cmocka_unit_test(test_a_field_is_cut_with_an_ellipsis_or_padded),
		cmocka_unit_test(test_a_field_wipes_what_was_there),
		cmocka_unit_test(test_a_field_at_the_edge_is_clipped),
		cmocka_unit_test(test_lines_join_where_they_meet),
		cmocka_unit_test(test_lines_cross_and_a_line_twice_is_a_line),
		cmocka_unit_test(test_lines_are_clipped_to_the_canvas),
		cmocka_unit_test(test_ascii_mode_replaces_every_other_character),
		cmocka_unit_test(test_ascii_mode_draws_lines_and_cuts_with_ascii),
		cmocka_unit_test(test_the_cursor_stays_inside),
		cmocka_unit_test(test_rectangles_overlap_or_do_not),
	};

	return cmocka_run_group_tests_name("canvas", tests, NULL, NULL);
}
