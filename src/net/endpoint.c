/* Parses URLs into scheme, host and port, and looks hosts up in lists. */
#include "config.h"

#include "net/endpoint.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/host.h"
#include "newsreader/mem.h"
#include "newsreader/net.h"
#include "newsreader/url.h"

char *
nr_endpoint_host(const char *authority, size_t n)
{
	const char *end = *authority == '[' ? memchr(authority, ']', n)
		: memchr(authority, ':', n);
	struct nr_buf b = NR_BUF_INIT;
	char *plain = NULL;

	if (end)
		n = (size_t)(end - authority) + (*end == ']');
	if (nr_host_ascii(authority, n, &b) == 0)
		plain = *b.data == '[' ? nr_strndup(b.data + 1, b.len - 2) : nr_strdup(b.data);
	nr_buf_release(&b);
	return plain;
}

/* The same for a host in a list, where [] may be missing; "" if it is not a host. */
static char *
listed_host(const char *host, size_t n)
{
	struct nr_buf b = NR_BUF_INIT;
	char *plain;

	if (n > 0 && *host != '[' && memchr(host, ':', n)) {
		nr_buf_addch(&b, '[');
		nr_buf_add(&b, host, n);
		nr_buf_addch(&b, ']');
		plain = nr_endpoint_host(b.data, b.len);
	} else {
		plain = nr_endpoint_host(host, n);
	}
	nr_buf_release(&b);
	return plain ? plain : nr_strdup("");
}

static int
refuse(struct nr_error *err, const char *why)
{
	return nr_error_set(err, NR_ERR_INPUT, "not a web address: %s", why);
}

static int
get(const struct nr_curl *curl, CURLU *u, CURLUPart part, unsigned flags, char **out,
	struct nr_error *err)
{
	char *text = NULL;
	CURLUcode code = curl->url_get(u, part, &text, flags);

	if (code != CURLUE_OK)
		return refuse(err, curl->url_strerror(code));
	*out = nr_strdup(text);
	curl->free(text);
	return 0;
}

/* Write the checked form of the host back to the URL, because other programs, such as a
 * proxy, may parse other forms differently. A zone stays in the URL only. */
static int
settle_host(struct nr_endpoint *p, const struct nr_curl *curl, CURLU *u, struct nr_error *err)
{
	struct nr_buf host = NR_BUF_INIT;
	char *written = NULL;
	CURLUcode code = CURLUE_OK;
	int rc = -1;

	if (get(curl, u, CURLUPART_HOST, 0, &written, err) < 0)
		return -1;
	if (nr_host_ascii(written, strlen(written), &host) < 0) {
		refuse(err, "its host cannot be one");
		goto out;
	}
	if (*written != '[' && strcmp(written, host.data) != 0)
		code = curl->url_set(u, CURLUPART_HOST, host.data, 0);
	if (code != CURLUE_OK) {
		refuse(err, curl->url_strerror(code));
		goto out;
	}
	p->host = nr_endpoint_host(host.data, host.len);
	rc = 0;
out:
	nr_buf_release(&host);
	free(written);
	return rc;
}

static int
read_parts(struct nr_endpoint *p, const struct nr_curl *curl, CURLU *u, struct nr_error *err)
{
	char *port = NULL;
	int rc = -1;

	if (get(curl, u, CURLUPART_URL, 0, &p->url, err) < 0
		|| nr_net_check_url(p->url, err) < 0
		|| settle_host(p, curl, u, err) < 0)
		return -1;
	NR_FREE(p->url);
	if (get(curl, u, CURLUPART_URL, 0, &p->url, err) < 0
		|| get(curl, u, CURLUPART_SCHEME, 0, &p->scheme, err) < 0
		|| get(curl, u, CURLUPART_PORT, CURLU_DEFAULT_PORT, &port, err) < 0)
		goto out;
	p->port = (unsigned)strtoul(port, NULL, 10);
	rc = 0;
out:
	free(port);
	return rc;
}

static CURLUcode
set(const struct nr_curl *curl, CURLU *u, const char *base, const char *url)
{
	CURLUcode code = base ? curl->url_set(u, CURLUPART_URL, base, 0) : CURLUE_OK;

	if (code != CURLUE_OK)
		return code;
	return curl->url_set(u, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME);
}

