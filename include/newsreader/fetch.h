/*
 * Fetch: concurrent downloads of web pages. A fetcher is driven by one thread, in which
 * SIGPIPE is ignored or blocked. An error of a download is the outcome in the response
 * passed to its done().
 *
 * Only GET requests by http and https. Certificates are always verified. Requests do not
 * identify the user: no cookies, no referrer, no credentials (none from .netrc, and a URL
 * with a user name is refused). Connections are reused, with HTTP/2 if the server
 * supports it, and every compression that libcurl supports is accepted.
 *
 * URLs come from untrusted sources. So a host whose address is not a public internet
 * address (loopback, private, link-local, multicast, ...) is refused, unless
 * allow_private names it. The check applies to the very address that is connected to, for
 * the first request and for every redirect, so a later DNS change cannot evade it.
 *
 * A request to an archive or a cache discloses the URL of the page to that third party.
 * This is the case if `tells` names the page, or if the host of the request or of a
 * redirect is the archive's or a known cache's. Such a request is refused if the URL is
 * private: its host is not on the internet or is in allow_private, or it has a user name
 * or a parameter like "token". Without a proxy the host is looked up first; a special
 * address, or any error except "no such name", also refuses the request.
 *
 * The variables http_proxy, https_proxy, all_proxy and no_proxy are read when a fetcher
 * is made, HTTPS_PROXY, ALL_PROXY and NO_PROXY too. The user chose the proxy, so it may
 * have any address. With a proxy only the host's name can be checked: literal private
 * addresses and names of local networks (a single label, .local, .internal, ...) are
 * refused, but only the proxy resolves other names, so it has to protect its
 * network.
 */
#ifndef NEWSREADER_FETCH_H
#define NEWSREADER_FETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/buf.h"
#include "newsreader/error.h"

enum nr_fetch_outcome {
	NR_FETCH_OK,		/* 200 or 203, with a body */
	NR_FETCH_NOT_MODIFIED,	/* the request's etag or last_modified is current */
	NR_FETCH_DNS,		/* no such host, or no name server answers */
	NR_FETCH_CONNECT,	/* the host or proxy refuses the connection */
	NR_FETCH_TIMEOUT,	/* connect_ms or total_ms exceeded */
	NR_FETCH_STALLED,	/* too slow, see stall_ms */
	NR_FETCH_TLS,		/* no secure connection: certificate, protocol */
	NR_FETCH_STATUS,	/* 4xx, 5xx, or another status without a page */
	NR_FETCH_TOO_BIG,	/* body over max_bytes, or endless headers */
	NR_FETCH_WRONG_TYPE,	/* not a type of `accept` */
	NR_FETCH_REFUSED,	/* private host, or disclosure of a private URL */
	NR_FETCH_TOO_MANY_REDIRECTS,
	NR_FETCH_BAD_REDIRECT,	/* invalid, or refused by nr_net_check_url */
	NR_FETCH_BROKEN,	/* truncated, reset, badly compressed, or not HTTP */
	NR_FETCH_CANCELLED,
	NR_FETCH_SYSTEM,	/* out of memory or descriptors */
	NR_FETCH_N
};

/* A word for lists and logs: "ok", "not modified", "dns", "connect", "time-out", ... */
const char *nr_fetch_outcome_name(enum nr_fetch_outcome outcome);

/* A member that is 0 has its default. */
struct nr_fetch_limits {
	unsigned connect_ms;	/* for lookup, connection and TLS: 10,000 */
	/* with all redirects, without the time in the queue: 60,000 */
	unsigned total_ms;
	unsigned stall_ms;	/* 15,000 ms ... */
	unsigned stall_bytes;	/* ... in which fewer bytes arrived: 1,000 */
	unsigned redirects;	/* default 10 */
	unsigned per_host;	/* open connections: 2 */
	unsigned in_all;	/* connections in total: 8 */
	unsigned kept_back;	/* of these, reserved for `first` requests: 0 */
	size_t max_bytes;	/* of a decompressed body: 8 MiB */
};

struct nr_fetch_options {
	/* Hosts that may have any address, NULL-terminated; may be NULL. "nas.example"
	 * allows every port, "nas.example:8080" and "[::1]:8080" only this one. */
	const char *const *allow_private;
	/* A URL whose host is the archive's, see above; the rest of it is ignored. NULL:
	 * no archive. */
	const char *archive_url;
	/* PEM file of trusted certificate authorities, or NULL. It replaces the system's
	 * file; a folder of authorities compiled into libcurl is still used. */
	const char *ca_file;
	struct nr_fetch_limits limits;
};

struct nr_response {
	enum nr_fetch_outcome outcome;
	uint64_t id;		/* from nr_fetcher_add */
	unsigned status;	/* of the last response, 0 if there was none */
	const char *url;	/* the last one requested, after redirects */
	unsigned redirects;
	const char *type;	/* Content-Type as sent, printable ASCII; "" if missing */
	const char *etag;	/* for a later request; "" if missing */
	const char *last_modified;
	struct nr_buf body;	/* decompressed; done() may take it; empty unless OK */
	uint64_t received;	/* bytes of headers and bodies as transferred */
	const char *message;	/* reason, one clean line that names the host; "" if OK */
};

/* Called in the thread that drives the fetcher. May call nr_fetcher_add and _cancel. *r
 * is only valid during the call. */
typedef void nr_fetch_done(void *ctx, struct nr_response *r);

struct nr_fetch_request {
	const char *url;
	const char *etag;		/* validator of a kept page; NULL or "": none */
	const char *last_modified;
	/* The Accept header, e.g. "text/html, application/xhtml+xml, image/x;q=0.5". A
	 * page of another type is not downloaded; one without a type is. NULL:
	 * everything. */
	const char *accept;
	/* the page URL that `url` discloses to its host, or NULL */
	const char *tells;
	size_t max_bytes;		/* 0: the limit of the fetcher */
	bool first;			/* served before other queued requests */
	nr_fetch_done *done;		/* never NULL; called exactly once */
	void *ctx;
};

struct nr_fetcher;

/* Must not run in two threads at once. Returns -1 if libcurl or ca_file cannot be
 * loaded. */
int nr_fetcher_new(const struct nr_fetch_options *options, struct nr_fetcher **out,
	struct nr_error *err);
/* Cancel the remaining requests (their done() is called and must not add any) and close
 * all connections. */
void nr_fetcher_free(struct nr_fetcher *f);

/* The following functions may be called from any thread, also in a done(). */

/* Queue a request, which is copied. The URL is normalised as by nr_url_clean. *id (may be
 * NULL) is never 0. Returns -1, and done() is not called, if nr_net_check_url refuses the
 * URL or a header cannot be sent. */
int nr_fetcher_add(struct nr_fetcher *f, const struct nr_fetch_request *request, uint64_t *id,
	struct nr_error *err);
/* Make the request one of the `first` ones, unless it is done. */
void nr_fetcher_hurry(struct nr_fetcher *f, uint64_t id);
/* The next nr_fetcher_run calls done() with CANCELLED, unless it was called already. */
void nr_fetcher_cancel(struct nr_fetcher *f, uint64_t id);
/* Make the running nr_fetcher_run, or the next one, return without waiting. */
void nr_fetcher_wake(struct nr_fetcher *f);

/* Wait up to wait_ms for events and handle them. Returns the number of requests whose
 * done() was not called yet; a caller without other work loops until that is 0. */
size_t nr_fetcher_run(struct nr_fetcher *f, unsigned wait_ms);

#endif
