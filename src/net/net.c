/* Checks whether a URL may be requested, with libcurl's parser. */
#include "config.h"

#include "newsreader/net.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "net/curl.h"

static const char no_scheme[] = "it does not begin with http:// or https://";

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
		return refuse(err, no_scheme);
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

/* libcurl finds the scheme in the same place. */
static bool
is_web_scheme(const char *url)
{
	return strncasecmp(url, "http://", 7) == 0 || strncasecmp(url, "https://", 8) == 0;
}

int
nr_net_check_url(const char *url, struct nr_error *err)
{
	struct nr_curl curl;
	CURLUcode code;
	CURLU *u;
	int rc = 0;

	if (check_bytes(url, err) < 0 || check_authority(url, err) < 0
		|| nr_curl_load(&curl, err) < 0)
		return -1;
	u = curl.url();
	if (!u)
		return nr_error_set(err, NR_ERR_SYSTEM, "no memory for libcurl");
	code = curl.url_set(u, CURLUPART_URL, url,
		CURLU_NON_SUPPORT_SCHEME | CURLU_DISALLOW_USER);
	if (code != CURLUE_OK)
		rc = refuse(err, curl.url_strerror(code));
	else if (!is_web_scheme(url))
		rc = refuse(err, no_scheme);
	curl.url_cleanup(u);
	return rc;
}
