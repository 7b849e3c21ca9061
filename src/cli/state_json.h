/*
 * State JSON: the marks of an article as a line of JSON, and back.
 *
 * {"url": KEY, "read": TIME, "starred": TIME, "hidden": TIME, "seen": {"version": HEX,
 * "title": TEXT, "heat": NUMBER, "excerpt": HEX, "related": [HEX...]}, "place":
 * {"left": TIME, "view": NUMBER, "block": NUMBER, "offset": NUMBER}}. Times are in UTC;
 * HEX is a number of 64 bits as 16 digits, which not every reader of JSON could hold as a
 * number. What is not there is left out. An article of which only the id is known has
 * "id": HEX for "url".
 */
#ifndef CLI_STATE_JSON_H
#define CLI_STATE_JSON_H

#include "newsreader/buf.h"
#include "newsreader/store.h"

enum {
	CLI_STATE_LINE_MAX = 1 << 20,		/* bytes of a line */
	CLI_STATE_KEY_MAX = 16 << 10,		/* bytes of a URL or what stands for it */
	CLI_STATE_TITLE_MAX = 64 << 10,
	CLI_STATE_RELATED_MAX = 10000
};

/* Of the library that reads and writes it. */
const char *cli_state_version(void);

/* Append the line, without its end. */
void cli_state_format(const struct nr_kept *kept, struct nr_buf *out);

/* What is wrong with a line. */
struct cli_state_error {
	unsigned column;	/* bytes from 1; 0: the whole line */
	char text[256];
};

/* Read a line; *out must be released. On -1 there is nothing to release. Keys that are not
 * known are passed over. */
int cli_state_parse(const char *line, size_t n, struct nr_kept *out,
	struct cli_state_error *why);
void cli_state_release(struct nr_kept *kept);

#endif
