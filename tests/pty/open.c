#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/reader.h"

/* Programs that the reader starts: browsers with a window, browsers in the terminal, the
 * editor, the clipboard. */

static void
write_article(const struct reader *r, const char *name, const char *title,
	const char *url)
{
	reader_writef(r, name, "---\ntitle: %s\ndate: 2021-06-01\n"
		"provider: {name: Some One}\noriginalUrl: \"%s\"\n---\n", title, url);
}

/* It writes its arguments, each ended by NUL, to the file "record", which appears when it
 * is whole. */
static void
install_recorder(const struct reader *r, const char *name)
{
	reader_script(r, name, "echo garbage; echo garbage >&2\n"
		"printf '%s\\0' \"$@\" >part && mv part record");
}

/* `want` is parted by '|'. */
static void
assert_record(const struct reader *r, struct pty *p, const char *want)
{
	struct nr_buf got = NR_BUF_INIT;

	reader_wait_file(r, p, "record", &got);
	for (size_t i = 0; i + 1 < got.len; i++) {
		if (got.data[i] == '\0')
			got.data[i] = '|';
	}
	assert_string_equal(nr_buf_str(&got), want);
	nr_buf_release(&got);
	assert_int_equal(unlink("record"), 0);
}

static struct pty *
start_with(const struct reader *r, const char *option, const char *folder)
{
	const char *const args[] = { "-o", option, folder, NULL };
	struct pty *p = reader_start(r, args);

	pty_wait_text(p, "▸");
	return p;
}

static void
test_hostile_addresses_and_titles_stay_arguments(void **state)
{
	static const struct {
		const char *title, *url, *want;
	} cases[] = {
		{ "'$(touch pwned)'", "https://x.org/$(touch${IFS}pwned)",
			"https://x.org/$(touch${IFS}pwned)|t=$(touch pwned)" },
		{ "'`touch pwned`; touch pwned | touch pwned & touch pwned'",
			"https://x.org/`id`;a&b=c(d)*?e[f]!g{h}~i#j",
			"https://x.org/`id`;a&b=c(d)*?e[f]!g{h}~i#j|"
			"t=`touch pwned`; touch pwned | touch pwned & touch pwned" },
		{ "\"quote ' double \\\" back \\\\ end\"", "https://x.org/'%22'",
			"https://x.org/'%22'|t=quote ' double \" back \\ end" },
		{ "'%u %t %% %s \\n'", "https://x.org/%75%25u%t",
			"https://x.org/%75%25u%t|t=%u %t %% %s \\n" },
		{ "\"--version \\e]0;x\\a \\n two\\tthree\"", "https://x.org/--help",
			"https://x.org/--help|t=--version two three" },
		{ "\"naïve 世界 \\u202e\"", "https://x.org/?q=世界",
			"https://x.org/?q=%E4%B8%96%E7%95%8C|t=naïve 世界" },
	};
	struct reader *r = *state;

	install_recorder(r, "record");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct nr_buf want = NR_BUF_INIT;
		char name[16];
		struct pty *p;

		snprintf(name, sizeof(name), "%zu/one.md", i);
		write_article(r, name, cases[i].title, cases[i].url);
		name[1] = '\0';
		p = start_with(r, "browser=record %u 't=%t' \"%p\" %f %%u -- ''", name);
		pty_keys(p, "o");
		nr_buf_addf(&want, "%s|Some One|%s/%s/one.md|%%u|--|", cases[i].want,
			r->dir, name);
		assert_record(r, p, nr_buf_str(&want));
		assert_int_equal(access("pwned", F_OK), -1);
		pty_settle(p);
		reader_clean(p);
		assert_int_equal(pty_find(p, "garbage"), -1);
		reader_quit(p);
		nr_buf_release(&want);
	}
}

static void
test_what_would_be_an_option_is_refused(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	install_recorder(r, "record");
	write_article(r, "a/one.md", "'--eval=x'", "https://x.org/");
	p = start_with(r, "browser=record %t %u", "a");
	pty_keys(p, "o");
	pty_wait_text(p, "What stands for %t would be taken for an option");
	assert_int_equal(access("record", F_OK), -1);
	reader_quit(p);
}

static bool
is_refused(struct pty *p, void *ctx)
{
	(void)ctx;
	return pty_find(p, "Not a web address: ") == 23;
}

/* The link of the text is left out, or it is there and refused; the one behind it is
 * good. */
static void
try_link(const struct reader *r, struct pty *p)
{
	const char *number = strstr(pty_screen(p), "two [");

	assert_non_null(number);
	if (number[5] == '2') {
		pty_keys(p, "r 1 o");
		pty_wait(p, is_refused, NULL, "the link to be refused");
		pty_keys(p, "2 o");
	} else {
		pty_keys(p, "1 o");
	}
	assert_record(r, p, "https://good.org/");
}

