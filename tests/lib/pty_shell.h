/*
 * The shell between the terminal of the tests and the program.
 */
#ifndef LIB_PTY_SHELL_H
#define LIB_PTY_SHELL_H

#include <sys/types.h>

#include "lib/pty.h"

enum pty_report_kind { PTY_STARTED, PTY_STOPPED, PTY_EXITED };

struct pty_report {
	enum pty_report_kind kind;
	pid_t pid;
	int status;
	bool restored;
	bool unread;		/* input waits that the program has not read */
};

/* In the child of forkpty(): run the program as the foreground job, report to one
 * pipe, and continue it when a byte comes from the other. Ends when that is closed. */
void pty_shell(const struct pty_config *config, int report, int control)
	__attribute__((noreturn));

#endif
