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

#include "lib/config_line.h"
#include "newsreader/buf.h"
#include "newsreader/fs.h"

struct fixture {
	struct app_config c;
	struct nr_error err;
	bool changed[NR_OPT_COUNT];
	char dir[64];
};

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	app_config_init(&f->c);
	snprintf(f->dir, sizeof(f->dir), "/tmp/config-XXXXXX");
	if (!mkdtemp(f->dir))
		return -1;
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;
	static const char *const names[] = { "config", "a", "b", "c c" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char *path = nr_fs_join(f->dir, names[i]);

		unlink(path);
		free(path);
	}
	rmdir(f->dir);
	app_config_release(&f->c);
	free(f);
	return 0;
}

static void
write_file(struct fixture *f, const char *name, const char *text)
{
	char *path = nr_fs_join(f->dir, name);
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
	free(path);
}

static void
start(struct fixture *f, const char *text)
{
	char *path = nr_fs_join(f->dir, "config");

	write_file(f, "config", text);
	assert_int_equal(app_config_start(&f->c, path, true, &f->err), 0);
	free(path);
}

static void
reload(struct fixture *f, const char *text)
{
	write_file(f, "config", text);
	assert_int_equal(app_config_reload(&f->c, f->changed, &f->err), 0);
}

static void
expect(struct fixture *f, enum nr_option id, const char *expected)
{
	assert_string_equal(nr_options_string(f->c.options, id), expected);
}

/* Take the folder out of what a message has. */
static void
cut(struct nr_buf *text, const char *dir)
{
	char *at = strstr(text->data, dir);
	size_t n = strlen(dir) + 1;

	if (at) {
		memmove(at, at + n, strlen(at + n) + 1);
		nr_buf_truncate(text, text->len - n);
	}
}

/* All mistakes, one a line, without the folder. */
static void
expect_mistakes(struct fixture *f, const char *expected)
{
	struct nr_buf text = NR_BUF_INIT;

	for (size_t i = 0; i < f->c.read.mistakes.n; i++) {
		struct nr_diag d = f->c.read.mistakes.v[i];

		d.path += strlen(f->dir) + 1;
		nr_diag_format(&d, &text);
		nr_buf_addch(&text, '\n');
		cut(&text, f->dir);
	}
	assert_string_equal(nr_buf_str(&text), expected);
	nr_buf_release(&text);
}

/* A line of the prompt; "" or what is wrong with it. */
static void
enter(struct fixture *f, const char *text, const char *expected)
{
	struct nr_error err = NR_ERROR_INIT;

	config_line(&f->c, text, f->changed, &err);
	assert_string_equal(err.text, expected);
}

static void
test_every_mistake_is_told_with_its_place_and_the_rest_holds(void **state)
{
	struct fixture *f = *state;

	start(f, "brower = x\n"
		"  mouse = perhaps\n"
		"nonsense\n"
		"sorce file\n"
		"order heat\n"
		"quit\n"
		"brwser firefox\n"
		"set order\n"
		"set ordr\n"
		"source none # a comment\n"
		"alias x qit\n"
		"alias quit zoom\n"
		"alias x zoom ;\n"
		"alias X zoom\n"
		"source 'a\n"
		"columns = mark date:age titel\n"
		"set columns = \"title prvider:9\"\n"
		"order = heat\n");
	expect_mistakes(f,
		"config:1:1: unknown option 'brower'; did you mean 'browser'?\n"
		"config:2:11: option 'mouse' takes yes|no, not 'perhaps'\n"
		"config:3:1: unknown command 'nonsense'\n"
		"config:4:1: unknown command 'sorce'; did you mean 'source'?\n"
		"config:5:1: 'order' is an option: order = VALUE\n"
		"config:6:1: 'quit' is not a configuration command\n"
		"config:7:1: unknown command 'brwser'; did you mean 'browser = VALUE'?\n"
		"config:8:5: set takes NAME = VALUE\n"
		"config:9:5: unknown option 'ordr'; did you mean 'order'?\n"
		"config:10:8: none: No such file or directory\n"
		"config:11:9: unknown command 'qit'; did you mean 'quit'?\n"
		"config:12:7: 'quit' is a command already\n"
		"config:13:15: a command is missing here\n"
		"config:14:7: an alias has a name of the letters a to z, digits and '-'\n"
		"config:15:8: this quote is never closed\n"
		"config:16:25: unknown column 'titel'; did you mean 'title'?\n"
		"config:17:22: unknown column 'prvider'; did you mean 'provider'?\n");
	expect(f, NR_OPT_COLUMNS, "mark date:relative provider:14 title heat:bar");
	expect(f, NR_OPT_ORDER, "heat");
}

