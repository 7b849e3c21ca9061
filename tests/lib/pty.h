/*
 * Pty: run a program in a terminal and see what a person would see. The terminal is
 * libvterm; a small shell with job control stands between, so that ^Z, stopping and
 * the modes that are left behind are as they are in real life.
 *
 * Whatever waits here waits for something to be seen, at most PTY_SECONDS; then the
 * cmocka test fails and shows the screen.
 */
#ifndef LIB_PTY_H
#define LIB_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { PTY_SECONDS = 180 };

struct pty;

struct pty_config {
	/* NULL-terminated; argv[0] is a path or is found in PATH. */
	const char *const *argv;
	/* NULL-terminated "NAME=VALUE", or "NAME" to take one away, on top of
	 * TERM=xterm-256color, LC_ALL=C.UTF-8, TZ=UTC and the test's own PATH, HOME and
	 * *SAN_OPTIONS; nothing else is handed on. May be NULL. */
	const char *const *env;
	const char *input;	/* file that is standard input, or NULL: the terminal */
	const char *output;	/* file that standard output goes to, or NULL: the terminal */
	int rows, cols;		/* 0: 24 and 80 */
	bool silent;		/* the terminal answers no questions */
};

struct pty *pty_start(const struct pty_config *config);
/* Kills what still runs. */
void pty_free(struct pty *p);

/* ---- what the person does ---- */

void pty_send(struct pty *p, const char *bytes);
void pty_sendn(struct pty *p, const char *bytes, size_t n);
/* Keys by name (app/keys.h), parted by spaces: "j j Enter PgDn ^F". Special keys are
 * sent as the terminal sends them in the mode it is in. */
void pty_keys(struct pty *p, const char *names);
/* A special key with modifiers, as "C-Up", "S-Right", "A-Left". */
void pty_modified(struct pty *p, const char *name);
void pty_click(struct pty *p, int row, int col);
/* Press the button and move, or move on while it is pressed; release it. */
void pty_drag(struct pty *p, int row, int col, int to_row, int to_col);
void pty_release(struct pty *p);
void pty_wheel(struct pty *p, int row, int col, bool up);
void pty_resize(struct pty *p, int rows, int cols);
/* To the program alone. */
void pty_signal(struct pty *p, int sig);
/* As `fg` does; after pty_wait_stopped. */
void pty_continue(struct pty *p);
/* Close the window. Only pty_wait_exit makes sense afterwards. */
void pty_hangup(struct pty *p);

/* ---- waiting ---- */

void pty_wait_text(struct pty *p, const char *text);
void pty_wait_gone(struct pty *p, const char *text);
/* Until the row holds exactly this; trailing spaces do not count. */
void pty_wait_row(struct pty *p, int row, const char *text);
void pty_wait_cursor(struct pty *p, int row, int col);
void pty_wait_clipboard(struct pty *p, const char *text);
/* Until nothing was written for a moment and the program sleeps: only to see that something
 * does not happen. */
void pty_settle(struct pty *p);
/* Until condition(ctx) holds; `what` is for the message. */
void pty_wait(struct pty *p, bool (*condition)(struct pty *p, void *ctx), void *ctx,
	const char *what);
void pty_wait_stopped(struct pty *p);
/* The status as waitpid() has it. */
int pty_wait_exit(struct pty *p);

/* ---- what is seen ---- */

/* Rows without trailing spaces, a newline behind each; borrowed until the next call. */
const char *pty_screen(struct pty *p);
const char *pty_row(struct pty *p, int row);
/* The columns from `from` up to and without `to`. */
const char *pty_part(struct pty *p, int row, int from, int to);
/* The first row with this text, -1 if not found. */
int pty_find(struct pty *p, const char *text);
void pty_cursor(struct pty *p, int *row, int *col);
bool pty_cursor_shown(const struct pty *p);
bool pty_altscreen(const struct pty *p);
/* True if the program asked last for pastes to be bracketed. */
bool pty_brackets(const struct pty *p);

struct pty_style {
	bool bold, italic, underline, reverse;
	int fg, bg;	/* -1: the default; 0 to 255: of the palette; PTY_RGB | rgb */
};

enum { PTY_RGB = 1 << 24 };

/* As it is seen: a blank has neither weight nor colour. */
struct pty_style pty_style(struct pty *p, int row, int col);

/* What was copied last by OSC 52 and ended by BEL; NULL if nothing was. */
const char *pty_clipboard(struct pty *p);
/* Every byte that the program wrote, since the last clear. */
const char *pty_output(const struct pty *p, size_t *n);
void pty_output_clear(struct pty *p);
/* After it stopped or ended: the modes are as they were before it began. */
bool pty_modes_restored(const struct pty *p);
/* After it stopped or ended: input is left that the shell would read. */
bool pty_left_input(const struct pty *p);
pid_t pty_pid(const struct pty *p);

#endif
