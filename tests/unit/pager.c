#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/dump.h"
#include "newsreader/buf.h"
#include "ui/pager.h"

/* A document of paragraphs, "one|two|three". */
static struct nr_doc
doc_of(const char *text)
{
	struct nr_doc d = NR_DOC_INIT;

	while (*text != '\0') {
		size_t n = strcspn(text, "|");

		nr_doc_begin(&d, NR_BLOCK_PARA);
		nr_doc_add(&d, NR_SPAN_PLAIN, text, n);
		text += n + (text[n] == '|');
	}
	nr_doc_end(&d);
	return d;
}

static void
open_pager(struct ui_pager *p, const char *text, int rows, int cols)
{
	struct nr_doc d = doc_of(text);
	struct ui_rect rect = { 0, 0, rows, cols };

	*p = (struct ui_pager)UI_PAGER_INIT;
	ui_pager_set(p, &d, false);
	ui_pager_fit(p, &rect, false);
}

static void
fit(struct ui_pager *p, int rows, int cols)
{
	struct ui_rect rect = { 0, 0, rows, cols };

	ui_pager_fit(p, &rect, false);
}

/* What is drawn; matches as the letter of their style below the text. */
static void
expect(struct ui_pager *p, int rows, int cols, const char *match,
	const char *expected)
{
	struct ui_canvas c = UI_CANVAS_INIT;
	struct ui_rect rect = { 0, 0, rows, cols };
	struct nr_buf b = NR_BUF_INIT;

	ui_canvas_resize(&c, rows, cols);
	ui_pager_find(p, match);
	ui_pager_draw(p, &c, &rect);
	if (match)
		canvas_dump_styles(&c, &b);
	else
		canvas_dump(&c, &b);
	assert_string_equal(nr_buf_str(&b), expected);
	nr_buf_release(&b);
	ui_canvas_release(&c);
}

/* Nine lines at 12 cells: five paragraphs of one word. */
static const char five[] = "one|two|three|four|five";

static void
test_text_stands_in_a_column_with_air(void **state)
{
	struct ui_pager p;

	(void)state;
	open_pager(&p, "some words|more", 4, 8);
	expect(&p, 4, 8, NULL, " some\n words\n\n more\n");
	ui_pager_release(&p);
}

static void
test_column_is_centred_and_not_too_wide(void **state)
{
	struct ui_pager p;

	(void)state;
	open_pager(&p, "word", 1, 100);
	assert_int_equal(p.layout.width, UI_PAGER_COLS);
	expect(&p, 1, 100, NULL, "            word\n");
	ui_pager_release(&p);
}

