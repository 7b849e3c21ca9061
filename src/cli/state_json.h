/*
 * The marks of an article as a line of JSON, and back.
 *
 * {"url": KEY, "read": TIME, "starred": TIME, "hidden": TIME, "seen": {"version": HEX,
 * "title": TEXT, "heat": NUMBER, "excerpt": HEX, "related": [HEX...]}, "place": {"left":
 * TIME, "view": NUMBER, "above": NUMBER, "block": NUMBER, "offset": NUMBER}}. Times are
 * in UTC; HEX is a 64-bit number as 16 hexadecimal digits, because not every JSON parser
 * keeps such a number exactly. Absent values are left out. An article of which only the
 * id is known has "id": HEX instead of "url".
 */
#ifndef CLI_STATE_JSON_H
#define CLI_STATE_JSON_H

#include "newsreader/buf.h"
#include "newsreader/store.h"

enum {
	CLI_STATE_LINE_MAX = 1 << 20,		/* bytes of a line */
	CLI_STATE_KEY_MAX = 16 << 10,		/* bytes of a URL or another key */
	CLI_STATE_TITLE_MAX = 64 << 10,
	CLI_STATE_RELATED_MAX = 10000
};

/* Append the line, without a newline. */
void cli_state_format(const struct nr_kept *kept, struct nr_buf *out);

/* The error in a line. */
struct cli_state_error {
	unsigned column;	/* byte from 1; 0: the whole line */
	char text[256];
};

/* Parse a line; *out must be released with cli_state_release. -1: *why is set, and there
 * is nothing to release. Unknown keys are ignored. */
int cli_state_parse(const char *line, size_t n, struct nr_kept *out,
	struct cli_state_error *why);
void cli_state_release(struct nr_kept *kept);

#endif
