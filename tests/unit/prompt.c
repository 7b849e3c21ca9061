#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "app/keys.h"
#include "lib/dump.h"
#include "newsreader/utf8.h"
#include "ui/prompt.h"

/* Words of `keys` are names of keys; returns what the last one did. */
static enum ui_prompt_result
press(struct ui_prompt *p, const char *keys)
{
	enum ui_prompt_result result = UI_PROMPT_IGNORED;

	while (*keys != '\0') {
		size_t n = strcspn(keys, " ");
		uint32_t key = app_key_find(keys, n);
		assert_int_not_equal(key, APP_KEY_NONE);
		result = ui_prompt_key(p, key);
		keys += n + strspn(keys + n, " ");
	}
	return result;
}

static void
test_keys_edit_the_line(void **state)
{
	static const struct {
		const char *text, *keys, *expected;
		size_t cursor;
	} cases[] = {
		{ "", "j o e", "joe", 3 },
		{ "ac", "Left b", "abc", 2 },
		{ "abc", "Home x", "xabc", 1 },
		{ "abc", "^A x ^E y", "xabcy", 5 },
		{ "abc", "Backspace", "ab", 2 },
		{ "abc", "Home Backspace", "abc", 0 },
		{ "abc", "Home Delete", "bc", 0 },
		{ "abc", "Delete", "abc", 3 },
		{ "abc", "Left Left ^U", "bc", 0 },
		{ "abc", "Left Left ^K", "a", 1 },
		{ "joe biden", "^W", "joe ", 4 },
		{ "joe biden", "^W ^W", "", 0 },
		{ "joe", "Space ^W", "", 0 },
		{ "abc", "Left Left Left Left Right", "abc", 1 },
		{ "abc", "Right", "abc", 3 },
		{ "é世", "Backspace", "é", 2 },
		{ "é世", "Left Left", "é世", 0 },
		{ "xe\xcc\x81", "Backspace", "x", 1 },
		{ "xe\xcc\x81", "Left Delete", "x", 1 },
		{ "", "é 世", "é世", 5 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ui_prompt p;
		ui_prompt_init(&p, ":", NULL);
		ui_prompt_set(&p, cases[i].text);
		press(&p, cases[i].keys);
		assert_string_equal(nr_buf_str(&p.text), cases[i].expected);
		assert_int_equal(p.cursor, cases[i].cursor);
		ui_prompt_release(&p);
	}
}

static void
test_each_key_says_what_it_did(void **state)
{
	static const struct {
		const char *text, *key;
		enum ui_prompt_result expected;
	} cases[] = {
		{ "abc", "Enter", UI_PROMPT_ACCEPTED },
		{ "", "Enter", UI_PROMPT_ACCEPTED },
		{ "abc", "Esc", UI_PROMPT_CANCELLED },
		{ "abc", "^G", UI_PROMPT_CANCELLED },
		{ "abc", "^C", UI_PROMPT_CANCELLED },
		{ "", "Backspace", UI_PROMPT_CANCELLED },
		{ "abc", "x", UI_PROMPT_EDITED },
		{ "abc", "Backspace", UI_PROMPT_EDITED },
		{ "abc", "^U", UI_PROMPT_EDITED },
		{ "abc", "Delete", UI_PROMPT_MOVED },
		{ "", "^U", UI_PROMPT_MOVED },
		{ "abc", "Left", UI_PROMPT_MOVED },
		{ "abc", "Up", UI_PROMPT_MOVED },
		{ "abc", "Tab", UI_PROMPT_IGNORED },
		{ "abc", "PgDn", UI_PROMPT_IGNORED },
		{ "abc", "^Z", UI_PROMPT_IGNORED },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ui_prompt p;
		ui_prompt_init(&p, ":", NULL);
		ui_prompt_set(&p, cases[i].text);
		assert_int_equal(press(&p, cases[i].key), cases[i].expected);
		ui_prompt_release(&p);
	}
}

static void
test_what_is_not_clean_cannot_be_typed(void **state)
{
	static const uint32_t keys[] = { 0x9b, 0x7f, 0x202e, 0x200b, 0xfeff, 0x200d };
	struct ui_prompt p;

	(void)state;
	ui_prompt_init(&p, ":", NULL);
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		ui_prompt_key(&p, keys[i]);
	assert_string_equal(nr_buf_str(&p.text), "");
	ui_prompt_set(&p, "a\033[2J\nb");
	assert_string_equal(nr_buf_str(&p.text), "a b");
	ui_prompt_release(&p);
}

static void
test_the_line_ends_at_its_limit(void **state)
{
	char text[UI_PROMPT_MAX + 2];
	struct ui_prompt p;

	(void)state;
	memset(text, 'x', sizeof(text));
	text[UI_PROMPT_MAX - 1] = '\0';
	ui_prompt_init(&p, ":", NULL);
	ui_prompt_set(&p, text);
	assert_int_equal(press(&p, "é"), UI_PROMPT_MOVED);
	assert_int_equal(press(&p, "y"), UI_PROMPT_EDITED);
	assert_int_equal(p.text.len, UI_PROMPT_MAX);
	assert_int_equal(press(&p, "y"), UI_PROMPT_MOVED);
	assert_int_equal(p.text.len, UI_PROMPT_MAX);
	/* One byte over, in the middle of a character. */
	text[UI_PROMPT_MAX - 1] = '\xc3';
	text[UI_PROMPT_MAX] = '\xa9';
	text[UI_PROMPT_MAX + 1] = '\0';
	ui_prompt_set(&p, text);
	assert_int_equal(p.text.len, UI_PROMPT_MAX - 1);
	assert_true(nr_utf8_is_clean(p.text.data, p.text.len));
	ui_prompt_release(&p);
}

static void
test_history_is_walked_with_up_and_down(void **state)
{
	struct ui_history h = UI_HISTORY_INIT;
	struct ui_prompt p;

	(void)state;
	ui_history_add(&h, "one");
	ui_history_add(&h, "two");
	ui_history_add(&h, "");
	ui_history_add(&h, "three");
	ui_history_add(&h, "one");
	ui_prompt_init(&p, "/", &h);
	assert_int_equal(press(&p, "Up"), UI_PROMPT_EDITED);
	assert_string_equal(nr_buf_str(&p.text), "one");
	press(&p, "Up ^P");
	assert_string_equal(nr_buf_str(&p.text), "two");
	assert_int_equal(press(&p, "Up"), UI_PROMPT_MOVED);
	press(&p, "Down ^N");
	assert_string_equal(nr_buf_str(&p.text), "one");
	press(&p, "Down");
	assert_string_equal(nr_buf_str(&p.text), "");
	assert_int_equal(press(&p, "Down"), UI_PROMPT_MOVED);
	ui_prompt_release(&p);
	ui_history_release(&h);
}

static void
test_history_forgets_the_oldest_over_its_limit(void **state)
{
	struct ui_history h = UI_HISTORY_INIT;
	char line[16];

	(void)state;
	for (int i = 0; i <= UI_HISTORY_MAX; i++) {
		snprintf(line, sizeof(line), "%d", i);
		ui_history_add(&h, line);
	}
	assert_int_equal(h.n, UI_HISTORY_MAX);
	assert_string_equal(h.v[0], "1");
	snprintf(line, sizeof(line), "%d", UI_HISTORY_MAX);
	assert_string_equal(h.v[h.n - 1], line);
	ui_history_release(&h);
}

static void
test_the_cursor_is_always_in_view(void **state)
{
	static const struct {
		int cols;
		const char *text, *keys, *row;
		int cursor;
	} cases[] = {
		{ 12, "abc", "", "Find: abc\n", 9 },
		{ 12, "abc", "Left Left", "Find: abc\n", 7 },
		{ 12, "abcdefgh", "", "Find: defgh\n", 11 },
		{ 12, "abcdefgh", "Home", "Find: abcdef\n", 6 },
		{ 12, "世世世世", "", "Find:  世世\n", 11 },
		{ 7, "abcdefghij", "", "ghij\n", 4 },
		{ 2, "abc", "", "c\n", 1 },
		{ 1, "abc", "", "\n", 0 },
	};
	struct ui_canvas c = UI_CANVAS_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ui_prompt p;
		struct nr_buf out = NR_BUF_INIT;
		struct ui_rect rect = { 0, 0, 1, cases[i].cols };
		ui_canvas_resize(&c, 1, cases[i].cols);
		ui_prompt_init(&p, "Find: ", NULL);
		ui_prompt_set(&p, cases[i].text);
		press(&p, cases[i].keys);
		ui_prompt_draw(&p, &c, &rect, 0, UI_STYLE_NORMAL);
		canvas_dump(&c, &out);
		assert_string_equal(nr_buf_str(&out), cases[i].row);
		assert_true(c.cursor_shown);
		assert_int_equal(c.cursor_col, cases[i].cursor);
		nr_buf_release(&out);
		ui_prompt_release(&p);
	}
	ui_canvas_release(&c);
}

