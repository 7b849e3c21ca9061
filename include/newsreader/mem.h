/*
 * Memory allocation that never returns NULL: without memory the program writes a message
 * to standard error and ends, which is cheaper than thousands of untested branches.
 * Libraries use these functions if they accept an allocator; otherwise their caller
 * checks for the out-of-memory result and calls nr_out_of_memory. Memory is released with
 * free().
 */
#ifndef NEWSREADER_MEM_H
#define NEWSREADER_MEM_H

#include <stddef.h>
#include <stdlib.h>

enum { NR_MEM_STATUS = 4 };	/* exit status of the program then */

/* Write the message and end the program. Marks shown on the screen are on disk by
 * then. */
_Noreturn void nr_out_of_memory(void);
/* Set the function that nr_out_of_memory calls first, in any thread, to restore the
 * terminal; NULL for none. It must not allocate memory. */
void nr_mem_before_end(void (*call)(void));

void *nr_malloc(size_t size);
void *nr_calloc(size_t n, size_t size);
/* n * size is checked for overflow. */
void *nr_reallocarray(void *p, size_t n, size_t size);
char *nr_strdup(const char *s);
char *nr_strndup(const char *s, size_t n);

/* Grow the array `p` of elements of `size` bytes so that at least `need` elements fit;
 * *cap is the current capacity and is updated. Growth is geometric. */
void *nr_grow(void *p, size_t *cap, size_t need, size_t size);

/* Return freed memory of all threads to the system; called after large work. */
void nr_mem_trim(void);

/* Free p and set it to NULL. */
#define NR_FREE(p) do { free(p); (p) = NULL; } while (0)

#endif
