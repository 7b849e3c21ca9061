/* Cleans, resolves and recognises URLs in text and attributes. */
#include "config.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "newsreader/utf8.h"
#include "text/href.h"

static bool
begins(const char *s, const char *prefix)
{
	return strncasecmp(s, prefix, strlen(prefix)) == 0;
}

/* True for an absolute URL of a scheme that is not opened: "javascript:", "data:". */
static bool
is_other_scheme(const char *s)
{
	size_t n = strcspn(s, ":/?#");

	return s[n] == ':' && !begins(s, "http:") && !begins(s, "https:")
		&& !begins(s, "mailto:");
}

bool
nr_text_href_clean(struct nr_buf *out, const char *s)
{
	struct nr_buf line = NR_BUF_INIT;
	size_t n = strlen(s);
	bool ok = false;

	if (n > TEXT_HREF_MAX)
		return false;
	nr_utf8_clean_line(&line, s, n);
	const char *p = nr_buf_str(&line);

	if (*p == '\0' || *p == '#' || is_other_scheme(p))
		goto out;
	if (p[0] == '/' && p[1] == '/')
		nr_buf_addz(out, "https:");
	for (; *p != '\0'; p++) {
		if (*p == ' ')
			nr_buf_addz(out, "%20");
		else
			nr_buf_addch(out, *p);
	}
	ok = true;
out:
	nr_buf_release(&line);
	return ok;
}

/* Append the decoded value of a query parameter. */
static bool
query_value(struct nr_buf *out, const char *url, const char *name)
{
	size_t n = strlen(name);
	const char *p = strchr(url, '?');

	while (p != NULL && !(strncmp(p + 1, name, n) == 0 && p[n + 1] == '='))
		p = strchr(p + 1, '&');
	if (p == NULL)
		return false;
	p += n + 2;
	nr_utf8_unescape(out, p, strcspn(p, "&#"));
	return true;
}

/* URLs of players that end with a video id, and the page for it. */
static const struct {
	const char *player, *page;
} players[] = {
	{ "https://www.youtube.com/embed/", "https://www.youtube.com/watch?v=" },
	{ "http://www.youtube.com/embed/", "https://www.youtube.com/watch?v=" },
	{ "https://youtube.com/embed/", "https://www.youtube.com/watch?v=" },
	{ "https://www.youtube-nocookie.com/embed/", "https://www.youtube.com/watch?v=" },
	{ "https://player.vimeo.com/video/", "https://vimeo.com/" },
};

bool
nr_text_href_player(struct nr_buf *out, const char *s)
{
	struct nr_buf url = NR_BUF_INIT;
	struct nr_buf inner = NR_BUF_INIT;
	bool ok = nr_text_href_clean(&url, s);

	if (ok && begins(url.data, "https://cdn.embedly.com/")
			&& query_value(&inner, url.data, "url")) {
		nr_buf_clear(&url);
		ok = nr_text_href_clean(&url, nr_buf_str(&inner));
	}
	if (!ok)
		goto out;
	for (size_t i = 0; i < sizeof players / sizeof players[0]; i++) {
		const char *id = url.data + strlen(players[i].player);

		if (!begins(url.data, players[i].player))
			continue;
		nr_buf_addz(out, players[i].page);
		nr_buf_add(out, id, strcspn(id, "?&#/"));
		goto out;
	}
	nr_buf_addz(out, url.data);
out:
	nr_buf_release(&inner);
	nr_buf_release(&url);
	return ok;
}

/* True for spaces, and for punctuation of scripts without spaces. */
static bool
ends_url(const char *s, size_t n)
{
	uint32_t cp;

	if ((unsigned char)*s <= ' ' || strchr("<>\"`{}|\\^", *s) != NULL)
		return true;
	if ((unsigned char)*s < 0xc2)
		return false;
	nr_utf8_decode(s, n, &cp);
	return cp == 0xa0 || cp == 0xab || cp == 0xbb || cp == 0x1680 || cp == 0x202f
		|| cp == 0x205f || (cp >= 0x2000 && cp <= 0x200d)
		|| (cp >= 0x2018 && cp <= 0x201f) || cp == 0x2026
		|| (cp >= 0x3000 && cp <= 0x3003) || (cp >= 0x3008 && cp <= 0x3011)
		|| (cp >= 0xff01 && cp <= 0xff0f) || cp == 0xff1a || cp == 0xff1b
		|| cp == 0xff1f;
}

