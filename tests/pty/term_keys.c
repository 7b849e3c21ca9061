#include "config.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/termdemo.h"

static void
test_keys_arrive_as_terminfo_sends_them(void **state)
{
	static const char *const cases[] = {
		"j J Up Down Left Right Home End PgUp PgDn",
		"Backspace Delete Insert Tab S-Tab Enter Space",
		"é 世 😀 ^C ^D ^S ^Q ^\\ ^V ^O",
	};
	struct pty *p = termdemo_start();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		pty_keys(p, cases[i]);
		pty_wait_row(p, 1, cases[i]);
		pty_keys(p, "^L");
	}
	termdemo_quit(p);
}

static void
test_both_kinds_of_enter_and_erase_are_folded(void **state)
{
	struct pty *p = termdemo_start();

	(void)state;
	pty_send(p, "\r\n\b\177");
	pty_wait_row(p, 1, "Enter Enter Backspace Backspace");
	termdemo_quit(p);
}

static void
test_a_lone_escape_is_a_key_of_its_own(void **state)
{
	struct pty *p = termdemo_start();

	(void)state;
	pty_send(p, "\033");
	pty_wait_row(p, 1, "Esc");
	pty_send(p, "j");
	pty_wait_row(p, 1, "Esc j");
	pty_send(p, "\033x");
	pty_wait_row(p, 1, "Esc j M-x");
	termdemo_quit(p);
}

static void
test_unknown_sequences_are_dropped_as_a_whole(void **state)
{
	static const char *const cases[] = {
		"\033[1;5A", "\033[1;3D", "\033[201~", "\033[99;99;99u", "\033[?62;c",
		"\033[>0;276;0c",
		"\033Oz", "\033\003", "\033\xc3\xa9", "\033]10;rgb:ffff/ffff/ffff\a",
		"\033]11;rgb:0000/0000/0000\033\\", "\033P>|XTerm(370)\033\\",
		"\033_Gi=1;OK\033\\",
		"\033\033OA",
	};
	struct pty *p = termdemo_start();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		pty_send(p, cases[i]);
		pty_send(p, "z");
		pty_wait_row(p, 1, "z");
		pty_keys(p, "^L");
		pty_wait_row(p, 1, "");
	}
	termdemo_quit(p);
}

static void
test_a_sequence_in_two_parts_is_still_dropped(void **state)
{
	struct pty *p = termdemo_start();

	(void)state;
	pty_send(p, "\033[1;");
	pty_settle(p);
	pty_send(p, "5Az");
	pty_wait_row(p, 1, "z");
	termdemo_quit(p);
}

static void
test_bytes_that_are_not_utf8_do_not_eat_keys(void **state)
{
	static const char *const cases[] = {
		"\xe9z", "\xffz", "\xc3z", "\xe4\xb8z", "\x80z", "\xed\xa0\x80z",
		"\xc2\x9bz", "\xf4\x90\x80\x80z",
	};
	struct pty *p = termdemo_start();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		pty_send(p, cases[i]);
		pty_wait_row(p, 1, "z");
		pty_keys(p, "^L");
		pty_wait_row(p, 1, "");
	}
	termdemo_quit(p);
}

static void
test_a_character_in_two_parts_is_one_key(void **state)
{
	struct pty *p = termdemo_start();

	(void)state;
	pty_send(p, "\xe4");
	pty_settle(p);
	pty_send(p, "\xb8\x96");
	pty_wait_row(p, 1, "世");
	termdemo_quit(p);
}

static void
test_a_burst_of_keys_loses_none(void **state)
{
	struct pty *p = termdemo_start();
	char keys[2002];

	(void)state;
	memset(keys, '\f', sizeof(keys));
	memset(keys, 'k', 2000);
	keys[2000] = '\f';
	keys[2001] = '\0';
	pty_send(p, keys);
	pty_send(p, "j");
	pty_wait_row(p, 1, "j");
	termdemo_quit(p);
}

static void
test_a_bracketed_paste_is_one_event(void **state)
{
	static const struct {
		const char *bytes, *row;
	} cases[] = {
		{ "\033[200~Ad hello\rQ\033[201~", "paste:Ad_hello_Q:10" },
		{ "\033[200~\033[201~z", "paste::0 z" },
		/* A beginning in a paste is text, an end belongs to the last that comes. */
		{ "\033[200~a\033[200~b\033[201~z", "paste:a_[200~b:8 z" },
		{ "\033[200~a\033[201~LLLLLLLLLLLLLLLLLLLLLLLLLL\033[201~z",
			"paste:aLLLLLLLLLLLLLLLLLLLLLLLLLL:27 z" },
		{ "\033[200~a\033[201~z\033[200~b\033[201~", "paste:a:1 z paste:b:1" },
		{ "\033[200~a\033[201\033[201~z", "paste:a_[201:6 z" },
		{ "j\033[200~\033OA\033[201~k", "j paste:_OA:3 k" },
	};
	struct pty *p = termdemo_start();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		pty_send(p, cases[i].bytes);
		pty_wait_row(p, 1, cases[i].row);
		pty_keys(p, "^L");
		pty_wait_row(p, 1, "");
	}
	termdemo_quit(p);
}

