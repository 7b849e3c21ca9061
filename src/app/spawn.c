/* Starts programs with posix_spawn. */
#include "config.h"

#include "app/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "newsreader/fs.h"

static int
set_streams(posix_spawn_file_actions_t *actions, enum app_spawn_how how, int input)
{
	static const char null[] = "/dev/null";
	int rc = 0;

	if (how == APP_SPAWN_DETACHED)
		rc = posix_spawn_file_actions_addopen(actions, 0, null, O_RDONLY, 0);
	else if (input >= 0)
		rc = posix_spawn_file_actions_adddup2(actions, input, 0);
	if (rc == 0 && how != APP_SPAWN_FOREGROUND)
		rc = posix_spawn_file_actions_addopen(actions, 1, null, O_WRONLY, 0);
	if (rc == 0 && how != APP_SPAWN_FOREGROUND)
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
set_signals(posix_spawnattr_t *attr, enum app_spawn_how how)
{
	short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
	sigset_t none;
	sigset_t all;
	int rc;

	sigemptyset(&none);
	sigfillset(&all);
	sigdelset(&all, SIGKILL);
	sigdelset(&all, SIGSTOP);
	if (how == APP_SPAWN_DETACHED)
		flags |= POSIX_SPAWN_SETSID;
	else if (how == APP_SPAWN_FED)
		flags |= POSIX_SPAWN_SETPGROUP;	/* to 0: a new group */
	rc = posix_spawnattr_setsigmask(attr, &none);
	if (rc == 0)
		rc = posix_spawnattr_setsigdefault(attr, &all);
	return rc == 0 ? posix_spawnattr_setflags(attr, flags) : rc;
}

int
app_spawn(const struct app_argv *argv, enum app_spawn_how how, int input, pid_t *out,
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
	rc = set_streams(&actions, how, input);
	if (rc == 0)
		rc = set_signals(&attr, how);
	if (rc == 0)
		rc = posix_spawnp(out, argv->v[0], &actions, &attr, argv->v, environ);
	posix_spawnattr_destroy(&attr);
out:
	posix_spawn_file_actions_destroy(&actions);
	if (rc == ENOENT || rc == ENOTDIR)
		return nr_error_set(err, NR_ERR_NOT_FOUND, "there is no program '%s'",
			argv->v[0]);
	return rc == 0 ? 0 : nr_error_sys(err, rc, "cannot start '%s'", argv->v[0]);
}

int
app_spawn_watch(pid_t pid)
{
	/* The descriptor is close-on-exec from the start. A pipe held by the child would
	 * not do: its own children hold it too, and some programs close it long before
	 * they end. */
	return (int)syscall(SYS_pidfd_open, pid, 0);
}

int
app_spawn_result(const char *program, int status, struct nr_error *err)
{
	const char *name = nr_fs_basename(program);

	if (WIFSIGNALED(status))
		return nr_error_set(err, NR_ERR_SYSTEM,
			"'%s' was ended by signal %d (%s)", name, WTERMSIG(status),
			strsignal(WTERMSIG(status)));
	if (WEXITSTATUS(status) != 0)
		return nr_error_set(err, NR_ERR_SYSTEM, "'%s' ended with status %d", name,
			WEXITSTATUS(status));
	return 0;
}
