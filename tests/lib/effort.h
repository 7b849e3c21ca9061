/*
 * Effort: how much a test does. What would take too long for every run is done in full
 * with $NEWSREADER_THOROUGH set, and in part without.
 */
#ifndef LIB_EFFORT_H
#define LIB_EFFORT_H

#include <stddef.h>
#include <stdlib.h>

static inline size_t
effort(size_t quick, size_t thorough)
{
	const char *v = getenv("NEWSREADER_THOROUGH");

	return v != NULL && *v != '\0' ? thorough : quick;
}

#endif
