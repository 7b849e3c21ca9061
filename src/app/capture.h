/*
 * A command that answers: it gets a text, and its output is gathered while it runs.
 */
#ifndef APP_CAPTURE_H
#define APP_CAPTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/command.h"
#include "newsreader/buf.h"

enum { APP_CAPTURE_MAX = 1 << 20 };	/* bytes of an answer; the program is ended then */

struct app_capture {
	struct app_running running;
	char *program;		/* its name; NULL: none runs */
	struct nr_buf text;	/* the output so far */
	int64_t end_by;		/* once its output has ended: when it is ended by force; else
				 * 0 */
};

/* Start a command with n bytes of text as its input. None may run. */
int app_capture_start(struct app_capture *c, const struct app_argv *argv, const char *text,
	size_t n, struct nr_error *err);
/* Descriptors, one of which is readable when there is something to take; -1 for none. */
void app_capture_fds(const struct app_capture *c, int fds[2]);
/* Milliseconds until it is to be taken although no descriptor is readable; -1 for never. */
int app_capture_timeout(const struct app_capture *c);
/* Take what it has written, without waiting (up to a second where the system does not report
 * the end of a process): 1 it goes on; 0 text is the whole answer; -1
 * it failed, and text is what it wrote. After 0 and -1 none runs, and text and program are
 * to be released. */
int app_capture_take(struct app_capture *c, struct nr_error *err);
/* End the program and release all. Nothing if none runs. */
void app_capture_cancel(struct app_capture *c);
void app_capture_release(struct app_capture *c);

#endif
