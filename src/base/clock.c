/* The monotonic clock. */
#include "config.h"

#include "newsreader/clock.h"

#include <time.h>

int64_t
nr_clock_ms(void)
{
	struct timespec t = { 0, 0 };

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
