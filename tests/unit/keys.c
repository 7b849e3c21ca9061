#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/actions.h"
#include "app/keys.h"

static const struct {
	uint32_t key;
	const char *name;
} both_ways[] = {
	{ 'j', "j" },
	{ 'J', "J" },
	{ '?', "?" },
	{ '^', "^" },
	{ '<', "<" },
	{ 0xe9, "é" },
	{ 0x1f600, "😀" },
	{ APP_CTRL('F'), "^F" },
	{ APP_CTRL('Z'), "^Z" },
	{ APP_CTRL('\\'), "^\\" },
	{ APP_KEY_TAB, "Tab" },
	{ APP_KEY_ENTER, "Enter" },
	{ APP_KEY_ESCAPE, "Esc" },
	{ APP_KEY_SPACE, "Space" },
	{ APP_KEY_UP, "Up" },
	{ APP_KEY_DOWN, "Down" },
	{ APP_KEY_LEFT, "Left" },
	{ APP_KEY_RIGHT, "Right" },
	{ APP_KEY_HOME, "Home" },
	{ APP_KEY_END, "End" },
	{ APP_KEY_PAGE_UP, "PgUp" },
	{ APP_KEY_PAGE_DOWN, "PgDn" },
	{ APP_KEY_BACKSPACE, "Backspace" },
	{ APP_KEY_DELETE, "Delete" },
	{ APP_KEY_SHIFT_TAB, "S-Tab" },
	{ APP_KEY_INSERT, "Insert" },
};

static void
test_a_key_has_its_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(both_ways) / sizeof(both_ways[0]); i++)
		assert_string_equal(app_key_name(both_ways[i].key).text, both_ways[i].name);
}

static void
test_a_name_finds_its_key(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(both_ways) / sizeof(both_ways[0]); i++) {
		const char *name = both_ways[i].name;
		assert_int_equal(app_key_find(name, strlen(name)), both_ways[i].key);
	}
}

static void
test_other_spellings_find_the_key_too(void **state)
{
	static const struct {
		const char *name;
		uint32_t key;
	} cases[] = {
		{ "^f", APP_CTRL('F') },
		{ "^I", APP_KEY_TAB },
		{ "^M", APP_KEY_ENTER },
		{ "^J", APP_KEY_ENTER },
		{ "^H", APP_KEY_BACKSPACE },
		{ "^[", APP_KEY_ESCAPE },
		{ "pgdn", APP_KEY_PAGE_DOWN },
		{ "ENTER", APP_KEY_ENTER },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(app_key_find(cases[i].name, strlen(cases[i].name)),
			cases[i].key);
}

static void
test_what_names_no_key_finds_none(void **state)
{
	static const char *const cases[] = {
		"", " ", "jk", "Ups", "^?", "^1", "^ab", "\t", "\x1b", "\xff", "\xc3",
		"\xc2\x9b", "\xe2\x80\xae", "Sp",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(app_key_find(cases[i], strlen(cases[i])), APP_KEY_NONE);
}

static void
test_the_name_ends_where_it_is_said_to(void **state)
{
	(void)state;
	assert_int_equal(app_key_find("Enter", 1), 'E');
	assert_int_equal(app_key_find("Ente", 4), APP_KEY_NONE);
}

static void
test_a_key_that_cannot_be_typed_is_a_question_mark(void **state)
{
	static const uint32_t cases[] = {
		APP_KEY_NONE, 0x7f, 0x9b, 0x202e, APP_KEY_INSERT + 1, UINT32_MAX,
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(app_key_name(cases[i]).text, "?");
}

static void
test_an_action_is_told_by_its_first_key_or_its_name(void **state)
{
	static const struct {
		enum app_action action;
		const char *expected;
	} cases[] = {
		{ APP_ACTION_UNDO, "U" }, { APP_ACTION_PAGE_DOWN, "PgDn" },
		{ APP_ACTION_READ_ON, "Space" }, { APP_ACTION_STOP, "^C" },
		{ APP_ACTION_FETCH_AGAIN, ":fetch-again" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(app_action_key(cases[i].action).text, cases[i].expected);
}

static void
test_keys_are_bound_to_the_action_that_they_name(void **state)
{
	(void)state;
	for (unsigned i = 0; i < APP_ACTION_COUNT; i++) {
		struct app_key_name key = app_action_key((enum app_action)i);
		const char *name = app_action_info((enum app_action)i)->name;

		if (*app_action_info((enum app_action)i)->keys)
			assert_int_equal(app_action_of_key(app_key_find(key.text,
				strlen(key.text))), i);
		else
			assert_string_equal(key.text + 1, name);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_key_has_its_name),
		cmocka_unit_test(test_a_name_finds_its_key),
		cmocka_unit_test(test_other_spellings_find_the_key_too),
		cmocka_unit_test(test_what_names_no_key_finds_none),
		cmocka_unit_test(test_the_name_ends_where_it_is_said_to),
		cmocka_unit_test(test_a_key_that_cannot_be_typed_is_a_question_mark),
		cmocka_unit_test(test_an_action_is_told_by_its_first_key_or_its_name),
		cmocka_unit_test(test_keys_are_bound_to_the_action_that_they_name),
	};

	return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
