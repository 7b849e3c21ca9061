/* Detached programs: start, watch and collect them. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/command.h"
#include "app/spawn.h"
#include "newsreader/mem.h"

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

	if (app_spawn(argv, APP_SPAWN_DETACHED, -1, &pid, err) < 0)
		return -1;
	c = nr_calloc(1, sizeof(*c));
	c->pid = pid;
	c->fd = app_spawn_watch(pid);
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
		rc = app_spawn_result(c->program, status, err);
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
