#include "config.h"

#include "lib/pty.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/keys.h"
#include "lib/pty_state.h"
#include "newsreader/buf.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

enum { QUIET_MS = 150, FDS_MAX = 1024 };

/* ---- starting and ending ---- */

static void
make_pipe(int fds[2])
{
	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
}

/* Another terminal's pipes must not stay open here: their end would never come. */
static void
close_others(int keep, int keep_too)
{
	for (int fd = STDERR_FILENO + 1; fd < FDS_MAX; fd++) {
		if (fd != keep && fd != keep_too)
			close(fd);
	}
}

struct pty *
pty_start(const struct pty_config *config)
{
	struct pty *p = nr_calloc(1, sizeof(*p));
	struct winsize size = {
		.ws_row = (unsigned short)(config->rows > 0 ? config->rows : 24),
		.ws_col = (unsigned short)(config->cols > 0 ? config->cols : 80),
	};
	int report[2], control[2];

	make_pipe(report);
	make_pipe(control);
	p->shell = forkpty(&p->master, NULL, NULL, &size);
	assert_true(p->shell >= 0);
	if (p->shell == 0) {
		close_others(report[1], control[0]);
		pty_shell(config, report[1], control[0]);
	}
	close(report[1]);
	close(control[0]);
	p->report = report[0];
	p->control = control[1];
	p->silent = config->silent;
	fcntl(p->master, F_SETFD, FD_CLOEXEC);
	fcntl(p->master, F_SETFL, O_NONBLOCK);
	pty_terminal_open(p, size.ws_row, size.ws_col);
	if (read(p->report, &p->job, sizeof(p->job)) != (ssize_t)sizeof(p->job))
		fail_msg("the shell did not start");
	return p;
}

void
pty_free(struct pty *p)
{
	if (p == NULL)
		return;
	if (p->job.kind != PTY_EXITED)
		kill(p->job.pid, SIGKILL);
	close(p->control);
	if (p->master >= 0)
		close(p->master);
	while (waitpid(p->shell, NULL, 0) < 0 && errno == EINTR)
		;
	close(p->report);
	vterm_free(p->vt);
	nr_buf_release(&p->input);
	nr_buf_release(&p->output);
	nr_buf_release(&p->text);
	nr_buf_release(&p->clipboard);
	free(p);
}

/* ---- the loop ---- */

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* As a whole: libvterm gives a sequence in two pieces, and a program takes an ESC that is
 * followed by nothing for a key. */
static void
send_input(struct pty *p)
{
	struct nr_buf input = p->input;

	p->input = (struct nr_buf)NR_BUF_INIT;
	pty_sendn(p, nr_buf_str(&input), input.len);
	nr_buf_release(&input);
}

static bool
take_output(struct pty *p)
{
	char bytes[65536];
	ssize_t n = p->master >= 0 ? read(p->master, bytes, sizeof(bytes)) : -1;

	if (n <= 0)
		return false;
	nr_buf_add(&p->output, bytes, (size_t)n);
	vterm_input_write(p->vt, bytes, (size_t)n);
	vterm_screen_flush_damage(p->screen);
	if (p->silent)
		nr_buf_clear(&p->input);
	send_input(p);
	return true;
}

/* Wait up to ms for anything; true if the program wrote. */
static bool
pump(struct pty *p, int ms)
{
	struct pollfd fds[2] = {
		{ .fd = p->master, .events = POLLIN },
		{ .fd = p->job.kind != PTY_EXITED ? p->report : -1, .events = POLLIN },
	};

	if (poll(fds, 2, ms) <= 0)
		return false;
	if ((fds[1].revents & POLLIN) != 0) {
		struct pty_report r;
		if (read(p->report, &r, sizeof(r)) == (ssize_t)sizeof(r))
			p->job = r;
	}
	bool wrote = false;
	while (take_output(p))
		wrote = true;
	return wrote;
}

/* Row by row: cmocka cuts a message after some hundred bytes. */
static void
fail_waiting(struct pty *p, const char *what)
{
	const char *s = pty_screen(p);

	print_error("waited in vain for %s; the screen is:\n", what);
	while (*s != '\0') {
		int n = (int)strcspn(s, "\n");
		print_error("%.*s\n", n, s);
		s += n + 1;
	}
	fail();
}

void
pty_wait(struct pty *p, bool (*condition)(struct pty *p, void *ctx), void *ctx,
	const char *what)
{
	int64_t end = now_ms() + PTY_SECONDS * 1000;

	while (!condition(p, ctx)) {
		if (now_ms() >= end)
			fail_waiting(p, what);
		pump(p, 100);
	}
}

/* Whether the thread sleeps; where the system does not tell, it does. */
static bool
sleeps(const struct pty *p, const char *thread)
{
	char path[64], text[512];
	int fd;
	ssize_t n;

	snprintf(path, sizeof(path), "/proc/%ld/task/%.20s/stat", (long)p->job.pid, thread);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return true;
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	text[n > 0 ? n : 0] = '\0';
	/* "pid (name) state ...": the name may hold anything. */
	const char *state = strrchr(text, ')');
	return state == NULL || (strncmp(state, ") R", 3) != 0 && strncmp(state, ") D", 3) != 0);
}

/* No thread of the program has anything to do: a silence may also come from a machine that
 * is busy with other things. */
static bool
is_at_rest(const struct pty *p)
{
	char path[64];
	bool rest = true;
	DIR *threads;

	if (p->job.kind != PTY_STARTED)
		return true;
	snprintf(path, sizeof(path), "/proc/%ld/task", (long)p->job.pid);
	threads = opendir(path);
	for (struct dirent *d; rest && threads != NULL && (d = readdir(threads)) != NULL;)
		rest = d->d_name[0] == '.' || sleeps(p, d->d_name);
	if (threads != NULL)
		closedir(threads);
	return rest;
}

