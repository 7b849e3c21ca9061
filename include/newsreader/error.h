/*
 * Errors: a struct that is filled where the error occurs and passed up to the caller that
 * reports it.
 *
 * A function that can fail has `struct nr_error *err` as its last parameter (never NULL)
 * and returns 0/-1 or pointer/NULL. On success *err is unchanged.
 */
#ifndef NEWSREADER_ERROR_H
#define NEWSREADER_ERROR_H

#define NR_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

enum nr_errcode {
	NR_ERR_NONE,
	NR_ERR_SYSTEM,		/* error of the operating system */
	NR_ERR_INPUT,		/* malformed data; the text begins with its position */
	NR_ERR_LIMIT,		/* well formed, but over a documented limit */
	NR_ERR_NOT_FOUND,
	NR_ERR_USAGE,		/* invalid request of the user */
	NR_ERR_STATE,		/* the state (state.db) cannot be read or written */
	NR_ERR_CANCELLED
};

struct nr_error {
	enum nr_errcode code;
	unsigned col;		/* of the mistake in a line (newsreader/conf.h), from 1; else 0 */
	char text[1024];	/* one line of UTF-8, no full stop, no newline */
};

#define NR_ERROR_INIT { NR_ERR_NONE, 0, "" }

/* Fill *err and return -1, so that callers can write `return nr_error_set(...)`. Text
 * that is too long is cut after a whole character. */
int nr_error_set(struct nr_error *err, enum nr_errcode code, const char *fmt, ...)
	NR_PRINTF(3, 4);

/* As above with ": " and strerror(errnum) after the text; the code is NR_ERR_SYSTEM. */
int nr_error_sys(struct nr_error *err, int errnum, const char *fmt, ...) NR_PRINTF(3, 4);

/* As above with "path:line:col: " before the text; the code is NR_ERR_INPUT. Line and
 * column count from 1; a 0 is left out together with what follows it. */
int nr_error_at(struct nr_error *err, const char *path, unsigned line, unsigned col,
	const char *fmt, ...) NR_PRINTF(5, 6);

#endif
