/*
 * Lines of the configuration and of the `:` prompt, which have the same form:
 *
 *	[set] NAME = VALUE	an option
 *	COMMAND [WORD]... [-- TEXT | -> TEXT]
 *
 * A '#' at the beginning or after a blank begins a comment. The value of an option is taken
 * as it stands, or from "..." with \" and \\ inside. The words of a command are separated by
 * blanks; '...' and "..." (with \" and \\) keep blanks together, anywhere in a word. TEXT is
 * taken raw to the end of the line, so it has neither quotes nor comments.
 */
#ifndef NEWSREADER_CONF_H
#define NEWSREADER_CONF_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/diag.h"
#include "newsreader/error.h"

enum {
	NR_CONF_FILE_MAX = 1 << 20,	/* bytes of a configuration file */
	NR_CONF_LINE_MAX = 64 << 10	/* bytes of a line */
};

enum nr_conf_kind { NR_CONF_EMPTY, NR_CONF_OPTION, NR_CONF_COMMAND };

struct nr_conf_line {
	const char *path;	/* of its file; "" for the prompt */
	unsigned line;		/* from 1; 0 for the prompt */
	enum nr_conf_kind kind;
	char **words;		/* of an OPTION: its name and its value */
	size_t n;
	unsigned *cols;		/* column of each word in bytes, from 1; cols[n]: the end of
				 * the words */
	const char *free;	/* the text after " -- " or " -> "; NULL for a line
				 * without these signs */
	char *text;		/* the whole line as it was written */
};

#define NR_CONF_LINE_INIT { .path = "" }

/* Split the n bytes of a line. An error has the column of the mistake in err->col. The path
 * and the line of *out are kept, the rest is overwritten; it must be released in any
 * case. */
int nr_conf_line_read(struct nr_conf_line *out, const char *text, size_t n,
	struct nr_error *err);
void nr_conf_line_release(struct nr_conf_line *l);

/* The words from `from` on as they were written, with their quotes, without the free text
 * and the comment. The caller frees it. */
char *nr_conf_line_rest(const struct nr_conf_line *l, size_t from);
/* Where the first command of "COMMAND ; COMMAND" ends: its ';', or the end of the text. */
const char *nr_conf_command_end(const char *text);

/* Refuse a word of a line (the end of the line if it has not so many): fills *err, with the
 * column of the word, and returns -1. */
int nr_conf_refuse(const struct nr_conf_line *l, size_t word, struct nr_error *err,
	const char *fmt, ...) NR_PRINTF(4, 5);

/* Called for every option and command of a file; -1 with *err refuses the line. */
typedef int nr_conf_take(void *ctx, const struct nr_conf_line *line, struct nr_error *err);

/* Read a configuration file. Lines that are wrong are left out and added to *diags as
 * warnings with their position, up to NR_DIAGS_PER_FILE. A missing file is an error only
 * with `must_exist`. */
int nr_conf_read(const char *path, bool must_exist, nr_conf_take *take, void *ctx,
	struct nr_diags *diags, struct nr_error *err);

/* Finds the name that is most similar to one that does not exist. */
struct nr_nearest {
	const char *name;	/* what was written */
	const char *found;	/* borrowed; NULL if nothing is similar */
	unsigned distance;	/* only what is nearer than this counts */
};

struct nr_nearest nr_nearest_to(const char *name);
void nr_nearest_try(struct nr_nearest *n, const char *candidate);
/* Refuse the name, which is of this kind ("option"), and suggest what was found: fills *err
 * and returns -1. `l`: the line that has it as this word, for the column, or NULL. */
int nr_nearest_refuse(const struct nr_nearest *n, const char *kind,
	const struct nr_conf_line *l, size_t word, struct nr_error *err);

#endif