void
pty_settle(struct pty *p)
{
	int64_t end = now_ms() + PTY_SECONDS * 1000;

	while (pump(p, QUIET_MS) || !is_at_rest(p)) {
		if (now_ms() >= end)
			fail_waiting(p, "the screen to come to rest");
	}
}

/* ---- input ---- */

void
pty_sendn(struct pty *p, const char *bytes, size_t n)
{
	int64_t end = now_ms() + PTY_SECONDS * 1000;

	while (n > 0) {
		ssize_t put = write(p->master, bytes, n);
		if (put > 0) {
			bytes += put;
			n -= (size_t)put;
		} else if (put < 0 && errno != EAGAIN && errno != EINTR) {
			return;
		} else if (now_ms() >= end) {
			fail_msg("the program reads no keys");
		} else {
			pump(p, 10);
		}
	}
}

void
pty_send(struct pty *p, const char *bytes)
{
	pty_sendn(p, bytes, strlen(bytes));
}

static VTermKey
special_key(uint32_t key)
{
	switch (key) {
	case APP_KEY_UP:
		return VTERM_KEY_UP;
	case APP_KEY_DOWN:
		return VTERM_KEY_DOWN;
	case APP_KEY_LEFT:
		return VTERM_KEY_LEFT;
	case APP_KEY_RIGHT:
		return VTERM_KEY_RIGHT;
	case APP_KEY_HOME:
		return VTERM_KEY_HOME;
	case APP_KEY_END:
		return VTERM_KEY_END;
	case APP_KEY_PAGE_UP:
		return VTERM_KEY_PAGEUP;
	case APP_KEY_PAGE_DOWN:
		return VTERM_KEY_PAGEDOWN;
	case APP_KEY_BACKSPACE:
		return VTERM_KEY_BACKSPACE;
	case APP_KEY_DELETE:
		return VTERM_KEY_DEL;
	case APP_KEY_INSERT:
		return VTERM_KEY_INS;
	case APP_KEY_SHIFT_TAB:
		return VTERM_KEY_TAB;
	default:
		return VTERM_KEY_NONE;
	}
}

static void
send_key(struct pty *p, uint32_t key, VTermModifier mod)
{
	VTermKey special = special_key(key);
	char s[4];

	if (special == VTERM_KEY_NONE) {
		pty_sendn(p, s, nr_utf8_encode(key, s));
		return;
	}
	vterm_keyboard_key(p->vt, special, key == APP_KEY_SHIFT_TAB ? VTERM_MOD_SHIFT : mod);
	send_input(p);
}

static uint32_t
find_key(const char *name, size_t n)
{
	uint32_t key = app_key_find(name, n);

	if (key == APP_KEY_NONE)
		fail_msg("no key is called '%.*s'", (int)n, name);
	return key;
}

void
pty_keys(struct pty *p, const char *names)
{
	while (*names != '\0') {
		size_t n = strcspn(names, " ");
		if (n > 0)
			send_key(p, find_key(names, n), VTERM_MOD_NONE);
		names += n + strspn(names + n, " ");
	}
}

void
pty_modified(struct pty *p, const char *name)
{
	VTermModifier mod = *name == 'C' ? VTERM_MOD_CTRL
		: *name == 'S' ? VTERM_MOD_SHIFT : VTERM_MOD_ALT;

	assert_int_equal(name[1], '-');
	send_key(p, find_key(name + 2, strlen(name + 2)), mod);
}

static void
press_button(struct pty *p, int row, int col, int button)
{
	vterm_mouse_move(p->vt, row, col, VTERM_MOD_NONE);
	vterm_mouse_button(p->vt, button, true, VTERM_MOD_NONE);
	send_input(p);
	vterm_mouse_button(p->vt, button, false, VTERM_MOD_NONE);
	send_input(p);
}

void
pty_click(struct pty *p, int row, int col)
{
	press_button(p, row, col, 1);
}

void
pty_drag(struct pty *p, int row, int col, int to_row, int to_col)
{
	vterm_mouse_move(p->vt, row, col, VTERM_MOD_NONE);
	vterm_mouse_button(p->vt, 1, true, VTERM_MOD_NONE);
	vterm_mouse_move(p->vt, to_row, to_col, VTERM_MOD_NONE);
	send_input(p);
}

void
pty_release(struct pty *p)
{
	vterm_mouse_button(p->vt, 1, false, VTERM_MOD_NONE);
	send_input(p);
}

void
pty_wheel(struct pty *p, int row, int col, bool up)
{
	press_button(p, row, col, up ? 4 : 5);
}

void
pty_resize(struct pty *p, int rows, int cols)
{
	struct winsize size = {
		.ws_row = (unsigned short)rows,
		.ws_col = (unsigned short)cols,
	};

	/* What was written so far was meant for the old size. */
	pump(p, 0);
	pty_terminal_resize(p, rows, cols);
	assert_int_equal(ioctl(p->master, TIOCSWINSZ, &size), 0);
}

void
pty_signal(struct pty *p, int sig)
{
	assert_int_equal(kill(p->job.pid, sig), 0);
}

void
pty_continue(struct pty *p)
{
	assert_int_equal(p->job.kind, PTY_STOPPED);
	p->job.kind = PTY_STARTED;
	assert_int_equal(write(p->control, "", 1), 1);
}

void
pty_hangup(struct pty *p)
{
	close(p->master);
	p->master = -1;
}
