#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "newsreader/options.h"

struct fixture {
	struct nr_options *o;
	struct nr_error err;
};

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->o = nr_options_new();
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	nr_options_free(f->o);
	free(f);
	return 0;
}

static void
set(struct fixture *f, const char *name, const char *value)
{
	assert_int_equal(nr_options_set(f->o, name, value, &f->err), 0);
}

static void
expect(const struct fixture *f, enum nr_option id, const char *expected)
{
	assert_string_equal(nr_options_string(f->o, id), expected);
}

static void
test_every_default_is_a_value_of_its_option(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < NR_OPT_COUNT; i++) {
		const struct nr_option_info *info = nr_option_info((enum nr_option)i);

		expect(f, (enum nr_option)i, info->def);
		set(f, info->name, info->def);
		assert_true(strlen(info->text) > 10);
	}
	assert_true(nr_options_bool(f->o, NR_OPT_SHOW_UNPUBLISHED));
	assert_false(nr_options_bool(f->o, NR_OPT_MOUSE));
}

static void
test_enum_is_the_position_among_its_values(void **state)
{
	struct fixture *f = *state;
	static const struct { const char *value; int expected; } cases[] = {
		{ "date", 0 }, { "heat", 1 }, { "provider", 2 }, { "title", 3 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		set(f, "order", cases[i].value);
		assert_int_equal(nr_options_enum(f->o, NR_OPT_ORDER), cases[i].expected);
		expect(f, NR_OPT_ORDER, cases[i].value);
	}
}

static void
test_bool_takes_the_usual_words(void **state)
{
	struct fixture *f = *state;
	static const struct { const char *value; bool expected; } cases[] = {
		{ "yes", true }, { "no", false }, { "on", true }, { "off", false },
		{ "true", true }, { "false", false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		set(f, "mouse", cases[i].value);
		assert_int_equal(nr_options_bool(f->o, NR_OPT_MOUSE), cases[i].expected);
		expect(f, NR_OPT_MOUSE, cases[i].expected ? "yes" : "no");
	}
}

static void
test_size_has_a_unit(void **state)
{
	struct fixture *f = *state;
	static const struct { const char *value; int64_t expected; } cases[] = {
		{ "0", 0 }, { "123", 123 }, { "1K", 1024 }, { "500M", INT64_C(500) << 20 },
		{ "2g", INT64_C(2) << 30 }, { "8589934591G", INT64_C(8589934591) << 30 },
	};
	static const char *const wrong[] = { "", "M", "-1", "1.5G", "5MB", "5 M", "1T",
		"8589934592", "99999999999999999999" };

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		set(f, "pages-limit", cases[i].value);
		assert_int_equal(nr_options_size(f->o, NR_OPT_PAGES_LIMIT), cases[i].expected);
	}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_int_equal(nr_options_set(f->o, "pages-limit", wrong[i], &f->err), -1);
	assert_string_equal(f->err.text, "option 'pages-limit' takes a size as 500M, not"
		" '99999999999999999999'");
	expect(f, NR_OPT_PAGES_LIMIT, "8589934591G");
}

static void
test_words_are_parted_by_blanks_and_commas(void **state)
{
	struct fixture *f = *state;
	size_t n;
	char **v;

	set(f, "allow-private-hosts", " nas:8080,[::1] ~/x\t,");
	v = nr_options_list(f->o, NR_OPT_ALLOW_PRIVATE, &n);
	assert_int_equal(n, 3);
	assert_string_equal(v[0], "nas:8080");
	assert_string_equal(v[1], "[::1]");
	assert_string_equal(v[2], "~/x");
	for (size_t i = 0; i < n; i++)
		free(v[i]);
	free(v);
}

static void
test_path_may_begin_with_the_home_folder(void **state)
{
	struct fixture *f = *state;
	char *path;

	setenv("HOME", "/home/me", 1);
	assert_null(nr_options_path(f->o, NR_OPT_CA_FILE));
	set(f, "ca-file", "~/ca:1.pem");
	path = nr_options_path(f->o, NR_OPT_CA_FILE);
	assert_string_equal(path, "/home/me/ca:1.pem");
	free(path);
}

/* Set an option by "NAME=VALUE". */
static int
assign(struct fixture *f, const char *text)
{
	char *name, *value;
	int rc = nr_option_parse(text, &name, &value, &f->err);

	if (rc == 0)
		rc = nr_options_set(f->o, name, value, &f->err);
	free(name);
	free(value);
	return rc;
}

static void
test_wrong_assignment_is_refused_with_what_would_do(void **state)
{
	struct fixture *f = *state;
	static const struct { const char *text, *expected; } cases[] = {
		{ "brower=x", "unknown option 'brower'; did you mean 'browser'?" },
		{ "colour=never", "unknown option 'colour'; did you mean 'color'?" },
		{ "frobnicate=x", "unknown option 'frobnicate'" },
		{ "=x", "unknown option ''" },
		{ "Mouse=maybe", "unknown option 'Mouse'; did you mean 'mouse'?" },
		{ "mouse=maybe", "option 'mouse' takes yes|no, not 'maybe'" },
		{ "mouse=", "option 'mouse' takes yes|no, not ''" },
		{ "order=dat",
			"option 'order' takes date|heat|provider|title, not 'dat'" },
		{ "order=t|e",
			"option 'order' takes date|heat|provider|title, not 't|e'" },
		{ "order=\x1b[2Jdate\n",
			"option 'order' takes date|heat|provider|title, not 'date'" },
		{ "mouse", "'mouse' is not NAME=VALUE" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(assign(f, cases[i].text), -1);
		assert_int_equal(f->err.code, NR_ERR_USAGE);
		assert_string_equal(f->err.text, cases[i].expected);
	}
	expect(f, NR_OPT_ORDER, "date");
}

static void
test_assignment_keeps_all_behind_the_first_equals_sign(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(assign(f, " browser = a --b=c # d "), 0);
	expect(f, NR_OPT_BROWSER, "a --b=c # d");
	assert_int_equal(assign(f, "browser="), 0);
	expect(f, NR_OPT_BROWSER, "");
}

static void
test_option_can_be_set_to_what_it_is(void **state)
{
	struct fixture *f = *state;

	set(f, "editor", "ed");
	set(f, "editor", nr_options_string(f->o, NR_OPT_EDITOR));
	expect(f, NR_OPT_EDITOR, "ed");
}

static void
test_list_expands_home_and_drops_empty_elements(void **state)
{
	struct fixture *f = *state;
	static const char *const expected[] = {
		"/h/me", "/h/me/news", "~you/x", "a~", "/b c"
	};
	char **v;
	size_t n;

	setenv("HOME", "/h/me", 1);
	set(f, "path", ":~:~/news::~you/x:a~:/b c:");
	v = nr_options_list(f->o, NR_OPT_PATH, &n);
	assert_int_equal(n, 5);
	for (size_t i = 0; i < n; i++) {
		assert_string_equal(v[i], expected[i]);
		free(v[i]);
	}
	free(v);
}

static void
test_empty_list_has_no_elements(void **state)
{
	struct fixture *f = *state;
	size_t n = 1;

	assert_null(nr_options_list(f->o, NR_OPT_PATH, &n));
	assert_int_equal(n, 0);
}

static void
test_list_without_a_home_keeps_the_tilde(void **state)
{
	struct fixture *f = *state;
	char **v;
	size_t n;

	unsetenv("HOME");
	set(f, "path", "~/news");
	v = nr_options_list(f->o, NR_OPT_PATH, &n);
	assert_int_equal(n, 1);
	assert_string_equal(v[0], "~/news");
	free(v[0]);
	free(v);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_every_default_is_a_value_of_its_option),
		TEST(test_enum_is_the_position_among_its_values),
		TEST(test_bool_takes_the_usual_words),
		TEST(test_size_has_a_unit),
		TEST(test_words_are_parted_by_blanks_and_commas),
		TEST(test_path_may_begin_with_the_home_folder),
		TEST(test_wrong_assignment_is_refused_with_what_would_do),
		TEST(test_assignment_keeps_all_behind_the_first_equals_sign),
		TEST(test_option_can_be_set_to_what_it_is),
		TEST(test_list_expands_home_and_drops_empty_elements),
		TEST(test_empty_list_has_no_elements),
		TEST(test_list_without_a_home_keeps_the_tilde),
	};

	return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
