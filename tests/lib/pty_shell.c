#include "config.h"

#include "lib/pty_shell.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static const char *const kept[] = {
	"PATH", "HOME", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS",
};

static void
set_environment(const char *const *env)
{
	char *values[sizeof(kept) / sizeof(kept[0])];

	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
		const char *value = getenv(kept[i]);
		values[i] = value != NULL ? strdup(value) : NULL;
	}
	clearenv();
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
		if (values[i] != NULL)
			setenv(kept[i], values[i], 1);
		free(values[i]);
	}
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TZ", "UTC", 1);
	for (size_t i = 0; env != NULL && env[i] != NULL; i++) {
		char *name = strdup(env[i]);
		char *value = strchr(name, '=');
		if (value != NULL)
			*value++ = '\0';
		if (value != NULL)
			setenv(name, value, 1);
		else
			unsetenv(name);
		free(name);
	}
}

static void
redirect(const char *path, int flags, int to)
{
	if (path == NULL)
		return;
	int fd = open(path, flags, 0600);
	if (fd < 0 || dup2(fd, to) < 0)
		_exit(126);
	close(fd);
}

static void
run_job(const struct pty_config *config)
{
	static const int signals[] = {
		SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE,
	};
	char **argv = NULL;
	size_t n = 0;

	setpgid(0, 0);
	tcsetpgrp(STDERR_FILENO, getpid());
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		signal(signals[i], SIG_DFL);
	set_environment(config->env);
	redirect(config->input, O_RDONLY, STDIN_FILENO);
	redirect(config->output, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
	while (config->argv[n] != NULL)
		n++;
	argv = calloc(n + 1, sizeof(*argv));
	for (size_t i = 0; argv != NULL && i < n; i++)
		argv[i] = strdup(config->argv[i]);
	if (argv != NULL)
		execvp(argv[0], argv);
	_exit(127);
}

static bool
is_restored(const struct termios *before)
{
	struct termios now;

	return tcgetattr(STDERR_FILENO, &now) == 0 && now.c_iflag == before->c_iflag
		&& now.c_oflag == before->c_oflag && now.c_cflag == before->c_cflag
		&& now.c_lflag == before->c_lflag
		&& memcmp(now.c_cc, before->c_cc, sizeof(now.c_cc)) == 0;
}

/* True if somebody typed what the job did not read. */
static bool
has_unread(void)
{
	struct pollfd p = { .fd = STDERR_FILENO, .events = POLLIN };

	return poll(&p, 1, 0) > 0;
}

static void
tell(int fd, const struct pty_report *report)
{
	if (write(fd, report, sizeof(*report)) != (ssize_t)sizeof(*report))
		_exit(1);
}

void
pty_shell(const struct pty_config *config, int report, int control)
{
	struct pty_report r = { .kind = PTY_STARTED };
	struct termios before;
	char byte;

	signal(SIGTTOU, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	if (tcgetattr(STDERR_FILENO, &before) < 0)
		_exit(1);
	r.pid = fork();
	if (r.pid == 0)
		run_job(config);
	setpgid(r.pid, r.pid);
	tcsetpgrp(STDERR_FILENO, r.pid);
	tell(report, &r);
	while (waitpid(r.pid, &r.status, WUNTRACED) == r.pid) {
		r.kind = WIFSTOPPED(r.status) ? PTY_STOPPED : PTY_EXITED;
		tcsetpgrp(STDERR_FILENO, getpid());
		r.restored = is_restored(&before);
		r.unread = has_unread();
		tell(report, &r);
		if (read(control, &byte, 1) != 1 || r.kind == PTY_EXITED)
			break;
		/* As the shells do: their own modes while the job sleeps. */
		tcsetattr(STDERR_FILENO, TCSANOW, &before);
		tcsetpgrp(STDERR_FILENO, r.pid);
		kill(-r.pid, SIGCONT);
	}
	kill(-r.pid, SIGKILL);
	_exit(0);
}
