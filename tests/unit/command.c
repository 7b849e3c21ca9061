#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <poll.h>

#include "app/capture.h"
#include "unit/recorder.h"

static int
run(const char *what, struct nr_error *err)
{
	struct app_argv argv;
	int rc;

	setenv("RECORD", what, 1);
	make_argv(RECORDER, &argv);
	rc = app_command_run(&argv, err);
	app_argv_release(&argv);
	return rc;
}

static void
test_detached_program_inherits_nothing(void **state)
{
	struct fixture *f = *state;
	static const char expected[] = "session=own group=own null=111";
	int stray = open("/dev/zero", O_RDONLY);
	struct app_argv argv;

	setenv("RECORD", "state", 1);
	make_argv(RECORDER, &argv);
	disturb();
	assert_int_equal(run_detached(&argv, &f->err), 0);
	calm();
	expect_record(f, expected, strlen(expected));
	app_argv_release(&argv);
	close(stray);
}

static void
test_detached_program_is_collected_once_it_has_ended(void **state)
{
	struct fixture *f = *state;
	struct nr_buf got = NR_BUF_INIT;
	struct app_child *c;
	struct app_argv argv;
	struct pollfd p = { .events = POLLIN };
	int fd;

	assert_int_equal(mkfifo(f->fifo, 0600), 0);
	setenv("RECORD", "argv", 1);
	setenv("RECORD_TO", f->fifo, 1);	/* to open it waits for a reader */
	make_argv(RECORDER, &argv);
	assert_int_equal(app_child_start(&argv, &c, &f->err), 0);
	p.fd = app_child_fd(c);
	assert_int_equal(poll(&p, 1, 0), 0);
	assert_int_equal(app_child_reap(c, &f->err), 1);

	fd = open(f->fifo, O_RDONLY | O_CLOEXEC);
	assert_int_equal(nr_fs_read_fd(fd, "fifo", RECORD_MAX, &got, &f->err), 0);
	assert_memory_equal(nr_buf_str(&got), RECORDER, sizeof(RECORDER));
	wait_for_end();
	if (p.fd >= 0)
		assert_int_equal(poll(&p, 1, 0), 1);
	assert_int_equal(app_child_reap(c, &f->err), 0);
	expect_no_child();
	close(fd);
	nr_buf_release(&got);
	app_argv_release(&argv);
}

