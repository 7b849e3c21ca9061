/* Runs programs: in the foreground, fed with text for a limited time, or detached. */
#include "config.h"

#include "app/command.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

#include "newsreader/clock.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"
#include "newsreader/sys.h"

#if !HAVE_DECL_ENVIRON
extern char **environ;
#endif

/* ---- starting ---- */

enum how {
	FOREGROUND,	/* our standard streams, session and process group */
	DETACHED,	/* standard streams on /dev/null, own session */
	FED,		/* output on /dev/null, own process group */
	CAPTURED	/* output into a pipe, own session */
};

/* What becomes the standard streams; -1: as `how` says. */
struct streams {
	int in, out;
};

static int
set_streams(posix_spawn_file_actions_t *actions, enum how how, const struct streams *s)
{
	static const char null[] = "/dev/null";
	int rc = 0;

	if (how == DETACHED)
		rc = posix_spawn_file_actions_addopen(actions, 0, null, O_RDONLY, 0);
	else if (s->in >= 0)
		rc = posix_spawn_file_actions_adddup2(actions, s->in, 0);
	if (rc == 0 && s->out >= 0)
		rc = posix_spawn_file_actions_adddup2(actions, s->out, 1);
	else if (rc == 0 && how != FOREGROUND)
		rc = posix_spawn_file_actions_addopen(actions, 1, null, O_WRONLY, 0);
	if (rc == 0 && how != FOREGROUND)
		rc = posix_spawn_file_actions_adddup2(actions, 1, 2);
	/* Our descriptors are close-on-exec; those inherited may not be. */
#ifdef HAVE_POSIX_SPAWN_FILE_ACTIONS_ADDCLOSEFROM_NP
	if (rc == 0)
		rc = posix_spawn_file_actions_addclosefrom_np(actions, 3);
#endif
	return rc;
}

/* Give a program the signal settings that a shell would, whatever we ignore, handle or
 * block. */
static int
set_signals(posix_spawnattr_t *attr, enum how how)
{
	short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
	sigset_t none;
	sigset_t all;
	int rc;

	sigemptyset(&none);
	sigfillset(&all);
	sigdelset(&all, SIGKILL);
	sigdelset(&all, SIGSTOP);
	/* A program in the background that asks for a password at the terminal would be
	 * stopped, and not end. Without a terminal it fails. */
	if (how == DETACHED || how == CAPTURED)
		flags |= POSIX_SPAWN_SETSID;
	else if (how == FED)
		flags |= POSIX_SPAWN_SETPGROUP;	/* to 0: a new group */
	rc = posix_spawnattr_setsigmask(attr, &none);
	if (rc == 0)
		rc = posix_spawnattr_setsigdefault(attr, &all);
	return rc == 0 ? posix_spawnattr_setflags(attr, flags) : rc;
}

/* Start argv with default signal handling and only the standard streams open; those of
 * detached programs are on /dev/null. NR_ERR_NOT_FOUND: there is no such program. */
static int
spawn(const struct app_argv *argv, enum how how, const struct streams *streams, pid_t *out,
	struct nr_error *err)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;
	int rc = posix_spawn_file_actions_init(&actions);

	if (rc != 0)
		return nr_error_sys(err, rc, "cannot start '%s'", argv->v[0]);
	rc = posix_spawnattr_init(&attr);
	if (rc != 0)
		goto out;
	rc = set_streams(&actions, how, streams);
	if (rc == 0)
		rc = set_signals(&attr, how);
	if (rc == 0)
		rc = posix_spawnp(out, argv->v[0], &actions, &attr, argv->v, environ);
	posix_spawnattr_destroy(&attr);
out:
	posix_spawn_file_actions_destroy(&actions);
	if (rc == ENOENT || rc == ENOTDIR)
		return nr_error_set(err, NR_ERR_NOT_FOUND, "program not found: %s",
			argv->v[0]);
	return rc == 0 ? 0 : nr_error_sys(err, rc, "cannot start '%s'", argv->v[0]);
}

/* A descriptor that becomes readable when the process has ended; -1 if the system has
 * none. The caller closes it. */
static int
watch_end(pid_t pid)
{
#ifdef SYS_pidfd_open
	/* The descriptor is close-on-exec from the start. A pipe held by the child would
	 * not do: its own children hold it too, and some programs close it long before
	 * they end. */
	return (int)syscall(SYS_pidfd_open, pid, 0);
#else
	(void)pid;
	return -1;
#endif
}

