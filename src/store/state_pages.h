/*
 * State pages: what is in the pages of a state file, whatever is wrong with the rest of it.
 * SQLite finds rows from the top of a tree on; where that is broken, whole leaves are that
 * it does not find.
 */
#ifndef STORE_STATE_PAGES_H
#define STORE_STATE_PAGES_H

#include <stddef.h>

#include "newsreader/store.h"

/* The key and id, the times, and the version read. Borrowed. */
typedef void nr_state_page_row(void *ctx, const struct nr_kept *kept);

/* Every row of `mark` that a page holds, in any order; pages that are not in use any more
 * count too, so that a row may be an old one. Returns how many there were. */
size_t nr_state_read_pages(const char *path, nr_state_page_row *row, void *ctx);

#endif
