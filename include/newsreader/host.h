/*
 * Hosts of URLs: their ASCII form for the network and their Unicode form for the screen.
 */
#ifndef NEWSREADER_HOST_H
#define NEWSREADER_HOST_H

#include <stddef.h>

#include "newsreader/buf.h"

enum { NR_HOST_MAX = 253 };	/* bytes of a host in ASCII */

/* Append the canonical ASCII form of the n bytes of a host (WHATWG URL, host parsing):
 * percent-decoded, UTF-8 mapped and converted to punycode (UTS #46), lower case, no
 * trailing dots, IPv4 in any notation (127.1, 0x7f.1, 017700000001) as four decimal
 * numbers, IPv6 in brackets, shortened and without its zone. Returns -1 and appends
 * nothing if it is not a host. */
int nr_host_ascii(const char *host, size_t n, struct nr_buf *out);

/* Append the n bytes of a host from nr_host_ascii for the user: punycode becomes Unicode.
 * A label stays punycode if it could be mistaken for another one: letters of scripts that
 * are not used together, scripts that are not in everyday use or not meant for words,
 * digits of two kinds, or Cyrillic that looks like Latin throughout (UTS #39, highly
 * restrictive). */
void nr_host_show(const char *ascii, size_t n, struct nr_buf *out);

#endif
