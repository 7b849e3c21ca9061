/*
 * Buffer: a growing byte string, NUL-terminated as soon as something was added.
 */
#ifndef NEWSREADER_BUF_H
#define NEWSREADER_BUF_H

#include <stdarg.h>
#include <stddef.h>

#include "newsreader/error.h"

struct nr_buf {
	char *data;		/* NULL until something is added */
	size_t len;		/* without the NUL */
	size_t cap;
};

#define NR_BUF_INIT { NULL, 0, 0 }

void nr_buf_add(struct nr_buf *b, const void *data, size_t n);
void nr_buf_addz(struct nr_buf *b, const char *s);
void nr_buf_addch(struct nr_buf *b, char c);
void nr_buf_addf(struct nr_buf *b, const char *fmt, ...) NR_PRINTF(2, 3);
void nr_buf_vaddf(struct nr_buf *b, const char *fmt, va_list ap) NR_PRINTF(2, 0);
/* Make room for n more bytes at the returned address; the caller then increases len. */
char *nr_buf_reserve(struct nr_buf *b, size_t n);
/* Shorten to n bytes (n <= len). */
void nr_buf_truncate(struct nr_buf *b, size_t n);
/* Make it empty; the memory is kept. */
void nr_buf_clear(struct nr_buf *b);
/* The string, never NULL; borrowed until the next change. */
const char *nr_buf_str(const struct nr_buf *b);
/* The string, which the caller frees; the buffer is empty afterwards. Never NULL. */
char *nr_buf_take(struct nr_buf *b);
void nr_buf_release(struct nr_buf *b);

#endif
