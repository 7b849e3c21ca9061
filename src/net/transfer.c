/* A transfer: its creation, redirects, stall detection and outcome. */
#include "config.h"

#include "net/transfer.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "newsreader/host.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

/* ---- request ----------------------------------------------------------------------- */

/* Add a request header if value is not NULL or empty. */
static int
add_header(struct nr_transfer *t, const char *name, const char *value, struct nr_error *err)
{
	const struct nr_curl *curl = &t->setup->curl;
	struct nr_buf line = NR_BUF_INIT;
	struct curl_slist *longer;

	if (!value || !*value)
		return 0;
	for (const char *c = value; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			return nr_error_set(err, NR_ERR_INPUT, "control character in %s", name);
	nr_buf_addf(&line, "%s: %s", name, value);
	longer = curl->slist_append(t->headers, nr_buf_str(&line));
	nr_buf_release(&line);
	if (!longer)
		return nr_error_set(err, NR_ERR_SYSTEM, "no memory for libcurl");
	t->headers = longer;
	return 0;
}

struct nr_transfer *
nr_transfer_new(const struct nr_transfer_client *setup,
	const struct nr_fetch_request *request, struct nr_error *err)
{
	struct nr_transfer *t = nr_calloc(1, sizeof(*t));

	t->setup = setup;
	t->done = request->done;
	t->ctx = request->ctx;
	t->max_bytes = request->max_bytes ? request->max_bytes : setup->limits.max_bytes;
	t->first = request->first;
	t->accept = request->accept ? nr_strdup(request->accept) : NULL;
	t->tells = request->tells ? nr_strdup(request->tells) : NULL;
	t->lookup = -1;
	t->endpoint = (struct nr_endpoint)NR_ENDPOINT_INIT;
	if (nr_endpoint_resolve(&t->endpoint, &setup->curl, request->url, err) < 0
		|| add_header(t, "Accept", request->accept, err) < 0
		|| add_header(t, "If-None-Match", request->etag, err) < 0
		|| add_header(t, "If-Modified-Since", request->last_modified, err) < 0) {
		nr_transfer_free(t);
		return NULL;
	}
	t->conditional = (request->etag && *request->etag)
		|| (request->last_modified && *request->last_modified);
	return t;
}

bool
nr_transfer_is_page(unsigned status)
{
	return status == 200 || status == 203;
}

void
nr_transfer_head_release(struct nr_transfer_head *head)
{
	free(head->type);
	free(head->etag);
	free(head->last_modified);
	free(head->location);
	*head = (struct nr_transfer_head){ 0 };
}

void
nr_transfer_free(struct nr_transfer *t)
{
	const struct nr_curl *curl = &t->setup->curl;

	if (t->easy)
		curl->easy_cleanup(t->easy);
	curl->slist_free_all(t->headers);
	nr_endpoint_release(&t->endpoint);
	nr_transfer_head_release(&t->head);
	nr_buf_release(&t->body);
	nr_buf_release(&t->message);
	if (t->lookup >= 0)
		close(t->lookup);
	free(t->accept);
	free(t->tells);
	free(t);
}

/* ---- outcome ----------------------------------------------------------------------- */

void
nr_transfer_decide(struct nr_transfer *t, enum nr_fetch_outcome outcome, const char *fmt, ...)
{
	struct nr_buf text = NR_BUF_INIT;
	va_list ap;

	if (t->decided)
		return;
	t->decided = true;
	t->outcome = outcome;
	nr_host_show(t->endpoint.host, strlen(t->endpoint.host), &text);
	nr_buf_addz(&text, ": ");
	va_start(ap, fmt);
	nr_buf_vaddf(&text, fmt, ap);
	va_end(ap);
	nr_utf8_clean_line(&t->message, nr_buf_str(&text), text.len);
	nr_buf_release(&text);
}

void
nr_transfer_tell(struct nr_transfer *t)
{
	const struct nr_transfer_head *head = &t->head;
	struct nr_response r = {
		.outcome = t->outcome, .id = t->id, .status = head->status,
		.url = t->endpoint.url, .redirects = t->redirects,
		.type = head->type ? head->type : "",
		.etag = head->etag ? head->etag : "",
		.last_modified = head->last_modified ? head->last_modified : "",
		.received = t->received, .message = nr_buf_str(&t->message),
		.body = NR_BUF_INIT,
	};

	if (t->outcome == NR_FETCH_OK) {
		r.body = t->body;
		t->body = (struct nr_buf)NR_BUF_INIT;
	}
	t->done(t->ctx, &r);
	nr_buf_release(&r.body);
}

/* The outcome for a libcurl code; BROKEN for codes without a more specific one. */
static enum nr_fetch_outcome
outcome_of(CURLcode code)
{
	switch (code) {
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_RESOLVE_PROXY:
		return NR_FETCH_DNS;
	case CURLE_COULDNT_CONNECT:
	case CURLE_PROXY:
	case CURLE_INTERFACE_FAILED:
		return NR_FETCH_CONNECT;
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CIPHER:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_USE_SSL_FAILED:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_ISSUER_ERROR:
	case CURLE_SSL_INVALIDCERTSTATUS:
		return NR_FETCH_TLS;
	case CURLE_OUT_OF_MEMORY:
	case CURLE_FAILED_INIT:
#if LIBCURL_VERSION_NUM >= 0x080600
	case CURLE_TOO_LARGE:
#endif
		return NR_FETCH_SYSTEM;
	default:
		return NR_FETCH_BROKEN;
	}
}

void
nr_transfer_decide_timeout(struct nr_transfer *t, bool connected)
{
	const struct nr_fetch_limits *l = &t->setup->limits;

	/* Decide by the shorter limit, not by the time used: libcurl's clock and ours
	 * differ by a millisecond. */
	if (connected || t->left_ms <= l->connect_ms)
		nr_transfer_decide(t, NR_FETCH_TIMEOUT, "not complete after %g s",
			l->total_ms / 1000.0);
	else
		nr_transfer_decide(t, NR_FETCH_TIMEOUT, "no connection within %g s",
			l->connect_ms / 1000.0);
}

static void
decide_by_code(struct nr_transfer *t, CURLcode code)
{
	const struct nr_curl *curl = &t->setup->curl;
	enum nr_fetch_outcome outcome = outcome_of(code);
	const char *text = t->curl_text[0] ? t->curl_text : curl->easy_strerror(code);
	const char *by = t->through_proxy ? "proxy: " : "";
	long os = 0, tunnel = 0;
	curl_off_t sent = 0;

	curl->easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &os);
	curl->easy_getinfo(t->easy, CURLINFO_HTTP_CONNECTCODE, &tunnel);
	curl->easy_getinfo(t->easy, CURLINFO_PRETRANSFER_TIME_T, &sent);
	if (code == CURLE_OPERATION_TIMEDOUT)
		nr_transfer_decide_timeout(t, sent > 0);
	else if (tunnel >= 300)
		nr_transfer_decide(t, NR_FETCH_CONNECT, "proxy: status %ld", tunnel);
	else if (outcome == NR_FETCH_DNS)
		nr_transfer_decide(t, outcome, "%shost not found", by);
	else if (outcome == NR_FETCH_CONNECT)
		nr_transfer_decide(t, outcome, "%scannot connect: %s", by,
			os ? strerror((int)os) : text);
	else if (outcome == NR_FETCH_SYSTEM && sent > 0)
		/* Not out of memory, although libcurl says so: a header line was too long
		 * for it. */
		nr_transfer_decide(t, NR_FETCH_TOO_BIG, "header too long");
	else
		nr_transfer_decide(t, outcome, "%s", text);
}

