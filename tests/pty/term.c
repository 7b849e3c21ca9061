#include "config.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "lib/termdemo.h"

static void
test_it_takes_the_terminal_and_gives_it_back(void **state)
{
	struct pty *p = termdemo_start();

	(void)state;
	assert_true(pty_altscreen(p));
	pty_wait_cursor(p, 1, 0);
	assert_true(pty_cursor_shown(p));
	termdemo_quit(p);
}

static void
test_the_canvas_follows_the_size_of_the_terminal(void **state)
{
	static const int sizes[][2] = {
		{ 10, 40 }, { 50, 132 }, { 2, 20 }, { 1, 20 }, { 1, 1 }, { 24, 80 },
	};
	struct pty *p = termdemo_start();

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
	pty_wait_row(p, 3, "|世界|e\xcc\x81|👩\xe2\x80\x8d|");
	termdemo_quit(p);
}

static void
test_a_storm_of_sizes_ends_in_the_last_one(void **state)
{
	struct pty *p = termdemo_start();

	(void)state;
	for (int i = 0; i < 200; i++)
		pty_resize(p, 1 + i % 40, 1 + (i * 7) % 120);
	pty_resize(p, 20, 70);
	pty_wait_text(p, "termdemo 20x70");
	pty_wait_row(p, 2, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
	pty_wait_row(p, 10, "");
	pty_wait_row(p, 19, "                                   "
		"                                  @");
	termdemo_quit(p);
}

/* So it is when a program has not seen yet how little is left. */
static void
test_one_column_outlives_what_was_written_for_more(void **state)
{
	const char *const argv[] = { "printf", "世\\033[Hx", NULL };
	struct pty_config config = { .argv = argv, .cols = 1 };
	struct pty *p = pty_start(&config);

	(void)state;
	assert_int_equal(pty_wait_exit(p), 0);
	assert_string_equal(pty_row(p, 0), "x");
	pty_wait_cursor(p, 0, 0);
	pty_free(p);
}

static void
test_stale_LINES_and_COLUMNS_do_not_count(void **state)
{
	static const char *const env[] = { "LINES=5", "COLUMNS=10", NULL };
	struct pty *p = termdemo_start_with(NULL, env);

	(void)state;
	pty_wait_text(p, "termdemo 24x80");
	termdemo_quit(p);
}

static void
test_suspend_gives_the_terminal_back_for_a_while(void **state)
{
	struct pty *p = termdemo_start();

	(void)state;
	pty_keys(p, "^Z");
	pty_wait_stopped(p);
	termdemo_assert_restored(p);
	pty_continue(p);
	pty_wait_row(p, 1, "^Z");
	assert_true(pty_altscreen(p));
	pty_keys(p, "Up");
	pty_wait_row(p, 1, "^Z Up");
	termdemo_quit(p);
}

static void
test_a_size_changed_while_suspended_is_seen(void **state)
{
	struct pty *p = termdemo_start();

	(void)state;
	pty_keys(p, "^Z");
	pty_wait_stopped(p);
	pty_resize(p, 12, 50);
	pty_continue(p);
	pty_wait_text(p, "termdemo 12x50");
	termdemo_quit(p);
}

static void
test_a_stop_signal_from_outside_suspends_as_well(void **state)
{
	struct pty *p = termdemo_start();

	(void)state;
	pty_signal(p, SIGTSTP);
	pty_wait_stopped(p);
	termdemo_assert_restored(p);
	pty_continue(p);
	pty_wait_text(p, "termdemo");
	termdemo_quit(p);
}

static void
test_modes_are_set_again_after_an_unseen_stop(void **state)
{
	struct pty *p = termdemo_start();

	(void)state;
	pty_signal(p, SIGSTOP);
	pty_wait_stopped(p);
	pty_continue(p);
	pty_wait_text(p, "resizes 2");
	/* Typed without Enter: the line discipline would keep it. */
	pty_send(p, "z");
	pty_wait_row(p, 1, "z");
	termdemo_quit(p);
}

static void
test_term_and_hup_end_it_and_restore_the_terminal(void **state)
{
	static const int signals[] = { SIGTERM, SIGHUP };

	(void)state;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		struct pty *p = termdemo_start();
		pty_signal(p, signals[i]);
		int status = pty_wait_exit(p);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
		termdemo_assert_restored(p);
		pty_free(p);
	}
}

