/*
 * Headless: a terminal without a screen. It types a script into the user interface and
 * keeps what that paints as text.
 *
 * A script is words parted by white space, done one by one, with a paint between each
 * two:
 *   j  Enter  ^F  PgDn      a key, named as in app/keys.h
 *   "joe biden"             the keys of a text
 *   resize:24x80  click:3,10  drag:3,12  release  wheel:3,10,-3
 *   wait:TEXT  wait:"TEXT"  until the last paint shows the text
 *   gone:TEXT  gone:"TEXT"  until it does not
 *   snap                    keep the last paint, for headless_snap()
 *   call                    call the test's function
 *   quit                    as SIGTERM; also when the script is over
 */
#ifndef LIB_HEADLESS_H
#define LIB_HEADLESS_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/buf.h"
#include "ui/event.h"

enum { HEADLESS_SECONDS = 90 };

struct headless {
	struct ui_terminal terminal;	/* what the user interface gets */
	const char *script;		/* what is left of it */
	int rows, cols;
	bool styles;			/* keep the styles with the text */
	void (*call)(void);
	struct ui_canvas canvas;	/* a copy of what was painted last */
	struct nr_buf text;		/* as text */
	char **snaps;
	size_t nsnaps;
	unsigned paints, leaves, suspends;
	struct nr_buf clipboard;
	struct app_theme theme;		/* that was set last */
	/* private */
	int ready[2], timer;
	bool paused, waiting, in_text;
};

/* The script is borrowed. */
void headless_init(struct headless *h, int rows, int cols, const char *script);
/* The last paint. */
const char *headless_screen(const struct headless *h);
/* The i-th kept one; the test fails if there are not so many. */
const char *headless_snap(const struct headless *h, size_t i);
/* Do a further script with the next run of the user interface. */
void headless_continue(struct headless *h, const char *script);
void headless_release(struct headless *h);

#endif
