#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "newsreader/html.h"
#include "newsreader/utf8.h"
#include "newsreader/wrap.h"

#define N(array) (sizeof (array) / sizeof (array)[0])

static struct nr_block *
add(struct nr_doc *d, enum nr_block_kind kind, const char *text)
{
	struct nr_block *b = nr_doc_begin(d, kind);

	nr_doc_addz(d, NR_SPAN_PLAIN, text);
	return b;
}

static void
add_item(struct nr_doc *d, int indent, const char *marker, const char *text)
{
	struct nr_block *b = add(d, NR_BLOCK_ITEM, text);

	b->indent = indent;
	b->marker = marker != NULL ? strdup(marker) : NULL;
}

/* Ends the document and compares its lines, each with a newline behind. */
static void
check_lines(struct nr_doc *d, int width, unsigned how, const char *lines, const char *why)
{
	struct nr_layout l = NR_LAYOUT_INIT;
	struct nr_buf text = NR_BUF_INIT;

	nr_doc_end(d);
	nr_layout_make(d, width, how, &l);
	for (size_t i = 0; i < l.n; i++) {
		nr_layout_line_text(&l, i, &text);
		nr_buf_addch(&text, '\n');
	}
	if (strcmp(nr_buf_str(&text), lines) != 0)
		print_error("%s\n", why);
	assert_string_equal(nr_buf_str(&text), lines);
	nr_buf_release(&text);
	nr_layout_release(&l);
}

