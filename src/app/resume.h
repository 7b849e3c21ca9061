/*
 * What a run leaves to the next one over the same roots: the filter, the order, the layout
 * and the place in the list, as text.
 */
#ifndef APP_RESUME_H
#define APP_RESUME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/buf.h"
#include "newsreader/filter.h"
#include "newsreader/options.h"

/* What the command line gives counts for this run: that part is neither taken over nor
 * replaced. */
enum {
	APP_GIVEN_TOPICS = 1 << 0,	/* and with them all of the filter, and the place */
	APP_GIVEN_ORDER = 1 << 1,	/* and the place */
	APP_GIVEN_LAYOUT = 1 << 2,
	APP_GIVEN_UNPUBLISHED = 1 << 3
};

/* Where the cursor is. */
struct app_place {
	int64_t article;	/* 0: at the top */
	size_t rank;		/* as of nr_store_rank */
	size_t position;	/* number of rows before it, */
	size_t row;		/* of which so many are in view */
};

struct app_resume {
	struct nr_filter filter;
	int layout;		/* as of the option layout */
	bool zoomed;		/* the list has the whole screen */
	struct app_place place;
};

/* Replace what the text tells. An option that has another value than when the text was
 * written counts instead, since the user has changed it. What cannot be read is
 * ignored. */
void app_resume_read(struct app_resume *r, const char *text, unsigned given,
	const struct nr_options *options);
/* Append the text; what is given is copied from the text of the run before, "" if there is
 * none. */
void app_resume_write(const struct app_resume *r, const char *before, unsigned given,
	const struct nr_options *options, struct nr_buf *out);

#endif
