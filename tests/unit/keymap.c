#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/keymap.h"
#include "newsreader/mem.h"

static int
setup(void **state)
{
	struct app_keymap *m = nr_calloc(1, sizeof(*m));

	app_keymap_init(m);
	*state = m;
	return 0;
}

static int
teardown(void **state)
{
	app_keymap_release(*state);
	free(*state);
	return 0;
}

/* Bind keys, spelled as a word, to an action; the text of the error, "" for none. */
static const char *
bind(struct app_keymap *m, enum app_context context, const char *word,
	enum app_action action)
{
	static struct nr_error err;
	struct app_binding b = { .context = context, .n_steps = 1 };

	err = (struct nr_error)NR_ERROR_INIT;
	b.n_keys = (size_t)app_keys_parse(word, b.keys, &err);
	b.steps = nr_calloc(1, sizeof(*b.steps));
	b.steps->action = action;
	b.place = nr_strdup("config:12");
	app_keymap_bind(m, &b, &err);
	return err.text;
}

static bool
unbind(struct app_keymap *m, enum app_context context, const char *word)
{
	struct nr_error err = NR_ERROR_INIT;
	uint32_t keys[APP_KEYS_MAX];

	return app_keymap_unbind(m, context, keys, (size_t)app_keys_parse(word, keys, &err));
}

/* What keys do in a context: the name of the action, "..." for a part, "" for nothing. */
static const char *
action(const struct app_keymap *m, enum app_context context, const char *word)
{
	struct nr_error err = NR_ERROR_INIT;
	uint32_t keys[APP_KEYS_MAX];
	int n = app_keys_parse(word, keys, &err);
	const struct app_binding *b;

	assert_true(n > 0);
	switch (app_keymap_find(m, context, keys, (size_t)n, &b)) {
	case APP_MATCH_PART:
		return "...";
	case APP_MATCH_WHOLE:
		return app_action_info(b->steps->action)->name;
	default:
		return "";
	}
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

	const struct app_keymap *m = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(app_action_key(m, cases[i].action).text, cases[i].expected);
}

static void
test_keys_are_bound_to_the_action_that_they_name(void **state)
{
	const struct app_keymap *m = *state;

	for (unsigned i = 0; i < APP_ACTION_COUNT; i++) {
		struct app_key_name key = app_action_key(m, (enum app_action)i);
		const char *name = app_action_info((enum app_action)i)->name;

		if (*app_action_info((enum app_action)i)->keys)
			assert_int_equal(app_keymap_action(m, APP_CONTEXT_LIST,
				app_key_find(key.text, strlen(key.text))), i);
		else
			assert_string_equal(key.text + 1, name);
	}
}


static void
test_a_context_has_its_own_keys_first(void **state)
{
	struct app_keymap *m = *state;

	assert_string_equal(bind(m, APP_CONTEXT_LIST, "j", APP_ACTION_UP), "");
	assert_string_equal(action(m, APP_CONTEXT_LIST, "j"), "up");
	assert_string_equal(action(m, APP_CONTEXT_ARTICLE, "j"), "down");
	assert_string_equal(action(m, APP_CONTEXT_LIST, "k"), "up");
}

static void
test_the_last_word_on_a_key_counts(void **state)
{
	struct app_keymap *m = *state;

	bind(m, APP_CONTEXT_ANY, "j", APP_ACTION_UP);
	bind(m, APP_CONTEXT_ANY, "j", APP_ACTION_HELP);
	assert_string_equal(action(m, APP_CONTEXT_LIST, "j"), "help");
	assert_string_equal(app_action_key(m, APP_ACTION_DOWN).text, "Down");
}

static void
test_a_sequence_is_open_until_it_is_whole(void **state)
{
	struct app_keymap *m = *state;

	assert_string_equal(bind(m, APP_CONTEXT_ANY, "=ab", APP_ACTION_HELP), "");
	assert_string_equal(action(m, APP_CONTEXT_LIST, "="), "...");
	assert_string_equal(action(m, APP_CONTEXT_LIST, "=a"), "...");
	assert_string_equal(action(m, APP_CONTEXT_LIST, "=ab"), "help");
	assert_string_equal(action(m, APP_CONTEXT_LIST, "=x"), "");
}

