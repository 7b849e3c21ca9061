/*
 * Run: what the program does without a screen. Each command has a file of its own.
 */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "app/collection.h"
#include "cli/args.h"
#include "cli/out.h"
#include "newsreader/diag.h"
#include "newsreader/error.h"
#include "newsreader/options.h"
#include "newsreader/scan.h"
#include "newsreader/store.h"

/* What the program exits with. */
enum cli_status {
	CLI_OK = 0,
	CLI_NOTHING = 1,	/* nothing matched */
	CLI_USAGE = 2,
	CLI_UNREADABLE = 3,	/* some files could not be read; the rest was */
	CLI_FAILED = 4,		/* the system refused something */
	CLI_STATE = 5		/* the reader's marks could not be written */
};

/* The status that an error ends the program with. */
enum cli_status cli_status_of(const struct nr_error *err);

struct cli_context {
	struct cli_args *args;
	struct nr_options *options;	/* commands only read them */
	struct cli_out out;		/* standard output */
	struct cli_out messages;	/* standard error */
	int ended_by;			/* a signal that ended the screen or the fetching; 0: none */
};

/* A collection as a command reads it. */
struct cli_collection {
	struct app_roots roots;
	struct nr_store *store;
	struct nr_scan_progress scan;	/* what the scan met */
	struct nr_ids ids;		/* that the filter lets through, in its order */
	bool unknown_topic;		/* one of the filter's has no article, which was said */
};

#define CLI_COLLECTION_INIT { .store = NULL }

/* The operands, or what stands for them. Operands that cannot be opened are reported on
 * standard error, except for the screen; a command that went on with the others ends with
 * CLI_UNREADABLE. */
int cli_roots_resolve(struct cli_context *c, struct app_roots *out, struct nr_error *err);
/* Resolve the operands, open the store, show_subject it up to date, check and spell the topics. While a scan takes
 * long, a terminal on standard error sees how far it is. *out must be closed in any case. */
int cli_collection_open(struct cli_context *c, struct cli_collection *out,
	struct nr_error *err);
void cli_collection_close(struct cli_collection *out);
/* Walk the roots into the store, with the progress on standard error. */
int cli_scan(struct cli_context *c, const struct app_roots *roots, struct nr_store *store,
	struct nr_scan_progress *done, struct nr_error *err);

/* Each returns 0 with *status set, or -1. */
int cli_list(struct cli_context *c, enum cli_status *status, struct nr_error *err);
int cli_show(struct cli_context *c, enum cli_status *status, struct nr_error *err);
int cli_check(struct cli_context *c, enum cli_status *status, struct nr_error *err);
int cli_fetch(struct cli_context *c, enum cli_status *status, struct nr_error *err);
int cli_extract(struct cli_context *c, enum cli_status *status, struct nr_error *err);
int cli_state_export(struct cli_context *c, enum cli_status *status, struct nr_error *err);
int cli_state_import(struct cli_context *c, enum cli_status *status, struct nr_error *err);
void cli_help(struct cli_out *out);
/* `terminal` is the version of the library that the screen is drawn with. */
void cli_version(struct cli_out *out, const char *terminal);

#endif
