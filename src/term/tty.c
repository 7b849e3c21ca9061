/* The descriptors of the terminal: modes, size and writing. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "term/signals.h"
#include "term/state.h"
#include "term/terminfo.h"

enum { HURRY_MS = 500 };

int
term_tty_open(struct term *t, struct nr_error *err)
{
	if (!isatty(STDOUT_FILENO))
		return nr_error_set(err, NR_ERR_USAGE,
			"standard output is not a terminal; use --list");
	if (term_info_open(STDOUT_FILENO, err) < 0)
		return -1;
	/* Duplicates, so that closing them does not close a standard stream. */
	t->out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	if (t->out < 0)
		return nr_error_sys(err, errno, "cannot open the terminal");
	/* The terminal itself if articles come from standard input. */
	t->in = isatty(STDIN_FILENO) ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
		: open("/dev/tty", O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (t->in < 0)
		return nr_error_set(err, NR_ERR_USAGE,
			"there is no terminal to read keys from; use --list");
	if (tcgetattr(t->out, &t->before) < 0)
		return nr_error_sys(err, errno, "cannot ask for the terminal's modes");
	t->has_before = true;
	return 0;
}

static void
set_modes(const struct term *t, const struct termios *modes)
{
	term_signals_hold();
	tcsetattr(t->out, TCSANOW, modes);
	term_signals_release();
}

void
term_tty_raw(const struct term *t)
{
	struct termios modes = t->before;

	modes.c_iflag &= ~(tcflag_t)(IXON | BRKINT | PARMRK | ICRNL | INLCR | IGNCR
		| ISTRIP);
	modes.c_oflag &= ~(tcflag_t)ONLCR;
	modes.c_lflag &= ~(tcflag_t)(ICANON | ISIG | IEXTEN | ECHO | ECHONL);
	modes.c_cc[VMIN] = 1;
	modes.c_cc[VTIME] = 0;
	set_modes(t, &modes);
}

void
term_tty_cooked(const struct term *t)
{
	/* Not TCSADRAIN, which would wait for a terminal that does not read. Earlier
	 * output has been processed in the old modes already. */
	if (t->has_before)
		set_modes(t, &t->before);
}

void
term_tty_close(struct term *t)
{
	term_tty_cooked(t);
	if (t->in >= 0)
		close(t->in);
	if (t->out >= 0)
		close(t->out);
	t->in = t->out = -1;
}

void
term_tty_size(struct term *t)
{
	struct winsize size;

	if (ioctl(t->out, TIOCGWINSZ, &size) < 0 || size.ws_row == 0
		|| size.ws_col == 0)
		return;
	t->height = size.ws_row < UI_CANVAS_ROWS_MAX ? size.ws_row : UI_CANVAS_ROWS_MAX;
	t->width = size.ws_col < UI_CANVAS_COLS_MAX ? size.ws_col : UI_CANVAS_COLS_MAX;
}

/* Write without blocking. The descriptor's flags are shared with the shell and others,
 * and so are changed only for the time of one call. */
static ssize_t
write_some(int fd, const char *s, size_t n)
{
	ssize_t put = -1;
	int flags, saved;

	term_signals_hold();
	flags = fcntl(fd, F_GETFL);
	if (flags >= 0 && (flags & O_NONBLOCK) != 0) {
		put = write(fd, s, n);
	} else if (flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0) {
		put = write(fd, s, n);
		saved = errno;
		fcntl(fd, F_SETFL, flags);
		errno = saved;
	}
	term_signals_release();
	return put;
}

static bool
write_all(const struct term *t, const char *s, size_t n, int signals, int pause)
{
	struct pollfd p[] = {
		{ .fd = t->out, .events = POLLOUT },
		{ .fd = signals, .events = POLLIN },
	};

	while (n > 0) {
		ssize_t put = write_some(p[0].fd, s, n);
		if (put < 0 && errno != EAGAIN && errno != EINTR)
			return false;
		if (put > 0) {
			s += put;
			n -= (size_t)put;
			continue;
		}
		int ready = poll(p, 2, pause);
		if (ready == 0 || (ready < 0 && errno != EINTR) || p[1].revents != 0)
			return false;
	}
	return true;
}

bool
term_tty_write(const struct term *t, const char *s, size_t n)
{
	return write_all(t, s, n, term_signals_fd(), -1);
}

bool
term_tty_hurry(const struct term *t, const char *s, size_t n)
{
	return write_all(t, s, n, -1, HURRY_MS);
}