static void
test_a_paste_may_come_in_parts(void **state)
{
	static const char *const parts[] = { "\033[200~a", " q", " b\033", "[201", "~z" };
	struct pty *p = termdemo_start();

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		pty_send(p, parts[i]);
	pty_wait_row(p, 1, "paste:a_q_b:5 z");
	termdemo_quit(p);
}

/* Of a large one the beginning is kept. */
static void
test_a_huge_paste_is_cut(void **state)
{
	enum { SIZE = 10 << 20 };
	char *text = malloc(SIZE);
	struct pty *p = termdemo_start();

	(void)state;
	memset(text, 'q', SIZE);
	pty_send(p, "\033[200~");
	pty_sendn(p, text, SIZE);
	pty_send(p, "\033[201~z");
	pty_wait_row(p, 1, "paste:qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq:8192 z");
	free(text);
	termdemo_quit(p);
}

static void
test_a_paste_without_an_end_ends_by_itself_or_by_an_interrupt(void **state)
{
	struct pty *p = termdemo_start();

	(void)state;
	pty_send(p, "\033[200~a q");
	pty_wait_row(p, 1, "paste:a_q:3");
	pty_send(p, "z");
	pty_wait_row(p, 1, "paste:a_q:3 z");
	pty_send(p, "\f\033[200~b");
	pty_settle(p);
	pty_send(p, "\003");
	pty_wait_row(p, 1, "paste:b:1");
	termdemo_quit(p);
}

static void
test_text_without_brackets_is_a_paste(void **state)
{
	static const struct {
		const char *bytes, *row;
	} cases[] = {
		{ "what is long and has words in it q\n", "paste:what_is_long_and_has_words_in_it_q_:35" },
		{ "llllllllllllllllllll\rllllllllllll", "paste:llllllllllllllllllll_llllllllllll:33" },
		{ "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 "
			"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9",
			"paste:_________________________________:33" },
	};
	struct pty *p = termdemo_start();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		pty_send(p, cases[i].bytes);
		pty_wait_row(p, 1, cases[i].row);
		pty_keys(p, "^L");
		pty_wait_row(p, 1, "");
	}
	/* Off once the terminal has sent brackets. */
	pty_send(p, "\033[200~\033[201~");
	pty_wait_row(p, 1, "paste::0");
	pty_send(p, "\fjjjjjjjjjjjjjjjj jjjjjjjjjjjjjjjjj");
	pty_wait_row(p, 1, "j j j j j j j j j j j j j j j j Space j j j j j j j j j j j j j j j j j");
	termdemo_quit(p);
}

static void
test_keys_in_one_write_are_no_paste(void **state)
{
	static const char *const cases[] = {
		/* 31 bytes, no letters about the blank, no blank, no printable bytes */
		"jjjjjjjjjjjjjjj kkkkkkkkkkkkkkk",
		"5 6 7 8 5 6 7 8 5 6 7 8 5 6 7 8 5 6",
		"jmjmjmjmjmjmjmjmjmjmjmjmjmjmjmjmjmjm",
		"\033OA\033OA\033OA\033OA\033OA\033OA\033OA\033OA\033OA\033OA\033OA\033OA j k",
	};
	static const char *const rows[] = {
		"j j j j j j j j j j j j j j j Space k k k k k k k k k k k k k k k",
		"5 Space 6 Space 7 Space 8 Space 5 Space 6 Space 7 Space 8 Space 5 Space 6 Space",
		"j m j m j m j m j m j m j m j m j m j m j m j m j m j m j m j m j m j m",
		"Up Up Up Up Up Up Up Up Up Up Up Up Space j Space k",
	};
	struct pty *p = termdemo_start();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		pty_send(p, cases[i]);
		pty_wait_row(p, 1, rows[i]);
		pty_keys(p, "^L");
		pty_wait_row(p, 1, "");
	}
	termdemo_quit(p);
}

static bool
asks_for_brackets(struct pty *p, void *ctx)
{
	(void)ctx;
	return pty_brackets(p);
}

