/* Fills error structs with clean one-line messages. */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "newsreader/buf.h"
#include "newsreader/error.h"
#include "newsreader/sys.h"
#include "newsreader/utf8.h"

/* Cleans the text, because paths and keys quoted in it come from outside. */
static void
store(struct nr_error *err, enum nr_errcode code, const char *text)
{
	size_t n = strlen(text);
	struct nr_buf clean = NR_BUF_INIT;

	if (!nr_utf8_is_clean(text, n)) {
		nr_utf8_clean_line(&clean, text, n);
		text = nr_buf_str(&clean);
		n = clean.len;
	}
	if (n >= sizeof err->text)
		n = nr_utf8_cut(text, n, sizeof err->text - 1);
	err->code = code;
	err->col = 0;
	memcpy(err->text, text, n);
	err->text[n] = '\0';
	nr_buf_release(&clean);
}

int
nr_error_set(struct nr_error *err, enum nr_errcode code, const char *fmt, ...)
{
	struct nr_buf text = NR_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	nr_buf_vaddf(&text, fmt, ap);
	va_end(ap);
	store(err, code, nr_buf_str(&text));
	nr_buf_release(&text);
	return -1;
}

int
nr_error_sys(struct nr_error *err, int errnum, const char *fmt, ...)
{
	struct nr_buf text = NR_BUF_INIT;
	char reason[256];
	va_list ap;

	va_start(ap, fmt);
	nr_buf_vaddf(&text, fmt, ap);
	va_end(ap);
	nr_buf_addf(&text, ": %s", nr_sys_strerror(errnum, reason, sizeof reason));
	store(err, NR_ERR_SYSTEM, nr_buf_str(&text));
	nr_buf_release(&text);
	return -1;
}

int
nr_error_at(struct nr_error *err, const char *path, unsigned line, unsigned col,
	const char *fmt, ...)
{
	struct nr_buf text = NR_BUF_INIT;
	va_list ap;

	nr_buf_addz(&text, path);
	if (line > 0)
		nr_buf_addf(&text, ":%u", line);
	if (line > 0 && col > 0)
		nr_buf_addf(&text, ":%u", col);
	nr_buf_addz(&text, ": ");
	va_start(ap, fmt);
	nr_buf_vaddf(&text, fmt, ap);
	va_end(ap);
	store(err, NR_ERR_INPUT, nr_buf_str(&text));
	nr_buf_release(&text);
	return -1;
}
