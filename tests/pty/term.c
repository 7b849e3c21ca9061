#include "config.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/pty.h"
#include "lib/termdemo.h"

static char self[4096];

static struct pty *
start_with(const char *const *args, const char *const *env)
{
	const char *argv[8] = { self, "demo" };
	struct pty_config config = { .argv = argv, .env = env };

	for (size_t i = 0; args != NULL && args[i] != NULL && i < 5; i++)
		argv[i + 2] = args[i];
	return pty_start(&config);
}

static struct pty *
start(void)
{
	struct pty *p = start_with(NULL, NULL);

	pty_wait_text(p, "termdemo 24x80");
	return p;
}

/* The terminal is as the shell left it. */
static void
assert_restored(struct pty *p)
{
	assert_false(pty_altscreen(p));
	assert_true(pty_cursor_shown(p));
	assert_true(pty_modes_restored(p));
}

static void
quit(struct pty *p)
{
	pty_send(p, "q");
	int status = pty_wait_exit(p);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_restored(p);
	pty_free(p);
}

static void
test_it_takes_the_terminal_and_gives_it_back(void **state)
{
	struct pty *p = start();

	(void)state;
	assert_true(pty_altscreen(p));
	pty_wait_cursor(p, 1, 0);
	assert_true(pty_cursor_shown(p));
	quit(p);
}

static void
test_every_cell_is_painted_where_it_belongs(void **state)
{
	struct pty *p = start();

	(void)state;
	pty_wait_row(p, 2, "xxxxxxxxxxxxxxxxxxxxxxx");
	pty_wait_row(p, 3, "|世界|e\xcc\x81|👩|");
	pty_wait_row(p, 4, "a]52;c;AAAAb[2Jcdefg\xef\xbf\xbdh|");
	pty_wait_row(p, 23,
		"                                        "
		"                                       @");
	quit(p);
}

static void
test_hostile_bytes_never_reach_the_terminal(void **state)
{
	static const char *const never[] = {
		"\033]52", "\a", "\302\233", "\342\200\256", "\xff", "\x7f", "\b\x64",
	};
	struct pty *p = start();
	size_t n;

	(void)state;
	const char *out = pty_output(p, &n);
	for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++)
		assert_null(memmem(out, n, never[i], strlen(never[i])));
	assert_null(pty_clipboard(p));
	quit(p);
}

static void
test_keys_arrive_as_terminfo_sends_them(void **state)
{
	static const char *const cases[] = {
		"j J Up Down Left Right Home End PgUp PgDn",
		"Backspace Delete Insert Tab S-Tab Enter Space",
		"é 世 😀 ^C ^D ^S ^Q ^\\ ^V ^O",
	};
	struct pty *p = start();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		pty_keys(p, cases[i]);
		pty_wait_row(p, 1, cases[i]);
		pty_keys(p, "^L");
	}
	quit(p);
}

static void
test_carriage_return_newline_and_both_erase_keys_are_folded(void **state)
{
	struct pty *p = start();

	(void)state;
	pty_send(p, "\r\n\b\177");
	pty_wait_row(p, 1, "Enter Enter Backspace Backspace");
	quit(p);
}

static void
test_a_lone_escape_is_a_key_of_its_own(void **state)
{
	struct pty *p = start();

	(void)state;
	pty_send(p, "\033");
	pty_wait_row(p, 1, "Esc");
	pty_send(p, "j");
	pty_wait_row(p, 1, "Esc j");
	quit(p);
}

static void
test_unknown_sequences_are_dropped_as_a_whole(void **state)
{
	static const char *const cases[] = {
		"\033[1;5A", "\033[1;3D", "\033[200~", "\033[99;99;99u", "\033[?62;c", "\033[>0;276;0c",
		"\033Oz", "\033x", "\033\xc3\xa9", "\033]10;rgb:ffff/ffff/ffff\a",
		"\033]11;rgb:0000/0000/0000\033\\", "\033P>|XTerm(370)\033\\", "\033_Gi=1;OK\033\\",
		"\033\033OA",
	};
	struct pty *p = start();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		pty_send(p, cases[i]);
		pty_send(p, "z");
		pty_wait_row(p, 1, "z");
		pty_keys(p, "^L");
		pty_wait_row(p, 1, "");
	}
	quit(p);
}

