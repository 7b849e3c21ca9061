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
#include "newsreader/conf.h"
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

/* What a file holds are options alone. */
static int
take(void *ctx, const struct nr_conf_line *line, struct nr_error *err)
{
	struct fixture *f = ctx;

	if (line->kind != NR_CONF_OPTION)
		return nr_conf_refuse(line, 0, err, "a command");
	return nr_options_set(f->o, line->words[0], line->words[1], err);
}

static int
read_file(struct fixture *f, const char *path, bool must_exist)
{
	return nr_conf_read(path, must_exist, take, f, &f->diags, &f->err);
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
	assert_int_equal(read_file(f, f->path, true), 0);
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
	expect_diag(f, 0, "config:1: unknown option 'brower'; did you mean 'browser'?");
	expect_diag(f, 1, "config:2: option 'mouse' takes yes|no, not 'perhaps'");
	expect_diag(f, 2, "config:3:1: a command");
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
	assert_int_equal(read_file(f, f->path, true), 0);
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
	size_t n = NR_CONF_FILE_MAX + 1;
	char *text = malloc(n);

	assert_non_null(text);
	memset(text, '#', n);
	write_config(f, text, n - 1);
	assert_int_equal(read_file(f, f->path, true), 0);
	write_config(f, text, n);
	assert_int_equal(read_file(f, f->path, true), -1);
	assert_int_equal(f->err.code, NR_ERR_LIMIT);
	free(text);
}

static void
test_missing_file_is_an_error_only_when_it_must_exist(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(read_file(f, f->path, false), 0);
	assert_int_equal(read_file(f, f->path, true), -1);
	assert_non_null(strstr(f->err.text, f->path));
}

static void
test_folder_as_file_is_an_error(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(read_file(f, f->dir, false), -1);
}

/* ---- lines ---- */

static void
read_text(struct nr_conf_line *l, const char *text)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_conf_line_read(l, text, strlen(text), &err), 0);
}