static void
try_address(const struct reader *r, const char *folder, const char *url)
{
	struct nr_buf b = NR_BUF_INIT;
	struct pty *p;

	nr_buf_addf(&b, "%s/one.html", folder);
	reader_writef(r, nr_buf_str(&b), "---\ntitle: One\noriginalUrl: \"%s\"\n---\n"
		"<a href=\"%s\">one</a> <a href=\"https://good.org/\">two</a>\n", url,
		url);
	nr_buf_release(&b);
	p = start_with(r, "browser=record", folder);
	pty_wait_text(p, "two [");
	pty_keys(p, "o");
	pty_wait(p, is_refused, NULL, "the address to be refused");
	try_link(r, p);
	reader_quit(p);
	assert_int_equal(access("record", F_OK), -1);
}

static void
test_only_web_addresses_are_opened(void **state)
{
	static const char *const urls[] = {
		"javascript:alert(1)", "JaVaScRiPt:x", "file:///etc/passwd",
		"data:text/html,x", "-x", "ftp://x.org/", "https://", "https:x",
		"https://user:password@x.org/",
	};
	struct reader *r = *state;
	char folder[16];

	install_recorder(r, "record");
	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		snprintf(folder, sizeof(folder), "%zu", i);
		try_address(r, folder, urls[i]);
	}
}

/* ---- browsers that fail ---- */

static void
try_browser(const struct reader *r, const char *option, const char *message)
{
	struct pty *p = start_with(r, option, "a");

	pty_keys(p, "o");
	pty_wait_text(p, message);
	assert_int_equal(pty_find(p, message), 23);
	reader_wait_row(p, 2, "▸●");
	reader_quit(p);
}

static void
test_a_browser_that_fails_is_reported(void **state)
{
	struct reader *r = *state;

	write_article(r, "a/one.md", "One", "https://x.org/");
	reader_script(r, "bad", "exit 7");
	reader_script(r, "dying", "kill -9 $$");
	reader_writef(r, "bin/locked", "#!/bin/sh\n");
	try_browser(r, "browser=bad", "bad failed (exit status 7)");
	try_browser(r, "browser=dying --x", "dying failed (signal 9, Killed)");
	try_browser(r, "browser=nonesuch --x %u",
		"Browser not found: nonesuch (option \"browser\")");
	try_browser(r, "browser=locked", "Browser not found: locked (option \"browser\")");
	try_browser(r, "browser='open",
		"A quote or backslash is left open in the command");
	try_browser(r, "browser=%u",
		"The name of the program cannot depend on the article");
	reader_setenv(r, "PATH=/nonexistent");
	try_browser(r, "browser=",
		"No browser found: set the option browser or $BROWSER");
}

static void
test_browsers_of_the_environment_are_tried_in_their_order(void **state)
{
	static const struct {
		const char *browser, *display, *want;
	} cases[] = {
		{ "BROWSER=nonesuch:record --env %s:bad", "DISPLAY=:9",
			"--env|https://x.org/?a=%s" },
		{ "BROWSER=record", "DISPLAY=:9", "https://x.org/?a=%s" },
		{ "BROWSER=", "DISPLAY=:9", "https://x.org/?a=%s" },
	};
	struct reader *r = *state;

	write_article(r, "a/one.md", "One", "https://x.org/?a=%s");
	install_recorder(r, "record");
	install_recorder(r, "xdg-open");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct pty *p;

		reader_setenv(r, cases[i].browser);
		reader_setenv(r, cases[i].display);
		p = start_with(r, "browser=", "a");
		pty_keys(p, "o");
		assert_record(r, p, cases[i].want);
		reader_quit(p);
	}
}

/* ---- browsers in the terminal ---- */

static void
install_text_browser(const struct reader *r)
{
	reader_script(r, "w3m", "test -t 0 && test -t 1 && test -t 2 && echo terminal\n"
		"stty -a | grep -q ' icanon.* echo ' && echo cooked\n"
		"echo \"W3M $*\"; read x; echo \"read $x\"; exit \"${x:-0}\"");
}

static void
see_text_browser(struct pty *p)
{
	pty_keys(p, "o");
	pty_wait_text(p, "W3M https://x.org/");
	assert_true(pty_find(p, "terminal") >= 0);
	assert_true(pty_find(p, "cooked") >= 0);
	assert_false(pty_altscreen(p));
	assert_true(pty_cursor_shown(p));
}