static void
test_a_sequence_in_two_parts_is_still_dropped(void **state)
{
	struct pty *p = start();

	(void)state;
	pty_send(p, "\033[1;");
	pty_settle(p);
	pty_send(p, "5Az");
	pty_wait_row(p, 1, "z");
	quit(p);
}

static void
test_bytes_that_are_not_utf8_do_not_eat_keys(void **state)
{
	static const char *const cases[] = {
		"\xe9z", "\xffz", "\xc3z", "\xe4\xb8z", "\x80z", "\xed\xa0\x80z", "\xc2\x9bz",
		"\xf4\x90\x80\x80z",
	};
	struct pty *p = start();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		pty_send(p, cases[i]);
		pty_wait_row(p, 1, "z");
		pty_keys(p, "^L");
		pty_wait_row(p, 1, "");
	}
	quit(p);
}

static void
test_a_character_in_two_parts_is_one_key(void **state)
{
	struct pty *p = start();

	(void)state;
	pty_send(p, "\xe4");
	pty_settle(p);
	pty_send(p, "\xb8\x96");
	pty_wait_row(p, 1, "世");
	quit(p);
}

static void
test_a_burst_of_keys_loses_none(void **state)
{
	struct pty *p = start();
	char keys[2002];

	(void)state;
	memset(keys, '\f', sizeof(keys));
	memset(keys, 'k', 2000);
	keys[2000] = '\f';
	keys[2001] = '\0';
	pty_send(p, keys);
	pty_send(p, "j");
	pty_wait_row(p, 1, "j");
	quit(p);
}

static void
test_the_canvas_follows_the_size_of_the_terminal(void **state)
{
	static const int sizes[][2] = {
		{ 10, 40 }, { 50, 132 }, { 2, 20 }, { 1, 20 }, { 1, 1 }, { 24, 80 },
	};
	struct pty *p = start();

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		char want[32];
		int rows = sizes[i][0];
		int cols = sizes[i][1];
		pty_resize(p, rows, cols);
		snprintf(want, sizeof(want), "termdemo %dx%d", rows, cols);
		if (rows == 1)
			snprintf(want, sizeof(want), "%s", "@");
		pty_wait_text(p, want);
	}
	pty_wait_row(p, 3, "|世界|e\xcc\x81|👩|");
	quit(p);
}

static void
test_a_storm_of_sizes_ends_in_the_last_one(void **state)
{
	struct pty *p = start();

	(void)state;
	for (int i = 0; i < 200; i++)
		pty_resize(p, 1 + i % 40, 1 + (i * 7) % 120);
	pty_resize(p, 20, 70);
	pty_wait_text(p, "termdemo 20x70");
	pty_wait_row(p, 2, "xxxxxxxxxxxxxxxxxxxxxxx");
	pty_wait_row(p, 10, "");
	pty_wait_row(p, 19, "                                                                     @");
	quit(p);
}

static void
test_stale_LINES_and_COLUMNS_do_not_count(void **state)
{
	static const char *const env[] = { "LINES=5", "COLUMNS=10", NULL };
	struct pty *p = start_with(NULL, env);

	(void)state;
	pty_wait_text(p, "termdemo 24x80");
	quit(p);
}

static void
test_suspend_gives_the_terminal_to_the_shell_and_takes_it_back(void **state)
{
	struct pty *p = start();

	(void)state;
	pty_keys(p, "^Z");
	pty_wait_stopped(p);
	assert_restored(p);
	pty_continue(p);
	pty_wait_row(p, 1, "^Z");
	assert_true(pty_altscreen(p));
	pty_keys(p, "Up");
	pty_wait_row(p, 1, "^Z Up");
	quit(p);
}

