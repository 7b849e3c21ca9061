/* Runs a program in the foreground, or feeds it text with a time limit. */
#include "config.h"

#include "app/command.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/spawn.h"
#include "newsreader/clock.h"
#include "newsreader/fs.h"

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

/* If articles came from standard input, the program must not read on there: returns a
 * descriptor of the terminal, or -1 if standard input is the terminal. */
static int
open_keys(void)
{
	return isatty(STDIN_FILENO) ? -1 : open("/dev/tty", O_RDWR | O_CLOEXEC);
}

int
app_command_run(const struct app_argv *argv, struct nr_error *err)
{
	struct keyboard k;
	int keys = open_keys();
	int status = 0;
	int rc = -1;
	pid_t pid;

	leave_keyboard(&k);
	if (app_spawn(argv, APP_SPAWN_FOREGROUND, keys, &pid, err) < 0)
		goto out;
	if (wait_for(pid, &status) < 0)
		nr_error_sys(err, errno, "cannot wait for '%s'", argv->v[0]);
	else
		rc = app_spawn_result(argv->v[0], status, err);
out:
	if (keys >= 0)
		close(keys);
	take_keyboard(&k);
	return rc;
}

/* As waitpid, but wait at most `seconds`; 0 if the process still runs then. */
static pid_t
wait_a_while(pid_t pid, int seconds, int *status)
{
	enum { STEP = 20 };	/* poll interval in ms where the end cannot be waited
				 * for */
	struct pollfd p = { .fd = app_spawn_watch(pid), .events = POLLIN };
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
	rc = app_spawn(argv, APP_SPAWN_FED, fd, &pid, err);
	close(fd);
	if (rc < 0)
		return -1;
	got = wait_a_while(pid, seconds, &status);
	if (got < 0)
		return nr_error_sys(err, errno, "cannot wait for '%s'", argv->v[0]);
	if (got > 0)
		return app_spawn_result(argv->v[0], status, err);
	kill(-pid, SIGKILL);
	wait_for(pid, &status);
	return nr_error_set(err, NR_ERR_SYSTEM, "'%s' did not end within %d seconds",
		argv->v[0], seconds);
}
