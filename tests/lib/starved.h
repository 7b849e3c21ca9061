/*
 * Starved: runs of the program in which allocations fail. Link starved.c into the test: it
 * holds the program and the allocator.
 */
#ifndef LIB_STARVED_H
#define LIB_STARVED_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "newsreader/buf.h"

/* Shared with the program, which runs in a process of its own. */
struct starved_plan {
	atomic_size_t count;	/* allocations so far */
	size_t fail;		/* this one gives nothing, from 1 on; 0: none */
	bool all;		/* nor do those that follow */
};

extern struct starved_plan *starved_plan;
extern bool starved_counting;	/* in the program alone */

struct starved_run {
	int status;		/* of waitpid */
	struct nr_buf out, err;
};

void starved_release(struct starved_run *r);

/* Of cmocka: *state is a folder with articles in news, and page.html and marks, which is
 * the home of the program. util_teardown removes it. */
int starved_setup(void **state);
/* Sanitizers have allocators of their own. */
void starved_skip_if_sanitized(void);

/* The next run fails at this allocation, from 1 on; at all that follow if it is odd. 0: at
 * none. */
void starved_arm(size_t fail);
/* In a child. */
_Noreturn void starved_become_program(char **argv);
/* Run it with no index and no marks. dir is that of starved_setup. */
struct starved_run starved_run(const char *dir, char **argv, size_t fail);

#endif