static void
test_a_size_changed_while_suspended_is_seen(void **state)
{
	struct pty *p = start();

	(void)state;
	pty_keys(p, "^Z");
	pty_wait_stopped(p);
	pty_resize(p, 12, 50);
	pty_continue(p);
	pty_wait_text(p, "termdemo 12x50");
	quit(p);
}

static void
test_a_stop_signal_from_outside_suspends_as_well(void **state)
{
	struct pty *p = start();

	(void)state;
	pty_signal(p, SIGTSTP);
	pty_wait_stopped(p);
	assert_restored(p);
	pty_continue(p);
	pty_wait_text(p, "termdemo");
	quit(p);
}

static void
test_modes_are_set_again_after_a_stop_that_nobody_can_see(void **state)
{
	struct pty *p = start();

	(void)state;
	pty_signal(p, SIGSTOP);
	pty_wait_stopped(p);
	pty_continue(p);
	pty_wait_text(p, "resizes 2");
	/* Typed without Enter: the line discipline would keep it. */
	pty_send(p, "z");
	pty_wait_row(p, 1, "z");
	quit(p);
}

static void
test_an_interrupt_from_outside_is_the_key(void **state)
{
	struct pty *p = start();

	(void)state;
	pty_signal(p, SIGINT);
	pty_wait_row(p, 1, "^C");
	quit(p);
}

static void
test_term_and_hup_end_the_program_and_restore_the_terminal(void **state)
{
	static const int signals[] = { SIGTERM, SIGHUP };

	(void)state;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		struct pty *p = start();
		pty_signal(p, signals[i]);
		int status = pty_wait_exit(p);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
		assert_restored(p);
		pty_free(p);
	}
}

static void
test_fatal_signals_restore_the_terminal_and_still_kill(void **state)
{
	static const int signals[] = { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT };
	/* Sanitizers would turn a signal into an exit. */
	static const char *const env[] = {
		"ASAN_OPTIONS=handle_segv=0:handle_abort=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0",
		"UBSAN_OPTIONS=handle_segv=0:handle_abort=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0",
		NULL,
	};

	(void)state;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		struct pty *p = start_with(NULL, env);
		pty_wait_text(p, "termdemo");
		pty_signal(p, signals[i]);
		int status = pty_wait_exit(p);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), signals[i]);
		assert_restored(p);
		pty_free(p);
	}
}

static void
test_abort_restores_the_terminal(void **state)
{
	static const char *const env[] = { "ASAN_OPTIONS=handle_abort=0", NULL };
	struct pty *p = start_with(NULL, env);

	(void)state;
	pty_wait_text(p, "termdemo");
	pty_send(p, "A");
	int status = pty_wait_exit(p);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
	assert_restored(p);
	pty_free(p);
}

static void
test_the_program_ends_when_the_window_is_closed(void **state)
{
	struct pty *p = start();

	(void)state;
	pty_hangup(p);
	int status = pty_wait_exit(p);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	pty_free(p);
}

static void
test_another_program_gets_the_terminal_and_gives_it_back(void **state)
{
	struct pty *p = start();
	size_t n;

	(void)state;
	pty_output_clear(p);
	pty_send(p, "L");
	pty_wait_text(p, "leaves 1");
	const char *out = pty_output(p, &n);
	const char *left = memmem(out, n, "\033[?1049l", 8);
	const char *line = memmem(out, n, "somebody else's line\r\n", 22);
	assert_non_null(left);
	assert_non_null(line);
	assert_true(left < line);
	assert_true(pty_altscreen(p));
	pty_keys(p, "Up");
	pty_wait_row(p, 1, "L Up");
	assert_int_equal(pty_find(p, "somebody"), -1);
	quit(p);
}

