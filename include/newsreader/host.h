/*
 * Hosts of web addresses: as they are written, as the network has them, and as the screen
 * shows them.
 */
#ifndef NEWSREADER_HOST_H
#define NEWSREADER_HOST_H

#include <stddef.h>

#include "newsreader/buf.h"

enum { NR_HOST_MAX = 253 };	/* bytes of a host in ASCII */

/* Append the canonical ASCII spelling of the n bytes of a host (WHATWG URL, host
 * parsing): percent-encoding undone, UTF-8 mapped and turned into punycode (UTS #46), lower
 * case, no dots at the end, IPv4 in any spelling (127.1, 0x7f.1, 017700000001) as four
 * decimal numbers, IPv6 in brackets, shortened and without its zone. Returns -1
 * and appends nothing if it is not a host. */
int nr_host_ascii(const char *host, size_t n, struct nr_buf *out);

/* Append the n bytes of a host from nr_host_ascii as a reader knows it: punycode becomes
 * Unicode. A label stays punycode when it could pass for another one: letters of
 * scripts that are not written together, of a script that is not in everyday use or not
 * meant for words, digits of two kinds, or Cyrillic that looks like Latin throughout (UTS
 * #39, highly restrictive). */
void nr_host_show(const char *ascii, size_t n, struct nr_buf *out);

#endif
