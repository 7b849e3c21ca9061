#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/keys.h"
#include "lib/dump.h"
#include "newsreader/mem.h"
#include "ui/menu.h"

static const char *const fruit[] = { "Apple", "Banana", "Cherry", "Date", "Elderberry" };

static void
open_menu(struct ui_menu *m, bool typing, bool several)
{
	ui_menu_init(m, "Fruit", "keys", typing);
	m->several = several;
	for (size_t i = 0; i < 5; i++)
		ui_menu_add(m, fruit[i], i == 1 ? "yellow" : NULL)->number = i;
	ui_menu_ready(m);
	m->view.rows = 3;
}

/* Words of `keys` are names of keys, some with a count; returns what the last one did. */
static enum ui_menu_result
press(struct ui_menu *m, const char *keys)
{
	enum ui_menu_result result = UI_MENU_NONE;
	struct app_keymap keymap;

	app_keymap_init(&keymap);
	while (*keys != '\0') {
		size_t digits = strspn(keys, "0123456789"), count = strtoul(keys, NULL, 10);
		size_t n;
		uint32_t key;

		keys += digits;
		n = strcspn(keys, " ");
		key = app_key_find(keys, n);
		result = ui_menu_key(m, key, m->typing ? APP_ACTION_NONE
			: app_keymap_action(&keymap, APP_CONTEXT_MENU, key), count);
		keys += n + strspn(keys + n, " ");
	}
	app_keymap_release(&keymap);
	return result;
}

/* The text of the current item; "" for none. */
static const char *
current(const struct ui_menu *m)
{
	const struct ui_item *item = ui_menu_current(m);

	return item ? item->text : "";
}

