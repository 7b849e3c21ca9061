#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ui/layout.h"

static struct ui_frame
frame(int rows, int cols, int related)
{
	struct ui_layout_wish wish = { .rows = rows, .cols = cols, .related = related };
	struct ui_frame f;

	ui_layout_compute(&wish, &f);
	return f;
}

static void
test_size_chooses_the_layout(void **state)
{
	static const struct {
		int rows, cols;
		enum ui_mode expected;
	} cases[] = {
		{ 40, 200, UI_MODE_WIDE }, { 24, 154, UI_MODE_WIDE },
		{ 24, 153, UI_MODE_NARROW }, { 24, 60, UI_MODE_NARROW },
		{ 12, 60, UI_MODE_NARROW }, { 24, 59, UI_MODE_SINGLE },
		{ 11, 160, UI_MODE_SINGLE }, { 1, 1, UI_MODE_SINGLE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(frame(cases[i].rows, cases[i].cols, 5).mode,
			cases[i].expected);
}

static void
test_panels_side_by_side_have_room_for_titles_and_text(void **state)
{
	(void)state;
	for (int cols = 154; cols <= 500; cols++) {
		struct ui_frame f = frame(40, cols, 5);

		assert_in_range(f.panel[UI_PANEL_LIST].cols, 78, cols);
		assert_in_range(f.panel[UI_PANEL_ARTICLE].cols, 75, cols);
		assert_int_equal(f.panel[UI_PANEL_RELATED].cols,
			f.panel[UI_PANEL_ARTICLE].cols);
	}
}

static void
test_lines_move_as_far_as_there_is_room(void **state)
{
	static const struct {
		int rows, cols;
		enum ui_split split;
		int size, got;		/* a size of 0: the line is not moved */
	} cases[] = {
		{ 40, 160, UI_SPLIT_COLS, 0, 78 }, { 40, 160, UI_SPLIT_COLS, 82, 82 },
		{ 40, 160, UI_SPLIT_COLS, 70, 70 }, { 40, 160, UI_SPLIT_COLS, 999, 129 },
		{ 40, 160, UI_SPLIT_COLS, -999, 30 }, { 40, 160, UI_SPLIT_ROWS, 9, 0 },
		{ 24, 80, UI_SPLIT_COLS, 9, 0 }, { 24, 80, UI_SPLIT_ROWS, 0, 8 },
		{ 24, 80, UI_SPLIT_ROWS, 10, 10 }, { 24, 80, UI_SPLIT_ROWS, 6, 6 },
		{ 24, 80, UI_SPLIT_ROWS, 99, 16 }, { 24, 80, UI_SPLIT_ROWS, -99, 3 },
		{ 40, 160, UI_SPLIT_RELATED, 0, 12 }, { 40, 160, UI_SPLIT_RELATED, 20, 20 },
		{ 40, 160, UI_SPLIT_RELATED, 99, 32 }, { 40, 160, UI_SPLIT_RELATED, -1, 1 },
		{ 40, 80, UI_SPLIT_RELATED, 9, 9 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ui_layout_wish wish = { .rows = cases[i].rows, .cols = cases[i].cols,
			.articles = 99, .related = 99 };
		struct ui_frame f;
		struct ui_line *line = &f.line[cases[i].split];

		ui_layout_compute(&wish, &f);
		if (cases[i].size != 0)
			wish.share[cases[i].split] = ui_layout_share(line, cases[i].size);
		ui_layout_compute(&wish, &f);
		assert_int_equal(line->size, cases[i].got);
		assert_int_equal(line->rect.rows > 0, cases[i].got > 0);
	}
}

static void
test_list_above_the_article_has_whole_rows_of_two_lines(void **state)
{
	(void)state;
	for (int rows = 12; rows <= 60; rows++) {
		struct ui_layout_wish wish = { .rows = rows, .cols = 80, .articles = 99,
			.lines = 2 };
		struct ui_frame f;
		struct ui_line *line = &f.line[UI_SPLIT_ROWS];

		for (int size = 0; size <= rows; size++) {
			wish.share[UI_SPLIT_ROWS] = 0;
			ui_layout_compute(&wish, &f);
			assert_int_equal(line->size, line->usual);
			if (size > 0)
				wish.share[UI_SPLIT_ROWS] = ui_layout_share(line, size);
			ui_layout_compute(&wish, &f);
			assert_int_equal(f.panel[UI_PANEL_LIST].rows % 2, 0);
			assert_true(f.panel[UI_PANEL_LIST].rows >= 4);
			assert_int_equal(f.panel[UI_PANEL_LIST].rows, line->size);
		}
	}
}

static void
test_line_keeps_every_size_that_it_can_have(void **state)
{
	struct ui_layout_wish wish = { .rows = 24, .cols = 2048 };
	struct ui_frame f;
	struct ui_line *line = &f.line[UI_SPLIT_COLS];

	(void)state;
	ui_layout_compute(&wish, &f);
	for (int size = 30; size <= 2048 - 1 - 30; size++) {
		wish.share[UI_SPLIT_COLS] = ui_layout_share(line, size);
		ui_layout_compute(&wish, &f);
		assert_int_equal(line->size, size);
		assert_int_equal(line->rect.col, size);
	}
	assert_int_equal(ui_layout_share(line, line->usual), 0);
}

static void
test_layout_asked_for_holds_at_every_size(void **state)
{
	struct ui_layout_wish wish = { .rows = 10, .cols = 30, .mode = UI_MODE_WIDE };
	struct ui_frame f;

	(void)state;
	ui_layout_compute(&wish, &f);
	assert_int_equal(f.mode, UI_MODE_WIDE);
	assert_int_not_equal(f.divider.cols, 0);
}

static void
test_single_layout_shows_the_panel_with_the_focus(void **state)
{
	struct ui_layout_wish wish = { .rows = 10, .cols = 30, .related = 5 };

	(void)state;
	for (int focus = 0; focus < UI_PANELS; focus++) {
		struct ui_frame f;

		wish.focus = (enum ui_panel_id)focus;
		ui_layout_compute(&wish, &f);
		for (int panel = 0; panel < UI_PANELS; panel++)
			assert_int_equal(f.panel[panel].rows, panel == focus ? 8 : 0);
	}
}

static void
test_zoomed_panel_has_the_whole_body(void **state)
{
	struct ui_layout_wish wish = { .rows = 40, .cols = 140, .related = 5,
		.focus = UI_PANEL_ARTICLE, .zoomed = true };
	struct ui_frame f;

	(void)state;
	ui_layout_compute(&wish, &f);
	assert_int_equal(f.panel[UI_PANEL_ARTICLE].cols, 140);
	assert_int_equal(f.panel[UI_PANEL_ARTICLE].rows, 38);
	assert_int_equal(f.panel[UI_PANEL_LIST].rows, 0);
	assert_int_equal(f.divider.cols, 0);
}

static void
test_bars_give_way_under_three_rows(void **state)
{
	(void)state;
	assert_int_equal(frame(3, 80, 0).top.rows, 1);
	assert_int_equal(frame(3, 80, 0).panel[UI_PANEL_LIST].rows, 1);
	assert_int_equal(frame(2, 80, 0).top.rows, 0);
	assert_int_equal(frame(2, 80, 0).panel[UI_PANEL_LIST].rows, 2);
}

static void
test_related_panel_is_as_large_as_it_needs_up_to_a_third(void **state)
{
	struct ui_frame few = frame(40, 160, 5), many = frame(40, 160, 1000);

	(void)state;
	assert_int_equal(few.panel[UI_PANEL_RELATED].rows, 5);
	assert_in_range(many.panel[UI_PANEL_RELATED].rows, 6, 13);
	assert_int_equal(frame(40, 160, 0).panel[UI_PANEL_RELATED].rows, 0);
	assert_int_equal(frame(40, 160, 0).rule[UI_PANEL_RELATED].rows, 0);
}

static void
test_each_panel_stands_below_its_title_line(void **state)
{
	static const int cols[] = { 80, 140 };

	(void)state;
	for (size_t i = 0; i < sizeof(cols) / sizeof(cols[0]); i++) {
		struct ui_frame f = frame(24, cols[i], 5);

		for (int panel = 0; panel < UI_PANELS; panel++) {
			assert_int_equal(f.rule[panel].rows, 1);
			assert_int_equal(f.rule[panel].cols, f.panel[panel].cols);
			assert_int_equal(f.rule[panel].row, f.panel[panel].row - 1);
		}
	}
}

/* There the bars say what the list is, and each row counts. */
static void
test_list_of_a_low_screen_and_a_panel_alone_have_no_title_line(void **state)
{
	struct ui_frame low = frame(14, 80, 0), small = frame(12, 40, 0);

	(void)state;
	assert_int_equal(low.rule[UI_PANEL_LIST].rows, 0);
	assert_int_equal(low.rule[UI_PANEL_ARTICLE].rows, 1);
	assert_int_equal(small.rule[UI_PANEL_LIST].rows, 0);
	assert_int_equal(small.panel[UI_PANEL_LIST].rows, 10);
}

static bool
is_inside(const struct ui_rect *r, const struct ui_layout_wish *w)
{
	return r->row >= 0 && r->col >= 0 && r->rows >= 0 && r->cols >= 0
		&& r->row + r->rows <= w->rows && r->col + r->cols <= w->cols;
}

/* Count the cells of a rectangle; each may belong to one part only. */
static void
cover(unsigned char *cells, const struct ui_rect *r, const struct ui_layout_wish *w)
{
	assert_true(is_inside(r, w));
	for (int row = r->row; row < r->row + r->rows; row++)
		for (int col = r->col; col < r->col + r->cols; col++)
			assert_int_equal(cells[row * w->cols + col]++, 0);
}

static void
check(const struct ui_layout_wish *w)
{
	unsigned char cells[64 * 160] = { 0 };
	struct ui_frame f;

	ui_layout_compute(w, &f);
	cover(cells, &f.top, w);
	cover(cells, &f.bottom, w);
	cover(cells, &f.divider, w);
	for (int panel = 0; panel < UI_PANELS; panel++) {
		cover(cells, &f.panel[panel], w);
		cover(cells, &f.rule[panel], w);
	}
	for (int i = 0; i < w->rows * w->cols; i++)
		assert_int_equal(cells[i], 1);
	/* Keys must never work on what is out of sight. */
	if (w->related || w->focus != UI_PANEL_RELATED)
		assert_in_range(f.panel[w->focus].rows, 1, w->rows);
}

static void
test_parts_cover_every_cell_once_and_show_the_focus(void **state)
{
	static const int related[] = { 0, 1, 4, 300 };
	struct ui_layout_wish w = { 0 };

	(void)state;
	for (w.rows = 1; w.rows <= 45; w.rows += w.rows < 16 ? 1 : 7)
		for (w.cols = 1; w.cols <= 160; w.cols += w.cols < 8 ? 1 : 13)
			for (int i = 0; i < UI_MODES * UI_PANELS * 8; i++) {
				w.mode = (enum ui_mode)(i % UI_MODES);
				w.focus = (enum ui_panel_id)(i / UI_MODES % UI_PANELS);
				w.zoomed = i / UI_MODES / UI_PANELS % 2;
				w.related = related[i / UI_MODES / UI_PANELS / 2];
				for (int k = 0; k < UI_SPLITS; k++)
					w.share[k] = w.related % 7 * 1700 - 200;
				check(&w);
			}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_size_chooses_the_layout),
		cmocka_unit_test(test_panels_side_by_side_have_room_for_titles_and_text),
		cmocka_unit_test(test_lines_move_as_far_as_there_is_room),
		cmocka_unit_test(test_list_above_the_article_has_whole_rows_of_two_lines),
		cmocka_unit_test(test_line_keeps_every_size_that_it_can_have),
		cmocka_unit_test(test_layout_asked_for_holds_at_every_size),
		cmocka_unit_test(test_single_layout_shows_the_panel_with_the_focus),
		cmocka_unit_test(test_zoomed_panel_has_the_whole_body),
		cmocka_unit_test(test_bars_give_way_under_three_rows),
		cmocka_unit_test(test_related_panel_is_as_large_as_it_needs_up_to_a_third),
		cmocka_unit_test(test_each_panel_stands_below_its_title_line),
		cmocka_unit_test(test_list_of_a_low_screen_and_a_panel_alone_have_no_title_line),
		cmocka_unit_test(test_parts_cover_every_cell_once_and_show_the_focus),
	};

	return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
