#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/keymap.h"
#include "newsreader/filter.h"
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

	assert_string_equal(bind(m, APP_CONTEXT_ANY, ",ab", APP_ACTION_HELP), "");
	assert_string_equal(action(m, APP_CONTEXT_LIST, ","), "...");
	assert_string_equal(action(m, APP_CONTEXT_LIST, ",a"), "...");
	assert_string_equal(action(m, APP_CONTEXT_LIST, ",ab"), "help");
	assert_string_equal(action(m, APP_CONTEXT_LIST, ",x"), "");
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

	bind(m, APP_CONTEXT_ANY, ",a", APP_ACTION_HELP);
	bind(m, APP_CONTEXT_ANY, ",b", APP_ACTION_HELP);
	bind(m, APP_CONTEXT_LIST, ",c", APP_ACTION_HELP);
	assert_true(unbind(m, APP_CONTEXT_ARTICLE, ","));
	assert_string_equal(action(m, APP_CONTEXT_ARTICLE, ",a"), "");
	assert_string_equal(action(m, APP_CONTEXT_LIST, ",a"), "help");
	assert_true(unbind(m, APP_CONTEXT_ANY, ","));
	assert_string_equal(action(m, APP_CONTEXT_LIST, ",a"), "");
	assert_string_equal(action(m, APP_CONTEXT_LIST, ",c"), "help");
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

	bind(m, APP_CONTEXT_LIST, ",f", APP_ACTION_FIRST);
	app_action_add_keys(m, APP_ACTION_FIRST, &keys);
	assert_string_equal(nr_buf_str(&keys), "g Home list:,f");
	nr_buf_release(&keys);
}

/* ---- lines of the configuration ---- */

/* The settings do this in the program. */
static int
check_actions(const struct app_checker *c, const char *commands, struct nr_error *err)
{
	(void)c;
	if (strstr(commands, "frist") == NULL)
		return 0;
	nr_error_set(err, NR_ERR_USAGE, "no");
	err->col = (unsigned)(strstr(commands, "frist") - commands) + 1;
	return -1;
}

/* Carry out a line; the text of the error with its column, "" for none. */
static const char *
do_line(struct app_keymap *m, const char *text)
{
	static char said[sizeof(((struct nr_error *)0)->text) + 16];
	struct nr_conf_line line = { .path = "config", .line = 7 };
	const struct app_checker checker = { .check = check_actions };
	struct nr_error err = NR_ERROR_INIT;

	said[0] = '\0';
	assert_int_equal(nr_conf_line_read(&line, text, strlen(text), &err), 0);
	if (app_keymap_command(m, &line, &checker, &err) < 0)
		snprintf(said, sizeof(said), "%u: %s", err.col, err.text);
	nr_conf_line_release(&line);
	return said;
}

static void
test_lines_say_what_is_wrong_with_them(void **state)
{
	static const struct {
		const char *line, *error;
	} cases[] = {
		{ "bind any ,g first", "" },
		{ "bind any , first", "10: ',' begins ',g', which is bound (any, config:7);"
			" unbind one of them" },
		{ "bind", "5: a context is missing here: any, list, article, related, menu, prompt" },
		{ "bind quux x", "6: unknown context 'quux'; there are any, list, article,"
			" related, menu, prompt" },
		{ "bind any", "9: keys are missing here; keys are written as gg, ^X or <Tab>" },
		{ "bind lsit x first", "6: unknown context 'lsit'; did you mean 'list'?" },
		{ "bind any Tab first", "10: 'Tab' is 3 keys; did you mean <Tab>?" },
		{ "bind any ^\xc3\xa9 first", "10: no such key: '^\xc3\xa9'; keys are written"
			" as gg, ^X or <Tab>" },
		{ "bind prompt ^G redraw ; redraw", "16: in a prompt a key runs one command only" },
		{ "bind any 5 first", "10: a digit cannot be bound: it begins a count" },
		{ "bind any x5 first", "" },
		{ "bind any ,<Esc> first", "10: <Esc> cannot stand after other keys: it drops them" },
		{ "bind any ,x last ; frist", "20: no" },
		{ "bind any ,x first ; last", "" },
		{ "bind any ,x layout wide", "" },
		{ "bind any ,x order heat", "" },
		{ "bind any ,x show starred", "" },
		{ "bind any ,x pipe sh -c 'wc ; cat' -- counted", "" },
		{ "bind prompt x redraw", "13: in a prompt only a single key that types no"
			" character is bound" },
		{ "bind prompt ^X first", "16: 'first' does not work in a prompt" },
		{ "bind prompt ^X set order = heat", "16: 'set' does not work in a prompt" },
		{ "bind prompt ^X redraw", "" },
		{ "unbind any ,", "" },
		{ "unbind any ,", "12: ',' is not bound there" },
		{ "unbind list all", "" },
		{ "keys mut", "6: unknown preset 'mut'; did you mean 'mutt'?" },
		{ "keys vim", "" },
		{ "bind any z zoom", "10: 'z' begins 'zz', which is bound (any, preset);"
			" unbind one of them" },
		{ "unbind any z", "" },
		{ "bind any z zoom", "" },
	};
	struct app_keymap *m = *state;

	app_keymap_unbind(m, APP_CONTEXT_ANY, (uint32_t[]){ 'x' }, 1);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(do_line(m, cases[i].line), cases[i].error);
}

