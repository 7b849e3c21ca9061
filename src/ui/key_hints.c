/* Fits hints on keys into a line. */
#include "config.h"

#include "ui/key_hints.h"

#include <string.h>

static const char gap[] = "  ";

/* The offset of the last gap in the first n bytes; 0 if there is none. */
static size_t
last_gap(const char *keys, size_t n)
{
	while (n > 0 && strncmp(keys + n, gap, strlen(gap)) != 0)
		n--;
	return n;
}

void
ui_key_hints_fit(const char *keys, int cols, struct nr_buf *out)
{
	size_t room = cols > 0 ? (size_t)cols : 0, n = strlen(keys);
	size_t head = last_gap(keys, n), tail = head;

	while (head > 0 && head + (n - tail) > room)
		head = last_gap(keys, head - 1);
	nr_buf_add(out, keys, head);
	nr_buf_addz(out, keys + tail + (head > 0 || tail == 0 ? 0 : strlen(gap)));
}