static void
test_last_word_counts(void **state)
{
	struct fixture *f = *state;

	start(f, "order = heat\nset order = title\nalias x zoom\nalias x quit\n");
	expect_mistakes(f, "");
	expect(f, NR_OPT_ORDER, "title");
	assert_string_equal(app_config_alias(&f->c, "x"), "quit");
	assert_int_equal(f->c.read.aliases.n, 1);
}

static void
test_other_files_are_read_in_place(void **state)
{
	struct fixture *f = *state;

	write_file(f, "a", "order = heat\nsource 'c c'\n");
	write_file(f, "c c", "mouse = yes\nmouse = perhaps\n");
	start(f, "order = title\nsource a\nsource ./a\nascii = yes\n");
	expect(f, NR_OPT_ORDER, "heat");
	expect(f, NR_OPT_MOUSE, "yes");
	expect(f, NR_OPT_ASCII, "yes");
	expect_mistakes(f, "c c:2:9: option 'mouse' takes yes|no, not 'perhaps'\n"
		"./c c:2:9: option 'mouse' takes yes|no, not 'perhaps'\n");
	assert_int_equal(f->c.read.origins[NR_OPT_MOUSE].line, 1);
	assert_true(f->c.read.n_files >= 3);
}

static void
test_files_that_include_each_other_are_told_once(void **state)
{
	struct fixture *f = *state;

	write_file(f, "a", "source b\norder = heat\n");
	write_file(f, "b", "source a\nmouse = yes\n");
	start(f, "source a\n");
	expect_mistakes(f, "b:1:8: this file is being read already\n");
	expect(f, NR_OPT_ORDER, "heat");
	expect(f, NR_OPT_MOUSE, "yes");
}

static void
test_number_of_files_is_limited(void **state)
{
	struct fixture *f = *state;
	struct nr_buf text = NR_BUF_INIT;

	write_file(f, "a", "");
	for (int i = 0; i < APP_CONFIG_FILES; i++) {
		nr_buf_addz(&text, "source ");
		for (int k = 0; k < i; k++)
			nr_buf_addz(&text, "./");
		nr_buf_addz(&text, "a\n");
	}
	start(f, nr_buf_str(&text));
	expect_mistakes(f, "config:64:8: at most 64 files, 8 of them inside each other, are"
		" read\n");
	nr_buf_release(&text);
}

static void
test_alias_keeps_its_commands_as_they_were_written(void **state)
{
	struct fixture *f = *state;

	start(f, "alias one   zoom ; next-article  # twice\n"
		"alias two one ; set order\n");
	expect_mistakes(f, "");
	assert_string_equal(app_config_alias(&f->c, "one"), "zoom ; next-article");
	assert_string_equal(app_config_alias(&f->c, "two"), "one ; set order");
	assert_null(app_config_alias(&f->c, "three"));
}

/* Lines with commands that run later, and their mistake. */
static const struct {
	const char *line, *mistake;
} later[] = {
	{ "bind any , set rows = 2 ; rows=1 ; set rows", "" },
	{ "bind any , set rows = 3", "23: option 'rows' takes auto|1|2, not '3'" },
	{ "bind any , down ; rows = 3", "26: option 'rows' takes auto|1|2, not '3'" },
	{ "bind any , roows = 1", "12: unknown option 'roows'; did you mean 'rows'?" },
	{ "bind any , set roows", "16: unknown option 'roows'; did you mean 'rows'?" },
	{ "bind any , set theme = nigth",
		"24: unknown theme 'nigth'; did you mean 'night'?" },
	{ "bind any , frist", "12: unknown command 'frist'; did you mean 'first'?" },
	{ "bind any , down ;  later", "20: unknown command 'later'; an alias is defined"
		" above its use" },
	{ "bind any ,", "11: a command is missing here" },
	{ "bind any , first ;", "19: a command is missing here" },
	{ "bind any , first ; ; last", "20: a command is missing here" },
	{ "bind any , first x", "18: nothing may follow 'first'" },
	{ "bind any , layout broad", "19: 'layout' takes auto|wide|narrow|single, not"
		" 'broad'" },
	{ "bind any , pipe sh -c 'wc ; cat' ; write ~/x", "" },
	{ "bind any , x pipe", "" },
	{ "bind any , x", "" },
	{ "bind any , by heat", "" },
	{ "bind any , twice heat", "" },
	{ "bind any , twice ; by heet", "23: 'order' takes date|heat|provider|title, not"
		" 'heet'" },
	{ "bind any , color titel bold", "18: unknown role 'titel'; did you mean"
		" 'title'?" },
	{ "bind any , color title bold ; source ; source ~/x", "" },
	{ "bind any , source x", "19: the name of a file begins with / or ~/ here" },
	{ "bind any , keys mut", "17: unknown preset 'mut'; did you mean 'mutt'?" },
	{ "bind any , bind list x first -- help", "" },
	{ "bind any , bind lsit x first", "17: unknown context 'lsit'; did you mean"
		" 'list'?" },
	{ "bind any , bind list x frist", "24: unknown command 'frist'; did you mean"
		" 'first'?" },
	{ "bind any , alias q down", "18: 'q' is a command already" },
	{ "alias y down ; frist", "16: unknown command 'frist'; did you mean 'first'?" },
	{ "alias y later", "9: unknown command 'later'; an alias is defined above its use" },
	{ "bind any , bind any a bind any b bind any c bind any d bind any e bind any f"
		" bind any g bind any h bind any i first",
		"100: more than 8 commands inside each other" },
};