static void
test_marks_to_show_have_the_names_that_the_filter_has(void **state)
{
	const char *words = app_action_argument(APP_ACTION_SHOW);

	(void)state;
	for (int i = 0; i < NR_SHOWS; i++)
		assert_int_equal(app_word_index(words, nr_show_name((enum nr_show)i)), i);
}

static void
test_words_are_found_by_their_position(void **state)
{
	static const struct {
		int at;
		const char *word;
	} cases[] = { { 0, "auto" }, { 1, "wide" }, { 2, "one" }, { 3, "one" } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int n;
		const char *word = app_word_at("auto|wide|one", cases[i].at, &n);

		assert_int_equal(n, strlen(cases[i].word));
		assert_memory_equal(word, cases[i].word, (size_t)n);
	}
}

static void
test_keys_run_several_commands_and_have_a_help(void **state)
{
	struct app_keymap *m = *state;
	const struct app_binding *b;
	struct nr_buf text = NR_BUF_INIT;

	do_line(m, "bind list ,x toggle-read ;  layout wide ; down -- read ; wide");
	assert_int_equal(app_keymap_find(m, APP_CONTEXT_LIST, (uint32_t[]){ ',', 'x' }, 2, &b),
		APP_MATCH_WHOLE);
	app_binding_add_commands(b, &text);
	assert_string_equal(nr_buf_str(&text), "toggle-read ; layout wide ; down");
	assert_string_equal(b->help, "read ; wide");
	assert_int_equal(b->n_steps, 3);
	nr_buf_clear(&text);
	do_line(m, "bind list ,y rows = 2 ;  down ;set order=heat; fresh  ';' it # me");
	assert_int_equal(app_keymap_find(m, APP_CONTEXT_LIST, (uint32_t[]){ ',', 'y' }, 2, &b),
		APP_MATCH_WHOLE);
	app_binding_add_commands(b, &text);
	assert_string_equal(nr_buf_str(&text), "rows = 2 ; down ;set order=heat; fresh  ';' it");
	nr_buf_release(&text);
}

static void
test_the_lines_of_the_map_make_it_again(void **state)
{
	static const char *const lines[] = {
		"keys vim", "unbind list g", "bind list g help -- help ; me", "unbind menu all",
		"bind menu <lt> quit", "bind any ,; layout wide ; down",
		"bind any ,a set columns = title  heat:bar ; fresh 'a  ; b' ; rows=2 -- x ; y", "bind any \"#\" first",
		"bind any \"'\" last", "unbind article z",
	};
	struct app_keymap *m = *state, again;
	struct nr_buf first = NR_BUF_INIT, second = NR_BUF_INIT;
	char *copy, *line, *rest;

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		assert_string_equal(do_line(m, lines[i]), "");
	app_keymap_dump(m, &first);
	app_keymap_init(&again);
	do_line(&again, "bind any ,,, down");
	rest = copy = nr_strdup(nr_buf_str(&first));
	while ((line = strsep(&rest, "\n")) != NULL)
		if (*line != '\0')
			assert_string_equal(do_line(&again, line), "");
	free(copy);
	app_keymap_dump(&again, &second);
	assert_string_equal(nr_buf_str(&first), nr_buf_str(&second));
	app_keymap_release(&again);
	nr_buf_release(&first);
	nr_buf_release(&second);
}

/* ---- presets ---- */

