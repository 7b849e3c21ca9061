#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

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
	{ APP_KEY_ALT | 'x', "M-x" },
	{ APP_KEY_ALT | '>', "M->" },
	{ APP_KEY_ALT | '<', "M-lt" },
	{ APP_KEY_ALT | ' ', "M-Space" },
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
test_a_word_names_keys_in_a_row(void **state)
{
	static const struct {
		const char *word;
		uint32_t keys[APP_KEYS_MAX];
		const char *again;	/* as it is spelled; NULL: the same */
	} cases[] = {
		{ "g", { 'g' }, NULL },
		{ "gg", { 'g', 'g' }, NULL },
		{ "^W^W", { APP_CTRL('W'), APP_CTRL('W') }, NULL },
		{ "^w^w", { APP_CTRL('W'), APP_CTRL('W') }, "^W^W" },
		{ "<Tab>", { APP_KEY_TAB }, NULL },
		{ "<s-tab>x", { APP_KEY_SHIFT_TAB, 'x' }, "<S-Tab>x" },
		{ "<lt>", { '<' }, NULL },
		{ "<M-x>j", { APP_KEY_ALT | 'x', 'j' }, NULL },
		{ "<m-X>", { 0 }, NULL },
		{ "<M-q><M-lt>", { APP_KEY_ALT | 'q', APP_KEY_ALT | '<' }, NULL },
		{ "<M-[>", { 0 }, NULL },
		{ "<M-O>", { 0 }, NULL },
		{ "<M-é>", { 0 }, NULL },
		{ "<M-Up>", { 0 }, NULL },
		{ "<", { '<' }, "<lt>" },
		{ "<>", { '<', '>' }, "<lt>>" },
		{ ">", { '>' }, NULL },
		{ "x^", { 'x', '^' }, NULL },
		{ "Up", { 0 }, NULL },
		{ "tab", { 0 }, NULL },
		{ "Upx", { 'U', 'p', 'x' }, NULL },
		{ "éö", { 0xe9, 0xf6 }, NULL },
		{ ",;", { ',', ';' }, NULL },
		{ "", { 0 }, NULL },
		{ "<no>", { 0 }, NULL },
		{ "^1", { 0 }, NULL },
		{ "abcd", { 'a', 'b', 'c', 'd' }, NULL },
		{ "abcde", { 0 }, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct nr_error err = NR_ERROR_INIT;
		uint32_t keys[APP_KEYS_MAX] = { 0 };
		int n = app_keys_parse(cases[i].word, keys, &err);

		if (n < 0) {
			assert_string_not_equal(err.text, "");
			assert_int_equal(cases[i].keys[0], 0);
			continue;
		}
		assert_memory_equal(keys, cases[i].keys, (size_t)n * sizeof(*keys));
		assert_string_equal(app_keys_word(keys, (size_t)n).text,
			cases[i].again != NULL ? cases[i].again : cases[i].word);
	}
}

static void
test_a_name_without_brackets_is_refused_with_a_hint(void **state)
{
	struct nr_error err = NR_ERROR_INIT;
	uint32_t keys[APP_KEYS_MAX];

	(void)state;
	assert_int_equal(app_keys_parse("Tab", keys, &err), -1);
	assert_string_equal(err.text, "'Tab' is 3 keys; did you mean <Tab>?");
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
		cmocka_unit_test(test_a_word_names_keys_in_a_row),
		cmocka_unit_test(test_a_name_without_brackets_is_refused_with_a_hint),
	};

	return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
