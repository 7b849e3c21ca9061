/*
 * Reader: a person's own folders, and the real program in a terminal that uses them and
 * no others. $NEWSREADER names the program, $srcdir the folder that holds seeds/.
 *
 * What can fail fails the cmocka test.
 */
#ifndef LIB_READER_H
#define LIB_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/pty.h"
#include "newsreader/buf.h"
#include "newsreader/error.h"

enum { READER_ENV_MAX = 16 };

struct reader {
	char dir[32];				/* the home folder, and the working one */
	char *origin;				/* the working folder before */
	char *env[READER_ENV_MAX + 1];		/* what the program gets beside it */
	size_t n_env;
	int rows, cols;				/* of the terminals to come; 24 and 80 */
};

/* A setup and a teardown of cmocka: *state is a struct reader. */
int reader_setup(void **state);
int reader_teardown(void **state);

/* "NAME=VALUE" for the programs to come, or "NAME" to take one away. Among others:
 * NEWSREADER_NOW is a fixed time, $HOME is r->dir and has no dotfiles yet. */
void reader_setenv(struct reader *r, const char *assignment);

/* ---- files, named relative to the home folder ---- */

/* The whole path; the caller frees it. */
char *reader_path(const struct reader *r, const char *name);
/* Folders on the way are made. */
void reader_write(const struct reader *r, const char *name, const char *text, size_t n);
void reader_writef(const struct reader *r, const char *name, const char *fmt, ...)
	NR_PRINTF(3, 4);
/* Make an executable shell script below bin/, which comes first in $PATH. */
void reader_script(const struct reader *r, const char *name, const char *text);
/* What the file holds; false if it is not there. */
bool reader_read(const struct reader *r, const char *name, struct nr_buf *out);
/* Write n articles, "Article 000" and so on, into the folder "many". */
void reader_write_many(const struct reader *r, int n);
/* Remove a file or a folder with all that is in it. */
void reader_remove(const struct reader *r, const char *name);
/* Copy the sample articles to seeds/. */
void reader_seeds(const struct reader *r);

/* ---- the program ---- */

/* Start it with these arguments (NULL: none). */
struct pty *reader_start(const struct reader *r, const char *const *args);
/* The same with files for standard input and output, NULL for the terminal. */
struct pty *reader_start_with(const struct reader *r, const char *const *args,
	const char *input, const char *output);
/* The same and until the text is shown. */
struct pty *reader_open(const struct reader *r, const char *folder, const char *text);
/* The program has ended, status as given, or does so now: the modes are as before, the
 * alternate screen is left and the cursor shown. Frees p. */
void reader_ended(struct pty *p, int status);
/* The same for one that a signal has ended, or does so now. */
void reader_killed(struct pty *p, int sig);
/* Type Q, and reader_ended with status 0. */
void reader_quit(struct pty *p);

/* Until the row begins with the text. */
void reader_wait_row(struct pty *p, int row, const char *text);
/* Until the file is there; what it holds is appended to *out, which may be NULL. */
void reader_wait_file(const struct reader *r, struct pty *p, const char *name,
	struct nr_buf *out);

/* ---- what the program wrote ---- */

/* True if every byte is one that ncurses emits for a screen, or clean text: no control
 * but the known ones, sequences of CSI and character sets alone, no OSC (but the one
 * that resets the palette), DCS or the like, valid UTF-8 without C1, bidi controls and
 * invisible characters. Else *at is where the first other one stands. */
bool reader_is_clean(const char *s, size_t n, size_t *at);
/* Fails unless all that was written is so. */
void reader_clean(const struct pty *p);

#endif
