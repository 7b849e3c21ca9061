#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "app/command.h"

/* Compare with a vector that NULL ends. */
static void
expect_argv(const struct app_argv *a, const char *const *expected)
{
	size_t n = 0;

	for (; expected[n]; n++) {
		assert_true(n < a->n);
		assert_string_equal(a->v[n], expected[n]);
	}
	assert_int_equal(a->n, n);
	assert_null(a->v[n]);
}

static void
test_template_is_split_as_a_shell_would(void **state)
{
	static const struct { const char *text; const char *expected[6]; } cases[] = {
		{ "w3m", { "w3m" } },
		{ " \t\nw3m  -T\ttext/html \n", { "w3m", "-T", "text/html" } },
		{ "a 'b c' d", { "a", "b c", "d" } },
		{ "a \"b c\" d", { "a", "b c", "d" } },
		{ "a b\\ c", { "a", "b c" } },
		{ "a '' \"\"", { "a", "", "" } },
		{ "a x'y z'\"1 2\"w", { "a", "xy z1 2w" } },
		{ "a '\\' \"'\" '\"'", { "a", "\\", "'", "\"" } },
		{ "a \"\\\"\\\\\\$\\`\\x\"", { "a", "\"\\$`\\x" } },
		{ "a \\' \\\\ \\$", { "a", "'", "\\", "$" } },
		{ "a $HOME ~ *.c $(b)", { "a", "$HOME", "~", "*.c", "$(b)" } },
		{ "a;b|c >d &", { "a;b|c", ">d", "&" } },
		{ "a #b", { "a", "#b" } },
		{ "caf\xc3\xa9 \xff", { "caf\xc3\xa9", "\xff" } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_error err = NR_ERROR_INIT;
		struct app_argv a;

		assert_int_equal(app_argv_split(cases[i].text, &a, &err), 0);
		expect_argv(&a, cases[i].expected);
		app_argv_release(&a);
	}
}

static void
test_template_that_is_empty_or_open_is_refused(void **state)
{
	static const char open[] = "a quote or backslash is left open in the command";
	static const char empty[] = "the command is empty";
	static const struct { const char *text, *expected; } cases[] = {
		{ "", empty }, { " \t\n", empty }, { "''", empty }, { "\"\" a", empty },
		{ "a 'b", open }, { "a \"b", open },
		{ "a \"b\\\"", open }, { "a b\\", open },
		{ "a 'b\"", open }, { "'", open },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_error err = NR_ERROR_INIT;
		struct app_argv a = { NULL, 0 };

		assert_int_equal(app_argv_split(cases[i].text, &a, &err), -1);
		assert_int_equal(err.code, NR_ERR_USAGE);
		assert_string_equal(err.text, cases[i].expected);
		assert_null(a.v);
	}
}

static int
substitute(const char *text, const struct app_subject *s, struct app_argv *out,
	struct nr_error *err)
{
	struct app_argv template;
	int rc;

	assert_int_equal(app_argv_split(text, &template, err), 0);
	rc = app_argv_substitute(&template, s, out, err);
	app_argv_release(&template);
	return rc;
}

static void
test_sequences_are_put_into_single_arguments(void **state)
{
	static const struct app_subject s = {
		.url = "http://u/", .original = "http://o/", .amp = "http://a/",
		.canonical = "http://c/", .title = "T t", .provider = "P p",
		.file = "/f f"
	};
	static const struct { const char *text; const char *expected[9]; } cases[] = {
		{ "x", { "x", "http://u/" } },
		{ "x -n", { "x", "-n", "http://u/" } },
		{ "x %u", { "x", "http://u/" } },
		{ "x %u -n", { "x", "http://u/", "-n" } },
		{ "x %o %a %c %t %p %f",
			{ "x", "http://o/", "http://a/", "http://c/", "T t", "P p",
				"/f f" } },
		{ "x --t=%t,%p", { "x", "--t=T t,P p" } },
		{ "x '%u %u'", { "x", "http://u/ http://u/" } },
		{ "x %t", { "x", "T t" } },
		{ "x %%", { "x", "%", "http://u/" } },
		{ "x %%u %u", { "x", "%u", "http://u/" } },
		{ "x %%%u", { "x", "%http://u/" } },
		{ "x %z%u %", { "x", "%zhttp://u/", "%" } },
		{ "100%% %u", { "100%", "http://u/" } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_error err = NR_ERROR_INIT;
		struct app_argv a;

		assert_int_equal(substitute(cases[i].text, &s, &a, &err), 0);
		expect_argv(&a, cases[i].expected);
		app_argv_release(&a);
	}
}

static void
test_what_is_put_in_is_never_read_again(void **state)
{
	static const char *const hostile[] = {
		"%u", "%%", "%", "'", "\"", "a b", "$(reboot)", "`reboot`",
		";reboot", "|reboot",
		"a\nb", "\\", "\xe2\x80\xae", "caf\xc3\xa9", "*", "~", ">x", "&", "#",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(hostile) / sizeof(*hostile); i++) {
		const char *t = hostile[i];
		const char *const expected[] = { "x", t, t, "-", NULL };
		const struct app_subject s = {
			.url = "http://u/", .title = t, .provider = t
		};
		struct nr_error err = NR_ERROR_INIT;
		struct app_argv a;

		assert_int_equal(substitute("x %t %p -", &s, &a, &err), 0);
		expect_argv(&a, expected);
		app_argv_release(&a);
	}
}

static void
test_missing_values_are_empty(void **state)
{
	static const struct app_subject s = { .url = "http://u/" };
	static const char *const expected[] = { "x", "", "", "", "[]", "", "", NULL };
	struct nr_error err = NR_ERROR_INIT;
	struct app_argv a;

	(void)state;
	assert_int_equal(substitute("x %o %a %c [%t] %p %f", &s, &a, &err), 0);
	expect_argv(&a, expected);
	app_argv_release(&a);
}

static void
test_other_addresses_that_are_none_are_left_out(void **state)
{
	static const struct app_subject s = {
		.url = "http://u/", .original = "javascript:alert(1)", .amp = "-oX",
		.canonical = "http://a@b/"
	};
	static const char *const expected[] = { "x", "", "", "", NULL };
	struct nr_error err = NR_ERROR_INIT;
	struct app_argv a;

	(void)state;
	assert_int_equal(substitute("x %o %a %c", &s, &a, &err), 0);
	expect_argv(&a, expected);
	app_argv_release(&a);
}

static void
test_article_cannot_give_an_option(void **state)
{
	static const struct app_subject s = {
		.url = "http://u/", .title = "-oX", .provider = "--help", .file = "-f"
	};
	static const struct { const char *text; const char *expected[5]; } cases[] = {
		{ "x %f", { "x", "./-f" } },
		{ "x %o%f", { "x", "./-f" } },
		{ "x -%f", { "x", "--f" } },
		{ "x -t%t", { "x", "-t-oX" } },
		{ "x t%t", { "x", "t-oX" } },
		{ "x %u%t", { "x", "http://u/-oX" } },
		{ "x %t", { NULL } },
		{ "x %p", { NULL } },
		{ "x %o%t", { NULL } },
		{ "x %u -- %t", { NULL } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_error err = NR_ERROR_INIT;
		struct app_argv a = { NULL, 0 };
		int rc = substitute(cases[i].text, &s, &a, &err);

		if (cases[i].expected[0]) {
			assert_int_equal(rc, 0);
			expect_argv(&a, cases[i].expected);
			app_argv_release(&a);
		} else {
			assert_int_equal(rc, -1);
			assert_int_equal(err.code, NR_ERR_INPUT);
			assert_non_null(strstr(err.text, "would be taken for an option"));
			assert_null(a.v);
		}
	}
}

static void
test_article_cannot_name_the_program(void **state)
{
	static const struct app_subject s = { .url = "http://u/", .title = "rm" };
	static const char *const cases[] = { "%t", "%u", "/bin/%t -r" };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_error err = NR_ERROR_INIT;
		struct app_argv a = { NULL, 0 };

		assert_int_equal(substitute(cases[i], &s, &a, &err), -1);
		assert_int_equal(err.code, NR_ERR_USAGE);
		assert_null(a.v);
	}
}

static void
test_editor_is_the_first_that_is_set(void **state)
{
	static const struct {
		const char *option, *visual, *editor;
		const char *expected[5];
	} cases[] = {
		{ "ed -s", "v", "e", { "ed", "-s", "+7", "/f" } },
		{ "", "v 'a b'", "e", { "v", "a b", "+7", "/f" } },
		{ "", "", "e", { "e", "+7", "/f" } },
		{ "", NULL, NULL, { "vi", "+7", "/f" } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_options *o = nr_options_new();
		struct nr_error err = NR_ERROR_INIT;
		struct app_argv a;

		unsetenv("VISUAL");
		unsetenv("EDITOR");
		if (cases[i].visual)
			setenv("VISUAL", cases[i].visual, 1);
		if (cases[i].editor)
			setenv("EDITOR", cases[i].editor, 1);
		assert_int_equal(nr_options_set(o, "editor", cases[i].option, &err), 0);
		assert_int_equal(app_editor_argv(o, "/f", 7, &a, &err), 0);
		expect_argv(&a, cases[i].expected);
		app_argv_release(&a);
		nr_options_free(o);
	}
}

static void
test_editor_takes_any_file_name_as_a_file(void **state)
{
	static const struct {
		const char *file;
		unsigned line;
		const char *expected[4];
	} cases[] = {
		{ "/a/%f 'x' $(y)", 0, { "ed", "/a/%f 'x' $(y)" } },
		{ "-c!reboot", 3, { "ed", "+3", "./-c!reboot" } },
		{ "+!reboot", 0, { "ed", "./+!reboot" } },
		{ "a\nb", 4294967295u, { "ed", "+4294967295", "a\nb" } },
	};
	struct nr_options *o = nr_options_new();
	struct nr_error err = NR_ERROR_INIT;

	(void)state;
	assert_int_equal(nr_options_set(o, "editor", "ed", &err), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct app_argv a;

		assert_int_equal(
			app_editor_argv(o, cases[i].file, cases[i].line, &a, &err), 0);
		expect_argv(&a, cases[i].expected);
		app_argv_release(&a);
	}
	nr_options_free(o);
}

static void
test_editor_with_an_open_quote_is_refused(void **state)
{
	struct nr_options *o = nr_options_new();
	struct nr_error err = NR_ERROR_INIT;
	struct app_argv a = { NULL, 0 };

	(void)state;
	assert_int_equal(nr_options_set(o, "editor", "ed 'x", &err), 0);
	assert_int_equal(app_editor_argv(o, "/f", 1, &a, &err), -1);
	assert_int_equal(err.code, NR_ERR_USAGE);
	assert_null(a.v);
	nr_options_free(o);
}

static void
test_article_cannot_be_a_part_of_a_script(void **state)
{
	static const char *const refused[] = {
		"sh -c 'w3m %u'", "/bin/sh -c \"w3m '%u'\"", "bash -c w3m\\ %t", "dash -ec %u",
		"zsh -lc 'x %o'", "ksh -o errexit -c 'x %u'", "ksh93 -c %p", "bash -eo pipefail -c %u",
		"bash -euoc pipefail %u", "bash +o history -c %u", "bash --rcfile x -c %u",
		"bash --norc -c -e %u", "sh -c -- 'x %u'", "sh -c", "bash -lc", "sh -c x%f y",
		"fish -c 'x %u'", "fish -c'x %u'", "fish --command='x %u'", "fish --command %u",
		"busybox sh -c %u", "env sh -c %u", "env -i A=b /usr/bin/bash -c 'x %u'",
		"env -S 'w3m %u'", "nice -n 5 setsid sh -c %u", "xterm -e sh -c 'x %u'",
		"csh -c %u", "su -c 'x %u' user", "python3 -c 'x(\"%u\")'", "python3.11 -cx%u",
		"python -W ignore -c %u", "perl -e 'x(%u)'", "perl -lne %u", "perl -w -E %u",
		"ruby -e %u", "node --eval=%u", "node -e %u", "lua5.4 -e %u", "php -r %u",
		"emacsclient -e '(x \"%u\")'", "emacs --eval '(x \"%u\")'", "bash5.2 -c %u",
		"awk %t", "awk", "awk -F x '/%t/' y", "gawk -e '{ print \"%t\" }'", "sed s/x/%t/",
		"sed -n -e s/x/%t/ y", "vim -c /%t x", "vim +/%t x", "tmux new 'w3m %u'",
		"sh -c '%%%u'", "perl -e x -e %u", "osascript -e 'open location \"%u\"'",
	};
	static const char *const taken[] = {
		"sh -c 'w3m \"$1\"' sh %u", "sh -c 'x \"$@\"'", "bash -lc 'x' -- %u %t",
		"bash -o pipefail -c 'x' _ %u", "sh -c 'x 100%% $1 %s' sh %u", "sh x.sh %u",
		"sh x.sh -c %u", "sh -e -- x.sh -c %u", "w3m -c %u", "env A=%u w3m",
		"python3 -c 'import sys' %u", "python3 x.py -c %u", "python3 -m webbrowser %u",
		"perl -e x %u", "perl x.pl -e %u", "env -u A w3m %u", "bash.d/open -c %u",
		"fish -c x %u", "shx -c %u", "xterm -e w3m %u", "sh",
		"awk -f x %u", "awk -v x=%t p", "sed -e p %f", "vim +7 %f", "tmux new w3m %u",
	};
	struct app_subject s = { .url = "https://x.org/", .original = "https://y.org/",
		.title = "T", .provider = "P", .file = "/f" };

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct nr_error err = NR_ERROR_INIT;
		struct app_argv a, out;

		assert_int_equal(app_argv_split(refused[i], &a, &err), 0);
		if (app_argv_substitute(&a, &s, &out, &err) == 0)
			fail_msg("not refused: %s", refused[i]);
		assert_int_equal(err.code, NR_ERR_USAGE);
		assert_non_null(strstr(err.text, " takes for code; write: sh -c '... \"$1\"' sh %"));
		app_argv_release(&a);
	}
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++) {
		struct nr_error err = NR_ERROR_INIT;
		struct app_argv a, out;

		assert_int_equal(app_argv_split(taken[i], &a, &err), 0);
		if (app_argv_substitute(&a, &s, &out, &err) < 0)
			fail_msg("%s: %s", taken[i], err.text);
		app_argv_release(&out);
		app_argv_release(&a);
	}
}

static void
test_refusal_of_a_script_names_program_and_sequence(void **state)
{
	struct app_subject s = { .url = "https://x.org/", .title = "T" };
	struct nr_error err = NR_ERROR_INIT;
	struct app_argv a, out;

	(void)state;
	assert_int_equal(app_argv_split("env /bin/bash -c 'say %t'", &a, &err), 0);
	assert_int_equal(app_argv_substitute(&a, &s, &out, &err), -1);
	assert_string_equal(err.text,
		"cannot run bash with %t, which it takes for code; write: sh -c '... \"$1\"' sh %t");
	app_argv_release(&a);
	assert_int_equal(app_argv_split("ssh host w3m %u", &a, &err), 0);
	assert_int_equal(app_argv_substitute(&a, &s, &out, &err), -1);
	assert_string_equal(err.text, "cannot run ssh with %u, which it takes for code");
	app_argv_release(&a);
}

static void
test_address_of_a_command_is_checked_and_escaped(void **state)
{
	static const struct { const char *url, *expected; } cases[] = {
		{ "https://x.org/a", "https://x.org/a" },
		{ "https://x.org/\xc3\xa9", "https://x.org/%C3%A9" },
		{ "javascript:alert(1)", "" }, { "https://x.org/a b", "" }, { NULL, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct app_subject s = { .url = cases[i].url };
		struct nr_error err = NR_ERROR_INIT;
		struct app_argv a;

		assert_int_equal(app_argv_fill("open %u", &s, &a, &err), 0);
		expect_argv(&a, (const char *const[]){ "open", cases[i].expected, NULL });
		app_argv_release(&a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_template_is_split_as_a_shell_would),
		cmocka_unit_test(test_template_that_is_empty_or_open_is_refused),
		cmocka_unit_test(test_sequences_are_put_into_single_arguments),
		cmocka_unit_test(test_what_is_put_in_is_never_read_again),
		cmocka_unit_test(test_missing_values_are_empty),
		cmocka_unit_test(test_other_addresses_that_are_none_are_left_out),
		cmocka_unit_test(test_article_cannot_give_an_option),
		cmocka_unit_test(test_article_cannot_name_the_program),
		cmocka_unit_test(test_article_cannot_be_a_part_of_a_script),
		cmocka_unit_test(test_refusal_of_a_script_names_program_and_sequence),
		cmocka_unit_test(test_address_of_a_command_is_checked_and_escaped),
		cmocka_unit_test(test_editor_is_the_first_that_is_set),
		cmocka_unit_test(test_editor_takes_any_file_name_as_a_file),
		cmocka_unit_test(test_editor_with_an_open_quote_is_refused),
	};

	return cmocka_run_group_tests_name("argv", tests, NULL, NULL);
}
