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
#include <time.h>

#include <cmocka.h>

#include "lib/reader.h"

enum { ARTICLES = 300, BURST = 1000, QUICK_MS = 500, TRIES = 5 };

static void
test_a_burst_of_keys_loses_none(void **state)
{
	struct reader *r = *state;
	char keys[BURST];
	char want[32];
	int at = 0;
	struct pty *p;

	reader_write_many(r, ARTICLES);
	p = reader_open(r, "many", "1/300,");
	for (int i = 0; i < BURST; i++) {
		keys[i] = i * 7 % 10 < 6 ? 'j' : 'k';
		at += keys[i] == 'j' ? at < ARTICLES - 1 : at > 0 ? -1 : 0;
	}
	pty_sendn(p, keys, BURST);
	snprintf(want, sizeof(want), "%d/300,", at + 1);
	pty_wait_text(p, want);
	reader_quit(p);
}

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* On a busy machine one of several tries is enough: without the setting of its own a
 * terminal waits a whole second each time. */
static void
test_a_lone_escape_is_quick(void **state)
{
	struct reader *r = *state;
	int64_t best = INT64_MAX;
	struct pty *p;

	reader_seeds(r);
	p = reader_open(r, "seeds", "1/5,");
	for (int i = 0; i < TRIES && best > QUICK_MS; i++) {
		pty_keys(p, "?");
		pty_wait_text(p, "Keys 4/");
		int64_t start = now_ms();
		pty_keys(p, "Esc");
		pty_wait_gone(p, "Keys 4/");
		int64_t took = now_ms() - start;
		best = took < best ? took : best;
	}
	assert_true(best <= QUICK_MS);
	reader_quit(p);
}

static void
test_suspend_gives_the_terminal_back_for_a_while(void **state)
{
	struct reader *r = *state;
	struct pty *p;
	char *before;

	reader_seeds(r);
	p = reader_open(r, "seeds", "1/5,");
	pty_keys(p, "j ?");
	pty_wait_text(p, "Keys 4/");
	pty_settle(p);
	before = strdup(pty_screen(p));
	for (int i = 0; i < 2; i++) {
		pty_keys(p, "^Z");
		pty_wait_stopped(p);
		assert_true(pty_modes_restored(p));
		assert_false(pty_altscreen(p));
		assert_true(pty_cursor_shown(p));
		pty_continue(p);
		pty_wait_text(p, "Keys 4/");
		pty_settle(p);
		assert_string_equal(pty_screen(p), before);
		assert_true(pty_altscreen(p));
	}
	free(before);
	pty_keys(p, "q");
	pty_wait_gone(p, "Keys 4/");
	reader_quit(p);
}

static void
test_suspend_keeps_what_is_typed(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	reader_seeds(r);
	p = reader_open(r, "seeds", "1/5,");
	pty_keys(p, "/ b i d");
	pty_wait_row(p, 23, "/bid");
	pty_keys(p, "^Z");
	pty_wait_stopped(p);
	assert_true(pty_modes_restored(p));
	pty_continue(p);
	pty_wait_row(p, 23, "/bid");
	pty_keys(p, "e");
	pty_wait_row(p, 23, "/bide");
	pty_keys(p, "Esc");
	pty_wait_gone(p, "/bide");
	pty_keys(p, ": r e");
	pty_wait_text(p, ":re  ");
	pty_keys(p, "^Z");
	pty_wait_stopped(p);
	pty_continue(p);
	pty_keys(p, "d");
	pty_wait_text(p, ":red  ");
	pty_keys(p, "Esc");
	pty_wait_gone(p, ":red");
	reader_quit(p);
}

static bool
has_written(struct pty *p, const char *text)
{
	size_t n;
	const char *out = pty_output(p, &n);

	return memmem(out, n, text, strlen(text)) != NULL;
}

/* Until the divider stands in this column, with the cursor on this article. */
static void
wait_divider(struct pty *p, int article, int col)
{
	struct nr_buf title = NR_BUF_INIT;

	nr_buf_addf(&title, "── Articles %d/5 ", article);
	for (int i = 16; i < col; i++)
		nr_buf_addz(&title, "─");
	nr_buf_addz(&title, "┬");
	reader_wait_row(p, 1, nr_buf_str(&title));
	nr_buf_release(&title);
}

