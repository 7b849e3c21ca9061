/* Canonical form of article URLs, AMP unwrapping, and article ids. */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "newsreader/host.h"
#include "newsreader/ids.h"
#include "newsreader/mem.h"
#include "newsreader/url.h"
#include "newsreader/utf8.h"

/* A substring of the URL. */
struct part {
	const char *s;
	size_t n;
};

struct url {
	bool https;
	struct part user;	/* with its '@' */
	struct part host;
	unsigned port;		/* 0: the default port */
	struct part path;	/* begins with '/', or empty */
	struct part query;	/* without '?' */
	const char *suffix; /* follows the path, whose end before it was cut out */
};

static const char *const tracking[] = {
	"fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid",
	"ttclid", "yclid", "igshid", "mc_cid", "mc_eid", "mkt_tok", "_ga", "_gl",
	"_hsenc", "_hsmi", "vero_id", "oly_anon_id", "oly_enc_id", "wickedid",
	"feedtype", "feedname", "amp_js_v", "amp_gsa", "usqp",
};

/* Query parameters that request the AMP page. */
static const struct {
	const char *name, *value;
} amp_params[] = {
	{ "amp", "" }, { "amp", "1" }, { "amp", "true" },
	{ "outputtype", "amp" }, { "output", "amp" }, { "context", "amp" },
};

/* Fast path: most URLs are in lower case already. */
static bool
same(const char *a, const char *b, size_t n)
{
	return memcmp(a, b, n) == 0 || strncasecmp(a, b, n) == 0;
}

static bool
part_is(struct part p, const char *s)
{
	return strlen(s) == p.n && same(p.s, s, p.n);
}

static bool
part_begins(struct part p, const char *s)
{
	size_t n = strlen(s);

	return p.n >= n && same(p.s, s, n);
}

static bool
part_ends(struct part p, const char *s)
{
	size_t n = strlen(s);

	return p.n >= n && same(p.s + p.n - n, s, n);
}

static struct part
part_skip(struct part p, size_t n)
{
	return (struct part){ p.s + n, p.n - n };
}

/* Cut p at the first `stop`; returns the rest, which begins with that byte. */
static struct part
part_split(struct part *p, char stop)
{
	const char *at = p->n ? memchr(p->s, stop, p->n) : NULL;
	size_t n = at ? (size_t)(at - p->s) : p->n;
	struct part rest = part_skip(*p, n);

	p->n = n;
	return rest;
}

static bool
parse_port(struct part p, struct url *u)
{
	unsigned port = 0;

	for (size_t i = 0; i < p.n; i++) {
		if (!isdigit((unsigned char)p.s[i]))
			return false;
		port = port * 10 + (unsigned)(p.s[i] - '0');
		if (port > 65535)
			return false;
	}
	u->port = port == (u->https ? 443 : 80) ? 0 : port;
	return true;
}

static bool
is_host_char(char c)
{
	return isalnum((unsigned char)c) || c == '-' || c == '.' || c == '_' || c == '%';
}

/* True if a percent-encoded host decodes to a valid one. */
static bool
is_encoded_host(struct part host)
{
	struct nr_buf ascii = NR_BUF_INIT;
	bool is = nr_host_ascii(host.s, host.n, &ascii) == 0;

	nr_buf_release(&ascii);
	return is;
}

static bool
parse_host(struct part p, struct url *u)
{
	struct part rest;
	size_t n = 0;

	if (p.n && p.s[0] == '[') {
		for (n = 1; n < p.n && p.s[n] != ']'; n++)
			if (!isxdigit((unsigned char)p.s[n]) && !strchr(":.", p.s[n]))
				return false;
		if (n < 3 || n == p.n)
			return false;
		n++;
	} else {
		while (n < p.n && is_host_char(p.s[n]))
			n++;
		if (n && (p.s[0] == '.' || p.s[0] == '-'))
			return false;
	}
	u->host = (struct part){ p.s, n };
	rest = part_skip(p, n);
	while (u->host.n && u->host.s[u->host.n - 1] == '.')
		u->host.n--;
	if (u->host.n == 0 || (rest.n && rest.s[0] != ':'))
		return false;
	if (memchr(u->host.s, '%', u->host.n) && !is_encoded_host(u->host))
		return false;
	return parse_port(rest.n ? part_skip(rest, 1) : rest, u);
}