static void
test_a_key_that_begins_a_sequence_is_not_bound(void **state)
{
	struct app_keymap *m = *state;

	assert_string_equal(bind(m, APP_CONTEXT_ANY, "gg", APP_ACTION_FIRST),
		"'gg' begins with 'g', which is bound (any, preset); unbind one of them");
	assert_string_equal(bind(m, APP_CONTEXT_LIST, "gg", APP_ACTION_FIRST),
		"'gg' begins with 'g', which is bound (any, preset); unbind one of them");
	assert_true(unbind(m, APP_CONTEXT_ANY, "g"));
	assert_string_equal(bind(m, APP_CONTEXT_LIST, "gg", APP_ACTION_FIRST), "");
	assert_string_equal(bind(m, APP_CONTEXT_ANY, "g", APP_ACTION_FIRST),
		"'g' begins 'gg', which is bound (list, config:12); unbind one of them");
	assert_string_equal(bind(m, APP_CONTEXT_ARTICLE, "g", APP_ACTION_FIRST), "");
}

static void
test_a_context_can_be_without_a_key_of_all(void **state)
{
	struct app_keymap *m = *state;

	assert_true(unbind(m, APP_CONTEXT_LIST, "g"));
	assert_false(unbind(m, APP_CONTEXT_LIST, "g"));
	assert_string_equal(action(m, APP_CONTEXT_LIST, "g"), "");
	assert_string_equal(action(m, APP_CONTEXT_ARTICLE, "g"), "first");
	assert_string_equal(bind(m, APP_CONTEXT_LIST, "gg", APP_ACTION_LAST), "");
	assert_string_equal(action(m, APP_CONTEXT_LIST, "gg"), "last");
	assert_string_equal(action(m, APP_CONTEXT_ARTICLE, "g"), "first");
}

static void
test_a_sequence_is_unbound_by_its_beginning(void **state)
{
	struct app_keymap *m = *state;

	bind(m, APP_CONTEXT_ANY, "=a", APP_ACTION_HELP);
	bind(m, APP_CONTEXT_ANY, "=b", APP_ACTION_HELP);
	bind(m, APP_CONTEXT_LIST, "=c", APP_ACTION_HELP);
	assert_true(unbind(m, APP_CONTEXT_ARTICLE, "="));
	assert_string_equal(action(m, APP_CONTEXT_ARTICLE, "=a"), "");
	assert_string_equal(action(m, APP_CONTEXT_LIST, "=a"), "help");
	assert_true(unbind(m, APP_CONTEXT_ANY, "="));
	assert_string_equal(action(m, APP_CONTEXT_LIST, "=a"), "");
	assert_string_equal(action(m, APP_CONTEXT_LIST, "=c"), "help");
}

static void
test_all_keys_of_a_context_are_unbound_at_once(void **state)
{
	struct app_keymap *m = *state;

	bind(m, APP_CONTEXT_LIST, "x", APP_ACTION_HELP);
	assert_true(app_keymap_unbind(m, APP_CONTEXT_LIST, NULL, 0));
	assert_string_equal(action(m, APP_CONTEXT_LIST, "x"), "");
	assert_string_equal(action(m, APP_CONTEXT_LIST, "j"), "");
	assert_string_equal(action(m, APP_CONTEXT_ARTICLE, "j"), "down");
	bind(m, APP_CONTEXT_LIST, "j", APP_ACTION_UP);
	assert_string_equal(action(m, APP_CONTEXT_LIST, "j"), "up");
}

static void
test_all_keys_of_an_action_are_told(void **state)
{
	struct app_keymap *m = *state;
	struct nr_buf keys = NR_BUF_INIT;

	bind(m, APP_CONTEXT_LIST, "=f", APP_ACTION_FIRST);
	app_action_add_keys(m, APP_ACTION_FIRST, &keys);
	assert_string_equal(nr_buf_str(&keys), "g Home list:=f");
	nr_buf_release(&keys);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_an_action_is_told_by_its_first_key_or_its_name, setup, teardown),
		cmocka_unit_test_setup_teardown(test_keys_are_bound_to_the_action_that_they_name, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_context_has_its_own_keys_first, setup, teardown),
		cmocka_unit_test_setup_teardown(test_the_last_word_on_a_key_counts, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_sequence_is_open_until_it_is_whole, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_key_that_begins_a_sequence_is_not_bound, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_context_can_be_without_a_key_of_all, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_sequence_is_unbound_by_its_beginning, setup, teardown),
		cmocka_unit_test_setup_teardown(test_all_keys_of_a_context_are_unbound_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(test_all_keys_of_an_action_are_told, setup, teardown),
	};

	return cmocka_run_group_tests_name("keymap", tests, NULL, NULL);
}
