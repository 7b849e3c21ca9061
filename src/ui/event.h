/*
 * Events that a terminal delivers to the user interface, and the interface of a terminal.
 */
#ifndef UI_EVENT_H
#define UI_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/keys.h"
#include "ui/canvas.h"

enum ui_event_kind {
	UI_EVENT_NONE,		/* no event is waiting */
	UI_EVENT_KEY,
	UI_EVENT_PASTE,		/* `len` bytes of unchecked `text` */
	UI_EVENT_RESIZE,	/* size() has changed */
	UI_EVENT_REPAINT,	/* the theme has changed: paint again */
	UI_EVENT_CLICK,		/* left button pressed, at row, col */
	UI_EVENT_DRAG,		/* moved to row, col while it is pressed */
	UI_EVENT_RELEASE,	/* a button was released. May be lost */
	UI_EVENT_WHEEL,		/* by `lines` (negative: up), at row, col */
	UI_EVENT_QUIT		/* SIGTERM, SIGHUP, or the terminal is gone */
};

struct ui_event {
	enum ui_event_kind kind;
	uint32_t key;		/* a code of app/keys.h; SIGINT arrives as ^C and SIGTSTP
				 * as ^Z */
	int row, col;		/* cells from the upper left corner, from 0 */
	int lines;
	const char *text;	/* borrowed until the next event; may be truncated */
	size_t len;
};

/* A terminal. All functions are called from the UI thread. */
struct ui_terminal {
	void *self;
	bool ascii;		/* it can only show ASCII: draw canvases with `ascii`
				 * set */
	/* Descriptors to poll for reading, -1 for none: input, and a pipe for signals. */
	void (*fds)(void *self, int fds[2]);
	/* The next event, without waiting. After a wake-up it is called until it returns
	 * NONE. */
	struct ui_event (*next)(void *self);
	/* Milliseconds after which next() is to be called without a wake-up, -1 for
	 * never. */
	int (*timeout)(void *self);
	/* The size of the screen, in cells. */
	void (*size)(void *self, int *rows, int *cols);
	/* Show the canvas and its cursor: write the cells that differ from those shown. */
	void (*paint)(void *self, const struct ui_canvas *canvas);
	/* Show this theme from the next paint on. */
	void (*set_theme)(void *self, const struct app_theme *theme);
	/* Discard the known screen content, so that the next paint draws every cell. */
	void (*redraw)(void *self);
	/* Release the terminal to another program, and take it back. */
	void (*leave)(void *self);
	void (*enter)(void *self);
	/* While it is released: write a text, and wait until the reader presses Enter or ^C,
	 * or the program is to end. */
	void (*await_enter)(void *self, const char *text);
	/* Stop the process group as ^Z does; returns when it is continued. */
	void (*suspend)(void *self);
	/* Send n bytes to the terminal's clipboard by OSC 52. False if that certainly
	 * fails; true does not say that it took them. */
	bool (*copy)(void *self, const char *text, size_t n);
};

#endif