static void
test_failure_of_a_detached_program_is_told(void **state)
{
	struct fixture *f = *state;
	static const struct { const char *what, *expected; } cases[] = {
		{ "fail", "exe failed (exit status 7)" },
		{ "die", "exe failed (signal 9, Killed)" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct app_argv argv;

		setenv("RECORD", cases[i].what, 1);
		make_argv(RECORDER, &argv);
		assert_int_equal(run_detached(&argv, &f->err), -1);
		assert_string_equal(f->err.text, cases[i].expected);
		expect_no_child();
		app_argv_release(&argv);
	}
}

static void
test_missing_program_is_told_at_once(void **state)
{
	struct fixture *f = *state;
	struct app_child *c = NULL;
	struct app_argv argv;

	make_argv("/dev/null/none/program x", &argv);
	assert_int_equal(app_child_start(&argv, &c, &f->err), -1);
	assert_int_equal(f->err.code, NR_ERR_NOT_FOUND);
	assert_string_equal(f->err.text, "program not found: /dev/null/none/program");
	assert_null(c);
	assert_int_equal(app_command_run(&argv, &f->err), -1);
	assert_int_equal(app_command_feed(&argv, "x", 1, 60, &f->err), -1);
	assert_int_equal(f->err.code, NR_ERR_NOT_FOUND);
	expect_no_child();
	app_argv_release(&argv);
}

static void
test_program_without_permission_is_told(void **state)
{
	struct fixture *f = *state;
	struct app_argv argv;

	make_argv(f->dir, &argv);
	assert_int_equal(app_command_run(&argv, &f->err), -1);
	assert_int_equal(f->err.code, NR_ERR_SYSTEM);
	assert_non_null(strstr(f->err.text, "Permission denied"));
	app_argv_release(&argv);
}

static void
test_forgotten_program_goes_on(void **state)
{
	struct fixture *f = *state;
	struct app_child *c;
	struct app_argv argv;

	setenv("RECORD", "argv", 1);
	make_argv(RECORDER, &argv);
	assert_int_equal(app_child_start(&argv, &c, &f->err), 0);
	app_child_forget(c);
	app_child_forget(NULL);
	while (waitpid(-1, NULL, 0) > 0)
		;
	expect_record(f, RECORDER, sizeof(RECORDER));
	app_argv_release(&argv);
}

static void
test_foreground_program_has_our_streams_and_group(void **state)
{
	struct fixture *f = *state;
	static const char expected[] = "session=ours group=ours null=000";
	int saved[3];
	int fd = open(f->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	int rc;

	fflush(NULL);
	for (int i = 0; i < 3; i++) {
		saved[i] = fcntl(i, F_DUPFD_CLOEXEC, 3);
		dup2(fd, i);
	}
	rc = run("state", &f->err);
	for (int i = 0; i < 3; i++) {
		dup2(saved[i], i);
		close(saved[i]);
	}
	close(fd);
	assert_int_equal(rc, 0);
	expect_record(f, expected, strlen(expected));
}

static volatile sig_atomic_t n_caught;

static void
catch(int sig)
{
	(void)sig;
	n_caught++;
}

static void
test_keyboard_signals_are_the_foreground_programs_alone(void **state)
{
	struct fixture *f = *state;
	static const int signals[] = { SIGINT, SIGQUIT, SIGTSTP };
	struct sigaction now;

	for (size_t i = 0; i < 3; i++)
		signal(signals[i], catch);
	n_caught = 0;
	assert_int_equal(run("keys", &f->err), 0);
	assert_int_equal(n_caught, 0);
	for (size_t i = 0; i < 3; i++) {
		sigaction(signals[i], NULL, &now);
		assert_true(now.sa_handler == catch);
		signal(signals[i], SIG_DFL);
	}
}

static void
test_failure_of_a_foreground_program_is_told(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(run("fail", &f->err), -1);
	assert_string_equal(f->err.text, "exe failed (exit status 7)");
	assert_int_equal(run("die", &f->err), -1);
	assert_string_equal(f->err.text, "exe failed (signal 9, Killed)");
	assert_int_equal(run("argv", &f->err), 0);
}

/* It waits for a fifo after it has closed its output: the caller does not wait for it. */
static void
test_answer_of_a_program_that_goes_on_is_not_waited_for(void **state)
{
	struct fixture *f = *state;
	struct app_capture c = { .program = NULL };
	struct app_argv argv;
	char command[256];
	int fds[2], fd;

	snprintf(command, sizeof(command), "sh -c 'echo a; exec >&- 2>&-; read x <\"$1\"' sh %s",
		f->fifo);
	assert_int_equal(mkfifo(f->fifo, 0600), 0);
	assert_int_equal(app_argv_split(command, &argv, &f->err), 0);
	assert_int_equal(app_capture_start(&c, &argv, "", 0, &f->err), 0);
	app_capture_fds(&c, fds);
	if (fds[1] < 0)
		skip();
	for (; fds[0] >= 0; app_capture_fds(&c, fds)) {
		struct pollfd p = { .fd = fds[0], .events = POLLIN };

		assert_int_equal(app_capture_timeout(&c), -1);
		assert_int_equal(poll(&p, 1, -1), 1);
		assert_int_equal(app_capture_take(&c, &f->err), 1);
	}
	assert_true(app_capture_timeout(&c) >= 0);
	fd = open(f->fifo, O_WRONLY | O_CLOEXEC);
	close(fd);
	while (app_capture_take(&c, &f->err) == 1) {
		struct pollfd p = { .fd = fds[1], .events = POLLIN };

		assert_true(poll(&p, 1, app_capture_timeout(&c)) >= 0);
	}
	assert_string_equal(nr_buf_str(&c.text), "a\n");
	app_capture_release(&c);
	app_argv_release(&argv);
	expect_no_child();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		TEST(test_detached_program_inherits_nothing),
		TEST(test_detached_program_is_collected_once_it_has_ended),
		TEST(test_failure_of_a_detached_program_is_told),
		TEST(test_missing_program_is_told_at_once),
		TEST(test_program_without_permission_is_told),
		TEST(test_forgotten_program_goes_on),
		TEST(test_foreground_program_has_our_streams_and_group),
		TEST(test_keyboard_signals_are_the_foreground_programs_alone),
		TEST(test_failure_of_a_foreground_program_is_told),
		TEST(test_answer_of_a_program_that_goes_on_is_not_waited_for),
	};

	(void)argc;
	recorder_main(argv);
	return cmocka_run_group_tests_name("command", tests, NULL, NULL);
}
