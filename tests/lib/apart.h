/*
 * Apart: part of a test in a process of its own, which may give up powers, mount what it
 * likes and be killed.
 */
#ifndef LIB_APART_H
#define LIB_APART_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* There: an assertion. Those of cmocka are not for another process. */
#define APART_CHECK(x) \
	do { \
		if (!(x)) { \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #x); \
			_exit(1); \
		} \
	} while (0)

/* The status that it exits with, 0 if it returns; -1 if a signal ended it. */
static inline int
apart_run(void (*part)(void *ctx), void *ctx)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0) {
		part(ctx);
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

#endif
