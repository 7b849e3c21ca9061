/* Growing byte strings. */
#include "config.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/buf.h"
#include "newsreader/mem.h"

/* Make room for n bytes and a NUL. */
static void
make_room(struct nr_buf *b, size_t n)
{
	if (b->cap - b->len > n)
		return;
	if (n > SIZE_MAX / 4 || b->len > SIZE_MAX / 4)
		nr_reallocarray(NULL, SIZE_MAX, 2);	/* ends the program */
	b->data = nr_grow(b->data, &b->cap, b->len + n + 1, 1);
}

void
nr_buf_add(struct nr_buf *b, const void *data, size_t n)
{
	make_room(b, n);
	if (n > 0)
		memcpy(b->data + b->len, data, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void
nr_buf_addz(struct nr_buf *b, const char *s)
{
	nr_buf_add(b, s, strlen(s));
}

void
nr_buf_addch(struct nr_buf *b, char c)
{
	make_room(b, 1);
	b->data[b->len++] = c;
	b->data[b->len] = '\0';
}

void
nr_buf_vaddf(struct nr_buf *b, const char *fmt, va_list ap)
{
	va_list again;

	va_copy(again, ap);
	make_room(b, 64);
	int n = vsnprintf(b->data + b->len, b->cap - b->len, fmt, ap);

	assert(n >= 0);
	if ((size_t)n >= b->cap - b->len) {
		make_room(b, (size_t)n);
		vsnprintf(b->data + b->len, b->cap - b->len, fmt, again);
	}
	va_end(again);
	b->len += (size_t)n;
}

void
nr_buf_addf(struct nr_buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	nr_buf_vaddf(b, fmt, ap);
	va_end(ap);
}

/* The room is zeroed, so that the string is terminated at any len the caller sets. */
char *
nr_buf_reserve(struct nr_buf *b, size_t n)
{
	make_room(b, n);
	return memset(b->data + b->len, 0, n + 1);
}

void
nr_buf_truncate(struct nr_buf *b, size_t n)
{
	assert(n <= b->len);
	b->len = n;
	if (b->data != NULL)
		b->data[n] = '\0';
}

void
nr_buf_clear(struct nr_buf *b)
{
	nr_buf_truncate(b, 0);
}

const char *
nr_buf_str(const struct nr_buf *b)
{
	return b->data != NULL ? b->data : "";
}

char *
nr_buf_take(struct nr_buf *b)
{
	char *s = b->data != NULL ? b->data : nr_strdup("");

	*b = (struct nr_buf)NR_BUF_INIT;
	return s;
}

void
nr_buf_release(struct nr_buf *b)
{
	free(b->data);
	*b = (struct nr_buf)NR_BUF_INIT;
}
