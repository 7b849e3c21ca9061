/*
 * Screen: play the whole user interface with a script and compare what it shows with
 * golden files, tests/screen/NAME.txt. With SCREEN_UPDATE=1 in the environment they are
 * written again instead: look at the difference before keeping it.
 *
 * The clock stands at 2021-06-09T12:00:00Z, the zone is UTC, home and XDG folders are the
 * test's own, and a scan is over before the script goes on.
 */
#ifndef SCREEN_SCREEN_H
#define SCREEN_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/headless.h"
#include "newsreader/filter.h"
#include "app/settings.h"

struct screen {
	char home[32];		/* removed by the teardown */
	struct app_config config;
	struct nr_options *options;	/* of config */
	struct nr_filter filter;
	bool ascii, styles;	/* styles: kept in the golden files, too */
	bool read_only;
	int patience;		/* how long a key waits for a job, in ms */
	void (*call)(void);	/* for the word "call" of a script */
	struct headless h;	/* of the last play */
	bool played;
};

/* For cmocka; *state is a struct screen. The working folder is $srcdir. */
int screen_setup(void **state);
int screen_teardown(void **state);

/* Write a file below home; folders on the way are made. */
void screen_write(struct screen *s, const char *path, const void *data, size_t n);
void screen_file(struct screen *s, const char *path, const char *text);
/* The same with YAML between two lines of ---. */
void screen_article(struct screen *s, const char *path, const char *yaml);

/* Read `operand` ("seeds" of the source folder, else below home) in a terminal of this
 * size and do the script. Beyond the words of lib/headless.h it may hold keys with a
 * count ("12j"), and snap:NAME: what is shown then is compared with the golden file NAME.
 * Fails once, after all of them. */
void screen_play(struct screen *s, const char *operand, int rows, int cols,
	const char *script);

#endif
