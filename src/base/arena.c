/* Arena allocator: blocks of memory that are released at once. */
#include "config.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/arena.h"
#include "newsreader/mem.h"

enum {
	BLOCK_MIN = 4096,
	BLOCK_MAX = 64 * 1024,
	ALIGN = alignof(max_align_t)
};

struct nr_arena_block {
	struct nr_arena_block *next;
	size_t size;		/* bytes of data, a multiple of ALIGN */
	alignas(max_align_t) char data[];
};

static struct nr_arena_block *
new_block(size_t size)
{
	struct nr_arena_block *block;

	if (size > SIZE_MAX / 2)
		nr_reallocarray(NULL, size, SIZE_MAX);	/* ends the program */
	size = (size + ALIGN - 1) / ALIGN * ALIGN;
	block = nr_calloc(1, sizeof *block + size);
	block->size = size;
	return block;
}

/* Free space ends at the aligned end of the block, so that an aligned `left` gives an
 * aligned address. */
static void *
take(struct nr_arena *a, size_t size)
{
	if (size <= a->left) {
		void *p = a->head->data + (a->head->size - a->left);

		a->left -= size;
		return p;
	}
	size_t want = a->head == NULL ? BLOCK_MIN
		: a->head->size < BLOCK_MAX ? a->head->size * 2 : BLOCK_MAX;

	if (a->head != NULL && size > want / 4) {
		/* A large allocation gets its own block; the head block keeps its free
		 * space. */
		struct nr_arena_block *own = new_block(size);

		own->next = a->head->next;
		a->head->next = own;
		return own->data;
	}
	struct nr_arena_block *block = new_block(want > size ? want : size);

	block->next = a->head;
	a->head = block;
	a->left = block->size - size;
	return block->data;
}

void *
nr_arena_alloc(struct nr_arena *a, size_t size)
{
	a->left -= a->left % ALIGN;
	return take(a, size);
}

char *
nr_arena_strndup(struct nr_arena *a, const char *s, size_t n)
{
	char *copy = take(a, n + 1);

	memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

void
nr_arena_clear(struct nr_arena *a)
{
	struct nr_arena kept = { .head = a->head };
	struct nr_arena rest = { .head = a->head ? a->head->next : NULL };

	if (kept.head) {
		kept.left = kept.head->size;
		kept.head->next = NULL;
		memset(kept.head->data, 0, kept.head->size - a->left);
	}
	nr_arena_release(&rest);
	*a = kept;
}

void
nr_arena_release(struct nr_arena *a)
{
	while (a->head != NULL) {
		struct nr_arena_block *next = a->head->next;

		free(a->head);
		a->head = next;
	}
	a->left = 0;
}
