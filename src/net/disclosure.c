/* Checks whether a URL may be disclosed to a third party: hosts, parameters, nested
 * URLs. */
#include "config.h"

#include "net/disclosure.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "net/address.h"
#include "net/endpoint.h"
#include "newsreader/mem.h"
#include "newsreader/url.h"

enum {
	ENCODED_MAX = 5,	/* levels of nested percent-encoding */
	HOSTS_MAX = 8		/* in one URL */
};

static const char listed[] = "which allow-private-hosts has";

struct check {
	const char *const *allow_private;
	struct nr_buf *hosts;
	unsigned n_hosts;
	struct nr_error *err;
};

static int
refuse(struct check *t, const char *what, const char *why)
{
	return nr_error_set(t->err, NR_ERR_INPUT, "%.300s, %s", what, why);
}

/* ---- hosts ------------------------------------------------------------------------- */

static int
check_host(struct check *t, const char *host)
{
	const char *why = nr_address_special_host(host);

	if (!why)
		why = nr_address_local_name(host);
	if (!why && nr_endpoint_is_listed(host, 0, t->allow_private))
		why = listed;
	if (why)
		return refuse(t, host, why);
	if (t->n_hosts++ == HOSTS_MAX)
		return nr_error_set(t->err, NR_ERR_LIMIT, "more than %d addresses in one",
			HOSTS_MAX);
	nr_buf_addz(t->hosts, host);
	nr_buf_addch(t->hosts, '\n');
	return 0;
}

/* Check the part between "//" and the path. */
static int
check_authority(struct check *t, const char *s, size_t n)
{
	char *host;
	int rc;

	if (memchr(s, '@', n))
		return nr_error_set(t->err, NR_ERR_INPUT, "an address with a user name");
	host = nr_endpoint_host(s, n);
	rc = host ? check_host(t, host)
		: nr_error_set(t->err, NR_ERR_INPUT, "an address whose host cannot be one");
	free(host);
	return rc;
}

/* Check a word that may be a host without "//", as in paths of some viewers; only words
 * that are clearly hosts count. */
static int
check_word(struct check *t, const char *s, size_t n)
{
	char *word = nr_strndup(s, n);
	struct in_addr in;
	struct in6_addr in6;
	const char *why = NULL;

	while (n > 0 && word[n - 1] == '.')
		word[--n] = '\0';
	for (char *c = word; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	if (inet_pton(AF_INET, word, &in) == 1 || inet_pton(AF_INET6, word, &in6) == 1
		|| strcmp(word, "localhost") == 0)
		why = nr_address_special_host(word);
	else if (strchr(word, '.'))
		why = nr_address_local_name(word);
	if (!why && strchr(word, '.') && nr_endpoint_is_listed(word, 0, t->allow_private))
		why = listed;
	if (why)
		refuse(t, word, why);
	free(word);
	return why ? -1 : 0;
}

/* ---- after the host ---------------------------------------------------------------- */

static bool
has_secret_name(const char *s, size_t n)
{
	static const char *const names[] = { "token", "key", "sig", "auth", "session",
		"secret", "pass" };

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < sizeof(names) / sizeof(*names); k++)
			if (strlen(names[k]) <= n - i
				&& strncasecmp(s + i, names[k], strlen(names[k])) == 0)
				return true;
	return false;
}

/* "#key=1" is a parameter, "#key-points" is not; a path parameter ends with its
 * segment. */
static int
check_parameters(struct check *t, const char *s)
{
	for (s += strcspn(s, "?&;#"); *s; s += strcspn(s, "?&;#")) {
		char before = *s++;
		size_t n = strcspn(s, "=?&;#");

		if (before == ';' && s[n] != '=')
			n = strcspn(s, "/?&;#");
		if ((before != '#' || s[n] == '=') && has_secret_name(s, n))
			return nr_error_set(t->err, NR_ERR_INPUT,
				"an address with a parameter \"%.*s\"", n < 40 ? (int)n : 40, s);
	}
	return 0;
}

/* Find "http:" or "https:" with at least one slash, because one may get lost when a URL
 * is copied. */