/* Parse authority and path; the scheme is known, the query is cut off. */
static bool
parse_place(struct part p, struct url *u)
{
	struct part path = part_split(&p, '/');
	size_t at = p.n;

	/* Browsers treat it as a slash, and so contact another host than other
	 * programs. */
	if (memchr(p.s, '\\', p.n))
		return false;
	while (at > 0 && p.s[at - 1] != '@')
		at--;
	u->user = (struct part){ p.s, at };
	u->path = path;
	return parse_host(part_skip(p, at), u);
}

static bool
parse(const char *url, struct url *u)
{
	struct part p = { url, strnlen(url, NR_URL_MAX + 1) };

	*u = (struct url){ .suffix = "" };
	if (p.n > NR_URL_MAX)
		return false;
	if (nr_utf8_plain(p.s, p.n, '!') < p.n)
		return false;
	u->https = part_begins(p, "https://");
	if (!u->https && !part_begins(p, "http://"))
		return false;
	p = part_skip(p, u->https ? 8 : 7);
	part_split(&p, '#');
	u->query = part_split(&p, '?');
	if (u->query.n)
		u->query = part_skip(u->query, 1);
	return parse_place(p, u);
}

bool
nr_url_is_web(const char *url)
{
	struct url u;

	return parse(url, &u);
}

/* https://www-x-org.cdn.ampproject.org/c/s/www.x.org/page: c is content, v the viewer,
 * wp a web package; s means https. Google's viewer is
 * www.google.com/amp/s/www.x.org/page, and with `viewers`
 * www.google.co.uk/amp/www.x.org/page, too. The keys of articles are made without it. */
static bool
unwrap(struct url *u, bool viewers)
{
	static const char *const doors[] = { "/c/", "/v/", "/wp/" };
	struct url inner = *u;
	struct part rest = { NULL, 0 };

	if (part_ends(u->host, ".cdn.ampproject.org") ||
		part_is(u->host, "cdn.ampproject.org")) {
		for (size_t i = 0; i < sizeof(doors) / sizeof(doors[0]); i++)
			if (part_begins(u->path, doors[i]))
				rest = part_skip(u->path, strlen(doors[i]));
	}
	if (!rest.n && (viewers ? part_begins(u->path, "/amp/")
			&& (part_begins(u->host, "www.google.")
				|| part_begins(u->host, "google."))
			: part_begins(u->path, "/amp/s/")
				&& part_is(u->host, "www.google.com")))
		rest = part_skip(u->path, 5);
	if (!rest.n)
		return false;
	inner.https = part_begins(rest, "s/");
	if (inner.https)
		rest = part_skip(rest, 2);
	if (!parse_place(rest, &inner) || (*inner.suffix && !inner.path.n))
		return false;
	*u = inner;
	return true;
}

/* The rest must have two labels, because "amp.dev" is an ordinary site. */
static bool
strip_host(struct url *u)
{
	struct part rest;

	if (!part_begins(u->host, "amp."))
		return false;
	rest = part_skip(u->host, 4);
	if (!rest.n || rest.s[0] == '.' || rest.s[0] == '-' ||
		!memchr(rest.s, '.', rest.n))
		return false;
	u->host = rest;
	return true;
}

static bool
strip_path(struct url *u)
{
	struct part *p = &u->path;

	if (part_begins(*p, "/amp/")) {
		*p = part_skip(*p, 4);
	} else if (!*u->suffix && part_ends(*p, "/amp")) {
		p->n -= 4;
	} else if (!*u->suffix && part_ends(*p, "/amp/")) {
		p->n -= 4;
	} else if (part_ends(*p, ".amp")) {
		p->n -= 4;
	} else if (!*u->suffix && part_ends(*p, ".amp.html")) {
		p->n -= 9;
		u->suffix = ".html";
	} else {
		return false;
	}
	return true;
}