static void
test_a_text_browser_gets_the_terminal_and_gives_it_back(void **state)
{
	struct reader *r = *state;
	struct pty *p;
	char *before;

	write_article(r, "a/one.md", "One", "https://x.org/");
	install_text_browser(r);
	p = start_with(r, "browser=w3m", "a");
	pty_settle(p);
	before = strdup(pty_screen(p));
	see_text_browser(p);
	/* An interrupt is for the browser alone. */
	pty_keys(p, "^C");
	pty_wait_text(p, "w3m failed (signal 2, Interrupt)");
	assert_true(pty_altscreen(p));
	see_text_browser(p);
	pty_resize(p, 30, 100);
	pty_send(p, "\n");
	pty_wait_text(p, "1/1, 1 unread");
	pty_wait_cursor(p, 2, 0);
	pty_resize(p, 24, 80);
	pty_settle(p);
	assert_string_equal(pty_screen(p), before);
	free(before);
	see_text_browser(p);
	pty_send(p, "3\n");
	pty_wait_text(p, "w3m failed (exit status 3)");
	reader_quit(p);
}

static void
test_suspending_a_text_browser_suspends_both(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	write_article(r, "a/one.md", "One", "https://x.org/");
	install_text_browser(r);
	p = start_with(r, "browser=w3m", "a");
	see_text_browser(p);
	pty_keys(p, "^Z");
	pty_wait_stopped(p);
	assert_true(pty_modes_restored(p));
	pty_continue(p);
	pty_send(p, "0\n");
	pty_wait_text(p, "1/1, 1 unread");
	reader_quit(p);
}

static void
test_a_text_browser_gets_the_terminal_beside_a_pipe(void **state)
{
	struct reader *r = *state;
	const char *const argv[] = { "sh", "-c", "cat a/one.md | \"$0\" --browser=w3m -",
		getenv("NEWSREADER"), NULL };
	struct pty_config config = { .argv = argv, .env = (const char *const *)r->env };
	struct pty *p;

	write_article(r, "a/one.md", "One", "https://x.org/");
	install_text_browser(r);
	p = pty_start(&config);
	pty_wait_text(p, "1/1, 1 unread");
	see_text_browser(p);
	pty_send(p, "0\n");
	pty_wait_text(p, "1/1, 1 unread");
	reader_quit(p);
}

/* ---- copying ---- */

static void
test_addresses_are_copied_by_the_terminal(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	write_article(r, "a/one.md", "\"One \\e]52;c;x\\a ☃\"", "https://x.org/?a=b");
	p = start_with(r, "copy-command=", "a");
	pty_keys(p, "y");
	pty_wait_clipboard(p, "https://x.org/?a=b");
	pty_wait_text(p, "Copied https://x.org/?a=b");
	pty_keys(p, "Y");
	pty_wait_clipboard(p, "One ☃\nhttps://x.org/?a=b");
	pty_keys(p, "u");
	pty_wait_text(p, "Addresses 1/1");
	pty_keys(p, "y");
	pty_wait_clipboard(p, "https://x.org/?a=b");
	reader_quit(p);
}

static void
test_addresses_are_copied_by_a_command(void **state)
{
	struct reader *r = *state;
	struct nr_buf got = NR_BUF_INIT;
	struct pty *p;

	write_article(r, "a/one.md", "One", "https://x.org/?a=b");
	reader_script(r, "clip", "cat >part; echo garbage; mv part \"$1\"; exit $2");
	p = start_with(r, "copy-command=clip 'a b' 0", "a");
	pty_keys(p, "y");
	reader_wait_file(r, p, "a b", &got);
	assert_string_equal(nr_buf_str(&got), "https://x.org/?a=b");
	pty_wait_text(p, "Copied https://x.org/?a=b");
	assert_null(pty_clipboard(p));
	reader_quit(p);
	nr_buf_release(&got);
	p = start_with(r, "copy-command=clip x 4", "a");
	pty_keys(p, "y");
	pty_wait_text(p, "clip failed (exit status 4)");
	reader_quit(p);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, reader_setup, reader_teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_hostile_addresses_and_titles_stay_arguments),
		TEST(test_what_would_be_an_option_is_refused),
		TEST(test_only_web_addresses_are_opened),
		TEST(test_a_browser_that_fails_is_reported),
		TEST(test_browsers_of_the_environment_are_tried_in_their_order),
		TEST(test_a_text_browser_gets_the_terminal_and_gives_it_back),
		TEST(test_suspending_a_text_browser_suspends_both),
		TEST(test_a_text_browser_gets_the_terminal_beside_a_pipe),
		TEST(test_addresses_are_copied_by_the_terminal),
		TEST(test_addresses_are_copied_by_a_command),
	};

	return cmocka_run_group_tests_name("open", tests, NULL, NULL);
}
