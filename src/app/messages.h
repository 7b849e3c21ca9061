/*
 * The message on the status line, and the log of warnings and errors.
 */
#ifndef APP_MESSAGES_H
#define APP_MESSAGES_H

#include <stdbool.h>
#include <stddef.h>

#include "app/collection.h"
#include "app/keymap.h"
#include "app/texts.h"
#include "newsreader/diag.h"
#include "newsreader/store.h"

enum app_tone { APP_INFO, APP_WARNING, APP_ERROR };

enum { APP_LOG_MAX = 500 };	/* size of the log; the oldest are dropped */

struct app_messages {
	const struct app_keymap *keymap;	/* borrowed; names keys in messages */
	enum app_tone tone;
	char *text;			/* shown until the next key; never NULL */
	bool unasked;			/* it is no answer to a key, and may give way */
	bool of_files;			/* a scan has said what was wrong with files */
	bool since_visit;		/* these are since the last visit: */
	size_t added, updated, gone;	/* articles since the last key */
	struct nr_diags log;		/* every warning and error of this run, */
	size_t n_notes;			/* those of its start first */
	const struct nr_diags *mistakes;	/* in the configuration; borrowed, may be NULL */
};

/* Show a message of messages.def; warnings and errors are logged too. */
void app_say(struct app_messages *m, enum app_tone tone, const char *fmt, ...)
	NR_PRINTF(3, 4);
/* The same for the text of an error or a note, which begins in lower case where it is no
 * name. */
void app_tell(struct app_messages *m, enum app_tone tone, const char *text);
/* Show a store's error, except that the index was damaged: app_session_follow reports
 * that and rebuilds the index. */
void app_fail(struct app_messages *m, const struct nr_error *err);
/* Show a diagnostic, and log it with its file and position. */
void app_note(struct app_messages *m, const struct nr_diag *d);
/* Log a diagnostic without a message. */
void app_log(struct app_messages *m, const struct nr_diag *d);

/* Show the mistakes in the configuration: the only one, or their number. They are not
 * logged, as they are listed as long as they are there. False if there are none. */
bool app_messages_report_mistakes(struct app_messages *m);
/* Log the problems found at start, and show a message on them and on the mistakes: a single
 * problem with its position, or the number of problems. */
void app_messages_report_start(struct app_messages *m, const struct app_roots *roots,
	const struct nr_diags *notes);
/* Do the same with the problems of files, unless all files gave an article. The message
 * begins with `before`. False if there was nothing to report. */
bool app_messages_report_files(struct app_messages *m, const struct app_roots *roots,
	struct nr_store *store, const char *before);
/* The part of a path that tells problems apart: without the only folder that is read. */
const char *app_short_path(const struct app_roots *roots, const char *path);

void app_messages_clear(struct app_messages *m);

#endif
