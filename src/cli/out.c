/* Buffered lines of clean text to a descriptor. */
#include "config.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/run.h"
#include "newsreader/utf8.h"

enum { FLUSH_BYTES = 64 << 10, DEFAULT_WIDTH = 80 };

void
cli_out_init(struct cli_out *o, int fd)
{
	struct winsize size;

	*o = (struct cli_out){ .fd = fd, .is_terminal = isatty(fd) == 1 };
	if (o->is_terminal)
		o->width = ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0
			? size.ws_col : DEFAULT_WIDTH;
}

void
cli_out_flush(struct cli_out *o)
{
	const char *data = nr_buf_str(&o->buf);
	size_t left = o->buf.len;

	while (left > 0 && o->errnum == 0) {
		ssize_t n = write(o->fd, data, left);

		if (n > 0) {
			data += n;
			left -= (size_t)n;
		} else if (n < 0 && errno != EINTR) {
			o->errnum = errno;
		}
	}
	nr_buf_clear(&o->buf);
}

bool
cli_out_line(struct cli_out *o)
{
	nr_buf_addch(&o->buf, '\n');
	if (o->buf.len >= FLUSH_BYTES)
		cli_out_flush(o);
	return o->errnum == 0;
}

void
cli_out_wrap(struct cli_out *o, const char *prefix, size_t width, const char *text)
{
	const size_t start = strlen(prefix);
	size_t column = start;

	while (*text) {
		size_t n = strcspn(text, " ");

		if (column > start && column + 1 + n > width) {
			cli_out_line(o);
			nr_buf_addz(&o->buf, prefix);
			column = start;
		}
		if (column > start)
			nr_buf_addch(&o->buf, ' ');
		nr_buf_add(&o->buf, text, n);
		column += (column > start) + n;
		text += n + (text[n] == ' ');
	}
	cli_out_line(o);
}

void
cli_out_text(struct cli_out *o, const char *s)
{
	nr_utf8_clean_line(&o->buf, s, strlen(s));
}

bool
cli_out_printf(struct cli_out *o, const char *fmt, ...)
{
	struct nr_buf line = NR_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	nr_buf_vaddf(&line, fmt, ap);
	va_end(ap);
	cli_out_text(o, nr_buf_str(&line));
	nr_buf_release(&line);
	return cli_out_line(o);
}

bool
cli_out_diag(struct cli_out *o, const struct nr_diag *d)
{
	nr_diag_format(d, &o->buf);
	return cli_out_line(o);
}

int
cli_out_close(struct cli_out *o, struct nr_error *err)
{
	cli_out_flush(o);
	nr_buf_release(&o->buf);
	if (o->errnum != 0 && o->errnum != EPIPE)
		return nr_error_sys(err, o->errnum, "cannot write the output");
	return 0;
}
