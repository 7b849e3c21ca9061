#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "newsreader/buf.h"
#include "newsreader/options.h"

struct fixture {
	struct nr_options *o;
	struct nr_diags diags;
	struct nr_error err;
	char dir[64];
	char path[96];
};

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->o = nr_options_new();
	snprintf(f->dir, sizeof(f->dir), "/tmp/options-XXXXXX");
	if (!mkdtemp(f->dir))
		return -1;
	snprintf(f->path, sizeof(f->path), "%s/config", f->dir);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	unlink(f->path);
	rmdir(f->dir);
	nr_diags_release(&f->diags);
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
write_config(struct fixture *f, const char *text, size_t n)
{
	FILE *file = fopen(f->path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, n, file), n);
	assert_int_equal(fclose(file), 0);
}

static void
load(struct fixture *f, const char *text)
{
	write_config(f, text, strlen(text));
	assert_int_equal(nr_options_load(f->o, f->path, true, &f->diags, &f->err), 0);
}

/* The i-th diagnostic, without the folder in front. */
static void
expect_diag(struct fixture *f, size_t i, const char *expected)
{
	struct nr_buf text = NR_BUF_INIT;

	assert_true(i < f->diags.n);
	nr_diag_format(&f->diags.v[i], &text);
	assert_string_equal(nr_buf_str(&text) + strlen(f->dir) + 1, expected);
	nr_buf_release(&text);
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
		assert_int_equal(nr_options_assign(f->o, cases[i].text, &f->err), -1);
		assert_int_equal(f->err.code, NR_ERR_USAGE);
		assert_string_equal(f->err.text, cases[i].expected);
	}
	expect(f, NR_OPT_ORDER, "date");
}

static void
test_assignment_keeps_all_behind_the_first_equals_sign(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(nr_options_assign(f->o, " browser = a --b=c # d ", &f->err), 0);
	expect(f, NR_OPT_BROWSER, "a --b=c # d");
	assert_int_equal(nr_options_assign(f->o, "browser=", &f->err), 0);
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

static void
test_file_values_are_read_bare_and_quoted(void **state)
{
	struct fixture *f = *state;
	static const struct { const char *text, *expected; } cases[] = {
		{ "editor = vim", "vim" },
		{ "editor=vim", "vim" },
		{ "\t editor\t=\tvim -R \t", "vim -R" },
		{ "editor = vim # comment", "vim" },
		{ "editor = vim#1", "vim#1" },
		{ "editor = # comment", "" },
		{ "editor =", "" },
		{ "editor = a \"b c\" 'd'", "a \"b c\" 'd'" },
		{ "editor = \"a # b\"", "a # b" },
		{ "editor = \"a \"# c", "a " },
		{ "editor = \"a \\\"b\\\" \\\\ \\n\"", "a \"b\" \\ \\n" },
		{ "editor = \"\"", "" },
		{ "editor = caf\xc3\xa9", "caf\xc3\xa9" },
		{ "\xef\xbb\xbf" "editor = bom", "bom" },
		{ "editor = crlf\r\n", "crlf" },
		{ "# editor = x\n\n \t\n#\neditor = y", "y" },
		{ "editor = x\neditor = y\n", "y" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		set(f, "editor", "before");
		load(f, cases[i].text);
		expect(f, NR_OPT_EDITOR, cases[i].expected);
		assert_int_equal(f->diags.n, 0);
	}
}

static void
test_wrong_line_names_line_and_column_and_the_rest_counts(void **state)
{
	struct fixture *f = *state;

	load(f, "brower = x\n"
		"  mouse = perhaps\n"
		"nonsense\n"
		"editor = \"vim\n"
		"editor = \"vim\" -R\n"
		"editor = v\x1bm\n"
		"mouse = yes\n");
	assert_int_equal(f->diags.n, 6);
	expect_diag(f, 0, "config:1:1: unknown option 'brower'; did you mean 'browser'?");
	expect_diag(f, 1, "config:2:11: option 'mouse' takes yes|no, not 'perhaps'");
	expect_diag(f, 2, "config:3:1: not of the form name = value");
	expect_diag(f, 3, "config:4:10: this quote is never closed");
	expect_diag(f, 4, "config:5:16: text after the closing quote");
	expect_diag(f, 5, "config:6:11: a control character");
	assert_true(nr_options_bool(f->o, NR_OPT_MOUSE));
	expect(f, NR_OPT_EDITOR, "");
}

static void
test_nul_byte_in_the_file_loses_its_line_only(void **state)
{
	struct fixture *f = *state;
	static const char text[] = "editor = v\0m\nmouse = yes\n";

	write_config(f, text, sizeof(text) - 1);
	assert_int_equal(nr_options_load(f->o, f->path, true, &f->diags, &f->err), 0);
	assert_int_equal(f->diags.n, 1);
	expect_diag(f, 0, "config:1:11: a control character");
	assert_true(nr_options_bool(f->o, NR_OPT_MOUSE));
}

static void
test_warnings_of_a_file_are_limited(void **state)
{
	struct fixture *f = *state;
	struct nr_buf text = NR_BUF_INIT;

	for (int i = 0; i < NR_DIAGS_PER_FILE; i++)
		nr_buf_addz(&text, "x\n");
	load(f, nr_buf_str(&text));
	assert_int_equal(f->diags.n, NR_DIAGS_PER_FILE);
	nr_diags_release(&f->diags);
	nr_buf_addz(&text, "x\nx\n");
	load(f, nr_buf_str(&text));
	assert_int_equal(f->diags.n, NR_DIAGS_PER_FILE + 1);
	expect_diag(f, NR_DIAGS_PER_FILE, "config: 2 more wrong lines");
	nr_buf_release(&text);
}

static void
test_file_over_the_limit_is_an_error(void **state)
{
	struct fixture *f = *state;
	size_t n = NR_OPTIONS_FILE_MAX + 1;
	char *text = malloc(n);

	assert_non_null(text);
	memset(text, '#', n);
	write_config(f, text, n - 1);
	assert_int_equal(nr_options_load(f->o, f->path, true, &f->diags, &f->err), 0);
	write_config(f, text, n);
	assert_int_equal(nr_options_load(f->o, f->path, true, &f->diags, &f->err), -1);
	assert_int_equal(f->err.code, NR_ERR_LIMIT);
	free(text);
}

static void
test_missing_file_is_an_error_only_when_it_must_exist(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(nr_options_load(f->o, f->path, false, &f->diags, &f->err), 0);
	assert_int_equal(nr_options_load(f->o, f->path, true, &f->diags, &f->err), -1);
	assert_non_null(strstr(f->err.text, f->path));
}

static void
test_folder_as_file_is_an_error(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(nr_options_load(f->o, f->dir, false, &f->diags, &f->err), -1);
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
		TEST(test_file_values_are_read_bare_and_quoted),
		TEST(test_wrong_line_names_line_and_column_and_the_rest_counts),
		TEST(test_nul_byte_in_the_file_loses_its_line_only),
		TEST(test_warnings_of_a_file_are_limited),
		TEST(test_file_over_the_limit_is_an_error),
		TEST(test_missing_file_is_an_error_only_when_it_must_exist),
		TEST(test_folder_as_file_is_an_error),
	};

	return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
