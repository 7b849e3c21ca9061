/*
 * Arena: many small allocations, released at once. Everything it returns lives until
 * nr_arena_release and is never freed alone.
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

/* Zeroed, aligned for any type. */
void *nr_arena_alloc(struct nr_arena *a, size_t size);
/* A copy of n bytes with a NUL after it. */
char *nr_arena_strndup(struct nr_arena *a, const char *s, size_t n);
/* Forget all that it returned, and keep the memory of the last block for what comes. */
void nr_arena_clear(struct nr_arena *a);
void nr_arena_release(struct nr_arena *a);

#endif
