#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/config_line.h"
#include "ui/complete.h"

static void
do_line(struct app_config *c, const char *text)
{
	struct nr_error err = NR_ERROR_INIT;
	bool changed[NR_OPT_COUNT];

	assert_int_equal(config_line(c, text, changed, &err), 0);
}

static int
setup(void **state)
{
	struct app_config *c = calloc(1, sizeof(*c));

	app_config_init(c);
	do_line(c, "alias fresh reload ; first");
	do_line(c, "unbind any all");
	do_line(c, "bind any gg first");
	do_line(c, "bind any gu next-unread");
	do_line(c, "bind list <Tab> next-pane");
	*state = c;
	return 0;
}

static int
teardown(void **state)
{
	app_config_release(*state);
	free(*state);
	return 0;
}

/* Complete the text; the names that are found, and what of the text stays before them. */
static void
expect(struct app_config *c, struct ui_folder *folder, enum ui_look look, const char *text,
	const char *kept, const char *names)
{
	struct ui_names found;
	struct nr_buf got = NR_BUF_INIT;

	ui_names_find(c, folder, text, strlen(text), look, &found);
	ui_names_add(&found, &got);
	assert_string_equal(nr_buf_str(&got), names);
	if (found.n)
		assert_int_equal(found.text - text, strlen(kept));
	ui_names_release(&found);
	nr_buf_release(&got);
}

static void
test_every_name_of_a_command_line_is_completed(void **state)
{
	static const struct {
		const char *text, *kept, *names;
	} cases[] = {
		{ "nex", "", "next-article next-unread next-match next-source next-pane" },
		{ "una", "", "" },
		{ "fre", "", "fresh" },
		{ "unb", "", "unbind" },
		{ "show-u", "", "show-unpublished=" },
		{ "down ; colu", "down ; ", "columns=" },
		{ "order h", "order ", "heat" },
		{ "down ; layout w", "down ; layout ", "wide" },
		{ "down ; fre", "down ; ", "fresh" },
		{ "set ro", "set ", "rows" },
		{ "set rows = ", "set rows = ", "auto 1 2" },
		{ "set mouse=n", "set mouse=", "no" },
		{ "rows = a", "rows = ", "auto" },
		{ "theme = n", "theme = ", "night" },
		{ "theme = a", "theme = ", "auto:" },
		{ "theme = auto:paper,n", "theme = auto:paper,", "night" },
		{ "columns = mark he", "columns = mark ", "heat" },
		{ "columns = dat", "columns = ", "date" },
		{ "columns = date", "columns = ", "date date:relative date:age date:iso" },
		{ "columns = date:", "columns = ", "date:relative date:age date:iso" },
		{ "color border-", "color ", "border-focus" },
		{ "color title b", "color title ", "bg= bold" },
		{ "color title bold fg=bright-b", "color title bold fg=", "bright-black bright-blue" },
		{ "bind m", "bind ", "menu" },
		{ "bind any <PgU", "bind any ", "<PgUp>" },
		{ "bind any <Tab><PgU", "bind any <Tab>", "<PgUp>" },
		{ "bind any x unb", "bind any x ", "unbind" },
		{ "bind any x down ; set theme = pa", "bind any x down ; set theme = ", "paper" },
		{ "unbind any ", "unbind any ", "all gg gu" },
		{ "unbind list <", "unbind list ", "<Tab>" },
		{ "keys v", "keys ", "vim" },
		{ "alias fr", "alias ", "fresh" },
		{ "alias x fr", "alias x ", "fresh" },
		{ "alias x order h", "alias x order ", "heat" },
		{ "quit ", "", "" },
		{ "set rows", "set ", "rows" },
		{ "set roes = ", "", "" },
	};
	struct ui_folder folder = { .path = NULL };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		expect(*state, &folder, UI_LOOK_AT_DISK, cases[i].text, cases[i].kept,
			cases[i].names);
	assert_null(folder.path);
}

static void
test_names_of_files_are_looked_up_once(void **state)
{
	struct ui_folder folder = { .path = NULL };
	char dir[] = "/tmp/completeXXXXXX";

	assert_non_null(mkdtemp(dir));
	assert_int_equal(chdir(dir), 0);
	assert_int_equal(mkdir("deep", 0700), 0);
	close(open("data", O_CREAT | O_WRONLY, 0600));
	close(open(".dot", O_CREAT | O_WRONLY, 0600));
	close(open("da ta", O_CREAT | O_WRONLY, 0600));
	close(open("deep/file", O_CREAT | O_WRONLY, 0600));
	expect(*state, &folder, UI_LOOK_AT_MEMORY, "source d", "", "");
	expect(*state, &folder, UI_LOOK_AT_DISK, "source d", "source ", "data deep/");
	expect(*state, &folder, UI_LOOK_AT_MEMORY, "write de", "write ", "deep/");
	expect(*state, &folder, UI_LOOK_AT_MEMORY, "write .", "write ", ".dot");
	expect(*state, &folder, UI_LOOK_AT_MEMORY, "write deep/", "", "");
	expect(*state, &folder, UI_LOOK_AT_DISK, "path = data:deep/", "path = data:deep/", "file");
	expect(*state, &folder, UI_LOOK_AT_DISK, "source none/", "", "");
	ui_folder_release(&folder);
	unlink("deep/file");
	unlink("data");
	unlink(".dot");
	unlink("da ta");
	rmdir("deep");
	assert_int_equal(chdir("/"), 0);
	rmdir(dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_every_name_of_a_command_line_is_completed,
			setup, teardown),
		cmocka_unit_test_setup_teardown(test_names_of_files_are_looked_up_once, setup,
			teardown),
	};

	return cmocka_run_group_tests_name("complete", tests, NULL, NULL);
}