static void
test_commands_that_run_later_are_checked_when_they_are_read(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(later) / sizeof(later[0]); i++) {
		struct nr_buf text = NR_BUF_INIT, mistake = NR_BUF_INIT;

		nr_buf_addf(&text, "alias by order\nalias twice down ; by\nalias x pipe ; down"
			" ; run\n%s\n", later[i].line);
		if (*later[i].mistake != '\0')
			nr_buf_addf(&mistake, "config:4:%s\n", later[i].mistake);
		if (i == 0)
			start(f, nr_buf_str(&text));
		else
			reload(f, nr_buf_str(&text));
		expect_mistakes(f, nr_buf_str(&mistake));
		nr_buf_release(&text);
		nr_buf_release(&mistake);
	}
}

static void
test_reload_tells_what_has_changed(void **state)
{
	struct fixture *f = *state;

	start(f, "order = heat\nmouse = yes\nalias x zoom\n");
	reload(f, "order = heat\nascii = yes\n");
	for (int i = 0; i < NR_OPT_COUNT; i++)
		assert_int_equal(f->changed[i], i == NR_OPT_MOUSE || i == NR_OPT_ASCII);
	expect(f, NR_OPT_MOUSE, "no");
	expect(f, NR_OPT_ASCII, "yes");
	assert_null(app_config_alias(&f->c, "x"));
}

static void
test_wrong_line_keeps_the_old_value_at_a_reload(void **state)
{
	struct fixture *f = *state;

	start(f, "order = heat\nmouse = yes\nalias x zoom\nalias y quit\n");
	reload(f, "order = heet\nascii = yes\nalias x zom\nalias z zoom\n");
	expect(f, NR_OPT_ORDER, "heat");
	expect(f, NR_OPT_MOUSE, "no");
	expect(f, NR_OPT_ASCII, "yes");
	assert_string_equal(app_config_alias(&f->c, "x"), "zoom");
	assert_string_equal(app_config_alias(&f->c, "z"), "zoom");
	expect_mistakes(f, "config:1:9: option 'order' takes date|heat|provider|title, not"
		" 'heet'\nconfig:3:9: unknown command 'zom'; did you mean 'zoom'?\n");
	reload(f, "alias z quit\n");
	expect(f, NR_OPT_ORDER, "date");
	expect_mistakes(f, "");
	assert_null(app_config_alias(&f->c, "x"));
	assert_string_equal(app_config_alias(&f->c, "z"), "quit");
}

static void
test_command_line_outlasts_a_reload(void **state)
{
	struct fixture *f = *state;

	start(f, "order = heat\n");
	assert_int_equal(app_config_argument(&f->c, NULL, "order=title", &f->err), 0);
	assert_int_equal(app_config_argument(&f->c, "mouse", "yes", &f->err), 0);
	expect(f, NR_OPT_ORDER, "title");
	reload(f, "order = provider\nmouse = no\n");
	expect(f, NR_OPT_ORDER, "title");
	expect(f, NR_OPT_MOUSE, "yes");
	assert_int_equal(f->c.read.origins[NR_OPT_ORDER].kind, APP_ORIGIN_ARGUMENT);
	assert_int_equal(app_config_argument(&f->c, NULL, "order=x", &f->err), -1);
	assert_int_equal(app_config_argument(&f->c, NULL, "order", &f->err), -1);
}

