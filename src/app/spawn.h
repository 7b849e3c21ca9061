/*
 * Starts other programs.
 */
#ifndef APP_SPAWN_H
#define APP_SPAWN_H

#include <sys/types.h>

#include "app/command.h"

enum app_spawn_how {
	APP_SPAWN_FOREGROUND,	/* our standard streams, session and process group */
	APP_SPAWN_DETACHED,	/* standard streams on /dev/null, own session */
	APP_SPAWN_FED		/* output on /dev/null, own process group */
};

/* Start argv with default signal handling and only the standard streams open. `input`,
 * unless -1, becomes its standard input; ignored for detached programs. NR_ERR_NOT_FOUND:
 * there is no such program. */
int app_spawn(const struct app_argv *argv, enum app_spawn_how how, int input, pid_t *out,
	struct nr_error *err);

/* A descriptor that becomes readable when the process has ended; -1 if the system has
 * none. The caller closes it. */
int app_spawn_watch(pid_t pid);

/* 0 if the waitpid status is a success, else -1 with *err naming the program. */
int app_spawn_result(const char *program, int status, struct nr_error *err);

#endif
