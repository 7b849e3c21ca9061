#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "newsreader/html.h"
#include "newsreader/wrap.h"

struct table_case {
	const char *html;
	int width;
	unsigned how;
	const char *lines, *why;
};

static void
check(const struct table_case *c, size_t n)
{
	for (; n > 0; n--, c++) {
		struct nr_doc d = NR_DOC_INIT;
		struct nr_layout l = NR_LAYOUT_INIT;
		struct nr_buf text = NR_BUF_INIT;

		nr_html_to_doc(c->html, strlen(c->html), &d);
		nr_doc_end(&d);
		nr_layout_make(&d, c->width, c->how, &l);
		for (size_t i = 0; i < l.n; i++) {
			nr_layout_line_text(&l, i, &text);
			nr_buf_addch(&text, '\n');
		}
		if (strcmp(nr_buf_str(&text), c->lines) != 0)
			print_error("%s\n", c->why);
		assert_string_equal(nr_buf_str(&text), c->lines);
		nr_buf_release(&text);
		nr_layout_release(&l);
		nr_doc_release(&d);
	}
}

#define CHECK(cases) check(cases, sizeof cases / sizeof cases[0])

static void
test_columns_are_as_wide_as_their_text(void **state)
{
	static const struct table_case cases[] = {
		{ "<table><tr><th>Name<th>Note<tr><td>a pear<td>x<tr><td>b<td>yyyyyy</table>", 40, 0,
			"Name   │ Note\n"
			"───────┼───────\n"
			"a pear │ x\n"
			"b      │ yyyyyy\n", "" },
		{ "<table><tr><th>Name<th>Note<tr><td>a pear<td>x</table>", 40, NR_LAYOUT_ASCII,
			"Name   | Note\n"
			"-------+-----\n"
			"a pear | x\n", "ascii" },
		{ "<table><tr><td>漢字<td>x<tr><td>abcde<td>y<tr><td>e\xcc\x81<td>z</table>", 40, 0,
			"漢字  │ x\n"
			"abcde │ y\n"
			"e\xcc\x81     │ z\n", "cells, not characters" },
		{ "<table><tr><td>שלום<td>x<tr><td>a<td>y</table>", 40, 0,
			"שלום │ x\n"
			"a    │ y\n", "right to left" },
		{ "<table><tr><td>a<td><td>c<tr><td>d<td><td>f</table>", 40, 0,
			"a │ c\n"
			"d │ f\n", "a column without text is not there" },
		{ "<table><tr><td><td>b<tr><td>c<td></table>", 40, 0,
			"  │ b\n"
			"c │\n", "an empty cell is" },
		{ "<blockquote><table><tr><th>a<th>b<tr><td>c<td>d</table></blockquote>", 40, 0,
			"│ a │ b\n"
			"│ ──┼──\n"
			"│ c │ d\n", "in a quote" },
		{ "<table><tr><th>a<td>b<tr><th>c<td>d</table>", 40, 0,
			"a │ b\n"
			"c │ d\n", "heads of rows" },
		{ "<table><tr><th>a<th>b</table>", 40, 0, "a │ b\n", "nothing below" },
	};

	(void)state;
	CHECK(cases);
}

static void
test_numbers_stand_at_the_right(void **state)
{
	static const struct table_case cases[] = {
		{ "<table><tr><th>Count<th>x<tr><td>3<td>a<tr><td>1,200 %<td>b<tr><td>–<td>c</table>",
			40, 0,
			"  Count │ x\n"
			"────────┼──\n"
			"      3 │ a\n"
			"1,200 % │ b\n"
			"      – │ c\n", "numbers" },
		{ "<table><tr><td>3<td>a<tr><td>1200 x<td>b</table>", 40, 0,
			"3      │ a\n"
			"1200 x │ b\n", "and text" },
		{ "<table><tr><td align=right>a<td align=center>b<td align=left>1"
			"<tr><td>abc<td>abc<td>123</table>", 40, 0,
			"  a │  b  │ 1\n"
			"abc │ abc │ 123\n", "what is asked for" },
	};

	(void)state;
	CHECK(cases);
}