static void
test_brackets_are_asked_for_while_the_screen_is_ours(void **state)
{
	struct pty *p = termdemo_start();

	(void)state;
	assert_true(pty_brackets(p));
	pty_keys(p, "^Z");
	pty_wait_stopped(p);
	assert_false(pty_brackets(p));
	pty_continue(p);
	pty_wait_text(p, "termdemo");
	pty_wait(p, asks_for_brackets, NULL, "brackets");
	pty_keys(p, "A");
	pty_wait_exit(p);
	assert_false(pty_brackets(p));
	pty_free(p);
}

static void
test_an_interrupt_from_outside_is_the_key(void **state)
{
	struct pty *p = termdemo_start();

	(void)state;
	pty_signal(p, SIGINT);
	pty_wait_row(p, 1, "^C");
	termdemo_quit(p);
}

static void
test_keys_beyond_ascii_are_dropped_without_utf8(void **state)
{
	static const char *const env[] = { "LC_ALL=C", NULL };
	struct pty *p = termdemo_start_with(NULL, env);

	(void)state;
	pty_wait_text(p, "termdemo");
	pty_send(p, "\xc3\xa9\xe4\xb8\x96z");
	pty_wait_row(p, 1, "z");
	termdemo_quit(p);
}

static void
test_the_mouse_is_only_asked_for_when_wanted(void **state)
{
	static const char *const args[] = { "mouse", NULL };
	struct pty *p = termdemo_start();
	size_t n;

	(void)state;
	const char *out = pty_output(p, &n);
	assert_null(memmem(out, n, "\033[?1000", 7));
	termdemo_quit(p);
	p = termdemo_start_with(args, NULL);
	pty_wait_text(p, "termdemo");
	/* One by one: ncurses gives the newest of several first. */
	pty_click(p, 3, 10);
	pty_wait_row(p, 1, "click:3,10 release");
	pty_wheel(p, 4, 60, true);
	pty_wait_row(p, 1, "click:3,10 release wheel:4,60,-3");
	pty_wheel(p, 4, 60, false);
	pty_keys(p, "j");
	pty_wait_row(p, 1, "click:3,10 release wheel:4,60,-3 wheel:4,60,3 j");
	/* Moves without a button are not reported. */
	pty_drag(p, 5, 20, 5, 24);
	pty_release(p);
	pty_keys(p, "k");
	pty_wait_row(p, 1, "click:3,10 release wheel:4,60,-3 wheel:4,60,3 j"
		" click:5,20 drag:5,24 release k");
	termdemo_quit(p);
}

static void
test_keys_come_from_the_terminal_not_from_a_pipe(void **state)
{
	struct pty_config config = { .input = "/dev/null" };
	struct pty *p = termdemo_start_as(&config, NULL);

	(void)state;
	pty_wait_text(p, "termdemo 24x80");
	pty_keys(p, "Up");
	pty_wait_row(p, 1, "Up");
	termdemo_quit(p);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys_arrive_as_terminfo_sends_them),
		cmocka_unit_test(test_both_kinds_of_enter_and_erase_are_folded),
		cmocka_unit_test(test_a_lone_escape_is_a_key_of_its_own),
		cmocka_unit_test(test_unknown_sequences_are_dropped_as_a_whole),
		cmocka_unit_test(test_a_sequence_in_two_parts_is_still_dropped),
		cmocka_unit_test(test_bytes_that_are_not_utf8_do_not_eat_keys),
		cmocka_unit_test(test_a_character_in_two_parts_is_one_key),
		cmocka_unit_test(test_a_burst_of_keys_loses_none),
		cmocka_unit_test(test_a_bracketed_paste_is_one_event),
		cmocka_unit_test(test_a_paste_may_come_in_parts),
		cmocka_unit_test(test_a_huge_paste_is_cut),
		cmocka_unit_test(test_a_paste_without_an_end_ends_by_itself_or_by_an_interrupt),
		cmocka_unit_test(test_text_without_brackets_is_a_paste),
		cmocka_unit_test(test_keys_in_one_write_are_no_paste),
		cmocka_unit_test(test_brackets_are_asked_for_while_the_screen_is_ours),
		cmocka_unit_test(test_an_interrupt_from_outside_is_the_key),
		cmocka_unit_test(test_keys_beyond_ascii_are_dropped_without_utf8),
		cmocka_unit_test(test_the_mouse_is_only_asked_for_when_wanted),
		cmocka_unit_test(test_keys_come_from_the_terminal_not_from_a_pipe),
	};

	if (termdemo_is_asked(argc, argv))
		return termdemo_main(argc, argv);
	return cmocka_run_group_tests_name("term keys", tests, NULL, NULL);
}
