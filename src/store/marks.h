/*
 * Marks of all articles in memory, by article id. A pending bit is not on disk yet.
 */
#ifndef STORE_MARKS_H
#define STORE_MARKS_H

#include <stddef.h>
#include <stdint.h>

struct nr_mark {
	int64_t id;		/* 0: free entry */
	int64_t version;	/* of the article when it was read; 0 if not known */
	uint8_t bits;	/* NR_MARK_*; UPDATED as of the last check against the index */
	/* NR_MARK_* bits that are to be written, set or cleared */
	uint8_t pending;
	uint32_t place;		/* index in the pending list, if any bit is pending */
};

struct nr_marks {
	struct nr_mark *v;	/* open addressing, size a power of two */
	size_t size, used;
};

unsigned nr_marks_get(const struct nr_marks *m, int64_t id);
/* The entry of id, or NULL if not found. */
struct nr_mark *nr_marks_find(const struct nr_marks *m, int64_t id);
/* The entry of id, added if it is missing; valid until the next call. */
struct nr_mark *nr_marks_at(struct nr_marks *m, int64_t id);
/* Set the marks read from disk; pending bits keep their value. */
void nr_marks_put(struct nr_marks *m, int64_t id, unsigned bits, int64_t version);
struct nr_marks nr_marks_copy(const struct nr_marks *m);
void nr_marks_release(struct nr_marks *m);

#endif
