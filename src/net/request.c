/* Sets up a hop of a transfer: libcurl options, proxy, address and disclosure checks. */
#include "config.h"

#include "net/transfer.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/address.h"
#include "net/lookup.h"
#include "net/disclosure.h"
#include "newsreader/sys.h"
#include "newsreader/url.h"

static curl_socket_t
open_socket(void *userdata, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct nr_transfer *t = userdata;
	const char *why = nr_address_special(&a->addr);
	char ip[NR_ADDRESS_TEXT];
	int fd;

	(void)purpose;
	if (why && !t->through_proxy && !t->may_be_private) {
		nr_address_format(&a->addr, ip);
		if (!t->refused[0])
			snprintf(t->refused, sizeof(t->refused), "%s, %s", ip, why);
		return CURL_SOCKET_BAD;
	}
	fd = nr_sys_socket(a->family, a->socktype, a->protocol);
	if (fd < 0) {
		/* Other errors may concern this address only. */
		if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS)
			nr_transfer_decide(t, NR_FETCH_SYSTEM, "%s", strerror(errno));
		return CURL_SOCKET_BAD;
	}
	t->opened = true;
	return fd;
}

/* Sets options until one of them fails. */
struct options {
	const struct nr_curl *curl;
	CURL *easy;
	CURLcode code;
};

static void
set_long(struct options *o, CURLoption option, long value)
{
	if (o->code == CURLE_OK)
		o->code = o->curl->easy_setopt(o->easy, option, value);
}

static void
set_data(struct options *o, CURLoption option, const void *value)
{
	if (o->code == CURLE_OK)
		o->code = o->curl->easy_setopt(o->easy, option, value);
}

static void
set_callbacks(struct options *o, struct nr_transfer *t)
{
	if (o->code == CURLE_OK)
		o->code = o->curl->easy_setopt(o->easy, CURLOPT_HEADERFUNCTION,
			nr_transfer_take_header);
	if (o->code == CURLE_OK)
		o->code = o->curl->easy_setopt(o->easy, CURLOPT_WRITEFUNCTION,
			nr_transfer_take_body);
	if (o->code == CURLE_OK)
		o->code = o->curl->easy_setopt(o->easy, CURLOPT_OPENSOCKETFUNCTION,
			open_socket);
	set_data(o, CURLOPT_HEADERDATA, t);
	set_data(o, CURLOPT_WRITEDATA, t);
	set_data(o, CURLOPT_OPENSOCKETDATA, t);
	set_data(o, CURLOPT_PRIVATE, t);
}

/* Options for all hops. Some defaults are relied on: no cookies, no referrer, no .netrc,
 * no following of redirects, HTTP/2 by ALPN. */
