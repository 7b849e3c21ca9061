/*
 * Transfer: the download of one page, from the request over redirects to the response. It
 * does not know other transfers; the fetcher decides when it may use a connection.
 */
#ifndef NET_TRANSFER_H
#define NET_TRANSFER_H

#include <stdbool.h>
#include <stdint.h>

#include "net/curl.h"
#include "net/endpoint.h"
#include "newsreader/fetch.h"

/* Settings shared by all transfers of a fetcher; constant. */
struct nr_transfer_client {
	struct nr_curl curl;
	struct nr_fetch_limits limits;	/* all set, no zeros */
	char **allow_private;		/* NULL-terminated */
	char *archive_host;		/* or NULL */
	char *ca_file;			/* or NULL */
	char *http_proxy, *https_proxy, *no_proxy;	/* each may be NULL */
};

/* Fill *s from the options and the environment. Returns 0 or -1; *s must be released in
 * both cases. */
int nr_transfer_client_init(struct nr_transfer_client *s, const struct nr_fetch_options *options,
	struct nr_error *err);
void nr_transfer_client_release(struct nr_transfer_client *s);

/* Headers of the current hop. */
struct nr_transfer_head {
	unsigned status;
	bool complete;		/* later headers are trailers */
	uint64_t length;	/* Content-Length, if sent */
	char *type, *etag, *last_modified, *location;	/* NULL if missing */
};

struct nr_transfer {
	struct nr_transfer *next;	/* used by the fetcher */
	const struct nr_transfer_client *setup;
	uint64_t id;
	struct nr_endpoint endpoint;		/* of the current hop */
	CURL *easy;
	struct curl_slist *headers;	/* of the request */
	char *accept;			/* or NULL */
	char *tells;			/* or NULL */
	bool conditional;
	bool first;
	size_t max_bytes;
	nr_fetch_done *done;
	void *ctx;

	/* State of the current hop */
	bool may_disclose;			/* disclosure of a page URL was checked */
	int lookup;			/* descriptor of nr_lookup_start, -1 if none */
	uint64_t lookup_until;
	bool looked;			/* the lookup ended, and nothing was sent yet */
	bool through_proxy;
	bool may_be_private;
	bool opened;			/* at least one socket was opened */
	char refused[128];		/* why the first refused address was refused */
	bool stalled;
	struct nr_transfer_head head;
	size_t header_bytes;
	size_t thrown_away;		/* bytes of an unwanted body */
	uint64_t hop_began;		/* milliseconds */
	uint64_t left_ms;		/* rest of total_ms at its begin */
	uint64_t window_began;		/* start of the stall window, milliseconds */
	uint64_t window_bytes;		/* bytes received before it */
	char curl_text[CURL_ERROR_SIZE];

	/* State of the whole transfer */
	unsigned redirects;
	uint64_t used_ms;
	uint64_t received;
	struct nr_buf body;
	bool decided;			/* outcome and message are final */
	enum nr_fetch_outcome outcome;
	struct nr_buf message;
};

/* NULL with the reason in *err if the request cannot be sent. */
struct nr_transfer *nr_transfer_new(const struct nr_transfer_client *setup,
	const struct nr_fetch_request *request, struct nr_error *err);
void nr_transfer_free(struct nr_transfer *t);

/* In request.c. Prepare t->easy for the next hop. Returns 0; -1 if nothing is to be sent,
 * with the outcome decided; 1 if t->lookup has to be waited for with nr_transfer_look. */
int nr_transfer_begin(struct nr_transfer *t, uint64_t now);
/* Milliseconds until t->lookup has to be checked again; 0 if the lookup is over, and with
 * it the hop. */
unsigned nr_transfer_look(struct nr_transfer *t, uint64_t now);
/* End the hop; code is libcurl's. True if another hop is to follow, at t->endpoint;
 * otherwise the outcome is decided. */
bool nr_transfer_end(struct nr_transfer *t, CURLcode code, uint64_t now);
/* Milliseconds until the next check; 0 if the transfer stalled and the hop has to be
 * ended. */
unsigned nr_transfer_watch(struct nr_transfer *t, uint64_t now);

/* Decide the outcome, unless it is decided. The message is the host and the formatted
 * text, cleaned. */
void nr_transfer_decide(struct nr_transfer *t, enum nr_fetch_outcome outcome,
	const char *fmt, ...) NR_PRINTF(3, 4);
/* Report the outcome: call done(). */
void nr_transfer_tell(struct nr_transfer *t);

/* ---- internal to transfer.c, request.c and response.c ---- */

/* Decide a time-out, by connect_ms or total_ms; `connected`: the request was sent. */
void nr_transfer_decide_timeout(struct nr_transfer *t, bool connected);
/* True if the body of a response with this status is the page. */
bool nr_transfer_is_page(unsigned status);
void nr_transfer_head_release(struct nr_transfer_head *head);
/* In response.c: CURLOPT_HEADERFUNCTION and CURLOPT_WRITEFUNCTION; userdata is the
 * transfer. */
size_t nr_transfer_take_header(char *data, size_t size, size_t n, void *userdata);
size_t nr_transfer_take_body(char *data, size_t size, size_t n, void *userdata);

#endif