static void
test_text_wraps_in_its_cell(void **state)
{
	static const struct table_case cases[] = {
		{ "<table><tr><th>Key<th>What<tr><td>one<td>alpha beta gamma<tr><td>two<td>delta</table>",
			17, 0,
			"Key │ What\n"
			"────┼────────────\n"
			"one │ alpha beta\n"
			"    │ gamma\n"
			"two │ delta\n", "the widest column is narrower" },
		{ "<table><tr><td>aa bb cc<td>dd ee ff</table>", 13, 0,
			"aa bb │ dd ee\n"
			"cc    │ ff\n", "each one" },
		{ "<table><tr><td>abcdefghijkl<td>x</table>", 13, 0,
			"abcdefghi │ x\n"
			"jkl       │\n", "a long word is cut" },
		{ "<table><tr><td>漢字かな<td>x</table>", 9, 0,
			"漢字  │ x\n"
			"かな  │\n", "without spaces" },
		{ "<table><tr><td>a<br>b<td>c</table>", 20, 0,
			"a │ c\n"
			"b │\n", "line breaks" },
		{ "<table><tr><td colspan=2>a note that is long<td>x<tr><td>c<td>d<td>e</table>", 16, 0,
			"a note that  │ x\n"
			"is long      │\n"
			"c     │ d    │ e\n", "over columns" },
		{ "<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", 20, 0,
			"a │ b\n"
			"  │ c\n", "over rows" },
	};

	(void)state;
	CHECK(cases);
}

static void
test_each_cell_has_a_line_where_columns_have_no_room(void **state)
{
	static const char html[] = "<table><tr><th>Name<th>Count<th>Longest name<tr><td>apple pie"
		"<td>3<td>xx yy zz<tr><td>pear<td><td>u</table>";
	static const struct table_case cases[] = {
		{ html, 18, 0,
			"Longest name\n"
			"\n"
			"Name: apple pie\n"
			"Count: 3\n"
			"Longes…: xx yy zz\n"
			"\n"
			"Name: pear\n"
			"Longes…: u\n", "behind the name of its column" },
		{ html, 5, 0,
			"Name\nCount\nLonge\nst\nname\n\napple\npie\n3\nxx yy\nzz\n\npear\nu\n",
			"or without" },
		{ "<table><tr><td>abcdef<td>bcdefg<tr><td>c<td>d</table>", 8, 0,
			"abcdef\nbcdefg\n\nc\nd\n", "where they have none" },
	};

	(void)state;
	CHECK(cases);
}

static void
test_a_place_in_a_cell_is_on_its_line(void **state)
{
	static const char html[] = "<p>x<table><tr><th>Key<th>What<tr><td>one two<td>alpha beta "
		"gamma<tr><td>y<td>z</table>";
	struct nr_doc d = NR_DOC_INIT;
	struct nr_layout l = NR_LAYOUT_INIT;
	const char *text;

	(void)state;
	nr_html_to_doc(html, strlen(html), &d);
	nr_doc_end(&d);
	nr_layout_make(&d, 13, 0, &l);
	/* x||Key|---|one alpha|two beta|gamma|y */
	assert_int_equal(l.n, 8);
	text = d.blocks[1].text;
	assert_int_equal(nr_layout_line_at(&l, 1, 0), 2);
	assert_int_equal(nr_layout_line_at(&l, 1, (size_t)(strstr(text, "What") - text)), 2);
	assert_int_equal(nr_layout_line_at(&l, 1, (size_t)(strstr(text, "one") - text)), 4);
	assert_int_equal(nr_layout_line_at(&l, 1, (size_t)(strstr(text, "two") - text)), 5);
	assert_int_equal(nr_layout_line_at(&l, 1, (size_t)(strstr(text, "alpha") - text)), 4);
	assert_int_equal(nr_layout_line_at(&l, 1, (size_t)(strstr(text, "beta") - text)), 5);
	assert_int_equal(nr_layout_line_at(&l, 1, (size_t)(strstr(text, "gamma") - text)), 6);
	assert_int_equal(nr_layout_line_at(&l, 1, (size_t)(strstr(text, "z") - text)), 7);
	for (size_t i = 2; i < l.n; i++)
		assert_int_equal(nr_layout_line_at(&l, 1, l.lines[i].offset), i == 3 ? 4 : i);
	nr_layout_release(&l);
	nr_doc_release(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_columns_are_as_wide_as_their_text),
		cmocka_unit_test(test_numbers_stand_at_the_right),
		cmocka_unit_test(test_text_wraps_in_its_cell),
		cmocka_unit_test(test_each_cell_has_a_line_where_columns_have_no_room),
		cmocka_unit_test(test_a_place_in_a_cell_is_on_its_line),
	};

	return cmocka_run_group_tests_name("wrap_table", tests, NULL, NULL);
}