static void
set_once(struct options *o, struct nr_transfer *t)
{
	const struct nr_transfer_client *s = t->setup;

	set_callbacks(o, t);
	set_data(o, CURLOPT_ERRORBUFFER, t->curl_text);
	set_data(o, CURLOPT_USERAGENT, PACKAGE_NAME "/" PACKAGE_VERSION);
	set_data(o, CURLOPT_ACCEPT_ENCODING, "");	/* all that libcurl supports */
	set_data(o, CURLOPT_HTTPHEADER, t->headers);
	set_data(o, CURLOPT_NOPROXY, "");		/* proxy_for() decides */
	set_long(o, CURLOPT_NOSIGNAL, 1);
	set_long(o, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1);
	set_long(o, CURLOPT_HTTP09_ALLOWED, 0);
	set_long(o, CURLOPT_SSL_VERIFYPEER, 1);
	set_long(o, CURLOPT_SSL_VERIFYHOST, 2);
	set_long(o, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
	set_long(o, CURLOPT_CONNECTTIMEOUT_MS, (long)s->limits.connect_ms);
	if (s->ca_file) {
		set_data(o, CURLOPT_CAINFO, s->ca_file);
		set_data(o, CURLOPT_PROXY_CAINFO, s->ca_file);
	}
#if LIBCURL_VERSION_NUM >= 0x075700
	/* Do not wait for name resolution when a transfer is cancelled. */
	if (o->code == CURLE_OK)
		o->curl->easy_setopt(o->easy, CURLOPT_QUICK_EXIT, 1L);
#endif
}

/* The proxy for an endpoint; "" for none. */
static const char *
proxy_for(const struct nr_transfer_client *s, const struct nr_endpoint *p)
{
	const char *proxy = strcmp(p->scheme, "https") == 0 ? s->https_proxy : s->http_proxy;

	return proxy && !nr_endpoint_in_no_proxy(p, s->no_proxy) ? proxy : "";
}

static void
clear_hop(struct nr_transfer *t, uint64_t now)
{
	uint64_t total = t->setup->limits.total_ms;

	nr_transfer_head_release(&t->head);
	t->opened = false;
	t->stalled = false;
	t->refused[0] = '\0';
	t->curl_text[0] = '\0';
	t->header_bytes = 0;
	t->thrown_away = 0;
	t->hop_began = t->window_began = now;
	t->left_ms = t->used_ms < total ? total - t->used_ms : 0;
	t->window_bytes = 0;
}

/* ---- disclosure of page URLs ------------------------------------------------------- */

/* The page URL that the request discloses to the host; false if none. A redirect may lead
 * to an archive or a cache, too. */
static bool
find_disclosed(const struct nr_transfer *t, struct nr_buf *out)
{
	const char *archive = t->setup->archive_host;

	if (t->tells && t->redirects == 0) {
		nr_buf_addz(out, t->tells);
		return true;
	}
	return nr_url_inner(t->endpoint.url, out)
		|| (archive && strcmp(t->endpoint.host, archive) == 0
			&& nr_disclosure_find(t->endpoint.url, out));
}

/* True if a proxy would be used for the URL: then only the proxy can resolve its host. */
static bool
is_behind_proxy(const struct nr_transfer *t, const char *url, struct nr_error *err, int *rc)
{
	struct nr_endpoint p = NR_ENDPOINT_INIT;
	bool is;

	*rc = nr_endpoint_resolve(&p, &t->setup->curl, url, err);
	is = *rc == 0 && *proxy_for(t->setup, &p);
	nr_endpoint_release(&p);
	return is;
}

/* Check the disclosure. Returns as nr_transfer_begin: 0 if it is allowed, 1 if t->lookup
 * has to be waited for, -1 if it is refused. */
static int
check_disclosure(struct nr_transfer *t, uint64_t now)
{
	const char *const *allow = (const char *const *)t->setup->allow_private;
	struct nr_buf disclosed = NR_BUF_INIT, hosts = NR_BUF_INIT;
	struct nr_error err = NR_ERROR_INIT;
	int rc = 0;

	if (t->may_disclose || !find_disclosed(t, &disclosed))
		goto out;
	rc = nr_disclosure_check(disclosed.data, allow, &hosts, &err);
	if (rc == 0 && !is_behind_proxy(t, disclosed.data, &err, &rc) && rc == 0) {
		t->lookup = nr_lookup_start(nr_buf_str(&hosts), &err);
		t->lookup_until = now + t->setup->limits.connect_ms;
		rc = t->lookup >= 0 ? 1 : -1;
	}
	if (rc < 0)
		nr_transfer_decide(t, NR_FETCH_REFUSED, "refused: it would learn of %s",
			err.text);
out:
	nr_buf_release(&disclosed);
	nr_buf_release(&hosts);
	return rc;
}

unsigned
nr_transfer_look(struct nr_transfer *t, uint64_t now)
{
	struct pollfd fd = { .fd = t->lookup, .events = POLLIN };
	struct nr_lookup_answer answer = { .may_disclose = false };

	if (poll(&fd, 1, 0) > 0) {
		nr_lookup_take(t->lookup, &answer);
	} else if (now < t->lookup_until) {
		return (unsigned)(t->lookup_until - now);
	} else {
		close(t->lookup);	/* the thread ends by itself */
		snprintf(answer.why, sizeof(answer.why), "a host that is not found within %g s",
			t->setup->limits.connect_ms / 1000.0);
	}
	t->lookup = -1;
	t->looked = true;
	t->may_disclose = answer.may_disclose;
	if (!t->may_disclose)
		nr_transfer_decide(t, NR_FETCH_REFUSED, "refused: it would learn of %s",
			answer.why);
	return 0;
}

/* ---- a hop ------------------------------------------------------------------------- */

/* True if the endpoint may be contacted. */
static bool
may_begin(struct nr_transfer *t)
{
	const struct nr_transfer_client *s = t->setup;
	const char *why = nr_address_special_host(t->endpoint.host);

	/* With a proxy nothing is resolved here: only the name can be checked. */
	if (!why && t->through_proxy)
		why = nr_address_local_name(t->endpoint.host);
	t->may_be_private = nr_endpoint_is_listed(t->endpoint.host, t->endpoint.port,
		(const char *const *)s->allow_private);
	if (why && !t->may_be_private)
		nr_transfer_decide(t, NR_FETCH_REFUSED, "refused: it is %s", why);
	else if (t->left_ms == 0)
		nr_transfer_decide_timeout(t, false);
	return !t->decided;
}

int
nr_transfer_begin(struct nr_transfer *t, uint64_t now)
{
	const struct nr_transfer_client *s = t->setup;
	struct options o = { .curl = &s->curl, .code = CURLE_OK };
	const char *proxy = proxy_for(s, &t->endpoint);
	int rc;

	clear_hop(t, now);
	t->through_proxy = *proxy != '\0';
	if (!may_begin(t))
		return -1;
	rc = check_disclosure(t, now);
	if (rc != 0)
		return rc;
	if (!t->easy) {
		t->easy = s->curl.easy_init();
		if (!t->easy) {
			nr_transfer_decide(t, NR_FETCH_SYSTEM, "no memory for libcurl");
			return -1;
		}
		o.easy = t->easy;
		set_once(&o, t);
	}
	o.easy = t->easy;
	set_data(&o, CURLOPT_URL, t->endpoint.url);
	set_data(&o, CURLOPT_PROXY, proxy);
	set_long(&o, CURLOPT_TIMEOUT_MS, (long)t->left_ms);
	if (o.code != CURLE_OK) {
		nr_transfer_decide(t, NR_FETCH_SYSTEM, "%s", s->curl.easy_strerror(o.code));
		return -1;
	}
	return 0;
}