/* Handle a status without a page. True if there is a redirect to follow, at
 * t->endpoint. */
static bool
go_by_status(struct nr_transfer *t)
{
	const struct nr_transfer_head *head = &t->head;
	struct nr_error err = NR_ERROR_INIT;

	switch (head->status) {
	case 301: case 302: case 303: case 307: case 308:
		break;
	case 304:
		if (t->conditional) {
			t->decided = true;
			t->outcome = NR_FETCH_NOT_MODIFIED;
			return false;
		}
		/* fall through */
	default:
		nr_transfer_decide(t, NR_FETCH_STATUS, "status %u", head->status);
		return false;
	}
	if (!head->location)
		nr_transfer_decide(t, NR_FETCH_BAD_REDIRECT, "redirect without an address");
	else if (t->redirects == t->setup->limits.redirects)
		nr_transfer_decide(t, NR_FETCH_TOO_MANY_REDIRECTS, "more than %u redirects",
			t->setup->limits.redirects);
	else if (nr_endpoint_resolve(&t->endpoint, &t->setup->curl, head->location, &err) < 0)
		nr_transfer_decide(t, NR_FETCH_BAD_REDIRECT, "redirect to %.200s: %s",
			head->location, err.text);
	else
		t->redirects++;
	t->may_disclose = false;
	return !t->decided;
}

bool
nr_transfer_end(struct nr_transfer *t, CURLcode code, uint64_t now)
{
	const struct nr_transfer_client *s = t->setup;
	curl_off_t body = 0;

	if (t->lookup >= 0 || t->looked) {
		t->looked = false;
		return !t->decided;
	}
	s->curl.easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &body);
	t->received += t->header_bytes + (uint64_t)body;
	t->used_ms += now - t->hop_began;
	if (t->decided)
		return false;
	if (t->head.complete && !nr_transfer_is_page(t->head.status))
		return go_by_status(t);
	if (t->stalled) {
		nr_transfer_decide(t, NR_FETCH_STALLED, "fewer than %u bytes in %g s",
			s->limits.stall_bytes, s->limits.stall_ms / 1000.0);
	} else if (code == CURLE_OK && t->head.complete) {
		t->decided = true;
		t->outcome = NR_FETCH_OK;
	} else if (code == CURLE_COULDNT_CONNECT && t->refused[0] && !t->opened) {
		nr_transfer_decide(t, NR_FETCH_REFUSED, "refused: it is %s", t->refused);
	} else {
		decide_by_code(t, code);
	}
	return false;
}

unsigned
nr_transfer_watch(struct nr_transfer *t, uint64_t now)
{
	const struct nr_transfer_client *s = t->setup;
	curl_off_t sent = 0, body = 0;
	uint64_t bytes;

	/* Not libcurl's low speed limit: it counts whole seconds, and only while it is
	 * called. */
	s->curl.easy_getinfo(t->easy, CURLINFO_PRETRANSFER_TIME_T, &sent);
	s->curl.easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &body);
	bytes = t->header_bytes + (uint64_t)body;
	if (sent == 0) {
		t->window_began = now;	/* connect_ms applies until then */
	} else if (now - t->window_began >= s->limits.stall_ms) {
		t->stalled = bytes - t->window_bytes < s->limits.stall_bytes;
		if (t->stalled)
			return 0;
		t->window_began = now;
		t->window_bytes = bytes;
	}
	return (unsigned)(s->limits.stall_ms - (now - t->window_began));
}