static void
test_the_mouse_drags_the_divider_and_its_place_is_kept(void **state)
{
	static const char *const args[] = { "-omouse=yes", "seeds", NULL };
	struct reader *r = *state;
	struct pty *p;

	reader_seeds(r);
	r->rows = 24;
	r->cols = 160;
	p = reader_start(r, args);
	wait_divider(p, 1, 78);
	assert_true(has_written(p, "\033[?1002h"));
	pty_drag(p, 5, 78, 5, 60);
	wait_divider(p, 1, 60);
	pty_drag(p, 5, 60, 22, 50);
	wait_divider(p, 1, 50);
	pty_release(p);
	/* Nothing follows the mouse any more. */
	pty_drag(p, 3, 20, 3, 40);
	pty_release(p);
	wait_divider(p, 2, 50);
	/* The size of the terminal changes meanwhile. */
	pty_drag(p, 5, 50, 5, 40);
	wait_divider(p, 2, 40);
	pty_resize(p, 24, 200);
	wait_divider(p, 2, 50);
	pty_drag(p, 6, 40, 6, 90);
	pty_release(p);
	pty_keys(p, "k");
	wait_divider(p, 1, 50);
	pty_keys(p, "Q");
	pty_wait_exit(p);
	assert_true(has_written(p, "\033[?1002l"));
	reader_ended(p, 0);
	p = reader_start(r, args);
	wait_divider(p, 1, 40);
	reader_quit(p);
	/* The terminal's own selection works without the option. */
	p = reader_open(r, "seeds", "1/5,");
	pty_drag(p, 5, 40, 5, 50);
	pty_release(p);
	pty_keys(p, "j");
	wait_divider(p, 2, 40);
	assert_false(has_written(p, "\033[?1002"));
	reader_quit(p);
}

static void
test_a_size_changed_while_suspended_is_seen(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	reader_seeds(r);
	p = reader_open(r, "seeds", "1/5,");
	pty_keys(p, "^Z");
	pty_wait_stopped(p);
	pty_resize(p, 40, 140);
	pty_continue(p);
	pty_wait_text(p, "── Related 1/4 ──");
	reader_wait_row(p, 39, " ? help");
	reader_quit(p);
}

/* A mark is set, the program ended in some way, and the mark is there at the next
 * start. */
static void
end_with_a_mark(struct reader *r, void (*end)(struct pty *p), const char *counts)
{
	struct pty *p = reader_open(r, "seeds", "1/5,");

	pty_keys(p, "f");
	pty_wait_text(p, "Starred; U undoes");
	end(p);
	p = reader_open(r, "seeds", counts);
	reader_wait_row(p, 2, "▸●★");
	pty_keys(p, "f");
	pty_wait_text(p, "Star removed");
	reader_quit(p);
}

static void
end_by_term(struct pty *p)
{
	pty_signal(p, SIGTERM);
	reader_killed(p, SIGTERM);
}

static void
end_by_hup(struct pty *p)
{
	pty_signal(p, SIGHUP);
	reader_killed(p, SIGHUP);
}

static void
end_by_int_in_the_shell(struct pty *p)
{
	pty_signal(p, SIGINT);
	pty_settle(p);
	assert_true(pty_altscreen(p));
	reader_quit(p);
}

static void
end_by_closing_the_window(struct pty *p)
{
	pty_hangup(p);
	int status = pty_wait_exit(p);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGHUP);
	pty_free(p);
}

static void
test_marks_are_kept_however_the_program_ends(void **state)
{
	struct reader *r = *state;

	reader_seeds(r);
	end_with_a_mark(r, end_by_term, "1/5,");
	end_with_a_mark(r, end_by_hup, "1/5,");
	end_with_a_mark(r, end_by_int_in_the_shell, "1/5,");
	end_with_a_mark(r, end_by_closing_the_window, "1/5,");
}

static void
test_a_signal_ends_the_first_scan(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	reader_write_many(r, ARTICLES);
	p = reader_start(r, (const char *const[]){ "many", NULL });
	pty_wait_text(p, "? help");
	pty_signal(p, SIGTERM);
	reader_killed(p, SIGTERM);
}

static void
test_a_path_that_is_missing_is_told_beside_the_others(void **state)
{
	static const char *const args[] = { "nosuch", "seeds", NULL };
	struct reader *r = *state;
	struct pty *p;

	reader_seeds(r);
	p = reader_start(r, args);
	pty_wait_text(p, "1/5, ");
	pty_wait_text(p, "nosuch: No such file or directory");
	reader_quit(p);
}

static void
test_a_limit_is_refused_on_the_screen(void **state)
{
	static const char *const args[] = { "-n", "5", "seeds", NULL };
	struct reader *r = *state;
	struct pty *p;

	reader_seeds(r);
	p = reader_start(r, args);
	pty_wait_text(p, "newsreader: --limit needs --list");
	reader_ended(p, 2);
}

static void
test_a_terminal_that_shows_no_screen_is_an_error(void **state)
{
	static const struct {
		const char *env, *message;
	} cases[] = {
		{ "TERM=dumb",
			"newsreader: the terminal type 'dumb' cannot move the cursor; "
			"use --list" },
		{ "TERM=nonsense",
			"newsreader: the terminal type 'nonsense' is not known here; "
			"use --list" },
	};
	struct reader *r = *state;

	reader_seeds(r);
	r->cols = 120;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		static const char *const args[] = { "seeds", NULL };
		struct pty *p;
		size_t n;
		const char *out;

		reader_setenv(r, cases[i].env);
		p = reader_start(r, args);
		pty_wait_exit(p);
		out = pty_output(p, &n);
		assert_null(memchr(out, 0x1b, n));
		assert_int_equal(n, strlen(cases[i].message) + 2);
		assert_memory_equal(out, cases[i].message, strlen(cases[i].message));
		reader_ended(p, 2);
	}
}

