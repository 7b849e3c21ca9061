/*
 * Event: what a terminal tells the user interface, and the terminal as it sees it.
 */
#ifndef UI_EVENT_H
#define UI_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/keys.h"
#include "ui/canvas.h"

enum ui_event_kind {
	UI_EVENT_NONE,		/* nothing waits */
	UI_EVENT_KEY,
	UI_EVENT_PASTE,		/* `len` bytes of text, from anywhere, as they are */
	UI_EVENT_RESIZE,	/* ask size() */
	UI_EVENT_CLICK,		/* left button, at row, col */
	UI_EVENT_WHEEL,		/* by `lines`, negative is up, at row, col */
	UI_EVENT_QUIT		/* SIGTERM, SIGHUP, or the terminal is gone */
};

struct ui_event {
	enum ui_event_kind kind;
	uint32_t key;		/* as in app/keys.h; SIGINT is ^C and SIGTSTP ^Z */
	int row, col, lines;
	const char *text;	/* borrowed until the next event; may be cut */
	size_t len;
};

/* A terminal. All calls come from the UI thread. */
struct ui_terminal {
	void *self;
	bool ascii;		/* shows nothing else: canvases are to be made so */
	/* Descriptors to poll for reading, -1 for none: input, and a pipe for signals. */
	void (*fds)(void *self, int fds[2]);
	/* The next event without waiting. After a wake-up it is called until NONE. */
	struct ui_event (*next)(void *self);
	/* Milliseconds until next() is to be called although nothing woke the loop, -1 if
	 * that is not needed. */
	int (*timeout)(void *self);
	void (*size)(void *self, int *rows, int *cols);
	/* Show the canvas and put the cursor where it says. */
	void (*paint)(void *self, const struct ui_canvas *canvas);
	/* Forget what is on the screen: the next paint draws every cell. */
	void (*redraw)(void *self);
	/* Give the terminal to another program, and take it back. */
	void (*leave)(void *self);
	void (*enter)(void *self);
	/* Stop the process group as ^Z does, and go on when it is continued. */
	void (*suspend)(void *self);
	/* Hand bytes to the terminal's clipboard by OSC 52. False if it surely cannot. */
	bool (*copy)(void *self, const char *text, size_t n);
};

#endif
