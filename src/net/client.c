/* Settings that all transfers of a fetcher share, from options and environment. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "net/transfer.h"
#include "newsreader/mem.h"

static void
read_proxies(struct nr_transfer_client *s)
{
	/* HTTP_PROXY is ignored, as everywhere: a CGI program gets it from a request
	 * header. */
	static const char *const http[] = { "http_proxy", "all_proxy", "ALL_PROXY", NULL };
	static const char *const https[] = { "https_proxy", "HTTPS_PROXY", "all_proxy",
		"ALL_PROXY", NULL };
	static const char *const no[] = { "no_proxy", "NO_PROXY", NULL };
	const struct { const char *const *names; char **value; } variables[] = {
		{ http, &s->http_proxy }, { https, &s->https_proxy }, { no, &s->no_proxy },
	};

	for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++)
		for (const char *const *name = variables[i].names; *name; name++)
			if (getenv(*name)) {
				*variables[i].value = nr_strdup(getenv(*name));
				break;
			}
}

static void
set_limits(struct nr_fetch_limits *l)
{
#define DEFAULT(member, value) l->member = l->member ? l->member : (value)
	DEFAULT(connect_ms, 10000);
	DEFAULT(total_ms, 60000);
	DEFAULT(stall_ms, 15000);
	DEFAULT(stall_bytes, 1000);
	DEFAULT(redirects, 10);
	DEFAULT(per_host, 2);
	DEFAULT(in_all, 8);
	DEFAULT(max_bytes, (size_t)8 << 20);
#undef DEFAULT
}

static void
set_hosts(struct nr_transfer_client *s, const char *const *hosts)
{
	size_t n = 0;

	while (hosts && hosts[n])
		n++;
	s->allow_private = nr_calloc(n + 1, sizeof(*s->allow_private));
	for (size_t i = 0; i < n; i++)
		s->allow_private[i] = nr_strdup(hosts[i]);
}

/* The host of a URL that may contain placeholders; NULL if it has none. */
static char *
host_of(const char *url)
{
	const char *authority = url ? strstr(url, "://") : NULL;

	return authority ? nr_endpoint_host(authority + 3, strcspn(authority + 3, "/?#")) : NULL;
}

int
nr_transfer_client_init(struct nr_transfer_client *s, const struct nr_fetch_options *options,
	struct nr_error *err)
{
	s->limits = options->limits;
	set_limits(&s->limits);
	set_hosts(s, options->allow_private);
	s->archive_host = host_of(options->archive_url);
	s->ca_file = options->ca_file ? nr_strdup(options->ca_file) : NULL;
	read_proxies(s);
	if (s->ca_file && access(s->ca_file, R_OK) < 0)
		return nr_error_sys(err, errno, "%s", s->ca_file);
	return nr_curl_load(&s->curl, err);
}

void
nr_transfer_client_release(struct nr_transfer_client *s)
{
	for (char **host = s->allow_private; host && *host; host++)
		free(*host);
	free(s->allow_private);
	free(s->archive_host);
	free(s->ca_file);
	free(s->http_proxy);
	free(s->https_proxy);
	free(s->no_proxy);
}
