/* Checks whether a URL may be requested, with libcurl's parser. */
#include "config.h"

#include "newsreader/net.h"

#include <stdbool.h>
#include <string.h>

#include "net/curl.h"

const char *
nr_net_version(void)
{
	return "libcurl " LIBCURL_VERSION;
}

static int
refuse(struct nr_error *err, const char *why)
{
	return nr_error_set(err, NR_ERR_INPUT, "not a web address: %s", why);
}

static int
check_bytes(const char *url, struct nr_error *err)
{
	size_t n = 0;

	if (!url || !*url)
		return refuse(err, "it is empty");
	for (; url[n]; n++) {
		if (url[n] <= ' ' || url[n] > '~')
			return nr_error_set(err, NR_ERR_INPUT,
				"not a web address: byte 0x%02x in it",
				(unsigned char)url[n]);
		if (n == NR_NET_URL_MAX)
			return nr_error_set(err, NR_ERR_LIMIT,
				"address longer than %d bytes", NR_NET_URL_MAX);
	}
	return 0;
}

/* Refuse "http:/host", "http:///host" and "http://a\@b": programs parse these
 * differently, so libcurl's result may differ from the browser's. */
static int
check_authority(const char *url, struct nr_error *err)
{
	const char *colon = strchr(url, ':');
	const char *host;
	size_t n;

	if (!colon || strncmp(colon, "://", 3) != 0)
		return refuse(err, "it does not begin with http:// or https://");
	host = colon + 3;
	n = strcspn(host, "/?#");
	if (n == 0)
		return refuse(err, "it has no host");
	if (memchr(host, '@', n))
		return refuse(err, "it has a user name in it");
	if (memchr(host, '\\', n))
		return refuse(err, "backslash before the path");
	return 0;
}

/* A URL parsed by libcurl. */
struct parsed {
	struct nr_curl curl;
	CURLU *u;
};

static int
check_part(const struct parsed *p, CURLUPart part, bool (*good)(const char *),
	const char *why, struct nr_error *err)
{
	char *text = NULL;
	CURLUcode code = p->curl.url_get(p->u, part, &text, 0);
	int rc = 0;

	if (code != CURLUE_OK)
		rc = refuse(err, p->curl.url_strerror(code));
	else if (!good(text))
		rc = refuse(err, why);
	p->curl.free(text);
	return rc;
}

static bool
is_web_scheme(const char *scheme)
{
	return strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0;
}

static bool
is_host(const char *host)
{
	return *host != '\0';
}

int
nr_net_check_url(const char *url, struct nr_error *err)
{
	struct parsed p;
	CURLUcode code;
	int rc = -1;

	if (check_bytes(url, err) < 0 || check_authority(url, err) < 0
		|| nr_curl_load(&p.curl, err) < 0)
		return -1;
	p.u = p.curl.url();
	if (!p.u)
		return nr_error_set(err, NR_ERR_SYSTEM, "no memory for libcurl");
	code = p.curl.url_set(p.u, CURLUPART_URL, url,
		CURLU_NON_SUPPORT_SCHEME | CURLU_DISALLOW_USER);
	if (code != CURLUE_OK) {
		refuse(err, p.curl.url_strerror(code));
		goto out;
	}
	if (check_part(&p, CURLUPART_SCHEME, is_web_scheme,
			"it does not begin with http:// or https://", err) < 0
		|| check_part(&p, CURLUPART_HOST, is_host, "it has no host", err) < 0)
		goto out;
	rc = 0;
out:
	p.curl.url_cleanup(p.u);
	return rc;
}