static void
test_line_is_an_option_or_a_command(void **state)
{
	static const struct {
		const char *text;
		enum nr_conf_kind kind;
		const char *words[5];
	} cases[] = {
		{ "", NR_CONF_EMPTY, { NULL } },
		{ " \t# order = heat", NR_CONF_EMPTY, { NULL } },
		{ "order = heat", NR_CONF_OPTION, { "order", "heat" } },
		{ "order=heat", NR_CONF_OPTION, { "order", "heat" } },
		{ "set order = heat", NR_CONF_OPTION, { "order", "heat" } },
		{ "set\torder=heat # date", NR_CONF_OPTION, { "order", "heat" } },
		{ "set = x", NR_CONF_OPTION, { "set", "x" } },
		{ "set=x", NR_CONF_OPTION, { "set", "x" } },
		{ "= x", NR_CONF_OPTION, { "", "x" } },
		{ "editor = a = b", NR_CONF_OPTION, { "editor", "a = b" } },
		{ "set order", NR_CONF_COMMAND, { "set", "order" } },
		{ "order heat", NR_CONF_COMMAND, { "order", "heat" } },
		{ "bind any = zoom", NR_CONF_COMMAND, { "bind", "any", "=", "zoom" } },
		{ "color title fg=blue", NR_CONF_COMMAND, { "color", "title", "fg=blue" } },
		{ "a 'b c' \"d 'e'\" f\"g h\"i", NR_CONF_COMMAND,
			{ "a", "b c", "d 'e'", "fg hi" } },
		{ "a \"b \\\" \\\\ \\n\" 'c \\ \"' \\", NR_CONF_COMMAND,
			{ "a", "b \" \\ \\n", "c \\ \"", "\\" } },
		{ "a \"\" '#' b#c # d", NR_CONF_COMMAND, { "a", "", "#", "b#c" } },
		{ "a -- b", NR_CONF_COMMAND, { "a" } },
		{ "-- b", NR_CONF_COMMAND, { "--", "b" } },
		{ "a --b '--' c->d", NR_CONF_COMMAND, { "a", "--b", "--", "c->d" } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_conf_line l = NR_CONF_LINE_INIT;
		size_t n = 0;

		read_text(&l, cases[i].text);
		assert_int_equal(l.kind, cases[i].kind);
		for (; cases[i].words[n]; n++) {
			assert_true(n < l.n);
			assert_string_equal(l.words[n], cases[i].words[n]);
		}
		assert_int_equal(l.n, n);
		nr_conf_line_release(&l);
	}
}

static void
test_words_have_columns_and_the_text_they_were_written_as(void **state)
{
	struct nr_conf_line l = NR_CONF_LINE_INIT;
	struct nr_error err = NR_ERROR_INIT;
	char *rest;

	(void)state;
	read_text(&l, "  bind  any ',' a \"b  c\" ;  d  # e");
	assert_int_equal(l.n, 7);
	assert_int_equal(l.cols[0], 3);
	assert_int_equal(l.cols[2], 13);
	assert_int_equal(l.cols[7], 30);
	rest = nr_conf_line_rest(&l, 3);
	assert_string_equal(rest, "a \"b  c\" ;  d");
	free(rest);
	rest = nr_conf_line_rest(&l, 7);
	assert_string_equal(rest, "");
	free(rest);
	assert_int_equal(nr_conf_refuse(&l, 2, &err, "no %s", "key"), -1);
	assert_string_equal(err.text, "no key");
	assert_int_equal(err.col, 13);
	nr_conf_refuse(&l, 9, &err, "too few");
	assert_int_equal(err.col, 30);
	nr_conf_line_release(&l);
	/* One end of a command for all. */
	read_text(&l, "a ;\"\" b");
	assert_string_equal(nr_conf_command_end(l.text), "");
	nr_conf_line_release(&l);
}

static void
test_free_text_is_raw(void **state)
{
	static const struct { const char *text, *rest, *free; } cases[] = {
		{ "a b", "b", NULL },
		{ "a b --", "b", "" },
		{ "a b --  it's # \"c ", "b", "it's # \"c" },
		{ "a b ->\tc -- d", "b", "c -- d" },
		{ "a b # -- c", "b", NULL },
		{ "a 'b -- c'", "'b -- c'", NULL },
		{ "a -- b", "", "b" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_conf_line l = NR_CONF_LINE_INIT;
		char *rest;

		read_text(&l, cases[i].text);
		rest = nr_conf_line_rest(&l, 1);
		assert_string_equal(rest, cases[i].rest);
		if (cases[i].free)
			assert_string_equal(l.free, cases[i].free);
		else
			assert_null(l.free);
		free(rest);
		nr_conf_line_release(&l);
	}
}

static void
test_commands_are_parted_by_a_semicolon_between_blanks(void **state)
{
	static const struct { const char *text; size_t end; } cases[] = {
		{ "", 0 }, { "a", 1 }, { "a ; b ; c", 2 }, { "a;b", 3 }, { "a ';' ; b", 6 },
		{ "; a", 0 }, { "a 'b ; c' ;", 10 }, { "a -- b ; c", 10 }, { "a 'b ; c", 8 },
		{ "a # b ; c", 9 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(nr_conf_command_end(cases[i].text) - cases[i].text,
			cases[i].end);
}

static void
test_wrong_line_is_refused_with_the_column(void **state)
{
	static const struct { const char *text; unsigned col; const char *expected; } cases[] = {
		{ "a 'b", 3, "this quote is never closed" },
		{ "a b\"c\" d'", 9, "this quote is never closed" },
		{ "a = \"b", 5, "this quote is never closed" },
		{ "a\x1b", 2, "a control character" },
		{ "a\x7f", 2, "a control character" },
		{ "a\xc2\x9b", 2, "a control character" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_conf_line l = NR_CONF_LINE_INIT;
		struct nr_error err = NR_ERROR_INIT;

		assert_int_equal(nr_conf_line_read(&l, cases[i].text, strlen(cases[i].text),
			&err), -1);
		assert_string_equal(err.text, cases[i].expected);
		assert_int_equal(err.col, cases[i].col);
		nr_conf_line_release(&l);
	}
}

static void
test_line_over_the_limit_is_refused(void **state)
{
	struct nr_conf_line l = NR_CONF_LINE_INIT;
	struct nr_error err = NR_ERROR_INIT;
	char *text = malloc(NR_CONF_LINE_MAX + 1);

	(void)state;
	assert_non_null(text);
	memset(text, 'a', NR_CONF_LINE_MAX + 1);
	assert_int_equal(nr_conf_line_read(&l, text, NR_CONF_LINE_MAX, &err), 0);
	nr_conf_line_release(&l);
	assert_int_equal(nr_conf_line_read(&l, text, NR_CONF_LINE_MAX + 1, &err), -1);
	nr_conf_line_release(&l);
	free(text);
}

static void
test_nearest_name_is_similar(void **state)
{
	static const struct { const char *name, *expected; } cases[] = {
		{ "colour", "color" }, { "COLOR", "color" }, { "sorce", "source" },
		{ "frobnicate", NULL }, { "fit", NULL }, { "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_nearest near = nr_nearest_to(cases[i].name);

		nr_nearest_try(&near, "set");
		nr_nearest_try(&near, "source");
		nr_nearest_try(&near, "color");
		if (cases[i].expected)
			assert_string_equal(near.found, cases[i].expected);
		else
			assert_null(near.found);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_file_values_are_read_bare_and_quoted),
		TEST(test_wrong_line_names_line_and_column_and_the_rest_counts),
		TEST(test_nul_byte_in_the_file_loses_its_line_only),
		TEST(test_warnings_of_a_file_are_limited),
		TEST(test_file_over_the_limit_is_an_error),
		TEST(test_missing_file_is_an_error_only_when_it_must_exist),
		TEST(test_folder_as_file_is_an_error),
		TEST(test_line_is_an_option_or_a_command),
		TEST(test_words_have_columns_and_the_text_they_were_written_as),
		TEST(test_free_text_is_raw),
		TEST(test_commands_are_parted_by_a_semicolon_between_blanks),
		TEST(test_wrong_line_is_refused_with_the_column),
		TEST(test_line_over_the_limit_is_refused),
		TEST(test_nearest_name_is_similar),
	};

	return cmocka_run_group_tests_name("conf", tests, NULL, NULL);
}
