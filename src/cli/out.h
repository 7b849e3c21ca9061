/*
 * Writes lines to a descriptor. The first failed write is recorded and stops all further
 * ones, so that a full disk is reported once and a closed pipe costs no work.
 */
#ifndef CLI_OUT_H
#define CLI_OUT_H

#include <stdbool.h>

#include "newsreader/buf.h"
#include "newsreader/diag.h"
#include "newsreader/error.h"

struct cli_out {
	int fd;
	bool is_terminal;
	int width;		/* cells of the terminal; 0 if it is not a terminal */
	int errnum;		/* errno of the first failed write, or 0 */
	struct nr_buf buf;	/* lines not written yet */
};

void cli_out_init(struct cli_out *o, int fd);
/* End a line that was put into o->buf. False: writing has failed. */
bool cli_out_line(struct cli_out *o);
/* Append text as one clean line, without control characters and without ending the
 * line. */
void cli_out_text(struct cli_out *o, const char *s);
/* Append a formatted line and end it; the formatted text is cleaned as a whole. */
bool cli_out_printf(struct cli_out *o, const char *fmt, ...) NR_PRINTF(2, 3);
bool cli_out_diag(struct cli_out *o, const struct nr_diag *d);
void cli_out_flush(struct cli_out *o);
/* Flush and release. A closed pipe is not an error: its other end has read what it
 * wanted. */
int cli_out_close(struct cli_out *o, struct nr_error *err);

#endif
