/* Forms of URLs for sending and for the screen. */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "newsreader/host.h"
#include "newsreader/url.h"
#include "newsreader/utf8.h"

/* Find the host of an http URL, at [*at, *end). False if not found. */
static bool
find_host(const char *s, size_t *at, size_t *end)
{
	size_t scheme = strncasecmp(s, "http://", 7) == 0 ? 7
		: strncasecmp(s, "https://", 8) == 0 ? 8 : strncmp(s, "//", 2) == 0 ? 2 : 0;
	size_t n = strcspn(s + scheme, "/?#\\");

	if (scheme == 0)
		return false;
	*at = scheme;
	for (size_t i = 0; i < n; i++)
		if (s[scheme + i] == '@')
			*at = scheme + i + 1;
	*end = *at + strcspn(s + *at, s[*at] == '[' ? "]" : ":");
	*end += s[*at] == '[' && s[*end] == ']';
	if (*end > scheme + n)
		*end = scheme + n;
	return *end > *at;
}

static void
encode(const char *s, size_t n, struct nr_buf *out)
{
	for (size_t i = 0; i < n; i++) {
		size_t plain = nr_utf8_plain(s + i, n - i, '!');

		nr_buf_add(out, s + i, plain);
		i += plain;
		if (i < n)
			nr_buf_addf(out, "%%%02X", (unsigned char)s[i]);
	}
}

void
nr_url_clean(const char *url, size_t n, struct nr_buf *out)
{
	struct nr_buf s = NR_BUF_INIT;
	size_t at, end;

	if (nr_utf8_plain(url, n, '!') == n && !memchr(url, '%', n)) {
		nr_buf_add(out, url, n);
		return;
	}
	for (size_t i = 0; i < n; i++)
		if (url[i] != '\t' && url[i] != '\n' && url[i] != '\r' && url[i] != '\0')
			nr_buf_addch(&s, url[i]);
	if (!find_host(nr_buf_str(&s), &at, &end) || s.data[at] == '['
		|| (nr_utf8_plain(s.data + at, end - at, '!') == end - at
			&& !memchr(s.data + at, '%', end - at)))
		at = end = 0;
	encode(nr_buf_str(&s), at, out);
	if (end > at && nr_host_ascii(s.data + at, end - at, out) < 0)
		/* invalid host: callers that need a web address refuse the result */
		end = at;
	encode(nr_buf_str(&s) + end, s.len - end, out);
	nr_buf_release(&s);
}

/* True if the host has another form: it is not ASCII, or is percent-encoded or
 * punycode. */
static bool
is_foreign(const char *host, size_t n)
{
	if (nr_utf8_plain(host, n, '!') < n || memchr(host, '%', n))
		return true;
	for (size_t i = 0; i + 4 <= n; i++)
		if (strncasecmp(host + i, "xn--", 4) == 0)
			return true;
	return false;
}

void
nr_url_show(const char *url, struct nr_buf *out)
{
	struct nr_buf host = NR_BUF_INIT;
	size_t at, end;

	if (find_host(url, &at, &end) && is_foreign(url + at, end - at)
		&& nr_host_ascii(url + at, end - at, &host) == 0) {
		nr_buf_add(out, url, at);
		nr_host_show(host.data, host.len, out);
		url += end;
	}
	nr_buf_addz(out, url);
	nr_buf_release(&host);
}

const char *
nr_url_short(const char *url)
{
	static const char *const prefixes[] = { "https://", "http://", "www." };

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (strncasecmp(url, prefixes[i], strlen(prefixes[i])) == 0)
			url += strlen(prefixes[i]);
	return url;
}