/* Length of the URL without punctuation that belongs to the sentence. */
static size_t
trim_url(const char *s, size_t start, size_t len)
{
	int parens = 0, brackets = 0;

	for (size_t i = start; i < len; i++) {
		parens += (s[i] == '(') - (s[i] == ')');
		brackets += (s[i] == '[') - (s[i] == ']');
	}
	for (; len > start; len--) {
		if (s[len - 1] == ')' && parens < 0)
			parens++;
		else if (s[len - 1] == ']' && brackets < 0)
			brackets++;
		else if (strchr(".,;:!?'*_~", s[len - 1]) == NULL)
			break;
	}
	return len;
}

static bool
begins_host(char c)
{
	return nr_utf8_is_latin(c) || (c >= '0' && c <= '9') || c == '['
		|| (unsigned char)c >= 0x80;
}

size_t
nr_text_href_bare(const char *s, size_t n)
{
	bool www = n > 4 && begins(s, "www.");
	size_t start = n > 8 && begins(s, "https://") ? 8
		: n > 7 && begins(s, "http://") ? 7 : www ? 4 : 0;
	size_t len = start;

	if (start == 0 || !begins_host(s[start]))
		return 0;
	while (len < n && len < TEXT_HREF_MAX && !ends_url(s + len, n - len))
		len++;
	/* The length limit may fall inside of a character. */
	while (len < n && len > start && ((unsigned char)s[len] & 0xc0) == 0x80)
		len--;
	len = trim_url(s, start, len);
	if (www && memchr(s + start, '.', len - start) == NULL)
		return 0;
	return len > start ? len : 0;
}

static bool
is_web(const char *s)
{
	return begins(s, "http://") || begins(s, "https://");
}

/* Remove "." and ".." segments from the path that begins at `path` (RFC 3986, 5.2.4). */
static void
drop_dots(struct nr_buf *url, size_t path)
{
	char *s = url->data + path;
	size_t to = 0, n = strcspn(s, "?#"), rest = strlen(s + n);

	for (size_t i = 0; i < n;) {
		size_t len = 1 + strcspn(s + i + 1, "/?#");
		bool last = i + len >= n;

		if (len == 2 && s[i + 1] == '.') {
			;
		} else if (len == 3 && s[i + 1] == '.' && s[i + 2] == '.') {
			while (to > 0 && s[--to] != '/')
				;
		} else {
			memmove(s + to, s + i, len);
			to += len;
			last = false;
		}
		if (last)
			s[to++] = '/';
		i += len;
	}
	memmove(s + to, s + n, rest);
	nr_buf_truncate(url, path + to + rest);
}

bool
nr_text_href_resolve(struct nr_buf *out, const char *base, const char *s)
{
	size_t start = out->len, host, keep;

	if (is_web(s)) {
		nr_buf_addz(out, s);
		return true;
	}
	if (base == NULL || !is_web(base) || is_other_scheme(s) || begins(s, "mailto:"))
		return false;
	host = (size_t)(strchr(base, '/') - base) + 2;
	host += strcspn(base + host, "/?#");
	if (s[0] == '/' && s[1] == '/')
		keep = (size_t)(strchr(base, '/') - base);
	else if (*s == '/')
		keep = host;
	else if (*s == '?')
		keep = host + strcspn(base + host, "?#");
	else if (*s == '#' || *s == '\0')
		keep = strcspn(base, "#");
	else
		for (keep = host + strcspn(base + host, "?#");
				keep > host && base[keep - 1] != '/';)
			keep--;
	nr_buf_add(out, base, keep);
	if (keep == host && *s != '/' && *s != '?' && *s != '#')
		nr_buf_addch(out, '/');
	nr_buf_addz(out, s);
	if (*s != '/' || s[1] != '/')
		drop_dots(out, start + host);
	return true;
}