static void
test_prompt_sets_until_the_file_changes_the_value(void **state)
{
	struct fixture *f = *state;

	start(f, "order = heat\n");
	enter(f, "order=title", "");
	enter(f, "set mouse = yes", "");
	enter(f, "mouse = maybe", "option 'mouse' takes yes|no, not 'maybe'");
	enter(f, "alias x zoom", "");
	enter(f, "theme = nihgt", "unknown theme 'nihgt'; did you mean 'night'?");
	expect(f, NR_OPT_ORDER, "title");
	reload(f, "order = heat\nascii = yes\n");
	expect(f, NR_OPT_ORDER, "title");
	expect(f, NR_OPT_MOUSE, "yes");
	assert_false(f->changed[NR_OPT_ORDER]);
	reload(f, "order = date\n");
	expect(f, NR_OPT_ORDER, "date");
}

static void
test_prompt_reads_files(void **state)
{
	struct fixture *f = *state;
	struct nr_buf line = NR_BUF_INIT;

	start(f, "order = heat\n");
	nr_buf_addf(&line, "source %s/a", f->dir);
	write_file(f, "a", "order = heet\nmouse = yes\n");
	enter(f, nr_buf_str(&line), "");
	assert_true(f->changed[NR_OPT_MOUSE]);
	assert_false(f->changed[NR_OPT_ORDER]);
	expect(f, NR_OPT_MOUSE, "yes");
	enter(f, nr_buf_str(&line), "");
	expect_mistakes(f, "a:1:9: option 'order' takes date|heat|provider|title, not 'heet'\n");
	nr_buf_release(&line);
}

static void
test_line_that_may_have_set_anything_keeps_all_old_values(void **state)
{
	static const char *const wrong[] = {
		"source none\n", "mosue = yes\n", "colr star fg=red\n", "mouse = \"yes\n",
	};
	struct fixture *f = *state;

	start(f, "order = heat\nmouse = yes\nalias x zoom\n");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct nr_buf text = NR_BUF_INIT;

		nr_buf_addf(&text, "order = title\n%s", wrong[i]);
		reload(f, nr_buf_str(&text));
		expect(f, NR_OPT_ORDER, "title");
		expect(f, NR_OPT_MOUSE, "yes");
		assert_string_equal(app_config_alias(&f->c, "x"), "zoom");
		nr_buf_release(&text);
	}
	reload(f, "order = title\nlayout = broad\n");	/* this one set the layout */
	expect(f, NR_OPT_MOUSE, "no");
	assert_null(app_config_alias(&f->c, "x"));
}

static void
test_commands_of_the_prompt_outlast_a_reload(void **state)
{
	struct fixture *f = *state;
	struct nr_buf line = NR_BUF_INIT;

	start(f, "order = heat\nalias x zoom\n");
	nr_buf_addf(&line, "source %s/a", f->dir);
	write_file(f, "a", "mouse = yes\nalias z zoom\n");
	enter(f, nr_buf_str(&line), "");
	enter(f, "alias y quit", "");
	enter(f, "alias w qit", "unknown command 'qit'; did you mean 'quit'?");
	reload(f, "order = title\n");
	assert_null(app_config_alias(&f->c, "x"));
	assert_string_equal(app_config_alias(&f->c, "y"), "quit");
	assert_string_equal(app_config_alias(&f->c, "z"), "zoom");
	expect(f, NR_OPT_MOUSE, "yes");
	reload(f, "order = heat\n");
	assert_string_equal(app_config_alias(&f->c, "y"), "quit");
	nr_buf_release(&line);
}

static void
test_file_read_at_the_prompt_counts_over_what_was_set_there(void **state)
{
	struct fixture *f = *state;
	struct nr_buf line = NR_BUF_INIT;

	start(f, "order = heat\n");
	nr_buf_addf(&line, "source %s/a", f->dir);
	write_file(f, "a", "order = heat\n");
	enter(f, "order = title", "");
	enter(f, nr_buf_str(&line), "");
	expect(f, NR_OPT_ORDER, "heat");
	assert_true(f->changed[NR_OPT_ORDER]);
	nr_buf_release(&line);
}

static int
mistakes_of(struct fixture *f, const char *text)
{
	struct nr_conf_line line = NR_CONF_LINE_INIT;
	struct nr_error err = NR_ERROR_INIT;
	int n;

	assert_int_equal(nr_conf_line_read(&line, text, strlen(text), &err), 0);
	n = app_config_line(&f->c, &line, f->changed, &err);
	nr_conf_line_release(&line);
	return n;
}

