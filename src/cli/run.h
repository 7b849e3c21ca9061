/*
 * The commands that run without a screen. Each has a file of its own.
 */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include <stdbool.h>

#include "app/collection.h"
#include "app/settings.h"
#include "cli/args.h"
#include "newsreader/buf.h"
#include "newsreader/diag.h"
#include "newsreader/error.h"
#include "newsreader/options.h"
#include "newsreader/scan.h"
#include "newsreader/store.h"

/* Writes lines to a descriptor. The first failed write is recorded and stops all further
 * ones, so that a full disk is reported once and a closed pipe costs no work. */
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
/* Append ASCII text, broken between words into lines of at most `width` cells, and end it.
 * The line begins with the prefix already; it is put before the others, too. */
void cli_out_wrap(struct cli_out *o, const char *prefix, size_t width, const char *text);
bool cli_out_diag(struct cli_out *o, const struct nr_diag *d);
void cli_out_flush(struct cli_out *o);
/* Flush and release. A closed pipe is not an error: its other end has read what it
 * wanted. */
int cli_out_close(struct cli_out *o, struct nr_error *err);

/* Exit statuses. */
enum cli_status {
	CLI_OK = 0,
	CLI_NOTHING = 1,	/* nothing matched */
	CLI_USAGE = 2,
	CLI_UNREADABLE = 3,	/* some files could not be read; the rest was */
	CLI_FAILED = 4,		/* a system call failed */
	CLI_STATE = 5		/* the marks could not be written */
};

struct cli_context {
	struct cli_args *args;
	struct app_config *config;
	struct nr_options *options;	/* of config; commands only read them */
	struct cli_out out;		/* standard output */
	struct cli_out messages;	/* standard error */
	int ended_by;			/* signal that ended the screen or the fetching;
					 * 0: none */
};

/* A collection opened for a command. */
struct cli_collection {
	struct app_roots roots;
	struct nr_store *store;
	struct nr_scan_progress scan;	/* result of the scan */
	struct nr_ids ids;		/* articles that match the filter, in its order */
	bool unknown_topic;		/* a topic of the filter has no article; already
					 * reported */
};

#define CLI_COLLECTION_INIT { .store = NULL }

/* Resolve the operands or the default places. Operands that cannot be opened are reported
 * on standard error, except for the screen; a command that continues with the others ends
 * with CLI_UNREADABLE. */
int cli_roots_resolve(struct cli_context *c, struct app_roots *out, struct nr_error *err);
/* Resolve the operands, open the store, scan, check and spell the topics, and list the
 * articles. During a long scan, progress is shown if standard error is a terminal. *out
 * must be closed in any case. */
int cli_collection_open(struct cli_context *c, struct cli_collection *out,
	struct nr_error *err);
void cli_collection_close(struct cli_collection *out);
/* Say that no article is listed: there is none, or none matches. An unknown topic was
 * reported already. */
void cli_put_nothing(struct cli_context *c, const struct cli_collection *collection);
/* Scan the roots into the store, with progress on standard error. */
int cli_scan(struct cli_context *c, const struct app_roots *roots, struct nr_store *store,
	struct nr_scan_progress *done, struct nr_error *err);

/* Print what the store noted when it was opened, and release it. */
void cli_put_notes(struct cli_context *c, struct nr_diags *notes);

/* A command: returns 0 with *status set, or -1. */
typedef int cli_run(struct cli_context *c, enum cli_status *status, struct nr_error *err);

cli_run cli_list, cli_show, cli_check, cli_dump_keys, cli_dump_actions, cli_fetch, cli_extract,
	cli_state_export, cli_state_import, cli_check_config, cli_dump_config;
void cli_help(struct cli_out *out);
/* `terminal` is the version of the terminal library. */
void cli_version(struct cli_out *out, const char *terminal);

#endif