static void
test_no_key_of_a_preset_belongs_to_two_actions(void **state)
{
	struct app_keymap *m = *state;

	for (unsigned p = 0; p < APP_PRESETS; p++) {
		app_keymap_preset(m, (enum app_preset)p);
		for (unsigned i = 0; i < APP_ACTION_COUNT; i++) {
			enum app_action a = (enum app_action)i;
			const char *keys = app_preset_keys((enum app_preset)p, a);
			struct nr_buf bound = NR_BUF_INIT;

			app_action_add_keys(m, a, &bound);
			assert_string_equal(nr_buf_str(&bound),
				keys != NULL ? keys : app_action_info(a)->keys);
			nr_buf_release(&bound);
		}
	}
}

/* The presets of other programs; what is not here is as in newsreader. */
static void
test_presets_have_the_keys_of_their_programs(void **state)
{
	static const struct {
		enum app_action action;
		const char *keys[APP_PRESETS];
	} rows[] = {
		{ APP_ACTION_FIRST, { "g", "gg", "<Home>", "=", "<Home>" } },
		{ APP_ACTION_LAST, { "G", "G", "<End>", "*", "<End>" } },
		{ APP_ACTION_SEARCH_NEXT, { "n", "n", "n", "n", "n" } },
		{ APP_ACTION_SEARCH_PREVIOUS, { "N", "N", "p", "m", "N" } },
		{ APP_ACTION_NEXT_UNREAD, { "", "", "", "<Tab>", "" } },
		{ APP_ACTION_PREVIOUS_UNREAD, { "", "", "", "<S-Tab>", "" } },
		{ APP_ACTION_NEXT, { "J", "J", "J", "J", "J" } },
		{ APP_ACTION_PREVIOUS, { "K", "K", "K", "K", "K" } },
		{ APP_ACTION_TOGGLE_READ, { "m", "m", "N", "N", "m" } },
		{ APP_ACTION_TOGGLE_STAR, { "f", "f", "^E", "F", "f" } },
		{ APP_ACTION_ALL_READ, { "A", "A", "A", "^A", "A" } },
		{ APP_ACTION_SEARCH, { "/", "/", "/", "/", "/" } },
		{ APP_ACTION_BROWSE, { "o", "o", "o", "o", "o" } },
		{ APP_ACTION_BROWSE_NEXT, { "O", "O", "O", "O", "O" } },
		{ APP_ACTION_TOPICS, { "t", "t", "t", "y", "t" } },
		{ APP_ACTION_CLEAR_TOPICS, { "T", "T", "^T", "Y", "T" } },
		{ APP_ACTION_ORDER, { "s", "s", "g", "s", "s" } },
		{ APP_ACTION_REVERSE, { "S", "S", "G", "S", "S" } },
		{ APP_ACTION_RELOAD, { "r", "r", "r", "$", "r" } },
		{ APP_ACTION_RESCAN, { "R", "R", "R", "R", "R" } },
		{ APP_ACTION_WRITE, { "w", "w", "s", "w", "w" } },
		{ APP_ACTION_PIPE, { "|", "|", "|", "|", "|" } },
		{ APP_ACTION_ZOOM, { "z", "zz", "z", "z", "z" } },
		{ APP_ACTION_URLS, { "u", "u", "u", "^B", "u" } },
		{ APP_ACTION_HELP, { "?", "?", "?", "?", "h" } },
		{ APP_ACTION_QUIT, { "q", "q", "q", "q", "q" } },
		{ APP_ACTION_TO_LIST, { "h", "h", "h", "h", "<Left>" } },
	};
	struct app_keymap *m = *state;

	for (unsigned p = 0; p < APP_PRESETS; p++) {
		app_keymap_preset(m, (enum app_preset)p);
		for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
			if (*rows[i].keys[p] != '\0')
				assert_string_equal(action(m, APP_CONTEXT_LIST, rows[i].keys[p]),
					app_action_info(rows[i].action)->name);
	}
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
		cmocka_unit_test_setup_teardown(test_lines_say_what_is_wrong_with_them, setup, teardown),
		cmocka_unit_test_setup_teardown(test_keys_run_several_commands_and_have_a_help, setup, teardown),
		cmocka_unit_test(test_marks_to_show_have_the_names_that_the_filter_has),
		cmocka_unit_test(test_words_are_found_by_their_position),
		cmocka_unit_test_setup_teardown(test_the_lines_of_the_map_make_it_again, setup, teardown),
		cmocka_unit_test_setup_teardown(test_no_key_of_a_preset_belongs_to_two_actions, setup, teardown),
		cmocka_unit_test_setup_teardown(test_presets_have_the_keys_of_their_programs, setup, teardown),
	};

	return cmocka_run_group_tests_name("keymap", tests, NULL, NULL);
}
