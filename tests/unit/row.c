#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/dump.h"
#include "newsreader/buf.h"
#include "ui/layout.h"
#include "ui/row.h"

enum { NOW = 1623240000 };	/* 2021-06-09T12:00:00Z */

static char title[] = "A title of an article", provider[] = "The Guardian";
static char nothing[] = "";

static struct nr_row
article(void)
{
	return (struct nr_row){
		.id = 1, .key = nothing, .title = title, .excerpt = nothing,
		.provider = provider, .type = nothing, .url = nothing, .path = nothing,
		.date = { NOW - 7200, NR_DATE_TIME }, .heat = 200, .has_heat = true,
	};
}

struct shape {
	int cols;
	bool ascii, styles;
	const char *columns;	/* NULL: the usual ones */
	struct ui_row_look look;
};

static const char usual[] = "mark date:relative provider:14 title heat:bar";

static struct app_columns
columns_of(const char *text)
{
	struct app_columns c;
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(app_columns_parse(text, &c, &err), 0);
	return c;
}

static void
expect(const struct nr_row *a, const struct shape *shape, const char *expected)
{
	struct ui_canvas c = { .ascii = shape->ascii };
	struct ui_rect rect = { 0, 0, 1, shape->cols };
	const struct app_columns columns = columns_of(shape->columns ? shape->columns : usual);
	struct ui_row_look look = shape->look;
	struct nr_buf b = NR_BUF_INIT;

	look.now = NOW;
	look.columns = &columns;
	look.heat_full = 400;
	ui_canvas_resize(&c, 1, shape->cols);
	ui_row_draw(&c, &rect, 0, a, &look);
	if (shape->styles)
		canvas_dump_styles(&c, &b);
	else
		canvas_dump(&c, &b);
	assert_string_equal(nr_buf_str(&b), expected);
	nr_buf_release(&b);
	ui_canvas_release(&c);
}

