/*
 * Diagnostics: problems of files that do not stop the processing of others.
 */
#ifndef NEWSREADER_DIAG_H
#define NEWSREADER_DIAG_H

#include <stddef.h>

#include "newsreader/buf.h"
#include "newsreader/error.h"

enum nr_severity {
	NR_WARNING,		/* a field or entry is lost or odd; the article exists */
	NR_FAILURE		/* the file has no article */
};

struct nr_diag {
	enum nr_severity severity;
	unsigned line, col;	/* from 1; 0 for the whole file */
	char *path;
	char *text;		/* one clean line */
};

struct nr_diags {
	struct nr_diag *v;
	size_t n, cap;
};

#define NR_DIAGS_INIT { NULL, 0, 0 }
/* diagnostics kept for one file; further ones are counted */
enum { NR_DIAGS_PER_FILE = 100 };

void nr_diag_add(struct nr_diags *d, enum nr_severity severity, const char *path,
	unsigned line, unsigned col, const char *fmt, ...) NR_PRINTF(6, 7);
/* Append "path:line:col: text" without newline, clean for a terminal. */
void nr_diag_format(const struct nr_diag *d, struct nr_buf *out);
/* Move all diagnostics of `from` to the end of `to`; `from` is empty afterwards. */
void nr_diags_move(struct nr_diags *to, struct nr_diags *from);
void nr_diags_release(struct nr_diags *d);

#endif
