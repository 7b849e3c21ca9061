/*
 * Runs other programs, from argument vectors and never through a shell.
 */
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "newsreader/error.h"
#include "newsreader/options.h"

/* A NULL-terminated argument vector that owns its strings. */
struct app_argv {
	char **v;
	size_t n;
};

void app_argv_release(struct app_argv *a);

/* A function below that fails leaves its *out empty. */

/* Split a template into arguments at white space; '...', "..." and \x quote as in a POSIX
 * shell; nothing is expanded. NR_ERR_USAGE: an open quote, or no program. */
int app_argv_split(const char *text, struct app_argv *out, struct nr_error *err);

/* The values of %u %o %a %c %t %p %f; NULL members become "". */
struct app_subject {
	const char *url;	/* %u; app_browser_find checks it; app_argv_fill does as for */
	/* %o %a %c: "" for a URL that nr_net_check_url rejects */
	const char *original, *amp, *canonical;
	const char *title, *provider, *file;	/* %t %p %f */
};

/* Replace the % sequences inside the arguments, once and left to right; inserted text is
 * not scanned again. %% is %; an unknown sequence is left as it is. If there is no
 * sequence, the URL is appended as the last argument. An argument that would begin with
 * '-' only because of inserted text gets "./" prepended for a file, and is an error
 * otherwise. NR_ERR_USAGE: a sequence in the program's name, or in an argument that a
 * shell or other interpreter would run as code. */
int app_argv_substitute(const struct app_argv *template, const struct app_subject *s,
	struct app_argv *out, struct nr_error *err);

/* Split a command, and replace its % sequences likewise, but append nothing. */
int app_argv_fill(const char *text, const struct app_subject *s, struct app_argv *out,
	struct nr_error *err);

enum app_browser_kind {
	APP_BROWSER_WINDOW,	/* opens a window: started detached, output discarded */
	APP_BROWSER_TERMINAL	/* needs the terminal */
};

struct app_browser {
	struct app_argv argv;
	enum app_browser_kind kind;
};

/* Find the command that opens s->url: option browser; $BROWSER (colon-separated templates
 * with %s or the URL appended; the first whose program exists); xdg-open if there is a
 * display; else an installed text browser (w3m, lynx, links, elinks). NR_ERR_NOT_FOUND:
 * no browser found, or the program of option browser does not exist. NR_ERR_INPUT: not a
 * web URL. */
int app_browser_find(const struct nr_options *options, const struct app_subject *s,
	struct app_browser *out, struct nr_error *err);

/* Build EDITOR +LINE FILE. EDITOR is the first that is not empty of option editor,
 * $VISUAL, $EDITOR and vi, split by app_argv_split. Line 0: no "+LINE". */
int app_editor_argv(const struct nr_options *o, const char *file, unsigned line,
	struct app_argv *out, struct nr_error *err);

/* Send n bytes of text to the terminal (OSC 52); false if it cannot. */
typedef bool app_copy_osc52(void *self, const char *text, size_t n);

/* Copy n bytes of text with the option copy-command, or if that is empty with osc52,
 * which may be NULL. */
int app_copy(const struct nr_options *o, app_copy_osc52 *osc52, void *self,
	const char *text, size_t n, struct nr_error *err);

/* A running detached program. */
struct app_child;

/* Start detached: in its own session, standard streams on /dev/null, without inherited
 * descriptors. */
int app_child_start(const struct app_argv *argv, struct app_child **out,
	struct nr_error *err);
/* A descriptor that is readable once the program has ended; -1 where the system cannot
 * report that (before Linux 5.3), which poll() ignores. */
int app_child_fd(const struct app_child *c);
/* Collect the exit status without waiting: 1 still running, 0 success, -1 failure with
 * *err set (exit status or signal). After 0 or -1 the handle has been freed. */
int app_child_reap(struct app_child *c, struct nr_error *err);
/* Let the program run on and free the handle. */
void app_child_forget(struct app_child *c);

/* Run in the foreground with our standard streams, and wait; if standard input is not a
 * terminal, the program gets the terminal instead. Keyboard signals go to the program and
 * not to us, but ^Z stops both. The caller has released the terminal. Non-zero exit is an
 * error. */
int app_command_run(const struct app_argv *argv, struct nr_error *err);
/* The same with `text` (n bytes; NULL: the keyboard) as standard input; 1, with *err set, if
 * the program was started and fails. */
int app_command_pipe(const struct app_argv *argv, const char *text, size_t n,
	struct nr_error *err);
/* Run with `text` (n bytes) as standard input and the output discarded; wait for at most
 * `seconds`, then kill the program and fail. */
int app_command_feed(const struct app_argv *argv, const char *text, size_t n, int seconds,
	struct nr_error *err);

/* A program in the background whose output is read, in a session of its own, so that it
 * cannot read from the terminal. Its number is that of its process group. */
struct app_running {
	pid_t pid;
	int fd;			/* gives its output and messages without waiting */
	int end_fd;		/* as app_child_fd */
};

/* Start it with `text` (n bytes) as standard input. */
int app_command_capture(const struct app_argv *argv, const char *text, size_t n,
	struct app_running *out, struct nr_error *err);
/* True if the program has ended, though one that it started may still hold the pipe of its
 * output. Always false where end_fd is -1. */
bool app_command_has_ended(const struct app_running *r);
/* To be called at the end of its output: close the descriptors and collect the exit status;
 * one that goes on is killed, which is an error. Where end_fd is -1 it has a second to
 * end. */
int app_command_end(const struct app_running *r, const char *program, struct nr_error *err);
/* Kill and collect its process group, and close the descriptors. */
void app_command_kill(const struct app_running *r);

#endif