/* 0 if the waitpid status is a success, else -1 with *err naming the program. */
static int
check_status(const char *program, int status, struct nr_error *err)
{
	const char *name = nr_fs_basename(program);

	if (WIFSIGNALED(status))
		return nr_error_set(err, NR_ERR_SYSTEM,
			"%s failed (signal %d, %s)", name, WTERMSIG(status),
			strsignal(WTERMSIG(status)));
	if (WEXITSTATUS(status) != 0)
		return nr_error_set(err, NR_ERR_SYSTEM, "%s failed (exit status %d)", name,
			WEXITSTATUS(status));
	return 0;
}

/* ---- running ---- */

/* Our signal settings, saved while another program has the terminal. */
struct keyboard {
	struct sigaction interrupt, quit, stop;
	sigset_t mask;
};

/* Ignore ^C and ^\, which are for the program alone; ^Z stops both, as the shell
 * expects. */
static void
leave_keyboard(struct keyboard *k)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	struct sigaction standard = { .sa_handler = SIG_DFL };
	sigset_t stop;

	sigemptyset(&ignore.sa_mask);
	sigemptyset(&standard.sa_mask);
	sigaction(SIGINT, &ignore, &k->interrupt);
	sigaction(SIGQUIT, &ignore, &k->quit);
	sigaction(SIGTSTP, &standard, &k->stop);
	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	pthread_sigmask(SIG_UNBLOCK, &stop, &k->mask);
}

static void
take_keyboard(const struct keyboard *k)
{
	pthread_sigmask(SIG_SETMASK, &k->mask, NULL);
	sigaction(SIGTSTP, &k->stop, NULL);
	sigaction(SIGQUIT, &k->quit, NULL);
	sigaction(SIGINT, &k->interrupt, NULL);
}

static int
wait_for(pid_t pid, int *status)
{
	pid_t got;

	do
		got = waitpid(pid, status, 0);
	while (got < 0 && errno == EINTR);
	return got < 0 ? -1 : 0;
}

/* A descriptor of the keyboard if standard input is another one, else -1. */
static int
open_keyboard(void)
{
	return isatty(STDIN_FILENO) ? -1 : open("/dev/tty", O_RDWR | O_CLOEXEC);
}

/* Run in the foreground, with `input` as standard input; -1: the keyboard. 1, with *err
 * set, if the program fails. */
static int
run(const struct app_argv *argv, int input, struct nr_error *err)
{
	struct keyboard k;
	/* If articles came from standard input, the program must not read on there. */
	int keys = open_keyboard();
	struct streams streams = { input >= 0 ? input : keys, -1 };
	int status = 0;
	int rc = -1;
	pid_t pid;

	leave_keyboard(&k);
	if (spawn(argv, FOREGROUND, &streams, &pid, err) < 0)
		goto out;
	if (wait_for(pid, &status) < 0)
		nr_error_sys(err, errno, "cannot wait for '%s'", argv->v[0]);
	else
		rc = check_status(argv->v[0], status, err) < 0;
out:
	if (keys >= 0)
		close(keys);
	take_keyboard(&k);
	return rc;
}

int
app_command_run(const struct app_argv *argv, struct nr_error *err)
{
	return run(argv, -1, err) == 0 ? 0 : -1;
}

int
app_command_pipe(const struct app_argv *argv, const char *text, size_t n,
	struct nr_error *err)
{
	int fd = -1, rc;

	/* A file, so that a program that does not read it gets no one stuck. */
	if (text && (fd = nr_fs_unnamed(text, n)) < 0)
		return nr_error_sys(err, errno, "cannot pass text on");
	rc = run(argv, fd, err);
	if (fd >= 0)
		close(fd);
	return rc;
}

/* End a process group by force. */
static void
kill_group(pid_t pid)
{
	int status;

	kill(-pid, SIGKILL);
	wait_for(pid, &status);
}

/* As waitpid, but wait at most `seconds`; 0 if the process still runs then. */
static pid_t
wait_a_while(pid_t pid, int seconds, int *status)
{
	enum { STEP = 20 };	/* poll interval in ms where the end cannot be waited
				 * for */
	struct pollfd p = { .fd = watch_end(pid), .events = POLLIN };
	int64_t end = nr_clock_ms() + (int64_t)seconds * 1000;
	pid_t got;

	for (;;) {
		int64_t left = end - nr_clock_ms();

		got = waitpid(pid, status, WNOHANG);
		if (got > 0 || (got < 0 && errno != EINTR) || left <= 0)
			break;
		poll(&p, 1, p.fd < 0 && left > STEP ? STEP : (int)left);
	}
	if (p.fd >= 0)
		close(p.fd);
	return got;
}

