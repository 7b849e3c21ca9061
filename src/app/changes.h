/*
 * Changes: what an article says that it did not when it was read.
 */
#ifndef APP_CHANGES_H
#define APP_CHANGES_H

#include "newsreader/buf.h"
#include "newsreader/store.h"

/* Append it on one clean line: `heat 125 → 225, 3 new related, title was "Old"`. Something
 * is appended in any case: who asks knows that the versions differ. */
void app_changes_explain(const struct nr_snapshot *seen, const struct nr_snapshot *now,
	struct nr_buf *out);

#endif