static bool
is_noise(struct part param)
{
	struct part name = param;
	struct part value = part_split(&name, '=');

	if (value.n)
		value = part_skip(value, 1);
	if (!param.n || part_begins(name, "utm_"))
		return true;
	for (size_t i = 0; i < sizeof(tracking) / sizeof(tracking[0]); i++)
		if (part_is(name, tracking[i]))
			return true;
	for (size_t i = 0; i < sizeof(amp_params) / sizeof(amp_params[0]); i++)
		if (part_is(name, amp_params[i].name) &&
			part_is(value, amp_params[i].value))
			return true;
	return false;
}

static void
add_query(struct part query, struct nr_buf *out)
{
	char sep = '?';

	while (query.n) {
		struct part param = query;

		query = part_split(&param, '&');
		if (query.n)
			query = part_skip(query, 1);
		if (is_noise(param))
			continue;
		nr_buf_addch(out, sep);
		nr_buf_add(out, param.s, param.n);
		sep = '&';
	}
}

static bool
is_encoded(const struct url *u)
{
	return memchr(u->host.s, '%', u->host.n) != NULL;
}

static void
add_host(const struct url *u, struct nr_buf *out)
{
	if (is_encoded(u)) {
		/* succeeds: parse() has tried it */
		nr_host_ascii(u->host.s, u->host.n, out);
		return;
	}
	for (size_t i = 0; i < u->host.n; i++) {
		char c = u->host.s[i];

		nr_buf_addch(out, c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c);
	}
}

static void
format(const struct url *u, struct nr_buf *out)
{
	nr_buf_addz(out, u->https ? "https://" : "http://");
	nr_buf_add(out, u->user.s, u->user.n);
	add_host(u, out);
	if (u->port)
		nr_buf_addf(out, ":%u", u->port);
	if (!u->path.n)
		nr_buf_addch(out, '/');
	nr_buf_add(out, u->path.s, u->path.n);
	nr_buf_addz(out, u->suffix);
	add_query(u->query, out);
}

bool
nr_url_inner(const char *url, struct nr_buf *out)
{
	struct url u;

	if (!parse(url, &u) || !unwrap(&u, true))
		return false;
	format(&u, out);
	return true;
}

int
nr_url_canonical(const char *url, struct nr_buf *out)
{
	size_t start = out->len;
	struct url u;

	if (!parse(url, &u))
		return -1;
	/* One AMP form may be nested in another: repeat until no step applies. */
	while (unwrap(&u, false) || strip_host(&u) || strip_path(&u))
		;
	format(&u, out);
	if (is_encoded(&u)) {
		/* The decoded host may be an AMP form: start again with it. */
		char *plain = nr_strdup(out->data + start);
		int rc;

		nr_buf_truncate(out, start);
		rc = nr_url_canonical(plain, out);
		free(plain);
		return rc;
	}
	if (out->len - start > NR_URL_MAX) {
		nr_buf_truncate(out, start);
		return -1;
	}
	return 0;
}

bool
nr_url_is_redirector(const char *url)
{
	struct url u;

	return parse(url, &u) && part_begins(u.path, "/~r/") &&
		(part_is(u.host, "rss.cnn.com") || part_begins(u.host, "feeds."));
}

int
nr_url_identify(const struct nr_urls *urls, struct nr_buf *out)
{
	const char *const direct[] = { urls->web, urls->original };
	const char *const any[] = { urls->amp, urls->cdn_amp, urls->web, urls->original };

	for (size_t i = 0; i < 2; i++)
		if (direct[i] && !nr_url_is_redirector(direct[i]) &&
		    nr_url_canonical(direct[i], out) == 0)
			return 0;
	for (size_t i = 0; i < 4; i++)
		if (any[i] && nr_url_canonical(any[i], out) == 0)
			return 0;
	return -1;
}

int64_t
nr_url_id(const char *key)
{
	uint64_t h = nr_ids_hash(key);

	/* The final mix of MurmurHash3: every bit of h affects every other. */
	h ^= h >> 33;
	h *= 0xff51afd7ed558ccd;
	h ^= h >> 33;
	h *= 0xc4ceb9fe1a85ec53;
	h ^= h >> 33;
	h &= INT64_MAX;
	return h ? (int64_t)h : 1;
}
