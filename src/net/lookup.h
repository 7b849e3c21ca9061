/*
 * Lookup: resolves hosts in a detached thread, because a resolver may take half a minute
 * and cannot be interrupted.
 */
#ifndef NET_LOOKUP_H
#define NET_LOOKUP_H

#include <netdb.h>
#include <stdbool.h>

#include "newsreader/error.h"

struct nr_lookup_answer {
	bool may_disclose;
	/* reason if not: "news.example, which is 10.1.2.3, a private address" */
	char why[512];
};

/* Look up the hosts, one a line. Returns a descriptor that becomes readable with the
 * answer; pass it to nr_lookup_take, or close it to ignore the answer. -1 if no thread
 * can be started. */
int nr_lookup_start(const char *hosts, struct nr_error *err);
/* Read the answer from a readable descriptor and close it. */
void nr_lookup_take(int fd, struct nr_lookup_answer *out);

/* Classify the result of getaddrinfo for a host. The host may be disclosed if all its
 * addresses are on the internet, or if the name does not exist. */
void nr_lookup_classify(const char *host, int code, const struct addrinfo *list,
	struct nr_lookup_answer *out);

#endif
