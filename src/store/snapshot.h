/*
 * Snapshots in their binary form in state.db.
 */
#ifndef STORE_SNAPSHOT_H
#define STORE_SNAPSHOT_H

#include <stdbool.h>

#include "newsreader/buf.h"
#include "newsreader/store.h"

/* Hash of an excerpt; NULL counts as "". */
uint64_t nr_snapshot_hash(const char *text);

/* Append the binary form; nothing if only the version is known. */
void nr_snapshot_encode(const struct nr_snapshot *seen, struct nr_buf *out);
/* Decode all but the id. False if the data is invalid or of another version of the
 * article; *out is unchanged then. */
bool nr_snapshot_decode(const void *data, size_t n, int64_t version, struct nr_snapshot *out);

#endif