static void
test_only_what_changed_is_written(void **state)
{
	struct pty *p = start();
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
	quit(p);
}

static void
test_a_text_is_copied_by_the_terminal(void **state)
{
	struct pty *p = start();

	(void)state;
	pty_send(p, "y");
	pty_wait_clipboard(p, "copied ☃");
	quit(p);
}

static void
test_a_text_over_the_limit_is_not_copied(void **state)
{
	struct pty *p = start();

	(void)state;
	pty_send(p, "B");
	pty_wait_row(p, 1, "B sent refused");
	assert_int_equal(strlen(pty_clipboard(p)), 74994);
	quit(p);
}

static void
test_copying_goes_through_tmux(void **state)
{
	static const char *const env[] = { "TMUX=/tmp/tmux,1,0", NULL };
	static const char want[] = "\033Ptmux;\033\033]52;c;Y29waWVkIOKYgw==\a\033\\";
	struct pty *p = start_with(NULL, env);
	size_t n;

	(void)state;
	pty_send(p, "y");
	pty_wait_row(p, 1, "y");
	const char *out = pty_output(p, &n);
	assert_non_null(memmem(out, n, want, strlen(want)));
	quit(p);
}

/* Column 16 of row 2 is in the style LINK. */
enum { STYLES_ROW = 2, LINK = 15, MATCH = 18, BAR = 1 };

