/*
 * Reads marks from the pages of a damaged state file. SQLite reaches rows from the root
 * of a table's tree; if an inner page is broken, it does not find the intact leaves below
 * it.
 */
#ifndef STORE_STATE_PAGES_H
#define STORE_STATE_PAGES_H

#include <stddef.h>

#include "newsreader/store.h"

/* Receives a row: key, id, times, and version read. Borrowed. */
typedef void nr_state_page_row(void *ctx, const struct nr_kept *kept);

/* Call row() for every row of `mark` in any page, unordered. Free pages count too, so a
 * row may be outdated. Returns the number of rows. */
size_t nr_state_read_pages(const char *path, nr_state_page_row *row, void *ctx);

#endif
