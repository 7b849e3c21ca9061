/* The debug log. */
#include "config.h"

#include "newsreader/log.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "newsreader/clock.h"

enum { LINE_MAX_BYTES = 500 };

/* Set once, before there are threads. */
static int log_fd = -1;

int
nr_log_open(const char *path, struct nr_error *err)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
		0600);

	if (fd < 0)
		return nr_error_sys(err, errno, "%s", path);
	/* Where a standard stream is closed the log must not become it. */
	log_fd = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	close(fd);
	return log_fd < 0 ? nr_error_sys(err, errno, "%s", path) : 0;
}

void
nr_log(const char *topic, const char *format, ...)
{
	char line[LINE_MAX_BYTES + 1];
	int errnum = errno, n, more;
	ssize_t written;
	va_list args;

	if (log_fd < 0)
		return;
	n = snprintf(line, sizeof line, "%" PRId64 " %ld %s: ", nr_clock_ms(), (long)getpid(),
		topic);
	va_start(args, format);
	more = vsnprintf(line + n, sizeof line - (size_t)n, format, args);
	va_end(args);
	n = more < 0 ? n : n + more;
	if (n > LINE_MAX_BYTES - 1)
		n = LINE_MAX_BYTES - 1;
	line[n] = '\n';
	/* A full disk loses lines of the log and nothing else. */
	written = write(log_fd, line, (size_t)n + 1);
	(void)written;
	errno = errnum;
}
