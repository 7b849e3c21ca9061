/*
 * Place: an address of the web as libcurl reads it, in its parts, and the lists that hosts
 * are looked up in.
 */
#ifndef NET_ENDPOINT_H
#define NET_ENDPOINT_H

#include <stdbool.h>
#include <stddef.h>

#include "net/curl.h"

struct nr_endpoint {
	char *url;
	char *scheme;		/* "http" or "https" */
	char *host;		/* by nr_host_ascii, without [] */
	unsigned port;
};

#define NR_ENDPOINT_INIT { NULL, NULL, NULL, 0 }

/* Becomes what url says, or what it says in relation to the place if that is one already
 * (url is a Location then); url is read as by nr_url_clean. 0, or -1 with the reason and the
 * place as it was, also for everything that nr_net_check_url refuses. */
int nr_endpoint_resolve(struct nr_endpoint *p, const struct nr_curl *curl, const char *url,
	struct nr_error *err);
void nr_endpoint_release(struct nr_endpoint *p);

/* The host of "host" or "host:port" by nr_host_ascii, without []; the caller's. NULL if it is
 * none. */
char *nr_endpoint_host(const char *authority, size_t n);

/* True if the list below has the host, with any port. */
bool nr_endpoint_is_listed(const char *host, const char *const *list);
/* True if an entry of the NULL-terminated list (NULL is an empty one) names the place:
 * "host", "host:port", "[::1]", "[::1]:port", "::1". */
bool nr_endpoint_in_list(const struct nr_endpoint *p, const char *const *list);
/* True if a no_proxy variable (NULL is an empty one) names the place: "*", or hosts,
 * domains with or without a dot before, addresses and networks (10.0.0.0/8) after commas
 * or blanks. */
bool nr_endpoint_in_no_proxy(const struct nr_endpoint *p, const char *list);

#endif