static void
test_scrolling_stops_at_both_ends(void **state)
{
	static const struct {
		long first, then;
		size_t expected;
		bool moved;
	} cases[] = {
		{ 0, 1, 1, true }, { 0, -1, 0, false }, { 2, -1, 1, true },
		{ 100, 1, 6, false }, { 0, 100, 6, true }, { 6, -100, 0, true },
		{ 0, 0, 0, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ui_pager p;

		open_pager(&p, five, 3, 12);
		ui_pager_scroll(&p, cases[i].first);
		assert_int_equal(ui_pager_scroll(&p, cases[i].then), cases[i].moved);
		assert_int_equal(p.top, cases[i].expected);
		ui_pager_release(&p);
	}
}

static void
test_end_and_percentage_are_told(void **state)
{
	struct ui_pager p;

	(void)state;
	open_pager(&p, five, 3, 12);
	assert_false(ui_pager_at_end(&p));
	assert_int_equal(ui_pager_percent(&p), 33);
	ui_pager_scroll(&p, 5);
	assert_false(ui_pager_at_end(&p));
	assert_int_equal(ui_pager_percent(&p), 88);
	ui_pager_scroll(&p, 1);
	assert_true(ui_pager_at_end(&p));
	assert_int_equal(ui_pager_percent(&p), 100);
	fit(&p, 20, 12);
	assert_true(ui_pager_at_end(&p));
	assert_int_equal(p.top, 0);
	ui_pager_release(&p);
}

static void
test_empty_document_is_at_its_end(void **state)
{
	struct ui_pager p;

	(void)state;
	open_pager(&p, "", 3, 12);
	assert_false(ui_pager_scroll(&p, 1));
	assert_true(ui_pager_at_end(&p));
	assert_int_equal(ui_pager_percent(&p), 100);
	assert_false(ui_pager_search(&p, "a", 1, true));
	expect(&p, 1, 12, NULL, "\n");
	ui_pager_release(&p);
}

/* Every top line, the blank ones too: the article of another one is shown between. */
/* The line that an update would have moved is still the first in view. */
static void
test_newer_version_keeps_the_paragraph_in_view(void **state)
{
	static const struct { const char *text, *top; } cases[] = {
		{ "one|two|three|four|five|six", " three\n" },	/* nothing moved */
		{ "new|one|two|three|four|five|six", " three\n" },	/* a line came above */
		{ "two|three|four|five|six|seven", " three\n" },	/* a line above went away */
		{ "one|two|3|four|five|six", " 3\n" },	/* the line itself changed */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct nr_doc d = doc_of(cases[i].text);
		struct ui_pager p;

		open_pager(&p, "one|two|three|four|five|six", 1, 20);
		ui_pager_scroll(&p, 4);
		expect(&p, 1, 20, NULL, " three\n");
		ui_pager_set(&p, &d, true);
		fit(&p, 1, 20);
		expect(&p, 1, 20, NULL, cases[i].top);
		ui_pager_release(&p);
	}
}

static void
test_a_layout_made_ahead_is_taken_if_it_fits(void **state)
{
	(void)state;
	for (int width = 8; width <= 12; width++) {
		struct nr_doc d = doc_of("one two three");
		struct nr_layout l = NR_LAYOUT_INIT;
		struct ui_pager p;

		nr_layout_make(&d, width, 0, &l);
		l.lines[0].offset = 1;	/* which it is known by */
		open_pager(&p, five, 3, 12);
		ui_pager_scroll(&p, 2);
		ui_pager_set_laid(&p, &d, &l, false);
		assert_null(l.lines);
		fit(&p, 2, 12);
		assert_int_equal(p.layout.lines[0].offset, width == 10);
		expect(&p, 2, 12, NULL, " one two\n three\n");
		ui_pager_release(&p);
	}
}

static void
test_place_leads_back_to_the_same_line(void **state)
{
	(void)state;
	for (long top = 0; top <= 6; top++) {
		struct ui_pager p;
		struct app_text_position place;
		struct nr_doc other = doc_of("another"), again = doc_of(five);

		open_pager(&p, five, 3, 12);
		ui_pager_scroll(&p, top);
		place = ui_pager_position(&p);
		ui_pager_set(&p, &other, false);
		fit(&p, 3, 12);
		assert_int_equal(p.top, 0);
		ui_pager_set(&p, &again, false);
		fit(&p, 3, 12);
		ui_pager_go(&p, place);
		assert_int_equal(p.top, top);
		ui_pager_release(&p);
	}
}

static void
test_place_holds_at_another_width(void **state)
{
	struct ui_pager p;

	(void)state;
	open_pager(&p, "aaaa bbbb cccc dddd eeee|ffff gggg hhhh iiii", 2, 8);
	ui_pager_scroll(&p, 3);
	expect(&p, 2, 8, NULL, " dddd\n eeee\n");
	fit(&p, 2, 13);
	expect(&p, 2, 13, NULL, " cccc dddd\n eeee\n");
	fit(&p, 2, 8);
	expect(&p, 2, 8, NULL, " cccc\n dddd\n");
	ui_pager_release(&p);
}

static void
test_newer_version_of_the_document_keeps_the_place(void **state)
{
	struct nr_doc newer = doc_of("one|two|three|more|and more");
	struct ui_pager p;

	(void)state;
	open_pager(&p, five, 3, 12);
	ui_pager_scroll(&p, 2);
	ui_pager_set(&p, &newer, true);
	fit(&p, 3, 12);
	expect(&p, 3, 12, NULL, " two\n\n three\n");
	ui_pager_release(&p);
}

static void
test_shorter_version_of_the_document_stays_in_view(void **state)
{
	struct nr_doc newer = doc_of("one");
	struct ui_pager p;

	(void)state;
	open_pager(&p, five, 3, 12);
	ui_pager_scroll(&p, 6);
	ui_pager_set(&p, &newer, true);
	fit(&p, 3, 12);
	expect(&p, 3, 12, NULL, " one\n\n\n");
	ui_pager_release(&p);
}

static void
test_search_goes_from_match_to_match_and_wraps(void **state)
{
	struct ui_pager p;

	(void)state;
	open_pager(&p, "one ONE|two|three one|four|five", 2, 14);
	assert_true(ui_pager_search(&p, "one", 1, true));
	assert_int_equal(p.match.offset, 0);
	assert_true(ui_pager_search(&p, "one", 1, false));
	assert_int_equal(p.match.offset, 4);
	assert_true(ui_pager_search(&p, "one", 1, false));
	assert_int_equal(p.match.block, 2);
	assert_in_range(4, p.top, p.top + 1);
	assert_true(ui_pager_search(&p, "one", 1, false));
	assert_int_equal(p.match.block, 0);
	assert_int_equal(p.top, 0);
	assert_true(ui_pager_search(&p, "one", -1, false));
	assert_int_equal(p.match.block, 2);
	assert_true(ui_pager_search(&p, "one", -1, false));
	assert_int_equal(p.match.offset, 4);
	assert_false(ui_pager_search(&p, "none", 1, true));
	assert_false(ui_pager_search(&p, "", 1, true));
	ui_pager_release(&p);
}

/* What is found, counted and highlighted is the same: the text as it is typed, or where the
 * document does not have it, any word of it. */
static void
test_the_matches_are_those_of_the_text_or_of_its_words(void **state)
{
	static const struct {
		const char *doc, *text, *shown;
		size_t n;
	} cases[] = {
		{ "a b, b a, a", "a b", " a b, b a, a\n.rrr\n", 1 },
		{ "a, b a, b", "a b", " a, b a, b\n.r..r.r..r\n", 4 },
		{ "banana", "ana", " banana\n..rrr\n", 1 },
		{ "banana", "nan ana x", " banana\n..rrrr\n", 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ui_pager p;
		size_t at, n;

		open_pager(&p, cases[i].doc, 1, 20);
		expect(&p, 1, 20, cases[i].text, cases[i].shown);
		for (size_t k = 1; k <= cases[i].n; k++) {
			assert_true(ui_pager_search(&p, cases[i].text, 1, k == 1));
			ui_pager_match(&p, &at, &n);
			assert_int_equal(n, cases[i].n);
			assert_int_equal(at, k);
		}
		ui_pager_release(&p);
	}
}

static void
test_matches_are_highlighted(void **state)
{
	struct ui_pager p;

	(void)state;
	open_pager(&p, "Ab ab xab", 1, 20);
	expect(&p, 1, 20, "AB", " Ab ab xab\n.rr.rr..rr\n");
	expect(&p, 1, 20, "q", " Ab ab xab\n\n");
	ui_pager_release(&p);
}

static void
test_match_that_was_broken_is_highlighted_on_both_lines(void **state)
{
	struct ui_pager p;

	(void)state;
	open_pager(&p, "abcdefghij", 2, 8);
	expect(&p, 2, 8, "efgh", " abcdef\n.....rr\n ghij\n.rr\n");
	ui_pager_release(&p);
}

static void
test_any_size_is_drawn(void **state)
{
	struct ui_pager p;

	(void)state;
	open_pager(&p, "some words|世界 and more", 1, 1);
	for (int cols = 1; cols < 30; cols++) {
		for (int rows = 1; rows < 5; rows++) {
			struct ui_canvas c = UI_CANVAS_INIT;
			struct ui_rect rect = { 0, 0, rows, cols };

			ui_canvas_resize(&c, rows, cols);
			ui_pager_fit(&p, &rect, false);
			ui_pager_scroll(&p, 1);
			ui_pager_find(&p, "o");
			ui_pager_draw(&p, &c, &rect);
			ui_canvas_release(&c);
		}
	}
	ui_pager_release(&p);
}

/* Links 1, 2 and 1 again in the first block, 3 in the second one. */
static struct nr_doc
doc_with_links(void)
{
	static const char *const urls[] = { "https://a/", "https://b/", "https://a/", "https://c/" };
	struct nr_doc d = NR_DOC_INIT;

	for (size_t i = 0; i < 4; i++) {
		size_t link = nr_doc_link(&d, urls[i]);

		if (i == 0 || i == 3)
			nr_doc_begin(&d, NR_BLOCK_PARA);
		nr_doc_addz(&d, NR_SPAN_PLAIN, "to ");
		nr_doc_add_link(&d, link, NR_SPAN_LINK, "here ", 5);
	}
	nr_doc_end(&d);
	return d;
}

static void
test_links_in_view_are_told_once_with_their_place(void **state)
{
	struct nr_doc d = doc_with_links();
	struct ui_rect rect = { 3, 4, 1, 40 };
	struct ui_pager p = UI_PAGER_INIT;
	struct ui_pager_link links[4];

	(void)state;
	ui_pager_set(&p, &d, false);
	ui_pager_fit(&p, &rect, false);
	assert_int_equal(ui_pager_links(&p, &rect, links, 4), 2);
	assert_int_equal(links[0].number, 1);
	assert_int_equal(links[0].row, 0);
	assert_int_equal(links[0].col, 1 + 3);
	assert_int_equal(links[1].number, 2);
	assert_int_equal(links[1].col, 1 + 11);
	assert_int_equal(ui_pager_links(&p, &rect, links, 1), 1);
	rect.rows = 3;
	ui_pager_fit(&p, &rect, false);
	assert_int_equal(ui_pager_links(&p, &rect, links, 4), 3);
	assert_int_equal(links[2].number, 3);
	assert_int_equal(links[2].row, 2);
	rect.rows = 1;
	ui_pager_fit(&p, &rect, false);
	ui_pager_scroll(&p, 2);
	assert_int_equal(ui_pager_links(&p, &rect, links, 4), 1);
	assert_int_equal(links[0].number, 3);
	ui_pager_release(&p);
}

static void
test_link_is_found_under_a_cell(void **state)
{
	static const struct {
		int row, col;
		size_t link;
	} cases[] = {
		{ 0, 3, 0 }, { 0, 4, 1 }, { 0, 7, 1 }, { 0, 9, 0 }, { 0, 12, 2 },
		{ 1, 4, 0 }, { 2, 4, 3 }, { 3, 4, 0 }, { -1, 4, 0 }, { 0, 39, 0 }, { 0, -1, 0 },
	};
	struct nr_doc d = doc_with_links();
	struct ui_rect rect = { 3, 4, 3, 40 };
	struct ui_pager p = UI_PAGER_INIT;

	(void)state;
	ui_pager_set(&p, &d, false);
	ui_pager_fit(&p, &rect, false);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(ui_pager_link_at(&p, &rect, cases[i].row, cases[i].col),
			cases[i].link);
	ui_pager_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_stands_in_a_column_with_air),
		cmocka_unit_test(test_link_is_found_under_a_cell),
		cmocka_unit_test(test_column_is_centred_and_not_too_wide),
		cmocka_unit_test(test_scrolling_stops_at_both_ends),
		cmocka_unit_test(test_end_and_percentage_are_told),
		cmocka_unit_test(test_empty_document_is_at_its_end),
		cmocka_unit_test(test_newer_version_keeps_the_paragraph_in_view),
		cmocka_unit_test(test_a_layout_made_ahead_is_taken_if_it_fits),
		cmocka_unit_test(test_place_leads_back_to_the_same_line),
		cmocka_unit_test(test_place_holds_at_another_width),
		cmocka_unit_test(test_newer_version_of_the_document_keeps_the_place),
		cmocka_unit_test(test_shorter_version_of_the_document_stays_in_view),
		cmocka_unit_test(test_search_goes_from_match_to_match_and_wraps),
		cmocka_unit_test(test_the_matches_are_those_of_the_text_or_of_its_words),
		cmocka_unit_test(test_matches_are_highlighted),
		cmocka_unit_test(test_match_that_was_broken_is_highlighted_on_both_lines),
		cmocka_unit_test(test_any_size_is_drawn),
		cmocka_unit_test(test_links_in_view_are_told_once_with_their_place),
	};

	return cmocka_run_group_tests_name("pager", tests, NULL, NULL);
}