static void
assert_ascii(const struct pty *p)
{
	size_t n;
	const char *out = pty_output(p, &n);

	for (size_t i = 0; i < n; i++)
		assert_true((unsigned char)out[i] < 0x80);
}

static void
read_in_ascii(struct reader *r, const char *const *args, const char *counts)
{
	struct pty *p = reader_start(r, args);

	pty_wait_text(p, counts);
	pty_keys(p, "g");
	reader_wait_row(p, 2, ">N ");
	/* A title with U+2019 and another one that shows a title of the list. */
	pty_keys(p, "2 j Enter");
	pty_wait_text(p, "Russia's Vladimir Putin");
	pty_keys(p, "t");
	pty_wait_text(p, "Topics 1/");
	pty_keys(p, "Esc");
	pty_wait_gone(p, "Topics 1/");
	pty_keys(p, "i");
	pty_wait_text(p, "Fields of the file");
	pty_keys(p, "q u");
	pty_wait_text(p, "Addresses");
	pty_keys(p, "q ?");
	pty_wait_text(p, "Keys 4/");
	pty_keys(p, "q / 2 1 Enter");
	pty_settle(p);
	assert_ascii(p);
	reader_clean(p);
	reader_quit(p);
}

static void
test_only_ascii_without_utf8(void **state)
{
	static const char *const plain[] = { "seeds", NULL };
	static const char *const ascii[] = { "--ascii", "seeds", NULL };
	struct reader *r = *state;

	reader_seeds(r);
	read_in_ascii(r, ascii, "1/5, ");
	reader_setenv(r, "LC_ALL=C");
	/* Where the run before ended. */
	read_in_ascii(r, plain, "3/5, ");
}

static void
test_articles_come_from_a_pipe_and_keys_from_the_terminal(void **state)
{
	struct reader *r = *state;
	const char *const argv[] = { "sh", "-c", "cat seeds/003* | \"$0\" -",
		getenv("NEWSREADER"), NULL };
	struct pty_config config = { .argv = argv, .env = (const char *const *)r->env };
	struct pty *p;

	reader_seeds(r);
	p = pty_start(&config);
	pty_wait_text(p, "standard input");
	pty_wait_text(p, "1/1, 1 unread");
	/* The keys follow when the scan has ended. */
	pty_wait_text(p, "? help");
	pty_keys(p, "Enter");
	pty_wait_text(p, "1/1, 0 unread");
	pty_keys(p, "e");
	pty_wait_text(p, "Cannot edit standard input");
	pty_keys(p, "r");
	pty_wait_text(p, "Nothing has changed");
	pty_keys(p, "Tab");
	pty_wait_text(p, "Enter follow");
	pty_settle(p);
	pty_wait_text(p, "1/1, 0 unread");
	reader_quit(p);
}

static void
test_output_that_is_no_terminal_gets_the_list(void **state)
{
	static const char *const args[] = { "seeds", NULL };
	static const char want[] = "2021-06-07 16:06\t202\tReuters\tWhite House says";
	struct reader *r = *state;
	struct nr_buf got = NR_BUF_INIT;
	size_t lines = 0, n;
	const char *out;
	struct pty *p;

	reader_seeds(r);
	p = reader_start_with(r, args, NULL, "list");
	pty_wait_exit(p);
	/* What takes long may have said how far it was. */
	out = pty_output(p, &n);
	assert_null(memmem(out, n, "\033[?", 3));
	assert_int_equal(strspn(pty_screen(p), "\n"), strlen(pty_screen(p)));
	assert_true(reader_read(r, "list", &got));
	for (size_t i = 0; i < got.len; i++)
		lines += got.data[i] == '\n';
	assert_int_equal(lines, 5);
	assert_memory_equal(got.data, want, strlen(want));
	nr_buf_release(&got);
	reader_ended(p, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, reader_setup, reader_teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_a_burst_of_keys_loses_none),
		TEST(test_a_lone_escape_is_quick),
		TEST(test_suspend_gives_the_terminal_back_for_a_while),
		TEST(test_suspend_keeps_what_is_typed),
		TEST(test_the_mouse_drags_the_divider_and_its_place_is_kept),
		TEST(test_a_size_changed_while_suspended_is_seen),
		TEST(test_marks_are_kept_however_the_program_ends),
		TEST(test_a_signal_ends_the_first_scan),
		TEST(test_a_path_that_is_missing_is_told_beside_the_others),
		TEST(test_a_limit_is_refused_on_the_screen),
		TEST(test_a_terminal_that_shows_no_screen_is_an_error),
		TEST(test_only_ascii_without_utf8),
		TEST(test_articles_come_from_a_pipe_and_keys_from_the_terminal),
		TEST(test_output_that_is_no_terminal_gets_the_list),
	};

	return cmocka_run_group_tests_name("newsreader_terminal", tests, NULL, NULL);
}
