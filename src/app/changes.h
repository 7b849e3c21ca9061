/*
 * Describes in words how an article changed since it was read.
 */
#ifndef APP_CHANGES_H
#define APP_CHANGES_H

#include "newsreader/buf.h"
#include "newsreader/store.h"

/* Append the differences as one clean line: `heat 125 → 225, 3 new related, title was
 * "Old"`. Never empty: the caller knows that the versions differ. */
void app_changes_explain(const struct nr_snapshot *seen, const struct nr_snapshot *now,
	struct nr_buf *out);

#endif
