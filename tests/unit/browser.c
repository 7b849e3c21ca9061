#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/command.h"

static const char *const names[] = {
	"chrome", "w3m", "lynx", "links", "elinks", "xdg-open", "cha", "mine"
};

enum { N_NAMES = sizeof(names) / sizeof(*names) };

struct fixture {
	struct nr_options *o;
	struct nr_error err;
	char dir[64];		/* the only folder of $PATH */
};

static void
link_path(const struct fixture *f, const char *name, char out[128])
{
	snprintf(out, 128, "%s/%s", f->dir, name);
}

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->o = nr_options_new();
	snprintf(f->dir, sizeof(f->dir), "/tmp/browser-XXXXXX");
	if (!mkdtemp(f->dir))
		return -1;
	setenv("PATH", f->dir, 1);
	unsetenv("BROWSER");
	unsetenv("DISPLAY");
	unsetenv("WAYLAND_DISPLAY");
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;
	char path[128];

	for (size_t i = 0; i < N_NAMES; i++) {
		link_path(f, names[i], path);
		unlink(path);
	}
	rmdir(f->dir);
	nr_options_free(f->o);
	free(f);
	return 0;
}

static void
install(const struct fixture *f, const char *name)
{
	char path[128];

	link_path(f, name, path);
	assert_int_equal(symlink("/proc/self/exe", path), 0);
}

static void
set(struct fixture *f, const char *name, const char *value)
{
	assert_int_equal(nr_options_set(f->o, name, value, &f->err), 0);
}

static const struct app_subject subject = { .url = "http://u/", .title = "T" };

/* What opens the subject: its arguments parted by "|", and who gets the terminal. */
static void
expect(struct fixture *f, const char *expected, enum app_browser_kind kind)
{
	char joined[256] = "";
	struct app_browser b;
	size_t len = 0;

	if (app_browser_find(f->o, &subject, &b, &f->err) != 0)
		fail_msg("%s", f->err.text);
	for (size_t i = 0; i < b.argv.n; i++)
		len += (size_t)snprintf(joined + len, sizeof(joined) - len, "%s%s",
			i > 0 ? "|" : "", b.argv.v[i]);
	assert_string_equal(joined, expected);
	assert_int_equal(b.kind, kind);
	app_argv_release(&b.argv);
}

static void
expect_error(struct fixture *f, enum nr_errcode code, const char *expected)
{
	struct app_browser b;

	assert_int_equal(app_browser_find(f->o, &subject, &b, &f->err), -1);
	assert_int_equal(f->err.code, code);
	assert_string_equal(f->err.text, expected);
}

static void
test_option_comes_before_all_else(void **state)
{
	struct fixture *f = *state;

	install(f, "chrome");
	install(f, "w3m");
	setenv("BROWSER", "w3m", 1);
	set(f, "browser", "chrome --new '%t' %u");
	expect(f, "chrome|--new|T|http://u/", APP_BROWSER_WINDOW);
}

static void
test_option_naming_no_program_is_an_error(void **state)
{
	struct fixture *f = *state;

	install(f, "w3m");
	set(f, "browser", "chrome %u");
	expect_error(f, NR_ERR_NOT_FOUND,
		"browser not found: chrome (option \"browser\")");
	set(f, "browser", "/dev/null/none/chrome %u");
	expect_error(f, NR_ERR_NOT_FOUND,
		"browser not found: /dev/null/none/chrome (option \"browser\")");
}

static void
test_option_that_cannot_be_split_is_an_error(void **state)
{
	struct fixture *f = *state;

	set(f, "browser", "chrome '%u");
	expect_error(f, NR_ERR_USAGE, "a quote or backslash is left open in the command");
}

static void
test_folder_or_plain_file_is_no_program(void **state)
{
	struct fixture *f = *state;
	char path[128];
	FILE *file;

	link_path(f, "chrome", path);
	assert_int_equal(mkdir(path, 0755), 0);
	set(f, "browser", "chrome");
	expect_error(f, NR_ERR_NOT_FOUND,
		"browser not found: chrome (option \"browser\")");
	assert_int_equal(rmdir(path), 0);
	file = fopen(path, "w");
	assert_non_null(file);
	fclose(file);
	expect_error(f, NR_ERR_NOT_FOUND,
		"browser not found: chrome (option \"browser\")");
}

static void
test_environment_gives_the_first_that_is_installed(void **state)
{
	struct fixture *f = *state;
	static const struct { const char *value, *expected; } cases[] = {
		{ "chrome", "chrome|http://u/" },
		{ "none:chrome", "chrome|http://u/" },
		{ "::none %s:chrome -x %s:w3m", "chrome|-x|http://u/" },
		{ "chrome '--app=%s'", "chrome|--app=http://u/" },
		{ "chrome %u %t", "chrome|%u|%t|http://u/" },
		{ "chrome %%s", "chrome|%s|http://u/" },
		{ "chrome 'a b' %s %s", "chrome|a b|http://u/|http://u/" },
	};

	install(f, "chrome");
	install(f, "w3m");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		setenv("BROWSER", cases[i].value, 1);
		expect(f, cases[i].expected, APP_BROWSER_WINDOW);
	}
}