static void
test_columns_give_way_to_the_title(void **state)
{
	static const struct {
		int cols;
		const char *expected;
	} cases[] = {
		{ 114, " ●       10:00  The Guardian    A title of an article"
			"                                                            ▄\n" },
		{ 113, " ●       10:00  A title of an article · The Guardian"
			"                                                            ▄\n" },
		{ 80, " ●       10:00  A title of an article · The Guardian"
			"                           ▄\n" },
		{ 79, " ●   A title of an article · The Guardian · 10:00\n" },
		{ 49, " ●   A title of an article · The Guardian · 10:00\n" },
		{ 48, " ●   A title of an article · The Guardian\n" },
		{ 40, " ●   A title of an article · 10:00\n" },
		{ 33, " ●   A title of an article\n" },
		{ 12, " ●   A titl…\n" },
		{ 6, " ●   …\n" },
		{ 5, " ●\n" },
		{ 1, "\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct nr_row a = article();
		struct shape shape = { .cols = cases[i].cols };

		expect(&a, &shape, cases[i].expected);
	}
}

/* The cells of a row that have the style of an unread title. */
static int
title_cells(const struct ui_canvas *c, int row)
{
	int n = 0;

	for (int col = 0; col < c->cols; col++)
		if (ui_canvas_at(c, row, col)->len
			&& *ui_canvas_text(c, ui_canvas_at(c, row, col)) != ' '
			&& ui_canvas_at(c, row, col)->style == UI_STYLE_UNREAD)
			n += ui_canvas_at(c, row, col)->width;
	return n;
}

/* The cells of the title in the list, or the related articles, of a screen. */
static int
cells_on(int cols, enum ui_panel_id panel, const struct nr_row *a)
{
	struct ui_layout_wish wish = { .rows = 40, .cols = cols, .articles = 9, .related = 9 };
	const struct app_columns columns = columns_of(usual);
	struct ui_row_look look = { .columns = &columns, .now = NOW,
		.dir = panel == UI_PANEL_RELATED };
	struct ui_canvas c = UI_CANVAS_INIT;
	struct ui_frame f;
	int n;

	ui_layout_compute(&wish, &f);
	ui_canvas_resize(&c, wish.rows, wish.cols);
	ui_row_draw(&c, &f.panel[panel], 0, a, &look);
	n = title_cells(&c, f.panel[panel].row);
	ui_canvas_release(&c);
	return n;
}

static void
test_title_has_60_cells_on_each_screen_from_80_columns_on(void **state)
{
	enum { LATIN = 120, WIDE = 60 };
	struct nr_buf latin = NR_BUF_INIT, cjk = NR_BUF_INIT;
	struct nr_row a = article();

	(void)state;
	for (int i = 0; i < LATIN; i++)
		nr_buf_addch(&latin, 'x');
	for (int i = 0; i < WIDE; i++)
		nr_buf_addz(&cjk, "晴");
	for (int cols = 80; cols <= 220; cols++) {
		for (int panel = 0; panel < UI_PANELS; panel += UI_PANEL_RELATED) {
			a.title = latin.data;
			assert_in_range(cells_on(cols, (enum ui_panel_id)panel, &a), 60, LATIN);
			a.title = cjk.data;
			assert_in_range(cells_on(cols, (enum ui_panel_id)panel, &a), 59, LATIN);
		}
	}
	a.title = latin.data;
	for (int cols = 20; cols < 80; cols++)
		assert_int_equal(cells_on(cols, UI_PANEL_LIST, &a), cols - 5);
	nr_buf_release(&latin);
	nr_buf_release(&cjk);
}

static void
test_columns_are_chosen(void **state)
{
	static const struct {
		const char *columns, *expected;
	} cases[] = {
		{ "title", " A title of an article\n" },
		{ "mark title", " ●   A title of an article\n" },
		{ "title,mark", " A title of an article"
			"                                                       ●\n" },
		{ "date:age mark title", "   2h  ●   A title of an article\n" },
		{ "date:iso  title", " 2021-06-09  A title of an article\n" },
		{ "heat:number title date", "  200  A title of an article"
			"                                               10:00\n" },
		{ "provider:5 title", " A title of an article · The Guardian\n" },
		{ "address:4 title", " a.e…  A title of an article\n" },
		{ "title address:9", " A title of an article"
			"                                                 a.example\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct nr_row a = article();
		struct shape shape = { .cols = 80, .columns = cases[i].columns };
		char url[] = "https://www.a.example";

		a.url = url;
		expect(&a, &shape, cases[i].expected);
	}
}

static void
test_row_of_two_lines_has_the_rest_below_the_title(void **state)
{
	const struct app_columns columns = columns_of(usual);
	const struct ui_row_look look = { .columns = &columns, .now = NOW, .lines = 2,
		.selected = true, .focused = true };
	struct ui_canvas c = UI_CANVAS_INIT;
	struct ui_rect rect = { 0, 0, 2, 100 };
	struct nr_row a = article();
	struct nr_buf b = NR_BUF_INIT;

	(void)state;
	a.n_related = 5;
	ui_canvas_resize(&c, 2, 100);
	ui_row_draw(&c, &rect, 0, &a, &look);
	canvas_dump(&c, &b);
	assert_string_equal(nr_buf_str(&b), "▸●   A title of an article\n"
		"     The Guardian · 10:00 · 5 related\n");
	for (int col = 0; col < 100; col++)
		assert_int_equal(ui_canvas_at(&c, 1, col)->style, UI_STYLE_CURSOR);
	nr_buf_release(&b);
	ui_canvas_release(&c);
}

/* The second of two lines, with these columns. */
static void
expect_below(const char *columns, const struct nr_row *a, const char *expected)
{
	const struct app_columns parsed = columns_of(columns);
	const struct ui_row_look look = { .columns = &parsed, .now = NOW, .lines = 2 };
	struct ui_canvas c = UI_CANVAS_INIT;
	struct ui_rect rect = { 0, 0, 2, 60 };
	struct nr_buf b = NR_BUF_INIT;

	ui_canvas_resize(&c, 2, 60);
	ui_row_draw(&c, &rect, 0, a, &look);
	canvas_dump(&c, &b);
	assert_string_equal(strchr(nr_buf_str(&b), '\n') + 1, expected);
	nr_buf_release(&b);
	ui_canvas_release(&c);
}

static void
test_second_line_is_never_empty_for_want_of_columns(void **state)
{
	static const struct {
		const char *columns, *expected;
		bool has_below;
	} cases[] = {
		{ "title", " The Guardian · 10:00\n", false },
		{ "mark title", "     The Guardian · 10:00\n", false },
		{ "mark title heat:bar", "     The Guardian · 10:00\n", false },
		{ "mark title heat:number", "     200\n", true },
		{ "mark date:age title", "     2h\n", true },
		{ "mark provider:5 title", "     The Guardian\n", true },
	};
	const struct nr_row a = article();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct app_columns columns = columns_of(cases[i].columns);

		expect_below(cases[i].columns, &a, cases[i].expected);
		assert_int_equal(ui_row_has_below(&columns), cases[i].has_below);
	}
}

static void
test_wrong_columns_are_refused_at_their_place(void **state)
{
	static const struct {
		const char *columns, *expected;
		unsigned col;
	} cases[] = {
		{ "mark tittle", "unknown column 'tittle'; did you mean 'title'?", 6 },
		{ "quux title", "unknown column 'quux'; there are date, heat, provider, title,"
			" address, mark", 1 },
		{ "title date:relatve", "unknown form 'relatve'; did you mean 'date:relative'?",
			12 },
		{ "title heat:", "unknown form ''; there are heat:bar, heat:number", 12 },
		{ " title provider:0", "'provider' takes a number of cells from 1 to 60,"
			" not '0'", 17 },
		{ "title provider:61", "'provider' takes a number of cells from 1 to 60,"
			" not '61'", 16 },
		{ "provider:60 title:1", "'title' has no forms and no number of cells;"
			" write it without ':'", 19 },
		{ "title date date:iso", "'date' stands here twice", 12 },
		{ "date heat", "the column 'title' is missing", 10 },
		{ "", "the column 'title' is missing", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct nr_error err = NR_ERROR_INIT;
		struct app_columns c;

		assert_int_equal(app_columns_parse(cases[i].columns, &c, &err), -1);
		assert_string_equal(err.text, cases[i].expected);
		assert_int_equal(err.col, cases[i].col);
	}
}

static void
test_marks_are_signs(void **state)
{
	static const struct {
		unsigned marks;
		bool unpublished, ghost;
		const char *expected, *ascii;
	} cases[] = {
		{ 0, false, false, " ●   A\n", " N   A\n" },
		{ NR_MARK_READ, false, false, "     A\n", "     A\n" },
		{ NR_MARK_READ | NR_MARK_UPDATED, false, false, " ▲   A\n", " U   A\n" },
		{ NR_MARK_STARRED, false, false, " ●★  A\n", " N*  A\n" },
		{ NR_MARK_READ | NR_MARK_STARRED, true, false, "  ★↷ A\n", "  *r A\n" },
		{ 0, false, true, " ● ◇ A\n", " N o A\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct shape utf8 = { .cols = 20 }, ascii = { .cols = 20, .ascii = true };
		struct nr_row a = article();
		char one[] = "A";

		a.title = one;
		a.provider = nothing;
		a.date.kind = NR_DATE_NONE;
		a.marks = cases[i].marks;
		a.unpublished = cases[i].unpublished;
		a.ghost = cases[i].ghost;
		expect(&a, &utf8, cases[i].expected);
		expect(&a, &ascii, cases[i].ascii);
	}
}

static void
test_new_one_has_a_plus_unless_it_is_starred(void **state)
{
	static const struct {
		unsigned marks;
		bool ascii;
		const char *expected;
	} cases[] = {
		{ 0, false, " ●+  A ti…\n" },
		{ 0, true, " N+  A ti~\n" },
		{ NR_MARK_READ, false, "  +  A ti…\n" },
		{ NR_MARK_STARRED, false, " ●★  A ti…\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct shape shape = { .cols = 10, .ascii = cases[i].ascii,
			.look = { .fresh = true } };
		struct nr_row a = article();

		a.marks = cases[i].marks;
		expect(&a, &shape, cases[i].expected);
	}
}

static void
test_direction_stands_before_a_related_article(void **state)
{
	static const char *const expected[] = { " ●   A\n", " → ●   A\n", " ← ●   A\n",
		" ↔ ●   A\n" };

	(void)state;
	for (unsigned dir = 0; dir <= 3; dir++) {
		struct shape shape = { .cols = 20, .look = { .dir = dir } };
		struct nr_row a = article();
		char one[] = "A";

		a.title = one;
		a.provider = nothing;
		a.date.kind = NR_DATE_NONE;
		expect(&a, &shape, expected[dir]);
	}
}

/* Without colour and without attributes there is still the sign. */
static void
test_selected_row_has_a_sign_and_a_bar_that_says_where_the_focus_is(void **state)
{
	struct shape shape = { .cols = 12, .look = { .selected = true } };
	struct nr_row a = article();

	(void)state;
	expect(&a, &shape, "▸●   A titl…\n");
	shape.styles = true;
	expect(&a, &shape, "▸●   A titl…\nyyyyyYYYYYYY\n");
	a.marks = NR_MARK_READ;
	expect(&a, &shape, "▸    A titl…\nyyyyyYYYYYYY\n");
	a.marks = 0;
	shape.look.focused = true;
	expect(&a, &shape, "▸●   A titl…\nxxxxxXXXXXXX\n");
}

static void
test_heat_is_a_bar_in_one_cell(void **state)
{
	static const struct {
		int64_t heat;
		bool has;
		const char *expected, *ascii;
	} cases[] = {
		{ 0, true, " ▁", " ." }, { 57, true, " ▁", " ." }, { 58, true, " ▂", " :" },
		{ 399, true, " ▇", " %" }, { 400, true, " █", " #" }, { 9999, true, " █", " #" },
		{ INT64_MAX, true, " █", " #" }, { -1, true, "", "" }, { 5, false, "", "" },
	};

	(void)state;
	for (size_t i = 0; i < 2 * sizeof(cases) / sizeof(cases[0]); i++) {
		bool ascii = i % 2;
		struct shape shape = { .cols = 80, .ascii = ascii };
		struct nr_row a = article();
		struct nr_buf b = NR_BUF_INIT;
		char wide[] = "12345678901234567890123456789012345678901234567890123456789012";

		a.title = wide;
		a.heat = cases[i / 2].heat;
		a.has_heat = cases[i / 2].has;
		nr_buf_addf(&b, " %s       10:00  %s%s\n", ascii ? "N" : "●", wide,
			ascii ? cases[i / 2].ascii : cases[i / 2].expected);
		expect(&a, &shape, nr_buf_str(&b));
		nr_buf_release(&b);
	}
}

static void
test_wide_characters_keep_the_columns(void **state)
{
	char wide[] = "東京の天気は晴れのち曇り", name[] = "東京新聞社会部政治部";
	struct shape shape = { .cols = 114 };
	struct nr_row a = article();

	(void)state;
	a.title = wide;
	a.provider = name;
	expect(&a, &shape, " ●       10:00  東京新聞社会 …  東京の天気は晴れのち曇り"
		"                                                         ▄\n");
}

static void
test_matches_of_a_search_are_highlighted(void **state)
{
	struct shape shape = { .cols = 30, .styles = true, .look = { .match = "ti" } };
	struct nr_row a = article();

	(void)state;
	expect(&a, &shape, " ●   A title of an article\n"
		"iijh.ffrrffffffffffffrrfffffff\n");
}

/* It would be a sign for something that is not there to be seen. */
static void
test_match_that_is_cut_off_is_not_highlighted(void **state)
{
	struct shape shape = { .cols = 12, .styles = true,
		.look = { .match = "article" } };
	struct nr_row a = article();

	(void)state;
	expect(&a, &shape, " ●   A titl…\niijh.fffffff\n");
}

static void
test_sign_of_a_cut_title_stays_beside_a_match(void **state)
{
	struct shape shape = { .cols = 12, .styles = true, .look = { .match = "title" } };
	struct nr_row a = article();

	(void)state;
	expect(&a, &shape, " ●   A titl…\niijh.fffffff\n");
	shape.look.match = "titl";
	expect(&a, &shape, " ●   A titl…\niijh.ffrrrrf\n");
	shape.cols = 26;
	shape.look.match = "article";
	expect(&a, &shape, " ●   A title of an article\niijh.ffffffffffffffrrrrrrr\n");
}

static void
test_article_without_a_date_leaves_the_column_blank(void **state)
{
	struct shape shape = { .cols = 80 };
	struct nr_row a = article();

	(void)state;
	a.date.kind = NR_DATE_NONE;
	expect(&a, &shape, " ●              A title of an article · The Guardian"
		"                           ▄\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_columns_give_way_to_the_title),
		cmocka_unit_test(test_title_has_60_cells_on_each_screen_from_80_columns_on),
		cmocka_unit_test(test_columns_are_chosen),
		cmocka_unit_test(test_row_of_two_lines_has_the_rest_below_the_title),
		cmocka_unit_test(test_second_line_is_never_empty_for_want_of_columns),
		cmocka_unit_test(test_wrong_columns_are_refused_at_their_place),
		cmocka_unit_test(test_marks_are_signs),
		cmocka_unit_test(test_new_one_has_a_plus_unless_it_is_starred),
		cmocka_unit_test(test_direction_stands_before_a_related_article),
		cmocka_unit_test(test_selected_row_has_a_sign_and_a_bar_that_says_where_the_focus_is),
		cmocka_unit_test(test_heat_is_a_bar_in_one_cell),
		cmocka_unit_test(test_wide_characters_keep_the_columns),
		cmocka_unit_test(test_matches_of_a_search_are_highlighted),
		cmocka_unit_test(test_sign_of_a_cut_title_stays_beside_a_match),
		cmocka_unit_test(test_match_that_is_cut_off_is_not_highlighted),
		cmocka_unit_test(test_article_without_a_date_leaves_the_column_blank),
	};

	return cmocka_run_group_tests_name("row", tests, NULL, NULL);
}