static void
test_lines_are_filled_greedily(void **state)
{
	static const struct {
		const char *text;
		int width;
		const char *lines, *why;
	} cases[] = {
		{ "aa bb cc", 5, "aa bb\ncc\n", "a word that fits exactly" },
		{ "aa bb cc", 4, "aa\nbb\ncc\n", "and one that does not" },
		{ "aa  bb", 2, "aa\nbb\n", "spaces at the end take no room" },
		{ "aaaaa b", 2, "aa\naa\na\nb\n", "a long word is cut" },
		{ "x aaaaaa", 4, "x\naaaa\naa\n", "on a line of its own" },
		{ "a\n\nb", 9, "a\n\nb\n", "forced breaks" },
		{ "a b", 1, "a\nb\n", "one cell" },
		{ "and/or http://a.b/c?d=e x", 18, "and/or\nhttp://a.b/c?d=e x\n",
			"addresses stay whole" },
		{ "http://a.b/cdef", 8, "http://\na.b/cdef\n", "unless too long" },
		{ "abcdefgh/i", 8, "abcdefgh\n/i\n", "which are cut at a joint if there is one" },
		{ "a well-known b", 8, "a well-\nknown b\n", "hyphens" },
		{ "-1 --all", 3, "-1\n--\nall\n", "that are none" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_doc d = NR_DOC_INIT;

		add(&d, NR_BLOCK_PARA, cases[i].text);
		check_lines(&d, cases[i].width, 0, cases[i].lines, cases[i].why);
		nr_doc_release(&d);
	}
}

static void
test_every_script_stays_within_the_width(void **state)
{
	static const struct {
		const char *text;
		int width;
		const char *lines, *why;
	} cases[] = {
		{ "漢字かな。交", 6, "漢字か\nな。交\n", "no line begins with a full stop" },
		{ "漢字かな", 5, "漢字\nかな\n", "odd width" },
		{ "漢", 1, "漢\n", "wider than the line" },
		{ "👩‍💻👩‍💻", 3, "👩‍💻\n👩‍💻\n", "joined emoji" },
		{ "é́é́", 1, "é́\né́\n", "combining marks" },
		{ "สวัสดี", 3, "สวัส\nดี\n", "Thai vowels" },
		{ "مرحبا بكم", 5, "مرحبا\nبكم\n", "Arabic" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_doc d = NR_DOC_INIT;

		add(&d, NR_BLOCK_PARA, cases[i].text);
		check_lines(&d, cases[i].width, 0, cases[i].lines, cases[i].why);
		nr_doc_release(&d);
	}
}

static void
test_blank_lines_stand_between_blocks(void **state)
{
	struct nr_doc d = NR_DOC_INIT;

	(void)state;
	add(&d, NR_BLOCK_HEADING, "h");
	add(&d, NR_BLOCK_META, "m");
	add(&d, NR_BLOCK_META, "m");
	add(&d, NR_BLOCK_PARA, "p");
	add(&d, NR_BLOCK_PARA, "p");
	add(&d, NR_BLOCK_HEADING, "h");
	add(&d, NR_BLOCK_HEADING, "h");
	add(&d, NR_BLOCK_IMAGE, "i");
	add(&d, NR_BLOCK_IMAGE, "i");
	check_lines(&d, 20, 0, "h\n\nm\nm\n\np\n\np\n\n\nh\n\nh\n\ni\ni\n", "");
	nr_doc_release(&d);
}

static void
test_items_hang_under_their_marker(void **state)
{
	struct nr_doc d = NR_DOC_INIT;

	(void)state;
	add_item(&d, 0, "9.", "one two three four five six seven");
	add_item(&d, 1, "•", "sub");
	add_item(&d, 0, "10.", "ten");
	add_item(&d, 0, "•", "other");
	check_lines(&d, 24, 0,
		" 9. one two three four\n    five six seven\n"
		"    • sub\n10. ten\n\n• other\n", "");
	check_lines(&d, 24, 1,
		" 9. one two three four\n    five six seven\n"
		"    * sub\n10. ten\n\n* other\n",
		"ascii");
	nr_doc_release(&d);
}

static void
test_items_of_several_paragraphs_have_blank_lines(void **state)
{
	struct nr_doc d = NR_DOC_INIT;

	(void)state;
	add_item(&d, 0, "•", "a");
	add_item(&d, 0, "•", "b");
	add_item(&d, 0, NULL, "more");
	check_lines(&d, 20, 0, "• a\n\n• b\n\n  more\n", "");
	nr_doc_release(&d);
}

static void
test_quotes_have_bars(void **state)
{
	struct nr_doc d = NR_DOC_INIT;

	(void)state;
	add(&d, NR_BLOCK_PARA, "one two three four five")->quote = 2;
	check_lines(&d, 20, 0, "│ │ one two three\n│ │ four five\n", "two bars");
	check_lines(&d, 20, 1, "| | one two three\n| | four five\n", "ascii");
	check_lines(&d, 19, 0, "one two three four\nfive\n", "no room");
	nr_doc_release(&d);
}

static void
test_bars_of_one_quote_have_no_holes(void **state)
{
	struct nr_doc d = NR_DOC_INIT;
	struct nr_block *b;

	(void)state;
	add(&d, NR_BLOCK_PARA, "a")->quote = 1;
	b = add(&d, NR_BLOCK_HEADING, "b");
	b->quote = b->same_quote = 1;
	b = add(&d, NR_BLOCK_PARA, "c");
	b->quote = 2;
	b->same_quote = 1;
	b = add(&d, NR_BLOCK_PRE, "d\n\ne");
	b->quote = b->same_quote = 2;
	add(&d, NR_BLOCK_PARA, "f")->quote = 1;
	check_lines(&d, 20, 0, "│ a\n│\n│\n│ b\n│\n│ │ c\n│ │\n│ │ d\n│ │\n│ │ e\n\n│ f\n",
		"the last one is another quote");
	nr_doc_release(&d);
}

static void
test_quotes_in_lists_are_set_in(void **state)
{
	static const struct {
		const char *markdown, *lines, *why;
	} cases[] = {
		{ "- a\n- b\n  - c\n    1. d\n       > e\n\n       > f\n- g\n- h",
			"• a\n• b\n  ◦ c\n    1. d\n\n       │ e\n\n       │ f\n\n• g\n• h\n",
			"behind the margins of the lists; the list stays tight" },
		{ "- a\n\n  > b\n  >\n  > c\n- d", "• a\n\n  │ b\n  │\n  │ c\n\n• d\n",
			"two paragraphs of one quote" },
		{ "- > a\n  >\n  > b\n- c", "• │ a\n  │\n  │ b\n\n• c\n", "behind the marker" },
		{ "> - a\n>\n>   > b\n> - c", "│ • a\n│\n│   │ b\n│\n│ • c\n",
			"a list in a quote, and a quote in it" },
		{ "10. a\n    > > b\n    > - c\n    >   - d",
			"10. a\n\n    │ │ b\n    │\n    │ ◦ c\n    │   • d\n",
			"two quotes, and a list in one of them" },
		{ "- a\n  > ```\n  > b\n  > ```", "• a\n\n  │ b\n", "code in it" },
		{ "- a\n  > b\n\n  c\n- d", "• a\n\n  │ b\n\n  c\n\n• d\n",
			"a further paragraph makes the list loose" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_doc d = NR_DOC_INIT;

		nr_markdown_to_doc(cases[i].markdown, strlen(cases[i].markdown), &d);
		check_lines(&d, 40, 0, cases[i].lines, cases[i].why);
		nr_doc_release(&d);
	}
}

static void
test_tasks_have_boxes(void **state)
{
	struct nr_doc d = NR_DOC_INIT;

	(void)state;
	add_item(&d, 0, "☐", "a");
	add_item(&d, 0, "☑", "b");
	check_lines(&d, 20, 0, "☐ a\n☑ b\n", "");
	check_lines(&d, 20, NR_LAYOUT_ASCII, "[ ] a\n[x] b\n", "ascii");
	nr_doc_release(&d);
}

static void
test_meanings_hang_by_themselves(void **state)
{
	struct nr_doc d = NR_DOC_INIT;

	(void)state;
	add(&d, NR_BLOCK_PARA, "term");
	add_item(&d, 0, NULL, "meaning");
	add_item(&d, 0, "10.", "item");
	check_lines(&d, 20, 0, "term\n  meaning\n\n10. item\n", "");
	nr_doc_release(&d);
}

static void
test_margins_leave_room_for_text(void **state)
{
	struct nr_doc d = NR_DOC_INIT;
	struct nr_layout l = NR_LAYOUT_INIT;

	(void)state;
	add_item(&d, 1000000, "1000000.", "text");
	nr_doc_end(&d);
	d.blocks[0].quote = 1000000;
	for (int width = -1; width < 100; width++) {
		nr_layout_make(&d, width, 0, &l);
		assert_int_equal(l.width, width < 1 ? 1 : width);
		for (size_t i = 0; i < l.n_pieces; i++)
			assert_in_range(l.pieces[i].col + l.pieces[i].width, 0, l.width);
	}
	nr_layout_release(&l);
	nr_doc_release(&d);
}

static void
test_long_lines_of_code_go_on_behind_a_mark(void **state)
{
	static const struct {
		const char *text;
		int width;
		unsigned how;
		const char *lines, *why;
	} cases[] = {
		{ "  a  b\n\nabcdefg\nabcdefgh", 7, 0,
			"  a  b\n\nabcdefg\nabcdef↵\ngh\n", "one cell too long" },
		{ "abcdefgh\nb", 7, NR_LAYOUT_ASCII, "abcdef\\\ngh\nb\n", "ascii" },
		{ "abcdefghijklmno", 5, 0, "abcd↵\nefgh↵\nijkl↵\nmno\n", "several times" },
		{ "ab   cd     ", 5, 0, "ab  ↵\n cd\n", "blanks stay, but at the end" },
		{ "漢字かな", 4, 0, "漢 ↵\n字 ↵\nかな\n", "two cells a character" },
		{ "漢字", 2, 0, "漢\n字\n", "no room for the mark" },
		{ "漢字", 1, 0, "漢\n字\n", "nor for a character" },
		{ "ab", 1, 0, "a\nb\n", "one cell" },
		{ "e\xcc\x81" "e\xcc\x81" "x", 2, 0, "e\xcc\x81↵\ne\xcc\x81" "x\n",
			"between clusters" },
		{ "שלום עולם", 6, 0, "שלום ↵\nעולם\n", "right to left" },
		{ "abcdefgh", 3, NR_LAYOUT_WHOLE_CODE, "abcdefgh\n", "whole where that is asked" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_doc d = NR_DOC_INIT;

		add(&d, NR_BLOCK_PRE, cases[i].text);
		check_lines(&d, cases[i].width, cases[i].how, cases[i].lines, cases[i].why);
		nr_doc_release(&d);
	}
}

static void
test_rule_is_a_line(void **state)
{
	struct nr_doc d = NR_DOC_INIT;

	(void)state;
	nr_doc_begin(&d, NR_BLOCK_RULE);
	check_lines(&d, 3, 0, "───\n", "");
	check_lines(&d, 60, 1,
		"----------------------------------------\n", "ascii, at most 40");
	nr_doc_release(&d);
}

static void
test_pieces_have_style_column_and_link(void **state)
{
	struct nr_doc d = NR_DOC_INIT;
	struct nr_layout l = NR_LAYOUT_INIT;

	(void)state;
	nr_doc_addz(&d, NR_SPAN_PLAIN, "漢 ");
	nr_doc_add_link(&d, 7, NR_SPAN_LINK, "ab cd", 5);
	nr_doc_end(&d);
	nr_layout_make(&d, 5, 0, &l);
	assert_int_equal(l.n, 2);
	assert_int_equal(l.n_pieces, 3);
	assert_int_equal(l.pieces[1].col, 3);
	assert_int_equal(l.pieces[1].width, 2);
	assert_int_equal(l.pieces[1].n, 2);
	assert_int_equal(l.pieces[1].style, NR_SPAN_LINK);
	assert_int_equal(l.pieces[1].link, 7);
	assert_int_equal(l.lines[1].offset, 7);
	assert_int_equal(l.pieces[2].link, 7);
	assert_memory_equal(l.pieces[2].s, "cd", 2);
	nr_layout_release(&l);
	nr_doc_release(&d);
}

static void
test_number_stays_with_its_link(void **state)
{
	struct nr_doc d = NR_DOC_INIT;

	(void)state;
	nr_doc_add_link(&d, 1, NR_SPAN_LINK, "漢字", 6);
	nr_doc_add_link(&d, 1, NR_SPAN_REF, "[1]", 3);
	check_lines(&d, 6, 0, "漢\n字[1]\n", "");
	nr_doc_release(&d);
	nr_doc_add_link(&d, 1, NR_SPAN_LINK, "漢字", 6);
	nr_doc_add_link(&d, 1, NR_SPAN_REF, " [1]", 4);
	check_lines(&d, 7, 0, "漢\n字 [1]\n", "");
	nr_doc_release(&d);
}

static void
test_place_is_found_again_at_another_width(void **state)
{
	struct nr_doc d = NR_DOC_INIT;
	struct nr_layout l = NR_LAYOUT_INIT;

	(void)state;
	assert_int_equal(nr_layout_line_at(&l, 0, 0), 0);
	add(&d, NR_BLOCK_PARA, "one two three");
	add(&d, NR_BLOCK_PARA, "four five");
	nr_doc_end(&d);
	nr_layout_make(&d, 5, 0, &l);	/* one|two|three||four|five */
	assert_int_equal(l.n, 6);
	assert_int_equal(nr_layout_line_at(&l, 0, 0), 0);
	assert_int_equal(nr_layout_line_at(&l, 0, 3), 0);
	assert_int_equal(nr_layout_line_at(&l, 0, 4), 1);
	assert_int_equal(nr_layout_line_at(&l, 0, 13), 2);
	assert_int_equal(nr_layout_line_at(&l, 1, 0), 4);
	assert_int_equal(nr_layout_line_at(&l, 1, 6), 5);
	assert_int_equal(nr_layout_line_at(&l, 9, 0), 5);
	nr_layout_make(&d, 80, 0, &l);
	assert_int_equal(l.n, 3);
	assert_int_equal(nr_layout_line_at(&l, 1, 6), 2);
	nr_layout_release(&l);
	nr_doc_release(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines_are_filled_greedily),
		cmocka_unit_test(test_every_script_stays_within_the_width),
		cmocka_unit_test(test_blank_lines_stand_between_blocks),
		cmocka_unit_test(test_items_hang_under_their_marker),
		cmocka_unit_test(test_items_of_several_paragraphs_have_blank_lines),
		cmocka_unit_test(test_quotes_have_bars),
		cmocka_unit_test(test_bars_of_one_quote_have_no_holes),
		cmocka_unit_test(test_quotes_in_lists_are_set_in),
		cmocka_unit_test(test_tasks_have_boxes),
		cmocka_unit_test(test_meanings_hang_by_themselves),
		cmocka_unit_test(test_margins_leave_room_for_text),
		cmocka_unit_test(test_long_lines_of_code_go_on_behind_a_mark),
		cmocka_unit_test(test_rule_is_a_line),
		cmocka_unit_test(test_pieces_have_style_column_and_link),
		cmocka_unit_test(test_number_stays_with_its_link),
		cmocka_unit_test(test_place_is_found_again_at_another_width),
	};

	return cmocka_run_group_tests_name("wrap", tests, NULL, NULL);
}
