#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "term/state.h"
#include "term/terminfo.h"

/* ncurses takes FILEs, and closing ours must not close the standard streams. */
static FILE *
open_copy(int fd, const char *mode)
{
	int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	if (copy < 0)
		return NULL;
	FILE *f = fdopen(copy, mode);
	if (f == NULL)
		close(copy);
	return f;
}

/* Articles may come from standard input: then the keys come from the terminal itself. */
static FILE *
open_keys(void)
{
	if (isatty(STDIN_FILENO))
		return open_copy(STDIN_FILENO, "r");
	int fd = open("/dev/tty", O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return NULL;
	FILE *f = fdopen(fd, "r");
	if (f == NULL)
		close(fd);
	return f;
}

int
term_tty_open(struct term *t, struct nr_error *err)
{
	if (!isatty(STDOUT_FILENO))
		return nr_error_set(err, NR_ERR_USAGE,
			"standard output is not a terminal; use --list");
	if (term_info_check(STDOUT_FILENO, err) < 0)
		return -1;
	t->out = open_copy(STDOUT_FILENO, "w");
	if (t->out == NULL)
		return nr_error_sys(err, errno, "cannot open the terminal");
	t->in = open_keys();
	if (t->in == NULL)
		return nr_error_set(err, NR_ERR_USAGE,
			"there is no terminal to read keys from; use --list");
	if (tcgetattr(fileno(t->out), &t->before) < 0)
		return nr_error_sys(err, errno, "cannot ask for the terminal's modes");
	t->has_before = true;
	return 0;
}

void
term_tty_close(struct term *t)
{
	/* TCSADRAIN: what restores the screen has to come before the modes change. */
	if (t->has_before)
		tcsetattr(fileno(t->out), TCSADRAIN, &t->before);
	if (t->in != NULL)
		fclose(t->in);
	if (t->out != NULL)
		fclose(t->out);
	t->in = t->out = NULL;
}

bool
term_tty_size(const struct term *t, int *rows, int *cols)
{
	struct winsize size;

	if (ioctl(fileno(t->out), TIOCGWINSZ, &size) < 0 || size.ws_row == 0
		|| size.ws_col == 0)
		return false;
	*rows = size.ws_row < UI_CANVAS_ROWS_MAX ? size.ws_row : UI_CANVAS_ROWS_MAX;
	*cols = size.ws_col < UI_CANVAS_COLS_MAX ? size.ws_col : UI_CANVAS_COLS_MAX;
	return true;
}

bool
term_tty_write(const struct term *t, const char *s, size_t n)
{
	while (n > 0) {
		ssize_t put = write(fileno(t->out), s, n);
		if (put < 0 && errno == EAGAIN) {
			/* Whoever shares the terminal with us made it non-blocking. */
			struct pollfd p = { .fd = fileno(t->out), .events = POLLOUT };
			if (poll(&p, 1, 1000) > 0)
				continue;
			return false;
		}
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		s += put;
		n -= (size_t)put;
	}
	return true;
}
