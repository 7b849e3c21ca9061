/*
 * Transfer: one page on its way, from the request over redirects to the response. Knows
 * nothing of other transfers; the fetcher decides when it may use a connection.
 */
#ifndef NET_TRANSFER_H
#define NET_TRANSFER_H

#include <stdbool.h>
#include <stdint.h>

#include "net/curl.h"
#include "net/endpoint.h"
#include "newsreader/fetch.h"

/* What all transfers of a fetcher share; never changes. */
struct nr_transfer_client {
	struct nr_curl curl;
	struct nr_fetch_limits limits;	/* no member is 0 */
	char **allow_private;		/* NULL-terminated */
	char *archive_host;		/* or NULL */
	char *ca_file;			/* or NULL */
	char *http_proxy, *https_proxy, *no_proxy;	/* each may be NULL */
};

/* Fill *s from the options and the environment. 0 or -1; release it in both cases. */
int nr_transfer_client_init(struct nr_transfer_client *s, const struct nr_fetch_options *options,
	struct nr_error *err);
void nr_transfer_client_release(struct nr_transfer_client *s);

/* What the last hop's headers said. */
struct nr_transfer_head {
	unsigned status;
	bool complete;		/* further headers are trailers */
	uint64_t length;	/* of the body as it is sent, if that was said */
	char *type, *etag, *last_modified, *location;	/* NULL if there was none */
};

struct nr_transfer {
	struct nr_transfer *next;	/* the fetcher's */
	const struct nr_transfer_client *setup;
	uint64_t id;
	struct nr_endpoint endpoint;		/* of the hop */
	CURL *easy;
	struct curl_slist *headers;	/* of the request */
	char *accept;			/* or NULL */
	char *tells;			/* or NULL */
	bool conditional;
	bool first;
	size_t max_bytes;
	nr_fetch_done *done;
	void *ctx;

	/* of the hop */
	bool may_tell;			/* the address that the host learns was checked */
	int lookup;			/* descriptor of nr_lookup_start, -1 if there is none */
	uint64_t lookup_until;
	bool looked;			/* the lookup is over, and nothing was sent yet */
	bool through_proxy;
	bool may_be_private;
	bool opened;			/* at least one socket */
	char refused[128];		/* why the first address was that was not opened */
	bool stalled;
	struct nr_transfer_head head;
	size_t header_bytes;
	size_t thrown_away;		/* bytes of a body that nobody wants */
	uint64_t hop_began;		/* milliseconds */
	uint64_t left_ms;		/* of total_ms when it began */
	uint64_t window_began;		/* in which stall_bytes have to come */
	uint64_t window_bytes;		/* received when it began */
	char curl_text[CURL_ERROR_SIZE];

	/* of all hops */
	unsigned redirects;
	uint64_t used_ms;
	uint64_t received;
	struct nr_buf body;
	bool decided;			/* outcome and message stand */
	enum nr_fetch_outcome outcome;
	struct nr_buf message;
};

/* NULL with the reason if the request cannot be sent. */
struct nr_transfer *nr_transfer_new(const struct nr_transfer_client *setup,
	const struct nr_fetch_request *request, struct nr_error *err);
void nr_transfer_free(struct nr_transfer *t);

/* In hop.c. Prepare t->easy for the next hop. -1 if nothing is to be sent: the outcome is
 * decided. 1 if t->lookup has to be waited for: nr_transfer_look says how it goes. */
int nr_transfer_begin(struct nr_transfer *t, uint64_t now);
/* Milliseconds until the next look at t->lookup is due; 0: it is over, and so is the hop. */
unsigned nr_transfer_look(struct nr_transfer *t, uint64_t now);
/* The hop is over; code is libcurl's. True if there is to be another one, at t->endpoint;
 * else the outcome is decided. */
bool nr_transfer_end(struct nr_transfer *t, CURLcode code, uint64_t now);
/* Milliseconds until the next look is due; 0: it has stalled and the hop is to be ended. */
unsigned nr_transfer_watch(struct nr_transfer *t, uint64_t now);

/* Decide the outcome, if it is not decided yet. The message is the host and what fmt
 * gives, cleaned. */
void nr_transfer_decide(struct nr_transfer *t, enum nr_fetch_outcome outcome,
	const char *fmt, ...) NR_PRINTF(3, 4);
/* Call done(). */
void nr_transfer_tell(struct nr_transfer *t);

/* ---- between its own files ---- */

/* connect_ms or total_ms, whichever it was; `connected`: the request could be sent. */
void nr_transfer_decide_timeout(struct nr_transfer *t, bool connected);
/* In receive.c: CURLOPT_HEADERFUNCTION and CURLOPT_WRITEFUNCTION; userdata is the
 * transfer. */
size_t nr_transfer_take_header(char *data, size_t size, size_t n, void *userdata);
size_t nr_transfer_take_body(char *data, size_t size, size_t n, void *userdata);
/* True if the body that comes with the status is the page. */
bool nr_transfer_is_page(unsigned status);
void nr_transfer_head_release(struct nr_transfer_head *head);

#endif
