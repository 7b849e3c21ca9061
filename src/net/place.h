/*
 * Place: an address of the web as libcurl reads it, in its parts, and the lists that hosts
 * are looked up in.
 */
#ifndef NET_PLACE_H
#define NET_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "net/curl.h"

struct nr_place {
	char *url;
	char *scheme;		/* "http" or "https" */
	char *host;		/* by nr_host_ascii, without [] */
	unsigned port;
};

#define NR_PLACE_INIT { NULL, NULL, NULL, 0 }

/* Becomes what url says, or what it says in relation to the place if that is one already
 * (url is a Location then); url is read as by nr_url_clean. 0, or -1 with the reason and the
 * place as it was, also for everything that nr_net_check_url refuses. */
int nr_place_go(struct nr_place *p, const struct nr_curl *curl, const char *url,
	struct nr_error *err);
void nr_place_release(struct nr_place *p);

/* The host of "host" or "host:port" by nr_host_ascii, without []; the caller's. NULL if it is
 * none. */
char *nr_place_host(const char *authority, size_t n);

/* True if the list below has the host, with any port. */
bool nr_place_is_listed(const char *host, const char *const *list);
/* True if an entry of the NULL-terminated list (NULL is an empty one) names the place:
 * "host", "host:port", "[::1]", "[::1]:port", "::1". */
bool nr_place_in_list(const struct nr_place *p, const char *const *list);
/* True if a no_proxy variable (NULL is an empty one) names the place: "*", or hosts,
 * domains with or without a dot before, addresses and networks (10.0.0.0/8) after commas
 * or blanks. */
bool nr_place_in_no_proxy(const struct nr_place *p, const char *list);

#endif
