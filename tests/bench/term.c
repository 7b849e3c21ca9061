#include "config.h"

#include "bench/term.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <vterm.h>

#include "bench/proc.h"
#include "newsreader/buf.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

enum {
	QUIET_MS = 15,		/* that much silence ends a repaint */
	BURST_MS = 2,		/* the same where more may come that is none of it */
	IDLE_MS = 100,
	PATIENCE_MS = 20000,
	LONG_MS = 600000
};

/* Bytes that came at once, up to `end` of all. */
struct chunk {
	double at;
	size_t end;
};

struct bench_term {
	pid_t pid;
	int master;
	VTerm *vt;
	VTermScreen *screen;
	double *began;		/* written by the child */
	struct nr_buf bytes, text;
	struct chunk *v;
	size_t n, cap;
	size_t shown;		/* chunks that are on the screen */
};

double
bench_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

void
bench_fail(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fprintf(stderr, "bench: ");
	vfprintf(stderr, fmt, ap);
	fprintf(stderr, "\n");
	va_end(ap);
	exit(1);
}

/* ---- the program ---- */

static double *
shared_number(void)
{
	void *p = mmap(NULL, sizeof(double), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		bench_fail("no memory");
	return p;
}

static void
run(double *began, const char *const *argv)
{
	char *args[16] = { NULL };

	for (size_t i = 0; argv[i] != NULL && i + 1 < sizeof(args) / sizeof(*args); i++)
		args[i] = nr_strdup(argv[i]);
	*began = bench_now();
	execvp(args[0], args);
	_exit(127);
}

struct bench_term *
bench_term_start(const char *const *argv)
{
	struct winsize size = { .ws_row = BENCH_ROWS, .ws_col = BENCH_COLS };
	struct bench_term *t = nr_calloc(1, sizeof(*t));

	t->began = shared_number();
	t->vt = vterm_new(BENCH_ROWS, BENCH_COLS);
	vterm_set_utf8(t->vt, 1);
	t->screen = vterm_obtain_screen(t->vt);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_reset(t->screen, 1);
	t->pid = forkpty(&t->master, NULL, NULL, &size);
	if (t->pid < 0)
		bench_fail("no terminal: %s", strerror(errno));
	if (t->pid == 0)
		run(t->began, argv);
	return t;
}

pid_t
bench_term_pid(const struct bench_term *t)
{
	return t->pid;
}

double
bench_term_began(const struct bench_term *t)
{
	return *t->began;
}

static bool
read_some(struct bench_term *t)
{
	char bytes[65536];
	ssize_t n = read(t->master, bytes, sizeof(bytes));

	if (n <= 0)
		return false;
	nr_buf_add(&t->bytes, bytes, (size_t)n);
	t->v = nr_grow(t->v, &t->cap, t->n + 1, sizeof(*t->v));
	t->v[t->n++] = (struct chunk){ bench_now(), t->bytes.len };
	return true;
}

/* False if nothing came for so long. */
static bool
take(struct bench_term *t, int ms)
{
	struct pollfd p = { .fd = t->master, .events = POLLIN };

	if (poll(&p, 1, ms) <= 0)
		return false;
	if (!read_some(t))
		bench_fail("the program ended");
	return true;
}

double
bench_term_send(struct bench_term *t, const char *keys)
{
	double at = bench_now();

	if (write(t->master, keys, strlen(keys)) != (ssize_t)strlen(keys))
		bench_fail("cannot send keys: %s", strerror(errno));
	return at;
}

static bool
is_gone(struct bench_term *t)
{
	struct pollfd p = { .fd = t->master, .events = POLLIN };

	return poll(&p, 1, -1) > 0 && !read_some(t);
}

double
bench_term_quit(struct bench_term *t, const char *keys)
{
	double took, at = bench_term_send(t, keys);
	int status = 0;

	while (!is_gone(t))
		;
	while (waitpid(t->pid, &status, 0) < 0 && errno == EINTR)
		;
	took = bench_now() - at;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		bench_fail("the program did not end well: %d", status);
	close(t->master);
	munmap(t->began, sizeof(*t->began));
	vterm_free(t->vt);
	nr_buf_release(&t->bytes);
	nr_buf_release(&t->text);
	free(t->v);
	free(t);
	return took;
}

/* ---- the screen ---- */

static const char *
row_text(struct bench_term *t, int row)
{
	VTermScreenCell cell;
	char s[4];

	nr_buf_clear(&t->text);
	for (int col = 0; col < BENCH_COLS; col++) {
		VTermPos pos = { row, col };

		if (!vterm_screen_get_cell(t->screen, pos, &cell))
			break;
		if (cell.chars[0] == 0)
			cell.chars[0] = ' ';
		/* The second half of a wide character has none. */
		if (cell.chars[0] != UINT32_MAX)
			nr_buf_add(&t->text, s, nr_utf8_encode(cell.chars[0], s));
	}
	return nr_buf_str(&t->text);
}

static void
show_next(struct bench_term *t)
{
	size_t start = t->shown > 0 ? t->v[t->shown - 1].end : 0;

	vterm_input_write(t->vt, t->bytes.data + start, t->v[t->shown].end - start);
	vterm_screen_flush_damage(t->screen);
	t->shown++;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

void
bench_term_position(struct bench_term *t, long *at, long *count)
{
	const char *top = row_text(t, 0);
	const char *slash = NULL;

	*at = *count = 0;
	for (const char *s = top + 1; *top != '\0' && *s != '\0'; s++)
		if (*s == '/' && is_digit(s[-1]) && is_digit(s[1]))
			slash = s;
	if (slash == NULL)
		return;
	*count = strtol(slash + 1, NULL, 10);
	while (slash > top && is_digit(slash[-1]))
		slash--;
	*at = strtol(slash, NULL, 10);
}

static bool
has_position(struct bench_term *t, const struct bench_screen *s)
{
	long at, count;

	bench_term_position(t, &at, &count);
	return at >= s->first && (s->last == 0 || at <= s->last)
		&& (s->count == 0 || count == s->count);
}

static bool
has_row(struct bench_term *t, int row)
{
	return row_text(t, row)[strspn(row_text(t, row), " ")] != '\0';
}

/* The last row of the list: above the title line of the next panel, or the last but one. */
static int
last_of_list(struct bench_term *t)
{
	int row = 2;

	while (row < BENCH_ROWS - 1 && strncmp(row_text(t, row), "── ", 7) != 0)
		row++;
	return row - 1;
}

static bool
has_text(struct bench_term *t, const char *text)
{
	for (int row = 1; row < BENCH_ROWS - 1; row++)
		if (strstr(row_text(t, row), text) != NULL)
			return true;
	return false;
}

static bool
has_prompt(struct bench_term *t, const char *prompt)
{
	const char *line = row_text(t, BENCH_ROWS - 1);
	size_t n = strlen(prompt);

	return strncmp(line, prompt, n) == 0 && line[n] == ' ';
}

static bool
is_shown(struct bench_term *t, const struct bench_screen *s)
{
	if ((s->first != 0 || s->count != 0) && !has_position(t, s))
		return false;
	if (s->list_is_full && !has_row(t, last_of_list(t)))
		return false;
	if (s->is_calm && (!has_row(t, BENCH_ROWS - 1)
			|| strstr(row_text(t, BENCH_ROWS - 1), "Scanning ") != NULL))
		return false;
	if (s->bottom != NULL && strstr(row_text(t, BENCH_ROWS - 1), s->bottom) == NULL)
		return false;
	if (s->prompt != NULL && !has_prompt(t, s->prompt))
		return false;
	return s->text == NULL || has_text(t, s->text);
}

bool
bench_term_shows(struct bench_term *t, const struct bench_screen *s)
{
	while (t->shown < t->n)
		show_next(t);
	return is_shown(t, s);
}

/* Show what came until it is there; the chunk that made it so, or -1. */
static long
find(struct bench_term *t, const struct bench_screen *s)
{
	while (t->shown < t->n) {
		show_next(t);
		if (is_shown(t, s))
			return (long)t->shown - 1;
	}
	return -1;
}

static void
dump(struct bench_term *t)
{
	for (int row = 0; row < BENCH_ROWS; row++)
		fprintf(stderr, "%s\n", row_text(t, row));
}

double
bench_term_wait_ms(struct bench_term *t, const struct bench_screen *s,
	enum bench_time kind, int ms)
{
	double end = bench_now() + ms;
	int quiet = kind == BENCH_COMPLETE ? QUIET_MS : BURST_MS;

	if (t->shown > 0 && is_shown(t, s))
		return t->v[t->shown - 1].at;
	while (bench_now() < end) {
		long at;

		if (take(t, t->shown < t->n ? quiet : IDLE_MS))
			continue;
		at = find(t, s);
		if (at >= 0)
			return t->v[kind == BENCH_APPEARED ? (size_t)at : t->n - 1].at;
	}
	return -1;
}

static double
wait_or_fail(struct bench_term *t, const struct bench_screen *s, enum bench_time kind,
	int ms)
{
	double at = bench_term_wait_ms(t, s, kind, ms);

	if (at < 0) {
		dump(t);
		bench_fail("waited in vain for %ld..%ld/%ld, \"%s\" below, \"%s\"",
			s->first, s->last, s->count,
			s->bottom ? s->bottom : s->prompt ? s->prompt : "",
			s->text ? s->text : "");
	}
	return at;
}

double
bench_term_wait(struct bench_term *t, const struct bench_screen *s, enum bench_time kind)
{
	return wait_or_fail(t, s, kind, PATIENCE_MS);
}

double
bench_term_wait_long(struct bench_term *t, const struct bench_screen *s)
{
	return wait_or_fail(t, s, BENCH_APPEARED, LONG_MS);
}

void
bench_term_idle(struct bench_term *t)
{
	double before, now = bench_proc_cpu(t->pid);
	bool wrote;

	do {
		before = now;
		wrote = take(t, IDLE_MS);
		now = bench_proc_cpu(t->pid);
	} while (wrote || now - before > 0);
	while (t->shown < t->n)
		show_next(t);
}