int
nr_endpoint_resolve(struct nr_endpoint *p, const struct nr_curl *curl, const char *url,
	struct nr_error *err)
{
	struct nr_endpoint next = NR_ENDPOINT_INIT;
	struct nr_buf clean = NR_BUF_INIT;
	CURLU *u = NULL;
	CURLUcode code;
	int rc = -1;

	/* Resolved here, because versions of libcurl differ in what they accept. */
	nr_url_clean(url ? url : "", url ? strlen(url) : 0, &clean);
	if (!p->url && nr_net_check_url(nr_buf_str(&clean), err) < 0)
		goto out;
	u = curl->url();
	if (!u) {
		nr_error_set(err, NR_ERR_SYSTEM, "no memory for libcurl");
		goto out;
	}
	code = set(curl, u, p->url, nr_buf_str(&clean));
	rc = code == CURLUE_OK ? read_parts(&next, curl, u, err)
		: refuse(err, curl->url_strerror(code));
	if (rc == 0) {
		struct nr_endpoint old = *p;

		*p = next;
		next = old;
	}
out:
	curl->url_cleanup(u);
	nr_buf_release(&clean);
	nr_endpoint_release(&next);
	return rc;
}

void
nr_endpoint_release(struct nr_endpoint *p)
{
	NR_FREE(p->url);
	NR_FREE(p->scheme);
	NR_FREE(p->host);
}

/* ---- lists ------------------------------------------------------------------------- */

/* Length of the host in "host", "host:port", "[::1]", "[::1]:port" or "::1". */
static size_t
host_length(const char *entry)
{
	const char *colon = strchr(entry, ':');

	if (entry[0] == '[')
		return strcspn(entry, "]") + (strchr(entry, ']') != NULL);
	if (!colon || strchr(colon + 1, ':'))
		return strlen(entry);
	return (size_t)(colon - entry);
}

bool
nr_endpoint_is_listed(const char *host, unsigned port, const char *const *list)
{
	char wanted[16];
	bool is = false;

	snprintf(wanted, sizeof(wanted), ":%u", port);
	for (; list && *list && !is; list++) {
		size_t n = host_length(*list);
		const char *its_port = *list + n;
		char *listed = listed_host(*list, n);

		is = strcmp(listed, host) == 0
			&& (port == 0 || !*its_port || strcmp(its_port, wanted) == 0);
		free(listed);
	}
	return is;
}

/* True if both are addresses of the same family with the same network prefix. */
static bool
is_in_network(const char *host, const char *network, const char *slash)
{
	char *net = nr_strndup(network, (size_t)(slash - network));
	uint8_t a[16], b[16];
	int family = strchr(net, ':') ? AF_INET6 : AF_INET;
	char *end = NULL;
	unsigned long bits = strtoul(slash + 1, &end, 10);
	bool is = inet_pton(family, net, a) == 1 && inet_pton(family, host, b) == 1
		&& end != slash + 1 && !*end && bits <= (family == AF_INET ? 32 : 128);

	free(net);
	for (unsigned long i = 0; is && i < bits; i++)
		is = ((a[i / 8] ^ b[i / 8]) >> (7 - i % 8) & 1) == 0;
	return is;
}

/* A domain includes its subdomains; an address has none. */
static bool
is_in_domain(const char *host, const char *entry, size_t n)
{
	char *domain;
	size_t len = strlen(host), m;
	struct in_addr in;
	bool is;

	if (n > 1 && *entry == '.') {
		entry++;
		n--;
	}
	domain = listed_host(entry, n);
	m = strlen(domain);
	is = m > 0 && len >= m && strcmp(host + len - m, domain) == 0
		&& (len == m || (host[len - m - 1] == '.' && inet_pton(AF_INET, host, &in) != 1));
	free(domain);
	return is;
}

bool
nr_endpoint_in_no_proxy(const struct nr_endpoint *p, const char *list)
{
	static const char between[] = ", \t";

	if (!list)
		return false;
	if (strcmp(list, "*") == 0)
		return true;
	for (list += strspn(list, between); *list; list += strspn(list, between)) {
		size_t n = strcspn(list, between);
		char *entry = nr_strndup(list, n);
		const char *slash = strchr(entry, '/');
		bool is = slash ? is_in_network(p->host, entry, slash)
			: is_in_domain(p->host, entry, n);

		free(entry);
		if (is)
			return true;
		list += n;
	}
	return false;
}
