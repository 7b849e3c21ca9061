/*
 * Errors: one struct filled where the failure happened, passed down unread.
 *
 * A function that can fail takes `struct nr_error *err` last (never NULL) and returns
 * 0/-1 or pointer/NULL. Success leaves *err alone.
 */
#ifndef NEWSREADER_ERROR_H
#define NEWSREADER_ERROR_H

#define NR_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

enum nr_errcode {
	NR_ERR_NONE,
	NR_ERR_SYSTEM,		/* the operating system refused */
	NR_ERR_INPUT,		/* malformed data; the text begins with its place */
	NR_ERR_LIMIT,		/* well formed, but larger than a stated limit */
	NR_ERR_NOT_FOUND,
	NR_ERR_USAGE,		/* the caller's user asked for something impossible */
	NR_ERR_STATE,		/* the reader's state cannot be written */
	NR_ERR_CANCELLED
};

struct nr_error {
	enum nr_errcode code;
	char text[1024];	/* one line of UTF-8, no full stop, no newline */
};

#define NR_ERROR_INIT { NR_ERR_NONE, "" }

/* Fill *err and return -1, so that `return nr_error_set(...)` reads well. Text that does
 * not fit is cut at a character's end. */
int nr_error_set(struct nr_error *err, enum nr_errcode code, const char *fmt, ...)
	NR_PRINTF(3, 4);

/* As above with ": " and strerror(errnum) after the text; the code is NR_ERR_SYSTEM. */
int nr_error_sys(struct nr_error *err, int errnum, const char *fmt, ...) NR_PRINTF(3, 4);

/* As above with "path:line:col: " before the text; the code is NR_ERR_INPUT. Line and
 * column count from 1; a 0 is left out together with what follows it. */
int nr_error_at(struct nr_error *err, const char *path, unsigned line, unsigned col,
	const char *fmt, ...) NR_PRINTF(5, 6);

#endif
