/* Opens and closes the terminal and implements struct ui_terminal. */
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

static void
term_fds(void *self, int fds[2])
{
	const struct term *t = self;

	fds[0] = t->in;
	fds[1] = term_signals_fd();
}

static void
term_size(void *self, int *rows, int *cols)
{
	const struct term *t = self;

	*rows = t->height;
	*cols = t->width;
}

static void
term_redraw(void *self)
{
	struct term *t = self;

	t->stale = true;
}

static void
term_set_theme(void *self, const struct app_theme *theme)
{
	term_color_set_theme(self, theme);
}

static void
end_screen(struct term *t)
{
	term_input_drop_answer(t);
	if (t->begun)
		term_tty_hurry(t, t->reset.data, t->reset.len);
	t->begun = false;
}

static void
term_leave(void *self)
{
	struct term *t = self;

	if (t->away)
		return;
	t->away = true;
	end_screen(t);
	term_tty_cooked(t);
	term_signals_disarm();
}

static void
term_enter(void *self)
{
	struct term *t = self;

	if (!t->away)
		return;
	term_signals_rearm();
	term_tty_raw(t);
	t->away = false;
	t->stale = t->starting = true;
	/* Its size may have changed. */
	t->resized = true;
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
	struct term *t = self;
	bool sent = term_clipboard_copy(t, text, n);

	/* A part of the sequence may have been sent. */
	t->stale = t->stale || !sent;
	return sent;
}

/* Build the sequences that start and end the screen, including modes that terminfo does
 * not name. */
static void
prepare_sequences(struct term *t)
{
	bool mouse = t->decoder.mouse && t->caps.mouse;
	bool brackets = t->caps.ansi;

	term_info_start(&t->start);
	nr_buf_addz(&t->start, brackets ? "\033[?2004h" : "");
	/* Buttons; moves of a pressed one, where the terminal knows that; in decimal. */
	nr_buf_addz(&t->start, mouse ? "\033[?1000h\033[?1002h\033[?1006h" : "");
	nr_buf_addz(&t->reset, mouse ? "\033[?1006l\033[?1002l\033[?1000l" : "");
	nr_buf_addz(&t->reset, brackets ? "\033[?2004l" : "");
	term_info_reset(&t->reset, t->height);
}

static void
start_screen(struct term *t, const struct term_config *config)
{
	t->height = 24;
	t->width = 80;
	term_info_size(&t->height, &t->width);
	term_tty_size(t);
	t->decoder.nkeys = term_info_keys(&t->keys);
	t->decoder.keys = t->keys;
	term_info_caps(&t->caps);
	term_color_init(t, config->color);
	term_color_set_theme(t, &config->theme);
	prepare_sequences(t);
	term_signals_arm(t->out, &t->before, t->reset.data, t->reset.len);
	term_tty_raw(t);
	t->stale = t->starting = t->resized = true;
}

/* Free a terminal in any state. */
static void
destroy(struct term *t)
{
	if (!t->away)
		end_screen(t);
	term_tty_close(t);
	term_signals_close();
	ui_canvas_release(&t->shown);
	for (int i = 0; i < UI_STYLE_COUNT; i++)
		for (int j = 0; j < TERM_ATTRS; j++)
			nr_buf_release(&t->styles[i][j]);
	nr_buf_release(&t->plain);
	nr_buf_release(&t->frame);
	nr_buf_release(&t->start);
	nr_buf_release(&t->reset);
	term_decoder_release(&t->decoder);
	free(t->keys);
	term_info_close();
	free(t);
}

int
term_open(const struct term_config *config, struct ui_terminal *out, struct nr_error *err)
{
	struct term *t = nr_calloc(1, sizeof(*t));

	t->decoder.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	t->decoder.mouse = config->mouse;
	t->ascii = config->ascii || !t->decoder.utf8;
	t->in = t->out = -1;
	if (term_tty_open(t, err) < 0 || term_signals_open(err) < 0) {
		destroy(t);
		return -1;
	}
	start_screen(t, config);
	*out = (struct ui_terminal){
		.self = t,
		.ascii = t->ascii,
		.fds = term_fds,
		.next = term_input_next,
		.timeout = term_input_timeout,
		.size = term_size,
		.paint = term_paint,
		.set_theme = term_set_theme,
		.redraw = term_redraw,
		.leave = term_leave,
		.enter = term_enter,
		.await_enter = term_input_await_enter,
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
