#include "config.h"

#include "term/term.h"

#include <curses.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "newsreader/buf.h"
#include "newsreader/mem.h"
#include "term/signals.h"
#include "term/state.h"
#include "term/terminfo.h"

/* Wait so long for the rest of a key's sequence: milliseconds. */
enum { ESCAPE_DELAY = 25 };

static void
term_fds(void *self, int fds[2])
{
	const struct term *t = self;

	fds[0] = fileno(t->in);
	fds[1] = term_signals_fd();
}

static struct ui_event
term_next(void *self)
{
	return term_input_next(self);
}

static void
term_size(void *self, int *rows, int *cols)
{
	(void)self;
	*rows = LINES;
	*cols = COLS;
}

static void
term_paint_canvas(void *self, const struct ui_canvas *canvas)
{
	term_paint(self, canvas);
}

static void
term_redraw(void *self)
{
	struct term *t = self;

	t->stale = true;
}

/* A terminal of libvterm, as in Neovim and Emacs, leaves the alternate screen with the
 * cursor hidden if it was when ncurses saved its place to scroll a part of the screen. */
static void
end_screen(const struct term *t)
{
	struct nr_buf b = NR_BUF_INIT;

	term_info_plain(&b, t->depth != TERM_DEPTH_NONE);
	term_tty_write(t, b.data, b.len);
	nr_buf_clear(&b);
	endwin();
	term_info_cursor(&b, true);
	term_tty_write(t, nr_buf_str(&b), b.len);
	nr_buf_release(&b);
}

static void
term_leave(void *self)
{
	struct term *t = self;

	if (t->away)
		return;
	t->away = true;
	end_screen(t);
	term_signals_disarm();
}

static void
term_enter(void *self)
{
	struct term *t = self;

	if (!t->away)
		return;
	term_signals_rearm();
	reset_prog_mode();
	t->away = false;
	t->stale = true;
	/* It may have another size by now. */
	t->resized = true;
	/* Only a refresh goes back to the alternate screen and the keypad's mode. */
	wrefresh(stdscr);
}

static void
term_suspend(void *self)
{
	term_leave(self);
	term_signals_stop();
	term_enter(self);
}

static bool
term_copy(void *self, const char *text, size_t n)
{
	return term_clipboard_copy(self, text, n);
}

static void
arm(const struct term *t)
{
	struct nr_buf reset = NR_BUF_INIT;

	if (t->mouse)
		nr_buf_addz(&reset, "\033[?1000l\033[?1006l");
	term_info_reset(&reset);
	nr_buf_addz(&reset, "\r\n");
	term_signals_arm(STDOUT_FILENO, &t->before, reset.data, reset.len);
	nr_buf_release(&reset);
}

static int
start_curses(struct term *t, const struct term_config *config, struct nr_error *err)
{
	/* Stale LINES and COLUMNS of a shell must not count. */
	use_env(FALSE);
	use_tioctl(TRUE);
	t->screen = newterm(NULL, t->out, t->in);
	if (t->screen == NULL)
		return nr_error_set(err, NR_ERR_USAGE,
			"the terminal cannot be used; use --list");
	set_escdelay(ESCAPE_DELAY);
	arm(t);
	raw();
	nonl();
	noecho();
	t->keys = newpad(1, 1);
	if (t->keys == NULL)
		return nr_error_set(err, NR_ERR_SYSTEM, "the terminal cannot be read");
	keypad(t->keys, TRUE);
	nodelay(t->keys, TRUE);
	meta(t->keys, TRUE);
	term_info_caps(&t->caps);
	term_color_init(t, config->color);
	if (config->mouse) {
		mouseinterval(0);
		mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
	}
	t->stale = true;
	t->resized = true;
	return 0;
}

/* Everything of it, in whatever state it is. */
static void
destroy(struct term *t)
{
	if (t->screen != NULL) {
		if (!t->away)
			end_screen(t);
		if (t->keys != NULL)
			delwin(t->keys);
		delscreen(t->screen);
	}
	term_tty_close(t);
	term_signals_close();
	ui_canvas_release(&t->shown);
	for (int i = 0; i < UI_STYLE_COUNT; i++)
		for (int j = 0; j < TERM_ATTRS; j++)
			nr_buf_release(&t->styles[i][j]);
	nr_buf_release(&t->plain);
	nr_buf_release(&t->frame);
	free(t);
}

int
term_open(const struct term_config *config, struct ui_terminal *out, struct nr_error *err)
{
	struct term *t = nr_calloc(1, sizeof(*t));

	t->utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	t->ascii = config->ascii || !t->utf8;
	t->mouse = config->mouse;
	if (term_tty_open(t, err) < 0 || term_signals_open(err) < 0
		|| start_curses(t, config, err) < 0) {
		destroy(t);
		return -1;
	}
	*out = (struct ui_terminal){
		.self = t,
		.ascii = t->ascii,
		.fds = term_fds,
		.next = term_next,
		.size = term_size,
		.paint = term_paint_canvas,
		.redraw = term_redraw,
		.leave = term_leave,
		.enter = term_enter,
		.suspend = term_suspend,
		.copy = term_copy,
	};
	return 0;
}

int
term_ended_by(const struct ui_terminal *t)
{
	const struct term *self = t->self;

	return self->ended_by;
}

void
term_close(struct ui_terminal *t)
{
	if (t->self != NULL)
		destroy(t->self);
	*t = (struct ui_terminal){ .self = NULL };
}

const char *
term_version(void)
{
	return curses_version();
}
