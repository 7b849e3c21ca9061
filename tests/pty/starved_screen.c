#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <poll.h>
#include <sqlite3.h>
#include <sys/ioctl.h>
#include <termios.h>

#include "lib/apart.h"
#include "lib/effort.h"
#include "lib/starved.h"
#include "unit/store_util.h"

enum { SAMPLE = 12, MANY_RUNS = 1500 };

/* ncurses does not check that it gets memory: the program does, and that is not tried here. */
int __real_term_info_open(int fd, struct nr_error *err);
int __wrap_term_info_open(int fd, struct nr_error *err);

int
__wrap_term_info_open(int fd, struct nr_error *err)
{
	bool before = starved_counting;
	int rc;

	starved_counting = false;
	rc = __real_term_info_open(fd, err);
	starved_counting = before;
	return rc;
}

struct screen {
	int terminal, program;	/* both ends */
	struct termios before;
};

static void
open_terminal(struct screen *s)
{
	const struct winsize size = { .ws_row = 24, .ws_col = 80 };

	s->terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_true(s->terminal >= 0);
	assert_int_equal(grantpt(s->terminal), 0);
	assert_int_equal(unlockpt(s->terminal), 0);
	s->program = open(ptsname(s->terminal), O_RDWR | O_NOCTTY);
	assert_true(s->program >= 0);
	assert_int_equal(ioctl(s->program, TIOCSWINSZ, &size), 0);
	assert_int_equal(tcgetattr(s->program, &s->before), 0);
}

static const char star[] = "\xe2\x98\x85";

static void
type(struct screen *s, const char *key)
{
	assert_int_equal(write(s->terminal, key, 1), 1);
}

/* Star an article, and quit once it is said; or quit alone. Reads all that is written
 * until the program has ended. */
static struct starved_run
run_screen_of(struct screen *s, char **argv, const char *keys, size_t fail)
{
	struct starved_run r = { .out = NR_BUF_INIT, .err = NR_BUF_INIT };
	bool ended = false;
	char bytes[4096];
	pid_t pid;

	type(s, keys++);
	assert_int_equal(fcntl(s->terminal, F_SETFL, O_NONBLOCK), 0);
	starved_arm(fail);
	pid = fork();
	if (pid == 0) {
		setsid();
		ioctl(s->program, TIOCSCTTY, 0);
		for (int fd = 0; fd < 3; fd++)
			dup2(s->program, fd);
		starved_become_program(argv);
	}
	for (;;) {
		struct pollfd fd = { .fd = s->terminal, .events = POLLIN };
		ssize_t n;

		if (poll(&fd, 1, ended ? 0 : 20) > 0 && (n = read(s->terminal, bytes,
				sizeof bytes)) > 0)
			nr_buf_add(&r.out, bytes, (size_t)n);
		else if (ended)
			break;
		if (*keys && strstr(nr_buf_str(&r.out), "Starred"))
			type(s, keys++);
		ended = ended || waitpid(pid, &r.status, WNOHANG) == pid;
	}
	return r;
}

/* In a process of its own: SQLite's allocator can be chosen only before it is used. */
static void
exit_with_starred(void *dir)
{
	char *path = nr_fs_join(dir, "state/newsreader/state.db");
	sqlite3_stmt *st = NULL;
	sqlite3 *db = NULL;

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK
		&& sqlite3_prepare_v2(db, "SELECT count(*) FROM mark WHERE starred_at IS NOT NULL",
			-1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
		_exit(sqlite3_column_int(st, 0));
}

static const char *
last(const struct nr_buf *b, const char *what)
{
	const char *at = NULL, *p = nr_buf_str(b);

	while ((p = strstr(p, what)) != NULL)
		at = p++;
	return at;
}

static void
check_screen(char *dir, const struct screen *s, const struct starved_run *r, size_t fail)
{
	const char *on = last(&r->out, "\033[?1049h"), *off = last(&r->out, "\033[?1049l");
	const char *memory = last(&r->out, "memory");
	const char *said = memory ? memory : last(&r->out, "cannot start a thread");
	struct termios now;

	if (!WIFEXITED(r->status))
		fail_msg("allocation %zu: signal %d", fail, WTERMSIG(r->status));
	if (on && (!off || off < on))
		fail_msg("allocation %zu: the terminal is left as it was used", fail);
	if (WEXITSTATUS(r->status) != 0 && (!said || (on && said < off)))
		fail_msg("allocation %zu: status %d: nothing is said on the terminal: %s", fail,
			WEXITSTATUS(r->status), nr_buf_str(&r->out));
	assert_int_equal(tcgetattr(s->program, &now), 0);
	if (now.c_lflag != s->before.c_lflag || now.c_iflag != s->before.c_iflag
		|| now.c_oflag != s->before.c_oflag)
		fail_msg("allocation %zu: the terminal has other modes", fail);
	if ((last(&r->out, star) || last(&r->out, "Starred"))
		&& apart_run(exit_with_starred, dir) != 1)
		fail_msg("allocation %zu: a star was shown and is not kept", fail);
}

static void
test_the_screen_ends_in_order_and_what_was_shown_is_kept(void **state)
{
	starved_skip_if_sanitized();

	char *news = nr_fs_join(*state, "news"), *name = nr_strdup("newsreader");
	char *option = nr_strdup("--list"), *list[] = { name, option, news, NULL };
	char *argv[] = { name, news, NULL };
	struct screen s;
	size_t all, step;
	struct starved_run r;

	r = starved_run(*state, list, 0);	/* makes the index */
	starved_release(&r);
	open_terminal(&s);
	r = run_screen_of(&s, argv, "Q", 0);
	assert_null(last(&r.out, star));
	starved_release(&r);
	r = run_screen_of(&s, argv, "fQ", 0);
	assert_int_equal(WEXITSTATUS(r.status), 0);
	assert_non_null(last(&r.out, star));
	check_screen(*state, &s, &r, 0);
	starved_release(&r);
	all = atomic_load(&starved_plan->count);
	step = all / effort(SAMPLE, MANY_RUNS) | 1;	/* odd: both kinds */
	for (size_t fail = 1; fail <= all; fail += step) {
		util_drop_folder(nr_fs_join(*state, "state"));
		r = run_screen_of(&s, argv, "fQ", fail);
		check_screen(*state, &s, &r, fail);
		starved_release(&r);
		tcflush(s.program, TCIOFLUSH);
	}
	close(s.terminal);
	close(s.program);
	free(option);
	free(news);
	free(name);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, starved_setup, util_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_the_screen_ends_in_order_and_what_was_shown_is_kept),
	};

	return cmocka_run_group_tests_name("starved", tests, NULL, NULL);
}
