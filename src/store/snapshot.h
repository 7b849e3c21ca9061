/*
 * Seen: what an article told when it was read, as the state keeps it.
 */
#ifndef STORE_SNAPSHOT_H
#define STORE_SNAPSHOT_H

#include <stdbool.h>

#include "newsreader/buf.h"
#include "newsreader/store.h"

/* A hash of an excerpt. NULL is as good as "". */
uint64_t nr_snapshot_hash(const char *text);

/* Append its bytes; nothing for a version alone. */
void nr_snapshot_encode(const struct nr_snapshot *seen, struct nr_buf *out);
/* Fill *out from such bytes, all but id. False: they are none, or of another version of the
 * article; *out is left alone. */
bool nr_snapshot_decode(const void *data, size_t n, int64_t version, struct nr_snapshot *out);

#endif
