/* The theme that goes by the terminal's background. */
#include "config.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/reader.h"
#include "lib/termdemo.h"

enum { PAPER = 231, NIGHT = 234, TERMINAL = -1 };	/* backgrounds, of the 256 */

static const char *const args[] = { "theme=auto:paper,night", NULL };
static const char question[] = "\033]11;?\033\\\033[c";

static size_t
count(struct pty *p, const char *text)
{
	size_t n, found = 0;
	const char *out = pty_output(p, &n), *end = out + n;

	while ((out = memmem(out, (size_t)(end - out), text, strlen(text))) != NULL) {
		out += strlen(text);
		found++;
	}
	return found;
}

static struct pty *
start(const char *const *arguments, const char *term, const char *colorfgbg)
{
	const char *const env[] = { term, colorfgbg, "COLORTERM", "TMUX", NULL };
	struct pty *p = termdemo_start_with(arguments, env);

	pty_wait_text(p, "termdemo 24x80");
	pty_settle(p);
	return p;
}

static int
ground(struct pty *p)
{
	return pty_style(p, 12, 40).bg;
}

static void
test_the_background_is_asked_for_once_behind_the_first_frame(void **state)
{
	struct pty *p = start(args, "TERM=xterm-256color", "COLORFGBG");
	size_t n;

	(void)state;
	const char *out = pty_output(p, &n);
	const char *frame = memmem(out, n, "termdemo", strlen("termdemo"));
	const char *asked = memmem(out, n, question, strlen(question));
	assert_non_null(frame);
	assert_non_null(asked);
	assert_true(frame < asked);
	pty_resize(p, 25, 80);
	pty_wait_text(p, "termdemo 25x80");
	pty_send(p, "RL");
	pty_wait_text(p, "leaves 1");
	pty_settle(p);
	assert_int_equal(count(p, question), 1);
	termdemo_quit(p);
}