int
app_command_feed(const struct app_argv *argv, const char *text, size_t n, int seconds,
	struct nr_error *err)
{
	/* A program that reads it late, slowly or not at all blocks no one, and no
	 * SIGPIPE arises. */
	int fd = nr_fs_unnamed(text, n);
	int status = 0;
	int rc;
	pid_t pid;
	pid_t got;

	if (fd < 0)
		return nr_error_sys(err, errno, "cannot pass text on");
	rc = spawn(argv, FED, &(struct streams){ fd, -1 }, &pid, err);
	close(fd);
	if (rc < 0)
		return -1;
	got = wait_a_while(pid, seconds, &status);
	if (got < 0)
		return nr_error_sys(err, errno, "cannot wait for '%s'", argv->v[0]);
	if (got > 0)
		return check_status(argv->v[0], status, err);
	kill_group(pid);
	return nr_error_set(err, NR_ERR_SYSTEM, "'%s' did not end within %d seconds",
		argv->v[0], seconds);
}

/* ---- detached programs ---- */

struct app_child {
	pid_t pid;
	int fd;
	char *program;
};

int
app_child_start(const struct app_argv *argv, struct app_child **out, struct nr_error *err)
{
	struct app_child *c;
	pid_t pid;

	if (spawn(argv, DETACHED, &(struct streams){ -1, -1 }, &pid, err) < 0)
		return -1;
	c = nr_calloc(1, sizeof(*c));
	c->pid = pid;
	c->fd = watch_end(pid);
	c->program = nr_strdup(argv->v[0]);
	*out = c;
	return 0;
}

int
app_child_fd(const struct app_child *c)
{
	return c->fd;
}

static void
free_child(struct app_child *c)
{
	if (c->fd >= 0)
		close(c->fd);
	free(c->program);
	free(c);
}

int
app_child_reap(struct app_child *c, struct nr_error *err)
{
	int status = 0;
	pid_t pid = waitpid(c->pid, &status, WNOHANG);
	int rc = 0;

	if (pid == 0 || (pid < 0 && errno == EINTR))
		return 1;
	/* ECHILD if SIGCHLD is ignored: it has ended with unknown status. */
	if (pid > 0)
		rc = check_status(c->program, status, err);
	free_child(c);
	return rc;
}

void
app_child_forget(struct app_child *c)
{
	if (!c)
		return;
	waitpid(c->pid, NULL, WNOHANG);
	free_child(c);
}

/* ---- programs whose output is read ---- */

int
app_command_capture(const struct app_argv *argv, const char *text, size_t n,
	struct app_running *out, struct nr_error *err)
{
	int input = nr_fs_unnamed(text, n), fds[2] = { -1, -1 }, rc = -1;

	if (input < 0 || nr_sys_pipe(fds) < 0) {
		nr_error_sys(err, errno, "cannot pass text on");
	} else {
		/* Programs do not expect that writing may fail for the moment. */
		fcntl(fds[1], F_SETFL, 0);
		rc = spawn(argv, CAPTURED, &(struct streams){ input, fds[1] }, &out->pid, err);
		out->fd = fds[0];
		out->end_fd = rc == 0 ? watch_end(out->pid) : -1;
	}
	if (input >= 0)
		close(input);
	if (fds[1] >= 0)
		close(fds[1]);
	if (rc < 0 && fds[0] >= 0)
		close(fds[0]);
	return rc;
}

bool
app_command_has_ended(const struct app_running *r)
{
	struct pollfd p = { .fd = r->end_fd, .events = POLLIN };

	return poll(&p, 1, 0) > 0;
}

static void
close_running(const struct app_running *r)
{
	close(r->fd);
	if (r->end_fd >= 0)
		close(r->end_fd);
}

int
app_command_end(const struct app_running *r, const char *program, struct nr_error *err)
{
	int status = 0;
	pid_t got = wait_a_while(r->pid, r->end_fd < 0, &status);

	if (got < 0)
		nr_error_sys(err, errno, "cannot wait for '%s'", program);
	close_running(r);
	if (got > 0)
		return check_status(program, status, err);
	if (got < 0)
		return -1;
	kill_group(r->pid);
	return nr_error_set(err, NR_ERR_SYSTEM, "%s did not end", nr_fs_basename(program));
}

void
app_command_kill(const struct app_running *r)
{
	kill_group(r->pid);
	close_running(r);
}
