/*
 * What the files of the pty harness share.
 */
#ifndef LIB_PTY_STATE_H
#define LIB_PTY_STATE_H

#include <vterm.h>

#include "lib/pty.h"
#include "lib/pty_shell.h"
#include "newsreader/buf.h"

struct pty {
	int master;
	int report, control;	/* of the shell */
	pid_t shell;
	struct pty_report job;
	VTerm *vt;
	VTermScreen *screen;
	int cols;		/* that are seen; libvterm may have more */
	bool altscreen, cursor_shown, silent;
	struct nr_buf input;	/* what the terminal has to send */
	struct nr_buf output, text, clipboard;
};

void pty_terminal_open(struct pty *p, int rows, int cols);
void pty_terminal_resize(struct pty *p, int rows, int cols);

#endif