static void
test_mistakes_of_a_file_are_told_at_each_reading(void **state)
{
	struct fixture *f = *state;
	struct nr_buf line = NR_BUF_INIT;

	start(f, "mouse = perhaps\n");
	nr_buf_addf(&line, "source %s/a", f->dir);
	write_file(f, "a", "order = heet\n");
	assert_int_equal(mistakes_of(f, nr_buf_str(&line)), 1);
	write_file(f, "a", "order = haet\n");
	assert_int_equal(mistakes_of(f, nr_buf_str(&line)), 1);
	write_file(f, "a", "order = heat\n");
	assert_int_equal(mistakes_of(f, nr_buf_str(&line)), 0);
	expect_mistakes(f, "config:1:9: option 'mouse' takes yes|no, not 'perhaps'\n");
	nr_buf_release(&line);
}

static void
test_source_takes_back_what_the_prompt_set_and_a_file_sets(void **state)
{
	struct fixture *f = *state;

	start(f, "order = heat\nmouse = yes\n");
	assert_int_equal(app_config_argument(&f->c, "mouse", "no", &f->err), 0);
	assert_int_equal(mistakes_of(f, "order = date"), 0);
	assert_int_equal(mistakes_of(f, "rows = 2"), 0);
	reload(f, "order = heat\nmouse = yes\n");
	expect(f, NR_OPT_ORDER, "date");
	assert_int_equal(app_config_source(&f->c, f->changed, &f->err), 0);
	expect(f, NR_OPT_ORDER, "heat");
	assert_true(f->changed[NR_OPT_ORDER]);
	/* No file sets the one, and the command line outlasts a file. */
	expect(f, NR_OPT_ROWS, "2");
	expect(f, NR_OPT_MOUSE, "no");
	assert_false(f->changed[NR_OPT_ROWS] || f->changed[NR_OPT_MOUSE]);
}

static void
test_number_of_readings_is_limited(void **state)
{
	struct fixture *f = *state;
	struct nr_buf text = NR_BUF_INIT;

	write_file(f, "a", "");
	for (int i = 0; i < APP_CONFIG_FILES; i++)
		nr_buf_addz(&text, "source a\n");
	start(f, nr_buf_str(&text));
	expect_mistakes(f, "config:64:8: at most 64 files, 8 of them inside each other, are"
		" read\n");
	nr_buf_clear(&text);
	nr_buf_addf(&text, "source %s/a", f->dir);
	assert_int_equal(mistakes_of(f, nr_buf_str(&text)), 0);
	nr_buf_release(&text);
}

static void
test_file_that_cannot_be_read_leaves_all_as_it_was(void **state)
{
	struct fixture *f = *state;
	char *path = nr_fs_join(f->dir, "config");

	start(f, "order = heat\nmouse = perhaps\n");
	unlink(path);
	assert_int_equal(app_config_reload(&f->c, f->changed, &f->err), -1);
	expect(f, NR_OPT_ORDER, "heat");
	free(path);
}

static void
test_configuration_without_a_file_has_the_defaults(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(app_config_start(&f->c, NULL, false, &f->err), 0);
	assert_int_equal(app_config_argument(&f->c, "order", "heat", &f->err), 0);
	assert_int_equal(app_config_reload(&f->c, f->changed, &f->err), 0);
	expect(f, NR_OPT_ORDER, "heat");
	expect(f, NR_OPT_LAYOUT, "auto");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_every_mistake_is_told_with_its_place_and_the_rest_holds),
		TEST(test_last_word_counts),
		TEST(test_other_files_are_read_in_place),
		TEST(test_files_that_include_each_other_are_told_once),
		TEST(test_number_of_files_is_limited),
		TEST(test_alias_keeps_its_commands_as_they_were_written),
		TEST(test_commands_that_run_later_are_checked_when_they_are_read),
		TEST(test_reload_tells_what_has_changed),
		TEST(test_wrong_line_keeps_the_old_value_at_a_reload),
		TEST(test_command_line_outlasts_a_reload),
		TEST(test_prompt_sets_until_the_file_changes_the_value),
		TEST(test_prompt_reads_files),
		TEST(test_line_that_may_have_set_anything_keeps_all_old_values),
		TEST(test_commands_of_the_prompt_outlast_a_reload),
		TEST(test_file_read_at_the_prompt_counts_over_what_was_set_there),
		TEST(test_mistakes_of_a_file_are_told_at_each_reading),
		TEST(test_source_takes_back_what_the_prompt_set_and_a_file_sets),
		TEST(test_number_of_readings_is_limited),
		TEST(test_file_that_cannot_be_read_leaves_all_as_it_was),
		TEST(test_configuration_without_a_file_has_the_defaults),
	};

	return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
