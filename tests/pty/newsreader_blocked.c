#include "config.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/pty_state.h"
#include "lib/reader.h"

/* A terminal that takes no output, as one whose connection has stalled. */

/* Returns the descriptor of the terminal for go_on(). */
static int
stall(const struct pty *p)
{
	int fd = open(ptsname(p->master), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(tcflow(fd, TCOOFF), 0);
	return fd;
}

static void
go_on(int fd)
{
	assert_int_equal(tcflow(fd, TCOON), 0);
	assert_int_equal(close(fd), 0);
}

static void
assert_killed(struct pty *p, int sig)
{
	int status = pty_wait_exit(p);

	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), sig);
	assert_true(pty_modes_restored(p));
}

static void
test_signals_end_it_and_marks_are_kept(void **state)
{
	static const int signals[] = { SIGTERM, SIGHUP };
	struct reader *r = *state;

	reader_seeds(r);
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		struct pty *p = reader_open(r, "seeds", "1/5,");
		int fd;

		pty_keys(p, "f");
		pty_wait_text(p, i == 0 ? "Starred; U undoes" : "Star removed; U undoes");
		fd = stall(p);
		pty_keys(p, "j");
		pty_settle(p);
		pty_signal(p, signals[i]);
		assert_killed(p, signals[i]);
		close(fd);
		pty_free(p);
		/* Its place is kept as well. */
		p = reader_open(r, "seeds", "2/5,");
		reader_wait_row(p, 2, i == 0 ? " ●★" : " ● ");
		reader_wait_row(p, 3, "▸● ");
		pty_keys(p, "k");
		pty_wait_text(p, "1/5,");
		reader_quit(p);
	}
}

static void
test_a_new_size_is_drawn_once_output_goes_on(void **state)
{
	struct reader *r = *state;
	struct pty *p;
	int fd;

	reader_seeds(r);
	p = reader_open(r, "seeds", "1/5,");
	fd = stall(p);
	pty_keys(p, "j");
	pty_settle(p);
	pty_resize(p, 40, 140);
	pty_settle(p);
	pty_resize(p, 30, 100);
	pty_settle(p);
	go_on(fd);
	pty_wait_text(p, "2/5,");
	reader_wait_row(p, 29, " ? help");
	reader_wait_row(p, 3, "▸");
	reader_quit(p);
}

static void
test_it_can_be_suspended(void **state)
{
	struct reader *r = *state;
	struct pty *p;
	int fd;

	reader_seeds(r);
	p = reader_open(r, "seeds", "1/5,");
	fd = stall(p);
	pty_keys(p, "j");
	pty_settle(p);
	pty_signal(p, SIGTSTP);
	pty_wait_stopped(p);
	assert_true(pty_modes_restored(p));
	go_on(fd);
	pty_continue(p);
	pty_wait_text(p, "2/5,");
	reader_wait_row(p, 3, "▸");
	reader_quit(p);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, reader_setup, reader_teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_signals_end_it_and_marks_are_kept),
		TEST(test_a_new_size_is_drawn_once_output_goes_on),
		TEST(test_it_can_be_suspended),
	};

	return cmocka_run_group_tests_name("newsreader_blocked", tests, NULL, NULL);
}
