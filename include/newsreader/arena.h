/*
 * Arena: many small allocations, released at once. Memory from it is valid until
 * nr_arena_release or nr_arena_clear and is never freed alone.
 */
#ifndef NEWSREADER_ARENA_H
#define NEWSREADER_ARENA_H

#include <stddef.h>

struct nr_arena_block;

struct nr_arena {
	struct nr_arena_block *head;
	size_t left;		/* bytes free at the end of the head block */
};

#define NR_ARENA_INIT { NULL, 0 }

/* Zeroed memory, aligned for any type. */
void *nr_arena_alloc(struct nr_arena *a, size_t size);
/* Copy of n bytes, with a NUL added. */
char *nr_arena_strndup(struct nr_arena *a, const char *s, size_t n);
/* Release all allocations, but keep the last block for new ones. */
void nr_arena_clear(struct nr_arena *a);
void nr_arena_release(struct nr_arena *a);

#endif
