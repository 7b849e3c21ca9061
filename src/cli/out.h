/*
 * Out: lines to a descriptor. The first write that fails is remembered and ends all
 * further ones, so that a full disk is reported once and a closed pipe costs no work.
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
	int width;		/* cells of the terminal; 0 if it is none */
	int errnum;		/* of the first write that failed */
	struct nr_buf buf;	/* lines to be written */
};

void cli_out_init(struct cli_out *o, int fd);
/* End a line that was put into o->buf. False: nothing can be written any more. */
bool cli_out_line(struct cli_out *o);
/* Add text as one clean line, without ending it: no control character gets through. */
void cli_out_text(struct cli_out *o, const char *s);
/* Add a formatted line and end it; what it is made of is cleaned as a whole. */
bool cli_out_printf(struct cli_out *o, const char *fmt, ...) NR_PRINTF(2, 3);
bool cli_out_diag(struct cli_out *o, const struct nr_diag *d);
void cli_out_flush(struct cli_out *o);
/* Flush and release. A pipe that nobody reads any more is no error: the reader has what it
 * wanted. */
int cli_out_close(struct cli_out *o, struct nr_error *err);

#endif
