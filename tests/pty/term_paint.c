#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/termdemo.h"
#include "ui/canvas.h"

/* Columns of row 2, which holds a letter in each style. */
enum {
	STYLES_ROW = 2, LINK = UI_STYLE_LINK, REF = UI_STYLE_REF, BAR = UI_STYLE_BAR,
	EMPHASIS = UI_STYLE_EMPHASIS, TITLE = UI_STYLE_TITLE
};

#define STYLES "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

static void
test_every_cell_is_painted_where_it_belongs(void **state)
{
	struct pty *p = termdemo_start();

	(void)state;
	pty_wait_row(p, 2, STYLES);
	pty_wait_row(p, 3, "|世界|e\xcc\x81|👩\xe2\x80\x8d|");
	pty_wait_row(p, 4, "a]52;c;AAAAb[2Jcdefg\xef\xbf\xbdh|");
	pty_wait_row(p, 23,
		"                                        "
		"                                       @");
	termdemo_quit(p);
}

static void
test_hostile_bytes_never_reach_the_terminal(void **state)
{
	static const char *const never[] = {
		"\033]52", "\a", "\302\233", "\342\200\256", "\xff", "\x7f", "\b\x64",
	};
	struct pty *p = termdemo_start();
	size_t n;

	(void)state;
	const char *out = pty_output(p, &n);
	for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++)
		assert_null(memmem(out, n, never[i], strlen(never[i])));
	assert_null(pty_clipboard(p));
	termdemo_quit(p);
}

static void
test_only_what_changed_is_written(void **state)
{
	struct pty *p = termdemo_start();
	size_t n;

	(void)state;
	pty_settle(p);
	pty_output_clear(p);
	pty_send(p, "z");
	pty_wait_row(p, 1, "z");
	pty_settle(p);
	pty_output(p, &n);
	assert_true(n < 40);
	pty_output_clear(p);
	pty_send(p, "R");
	pty_wait_row(p, 1, "z R");
	pty_settle(p);
	const char *out = pty_output(p, &n);
	assert_non_null(memmem(out, n, "termdemo", 8));
	termdemo_quit(p);
}

/* Cells that are alike but for a cluster too long for one. */
static void
test_a_long_cluster_that_changed_is_written(void **state)
{
	struct pty *p = termdemo_start();
	size_t n;

	(void)state;
	pty_wait_row(p, 3, "|世界|e\xcc\x81|👩\xe2\x80\x8d|");
	pty_settle(p);
	pty_output_clear(p);
	pty_send(p, "z");
	pty_wait_row(p, 1, "z");
	pty_settle(p);
	const char *out = pty_output(p, &n);
	assert_null(memmem(out, n, "👩", strlen("👩")));
	pty_send(p, "z");
	pty_wait_row(p, 3, "|世界|e\xcc\x81|👨\xe2\x80\x8d|");
	termdemo_quit(p);
}

static void
test_a_text_is_copied_by_the_terminal(void **state)
{
	struct pty *p = termdemo_start();

	(void)state;
	pty_send(p, "y");
	pty_wait_clipboard(p, "copied ☃");
	termdemo_quit(p);
}

static void
test_a_text_over_the_limit_is_not_copied(void **state)
{
	struct pty *p = termdemo_start();

	(void)state;
	pty_send(p, "B");
	pty_wait_row(p, 1, "B sent refused");
	assert_int_equal(strlen(pty_clipboard(p)), 74994);
	termdemo_quit(p);
}

static void
test_copying_goes_through_tmux(void **state)
{
	static const char *const env[] = { "TMUX=/tmp/tmux,1,0", NULL };
	static const char want[] = "\033Ptmux;\033\033]52;c;Y29waWVkIOKYgw==\a\033\\";
	struct pty *p = termdemo_start_with(NULL, env);
	size_t n;

	(void)state;
	pty_send(p, "y");
	pty_wait_row(p, 1, "y");
	const char *out = pty_output(p, &n);
	assert_non_null(memmem(out, n, want, strlen(want)));
	assert_string_equal(pty_clipboard(p), "copied ☃");
	termdemo_quit(p);
}

