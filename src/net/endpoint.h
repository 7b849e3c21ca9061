/*
 * Endpoint: a web address as libcurl parses it, in parts, and the lists that hosts are
 * looked up in.
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

/* Set *p to url, which is relative to *p if that is set already (a Location header). url
 * is normalised as by nr_url_clean. Returns 0, or -1 with the reason and *p unchanged,
 * also if nr_net_check_url refuses the URL. */
int nr_endpoint_resolve(struct nr_endpoint *p, const struct nr_curl *curl, const char *url,
	struct nr_error *err);
void nr_endpoint_release(struct nr_endpoint *p);

/* The host of "host" or "host:port" by nr_host_ascii, without []; the caller frees it.
 * NULL if it is not a host. */
char *nr_endpoint_host(const char *authority, size_t n);

/* True if the NULL-terminated list (NULL: empty) has an entry for the host and port:
 * "host", "host:port", "[::1]", "[::1]:port", "::1"; for port 0, one with any port. */
bool nr_endpoint_is_listed(const char *host, unsigned port, const char *const *list);
/* True if a no_proxy variable (NULL: empty) includes the endpoint: "*", or hosts, domains
 * with or without a leading dot, addresses and networks (10.0.0.0/8), separated by commas
 * or blanks. */
bool nr_endpoint_in_no_proxy(const struct nr_endpoint *p, const char *list);

#endif
