/*
 * Lookup: the addresses of hosts, found out in a thread of its own, since a
 * resolver may take half a minute and cannot be interrupted.
 */
#ifndef NET_LOOKUP_H
#define NET_LOOKUP_H

#include <netdb.h>
#include <stdbool.h>

#include "newsreader/error.h"

struct nr_lookup_answer {
	bool may_be_told;
	char why[512];		/* not, as "news.example, which is 10.1.2.3, a private address" */
};

/* Look up the hosts, a line each. Returns a descriptor that becomes readable with the answer;
 * close it if the answer is not wanted any more. -1 if no thread can be started. */
int nr_lookup_start(const char *hosts, struct nr_error *err);
/* Takes the answer from a descriptor that is readable, and closes it. */
void nr_lookup_take(int fd, struct nr_lookup_answer *out);

/* Judge the answer of getaddrinfo for a host, its code and its list. Others may learn of the
 * host if all its addresses are on the internet, or if no such name exists. */
void nr_lookup_classify(const char *host, int code, const struct addrinfo *list,
	struct nr_lookup_answer *out);

#endif
