/*
 * Recorder: a test program that starts itself as another program, which writes down what
 * it was started with. $RECORD says what it does then, $RECORD_TO into which file.
 */
#ifndef TESTS_UNIT_RECORDER_H
#define TESTS_UNIT_RECORDER_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/command.h"
#include "newsreader/buf.h"
#include "newsreader/fs.h"

#define RECORDER "/proc/self/exe"

enum { RECORD_MAX = 4 << 20 };

/* ---- the program started ---- */

static inline void
put(int fd, const char *s, size_t n)
{
	while (n > 0) {
		ssize_t got = write(fd, s, n);

		if (got <= 0)
			_exit(99);
		s += got;
		n -= (size_t)got;
	}
}

static inline bool
has_stray_descriptor(void)
{
	for (int fd = 3; fd < 1024; fd++) {
		if (fcntl(fd, F_GETFD) >= 0)
			return true;
	}
	return false;
}

static inline bool
has_odd_signals(void)
{
	static const int watched[] = {
		SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGTSTP, SIGCHLD,
		SIGWINCH, SIGUSR1
	};
	sigset_t mask;

	sigprocmask(SIG_BLOCK, NULL, &mask);
	for (size_t i = 0; i < sizeof(watched) / sizeof(*watched); i++) {
		struct sigaction a;

		sigaction(watched[i], NULL, &a);
		if (a.sa_handler != SIG_DFL || sigismember(&mask, watched[i]))
			return true;
	}
	return false;
}

static inline bool
is_null(int fd)
{
	struct stat null;
	struct stat st;

	return stat("/dev/null", &null) == 0 && fstat(fd, &st) == 0 &&
		st.st_rdev == null.st_rdev;
}

static inline void
record_state(int fd)
{
	char text[128];
	int n = snprintf(text, sizeof(text), "session=%s group=%s null=%d%d%d%s",
		getsid(0) == getpid() ? "own" : "ours",
		getpgrp() == getpid() ? "own" : "ours",
		is_null(0), is_null(1), is_null(2),
		has_odd_signals() ? " odd signals" : "");

	put(fd, text, (size_t)n);
}

static inline void
record_input(int fd)
{
	char text[4096];
	ssize_t n;

	while ((n = read(0, text, sizeof(text))) > 0)
		put(fd, text, (size_t)n);
}

/* What the program started does and returns. */
static inline int
record(const char *what, char **argv)
{
	bool stray = has_stray_descriptor();
	const char *path = getenv("RECORD_TO");
	int fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;

	if (fd < 0)
		return 98;
	if (stray)
		put(fd, "stray descriptor ", 17);
	if (strcmp(what, "argv") == 0) {
		for (char **p = argv; *p; p++)
			put(fd, *p, strlen(*p) + 1);
	} else if (strcmp(what, "state") == 0) {
		record_state(fd);
	} else if (strcmp(what, "input") == 0) {
		record_input(fd);
	} else if (strcmp(what, "keys") == 0) {
		kill(getppid(), SIGINT);
		kill(getppid(), SIGQUIT);
	} else if (strcmp(what, "die") == 0) {
		raise(SIGKILL);
	} else if (strcmp(what, "hang") == 0) {
		for (;;)
			pause();
	} else if (strcmp(what, "fail") == 0) {
		return 7;
	}
	return 0;
}

/* ---- the tests ---- */

struct fixture {
	struct nr_error err;
	char dir[64];
	char path[96];
	char fifo[96];
};

static inline int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	snprintf(f->dir, sizeof(f->dir), "/tmp/command-XXXXXX");
	if (!mkdtemp(f->dir))
		return -1;
	snprintf(f->path, sizeof(f->path), "%s/record", f->dir);
	snprintf(f->fifo, sizeof(f->fifo), "%s/fifo", f->dir);
	setenv("RECORD_TO", f->path, 1);
	*state = f;
	return 0;
}

static inline int
teardown(void **state)
{
	struct fixture *f = *state;

	unlink(f->path);
	unlink(f->fifo);
	rmdir(f->dir);
	free(f);
	return 0;
}

static inline void
make_argv(const char *program, struct app_argv *out)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(app_argv_split(program, out, &err), 0);
}

static inline void
expect_record(const struct fixture *f, const void *expected, size_t n)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf got = NR_BUF_INIT;

	assert_int_equal(nr_fs_read(f->path, RECORD_MAX, &got, &err), 0);
	assert_int_equal(got.len, n);
	assert_memory_equal(nr_buf_str(&got), expected, n);
	nr_buf_release(&got);
}

/* Until some child has ended; it stays to be collected. */
static inline void
wait_for_end(void)
{
	siginfo_t info;

	while (waitid(P_ALL, 0, &info, WEXITED | WNOWAIT) < 0)
		assert_int_equal(errno, EINTR);
}

static inline void
expect_no_child(void)
{
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
}

static inline int
run_detached(const struct app_argv *argv, struct nr_error *err)
{
	struct app_child *c;

	if (app_child_start(argv, &c, err) < 0)
		return -1;
	wait_for_end();
	return app_child_reap(c, err);
}

/* Called first by main(): in the program started it does not return. */
static inline void
recorder_main(char **argv)
{
	const char *what = getenv("RECORD");

	if (what)
		_exit(record(what, argv));
}

/* Ignore, handle and block what a user interface may, and leave a descriptor open. */
static inline void
disturb(void)
{
	static const int ignored[] = { SIGPIPE, SIGHUP, SIGTSTP, SIGINT };
	sigset_t mask;

	for (size_t i = 0; i < sizeof(ignored) / sizeof(*ignored); i++)
		signal(ignored[i], SIG_IGN);
	sigemptyset(&mask);
	sigaddset(&mask, SIGTERM);
	sigaddset(&mask, SIGWINCH);
	sigprocmask(SIG_BLOCK, &mask, NULL);
}

static inline void
calm(void)
{
	static const int ignored[] = { SIGPIPE, SIGHUP, SIGTSTP, SIGINT };
	sigset_t mask;

	for (size_t i = 0; i < sizeof(ignored) / sizeof(*ignored); i++)
		signal(ignored[i], SIG_DFL);
	sigemptyset(&mask);
	sigprocmask(SIG_SETMASK, &mask, NULL);
}

#endif