static void
test_the_theme_terminal_uses_the_same_colours_everywhere(void **state)
{
	static const struct {
		const char *term, *direct;
		int ref;
	} cases[] = {
		{ "TERM=xterm", "COLORTERM", 5 },
		{ "TERM=xterm-256color", "COLORTERM", 5 },
		{ "TERM=xterm-256color", "COLORTERM=truecolor", 5 },
		{ "TERM=vt100", "COLORTERM", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const env[] = { cases[i].term, cases[i].direct, NULL };
		struct pty *p = termdemo_start_with(NULL, env);
		pty_wait_row(p, STYLES_ROW, STYLES);
		pty_settle(p);
		assert_int_equal(pty_style(p, STYLES_ROW, REF).fg, cases[i].ref);
		assert_int_equal(pty_style(p, STYLES_ROW, LINK).fg, -1);
		assert_true(pty_style(p, STYLES_ROW, LINK).underline);
		assert_true(pty_style(p, STYLES_ROW, BAR).reverse);
		termdemo_quit(p);
	}
}

static void
test_emphasis_is_seen_on_every_terminal(void **state)
{
	static const struct {
		const char *term, *theme;
		bool italic, underline, bold;
	} cases[] = {
		{ "TERM=xterm", "theme=night", true, false, false },
		{ "TERM=screen", "theme=night", false, true, false },
		{ "TERM=vt100", "theme=night", false, true, false },
		{ "TERM=linux", "theme=terminal", false, true, false },
		{ "TERM=linux", "theme=night", false, false, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const args[] = { cases[i].theme, NULL };
		const char *const env[] = { cases[i].term, "COLORTERM", "TMUX", NULL };
		struct pty *p = termdemo_start_with(args, env);
		pty_wait_row(p, STYLES_ROW, STYLES);
		pty_settle(p);
		assert_int_equal(pty_style(p, STYLES_ROW, EMPHASIS).italic, cases[i].italic);
		assert_int_equal(pty_style(p, STYLES_ROW, EMPHASIS).underline,
			cases[i].underline);
		assert_int_equal(pty_style(p, STYLES_ROW, EMPHASIS).bold, cases[i].bold);
		assert_string_equal(pty_row(p, 6), "so on");
		assert_false(pty_style(p, 6, 2).underline);
		assert_true(pty_style(p, STYLES_ROW, TITLE).bold);
		termdemo_quit(p);
	}
}

static void
test_a_theme_has_the_colours_that_the_terminal_has(void **state)
{
	static const struct {
		const char *term, *direct, *tmux;
		int link, ground;
	} cases[] = {
		{ "TERM=xterm", "COLORTERM", "TMUX", 7, 0 },
		{ "TERM=xterm-256color", "COLORTERM", "TMUX", 110, 234 },
		{ "TERM=xterm-256color", "COLORTERM=truecolor", "TMUX",
			PTY_RGB | 0x87afd7, PTY_RGB | 0x1c1c1c },
		{ "TERM=xterm-256color", "COLORTERM=24bit", "TMUX",
			PTY_RGB | 0x87afd7, PTY_RGB | 0x1c1c1c },
		{ "TERM=screen-256color", "COLORTERM=truecolor", "TMUX", 110, 234 },
		{ "TERM=screen-256color", "COLORTERM=truecolor", "TMUX=/tmp/tmux,1,0",
			PTY_RGB | 0x87afd7, PTY_RGB | 0x1c1c1c },
		{ "TERM=vt100", "COLORTERM=truecolor", "TMUX", -1, -1 },
	};
	static const char *const args[] = { "theme=night", NULL };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const env[] = { cases[i].term, cases[i].direct, cases[i].tmux, NULL };
		struct pty *p = termdemo_start_with(args, env);
		pty_wait_row(p, STYLES_ROW, STYLES);
		pty_settle(p);
		assert_int_equal(pty_style(p, STYLES_ROW, LINK).fg, cases[i].link);
		assert_true(pty_style(p, STYLES_ROW, LINK).underline);
		/* Blanks in the text and behind it have it as well. */
		assert_int_equal(pty_style(p, STYLES_ROW, LINK).bg, cases[i].ground);
		assert_int_equal(pty_style(p, STYLES_ROW, 60).bg, cases[i].ground);
		assert_int_equal(pty_style(p, 12, 0).bg, cases[i].ground);
		assert_int_equal(pty_style(p, 12, 79).bg, cases[i].ground);
		termdemo_quit(p);
	}
}

/* "screen" clears with the terminal's own background, whatever is set. */
static void
test_text_that_shrinks_leaves_the_background_of_the_theme(void **state)
{
	static const char *const terms[] = { "TERM=xterm-256color", "TERM=screen-256color" };
	static const char *const args[] = { "theme=paper", NULL };

	(void)state;
	for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++) {
		const char *const env[] = { terms[i], "COLORTERM", NULL };
		struct pty *p = termdemo_start_with(args, env);
		pty_send(p, "zzzzzzzzzzzz");
		pty_wait_row(p, 1, "z z z z z z z z z z z z");
		pty_keys(p, "^L z");
		pty_wait_row(p, 1, "z");
		pty_settle(p);
		for (int col = 0; col < 80; col++)
			assert_int_equal(pty_style(p, 1, col).bg, 231);
		termdemo_quit(p);
	}
}

