/*
 * Clock: the time that only goes forward, for limits and pauses.
 */
#ifndef NEWSREADER_CLOCK_H
#define NEWSREADER_CLOCK_H

#include <stdint.h>

/* Milliseconds since some point in the past; never goes back, whatever the date is set to. */
int64_t nr_clock_ms(void);

#endif
