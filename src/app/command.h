/*
 * Command: other programs, started with argument vectors and never through a shell.
 */
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/error.h"
#include "newsreader/options.h"

/* A NULL-terminated argument vector that owns its strings. */
struct app_argv {
	char **v;
	size_t n;
};

void app_argv_release(struct app_argv *a);

/* Split a template into arguments: white space parts them; '...', "..." and \x quote as
 * in a POSIX shell; nothing is expanded. NR_ERR_USAGE: an open quote, no program. */
int app_argv_split(const char *text, struct app_argv *out, struct nr_error *err);

/* What stands for %u %o %a %c %t %p %f; NULL members become "". */
struct app_subject {
	const char *url;	/* %u; app_browser_find checks it */
	/* %o %a %c; "" for what nr_net_check_url does not let through. */
	const char *original, *amp, *canonical;
	const char *title, *provider, *file;	/* %t %p %f */
};

/* Replace the % sequences inside the arguments, once each, left to right; what is put in
 * is never read again. %% is %; an unknown one stays as it is. Without a sequence the URL
 * becomes the last argument. An argument that would begin with '-' only because of what
 * was put in gets "./" before a file, and is an error otherwise. NR_ERR_USAGE: a sequence
 * in the name of the program, or in what a shell or the like would run as code. */
int app_argv_substitute(const struct app_argv *template, const struct app_subject *s,
	struct app_argv *out, struct nr_error *err);

enum app_browser_kind {
	APP_BROWSER_WINDOW,	/* has a window: started detached, output discarded */
	APP_BROWSER_TERMINAL	/* needs the terminal */
};

struct app_browser {
	struct app_argv argv;
	enum app_browser_kind kind;
};

/* The command that opens s->url: option browser, $BROWSER (colon-separated templates with
 * %s or the URL appended; the first whose program exists), xdg-open where there is a
 * display, else an installed text browser (w3m, lynx, links, elinks). NR_ERR_NOT_FOUND:
 * nothing to open it with, or no program as option browser names it; NR_ERR_INPUT: not a
 * web URL. */
int app_browser_find(const struct nr_options *options, const struct app_subject *s,
	struct app_browser *out, struct nr_error *err);
void app_browser_release(struct app_browser *b);

/* A running detached program. */
struct app_child;

/* Start detached: own session, standard streams on /dev/null, no inherited
 * descriptors. */
int app_child_start(const struct app_argv *argv, struct app_child **out,
	struct nr_error *err);
/* Readable once the program has ended. -1 where the system cannot tell (before Linux
 * 5.3); poll() passes over it. */
int app_child_fd(const struct app_child *c);
/* Collect it without waiting: 1 still running, 0 ended well, -1 with *err (its exit
 * status or signal). After 0 or -1 the child is gone and the handle freed. */
int app_child_reap(struct app_child *c, struct nr_error *err);
/* Let it run; frees the handle. */
void app_child_forget(struct app_child *c);

/* Run in the foreground with our standard streams and wait; where standard input is no
 * terminal, with the terminal for it. Signals from the keyboard go to it, not to us, but
 * ^Z stops us both. The caller has given the terminal away. Non-zero exit is an error. */
int app_command_run(const struct app_argv *argv, struct nr_error *err);
/* Run with `text` as standard input, output discarded, at most `seconds`; waits. */
int app_command_feed(const struct app_argv *argv, const char *text, size_t n, int seconds,
	struct nr_error *err);

#endif