static void
test_a_terminal_with_direct_colours_gets_them(void **state)
{
	char folder[] = "/tmp/newsreader-term-XXXXXX";
	char source[64], variable[64], command[64];
	FILE *f;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(source, sizeof(source), "%s/direct.ti", folder);
	snprintf(variable, sizeof(variable), "TERMINFO=%s", folder);
	snprintf(command, sizeof(command), "-o%s", folder);
	f = fopen(source, "w");
	assert_non_null(f);
	fputs("direct-test|direct colours,\n\tRGB, colors#0x1000000, pairs#0x7FFF,\n"
		"\tsetaf=\\E[%?%p1%{8}%<%t3%p1%d%e38:2:%p1%{65536}%/%d:"
		"%p1%{256}%/%{255}%&%d:%p1%{255}%&%d%;m,\n"
		"\tsetab=\\E[%?%p1%{8}%<%t4%p1%d%e48:2:%p1%{65536}%/%d:"
		"%p1%{256}%/%{255}%&%d:%p1%{255}%&%d%;m,\n\tuse=xterm-256color,\n", f);
	assert_int_equal(fclose(f), 0);
	const char *const tic[] = { "tic", "-x", command, source, NULL };
	struct pty_config compile = { .argv = tic };
	struct pty *p = pty_start(&compile);
	int status = pty_wait_exit(p);
	pty_free(p);
	if (status == 0) {
		static const char *const args[] = { "theme=night", NULL };
		const char *const env[] = { variable, "TERM=direct-test", NULL };
		p = termdemo_start_with(args, env);
		pty_wait_row(p, STYLES_ROW, STYLES);
		pty_settle(p);
		assert_int_equal(pty_style(p, STYLES_ROW, LINK).fg, PTY_RGB | 0x87afd7);
		termdemo_quit(p);
	}
	const char *const rm[] = { "rm", "-rf", folder, NULL };
	struct pty_config clean = { .argv = rm };
	p = pty_start(&clean);
	pty_wait_exit(p);
	pty_free(p);
	if (status != 0)
		skip();
}

static bool
was_written(struct pty *p, const char *text)
{
	size_t n;
	const char *out = pty_output(p, &n);

	return memmem(out, n, text, strlen(text)) != NULL;
}

static void
test_nothing_is_written_to_a_corner_that_scrolls(void **state)
{
	static const struct {
		const char *term;
		bool written;
	} cases[] = {
		{ "TERM=xterm", true },
		{ "TERM=ansi", false },		/* goes to the next line at once */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const env[] = { cases[i].term, NULL };
		struct pty *p = termdemo_start_with(NULL, env);
		pty_settle(p);
		assert_int_equal(was_written(p, "@"), cases[i].written);
		pty_send(p, "W");
		pty_wait_row(p, 1, "W");
		pty_settle(p);
		assert_int_equal(was_written(p, "日"), cases[i].written);
		termdemo_quit(p);
	}
}

static void
test_colours_can_be_switched_off_and_on(void **state)
{
	static const struct {
		const char *arg, *env;
		int link;
	} cases[] = {
		{ "", "NO_COLOR=1", -1 },
		{ "", "NO_COLOR=", 110 },
		{ "color=never", "NO_COLOR", -1 },
		{ "color=always", "NO_COLOR=1", 110 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const args[] = { "theme=night", cases[i].arg, NULL };
		const char *const env[] = { cases[i].env, NULL };
		struct pty *p = termdemo_start_with(args, env);
		pty_wait_row(p, STYLES_ROW, STYLES);
		pty_settle(p);
		assert_int_equal(pty_style(p, STYLES_ROW, LINK).fg, cases[i].link);
		assert_true(pty_style(p, STYLES_ROW, LINK).underline);
		termdemo_quit(p);
	}
}

static bool
is_ascii(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if ((unsigned char)s[i] >= 0x80)
			return false;
	}
	return true;
}

static void
test_only_ascii_is_shown_where_locale_or_reader_say_so(void **state)
{
	static const struct {
		const char *arg, *env;
	} cases[] = {
		{ "", "LC_ALL=C" },
		{ "", "LC_ALL" },
		{ "ascii", "LC_ALL=C.UTF-8" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const args[] = { "theme=night", cases[i].arg, NULL };
		const char *const env[] = { cases[i].env, NULL };
		struct pty *p = termdemo_start_with(args, env);
		size_t n;
		pty_wait_row(p, 3, "|? ? |e|? |");
		const char *out = pty_output(p, &n);
		assert_true(is_ascii(out, n));
		termdemo_quit(p);
	}
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_cell_is_painted_where_it_belongs),
		cmocka_unit_test(test_hostile_bytes_never_reach_the_terminal),
		cmocka_unit_test(test_only_what_changed_is_written),
		cmocka_unit_test(test_a_long_cluster_that_changed_is_written),
		cmocka_unit_test(test_a_text_is_copied_by_the_terminal),
		cmocka_unit_test(test_a_text_over_the_limit_is_not_copied),
		cmocka_unit_test(test_copying_goes_through_tmux),
		cmocka_unit_test(test_the_theme_terminal_uses_the_same_colours_everywhere),
		cmocka_unit_test(test_emphasis_is_seen_on_every_terminal),
		cmocka_unit_test(test_a_theme_has_the_colours_that_the_terminal_has),
		cmocka_unit_test(test_text_that_shrinks_leaves_the_background_of_the_theme),
		cmocka_unit_test(test_a_terminal_with_direct_colours_gets_them),
		cmocka_unit_test(test_nothing_is_written_to_a_corner_that_scrolls),
		cmocka_unit_test(test_colours_can_be_switched_off_and_on),
		cmocka_unit_test(test_only_ascii_is_shown_where_locale_or_reader_say_so),
	};

	if (termdemo_is_asked(argc, argv))
		return termdemo_main(argc, argv);
	return cmocka_run_group_tests_name("term paint", tests, NULL, NULL);
}
