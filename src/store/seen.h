/*
 * Seen: what an article told when it was read, as the state keeps it.
 */
#ifndef STORE_SEEN_H
#define STORE_SEEN_H

#include <stdbool.h>

#include "newsreader/buf.h"
#include "newsreader/store.h"

/* A hash of an excerpt. NULL is as good as "". */
uint64_t nr_seen_hash(const char *text);
void nr_seen_copy(struct nr_seen *to, const struct nr_seen *from);

/* Append its bytes; nothing for a version alone. */
void nr_seen_encode(const struct nr_seen *seen, struct nr_buf *out);
/* Fill *out from such bytes, all but id. False: they are none, or of another version of the
 * article; *out is left alone. */
bool nr_seen_decode(const void *data, size_t n, int64_t version, struct nr_seen *out);

#endif
