/*
 * Marks: the reader's marks by article id, in memory. A bit that is pending is not on disk
 * yet.
 */
#ifndef STORE_MARKS_H
#define STORE_MARKS_H

#include <stddef.h>
#include <stdint.h>

struct nr_mark {
	int64_t id;		/* 0: free */
	int64_t version;	/* of the article when it was read; 0: not known */
	uint8_t bits;		/* NR_MARK_*, UPDATED as of the last look into the index */
	uint8_t pending;	/* NR_MARK_*: which, set or clear, are to be written */
	uint32_t place;		/* among the pending ones, if it is one */
};

struct nr_marks {
	struct nr_mark *v;	/* open addressing, size a power of two */
	size_t size, used;
};

unsigned nr_marks_get(const struct nr_marks *m, int64_t id);
/* The entry of id, or NULL. */
struct nr_mark *nr_marks_find(const struct nr_marks *m, int64_t id);
/* The entry of id, made if it is missing; valid until the next one is made. */
struct nr_mark *nr_marks_at(struct nr_marks *m, int64_t id);
/* Set the marks that are on disk; bits that are pending keep their value. */
void nr_marks_put(struct nr_marks *m, int64_t id, unsigned bits, int64_t version);
struct nr_marks nr_marks_copy(const struct nr_marks *m);
void nr_marks_release(struct nr_marks *m);

#endif
