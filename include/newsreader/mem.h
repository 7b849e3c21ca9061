/*
 * Memory. These never return NULL: a program this small that cannot get memory says so
 * on standard error and ends, which costs less than thousands of untested branches. The
 * libraries get their memory from these where they can, and where they cannot, whoever calls
 * them calls nr_out_of_memory when they have none. What they return is released with free().
 */
#ifndef NEWSREADER_MEM_H
#define NEWSREADER_MEM_H

#include <stddef.h>

enum { NR_MEM_STATUS = 4 };	/* the program's exit status then */

/* Say it and end the program. Marks that were shown are on the disk already. */
_Noreturn void nr_out_of_memory(void);
/* What is called before, by whichever thread: to leave the terminal as it was. NULL for
 * nothing. It must not want memory. */
void nr_mem_before_end(void (*call)(void));

void *nr_malloc(size_t size);
void *nr_calloc(size_t n, size_t size);
/* n * size is checked for overflow. */
void *nr_reallocarray(void *p, size_t n, size_t size);
char *nr_strdup(const char *s);
char *nr_strndup(const char *s, size_t n);

/* Grow array `p` of elements of `size` bytes so that at least `need` of them fit; *cap is
 * the number that fit now and is updated. Growth is geometric. */
void *nr_grow(void *p, size_t *cap, size_t need, size_t size);

/* Give what was freed, by all threads, back to the system; for the end of large work. */
void nr_mem_trim(void);

/* Frees and forgets. */
#define NR_FREE(p) do { free(p); (p) = NULL; } while (0)

#endif