static const char *
find_address(const char *s, const char **authority)
{
	for (const char *at = s; (at = strchr(at, ':')) != NULL; at++) {
		size_t slashes = strspn(at + 1, "/\\");
		size_t n = at - s >= 5 && strncasecmp(at - 5, "https", 5) == 0 ? 5
			: at - s >= 4 && strncasecmp(at - 4, "http", 4) == 0 ? 4 : 0;

		*authority = at + 1 + slashes;
		if (n > 0 && slashes > 0)
			return at - n;
	}
	return NULL;
}

static int
check_addresses(struct check *t, const char *s)
{
	const char *authority;

	while (find_address(s, &authority)) {
		size_t n = strcspn(authority, "/\\?#&;\"'<>| ");

		s = authority;
		if (n > 0 && check_authority(t, s, n) < 0)
			return -1;
	}
	return 0;
}

static int
check_words(struct check *t, const char *s)
{
	static const char between[] = "/?#&;=,|+ ";

	for (s += strspn(s, between); *s; s += strspn(s, between)) {
		size_t n = strcspn(s, between);

		if (check_word(t, s, n) < 0)
			return -1;
		/* Finds "10.0.0.1:80", "me@10.0.0.1", "http:10.0.0.1". */
		for (size_t at = 0, len; at < n; at += len + 1) {
			len = strcspn(s + at, ":@/?#&;=,|+ ");
			if (check_word(t, s + at, len) < 0)
				return -1;
		}
		if (n > 2 && *s == '[' && memchr(s, ']', n)
			&& check_word(t, s + 1, strcspn(s + 1, "]")) < 0)
			return -1;
		s += n;
	}
	return 0;
}

/* Percent-decode s in place. False if it had no escapes. */
static bool
decode(char *s)
{
	bool any = false;
	char *to = s;

	for (; *s; s++, to++) {
		*to = *s;
		if (*s != '%' || !isxdigit((unsigned char)s[1])
			|| !isxdigit((unsigned char)s[2]))
			continue;
		const char digits[] = { s[1], s[2], '\0' };
		long c = strtol(digits, NULL, 16);

		*to = c ? (char)c : ' ';	/* a NUL must not end s */
		s += 2;
		any = true;
	}
	*to = '\0';
	return any;
}

static int
check_rest(struct check *t, const char *rest)
{
	char *s = nr_strdup(rest);
	int rc, times = 0;

	do {
		rc = check_parameters(t, s);
		if (rc == 0)
			rc = check_addresses(t, s);
		if (rc == 0)
			rc = check_words(t, s);
		if (rc == 0 && times++ > ENCODED_MAX)
			rc = nr_error_set(t->err, NR_ERR_INPUT, "an address encoded too often");
	} while (rc == 0 && decode(s));
	free(s);
	return rc;
}

int
nr_disclosure_check(const char *url, const char *const *allow_private, struct nr_buf *hosts,
	struct nr_error *err)
{
	struct check t = { .allow_private = allow_private, .hosts = hosts, .err = err };
	struct nr_buf clean = NR_BUF_INIT, inner = NR_BUF_INIT;
	const char *authority;
	size_t n;
	int rc = -1;

	nr_url_clean(url, strlen(url), &clean);
	if (!nr_url_is_web(nr_buf_str(&clean))) {
		nr_error_set(err, NR_ERR_INPUT, "an address that is not one of the web");
		goto out;
	}
	authority = strstr(clean.data, "://") + 3;
	n = strcspn(authority, "/?#");
	if (check_authority(&t, authority, n) < 0 || check_rest(&t, authority + n) < 0)
		goto out;
	/* In cache and viewer URLs the host is a plain word of the path. */
	rc = nr_url_inner(clean.data, &inner)
		? nr_disclosure_check(inner.data, allow_private, hosts, err) : 0;
out:
	nr_buf_release(&clean);
	nr_buf_release(&inner);
	return rc;
}

bool
nr_disclosure_find(const char *url, struct nr_buf *out)
{
	const char *rest = strstr(url, "://"), *authority, *found = NULL;
	char *s = nr_strdup(rest ? rest + 3 : "");

	for (int i = 0; i <= ENCODED_MAX; i++) {
		found = find_address(s, &authority);
		if (found || !decode(s))
			break;
	}
	if (found)
		nr_buf_addz(out, found);
	free(s);
	return found != NULL;
}
