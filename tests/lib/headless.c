#include "config.h"

#include "lib/headless.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/dump.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

/* While the script goes on, the pipe holds a byte and the loop's poll() returns at
 * once; while it waits for a text, only the other descriptors of the loop or the timer
 * wake it. */
static void
set_ready(struct headless *h, bool ready)
{
	struct itimerspec limit = { .it_value.tv_sec = ready ? 0 : HEADLESS_SECONDS };
	char byte;

	if (ready == !h->waiting)
		return;
	h->waiting = !ready;
	if (ready)
		assert_int_equal(write(h->ready[1], "", 1), 1);
	else
		assert_int_equal(read(h->ready[0], &byte, 1), 1);
	timerfd_settime(h->timer, 0, &limit, NULL);
}

static bool
is_overdue(const struct headless *h)
{
	uint64_t expirations;

	return read(h->timer, &expirations, sizeof(expirations)) > 0;
}

static size_t
word_length(const char *s)
{
	size_t n = 0;

	while (s[n] != '\0' && strchr(" \t\n", s[n]) == NULL) {
		if (s[n++] != '"')
			continue;
		n += strcspn(s + n, "\"");
		if (s[n] == '"')
			n++;
	}
	return n;
}

static void
snap(struct headless *h)
{
	h->snaps = nr_reallocarray(h->snaps, h->nsnaps + 1, sizeof(*h->snaps));
	h->snaps[h->nsnaps++] = nr_strdup(nr_buf_str(&h->text));
}

/* "wait:TEXT" and "gone:TEXT": true if the last paint is so. */
static bool
is_fulfilled(struct headless *h, const char *word, size_t n)
{
	const char *text = word + strlen("wait:");
	size_t len = n - strlen("wait:");

	if (len > 1 && text[0] == '"') {
		text++;
		len -= 2;
	}
	bool shown = h->paints > 0
		&& memmem(nr_buf_str(&h->text), h->text.len, text, len) != NULL;
	return shown == (*word == 'w');
}

static bool
starts(const char *word, size_t n, const char *with)
{
	return n > strlen(with) && strncmp(word, with, strlen(with)) == 0;
}

static struct ui_event
event_of(struct headless *h, const char *word, size_t n)
{
	struct ui_event e = { .kind = UI_EVENT_NONE };

	if (starts(word, n, "resize:")) {
		e.kind = UI_EVENT_RESIZE;
		assert_int_equal(sscanf(word, "resize:%dx%d", &h->rows, &h->cols), 2);
	} else if (starts(word, n, "click:")) {
		e.kind = UI_EVENT_CLICK;
		assert_int_equal(sscanf(word, "click:%d,%d", &e.row, &e.col), 2);
	} else if (starts(word, n, "drag:")) {
		e.kind = UI_EVENT_DRAG;
		assert_int_equal(sscanf(word, "drag:%d,%d", &e.row, &e.col), 2);
	} else if (n == 7 && memcmp(word, "release", n) == 0) {
		e.kind = UI_EVENT_RELEASE;
	} else if (starts(word, n, "wheel:")) {
		e.kind = UI_EVENT_WHEEL;
		assert_int_equal(
			sscanf(word, "wheel:%d,%d,%d", &e.row, &e.col, &e.lines), 3);
	} else if (n == 4 && memcmp(word, "quit", n) == 0) {
		e.kind = UI_EVENT_QUIT;
	} else {
		e.kind = UI_EVENT_KEY;
		e.key = app_key_find(word, n);
		if (e.key == APP_KEY_NONE)
			fail_msg("not a word of a script: '%.*s'", (int)n, word);
	}
	return e;
}

static struct ui_event
text_event(struct headless *h)
{
	struct ui_event e = { .kind = UI_EVENT_KEY };

	h->script += nr_utf8_decode(h->script, strlen(h->script), &e.key);
	if (*h->script == '"') {
		h->in_text = false;
		h->script++;
	} else if (*h->script == '\0') {
		fail_msg("a quote is missing in the script");
	}
	return e;
}

static struct ui_event
next_word(struct headless *h)
{
	for (;;) {
		h->script += strspn(h->script, " \t\n");
		const char *word = h->script;
		size_t n = word_length(word);
		if (n == 0)
			return (struct ui_event){ .kind = UI_EVENT_QUIT };
		if (n > 2 && *word == '"') {
			h->in_text = true;
			h->script++;
			return text_event(h);
		}
		if (starts(word, n, "wait:") || starts(word, n, "gone:")) {
			bool fulfilled = is_fulfilled(h, word, n);
			if (!fulfilled && is_overdue(h))
				fail_msg("waited in vain for %.*s; the screen is:\n%s",
					(int)n, word, nr_buf_str(&h->text));
			set_ready(h, fulfilled);
			if (!fulfilled)
				return (struct ui_event){ .kind = UI_EVENT_NONE };
			h->script += n;
			continue;
		}
		h->script += n;
		if (n == 4 && memcmp(word, "snap", n) == 0)
			snap(h);
		else if (n == 4 && memcmp(word, "call", n) == 0)
			h->call();
		else
			return event_of(h, word, n);
	}
}