static void
test_fatal_signals_restore_the_terminal_and_still_kill(void **state)
{
	static const int signals[] = {
		SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT,
	};
	/* Sanitizers would turn a signal into an exit. */
	static const char *const env[] = {
		"ASAN_OPTIONS=handle_segv=0:handle_abort=0:handle_sigbus=0:"
			"handle_sigfpe=0:handle_sigill=0",
		"UBSAN_OPTIONS=handle_segv=0:handle_abort=0:handle_sigbus=0:"
			"handle_sigfpe=0:handle_sigill=0",
		NULL,
	};

	(void)state;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		struct pty *p = termdemo_start_with(NULL, env);
		pty_wait_text(p, "termdemo");
		pty_signal(p, signals[i]);
		int status = pty_wait_exit(p);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), signals[i]);
		termdemo_assert_restored(p);
		pty_free(p);
	}
}

static void
test_abort_restores_the_terminal(void **state)
{
	static const char *const env[] = { "ASAN_OPTIONS=handle_abort=0", NULL };
	struct pty *p = termdemo_start_with(NULL, env);

	(void)state;
	pty_wait_text(p, "termdemo");
	pty_send(p, "A");
	int status = pty_wait_exit(p);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
	termdemo_assert_restored(p);
	pty_free(p);
}

static void
test_the_program_ends_when_the_window_is_closed(void **state)
{
	struct pty *p = termdemo_start();

	(void)state;
	pty_hangup(p);
	int status = pty_wait_exit(p);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	pty_free(p);
}

static void
test_another_program_gets_the_terminal_on_loan(void **state)
{
	struct pty *p = termdemo_start();
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
	termdemo_quit(p);
}

static void
test_a_terminal_that_cannot_show_a_screen_is_an_error(void **state)
{
	static const struct {
		const char *env, *message;
	} cases[] = {
		{ "TERM=dumb",
			"the terminal type 'dumb' cannot move the cursor; use --list" },
		{ "TERM=no-such",
			"the terminal type 'no-such' is not known here; use --list" },
		{ "TERM=\033[31mx",
			"the terminal type 'x' is not known here; use --list" },
		{ "TERM=../../x",
			"the terminal type '../../x' is not known here; use --list" },
		{ "TERM=",
			"the terminal's type is not known (TERM is not set)" },
		{ "TERM",
			"the terminal's type is not known (TERM is not set)" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const env[] = { cases[i].env, NULL };
		struct pty *p = termdemo_start_with(NULL, env);
		int status = pty_wait_exit(p);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 2);
		pty_wait_text(p, cases[i].message);
		termdemo_assert_restored(p);
		pty_free(p);
	}
}

static void
test_output_that_is_no_terminal_is_an_error(void **state)
{
	struct pty_config config = { .output = "/dev/null" };
	struct pty *p = termdemo_start_as(&config, NULL);

	(void)state;
	int status = pty_wait_exit(p);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 2);
	pty_wait_text(p, "standard output is not a terminal; use --list");
	pty_free(p);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_it_takes_the_terminal_and_gives_it_back),
		cmocka_unit_test(test_the_canvas_follows_the_size_of_the_terminal),
		cmocka_unit_test(test_a_storm_of_sizes_ends_in_the_last_one),
		cmocka_unit_test(test_one_column_outlives_what_was_written_for_more),
		cmocka_unit_test(test_stale_LINES_and_COLUMNS_do_not_count),
		cmocka_unit_test(test_suspend_gives_the_terminal_back_for_a_while),
		cmocka_unit_test(test_a_size_changed_while_suspended_is_seen),
		cmocka_unit_test(test_a_stop_signal_from_outside_suspends_as_well),
		cmocka_unit_test(test_modes_are_set_again_after_an_unseen_stop),
		cmocka_unit_test(test_term_and_hup_end_it_and_restore_the_terminal),
		cmocka_unit_test(test_fatal_signals_restore_the_terminal_and_still_kill),
		cmocka_unit_test(test_abort_restores_the_terminal),
		cmocka_unit_test(test_the_program_ends_when_the_window_is_closed),
		cmocka_unit_test(test_another_program_gets_the_terminal_on_loan),
		cmocka_unit_test(test_a_terminal_that_cannot_show_a_screen_is_an_error),
		cmocka_unit_test(test_output_that_is_no_terminal_is_an_error),
	};

	if (termdemo_is_asked(argc, argv))
		return termdemo_main(argc, argv);
	return cmocka_run_group_tests_name("term", tests, NULL, NULL);
}
