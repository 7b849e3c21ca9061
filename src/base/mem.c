/* Allocation functions that end the program when memory is exhausted. */
#include "config.h"

#include <stdatomic.h>
#include <stdint.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "newsreader/mem.h"

static void (*_Atomic before_end)(void);
static atomic_flag ending = ATOMIC_FLAG_INIT;

void
nr_mem_before_end(void (*call)(void))
{
	before_end = call;
}

/* Does not use stdio and exit(3), which may allocate, or need a lock that the caller
 * holds. */
void
nr_out_of_memory(void)
{
	static const char text[] = PACKAGE_NAME ": out of memory\n";
	void (*call)(void) = before_end;
	ssize_t n;

	/* Another thread is writing the message and will end the process. */
	while (atomic_flag_test_and_set(&ending))
		pause();
	if (call)
		call();
	n = write(STDERR_FILENO, text, sizeof(text) - 1);
	(void)n;
	_exit(NR_MEM_STATUS);
}

void *
nr_malloc(size_t size)
{
	void *p = malloc(size > 0 ? size : 1);

	if (p == NULL)
		nr_out_of_memory();
	return p;
}

void *
nr_calloc(size_t n, size_t size)
{
	void *p = calloc(n > 0 ? n : 1, size > 0 ? size : 1);

	if (p == NULL)
		nr_out_of_memory();
	return p;
}

void *
nr_reallocarray(void *p, size_t n, size_t size)
{
	if (size > 0 && n > SIZE_MAX / size)
		nr_out_of_memory();
	p = realloc(p, n * size > 0 ? n * size : 1);
	if (p == NULL)
		nr_out_of_memory();
	return p;
}

char *
nr_strdup(const char *s)
{
	return nr_strndup(s, strlen(s));
}

char *
nr_strndup(const char *s, size_t n)
{
	n = strnlen(s, n);
	char *copy = nr_malloc(n + 1);

	memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

void *
nr_grow(void *p, size_t *cap, size_t need, size_t size)
{
	if (need <= *cap)
		return p;
	size_t n = *cap > 0 ? *cap + *cap / 2 : 8;

	if (n < need)
		n = need;
	p = nr_reallocarray(p, n, size);
	*cap = n;
	return p;
}

void
nr_mem_trim(void)
{
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}
