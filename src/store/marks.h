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
	uint8_t bits;		/* NR_MARK_* */
	uint8_t pending;	/* NR_MARK_*: which, set or clear, are to be written */
};

struct nr_marks {
	struct nr_mark *v;	/* open addressing, size a power of two */
	size_t size, used;
};

unsigned nr_marks_get(const struct nr_marks *m, int64_t id);
/* The entry of id, made if there is none; valid until the next one is made. */
struct nr_mark *nr_marks_at(struct nr_marks *m, int64_t id);
/* Forget what is on disk, keep what is pending. */
void nr_marks_reset(struct nr_marks *m);
void nr_marks_release(struct nr_marks *m);

#endif