static void
test_environment_with_an_open_quote_is_an_error(void **state)
{
	struct fixture *f = *state;

	setenv("BROWSER", "chrome \"", 1);
	expect_error(f, NR_ERR_USAGE, "a quote or backslash is left open in the command");
}

static void
test_desktop_opener_needs_a_display(void **state)
{
	struct fixture *f = *state;
	static const char *const displays[] = { "DISPLAY", "WAYLAND_DISPLAY" };

	install(f, "xdg-open");
	install(f, "links");
	setenv("BROWSER", "none", 1);
	expect(f, "links|http://u/", APP_BROWSER_TERMINAL);
	for (size_t i = 0; i < sizeof(displays) / sizeof(*displays); i++) {
		setenv(displays[i], ":0", 1);
		expect(f, "xdg-open|http://u/", APP_BROWSER_WINDOW);
		setenv(displays[i], "", 1);
		expect(f, "links|http://u/", APP_BROWSER_TERMINAL);
	}
}

static void
test_text_browsers_are_tried_in_order(void **state)
{
	struct fixture *f = *state;
	static const char *const order[] = { "elinks", "links", "lynx", "w3m" };
	char expected[64];

	setenv("DISPLAY", ":0", 1);	/* but no xdg-open */
	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++) {
		install(f, order[i]);
		snprintf(expected, sizeof(expected), "%s|http://u/", order[i]);
		expect(f, expected, APP_BROWSER_TERMINAL);
	}
}

static void
test_nothing_installed_is_an_error(void **state)
{
	struct fixture *f = *state;

	expect_error(f, NR_ERR_NOT_FOUND,
		"no browser found: set the option browser or $BROWSER");
}

static void
test_kind_goes_by_the_name_unless_the_option_says(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *browser, *option;
		enum app_browser_kind expected;
	} cases[] = {
		{ "w3m", "auto", APP_BROWSER_TERMINAL },
		{ "cha", "auto", APP_BROWSER_TERMINAL },
		{ "mine", "auto", APP_BROWSER_WINDOW },
		{ "mine", "terminal", APP_BROWSER_TERMINAL },
		{ "w3m", "window", APP_BROWSER_WINDOW },
	};

	install(f, "w3m");
	install(f, "cha");
	install(f, "mine");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char path[128];
		char expected[160];

		link_path(f, cases[i].browser, path);
		snprintf(expected, sizeof(expected), "%s|http://u/", path);
		set(f, "browser", path);
		set(f, "browser-kind", cases[i].option);
		expect(f, expected, cases[i].expected);
		snprintf(expected, sizeof(expected), "%s|http://u/", cases[i].browser);
		set(f, "browser", "");
		setenv("BROWSER", cases[i].browser, 1);
		expect(f, expected, cases[i].expected);
	}
}

static void
test_what_is_no_web_address_is_never_opened(void **state)
{
	struct fixture *f = *state;
	static const char *const cases[] = {
		NULL, "", "javascript:alert(1)", "file:///etc/passwd", "ftp://e.org/",
		"http://user:pw@e.org/", "http://", "http://e.org/\x1b[2J",
		"http://e.org/ x",
		"-oProxyCommand=x", "http://host\\@evil/", "mailto:a@b.c", "e.org",
	};

	install(f, "chrome");
	set(f, "browser", "chrome %t");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct app_subject s = { .url = cases[i], .title = "T" };
		struct app_browser b;

		assert_int_equal(app_browser_find(f->o, &s, &b, &f->err), -1);
		assert_int_equal(f->err.code, NR_ERR_INPUT);
	}
}

static void
test_links_that_are_not_ascii_are_opened_as_the_network_has_them(void **state)
{
	struct fixture *f = *state;
	const struct app_subject s = { .url = "http://m\xc3\xbchle.example/\xc3\xbc", .title = "T" };
	struct app_browser b;

	install(f, "chrome");
	set(f, "browser", "chrome %u");
	assert_int_equal(app_browser_find(f->o, &s, &b, &f->err), 0);
	assert_string_equal(b.argv.v[1], "http://xn--mhle-0ra.example/%C3%BC");
	app_argv_release(&b.argv);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_option_comes_before_all_else),
		TEST(test_links_that_are_not_ascii_are_opened_as_the_network_has_them),
		TEST(test_option_naming_no_program_is_an_error),
		TEST(test_option_that_cannot_be_split_is_an_error),
		TEST(test_folder_or_plain_file_is_no_program),
		TEST(test_environment_gives_the_first_that_is_installed),
		TEST(test_environment_with_an_open_quote_is_an_error),
		TEST(test_desktop_opener_needs_a_display),
		TEST(test_text_browsers_are_tried_in_order),
		TEST(test_nothing_installed_is_an_error),
		TEST(test_kind_goes_by_the_name_unless_the_option_says),
		TEST(test_what_is_no_web_address_is_never_opened),
	};

	return cmocka_run_group_tests_name("browser", tests, NULL, NULL);
}