static void
test_a_paste_becomes_one_clean_line(void **state)
{
	static const struct {
		const char *text, *keys, *paste, *expected;
	} cases[] = {
		{ "", "", "Ad hello\rQ", "Ad hello Q" },
		{ "", "", "  a\r\n\tb\n\nc\n", "a b c" },
		{ "ad", "Left", "b\003c", "abcd" },
		{ "", "", "\033[31mred\033[0m \033Ox\033", "red x" },
		{ "", "", "\033[1;\n2", "2" },
		{ "", "", "\033\303\251", "é" },
		{ "", "", "a\xff\xe4\xb8z", "a\xef\xbf\xbd\xef\xbf\xbdz" },
		{ "", "", "a\xc2\x9b\xe2\x80\xae z", "a z" },
		{ "x", "", "\r\n\033[A", "x" },
		{ "x", "", "", "x" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ui_prompt p;
		size_t n = strlen(cases[i].paste);
		ui_prompt_init(&p, ":", NULL);
		ui_prompt_set(&p, cases[i].text);
		press(&p, cases[i].keys);
		bool edited = ui_prompt_paste(&p, cases[i].paste, n) == UI_PROMPT_EDITED;
		assert_string_equal(nr_buf_str(&p.text), cases[i].expected);
		assert_int_equal(edited, strcmp(cases[i].text, cases[i].expected) != 0);
		ui_prompt_release(&p);
	}
}

static void
test_a_paste_is_cut_at_the_limit_of_the_line(void **state)
{
	char text[UI_PROMPT_MAX + 1];
	struct ui_prompt p;

	(void)state;
	memset(text, 'x', sizeof(text));
	ui_prompt_init(&p, ":", NULL);
	ui_prompt_set(&p, "abc");
	press(&p, "Home");
	ui_prompt_paste(&p, text, sizeof(text));
	assert_int_equal(p.text.len, UI_PROMPT_MAX);
	assert_int_equal(p.cursor, UI_PROMPT_MAX - 3);
	assert_string_equal(nr_buf_str(&p.text) + p.cursor, "abc");
	assert_int_equal(ui_prompt_paste(&p, "y", 1), UI_PROMPT_MOVED);
	/* No half of a character. */
	press(&p, "Backspace");
	assert_int_equal(ui_prompt_paste(&p, "é", 2), UI_PROMPT_MOVED);
	assert_int_equal(p.text.len, UI_PROMPT_MAX - 1);
	ui_prompt_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys_edit_the_line),
		cmocka_unit_test(test_each_key_says_what_it_did),
		cmocka_unit_test(test_what_is_not_clean_cannot_be_typed),
		cmocka_unit_test(test_the_line_ends_at_its_limit),
		cmocka_unit_test(test_history_is_walked_with_up_and_down),
		cmocka_unit_test(test_history_forgets_the_oldest_over_its_limit),
		cmocka_unit_test(test_a_paste_becomes_one_clean_line),
		cmocka_unit_test(test_a_paste_is_cut_at_the_limit_of_the_line),
		cmocka_unit_test(test_the_cursor_is_always_in_view),
	};

	return cmocka_run_group_tests_name("prompt", tests, NULL, NULL);
}