static struct ui_event
headless_next(void *self)
{
	struct headless *h = self;

	/* NONE behind each event, so that the user interface paints. */
	h->paused = !h->paused;
	if (!h->paused)
		return (struct ui_event){ .kind = UI_EVENT_NONE };
	struct ui_event e = h->in_text ? text_event(h) : next_word(h);
	if (e.kind == UI_EVENT_NONE)
		h->paused = false;
	return e;
}

static void
headless_fds(void *self, int fds[2])
{
	const struct headless *h = self;

	fds[0] = h->ready[0];
	fds[1] = h->timer;
}

static int
headless_timeout(void *self)
{
	(void)self;
	return -1;
}

static void
headless_size(void *self, int *rows, int *cols)
{
	const struct headless *h = self;

	*rows = h->rows;
	*cols = h->cols;
}

static void
headless_paint(void *self, const struct ui_canvas *c)
{
	struct headless *h = self;

	h->paints++;
	nr_buf_clear(&h->text);
	if (h->styles)
		canvas_dump_styles(c, &h->text);
	else
		canvas_dump(c, &h->text);
	ui_canvas_resize(&h->canvas, c->rows, c->cols);
	memcpy(h->canvas.cells, c->cells,
		(size_t)c->rows * (size_t)c->cols * sizeof(*c->cells));
	h->canvas.cursor_row = c->cursor_row;
	h->canvas.cursor_col = c->cursor_col;
	h->canvas.cursor_shown = c->cursor_shown;
	/* What is waited for may be there now. */
	if (h->waiting) {
		const char *word = h->script + strspn(h->script, " \t\n");
		set_ready(h, is_fulfilled(h, word, word_length(word)));
	}
}

static void
headless_nothing(void *self)
{
	(void)self;
}

static void
headless_set_theme(void *self, const struct app_theme *theme)
{
	struct headless *h = self;

	h->theme = *theme;
}

static void
headless_leave(void *self)
{
	struct headless *h = self;

	h->leaves++;
}

static void
headless_await_enter(void *self, const char *text)
{
	(void)self;
	(void)text;
}

static void
headless_suspend(void *self)
{
	struct headless *h = self;

	h->suspends++;
}

static bool
headless_copy(void *self, const char *text, size_t n)
{
	struct headless *h = self;

	nr_buf_clear(&h->clipboard);
	nr_buf_add(&h->clipboard, text, n);
	return true;
}

void
headless_init(struct headless *h, int rows, int cols, const char *script)
{
	*h = (struct headless){ .rows = rows, .cols = cols, .script = script };
	assert_int_equal(pipe2(h->ready, O_CLOEXEC), 0);
	assert_int_equal(write(h->ready[1], "", 1), 1);
	h->timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
	assert_true(h->timer >= 0);
	h->terminal = (struct ui_terminal){
		.self = h,
		.fds = headless_fds,
		.next = headless_next,
		.timeout = headless_timeout,
		.size = headless_size,
		.paint = headless_paint,
		.set_theme = headless_set_theme,
		.redraw = headless_nothing,
		.leave = headless_leave,
		.enter = headless_nothing,
		.await_enter = headless_await_enter,
		.suspend = headless_suspend,
		.copy = headless_copy,
	};
}

const char *
headless_screen(const struct headless *h)
{
	return nr_buf_str(&h->text);
}

const char *
headless_snap(const struct headless *h, size_t i)
{
	if (i >= h->nsnaps)
		fail_msg("only %zu screens were kept", h->nsnaps);
	return h->snaps[i];
}

void
headless_continue(struct headless *h, const char *script)
{
	set_ready(h, true);
	h->script = script;
	h->paused = h->in_text = false;
}

void
headless_release(struct headless *h)
{
	for (size_t i = 0; i < h->nsnaps; i++)
		free(h->snaps[i]);
	free(h->snaps);
	ui_canvas_release(&h->canvas);
	nr_buf_release(&h->text);
	nr_buf_release(&h->clipboard);
	close(h->ready[0]);
	close(h->ready[1]);
	close(h->timer);
}