static void
test_nothing_is_asked_without_need(void **state)
{
	static const struct {
		const char *term, *arg, *color;
	} cases[] = {
		{ "TERM=xterm-256color", "theme=night", "" },
		{ "TERM=xterm-256color", "theme=terminal", "" },
		{ "TERM=xterm-256color", "theme=auto:paper,night", "color=never" },
		{ "TERM=vt100", "theme=auto:paper,night", "" },
		{ "TERM=linux", "theme=auto:paper,night", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const arguments[] = { cases[i].arg, cases[i].color, NULL };
		struct pty *p = start(arguments, cases[i].term, "COLORFGBG");

		assert_int_equal(count(p, "\033]"), 0);
		termdemo_quit(p);
	}
}

static void
test_the_answer_chooses_the_theme(void **state)
{
	static const struct {
		const char *answer;	/* a newline parts two writes */
		int ground;
	} cases[] = {
		{ "\033]11;rgb:ffff/ffff/dddd\033\\", PAPER },
		{ "\033]11;rgb:ff/ff/dd\a", PAPER },
		{ "\033]11;rgba:0000/2b2b/3636/ffff\033\\", NIGHT },
		{ "\033]11;rgb:fdfd/f6f6/e3e3\a", PAPER },
		{ "\033]11;rgb:0/0/0\033\\", NIGHT },
		{ "\033]11;rgb:1c1c/1c\n1c/1c1c\033\\", NIGHT },
		{ "\033]1\n1;rgb:eeee/\neeee/eeee\033\n\\", PAPER },
		{ "\033\n]11;rgb:eeee/eeee/eeee\033\n\\\033\n[?62\n;c", PAPER },
		{ "\033]10;rgb:ffff/ffff/ffff\033\\", TERMINAL },
		{ "\033]11;rgb:ffff/ffff\033\\", TERMINAL },
		{ "\033]11;#ffffff\033\\", TERMINAL },
		{ "\033]11;rgb:ffff/ffff/ffff/and/much/more/than/there/is/room/for\033\\", PAPER },
		{ "", TERMINAL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct pty *p = start(args, "TERM=xterm-256color", "COLORFGBG");

		for (const char *s = cases[i].answer; *s != '\0'; s += *s == '\n') {
			size_t n = strcspn(s, "\n");

			/* Without waiting: a pause would end the answer. */
			pty_sendn(p, s, n);
			s += n;
		}
		if (cases[i].ground != TERMINAL)
			pty_wait_row(p, 1, "repaint");
		pty_send(p, "z");
		pty_wait_row(p, 1, cases[i].ground != TERMINAL ? "repaint z" : "z");
		pty_settle(p);
		assert_int_equal(ground(p), cases[i].ground);
		termdemo_quit(p);
	}
}

static void
test_without_an_answer_the_environment_counts(void **state)
{
	static const struct {
		const char *env;
		int ground;
	} cases[] = {
		{ "COLORFGBG=15;0", NIGHT },
		{ "COLORFGBG=0;15", PAPER },
		{ "COLORFGBG=0;default;7", PAPER },
		{ "COLORFGBG=12;8", NIGHT },
		{ "COLORFGBG=15;default", TERMINAL },
		{ "COLORFGBG=15;99", TERMINAL },
		{ "COLORFGBG=", TERMINAL },
		{ "COLORFGBG", TERMINAL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct pty *p = start(args, "TERM=xterm-256color", cases[i].env);

		assert_int_equal(ground(p), cases[i].ground);
		/* An answer that comes late counts more. */
		pty_send(p, "z\033]11;rgb:fafa/fafa/fafa\033\\z");
		pty_wait_row(p, 1, cases[i].ground == PAPER ? "z z" : "z repaint z");
		pty_settle(p);
		assert_int_equal(ground(p), PAPER);
		termdemo_quit(p);
	}
}

/* Start in a terminal that has not answered yet. */
static struct pty *
start_silent(void)
{
	static const char *const env[] = {
		"TERM=xterm-256color", "COLORFGBG", "COLORTERM", "TMUX", NULL
	};
	struct pty_config config = { .env = env, .silent = true };
	struct pty *p = termdemo_start_as(&config, args);

	pty_wait_text(p, "termdemo 24x80");
	pty_settle(p);
	assert_int_equal(count(p, question), 1);
	return p;
}

/* Answers that the program reads at once with the key before them, and byte by byte. */
static const char *const answers[] = {
	"\033]11;rgb:ffff/ffff/dddd\033\\\033[?62;c", "\033]11;rgb:f/f/d\a\033[?6c",
};

static void
test_an_answer_at_the_end_is_not_left_to_the_shell(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		struct pty *p = start_silent();
		char bytes[64];

		snprintf(bytes, sizeof(bytes), "q%s", answers[i]);
		pty_send(p, bytes);
		pty_wait_exit(p);
		assert_false(pty_left_input(p));
		termdemo_assert_restored(p);
		pty_free(p);
	}
}

static void
test_nor_is_one_that_comes_with_the_signal_that_ends(void **state)
{
	struct pty *p = start_silent();

	(void)state;
	/* Stopped, it sees both at once. */
	pty_signal(p, SIGSTOP);
	pty_wait_stopped(p);
	pty_send(p, answers[0]);
	pty_signal(p, SIGTERM);
	pty_continue(p);
	pty_wait_exit(p);
	assert_false(pty_left_input(p));
	termdemo_assert_restored(p);
	pty_free(p);
}

static void
test_an_answer_while_the_program_stops_chooses_the_theme(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		struct pty *p = start_silent();
		char bytes[64];

		snprintf(bytes, sizeof(bytes), "\032%s", answers[i]);
		pty_send(p, bytes);
		pty_wait_stopped(p);
		assert_false(pty_left_input(p));
		pty_continue(p);
		pty_wait_row(p, 1, "^Z");
		/* The key after it is not taken for the answer. */
		pty_send(p, "z");
		pty_wait_row(p, 1, "^Z z");
		pty_settle(p);
		assert_int_equal(ground(p), PAPER);
		termdemo_quit(p);
	}
}

static void
test_an_answer_is_no_text_of_an_open_prompt(void **state)
{
	struct reader *r = *state;
	static const char *const arguments[] = { "-o", "theme=auto:paper,night", "seeds", NULL };

	reader_seeds(r);
	reader_setenv(r, "COLORTERM");
	reader_setenv(r, "COLORFGBG");
	struct pty *p = reader_start(r, arguments);
	pty_wait_text(p, "White House says");
	pty_send(p, "/");
	pty_wait_row(p, 23, "/");
	pty_send(p, "bi\033]11;rgb:1111/");
	pty_send(p, "1111/1111\033\\den");
	pty_wait_row(p, 23, "/biden");
	pty_settle(p);
	assert_int_equal(pty_style(p, 23, 40).bg, NIGHT);
	pty_keys(p, "Esc");
	pty_wait_gone(p, "/biden");
	reader_quit(p);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_background_is_asked_for_once_behind_the_first_frame),
		cmocka_unit_test(test_nothing_is_asked_without_need),
		cmocka_unit_test(test_the_answer_chooses_the_theme),
		cmocka_unit_test(test_without_an_answer_the_environment_counts),
		cmocka_unit_test(test_an_answer_at_the_end_is_not_left_to_the_shell),
		cmocka_unit_test(test_nor_is_one_that_comes_with_the_signal_that_ends),
		cmocka_unit_test(test_an_answer_while_the_program_stops_chooses_the_theme),
		cmocka_unit_test_setup_teardown(test_an_answer_is_no_text_of_an_open_prompt,
			reader_setup, reader_teardown),
	};

	if (termdemo_is_asked(argc, argv))
		return termdemo_main(argc, argv);
	return cmocka_run_group_tests_name("term_theme", tests, NULL, NULL);
}