static void
test_colours_go_by_what_the_terminal_has(void **state)
{
	static const struct {
		const char *term;
		int link, match_bg;
	} cases[] = {
		{ "TERM=xterm", 4, 3 },
		{ "TERM=xterm-256color", 32, 222 },
		{ "TERM=vt100", -1, -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const env[] = { cases[i].term, NULL };
		struct pty *p = start_with(NULL, env);
		pty_wait_row(p, STYLES_ROW, "xxxxxxxxxxxxxxxxxxxxxxx");
		pty_settle(p);
		assert_int_equal(pty_style(p, STYLES_ROW, LINK).fg, cases[i].link);
		assert_int_equal(pty_style(p, STYLES_ROW, MATCH).bg, cases[i].match_bg);
		assert_true(pty_style(p, STYLES_ROW, LINK).underline);
		assert_true(pty_style(p, STYLES_ROW, BAR).reverse);
		quit(p);
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
		"\tsetaf=\\E[%?%p1%{8}%<%t3%p1%d%e38:2:%p1%{65536}%/%d:%p1%{256}%/%{255}%&%d:"
		"%p1%{255}%&%d%;m,\n"
		"\tsetab=\\E[%?%p1%{8}%<%t4%p1%d%e48:2:%p1%{65536}%/%d:%p1%{256}%/%{255}%&%d:"
		"%p1%{255}%&%d%;m,\n\tuse=xterm-256color,\n", f);
	assert_int_equal(fclose(f), 0);
	const char *const tic[] = { "tic", "-x", command, source, NULL };
	struct pty_config compile = { .argv = tic };
	struct pty *p = pty_start(&compile);
	int status = pty_wait_exit(p);
	pty_free(p);
	if (status == 0) {
		const char *const env[] = { variable, "TERM=direct-test", NULL };
		p = start_with(NULL, env);
		pty_wait_row(p, STYLES_ROW, "xxxxxxxxxxxxxxxxxxxxxxx");
		pty_settle(p);
		assert_int_equal(pty_style(p, STYLES_ROW, LINK).fg, PTY_RGB | 0x0087d7);
		quit(p);
	}
	const char *const rm[] = { "rm", "-rf", folder, NULL };
	struct pty_config clean = { .argv = rm };
	p = pty_start(&clean);
	pty_wait_exit(p);
	pty_free(p);
	if (status != 0)
		skip();
}

static void
test_colours_can_be_switched_off_and_on(void **state)
{
	static const struct {
		const char *arg, *env;
		int link;
	} cases[] = {
		{ "", "NO_COLOR=1", -1 },
		{ "", "NO_COLOR=", 32 },
		{ "color=never", "NO_COLOR", -1 },
		{ "color=always", "NO_COLOR=1", 32 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const args[] = { cases[i].arg, NULL };
		const char *const env[] = { cases[i].env, NULL };
		struct pty *p = start_with(args, env);
		pty_wait_row(p, STYLES_ROW, "xxxxxxxxxxxxxxxxxxxxxxx");
		pty_settle(p);
		assert_int_equal(pty_style(p, STYLES_ROW, LINK).fg, cases[i].link);
		assert_true(pty_style(p, STYLES_ROW, LINK).underline);
		quit(p);
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
test_only_ascii_is_shown_where_the_locale_or_the_reader_says_so(void **state)
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
		const char *const args[] = { cases[i].arg, NULL };
		const char *const env[] = { cases[i].env, NULL };
		struct pty *p = start_with(args, env);
		size_t n;
		pty_wait_row(p, 3, "|? ? |e|? |");
		const char *out = pty_output(p, &n);
		assert_true(is_ascii(out, n));
		quit(p);
	}
}

static void
test_keys_beyond_ascii_are_dropped_without_utf8(void **state)
{
	static const char *const env[] = { "LC_ALL=C", NULL };
	struct pty *p = start_with(NULL, env);

	(void)state;
	pty_wait_text(p, "termdemo");
	pty_send(p, "\xc3\xa9\xe4\xb8\x96z");
	pty_wait_row(p, 1, "z");
	quit(p);
}

static void
test_the_mouse_is_only_asked_for_when_wanted(void **state)
{
	static const char *const args[] = { "mouse", NULL };
	struct pty *p = start();
	size_t n;

	(void)state;
	const char *out = pty_output(p, &n);
	assert_null(memmem(out, n, "\033[?1000", 7));
	quit(p);
	p = start_with(args, NULL);
	pty_wait_text(p, "termdemo");
	/* One by one: ncurses gives the newest of several first. */
	pty_click(p, 3, 10);
	pty_wait_row(p, 1, "click:3,10");
	pty_wheel(p, 4, 60, true);
	pty_wait_row(p, 1, "click:3,10 wheel:4,60,-3");
	pty_wheel(p, 4, 60, false);
	pty_keys(p, "j");
	pty_wait_row(p, 1, "click:3,10 wheel:4,60,-3 wheel:4,60,3 j");
	quit(p);
}

static void
test_a_terminal_that_cannot_show_a_screen_is_an_error(void **state)
{
	static const struct {
		const char *env, *message;
	} cases[] = {
		{ "TERM=dumb", "the terminal type 'dumb' cannot move the cursor; use --list" },
		{ "TERM=no-such", "the terminal type 'no-such' is not known here; use --list" },
		{ "TERM=\033[31mx", "the terminal type '[31mx' is not known here; use --list" },
		{ "TERM=../../x", "the terminal type '../../x' is not known here; use --list" },
		{ "TERM=", "the terminal's type is not known (TERM is not set); use --list" },
		{ "TERM", "the terminal's type is not known (TERM is not set); use --list" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const env[] = { cases[i].env, NULL };
		struct pty *p = start_with(NULL, env);
		int status = pty_wait_exit(p);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 2);
		pty_wait_text(p, cases[i].message);
		assert_restored(p);
		pty_free(p);
	}
}

static void
test_keys_come_from_the_terminal_when_standard_input_does_not(void **state)
{
	const char *const argv[] = { self, "demo", NULL };
	struct pty_config config = { .argv = argv, .input = "/dev/null" };
	struct pty *p = pty_start(&config);

	(void)state;
	pty_wait_text(p, "termdemo 24x80");
	pty_keys(p, "Up");
	pty_wait_row(p, 1, "Up");
	quit(p);
}

static void
test_output_that_is_no_terminal_is_an_error(void **state)
{
	const char *const argv[] = { self, "demo", NULL };
	struct pty_config config = { .argv = argv, .output = "/dev/null" };
	struct pty *p = pty_start(&config);

	(void)state;
	int status = pty_wait_exit(p);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 2);
	pty_wait_text(p, "standard output is not a terminal; use --list");
	pty_free(p);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_it_takes_the_terminal_and_gives_it_back),
	cmocka_unit_test(test_every_cell_is_painted_where_it_belongs),
	cmocka_unit_test(test_hostile_bytes_never_reach_the_terminal),
	cmocka_unit_test(test_keys_arrive_as_terminfo_sends_them),
	cmocka_unit_test(test_carriage_return_newline_and_both_erase_keys_are_folded),
	cmocka_unit_test(test_a_lone_escape_is_a_key_of_its_own),
	cmocka_unit_test(test_unknown_sequences_are_dropped_as_a_whole),
	cmocka_unit_test(test_a_sequence_in_two_parts_is_still_dropped),
	cmocka_unit_test(test_bytes_that_are_not_utf8_do_not_eat_keys),
	cmocka_unit_test(test_a_character_in_two_parts_is_one_key),
	cmocka_unit_test(test_a_burst_of_keys_loses_none),
	cmocka_unit_test(test_the_canvas_follows_the_size_of_the_terminal),
	cmocka_unit_test(test_a_storm_of_sizes_ends_in_the_last_one),
	cmocka_unit_test(test_stale_LINES_and_COLUMNS_do_not_count),
	cmocka_unit_test(test_suspend_gives_the_terminal_to_the_shell_and_takes_it_back),
	cmocka_unit_test(test_a_size_changed_while_suspended_is_seen),
	cmocka_unit_test(test_a_stop_signal_from_outside_suspends_as_well),
	cmocka_unit_test(test_modes_are_set_again_after_a_stop_that_nobody_can_see),
	cmocka_unit_test(test_an_interrupt_from_outside_is_the_key),
	cmocka_unit_test(test_term_and_hup_end_the_program_and_restore_the_terminal),
	cmocka_unit_test(test_fatal_signals_restore_the_terminal_and_still_kill),
	cmocka_unit_test(test_abort_restores_the_terminal),
	cmocka_unit_test(test_the_program_ends_when_the_window_is_closed),
	cmocka_unit_test(test_another_program_gets_the_terminal_and_gives_it_back),
	cmocka_unit_test(test_only_what_changed_is_written),
	cmocka_unit_test(test_a_text_is_copied_by_the_terminal),
	cmocka_unit_test(test_a_text_over_the_limit_is_not_copied),
	cmocka_unit_test(test_copying_goes_through_tmux),
	cmocka_unit_test(test_colours_go_by_what_the_terminal_has),
	cmocka_unit_test(test_a_terminal_with_direct_colours_gets_them),
	cmocka_unit_test(test_colours_can_be_switched_off_and_on),
	cmocka_unit_test(test_only_ascii_is_shown_where_the_locale_or_the_reader_says_so),
	cmocka_unit_test(test_keys_beyond_ascii_are_dropped_without_utf8),
	cmocka_unit_test(test_the_mouse_is_only_asked_for_when_wanted),
	cmocka_unit_test(test_a_terminal_that_cannot_show_a_screen_is_an_error),
	cmocka_unit_test(test_keys_come_from_the_terminal_when_standard_input_does_not),
	cmocka_unit_test(test_output_that_is_no_terminal_is_an_error),
};

int
main(int argc, char **argv)
{
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	if (argc > 1 && strcmp(argv[1], "demo") == 0)
		return termdemo_main(argc - 2, argv + 2);
	if (n < 0)
		return 99;
	self[n] = '\0';
	return cmocka_run_group_tests_name("term", tests, NULL, NULL);
}
