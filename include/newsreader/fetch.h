/*
 * Fetch: many pages of the web at once. A fetcher is driven by one thread, in which
 * SIGPIPE is ignored or blocked. An error of one page is an outcome in the response that its
 * done() gets.
 *
 * Only http and https, by GET. Certificates are always verified. Nothing tells who reads:
 * no cookies, no referrer, no credentials (none from .netrc, and an address with a user
 * name is refused). Connections are used again, HTTP/2 where the server has it, and every
 * compression that libcurl knows is asked for.
 *
 * Addresses come from strangers. So a host whose address is not one of the internet
 * (loopback, private, link-local, multicast, ...) is refused, unless allow_private names
 * it. What is looked at is the address that is about to be connected to, for the first
 * request as for every redirect; what the name means a moment later changes nothing.
 *
 * A request to an archive or a cache discloses the address of the page to that third party.
 * This holds where `tells` names the page, and where the host of the request or of a redirect
 * is the archive's or a known cache's. Such a request is refused if the address is private:
 * its host is not on the internet or is in allow_private, or it has a user name or a
 * parameter like "token". Without a proxy the host is looked up first, and a special address
 * or any error but "no such name" also refuses the request.
 *
 * The variables http_proxy, https_proxy, all_proxy and no_proxy are read when a fetcher is
 * made, HTTPS_PROXY, ALL_PROXY and NO_PROXY too. The proxy was chosen by the reader and may
 * have any address. Through it only the host's name can be looked at: addresses written out
 * and names of local networks (a single label, .local, .internal, ...) are refused, but what
 * other names stand for is known to the proxy alone, and it is for the proxy to protect the
 * network behind it.
 */
#ifndef NEWSREADER_FETCH_H
#define NEWSREADER_FETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/buf.h"
#include "newsreader/error.h"

enum nr_fetch_outcome {
	NR_FETCH_OK,		/* 200 or 203, and the body is there */
	NR_FETCH_NOT_MODIFIED,	/* what the etag or last_modified of the request is of */
	NR_FETCH_DNS,		/* no such host, or nobody to ask */
	NR_FETCH_CONNECT,	/* the host or the proxy does not take the connection */
	NR_FETCH_TIMEOUT,	/* limit connect_ms or total_ms */
	NR_FETCH_STALLED,	/* limit stall_ms */
	NR_FETCH_TLS,		/* no safe connection: certificate, protocol */
	NR_FETCH_STATUS,	/* 4xx, 5xx, and what else is no page */
	NR_FETCH_TOO_BIG,	/* body over max_bytes, or endless headers */
	NR_FETCH_WRONG_TYPE,	/* not of a type asked for */
	NR_FETCH_REFUSED,	/* a private address, or a third party would learn one */
	NR_FETCH_TOO_MANY_REDIRECTS,
	NR_FETCH_BAD_REDIRECT,	/* to nowhere, or to what nr_net_check_url refuses */
	NR_FETCH_BROKEN,	/* cut off, reset, badly compressed, or not HTTP */
	NR_FETCH_CANCELLED,
	NR_FETCH_SYSTEM,	/* out of memory or descriptors */
	NR_FETCH_N
};

/* "ok", "not modified", "dns", "connect", "time-out", ...: a word for lists and logs. */
const char *nr_fetch_outcome_name(enum nr_fetch_outcome outcome);

/* A member that is 0 has its default. */
struct nr_fetch_limits {
	unsigned connect_ms;	/* until name, connection and TLS stand: 10,000 */
	unsigned total_ms;	/* with all redirects, without waiting for a turn: 60,000 */
	unsigned stall_ms;	/* 15,000 ... */
	unsigned stall_bytes;	/* ... in which fewer bytes came than these: 1,000 */
	unsigned redirects;	/* 10 */
	unsigned per_host;	/* connections in use, 2 */
	unsigned in_all;	/* connections, 8 */
	unsigned kept_back;	/* of these, for requests that are `first`; 0 */
	size_t max_bytes;	/* of a body, decompressed: 8 MiB */
};

struct nr_fetch_options {
	/* Hosts that may have any address, NULL-terminated; may be NULL. "nas.example" is
	 * every port of it, "nas.example:8080" and "[::1]:8080" only that one. */
	const char *const *allow_private;
	/* Whose host is an archive's, as above; what follows the host does not matter. NULL: no
	 * archive. */
	const char *archive_url;
	/* A PEM file with certificate authorities to trust, or NULL. It takes the place of the
	 * system's file; a folder of authorities that libcurl was built with still counts. */
	const char *ca_file;
	struct nr_fetch_limits limits;
};

struct nr_response {
	enum nr_fetch_outcome outcome;
	uint64_t id;		/* nr_fetcher_add's */
	unsigned status;	/* of the last answer, 0 if there was none */
	const char *url;	/* the last one asked, after redirects */
	unsigned redirects;
	const char *type;	/* Content-Type as sent, printable ASCII; "" without one */
	const char *etag;	/* to be sent back as they are; "" if there are none */
	const char *last_modified;
	struct nr_buf body;	/* decompressed; done() may take it; empty if not OK */
	uint64_t received;	/* bytes of headers and bodies as they came */
	const char *message;	/* why not OK: one clean line that names the host; else "" */
};

/* In the thread that drives the fetcher. May call nr_fetcher_add and _cancel. What r points
 * to goes afterwards. */
typedef void nr_fetch_done(void *ctx, struct nr_response *r);

struct nr_fetch_request {
	const char *url;
	const char *etag;		/* of what is there already; NULL or "": nothing */
	const char *last_modified;
	/* The Accept header, as "text/html, application/xhtml+xml, image/x;q=0.5". A page of another
	 * type is not loaded; one without a type is. NULL: everything. */
	const char *accept;
	const char *tells;		/* the address that url names to its host, or NULL */
	size_t max_bytes;		/* 0: that of the limits */
	bool first;			/* goes before those that wait for a connection */
	nr_fetch_done *done;		/* never NULL; called exactly once */
	void *ctx;
};

struct nr_fetcher;

/* Not in two threads at once. -1 if libcurl or ca_file cannot be loaded. */
int nr_fetcher_new(const struct nr_fetch_options *options, struct nr_fetcher **out,
	struct nr_error *err);
/* Cancels what is left (their done() is called, nothing can be added there) and closes all
 * connections. */
void nr_fetcher_free(struct nr_fetcher *f);

/* From any thread, also in a done(): */

/* Ask for a page. The address is read as by nr_url_clean. Copies the request. *id (may be
 * NULL) is never 0. Returns -1, and done() will not be called, if nr_net_check_url refuses
 * the address or a header cannot be sent. */
int nr_fetcher_add(struct nr_fetcher *f, const struct nr_fetch_request *request, uint64_t *id,
	struct nr_error *err);
/* The page is one of those that are `first` by now, if it was not done before. */
void nr_fetcher_hurry(struct nr_fetcher *f, uint64_t id);
/* The next nr_fetcher_run calls done() with CANCELLED, if it was not called before. */
void nr_fetcher_cancel(struct nr_fetcher *f, uint64_t id);
/* The same for every page added up to now. */
void nr_fetcher_cancel_all(struct nr_fetcher *f);
/* A running nr_fetcher_run returns soon, or else the next does without waiting. */
void nr_fetcher_wake(struct nr_fetcher *f);

/* Make progress: wait at most wait_ms for something to do, and do it. Returns the pages
 * whose done() has still to be called. A caller that has nothing else to look after loops
 * until that is 0. */
size_t nr_fetcher_run(struct nr_fetcher *f, unsigned wait_ms);

#endif