static void
test_keys_move_the_cursor(void **state)
{
	static const struct {
		bool typing;
		const char *keys, *expected;
	} cases[] = {
		{ false, "", "Apple" }, { false, "j j", "Cherry" },
		{ false, "3j", "Date" }, { false, "G 2k", "Cherry" }, { false, "9j", "Elderberry" },
		{ false, "4G", "Date" }, { false, "G 2g", "Banana" }, { false, "12G", "Elderberry" },
		{ false, "j 2G", "Banana" }, { false, "2Space", "Elderberry" },
		{ false, "G 9PgUp", "Apple" },
		{ false, "3Home", "Cherry" }, { false, "G 1End", "Apple" },
		{ false, "j j k", "Banana" }, { false, "k", "Apple" },
		{ false, "G", "Elderberry" }, { false, "G j", "Elderberry" },
		{ false, "G g", "Apple" }, { false, "End", "Elderberry" },
		{ false, "Space", "Cherry" }, { false, "PgDn PgUp", "Apple" },
		{ false, "^D b", "Apple" }, { false, "^F", "Cherry" },
		{ false, "^N ^P ^N", "Banana" }, { true, "Down Down", "Cherry" },
		{ true, "^N", "Banana" }, { true, "PgDn", "Cherry" },
		{ true, "^F ^B", "Apple" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ui_menu m;

		open_menu(&m, cases[i].typing, false);
		press(&m, cases[i].keys);
		assert_string_equal(current(&m), cases[i].expected);
		ui_menu_release(&m);
	}
}

static void
test_typing_narrows_without_case_by_both_texts(void **state)
{
	static const struct {
		const char *keys, *expected;
		size_t shown;
	} cases[] = {
		{ "b", "Banana", 2 }, { "B E", "Elderberry", 1 },
		{ "y e l l", "Banana", 1 }, { "z", "", 0 }, { "z Backspace", "Apple", 5 }, { "e r r", "Cherry", 2 },
		{ "e r r Down", "Elderberry", 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ui_menu m;

		open_menu(&m, true, false);
		press(&m, cases[i].keys);
		assert_int_equal(m.n_shown, cases[i].shown);
		assert_string_equal(current(&m), cases[i].expected);
		ui_menu_release(&m);
	}
}

static void
test_slash_begins_to_narrow(void **state)
{
	struct ui_menu m;

	(void)state;
	open_menu(&m, false, false);
	press(&m, "/ j");
	assert_int_equal(m.n_shown, 0);
	ui_menu_release(&m);
}

static void
test_other_keys_are_the_callers(void **state)
{
	static const struct {
		bool typing;
		const char *key;
		enum ui_menu_result expected;
	} cases[] = {
		{ false, "Enter", UI_MENU_ACCEPTED }, { true, "Enter", UI_MENU_ACCEPTED },
		{ false, "/ a Enter", UI_MENU_NONE }, { false, "/ a Enter Enter", UI_MENU_ACCEPTED },
		{ true, "a Enter", UI_MENU_ACCEPTED }, { false, "/ Enter q", UI_MENU_CLOSED },
		{ false, "Esc", UI_MENU_CLOSED }, { true, "Esc", UI_MENU_CLOSED },
		{ false, "^C", UI_MENU_CLOSED }, { true, "^G", UI_MENU_CLOSED },
		{ false, "q", UI_MENU_CLOSED }, { true, "q", UI_MENU_NONE },
		{ true, "Backspace", UI_MENU_CLOSED }, { false, "y", UI_MENU_KEY },
		{ false, "Tab", UI_MENU_KEY },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ui_menu m;

		open_menu(&m, cases[i].typing, false);
		assert_int_equal(press(&m, cases[i].key), cases[i].expected);
		ui_menu_release(&m);
	}
}

static void
test_tab_marks_and_goes_on(void **state)
{
	struct ui_menu m;

	(void)state;
	open_menu(&m, true, true);
	assert_false(m.touched);
	press(&m, "Down Tab");
	assert_true(m.touched);
	assert_true(m.items[1].marked);
	assert_string_equal(current(&m), "Cherry");
	press(&m, "Up Tab");
	assert_false(m.items[1].marked);
	ui_menu_release(&m);
}

static void
test_marks_outlive_narrowing(void **state)
{
	struct ui_menu m;

	(void)state;
	open_menu(&m, true, true);
	press(&m, "b a n Tab ^U d a t Tab ^U");
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(m.items[i].marked, i == 1 || i == 3);
	ui_menu_release(&m);
}

static void
test_text_is_cleaned(void **state)
{
	struct ui_menu m;

	(void)state;
	ui_menu_init(&m, "t", "", false);
	ui_menu_add(&m, "a\x1b[2J\nb", "c\rd");
	assert_string_equal(m.items[0].text, "a b");
	assert_string_equal(m.items[0].right, "c d");
	ui_menu_release(&m);
}

static void
expect(struct ui_menu *m, int rows, int cols, const char *expected)
{
	struct ui_canvas c = UI_CANVAS_INIT;
	struct ui_rect area = { 0, 0, rows, cols };
	struct nr_buf b = NR_BUF_INIT;

	ui_canvas_resize(&c, rows, cols);
	ui_menu_draw(m, &c, &area);
	canvas_dump(&c, &b);
	assert_string_equal(nr_buf_str(&b), expected);
	nr_buf_release(&b);
	ui_canvas_release(&c);
}

static void
test_group_stands_before_its_first_item_in_view(void **state)
{
	struct ui_menu m;

	(void)state;
	open_menu(&m, false, false);
	for (size_t i = 0; i < 5; i++)
		m.items[i].group = nr_strdup(i < 2 ? "A-B" : "C-E");
	ui_menu_ready(&m);
	expect(&m, 6, 24,
		"┌─ Fruit 1/5 ──────────┐\n"
		"│ A-B  Apple           │\n"
		"│      Banana   yellow │\n"
		"│ C-E  Cherry          │\n"
		"│      Date            │\n"
		"└─ keys  q closes ─────┘\n");
	press(&m, "G");
	expect(&m, 4, 24,
		"┌─ Fruit 5/5 ──────────┐\n"
		"│ C-E  Date            │\n"
		"│      Elderberry      │\n"
		"└─ keys  q closes ─────┘\n");
	ui_menu_release(&m);
}

/* In an area with a blank cell on each side. */
static void
draw_framed(struct ui_menu *m, int rows, int cols)
{
	struct ui_canvas c = UI_CANVAS_INIT;
	struct ui_rect area = { 1, 1, rows, cols };

	ui_canvas_resize(&c, rows + 2, cols + 2);
	ui_menu_draw(m, &c, &area);
	for (int col = 0; col < cols + 2; col++) {
		assert_int_equal(ui_canvas_at(&c, 0, col)->text[0], ' ');
		assert_int_equal(ui_canvas_at(&c, rows + 1, col)->text[0], ' ');
	}
	for (int row = 0; row < rows + 2; row++) {
		assert_int_equal(ui_canvas_at(&c, row, 0)->text[0], ' ');
		assert_int_equal(ui_canvas_at(&c, row, cols + 1)->text[0], ' ');
	}
	ui_canvas_release(&c);
}

static void
test_menu_of_any_size_stays_in_its_area(void **state)
{
	struct ui_menu m;

	(void)state;
	open_menu(&m, true, true);
	for (int rows = 1; rows < 12; rows++)
		for (int cols = 1; cols < 60; cols++)
			draw_framed(&m, rows, cols);
	ui_menu_release(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys_move_the_cursor),
		cmocka_unit_test(test_typing_narrows_without_case_by_both_texts),
		cmocka_unit_test(test_slash_begins_to_narrow),
		cmocka_unit_test(test_other_keys_are_the_callers),
		cmocka_unit_test(test_tab_marks_and_goes_on),
		cmocka_unit_test(test_marks_outlive_narrowing),
		cmocka_unit_test(test_text_is_cleaned),
		cmocka_unit_test(test_group_stands_before_its_first_item_in_view),
		cmocka_unit_test(test_menu_of_any_size_stays_in_its_area),
	};

	return cmocka_run_group_tests_name("menu", tests, NULL, NULL);
}
